import pytest

from wizard.errors import InvalidInputError
from wizard.plain import Opened
from wizard.profile.comparison import compare
from wizard.profile.document import SharedProfile
from wizard.profile.folder import examples
from wizard.profile.read import read_profile


@pytest.fixture
def opened(tmp_path, written, catalog):
    """`opened(target_mcg=300)` is the opened profile of those answers, its text changed by `edit` first."""

    def make(edit=str, **said):
        path = tmp_path / "spring.toml"
        path.write_text(edit(written(**said)), encoding="utf-8")
        return Opened(path, compare(read_profile(path.read_bytes()), catalog))

    return make


@pytest.fixture
def examples_by_name():
    """An example profile that comes with the program, with its file, by the beginning of the file's name."""

    def find(name):
        path = next(path for path in examples() if path.name.startswith(name))
        return path, read_profile(path.read_bytes())

    return find


def test_a_personal_profile_opens_at_its_review(talk, opened):
    """A profile that holds is summed up at once, under its name, and leaving changes nothing."""
    told = talk(["leave"], opened=opened(target_mcg=400))
    assert "Semax plan: Spring exam block." in told.out
    assert "400 mcg daily" in told.out
    assert "Nothing was changed." in told.out
    assert not told.ending.kept


def test_an_edited_profile_says_what_differs_and_works_with_rebuilt_figures(talk, opened):
    """A file whose figures were edited is told key by key first, and only rebuilt figures follow."""
    told = talk([], opened=opened(lambda text: text.replace("daily_dose_mcg = 300", "daily_dose_mcg = 3000")))
    first, summary = told.flat.split("Semax plan:")
    assert "protocol.daily_dose_mcg: the file says 3000; its answers give 300" in first
    assert "3000" not in summary
    assert "3,000" not in summary


def test_changing_a_profile_saves_over_its_file_only_when_told(talk, opened):
    """The file it came from is offered, is there already, and is replaced only by saying so."""
    of = opened(target_mcg=400)
    before = of.path.read_bytes()
    told = talk(["change", "21", "450", "save", "", "", ""], opened=of)
    assert "There is a file" in told.flat
    assert of.path.read_bytes() == before
    told = talk(["save", "", "", "replace"], opened=of)
    assert told.ending.saved == of.path


def test_its_draft_is_offered_with_the_file_only(talk, opened):
    """A draft of an opened profile is offered when that file is opened again, with its answers as they were changed."""
    of = opened(target_mcg=400)
    told = talk(["change", "11", "80"], opened=of)
    assert told.ending.kept
    resumed = talk([""], opened=of, resume=True)
    assert "for spring.toml" in resumed.out
    assert "What do you weigh? 80 kg." in resumed.out


def test_a_profile_of_someone_screened_out_opens_at_its_reasons(talk, opened):
    """A stopped profile is read out with its reasons, no dose, and leaving it says so to the caller."""
    told = talk(["leave"], opened=opened(conditions=("seizure-history",)))
    assert "Do not take Semax: Spring exam block." in told.out
    assert "mcg" not in told.out
    assert told.ending.outcome == "stop"


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_a_shared_profile_opens_at_the_first_open_question(talk, path):
    """R53: what a shared plan fixes is not asked again, everything about the person and the container is."""
    shared = read_profile(path.read_bytes())
    assert isinstance(shared, SharedProfile)
    told = talk([], opened=Opened(path, shared))
    assert "Opened the shared plan" in told.out
    assert told.ending.before not in {"What is it for?", "Which compound is it?", "Which form does it come in?", "How is it taken?"}
    assert "How strong is it" not in told.out


def test_a_name_that_is_taken_is_not_written_over(talk, home, walk):
    """A file name given by hand that is there already is asked about; another name is the default."""
    home.mkdir()
    (home / "mine.toml").write_text("mine")
    told = talk([*walk.DROPS, *walk.PLAN, "save", "", "mine", "", ""])
    assert told.ending.how == "saved"
    assert (home / "mine.toml").read_text() == "mine"


def test_a_folder_that_refuses_is_said_and_asked_again(talk, home, walk):
    """Where the system refuses, the reason is said and another file name is asked for."""
    told = talk([*walk.DROPS, *walk.PLAN, "save", "", "/proc/nothing/here.toml"])
    assert "/proc/nothing/here.toml cannot be written" in told.flat
    assert told.ending.before == "In which file is it kept?"
    assert not list(home.glob("[!.]*.toml"))


def test_what_no_profile_may_hold_is_not_opened(catalog):
    """A profile with a weight outside every bound has no review."""
    with pytest.raises(InvalidInputError):
        compare(read_profile(b'format = 1\nkind = "personal"\n'), catalog)


def test_a_shared_plan_is_held_against_ones_own(talk, examples_by_name, walk):
    """Before the summary it is said where the plan parts from the author's, after a resumed draft too."""
    path, shared = examples_by_name("drops")
    mine = ["none", "none", *walk.DROPS[9:]]
    told = talk([*mine, "", ""], opened=Opened(path, shared))
    assert "Your plan is not the one the author asked for. This is your first course" in told.flat
    assert told.flat.index("Your plan is not the one") < told.flat.index("Semax plan:")
    talk(mine, opened=Opened(path, shared))
    resumed = talk(["1", "", ""], resume=True)
    assert "Your plan is not the one the author asked for. This is your first course" in resumed.flat


def test_a_draft_is_discarded_after_two_questions(talk, home, walk):
    """A draft that is offered can be discarded; an empty line keeps it, at either question, and it is offered again."""
    talk(walk.DROPS)
    for typed in (["discard", ""], ["discard", "discard", ""], ["discard", "discard", "keep"]):
        assert "An interview was left before its end." in talk(typed, resume=True).after
        assert len(list(home.glob(".draft-*.toml"))) == 1
    told = talk(["discard", "discard", "discard"], resume=True)
    assert "The draft is discarded." in told.out
    assert "What is it for?" in told.after
    assert not list(home.iterdir())


def test_one_of_several_drafts_is_discarded(talk, home, walk):
    """Of several drafts the one to discard is chosen, and the others are offered as before."""
    talk(walk.DROPS)
    talk(["anew", *walk.DROPS[:4]], resume=True)
    assert len(list(home.glob(".draft-*.toml"))) == 2
    told = talk(["discard", "2", "discard", "discard"], resume=True)
    assert "Which draft is discarded?" in told.out
    assert "An interview was left before its end." in told.after
    assert len(list(home.glob(".draft-*.toml"))) == 1
