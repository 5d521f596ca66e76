import ast
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import wizard

FACES = ("textual", "rich", "click")
HEAVY = ("textual", "rich", "typst", "icalendar", "anyascii")
KNOWLEDGE = ("attrs", "attr", "wizard.catalog")
LATER = (
    "tomli",
    "wizard.conversation.conversation",
    "wizard.conversation.places",
    "wizard.conversation.state",
    "wizard.interview.session",
    "wizard.protocol.derive",
)
"""What the first page of the wizard does without."""
LOADED = """
import sys
from wizard.cli import main
for command in sys.argv[1:]:
    try:
        main(command.split())
    except SystemExit as ending:
        assert not ending.code, command
    print(command, *sys.modules, sep=",", file=sys.stderr)
"""
IMPORTED = """
import sys
from importlib import import_module
from pkgutil import iter_modules
for floor in sys.argv[1:]:
    package = import_module(floor)
    for module in iter_modules(getattr(package, "__path__", ())):
        import_module(f"{floor}.{module.name}")
    print(floor, *sys.modules, sep=",")
"""
FLOORS = (
    "wizard.protocol.derive",
    "wizard.profile",
    "wizard.interview",
    "wizard.catalog",
    "wizard.report",
    "wizard.explain",
    "wizard.conversation",
)
MOST_LINES = 500


def modules_after(told):
    """What was imported by then, after each of what was done one after the other."""
    return {name: set(modules) for name, *modules in (line.split(",") for line in told)}


def test_what_stands_below_the_faces_imports_none():
    """In a fresh interpreter, importing these, one after the other, and every module in them leaves
    Textual, Rich and click out.
    """
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTED, *FLOORS], capture_output=True, text=True, check=True
    )
    modules = modules_after(ended.stdout.splitlines())
    assert [*modules] == [*FLOORS]
    assert "attrs" in modules[FLOORS[0]]
    assert [floor for floor, there in modules.items() if there & set(FACES)] == []


def test_the_double_check_shares_no_code_with_what_it_checks():
    """R36: of the program it imports the answers and the values of a plan, for type checking too:
    no catalog, figures or quantities.
    """
    folder = Path(wizard.__file__).parent / "protocol/double_check"
    imports = [
        node
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = {
        name
        for node in imports
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    own = {"wizard.protocol.double_check", "wizard.protocol.double_check.reference"}
    assert {name for name in names if name.startswith("wizard")} == own | {
        "wizard.protocol.answers",
        "wizard.protocol.plan",
    }


@pytest.fixture
def loaded(tmp_path, written):
    """`loaded("list", "check a.toml")` is every module that is imported when the first of these
    commands has ended, and then the next in the same process, in a folder of two profiles.
    """
    (tmp_path / "a.toml").write_text(written())
    (tmp_path / "b.toml").write_text(written(form="vial"))

    def run(*commands, typed=""):
        ended = subprocess.run(
            [sys.executable, "-c", LOADED, *commands],
            capture_output=True,
            check=True,
            input=typed.encode(),
            cwd=tmp_path,
            env=os.environ | {"SEMAX_WIZARD_HOME": str(tmp_path)},
        )
        assert ended.stdout
        modules = modules_after(ended.stderr.decode().splitlines())
        assert [*modules] == [*commands]
        return modules

    return run


COMMANDS = (
    "check a.toml b.toml",
    "show a.toml",
    "show b.toml",
    "today a.toml --date 2026-01-05",
    "list",
    "new --answers a.toml",
    "share a.toml",
    "diff a.toml b.toml",
    "why a.toml",
    "sources",
    "schema",
)


def test_commands_load_nothing_they_do_not_need(loaded):
    """What only the wizard, a PDF or a calendar needs is not imported by commands that are run from
    scripts and at log-in; the version and the help, asked for before them, need neither the catalog
    nor what reads it.
    """
    modules = loaded("--version", "--help", *COMMANDS)
    assert [command for command, there in modules.items() if there & set(HEAVY)] == []
    for option in ("--version", "--help"):
        assert not modules[option] & set(KNOWLEDGE)


def test_the_line_mode_loads_no_screen(loaded):
    """The line mode has asked its first question without Textual or Rich."""
    (modules,) = loaded("--plain", typed="quit\n").values()
    assert not modules & {"textual", "rich"}


def test_the_first_page_stands_there_before_the_interview_is_loaded(tmp_path):
    """The app with its first page needs none of what knows, reads or plans; that is loaded while
    somebody reads the page.
    """
    code = f"""
import sys
from datetime import datetime
from pathlib import Path
import wizard.cli.commands.wizard
from wizard.profile.folder import ProfileFolder
from wizard.tui import wizard
folder = ProfileFolder(Path({str(tmp_path)!r}))
app = wizard(catalog=lambda: exit("loaded"), now=datetime.now, folder=folder)
app.get_default_screen()
print(app.is_loaded, *sys.modules)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, *modules = ended.stdout.split()
    assert loaded == "False"
    assert "textual" in modules
    assert not set(modules) & {*KNOWLEDGE, *LATER}


def test_what_is_loaded_later_exists():
    """The test above names modules that there are."""
    assert all(find_spec(module) is not None for module in (*KNOWLEDGE, *LATER))


@pytest.mark.parametrize(("form", "library"), [("pdf", "typst"), ("ics", "icalendar")])
def test_a_form_loads_its_library(loaded, form, library):
    """The tests above would see a library: a form that needs one imports it."""
    (modules,) = loaded(f"show a.toml --format {form} --out -").values()
    assert library in modules


def test_no_file_of_code_is_over_500_lines():
    """No file of code over 500 lines, in the program and in its tests."""
    folders = (Path(wizard.__file__).parent, Path(__file__).parent)
    lines = {
        path: len(path.read_text("utf-8").splitlines())
        for folder in folders
        for path in folder.rglob("*.py")
    }
    assert len(lines) > 20
    assert {str(path): number for path, number in lines.items() if number > MOST_LINES} == {}
