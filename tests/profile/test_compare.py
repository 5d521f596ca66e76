from datetime import date

import pytest

from wizard.errors import InvalidInputError
from wizard.profile.comparison import compare, held
from wizard.profile.file_format import dumps, share
from wizard.profile.read import OtherEditionError, read_profile


@pytest.fixture(scope="module")
def check(catalog):
    """`check(text)` is what comparing that profile finds."""
    return lambda text: compare(read_profile(text.encode()), catalog)


EDITS = {  # what is replaced, by what, and the keys that part
    "dose raised": (
        "dose_mcg = 300\ncount",
        "dose_mcg = 3000\ncount",
        ["protocol.phases[0].doses[0].dose_mcg"],
    ),
    "daily dose raised": (
        "daily_dose_mcg = 300\nreq",
        "daily_dose_mcg = 600\nreq",
        ["protocol.daily_dose_mcg"],
    ),
    "count raised": ("count = 6", "count = 7", ["protocol.phases[0].doses[0].count"]),
    "a cent of a microgram": ("mcg_per_kg = 4.29", "mcg_per_kg = 4.28", ["protocol.mcg_per_kg"]),
    "ceiling raised": ("ceiling_mcg = 600", "ceiling_mcg = 900", ["protocol.ceiling_mcg"]),
    "a limit removed": ('    "goal",\n', "", ["protocol.limits"]),
    "later end": ("end = 2026-01-14", "end = 2026-01-24", ["protocol.end"]),
    "shorter rest": ("next_start = 2026-02-14", "next_start = 2026-01-20", ["protocol.next_start"]),
    "later discard date": ("2026-02-04", "2026-03-04", ["protocol.supply.discard[0]"]),
    "nostril removed": ("left = 3\n", "", ["protocol.phases[0].doses[0].left"]),
    "outcome changed": ('outcome = "caution"\n', 'outcome = "clear"\n', ["screening.outcome"]),
    "reason changed": (
        'rule = "caffeine"\noutcome = "caution"\nreason = "',
        'rule = "caffeine"\noutcome = "caution"\nreason = "No ',
        None,
    ),
}


@pytest.mark.parametrize(("old", "new", "keys"), EDITS.values(), ids=EDITS)
def test_an_edited_figure_is_caught_by_its_key(check, written, snapshot, old, new, keys):
    """profiles/README.md: the file's own figures are never trusted; each that parts is named."""
    text = written(substances=["caffeine"])
    assert check(text).holds
    assert old in text
    checked = check(text.replace(old, new, 1))
    assert not checked.holds
    assert [difference.key for difference in checked.differences] == (
        keys or ["screening.findings[0].reason"]
    )
    assert [str(difference) for difference in checked.differences] == snapshot


def test_a_removed_finding_is_caught(check, written, snapshot):
    """profiles/README.md: a finding taken out of the file is a difference at screening.findings."""
    text = written(substances=["caffeine"])
    start, end = text.index("[[screening.findings]]"), text.index("[protocol]")
    checked = check(f"{text[:start]}findings = []\n{text[end:]}")
    assert [difference.key for difference in checked.differences] == ["screening.findings"]
    assert [str(difference) for difference in checked.differences] == snapshot


def test_a_protocol_put_into_a_stop_is_caught(check, written):
    """R02: a plan written by hand into the profile of someone screened out never holds."""
    plan = written()
    stop = written(conditions=["pregnancy"]) + plan[plan.index("[protocol]") :]
    checked = check(stop)
    assert [difference.key for difference in checked.differences] == ["protocol"]
    assert checked.derived.protocol is None
    assert checked.rebuilt.protocol is None


@pytest.mark.parametrize(
    ("conditions", "edited", "name"),
    [
        ([], '["pregnancy"]', "general-cognition"),
        ([], "[]", "Spring exam block"),
        (["pregnancy"], '["pregnancy", "bipolar"]', "Spring exam block"),
        (["pregnancy"], "[]", "Spring exam block"),
    ],
)
def test_a_record_without_a_plan_does_not_inherit_the_name_of_one(
    check, written, conditions, edited, name
):
    """R02: a name that a plan got may state its dose. Derived again without one, the profile is
    named by its goal; any other keeps its name.
    """
    text = written(conditions=conditions)
    start = text.index("conditions = ")
    end = text.index("]", start) + 1
    checked = check(f"{text[:start]}conditions = {edited}{text[end:]}")
    assert checked.rebuilt.name == name
    assert (checked.rebuilt.protocol is None) == (edited != "[]")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("target_mcg = 300", "target_mcg = 600", "protocol.requested_mcg"),
        ("weight_kg = 70", "weight_kg = 80", "protocol.mcg_per_kg"),
        ("conditions = []", 'conditions = ["pregnancy"]', "screening.outcome"),
        ("conditions = []", 'conditions = ["pregnancy"]', "protocol"),
        ("conditions = []", 'conditions = ["bipolar"]', "referral"),
        ("\nstart = 2026-01-05\n", "\nstart = 2026-01-06\n", "protocol.start"),
    ],
)
def test_an_edited_answer_is_caught_by_what_follows_from_it(check, written, old, new, key):
    """profiles/README.md: on every load the plan is derived again from the answers."""
    checked = check(written(target_mcg=300).replace(old, new, 1))
    assert key in [difference.key for difference in checked.differences]


@pytest.mark.parametrize(
    ("old", "new"),
    [("weight_kg = 70", "weight_kg = 700"), ("target_mcg = 300", "target_mcg = 3000")],
)
def test_answers_that_cannot_stand_are_refused_on_load(check, written, old, new):
    """R06: a loaded profile meets the same guardrails as every other way in."""
    with pytest.raises(InvalidInputError):
        check(written(target_mcg=300).replace(old, new, 1))


@pytest.mark.parametrize("table", ["screening", "protocol", "referral"])
def test_a_derived_table_left_out_is_a_difference(check, written, snapshot, table):
    """profiles/README.md: a profile without its derived tables reads, and does not hold."""
    text = written(conditions=["bipolar"]) if table == "referral" else written()
    start = text.index(f"[{table}]")
    end = text.index("[protocol]") if table == "screening" else len(text)
    checked = check(text[:start] + text[end:])
    assert [difference.key for difference in checked.differences] == [table]
    assert [str(difference) for difference in checked.differences] == snapshot


def test_parts_left_out_of_a_list_are_told(check, written, snapshot):
    """profiles/README.md: lists that differ in length are told by the names in them, or by how many
    there are.
    """
    text = written(first_time=True, target_mcg=600)
    second_phase = text[text.rindex("[[protocol.phases]]") : text.index("[protocol.supply]")]
    second_dose = second_phase[second_phase.rindex("[[protocol.phases.doses]]") :]
    limits = text[text.index("limits = [") : text.index("]", text.index("limits = [")) + 1]
    for gone, instead in ((second_phase, ""), (second_dose, ""), (limits, "limits = []")):
        assert [
            str(difference) for difference in check(text.replace(gone, instead)).differences
        ] == snapshot


@pytest.mark.parametrize("edition", ["2026.11", "2025.01", "2027.03", ""])
def test_another_edition_is_told_and_nothing_is_derived(check, written, edition):
    """R03: answers to the questions of another edition are no answers to these; whatever is in the
    file, this is what is told.
    """
    text = written().replace('catalog = "2026.12"', f'catalog = "{edition}"')
    for each in (text, text.replace("weight_kg = 70", "weight_kg = 700")):
        with pytest.raises(OtherEditionError) as caught:
            check(each)
        (problem,) = caught.value.problems
        assert problem.key == "catalog"
        assert problem.what == f"made with catalog {edition}, this is 2026.12"
        assert "open it in the wizard" in problem.remedy


def test_a_start_left_out_is_the_day_of_creation(check, written):
    """profiles/README.md: the default of start is the date of creation, on a reload too."""
    checked = check(
        written().replace("\nstart = 2026-01-05\n\n[answers.person]", "\n\n[answers.person]")
    )
    assert checked.holds
    assert checked.profile.answers.schedule.start is None
    assert checked.rebuilt.answers.schedule.start == date(2026, 1, 5)


def test_bytes_are_held_as_what_they_are(catalog, written):
    """profiles/README.md: a personal profile is held against its answers; a shared one is bounded,
    and has nothing to be held against.
    """
    text = written(target_mcg=600)
    assert held(text.encode(), catalog).holds
    assert not held(
        text.replace("daily_dose_mcg = 600", "daily_dose_mcg = 900", 1).encode(), catalog
    ).holds
    travelling = dumps(share(read_profile(text.encode())))
    assert dumps(held(travelling.encode(), catalog)) == travelling
    with pytest.raises(InvalidInputError):
        held(travelling.replace("target_mcg = 600", "target_mcg = 30000").encode(), catalog)
