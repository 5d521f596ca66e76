"""Issue 17, point 13: the look that is chosen is kept in a hidden file of the profile folder."""

import os
import stat

import pytest

from tests.support.keyboard import Person
from wizard.conversation.conversation import Conversation
from wizard.conversation.intents import Open, SetLanguage, SetMouse, SetTheme
from wizard.conversation.moves import Move
from wizard.conversation.places import Themes
from wizard.conversation.settings import Settings, first, keep, settings
from wizard.profile.folder import ProfileFolder
from wizard.tui import wizard

FILE = ".settings.toml"
UNREADABLE = {
    "not TOML": b"=",
    "not UTF-8": b"look = '\xff'",
    "no look that there is": b"look = 'pink'",
    "no text": b"look = ['dark']",
    "a number": b"look = 1",
    "too large": b"#" * 5000,
    "nested": b"look = " + b"[" * 4000,
    "quadratic": b".".join([b"a"] * 9000) + b" = 1",
    "a mouse that is no yes or no": b"mouse = 'on'",
    "no language that there is": b"language = 'tlh'",
    "a date that is none": b"look = 2026-99-99",
}


@pytest.fixture
def folder(home):
    """The profile folder."""
    return ProfileFolder(home)


@pytest.mark.parametrize("look", ["dark", "light", "contrast"])
def test_the_look_is_kept(meet, folder, home, look):
    """Chosen once, it is that of the next visit; the file is private, and no profile."""
    person = meet()
    person.send(SetTheme(look))
    assert person.view.error == ""
    assert settings(folder) == Settings(look)
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600
    assert folder.profiles() == ()
    assert not folder.has_begun()
    assert first({}, settings(folder).look) == look
    person.send(Move.START)
    person.send(Open(Themes()))
    begins = person.view.ask.options[person.view.ask.highlighted]
    assert begins.intent == SetTheme(look)  # the list begins at the one in use


@pytest.mark.parametrize("wanted", [False, True])
def test_the_mouse_is_kept(meet, folder, wanted):
    """Issue 20, point 6: so is whether the mouse is used, beside the look."""
    person = meet()
    person.send(SetTheme("light"))
    person.send(SetMouse(wanted))
    assert person.view.error == ""
    assert settings(folder) == Settings("light", wanted)


@pytest.mark.parametrize("name", ["en", "ru"])
def test_the_language_is_kept(meet, folder, name):
    """Issue 20, point 6: so is the language, which holds from the next visit on."""
    person = meet()
    person.send(SetLanguage(name))
    assert person.view.error == ""
    assert settings(folder) == Settings(language=name)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("allowed", [True, False])
def test_an_option_wins_over_what_is_kept(catalog, clock, home, kept, allowed):
    """Where `--no-mouse` is given the mouse is off, whatever was chosen."""
    keep(ProfileFolder(home), "mouse", kept)
    usual = {"catalog": lambda: catalog, "now": lambda: clock.now, "folder": ProfileFolder(home)}
    assert wizard(**usual, mouse=allowed).mouse is (kept and allowed)


def test_the_environment_wins(folder):
    """A variable that names a look decides; one that names none does not."""
    keep(folder, "look", "light")
    kept = settings(folder).look
    assert first({"SEMAX_WIZARD_THEME": "contrast"}, kept) == "contrast"
    assert first({"SEMAX_WIZARD_THEME": "pink"}, kept) == "light"
    assert first({"SEMAX_WIZARD_THEME": "pink"}) == "dark"


def test_what_else_is_kept_stays(folder, home):
    """What another edition of the program keeps there is not lost by choosing a look."""
    home.mkdir()
    (home / FILE).write_text('look = "dark"\nlanguage = "ru"\n')
    keep(folder, "look", "light")
    assert (home / FILE).read_text() == 'look = "light"\nlanguage = "ru"\n'


def _planted(home, data):
    home.mkdir()
    (home / FILE).write_bytes(data)


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_in_a_line(folder, home, data):
    """The usual look holds, and choosing another writes the file again."""
    _planted(home, data)
    found = settings(folder)
    assert found.look == ""
    assert ".settings.toml in your profile folder cannot be read" in found.problem
    assert "\n" not in found.problem
    keep(folder, "look", "light")
    assert settings(folder) == Settings("light")


@pytest.mark.parametrize("plant", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_told_and_left(folder, home, meet, plant):
    """Nothing waits for a pipe; what cannot be kept is said beside what can be done."""
    home.mkdir()
    plant(home / FILE)
    assert settings(folder).problem
    person = meet()
    person.send(SetTheme("light"))
    assert person.view.theme == "light"
    assert "Your choice lasts until you leave: .settings.toml" in person.view.error


@pytest.mark.parametrize("begun", [False, True], ids=["the first page", "a page that is loaded"])
async def test_it_is_told_on_the_first_page_once(catalog, clock, home, kept, begun):
    """In the note of whatever stands there first, and nowhere after it."""
    if begun:
        kept("a.toml")
    else:
        home.mkdir()
    (home / FILE).write_bytes(b"=")
    app = wizard(catalog=lambda: catalog, now=lambda: clock.now, folder=ProfileFolder(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert Person(pilot).sees.count("cannot be read") == 1
        await pilot.press("n", "enter")
        await pilot.pause()
        assert "cannot be read" not in Person(pilot).sees


async def test_the_wizard_opens_in_the_look_that_was_chosen(catalog, clock, home, monkeypatch):
    """Before anything is loaded."""
    monkeypatch.delenv("SEMAX_WIZARD_THEME", raising=False)
    keep(ProfileFolder(home), "look", "contrast")
    app = wizard(catalog=lambda: catalog, now=lambda: clock.now, folder=ProfileFolder(home))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.theme.startswith("contrast")


def test_a_kiosk_keeps_none(catalog, clock, home):
    """Nor reads one that is there: the folder may be that of many."""
    home.mkdir()
    (home / FILE).write_text('look = "light"\n')
    folder = ProfileFolder.within(home)
    assert settings(folder) == Settings()
    conversation = Conversation(catalog, lambda: clock.now, folder, "dark")
    conversation.open()
    conversation.send(SetTheme("contrast"))
    assert (home / FILE).read_text() == 'look = "light"\n'
