"""R36: an error in the first calculation is caught by the second, whatever it is, before anything
is saved or printed.
"""

from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest

from wizard.cli import main
from wizard.errors import InvalidInputError
from wizard.protocol.double_check.disagreement import DisagreementError

D = Decimal
SPRAY, VIAL, FIRST = {"form": "spray"}, {"form": "vial"}, {"first_time": True}
TWO_A_DAY = {"target_mcg": 600}
HIGH = {"goal": "high-demand"}
EARLY = HIGH | {"wake": time(4, 30), "target_mcg": 900, "confirmed": ["target_mcg"]}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
LIGHT = {"weight_kg": 38, "confirmed": ["weight_kg", "vial_mg", "diluent_ml"]}
COARSE = SPRAY | {"pump_ml": D("0.14")}
BOTH = SPRAY | {"pump_ml": D("0.1"), "mcg_per_spray": 109}
STRONG = {"strength_mg_per_ml": D("0.5")}
LARGE = VIAL | {"syringe": "u100-1ml"}

DOSING = {  # the slip: right, wrong, and plans for which it makes a difference
    "rounded up": (
        'steps = work_out("whole quotient", "whole steps", planned, step_mass, by="R04")',
        'steps = given("whole steps", planned.value // step_mass.value + 1, by="R04")',
        [{}, COARSE, VIAL | {"target_mcg": 350}, AMIDATE, FIRST],
    ),
    "50 mcg per kg": (
        "Quantity(rule.mcg_per_kg, MCG_PER_KG)",
        "Quantity(rule.clinical_band[1], MCG_PER_KG)",
        [LIGHT | TWO_A_DAY, LIGHT | SPRAY | TWO_A_DAY, LIGHT | VIAL, {}],
    ),
    "the greatest bound": (
        'work_out("least", "ceiling", *figures',
        'work_out("greatest", "ceiling", *figures',
        [LIGHT | TWO_A_DAY, HIGH | TWO_A_DAY, VIAL, AMIDATE | {"target_mcg": 360}, SPRAY],
    ),
    "no bound by weight": (
        'bounds.append(("weight", weight_bound(cleared)))',
        "pass",
        [LIGHT | TWO_A_DAY, SPRAY, VIAL],
    ),
    "no bound by compound": (
        'bounds.append(("compound", allowed.compound))',
        "pass",
        [AMIDATE, AMIDATE | VIAL],
    ),
    "no bound by sessions": (
        'if cleared.answers.route == "intranasal":\n        most =',
        "if False:\n        most =",
        [{}, HIGH | {"target_mcg": 900, "confirmed": ["target_mcg"]}, SPRAY],
    ),
    "the goal's range under the skin": (
        "catalog.routes[route_id].dose or catalog.goals[goal_id].dose",
        "catalog.goals[goal_id].dose",
        [VIAL, VIAL | HIGH, VIAL | TWO_A_DAY],
    ),
    "the upper bound where nothing is asked": (
        "mcg(narrow.recommended[0])",
        "mcg(narrow.recommended[1])",
        [{}, SPRAY, VIAL, AMIDATE, HIGH],
    ),
    "the dose asked for is ignored": (
        "if asked is not None else allowed.least",
        "if asked is None else allowed.least",
        [
            {"target_mcg": 200},
            SPRAY | {"target_mcg": 600},
            VIAL | {"target_mcg": 350},
            AMIDATE | {"target_mcg": 100},
        ],
    ),
    "more than the absolute bound": (
        "if target.value > allowed.absolute:",
        "if False:",
        [
            {"target_mcg": 601, "confirmed": ["target_mcg"]},
            VIAL | {"target_mcg": 501, "confirmed": ["target_mcg"]},
            AMIDATE | VIAL | {"target_mcg": 301, "confirmed": ["target_mcg"]},
        ],
    ),
    "over 600 without a confirmation": (
        'if largest > allowed.most.value and "target_mcg" not in answers.confirmed:',
        "if False:",
        [EARLY | {"confirmed": []}, EARLY | {"confirmed": [], "target_mcg": 601}],
    ),
    "assessment at the target": (
        "if not cleared.answers.first_time:",
        "if True:",
        [FIRST, FIRST | SPRAY, FIRST | VIAL, FIRST | HIGH],
    ),
    "assessment in mg for mcg": (
        "mcg(rule.daily_mcg)",
        "mcg(rule.daily_mcg * 1000)",
        [FIRST, FIRST | SPRAY, FIRST | VIAL],
    ),
    "assessment never below 200": (
        'first = work_out("least", "assessment target"',
        'first = work_out("greatest", "assessment target"',
        [FIRST | {"target_mcg": 150}, FIRST | SPRAY | {"target_mcg": 100}, FIRST | VIAL],
    ),
    "assessment of 6 days": (
        'given("assessment days", rule.days, by=rule)',
        'given("assessment days", rule.days + 1, by=rule)',
        [FIRST, FIRST | VIAL],
    ),
    "assessment only": (
        "if on_days.value > rule.days:",
        "if False:",
        [FIRST, FIRST | SPRAY, FIRST | VIAL],
    ),
    "600 mcg in a session": (
        "mcg(rule.mass_mcg), by=rule)",
        "mcg(rule.mass_mcg * 2), by=rule)",
        [
            STRONG | {"strength_mg_per_ml": 3},
            COARSE | {"strength_mg_per_ml": 2, "target_mcg": 600},
            SPRAY | TWO_A_DAY | {"strength_mg_per_ml": 2},
        ],
    ),
    "0.6 mL in a session": (
        "ml(rule.volume_ml), by=rule)",
        "ml(rule.volume_ml * 2), by=rule)",
        [STRONG | {"target_mcg": 300}, SPRAY | STRONG | {"target_mcg": 300}],
    ),
    "the larger of the limits of a session": (
        'work_out("least", f"{counted.unit}s in a session at most"',
        'work_out("greatest", f"{counted.unit}s in a session at most"',
        [
            STRONG | {"target_mcg": 300},
            SPRAY | STRONG | {"target_mcg": 300},
            {"strength_mg_per_ml": 2},
        ],
    ),
    "a lost session": (
        "for index in range(sessions.value):",
        "for index in range(sessions.value - 1):",
        [TWO_A_DAY, SPRAY | TWO_A_DAY, EARLY],
    ),
    "one session more": (
        (
            'sessions: Figure[int] = work_out("times needed", "sessions", counts, most,'
            ' unit="sessions", by=rule)'
        ),
        'sessions: Figure[int] = given("sessions", -(-counts.value // most.value) + 1, by=rule)',
        [{}, SPRAY, FIRST, AMIDATE],
    ),
    "nostrils swapped": (
        "larger = int(odd % 2)  #",
        "larger = 1 - int(odd % 2)  #",
        [{"target_mcg": 250}, SPRAY, COARSE | {"target_mcg": 150}],
    ),
    "nostrils not in turn": (
        "        odd += share.value % 2\n",
        "",
        [{"target_mcg": 500}, SPRAY | TWO_A_DAY],
    ),
    "nostrils left out": ("evolve(dose_, sides=sides)", "dose_", [{}, SPRAY, FIRST]),
    "one nostril": (
        'given("nostrils", 2, "nostrils"',
        'given("nostrils", 1, "nostrils"',
        [{}, SPRAY, COARSE],
    ),
    "the first time for every session": (
        "at=session_time(cleared, index),",
        "at=session_time(cleared, 0),",
        [TWO_A_DAY, SPRAY | TWO_A_DAY, EARLY],
    ),
    "the day's mass in every session": (
        'mass=work_out("product", "dose", share, counted.mass, by=rule)',
        'mass=work_out("product", "dose", share, counted.mass, given("sessions", 2), by=rule)',
        [{}, SPRAY, VIAL],
    ),
    "steps of 1 unit on any syringe": (
        'counted.step, counted.mass, by="R04"',
        'given("1 unit", 1), counted.mass, by="R04"',
        [VIAL | {"mark_units": 2}, VIAL | FIRST | {"mark_units": 2}],
    ),
    "more than the syringe holds": (
        "if counted.barrel is not None and units > counted.barrel.value:",
        "if False:",
        [
            VIAL | {"syringe": "u100-0.3ml", "vial_mg": 5, "diluent_ml": 5, "target_mcg": 310},
            VIAL | {"vial_mg": 5, "diluent_ml": 10, "confirmed": ["diluent_ml"]},
        ],
    ),
    "less than can be drawn": (
        "if units < least:",
        "if False:",
        [
            VIAL | {"vial_mg": 30, "diluent_ml": 1},
            VIAL | {"vial_mg": 20, "diluent_ml": 1, "mark_units": D("0.5")},
        ],
    ),
    "too weak a product": (
        "if daily.value < least:",
        "if False:",
        [
            {"strength_mg_per_ml": D("0.1")},
            SPRAY | {"strength_mg_per_ml": D("0.1")},
            {"strength_mg_per_ml": D("0.24")},
        ],
    ),
}
ELSEWHERE = {  # the module, and the same
    "the smaller mass of a spray": (
        "wizard.protocol.product",
        'work_out("greatest", "mass of a spray"',
        'work_out("least", "mass of a spray"',
        [BOTH, BOTH | TWO_A_DAY],
    ),
    "40 units in 1 mL": (
        "wizard.protocol.product",
        "Fraction(rule.units_per_ml)",
        "Fraction(40)",
        [VIAL, LARGE | {"target_mcg": 500}],
    ),
    "strength ten times as high": (
        "wizard.protocol.product",
        "value = mg_per_ml(",
        "value = 10 * mg_per_ml(",
        [STRONG | {"strength_mg_per_ml": D("0.1")}, SPRAY | {"strength_mg_per_ml": D("0.1")}],
    ),
    "content of the vial ten times as high": (
        "wizard.protocol.product",
        'answered("content of the vial", mg(',
        'answered("content of the vial", 10 * mg(',
        [
            LARGE | {"diluent_ml": 10, "confirmed": ["diluent_ml"]},
            LARGE | {"vial_mg": 5, "diluent_ml": 5},
        ],
    ),
    "20 drops per mL whatever was counted": (
        "wizard.protocol.product",
        '_or_start("drops per mL", product.drops_per_ml, rule)',
        '_or_start("drops per mL", None, rule)',
        [{"drops_per_ml": 25}, FIRST | {"drops_per_ml": 18}],
    ),
    "a session as late as 14:00": (
        "wizard.protocol.schedule",
        "minute_of(rule.last_at), _OF",
        "minute_of(rule.last_at) + 60, _OF",
        [{"wake": time(9), **TWO_A_DAY}, SPRAY | {"wake": time(9)}, VIAL | {"wake": time(13)}],
    ),
    "no half hour after waking": (
        "wizard.protocol.schedule",
        '    first = given("minutes after waking", rule.minutes_after_waking,',
        '    first = given("minutes after waking", 0,',
        [{}, SPRAY, VIAL],
    ),
    "3 hours between sessions": (
        "wizard.protocol.schedule",
        (
            'apart = given("minutes between sessions", rule.hours_apart * 60, "minutes", by=rule)\n'
            "    before"
        ),
        (
            'apart = given("minutes between sessions", rule.hours_apart * 45, "minutes", by=rule)\n'
            "    before"
        ),
        [TWO_A_DAY, EARLY],
    ),
    "more than one a day": (
        "wizard.protocol.schedule",
        "if doses is not None:",
        "if False:",
        [AMIDATE | {"target_mcg": 360}],
    ),
    "more days on": (
        "wizard.protocol.schedule",
        "if on_days.value > cycle.days_most:",
        "if False:",
        [{"on_days": 15}, HIGH | {"on_days": 6}, VIAL | {"on_days": 56}],
    ),
    "less rest": (
        "wizard.protocol.schedule",
        "if rest_days.value < least.value:",
        "if False:",
        [{"rest_days": 29}, HIGH | {"rest_days": 6}],
    ),
    "a start too soon": (
        "wizard.protocol.schedule",
        "if asked.start < earliest.value:",
        "if False:",
        [
            {"last_course_end": date(2025, 12, 6)},
            HIGH | {"last_course_end": date(2025, 12, 29), "last_course_goal": "high-demand"},
        ],
    ),
    "a week's rest after any course": (
        "wizard.protocol.schedule",
        "rule.rest_days_short if both_short",
        "rule.rest_days_short if True",
        [{"last_course_end": date(2025, 12, 20)}, HIGH | {"last_course_end": date(2025, 12, 20)}],
    ),
    "a last day too late": (
        "wizard.protocol.schedule",
        'work_out("difference", "days after the first", on_days, one, unit="days")',
        "on_days",
        [{}, VIAL],
    ),
    "a container past its date": (
        "wizard.protocol.supply",
        "day >= discard.value, left < need",
        "False, left < need",
        [{"label_days": 5}, VIAL | {"opened": date(2025, 12, 15)}],
    ),
    "a label that lengthens": (
        "wizard.protocol.supply",
        'work_out("least", "beyond-use days"',
        'work_out("greatest", "beyond-use days"',
        [{"label_days": 60}, SPRAY | {"label_days": 5}],
    ),
    "a container that never ends": (
        "wizard.protocol.supply",
        "left, last = left - need, day",
        "last = day",
        [{}, SPRAY | {"bottle_ml": 1}, VIAL],
    ),
    "later cycles after the days on alone": (
        "wizard.protocol.schedule",
        "(course.on_days.value + course.rest_days.value))\n\n\ndef position",
        "course.on_days.value)\n\n\ndef position",
        [{"cycles": 2}, SPRAY | {"cycles": 6}, VIAL | {"cycles": 3, "rest_days": 60}],
    ),
    "the last cycle without the others": (
        "wizard.protocol.supply",
        "[*chain(*days)]",
        "days[-1]",
        [{"cycles": 2}, HIGH | {"cycles": 2}, SPRAY | {"cycles": 6}],
    ),
    "a container opened a day too soon": (
        "wizard.protocol.supply",
        "left < need\n",
        "left <= need\n",
        [{"bottle_ml": 1, "target_mcg": 250}, {"bottle_ml": D("1.8")}],
    ),
    "a container opened long ago": (
        "wizard.protocol.supply",
        ".value > start:",
        ".value >= start:",
        [{"opened": date(2025, 12, 6)}, VIAL | {"opened": date(2025, 12, 8)}],
    ),
}
CASES = [
    *(pytest.param("wizard.protocol.dosing", *slip, id=name) for name, slip in DOSING.items()),
    *(pytest.param(*slip, id=name) for name, slip in ELSEWHERE.items()),
]


@pytest.mark.parametrize(("module", "right", "wrong", "plans"), CASES)
def test_a_planted_error_is_caught(plant, judge, module, right, wrong, plans):
    """R36: with the slip, nothing follows from answers for which it makes a difference; without it,
    a plan or a refusal in words.
    """
    for said in plans:
        with suppress(InvalidInputError):
            judge(**said)
    plant(module, right, wrong)
    for said in plans:
        with pytest.raises(DisagreementError):
            judge(**said)


SAVED = (
    "rounded up",
    "50 mcg per kg",
    "the greatest bound",
    "the upper bound where nothing is asked",
    "the dose asked for is ignored",
    "assessment at the target",
    "assessment in mg for mcg",
    "600 mcg in a session",
    "a lost session",
    "nostrils swapped",
    "nostrils left out",
    "the first time for every session",
)


@pytest.mark.parametrize("name", SAVED)
def test_nothing_is_saved_or_printed(plant, written, capsys, monkeypatch, tmp_path, name):
    """R36: with the slip `new` writes no file, no form is printed of a profile that holds, and one
    line asks for a report.
    """
    right, wrong, plans = DOSING[name]
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path / "home"))
    held, out = tmp_path / "held.toml", tmp_path / "out.toml"
    held.write_text(written(**plans[0]), "utf-8")
    plant("wizard.protocol.dosing", right, wrong)
    for command in (
        ["new", "--answers", held, "--out", out],
        ["new", "--answers", held],
        ["show", held],
        ["today", held],
    ):
        with pytest.raises(SystemExit) as ending:
            main([str(word) for word in command])
        printed = capsys.readouterr()
        assert (ending.value.code, printed.out) == (1, "")
        assert printed.err.count("\n") == 1
        assert "report" in printed.err
    assert sorted(tmp_path.iterdir()) == [held]
