"""What the layout of the conversation promises: plain data, pages apart from each other, a first page that needs little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import wizard.conversation
from wizard.conversation.view import View

PACKAGE = Path(wizard.conversation.__file__).parent
PAGES = sorted(path.stem for path in (PACKAGE / "pages").glob("*.py") if path.stem != "__init__")
UPDATES = sorted(path.stem for path in (PACKAGE / "update").glob("*.py") if path.stem != "__init__")


def _imported(path):
    """The modules that a file imports, wherever in it."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom)} | {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }


@pytest.mark.parametrize("page", PAGES)
def test_a_page_imports_no_other_page_and_no_flow(page):
    """A page gives a view; where its intents lead is not its to know."""
    apart = ("wizard.conversation.pages", "wizard.conversation.update", "wizard.conversation.world", "wizard.conversation.conversation")
    assert not [name for name in _imported(PACKAGE / "pages" / f"{page}.py") if name.startswith(apart)]


@pytest.mark.parametrize("module", UPDATES)
def test_an_update_draws_no_view(module):
    """What an intent does is decided without a page's words."""
    apart = ("wizard.conversation.pages", "wizard.conversation.view_of", "wizard.conversation.world")
    assert not [name for name in _imported(PACKAGE / "update" / f"{module}.py") if name.startswith(apart)]


def test_a_view_is_plain_data(meet, said):
    """Nothing in a view is a function: a face can do no more than draw it and send its intents."""
    person = meet()
    for _ in range(40):
        assert not list(_functions(person.view))
        if person.view.heading == "Step 7 of 8  Review":
            return
        person.give(said.vial[person.sees])
    pytest.fail("never came to the review")


def _functions(value):
    """The functions in a view, however deep in tuples."""
    if isinstance(value, View):
        value = tuple(vars(value).values())
    if isinstance(value, tuple):
        for each in value:
            yield from _functions(each)
    elif callable(value) and not isinstance(value, type):
        yield value


@pytest.mark.parametrize("module", ["front", "moves", "view"])
def test_the_first_page_needs_neither_attrs_nor_the_catalog(module):
    """What stands on the screen before anything is loaded loads nothing itself."""
    code = f"import sys; import wizard.conversation.{module}; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"attrs", "attr", "cattrs", "wizard.catalog", "textual", "click"}
