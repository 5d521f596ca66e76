"""What a visitor sees and may do: everything but to name a path, to stop the program, or to leave
the folder.
"""

import os
import re
import signal
import tomllib

import pytest

from tests.kiosk.conftest import NOW
from wizard.conversation.conversation import Conversation
from wizard.conversation.intents import Submit
from wizard.conversation.moves import Move
from wizard.profile.file_format import dumps, share
from wizard.profile.read import read_profile
from wizard.tui.terminal.signals import can_be_continued

PATHS = (
    "where is it kept?",
    "which file",
    "where is it written?",
    "another file",
    "a file name",
    "path of the file",
    "in which file",
)
NAMES = {
    "a path upwards": "../../outside/theirs",
    "a path from the root": "/etc/cron.d/evil",
    "two dots": "..",
    "a dot": ".",
    "a leading dot": ".ssh",
    "a home folder": "~root/.profile",
    "a backslash": "..\\..\\outside\\theirs",
    "a percent escape": "%2e%2e%2foutside",
    "a fullwidth solidus": (
        "\N{FULLWIDTH FULL STOP}\N{FULLWIDTH FULL STOP}\N{FULLWIDTH SOLIDUS}outside"
    ),
    "a division slash": "..\N{DIVISION SLASH}outside\N{FRACTION SLASH}theirs",
    "a right-to-left override": "\N{RIGHT-TO-LEFT OVERRIDE}lmot.evil",
    "an invisible space": "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}..",
    "a shell command": "$(touch /tmp/x); `id` | sh > /tmp/x & #",
    "an option": "--help -rf",
    "a wildcard": "*?[a-z]{a,b}",
    "the name of a draft": ".draft-0123456789ab",
    "the name of a temporary": f".a.toml.{'0' * 16}.tmp",
    "the trash": "trash",
    "a device": "con nul /dev/stdin",
    "a very long name": "n" * 5000,
    "markup": "[@click=app.quit]x[/] [red]y[/]",
    "nothing but marks": "!!! ___ ...",
}
OPENED = ["open", "Spring exam block"]
"""What is typed in line mode to open the profile in the folder."""
DANGEROUS = {
    "a null": "a\0/etc/passwd",
    "an escape sequence": "a\x1b]0;owned\x07\x1b[2J\x1b[6n",
    "a line end": "a\r\n/etc/passwd",
    "a C1 control": "a\x9b31m",
}


@pytest.fixture
def saved(home, written):
    """A profile in the folder."""
    path = home / "spring.toml"
    path.write_text(written())
    return path


def files(home):
    """The files of the folder that a person saved."""
    return sorted(
        path.name for path in home.rglob("*") if path.is_file() and not path.name.startswith(".")
    )


# -- the wizard
# ----------------------------------------------------------------------------------------


async def test_a_course_is_saved_without_naming_a_file(sit, home, drops):
    """From the first question to the saved file: a name is asked for, a file never; what is shown
    is its name alone.
    """
    async with sit() as person:
        assert "Your answers are kept on this host. Whoever runs it could read them." in person.sees
        await person.press("enter")
        await person.comes_to(drops, "Step 7 of 8")
        await person.press("s")
        assert "What do you want to call it?" in person.sees
        await person.press("enter")
        assert "It is saved." in person.sees
        assert str(home) not in person.sees
        (file,) = files(home)
        assert file in person.sees
        await person.press("enter")
        assert "Read or print" in person.sees
        assert "Read it here" in person.sees
        assert not any(form in person.sees for form in ("PDF", "ICS", "Markdown", "FHIR", "JSON"))


def _are_plain(new):
    """Whether the names of new files are letters, digits and hyphens."""
    plain = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    return all(set(name.removesuffix(".toml")) <= plain for name in new)


@pytest.mark.parametrize("typed", [*NAMES.values(), *DANGEROUS.values()], ids=[*NAMES, *DANGEROUS])
def test_whatever_is_typed_as_a_name(folder, catalog, home, saved, outside, typed):
    """A name that is a path, an option or a trick gives a file in the folder, of letters, digits
    and hyphens, or none.
    """
    conversation = Conversation(catalog, lambda: NOW, folder)
    conversation.open(read_profile(saved.read_bytes()), None)
    conversation.send(Move.NAME)
    assert conversation.view.title == "What do you want to call it?"
    conversation.send(Submit(typed))
    new = [name for name in files(home) if name != saved.name]
    assert new or conversation.view.error
    assert _are_plain(new)
    outside.is_untouched()


@pytest.mark.parametrize(
    "typed",
    [
        *(pytest.param(each, marks=pytest.mark.slow, id=name) for name, each in NAMES.items()),
        *(pytest.param(each, id=name) for name, each in DANGEROUS.items()),
    ],
)
async def test_whatever_is_pasted_as_a_name(sit, home, saved, outside, typed):
    """So it is at the screen, whatever is pasted there."""
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("Spring exam block")
        await person.press("enter")
        assert "Step 7 of 8" in person.where
        await person.press("enter")
        await person.press_at_once("end", "ctrl+u")
        await person.paste(typed)
        await person.press("enter")
        await person.press("enter")
    new = [name for name in files(home) if name != saved.name]
    assert _are_plain(new)
    outside.is_untouched()


async def test_the_library_asks_for_no_path(sit, saved):
    """The list of profiles has no way to another file, and says no path."""
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("Spring exam block")
        assert "Another file" not in person.sees
        assert str(saved.parent) not in person.sees
        assert "Templates stand after yours." in person.sees


async def test_a_link_in_the_folder_is_shown_as_damaged(sit, home, outside):
    """A link to somebody's profile is a damaged file: its name and what it holds are not shown, nor
    opened.
    """
    outside.plant(lambda: (home / "a.toml").symlink_to(outside.folder / "theirs.toml"))
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("a.toml Cannot be read.")
        await person.press("enter")
        assert await person.comes_to_see("it is a symbolic link")
        await person.press("enter")
        assert "A secret of the host" not in person.sees
        assert "Step" not in person.sees
        outside.is_untouched()


async def test_deleting_says_who_can_take_it_back(sit, home, saved):
    """What is deleted goes to the trash in the folder; a visitor cannot fetch it from there, and is
    not told so.
    """
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("Spring exam block")
        await person.press("tab", "right", "enter")
        await person.press("end", "enter", "d")
        assert "from where whoever runs this host can take it back" in " ".join(
            person.sees.replace("▌", "").split()
        )
        await person.press("m")
        assert "Moved to trash/spring.toml" in person.sees
    assert not saved.exists()
    assert (home / "trash" / "spring.toml").is_file()


async def test_a_profile_is_replaced_only_when_told(sit, home, saved):
    """Save as makes another file of an opened profile, also under the same name."""
    before = saved.read_bytes()
    async with sit() as person:
        await person.press("o", "enter")
        assert await person.comes_to_see("Spring exam block")
        await person.press("enter", "s")
        assert "What do you want to call it?" in person.sees
        await person.press("enter")
        assert "It is saved." in person.sees
    assert saved.read_bytes() == before
    assert files(home) == ["spring-exam-block.toml", "spring.toml"]


# -- no suspend
# ----------------------------------------------------------------------------------------


def test_nothing_can_be_stopped_that_may_not(monkeypatch):
    """Where the door had stopping ignored, Ctrl+Z does nothing, whatever shell there may be."""
    monkeypatch.setattr(os, "getsid", lambda _: 1)
    monkeypatch.setattr(os, "getpgid", lambda _: 2)
    monkeypatch.setattr(os, "getpgrp", lambda: 1)
    assert can_be_continued()
    before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        assert not can_be_continued()
    finally:
        signal.signal(signal.SIGTSTP, before)


@pytest.mark.terminal
def test_ctrl_z_in_a_shell(tmux, program):
    r"""Even started by hand in a shell, Ctrl+Z and Ctrl+\ leave the wizard where it is, and no
    shell appears.
    """
    tmux.press(f"{program} --kiosk; echo ended with $((40 + $?))", "Enter")
    tmux.wait_for("What would you like to do?")
    tmux.press("C-z", "C-\\")
    tmux.press("Enter")
    tmux.wait_for("What is it for?")
    assert "Stopped" not in tmux.sees
    tmux.press("q")
    tmux.wait_for("ended with 40")
    tmux.press(f"clear; {program} --kiosk --plain", "Enter")
    tmux.wait_for("Answer:")
    tmux.press("C-z", "C-\\")
    tmux.press("2", "Enter")
    tmux.wait_for("Which profile do you want to open?")
    assert not any(words in tmux.sees for words in ("Stopped", "Quit"))


# -- line mode
# -----------------------------------------------------------------------------------------


def test_a_course_in_lines(talk, course, home):
    """A whole course: a new plan, a name, saved; no file is asked for, and no command of a shell is
    named.
    """
    said = talk(["new", *course, "save", "Mine", "read or print", "read", "back", "back", "leave"])
    assert "Your answers are kept on this host. Whoever runs it could read them." in said
    assert "It is saved. mine.toml It is kept on this host. Open a profile shows it again." in said
    assert not [
        words
        for words in (*PATHS, "semax-wizard show", "semax_wizard", str(home))
        if words in said.casefold()
    ]
    assert not any(form in said for form in ("PDF", "ICS", "Markdown", "FHIR", "JSON"))
    assert files(home) == ["mine.toml"]


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_whatever_is_typed_as_a_name_in_lines(talk, home, saved, outside, typed):
    """In line mode too."""
    talk([*OPENED, "save", typed, "choose another name", "", "Mine", "", "quit"])
    new = [name for name in files(home) if name != saved.name]
    assert all(
        set(name.removesuffix(".toml")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        for name in new
    )
    outside.is_untouched()


@pytest.mark.parametrize("typed", DANGEROUS.values(), ids=DANGEROUS)
def test_what_could_steer_a_terminal_is_refused_in_lines(talk, home, saved, typed):
    """A name with a character that could steer a terminal is refused, and not said again."""
    said = talk([*OPENED, "save", typed.replace("\n", ""), "quit"])
    assert "which could steer a terminal" in said
    assert "\x1b" not in said.rpartition("steer a terminal")[2]
    assert files(home) == [saved.name]


def test_a_saved_profile_is_opened_in_lines(talk, saved, home):
    """What was saved is offered by name, a damaged one to be managed alone, and templates after
    them; no path is said or asked for.
    """
    (home / "broken.toml").write_text("x")
    (home / "theirs.toml").write_text(
        dumps(share(read_profile(saved.read_bytes()))).replace("Spring exam block", "A friend's")
    )
    said = talk(["open", "broken.toml", "quit"])
    assert "1. New plan." in said
    assert "broken.toml. Damaged. " in said
    assert re.search(r"Spring exam block\. .*300 mcg daily, clear", said)
    assert "A friend's. Shared, theirs.toml." in said
    assert said.index("Template, drops.toml") > said.index("Spring exam block")
    assert not [words for words in (*PATHS, str(home)) if words in said.casefold()]
    assert "1. Delete." in said
    said = talk([*OPENED, "leave"])
    assert "Semax plan: Spring exam block." in said
    assert "A shared plan: A friend's." in talk(["open", "A friend's"])


def test_deleting_in_lines_says_who_can_take_it_back(talk, saved, home):
    """What is deleted goes to the trash in the folder; a visitor cannot fetch it from there, and is
    not told so.
    """
    said = talk(["open", "manage 1", "delete", "delete it", "move"])
    assert "from where whoever runs this host can take it back" in said
    assert "Moved to trash/spring.toml" in said
    assert not saved.exists()
    assert (home / "trash" / "spring.toml").is_file()


def test_an_opened_profile_is_replaced_only_when_told_in_lines(talk, saved, home):
    """Save as makes another file; what was changed replaces the one that was opened."""
    before = saved.read_bytes()
    talk([*OPENED, "save as", "back", "quit"])
    assert files(home) == ["spring.toml"]
    talk([*OPENED, "save as", "Second", "leave"])
    assert files(home) == ["second.toml", "spring.toml"]
    assert saved.read_bytes() == before
    talk([*OPENED, "change", "how many days of rest", "40", "save"])
    assert tomllib.loads(saved.read_text())["answers"]["schedule"]["rest_days"] == 40


def test_a_folder_that_cannot_be_listed_in_lines(talk, monkeypatch):
    """Where the profiles cannot be listed that is said, and a new plan and the templates are
    there.
    """
    listed = os.listdir

    def refuse(where):
        if isinstance(where, int):  # the profile folder, which is held open
            raise PermissionError(13, "Permission denied")
        return listed(where)

    monkeypatch.setattr(os, "listdir", refuse)
    told = talk(["open", "back", "quit"])
    assert "The folder cannot be read (Permission denied); " in told
    assert "1. New plan." in told
    assert "Template, drops.toml." in told


def test_a_link_is_not_followed_in_lines(talk, home, outside):
    """A link to somebody's profile is said to be one; what it holds is neither shown nor opened."""
    outside.plant(lambda: (home / "a.toml").symlink_to(outside.folder / "theirs.toml"))
    said = talk(["open", "a.toml", "quit"])
    assert "a.toml. Cannot be read. " in said
    assert "cannot be read (it is a symbolic link)" in said.lower()
    assert "A secret of the host" not in said
    assert "Step" not in said
    outside.is_untouched()
