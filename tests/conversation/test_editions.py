"""A profile and a draft of an earlier edition: told as such, and what its screening asked otherwise
is asked again.
"""

from copy import copy

import pytest

from tests.support.someone import CHECKLISTS
from wizard.interview.choice import Checked
from wizard.profile.draft import Draft
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

TOLD = "This plan was made with another edition."
REVIEW = "Step 7 of 8  Review"
LISTS = list(CHECKLISTS)
MEDICINES, SUBSTANCES, SYMPTOMS = LISTS[3:]


@pytest.fixture
def of(meet, written, home):
    """Somebody who opens a profile of this edition with these answers."""

    def opened(edition="2026.11", person=meet, **said):
        home.mkdir(exist_ok=True)
        path = home / "old.toml"
        text = written(**said).replace("2026.12", edition)
        path.write_text(text)
        return person(read_profile(path.read_bytes()), path)

    return opened


def asked(person, **marks):
    """The lists that are asked until the review, with the marks that stand on each; each is
    answered with these, or with what stands, or with none.
    """
    found = {}
    for _ in range(9):
        if person.view.heading == REVIEW:
            return found
        found[person.sees] = person.view.ask.marked
        person.give(marks.get(person.sees, person.view.ask.marked or Checked()))
    pytest.fail(f"never came to the review, but to {person.sees!r}")


def test_each_list_that_changed_is_asked_again_and_the_rest_is_kept(of, home):
    """R03: marks stand, "none of these" does not, symptoms are asked always; every other answer is
    in the file that is saved over the old one.
    """
    person = of(substances=["caffeine"], weight_kg=81, wake=None, tested_athlete=True)
    assert person.sees == TOLD
    assert "Spring exam block, 5 to 14 January 2026." in person.reads
    assert "Made with catalog 2026.11, this is 2026.12." in person.reads
    assert "mcg" not in person.reads
    person.choose("Go on")
    assert "Something has changed since you answered that none applies" in person.view.note
    found = asked(person)
    assert list(found) == LISTS
    assert found.pop(SUBSTANCES) == Checked(("caffeine",))
    assert set(found.values()) == {None}
    assert "the plan is worked out again" in person.view.note
    person.choose("Save")
    (path,) = home.glob("*.toml")
    saved = read_profile(path.read_bytes())
    assert saved.catalog == "2026.12"
    assert saved.answers.person.weight_kg == 81
    assert saved.answers.screening.substances == ("caffeine",)
    assert saved.answers.screening.tested_athlete


def test_what_is_new_can_rule_a_dose_out(of):
    """R02: a medicine that the earlier edition did not ask for is a stop now."""
    person = of()
    person.choose("Go on")
    for _ in LISTS[:3]:
        person.give(Checked())
    person.give(Checked(("dopaminergic-medicine",)))
    assert person.sees == "No plan is made. Do not take Semax."


def test_who_was_stopped_is_told_so_before_anything_is_asked(of):
    """R07: marks of the earlier edition rule a dose out at once."""
    person = of(conditions=["pregnancy"], medicines=["five-or-more"])
    assert TOLD in person.reads
    assert "2026 to" not in person.reads
    person.choose("Go on")
    assert person.sees == "No plan is made. Do not take Semax."
    person.choose("Answer the rest")
    assert person.view.ask.marked == Checked(("pregnancy",))


@pytest.mark.parametrize(
    ("edition", "changed", "lists"),
    [
        ("2026.11", {"2026.11": ["medicines"]}, [MEDICINES, SYMPTOMS]),
        ("2026.11", {"2026.11": []}, [SYMPTOMS]),
        ("2026.10", {"2026.11": []}, LISTS),
        ("2027.03", {"2026.11": []}, LISTS),
    ],
)
def test_which_lists_changed_is_data(of, meet_with, edition, changed, lists):
    """The catalog names, for each earlier edition, what is asked again; of one that it does not
    name, all is.
    """
    person = of(edition, person=meet_with(changed))
    person.choose("Go on")
    assert list(asked(person)) == lists


@pytest.fixture
def meet_with(catalog, home, clock):
    """Somebody whose catalog names these lists as changed."""
    from tests.support.someone import meeting  # noqa: PLC0415 - as its other fixtures do

    def made(changed):
        other = copy(catalog)
        tables = catalog.tables

        def read(file):
            return tables(file) | ({"changed": changed} if file == "edition.toml" else {})

        vars(other)["tables"] = read
        return meeting(other, home, clock)

    return made


def test_a_draft_of_an_earlier_edition_likewise(meet, said, home, clock):
    """Its conditions stood in one list then: each mark stands on the page it is on now, and every
    list is asked again.
    """
    person = meet()
    person.comes_to(said.diabetes, "Do you have any of these symptoms today?")
    session = person.conversation.state.session
    draft = Draft(ProfileFolder(home))
    draft.save(session, "screening.symptoms", clock.now)
    draft.release()
    text = draft.path.read_text().replace("2026.12", "2026.11")
    head, _, rest = text.partition('[values."screening.heart-and-brain"]')
    pages, _, rest = rest.partition('[values."screening.medicines"]')
    assert "diabetes" in pages
    one = '[values."screening.conditions"]\nyes = ["diabetes"]\nnot_sure = ["pregnancy"]\n\n'
    for path in home.glob(".draft-*"):
        if path != draft.path:
            path.unlink()
    draft.path.write_text(f'{head}{one}[values."screening.medicines"]{rest}')
    again = meet()
    again.choose("Resume")
    assert "They were given to another edition: some questions are asked again." in again.view.note
    again.choose("Go on")
    assert again.sees == "No plan is made. Do not take Semax."
    again.choose("Answer the rest")
    assert again.sees == LISTS[0]
    assert again.view.ask.marked == Checked((), ("pregnancy",))
    again.give(Checked())
    found = {}
    for _ in range(3):
        while not again.view.ask or again.view.ask.__class__.__name__ != "Tick":
            again.choose("Answer the rest")
        found[again.sees] = again.view.ask.marked
        again.give(again.view.ask.marked or Checked())
    assert found == {LISTS[1]: None, LISTS[2]: Checked(("diabetes",)), MEDICINES: None}
