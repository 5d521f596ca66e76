"""Why: every number answers for itself."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from importlib.resources import files

import pytest

from wizard.catalog import Catalog, catalog
from wizard.explain.figures import keyed, result, step, worked
from wizard.explain.ledger_pages import Unknown, of_id, of_words, rules_section
from wizard.explain.pages import of_conflicts, of_key, of_plan, of_question
from wizard.interview.from_profile import from_answers
from wizard.profile.file_format import table, tables
from wizard.protocol.provenance import shown
from wizard.report.build import build
from wizard.report.conflicts import alone, shaped, touched
from wizard.report.export.plain_text import render

CONFLICTS = [
    "C01",
    "C02",
    "C03",
    "C04",
    "C05",
    "C09",
    "C10",
    "C11",
    "C12",
    "C13",
    "C14",
    "C15",
    "C16",
    "C17",
    "C18",
    "C19",
    "C20",
    "C21",
    "C22",
    "C23",
    "C24",
    "C25",
    "C28",
    "C29",
    "C30",
    "C31",
    "C32",
    "E01",
    "E02",
    "E03",
    "E04",
    "E05",
    "E07",
    "E08",
    "E12",
    "E16",
    "E22",
    "E23",
    "E24",
    "E25",
    "E28",
]
VIAL = {"form": "vial"}
SPRAY = {"form": "spray"}
PLANS = {
    "drops": {},
    "first course": {"first_time": True},
    "38 kg asking 600": {"target_mcg": 600, "weight_kg": 38, "confirmed": ("weight_kg",)},
    "high demand": {"goal": "high-demand", "target_mcg": 600},
    "spray": SPRAY,
    "vial": {**VIAL, "target_mcg": 350},
    "amidate": {"compound": "n-acetyl-semax-amidate"},
}


# -- the ledger
# -----------------------------------------------------------------------------------------


def test_every_conflict_of_the_domain_is_there():
    """Every C and E row that section 8 of the domain names is data, with two sides, a choice, a
    rule and a reason.
    """
    known = catalog()
    assert sorted(known.conflicts) == sorted(CONFLICTS)
    for conflict in known.conflicts.values():
        assert len(conflict.sides) >= 2
        assert conflict.rule in known.rules
        assert all(claim in known.claims for side in conflict.sides for claim in side.claims)
        assert all((conflict.choice, conflict.reason, conflict.title))


@pytest.mark.parametrize(
    ("conflict", "sums"),
    [
        ("E01", [12, 600, 6]),
        ("E02", [400, 600, 4, 8]),
        ("E03", ["0.1", "0.3", "0.05", 1000]),
        ("E04", [300, 3000]),
        ("E05", [1050, 3500, 40]),
        ("E07", ["0.0003", 9, 15, 300, 750]),
        ("C24", [180, 360, 300, 420]),
    ],
)
def test_the_program_works_out_the_checks(conflict, sums):
    """The arithmetic of a conflict is computed from its figures and comes out as worked by hand."""
    assert [result(check) for check in catalog().conflicts[conflict].checks] == [
        Fraction(each) for each in sums
    ]


def test_no_result_is_typed():
    """A check holds terms only: its printed line ends in the result that its operation gives."""
    check = catalog().conflicts["E01"].checks[1]
    assert worked(check) == "3 drops x 2 nostrils x 2 times x 50 mcg per drop = 600 mcg"


@pytest.mark.parametrize("name", CONFLICTS)
def test_every_conflict_is_reachable(name, derived):
    """Each conflict can be reached from `sources`, from a claim on it, and from a plan or finding
    that it touches.
    """
    conflict = catalog().conflicts[name]
    assert conflict.title in render(of_id(name, catalog())).replace("\n", " ")
    claim = next(claim for side in conflict.sides for claim in side.claims)
    assert f"{name}: " in render(of_id(claim, catalog()))
    if name == "C25":
        page = of_key("no-dose-basis", derived(compound="adamax"), catalog())
        assert "C25" in render(page)
        return
    plans = [
        plan
        for plan in (derived(**changes) for changes in PLANS.values())
        if conflict in touched(plan.answers, catalog())
    ]
    assert plans
    assert f"{name}: " in render(of_conflicts(plans[0], catalog()))


def test_what_moved_the_plan_most_stands_first(derived):
    """The conflict that moved the dose or the dates most is named first: rest of 2 to 3 days
    against 30.
    """
    assert next(conflict.id for conflict in shaped(derived(), catalog())) == "C13"
    high = [
        conflict.id for conflict in shaped(derived(goal="high-demand", target_mcg=900), catalog())
    ]
    assert high.index("E12") < high.index("C16")


# -- figures
# ----------------------------------------------------------------------------------------------


def test_why_the_ceiling_at_38_kg(derived):
    """`why FILE protocol.ceiling_mcg` at 38 kg shows 15 x 38 = 570 with its units, the flat bound
    it beat, B100 to B105 and the reason.
    """
    plan = derived(target_mcg=600, weight_kg=38, confirmed=("weight_kg",))
    text = render(of_key("protocol.ceiling_mcg", plan, catalog()))
    assert "15 mcg per kg x 38 kg = 570 mcg" in text
    assert "bound by goal: 600 mcg" in text
    assert all(f"B10{number}: " in text for number in range(6))
    assert "Weight may lower a dose and never raise it" in " ".join(text.split())


def test_the_clinical_band_stands_with_what_weight_decides(derived):
    """R05: 15 to 50 mcg per kg at 70 kg, marked clinical, beside the bound by weight and nowhere
    else.
    """
    plan = derived()
    text = " ".join(render(of_key("protocol.limits.weight", plan, catalog())).split())
    assert (
        "Clinical band, for reference only, not for you: 15 to 50 mcg per kg daily, which at your"
        " weight is 1,050 to 3,500 mcg."
    ) in text
    assert "Clinical band, for" not in render(of_key("protocol.on_days", plan, catalog()))


def test_arithmetic_has_its_units(derived):
    """Each term stands with its unit, and a time or date has something added to it."""
    texts = {
        step(part)
        for figure in keyed(derived(form="vial").protocol).values()
        for part in figure.walk()
    }
    assert {
        "10,000 mcg divided by 3 mL = about 3,333.33 mcg per mL",
        "9 units x about 33.33 mcg = 300 mcg",
        "07:00 plus 30 minutes = 07:30",
        "5 January 2026 plus 9 days = 14 January 2026",
    } <= texts


@pytest.mark.parametrize("name", PLANS)
def test_all_figures_fit_three_screens(name, derived):
    """`why FILE` alone walks every figure in reading order on at most three screens of 24 lines."""
    plan = derived(**PLANS[name])
    text = render(of_plan(plan, catalog()))
    assert text.count("\n") <= 72
    for key in keyed(plan.protocol):
        place = (
            key.rpartition(".")[0]
            if ".doses[" in key
            else re.sub(r"(opened|discard)\[", "containers[", key)
        )
        assert f"{place}:" in text.replace("\n    ", " ")


@pytest.mark.parametrize("name", PLANS)
def test_every_figure_has_a_page(name, derived):
    """Every key of a plan opens into a page with its value, and with a rule or the person's own
    answer behind it.
    """
    plan = derived(**PLANS[name])
    for key in keyed(plan.protocol):
        text = render(of_key(key, plan, catalog()))
        assert f"Why: {key}" in text
        assert re.search(r"R\d\d: |your answer", text)


@pytest.mark.parametrize(
    ("said", "claims"),
    [(VIAL, ["B214"]), ({"label_days": 20}, ["B215", "B217"])],
    ids=["vial", "bottle"],
)
def test_a_discard_date_names_the_claims_it_rests_on(derived, said, claims):
    """R42: how long a container keeps is shown with the claims that say so, each restated."""
    text = render(of_key("protocol.supply.discard[0]", derived(**said), catalog()))
    cited = text.split("What the sources say")[1].split("E08")[0].split("E23")[0]
    assert [claim for claim in claims if f"- {claim}:" not in cited] == []


def test_groups_of_keys_have_pages(derived):
    """A table of the profile opens into all its figures and conflicts."""
    text = render(of_key("protocol.supply", derived(), catalog()))
    assert "protocol.supply.doses_per_container" in text
    assert "E23: " in text


def test_an_unknown_key_names_the_nearest(derived):
    """A key that is not in the profile names the nearest one that is."""
    with pytest.raises(Unknown, match=r"protocol\.ceiling_mcg"):
        of_key("protocol.celing_mcg", derived(), catalog())


def _numbers(value, key):
    """The keys of every number, date and time in a table of a profile."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _numbers(item, f"{key}.{name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _numbers(item, f"{key}[{number}]")
    elif not isinstance(value, str):
        yield key


@pytest.mark.parametrize(
    "said", [{}, {"first_time": True}, VIAL, {"form": "spray", "target_mcg": 600}], ids=str
)
def test_every_number_of_a_plan_has_a_page(derived, said):
    """Section 8: whatever number, date or time stands in the protocol of a profile, somebody may
    ask why.
    """
    plan = derived(**said)
    keys = list(_numbers(table(tables(plan)["protocol"]), "protocol"))
    assert len(keys) > 20
    for key in keys:
        assert of_key(key, plan, catalog()).title == f"Why: {key}"


MISSED = {  # a key, of which answers, and what is said instead
    "protocol.daily": ({}, "did you mean protocol.daily_dose_mcg?"),
    "answers.target_mcg": ({}, "'answers.target_mcg' is an answer, which no rule changes"),
    "answers.person.weight_kg": ({}, "is an answer, which no rule changes"),
    "answers.person.hight": (
        {},
        "this profile has no 'answers.person.hight'; semax-wizard why FILE, without a key",
    ),
    "protocol.supply.limited_by": (
        {},
        "'protocol.supply.limited_by' is no figure that was worked out",
    ),
    "protocol.phases[0].name": ({}, "is no figure that was worked out"),
    "screening.outcome": ({}, "is no figure that was worked out"),
    "protocol.phases[3].name": ({}, "this profile has no 'protocol.phases[3].name'"),
    "conflicts": (
        {"conditions": ("pregnancy",)},
        "'conflicts' belongs to a plan, and this profile has none",
    ),
    "protocol.ceiling_mcg": (
        {"conditions": ("pregnancy",)},
        "belongs to a plan, and this profile has none",
    ),
}


@pytest.mark.parametrize(("key", "row"), MISSED.items(), ids=MISSED)
def test_a_key_without_a_page_says_what_to_type(derived, key, row):
    """What is no figure of this profile is told apart: a slip of the pen, an answer, or a plan that
    there is not.
    """
    said, told = row
    with pytest.raises(Unknown) as caught:
        of_key(key, derived(**said), catalog())
    assert told in str(caught.value)


def test_findings_open_by_name_and_by_place(derived):
    """A finding opens under its key and under its name, with its reason and its claims."""
    plan = derived(**VIAL)
    by_name, by_place = (
        of_key(key, plan, catalog())
        for key in ("subcutaneous-less-established", "screening.findings[0]")
    )
    assert by_name == by_place
    assert "B098" in render(by_name)


# -- evidence and what each text alone would have given
# ---------------------------------------------------


def test_evidence_is_graded():
    """Each source has a level, each outside fact its date, and each rule that permits something a
    certainty in words.
    """
    known = catalog()
    assert set(known.sources) == {"A", "B", *(f"X{number}" for number in range(1, 9))}
    assert all(source.level for source in known.sources.values())
    assert all(known.sources[f"X{number}"].as_of for number in range(1, 9))
    assert "cop" in known.sources["X1"].text.lower()
    for rule in ("R30", "R31", "R32", "R34", "R40"):
        assert known.rules[rule].certainty.startswith("very low")


def test_each_text_alone(derived):
    """Beside the plan stands what each text alone would have given: 2 to 3 days of rest against 30
    to 90.
    """
    first, second = alone(derived().answers, catalog())
    assert (first.rest_days, second.rest_days) == ((2, 3), (30, 90))
    text = render(of_key("alone", derived(), catalog()))
    assert "Source A alone" in text
    told = " ".join(text.split())
    assert (
        "The doses of the texts are what they say on one point: into the nose or under the skin."
        " The question asks within 300 to 600 mcg daily, the range for the whole course." in told
    )
    assert "2 to 3" in text


# -- data only
# --------------------------------------------------------------------------------------------


def test_a_claim_and_a_conflict_are_data_only(tmp_path, derived):
    """A new claim and a new conflict need data only: a small catalog of its own shows them on the
    same pages.
    """
    folder = tmp_path / "data"
    folder.mkdir()
    for file in files("wizard.catalog").joinpath("data").iterdir():
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    with (
        (folder / "claims.tsv").open("a") as claims,
        (folder / "verdicts.tsv").open("a") as verdicts,
    ):
        claims.write("B900\t999\tcycle\t\tA made-up claim: rest 400 days\n")
        verdicts.write("B900\toverruled\tR40\tC90\t\t\tA made-up verdict on rest.\n")
    with (folder / "conflicts.toml").open("a") as conflicts:
        conflicts.write(
            '\n[[conflicts]]\nid = "C90"\ntitle = "A made-up conflict"\nchoice = "We take 30'
            ' days."\nrule = "R40"\nreason = "It is made up."\ntouches ='
            ' ["protocol.rest_days"]\n[[conflicts.sides]]\nsays = "Source B: 400 days."\nclaims ='
            ' ["B900"]\nsource = "B"\nfigures = { rest_days = [400, 400]'
            ' }\n[[conflicts.sides]]\nsays = "Source B: 30 days."\nclaims ='
            ' ["B127"]\n[[conflicts.checks]]\nlabel = "How many times as long"\noperation ='
            ' "quotient"\nunit = "times"\nterms = [{ value = 400 }, { value = 30 }]\n'
        )
    mine = Catalog(folder)
    assert "A made-up verdict on rest." in " ".join(render(of_words("made-up rest", mine)).split())
    assert "400 divided by 30" in render(of_id("C90", mine))
    assert "C90: A made-up conflict" in render(of_key("protocol.rest_days", derived(), mine))


# -- what may not be said
# ---------------------------------------------------------------------------------

FORBIDDEN = (
    r"10 to 30 percent|10-30%|no tolerance|tolerance does not|no crash|does not (raise|affect)"
    r" cortisol|without affecting cortisol"
)


def test_r08_no_sentence_of_ours_promises(derived):
    """R08: outside the ledger, where a claim is attributed with its verdict, nothing printed
    repeats what the sources contradict.
    """
    known, now = catalog(), datetime(2026, 1, 5, tzinfo=UTC)
    texts = [render(build(derived(**changes), "x", now, known)) for changes in PLANS.values()]
    texts += [render(of_plan(derived(**changes), known)) for changes in PLANS.values()]
    texts += [f"{rule.statement} {rule.certainty}" for rule in known.rules.values()]
    texts += [f"{conflict.choice} {conflict.reason}" for conflict in known.conflicts.values()]
    texts += [f"{goal.summary} {goal.note}" for goal in known.goals.values()]
    texts += [
        advice.text for advice in (*known.guidance.expectations, *known.guidance.adverse_effects)
    ]
    assert [
        text for text in texts if re.search(FORBIDDEN, " ".join(text.split()), re.IGNORECASE)
    ] == []


def test_r08_conflicts_show_such_claims_as_unsupported():
    """R08: where a conflict repeats such a claim, the side says that it is unsupported."""
    known = catalog()
    for name in ("C18", "C19", "E28"):
        sides = [
            side.says
            for side in known.conflicts[name].sides
            if re.search(r"cortisol|tolerance|percent", side.says)
        ]
        assert sides
        assert all("nsupported" in says for says in sides)


@pytest.mark.parametrize("goal", catalog().goals)
def test_no_goal_page_names_a_remedy_or_what_is_unsupported(answers, goal):
    """R08 R11: neither B051 on the page of anxiety nor A021 on that of stress, no other drug, and
    nothing that stands in the guide only.
    """
    session = from_answers(answers(), catalog(), date(2026, 1, 5))
    asked = session.question("goal")
    choice = next(each for each in asked.choices(session) if each.value == goal)
    page = render(of_question(asked, choice, session))
    assert not re.search(r"selank|cortisol|29-34", page, re.IGNORECASE)
    only = [name for name, each in catalog().verdicts.items() if each.place.startswith("guide: ")]
    assert only
    assert not [name for name in (*only, "A021") if name in page]


def test_the_finding_of_anxiety_names_no_remedy(derived):
    """R11: nor does the page on why anxiety is a stop."""
    page = render(of_key("anxiety-goal", derived(goal="anxiety-relief"), catalog()))
    assert not re.search(r"selank|B051", page, re.IGNORECASE)


def test_nobody_is_told_that_sport_permits_it(derived):
    """R52: the page of the caution does not give what a text says of a list."""
    page = render(of_key("tested-athlete", derived(tested_athlete=True), catalog()))
    assert "B018" not in page
    assert "prohibited" not in page


def test_what_a_rule_says_ends():
    """Each sentence of a rule has a full stop before the next rule begins (issue 20, point 1)."""
    known = catalog()
    for block in rules_section(known.rules, known).blocks:
        assert block.text.endswith("."), block.text


def test_a_day_is_no_dose_and_hours_are_hours(derived):
    """The first and last days of a phase are told as days, and the sessions as hours apart."""
    plan = derived(first_time=True, target_mcg=400).protocol
    figures = keyed(plan)
    days = [
        figures[f"protocol.phases[{phase}].{which}_day"]
        for phase in (0, 1)
        for which in ("first", "last")
    ]
    told = [shown(each.value, each.unit) for each in days]
    assert told == ["day 1", "day 5", "day 6", "day 10"]
    last = figures["protocol.phases[0].last_day"]
    assert step(last) == "the least of 10 and 5 = day 5"
    apart = [step(each) for each in plan.ceiling.figure.walk() if "apart" in step(each)]
    assert apart == ["from 07:30, 4 hours apart, at or before 13:00 = 2 sessions"]
