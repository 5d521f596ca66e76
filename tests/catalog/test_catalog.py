from decimal import Decimal
from importlib.resources import files

import pytest

from tests.support.facts import but
from wizard.catalog.model import DoseRange, Guardrail, Sourced
from wizard.catalog.structure import NotOfTypeError, ShapeError, structure
from wizard.catalog.texts import Verdict
from wizard.values import Record

D = Decimal
SECTIONS = (
    "goals compounds forms routes syringes guardrails dosing screening guidance regimens sources"
    " rules conflicts claims"
)


def facts(value):
    """Everything in a section that carries a rule, claims or facts from outside."""
    if isinstance(value, Record):
        if hasattr(value, "claims") or hasattr(value, "rule"):
            yield value
        for name in value.kinds():
            yield from facts(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from facts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from facts(item)


@pytest.mark.parametrize("section", SECTIONS.split())
def test_every_fact_names_rules_and_claims_that_exist(catalog, section):
    """Each section loads; every claim id is in the ledger, every rule id in the rules, every X
    among the sources.
    """
    content = getattr(catalog, section)
    assert content
    for fact in facts(dict(content) if hasattr(content, "keys") else content):
        assert set(getattr(fact, "claims", ())) <= set(catalog.claims), fact
        assert set(getattr(fact, "external", ())) <= set(catalog.sources), fact
        rule = getattr(fact, "rule", "")
        assert not isinstance(rule, str) or not rule or rule in catalog.rules, fact


def test_the_ledger_is_whole(catalog):
    """profiles/README.md, `sources`: all 370 claims, each with its text and its line in a source
    text.
    """
    assert len(catalog.claims) == 370
    assert all(
        claim.id == name and name[0] in "AB" and claim.text and claim.line > 0
        for name, claim in catalog.claims.items()
    )


def test_the_edition(catalog):
    """The edition string."""
    assert catalog.edition == "2026.12"


def test_what_is_known_from_outside(catalog):
    """Section 9: the two source texts and X1 to X8, each with its level of evidence."""
    assert {"A", "B", *(f"X{number}" for number in range(1, 9))} <= set(catalog.sources)
    assert all(source.level and source.text for source in catalog.sources.values())


GUARDRAILS = {  # absolute, recommended, start: wizard/catalog/README.md and profiles/README.md
    "age": ((0, 110), None, None),
    "weight": ((35, 250), (45, 160), None),
    "strength_mg_per_ml": ((D("0.05"), 20), None, None),
    "bottle_ml": ((1, 30), None, None),
    "drops_per_ml": ((15, 60), (18, 25), 20),
    "pump_ml": ((D("0.02"), D("0.3")), (D("0.05"), D("0.15")), None),
    "vial_mg": ((1, 100), (5, 30), None),
    "diluent_ml": ((D("0.5"), 10), (1, 5), None),
    "mark_units": ((D("0.5"), 2), None, 1),
    "label_days": ((1, 60), None, None),
    "target_mcg": ((0, 20000), None, None),
    "on_days": ((1, 60), None, None),
    "rest_days": ((1, 365), None, None),
    "cycles": ((1, 6), None, 1),
}


def test_guardrails_are_those_of_the_contract(catalog):
    """R06 R22 R23 R24 R40 R51: absolute bounds around recommended ones around a start value, with
    unit and rule.
    """
    found = {
        key: (rail.absolute, rail.recommended, rail.start)
        for key, rail in catalog.guardrails.items()
    }
    assert found == GUARDRAILS
    for key, rail in catalog.guardrails.items():
        least, most = rail.absolute
        inner_least, inner_most = rail.recommended or rail.absolute
        start = inner_least if rail.start is None else rail.start
        assert least <= inner_least <= start <= inner_most <= most, key
        assert rail.unit
        assert rail.rule
        assert rail.why or rail.recommended is None, (
            f"{key}: a confirmation is asked with its reason"
        )


@pytest.mark.parametrize(
    "bounds",
    [
        {"absolute": (D(1), D(2)), "recommended": (D(0), D(2))},
        {"absolute": (D(1), D(2)), "recommended": (D(1), D(3))},
        {"absolute": (D(2), D(1))},
        {"absolute": (D(1), D(2)), "start": D(3)},
        {"absolute": (D(1), D(9)), "recommended": (D(2), D(3)), "start": D(4)},
    ],
    ids=["below", "above", "swapped", "start outside", "start not recommended"],
)
def test_bounds_that_do_not_nest_are_no_guardrail(bounds):
    """R06: a guardrail whose bounds do not nest cannot be made."""
    with pytest.raises(ValueError, match="nest"):
        Guardrail(unit="mL", rule="R06", **bounds)


def test_a_dose_whose_bounds_do_not_nest_is_none():
    """R06: recommended bounds lie in order and within the absolute one."""
    for recommended, absolute in (((300, 200), 600), ((300, 600), 500), ((0, 600), 600)):
        with pytest.raises(ValueError, match="do not nest"):
            DoseRange(recommended=recommended, absolute=absolute, rule="R34")


def test_a_verdict_on_a_claim_is_complete():
    """profiles/README.md, `sources`: a claim is used by a rule, overruled in a conflict, or there
    is a reason why it is neither.
    """
    for verdict, said in (
        ("used", {}),
        ("overruled", {"rule": "R01"}),
        ("shown", {"reason": "It is so."}),
        ("shown", {"conflict": "C01"}),
        ("unused", {}),
    ):
        with pytest.raises(ValueError, match="is not complete"):
            Verdict(
                **dict.fromkeys(("rule", "conflict", "place", "reason"), "")
                | {"id": "A001", "verdict": verdict}
                | said
            )


def test_a_list_of_a_fixed_length_has_that_length():
    """Data is held to its shape: two bounds are two."""
    with pytest.raises(ShapeError):
        structure({"unit": "mL", "rule": "R06", "absolute": [1, 2, 3]}, Guardrail)
    assert structure({"unit": "mL", "rule": "R06", "absolute": [1, 2]}, Guardrail).absolute == (
        1,
        2,
    )


def test_a_goal_has_a_dose_where_a_person_may_decide_and_nowhere_else(catalog):
    """R10: neither a goal of one's own without a dose, nor a clinician's goal with one, nor a cycle
    asked of it.
    """
    for name, other in (("adhd", "self"), ("high-demand", "clinician")):
        with pytest.raises(ValueError, match="and to no other"):
            but(catalog.goals[name], decided_by=other)
    with pytest.raises(ValueError, match="has no cycle here"):
        _ = catalog.goals["adhd"].planned_cycle


# who decides: recommended least, most, absolute most, days at start, most days, least rest
GOALS = {
    "general-cognition": (300, 600, 600, 10, 14, 30),
    "high-demand": (400, 600, 900, 5, 5, 7),
    "stress-resilience": (300, 600, 600, 10, 14, 30),
    "mood-support": (300, 600, 600, 10, 14, 30),
}
BY_CLINICIAN = (
    "mild-cognitive-impairment memory-impairment optic-nerve-disease stroke-recovery"
    " severe-neurological traumatic-brain-injury age-related-decline neuroprotection-recovery adhd"
)


def test_goals_are_those_of_the_contract(catalog):
    """R10 R11 R34 R40: who decides on each goal, and the figures of those that a person may decide
    on.
    """
    own = {goal.id: goal for goal in catalog.goals.values() if goal.decided_by == "self"}
    found = {
        name: (
            *goal.dose.recommended,
            goal.dose.absolute,
            goal.cycle.days_start,
            goal.cycle.days_most,
            goal.cycle.rest_least,
        )
        for name, goal in own.items()
    }
    assert found == GOALS
    assert [
        goal.id for goal in catalog.goals.values() if goal.decided_by == "clinician"
    ] == BY_CLINICIAN.split()
    assert [goal.id for goal in catalog.goals.values() if goal.decided_by == "nobody"] == [
        "anxiety-relief"
    ]


def test_goals_without_a_figure_of_their_own_say_so(catalog):
    """Section 2: for stress and mood no source gives a figure of its own, and the program says
    so.
    """
    for name in ("stress-resilience", "mood-support"):
        assert "no source gives" in catalog.goals[name].note.lower()


def test_a_goal_for_a_clinician_has_no_dose(catalog):
    """R10: no dose can be taken from it by mistake."""
    for name in BY_CLINICIAN.split():
        assert catalog.goals[name].cycle is None
        with pytest.raises(ValueError, match="no dose"):
            _ = catalog.goals[name].dose


def test_compounds_are_those_of_the_contract(catalog):
    """R20: Semax first; the amidate at 60% of the general range, once daily; three that are never
    planned.
    """
    semax, amidate, *others = catalog.compounds.values()
    assert (semax.id, semax.modified, semax.intranasal) == ("semax", False, None)
    assert (amidate.id, amidate.modified, amidate.doses_a_day) == (
        "n-acetyl-semax-amidate",
        True,
        1,
    )
    general, skin = catalog.goals["general-cognition"].dose, catalog.routes["subcutaneous"].dose
    assert (
        amidate.intranasal.recommended
        == tuple(bound * D("0.6") for bound in general.recommended)
        == (180, 360)
    )
    assert (
        amidate.subcutaneous.recommended
        == tuple(bound * D("0.6") for bound in skin.recommended)
        == (180, 300)
    )
    assert (amidate.intranasal.absolute, amidate.subcutaneous.absolute) == (360, 300)
    assert [(other.id, other.no_dose_basis) for other in others] == [
        ("n-acetyl-semax", True),
        ("semax-amidate", True),
        ("adamax", True),
    ]


def test_referral_cites_regimens_that_are_known(catalog):
    """R10: every regimen that a goal or a route cites has its text."""
    cited = [
        name
        for each in (*catalog.goals.values(), *catalog.routes.values())
        for name in each.regimens
    ]
    assert set(cited) == {
        "B070",
        "B074",
        "B078",
        "B079",
        "B080",
        "B081",
        "B082",
        "B083",
        "B088",
        "A027",
        "A038",
    }
    assert set(cited) <= set(catalog.regimens)


def test_what_is_cited_beside_a_clinical_strength_is_of_the_clinical_form(catalog):
    """R02: of 1%, or of a mass that only that form reaches, where its source names no strength."""
    least = catalog.dosing.strength.clinical_mg_per_ml
    clinical = {each.claim: each.mg_per_ml for each in catalog.regimens.values() if each.clinical}
    assert clinical == {"B082": least, "A027": None, "B083": least}
    weaker = [each for each in catalog.regimens.values() if not each.clinical]
    assert all(each.mg_per_ml is None or each.mg_per_ml < least for each in weaker)


def test_syringes_are_u100_only(catalog):
    """R24: 30, 50 and 100 units, no U-40."""
    assert {name: syringe.units for name, syringe in catalog.syringes.items()} == {
        "u100-0.3ml": 30,
        "u100-0.5ml": 50,
        "u100-1ml": 100,
    }


def test_every_screening_id_has_its_words_and_its_place(catalog):
    """Section 6: a label, an explanation, a reason and advice for each; the order of findings names
    each once.
    """
    items = [item for group in catalog.screening.groups for item in group.items]
    found = [*items, *catalog.screening.findings]
    assert all(item.label and item.detail for item in items)
    assert all(each.reason and each.advice for each in found if each.outcome != "clear")
    order = catalog.screening.order
    assert len(order) == len(set(order))
    assert set(order) == {each.id for each in found} - {"lions-mane"}
    assert all(group.none_label and group.question for group in catalog.screening.groups)


def test_what_an_earlier_edition_asked_otherwise_is_named(catalog):
    """Each group that is named is one there is; of an edition that is not named, every one is asked
    again, of this one none.
    """
    every = {group.id for group in catalog.screening.groups}
    changed = catalog.tables("edition.toml")["changed"]
    assert catalog.edition not in changed
    for edition, groups in changed.items():
        assert edition < catalog.edition
        assert set(groups) <= every
        assert catalog.asked_anew(edition) == {*groups, "symptoms"}
    assert catalog.asked_anew("2001.01") == every
    assert catalog.asked_anew(catalog.edition) == set()


def test_every_rule_is_stated(catalog):
    """The rules of wizard/catalog/README.md by id, those that permit something with their
    certainty.
    """
    numbers = [
        *range(1, 9),
        10,
        11,
        *range(20, 26),
        *range(30, 39),
        *range(40, 46),
        *range(50, 54),
        *range(60, 63),
    ]
    assert list(catalog.rules) == [f"R{number:02}" for number in numbers]
    assert all(rule.statement.endswith(".") for rule in catalog.rules.values())


CONFLICTS = (
    "C01 C02 C03 C04 C05 C09 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20 C21 C22 C23 C24 C25 C28"
    " C29 C30 C31 C32 E01 E02 E03 E04 E05 E07 E08 E12 E16 E22 E23 E24 E25 E28"
)


def test_every_conflict_can_be_shown(catalog):
    """Section 8: each conflict with its sides, the choice and why."""
    covered = set()
    for conflict in catalog.conflicts.values():
        covered.add(conflict.id)
        assert conflict.choice
        assert conflict.reason
        assert conflict.sides
    assert set(CONFLICTS.split()) <= covered


def texts(advice):
    """The sentences in one lower-case text."""
    return " ".join(each.text for each in advice).lower()


def test_a_missed_dose_is_skipped(catalog):
    """R44: never doubled, and no second dose the same day for lack of effect."""
    said = texts(catalog.guidance.missed_dose)
    assert "skip" in said
    assert "double" in said or "two doses" in said
    assert {each.rule for each in catalog.guidance.missed_dose} == {"R44"}


TECHNIQUE = {  # form: words that its steps need, and words that they must not have
    "drops": (
        ("lie on your back", "head tilted back", "30 to 60 seconds", "blow"),
        ("syringe", "nozzle", "swirl"),
    ),
    "spray": (
        (
            "blow",
            "fine mist",
            "upright",
            "slightly forward",
            "breathe in",
            "sniff",
            "nozzle",
            "minute",
        ),
        ("head back", "lie on your back", "syringe", "swirl"),
    ),
    "vial": (
        (
            "swirl",
            "do not shake",
            "new needle",
            "sharps",
            "strength and the date",
            "two fingers",
            "air bubbles",
            "ask a nurse",
        ),
        ("nostril", "nozzle", "head back"),
    ),
}


@pytest.mark.parametrize(("form", "words"), TECHNIQUE.items(), ids=TECHNIQUE)
def test_technique_is_for_that_form_only(catalog, form, words):
    """R61: each form gets its own steps, and none of another form's."""
    guidance = catalog.guidance
    route = catalog.forms[form].route
    every = (*guidance.preparation, *guidance.technique, *guidance.sharps)
    steps = [
        each
        for each in every
        if form in (each.forms or (form,)) and route in (each.routes or (route,))
    ]
    said = texts(steps)
    needed, foreign = words
    assert not [word for word in needed if word not in said]
    assert not [word for word in foreign if word in said]


@pytest.mark.parametrize("form", ["drops", "spray"])
def test_how_the_head_is_held_is_that_of_the_reviews(catalog, form):
    """R61 X4: the wrong posture is overruled, not repeated."""
    assert any("X4" in each.external for each in catalog.guidance.technique if form in each.forms)


def test_degradation_means_discard_and_less_effect_means_a_break(catalog):
    """R62: cloudy, particles, colour, smell: discard; reduced effect is a break and never a larger
    dose.
    """
    said = texts(catalog.guidance.degradation)
    for word in ("cloudy", "particles", "colour", "smell", "discard", "break", "never"):
        assert word in said, word


def test_stop_and_break_signs_are_told_apart(catalog):
    """Section 7: when to stop and see a doctor (A082 to A085) and when to take a break (B135 to
    B139).
    """
    stop = {claim for each in catalog.guidance.stop_signs for claim in each.claims}
    rest = {claim for each in catalog.guidance.break_signs for claim in each.claims}
    assert {"A082", "A083", "A084", "A085"} <= stop
    assert {"B135", "B136", "B137", "B138", "B139"} <= rest


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"id": "u", "title": "t", "units": 30, "more": 1}, ShapeError),
        ({"id": "u", "title": "t"}, ShapeError),
        ({"id": "u", "title": "t", "units": "30"}, ShapeError),
        ({"id": "u", "title": "t", "units": True}, ShapeError),
        ({"id": "u", "title": "t", "units": D("30.5")}, ShapeError),
        ([], NotOfTypeError),
    ],
    ids=[
        "unknown key",
        "missing key",
        "text for a number",
        "boolean for a number",
        "fraction for a whole number",
        "list for a table",
    ],
)
def test_data_of_another_shape_is_refused(catalog, row, error):
    """Data is held to its shape: no unknown key, nothing missing, nothing turned into another
    type.
    """
    kind = type(catalog.syringes["u100-1ml"])
    assert structure({"id": "u", "title": "t", "units": 30}, kind).units == 30
    with pytest.raises(error):
        structure(row, kind)


def test_facts_do_not_change(catalog):
    """A catalog never changes after it is read."""
    with pytest.raises(AttributeError):
        catalog.goals["high-demand"].rule = "R01"
    assert issubclass(type(catalog.goals["high-demand"]), Sourced)
    assert files("wizard.catalog").joinpath("data", "claims.tsv").is_file()
