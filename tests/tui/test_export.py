"""Print or export: every form of a finished profile, next to it or elsewhere, and told on the way
out.
"""

import json
import os

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from wizard.catalog.model import Outcome
from wizard.cli.commands import wizard as command
from wizard.conversation.conversation import Ending
from wizard.profile.file_format import dumps
from wizard.report.blocks import Document, Paragraph, Section
from wizard.report.export.registry import FORMS

pytestmark = pytest.mark.slow

HOSTILE = "[red]x[/] [@click=app.quit]y[/] [/]"
BEGINS = {
    "text": b"Semax plan",
    "markdown": b"#",
    "html": b"<!",
    "pdf": b"%PDF",
    "json": b"{",
    "ics": b"BEGIN:VCALENDAR",
    "fhir": b"{",
}
ROWS = {
    "text": ["t"],
    "markdown": ["m"],
    "html": ["w"],
    "pdf": ["p"],
    "json": ["j"],
    "ics": ["c"],
    "fhir": ["f", "f"],  # after "For the doctor"
}


@pytest.fixture
def kept(home, build, answers):
    """Keeps a profile in the folder and gives its file."""

    def keep(**said):
        home.mkdir()
        path = home / "mine.toml"
        path.write_text(dumps(build(answers(**said), HOSTILE)))
        return path

    return keep


async def _list(person):
    """The list of forms, from the start page."""
    await person.press("o", "enter", "f2", "p", "enter")
    assert f"Print or export {HOSTILE}" in person.sees


async def test_every_form_lands_next_to_the_profile(sit, kept):
    """Each form is written beside the profile under its name, for nobody else to read, and the list
    says where; PDF on both papers.
    """
    path = kept()
    async with sit() as person:
        await _list(person)
        for form in FORMS:
            target = path.parent / f"mine{FORMS[form].suffix}"
            await person.press("home", *ROWS[form], "enter")
            assert "where is it written?" in person.sees
            assert target.name in person.sees
            await person.press("enter")
            assert "Written: " in person.sees
            content = target.read_bytes()
            assert content.lstrip().startswith(BEGINS[form])
            assert target.stat().st_mode & 0o777 == 0o600
        await person.press("home", "p", "p", "enter")
        assert "PDF, Letter: where is it written?" in person.sees
        await person.press("enter")
    json.loads((path.parent / "mine.json").read_bytes())
    json.loads((path.parent / "mine.fhir.json").read_bytes())
    assert PdfReader(path.parent / "mine-2.pdf").pages[0].mediabox.upper_right == (612, 792)


async def test_after_saving_and_on_the_way_out(seated, home, made, answers, build):
    """It is offered once a profile is saved; what was saved, written and is to be printed is told
    when the program has ended.
    """
    app = made(profile=build(answers(), HOSTILE))
    async with app.run_test() as pilot:
        await pilot.pause()
        person = seated(pilot)
        await person.press("s", "enter", "enter")
        assert "It is saved." in person.sees
        await person.press("enter", "m", "enter", "enter", "escape")
        assert "It is saved." in person.sees
        await person.press("enter", "l", "enter")
        assert await person.has_left()
    ending = app.conversation.ending
    assert ending.saved == home / "red-x-click-app-quit-y.toml"
    assert ending.written == (ending.saved.with_suffix(".md"),)
    assert ending.sheet.title == f"Semax plan: {HOSTILE}"


def test_paths_are_printed(monkeypatch, tmp_path):
    """The command prints where everything is, without what could steer a terminal."""
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path))
    monkeypatch.setattr(command, "_no_terminal", lambda: None)
    ending = Ending(
        saved=tmp_path / "a.toml",
        sheet=Document("A plan", (Section("first", "", (Paragraph("Words."),)),)),
        written=(tmp_path / "a.pdf", tmp_path / "\x1b]0;b.md"),
        kept=False,
        unsaved=False,
        outcome=Outcome.CLEAR,
    )
    monkeypatch.setattr("wizard.tui.run", lambda _: ending)
    with CliRunner().isolation() as (out, *_):
        command.open_wizard(None, plain=False)
        said = out.getvalue().decode().splitlines()
    assert said[:3] == ["A plan", "======", "  Words."]
    assert said[3:] == [
        f"Saved: {tmp_path}/a.toml",
        f"Written: {tmp_path}/a.pdf",
        f"Written: {tmp_path}/]0;b.md",
    ]


async def test_leaving_a_stop_is_told_by_the_exit_code(
    seated, made, seizure, monkeypatch, tmp_path
):
    """profiles/README.md: screened out is exit 4, at the screen as in lines."""
    app = made()
    async with app.run_test() as pilot:
        await pilot.pause()
        person = seated(pilot)
        await person.press("enter")
        await person.comes_to(seizure, "No plan is made. Do not take Semax.")
    monkeypatch.setenv("SEMAX_WIZARD_HOME", str(tmp_path))
    monkeypatch.setattr(command, "_no_terminal", lambda: None)
    monkeypatch.setattr("wizard.tui.run_quietly", lambda *_: None)
    monkeypatch.setattr("wizard.tui.wizard", lambda **_: app)
    assert command.open_wizard(None, plain=False) == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_closed_folder(sit, kept):
    """A folder that takes no files is said to be so, and another place can be typed."""
    path = kept()
    path.parent.chmod(0o500)
    async with sit() as person:
        await _list(person)
        await person.press("m", "enter", "enter")
        assert "! cannot be written" in person.sees
    path.parent.chmod(0o700)
