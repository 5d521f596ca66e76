"""What the layout of the conversation promises: plain data, pages apart from each other, a first
page that needs little.
"""

import ast
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import attrs
import pytest

import wizard.conversation
from tests.support.ways import PAGES
from wizard.catalog import Catalog
from wizard.conversation.moves import Intent
from wizard.conversation.places import Place
from wizard.protocol.provenance import Operation

PACKAGE = Path(wizard.conversation.__file__).parent
DRAWN = sorted(path.stem for path in (PACKAGE / "pages").glob("*.py") if path.stem != "__init__")
UPDATES = sorted(path.stem for path in (PACKAGE / "update").glob("*.py") if path.stem != "__init__")


def _imported(path):
    """The modules that a file imports, wherever in it."""
    nodes = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom)} | {
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }


@pytest.mark.parametrize("page", DRAWN)
def test_a_page_imports_no_other_page_and_no_flow(page):
    """A page gives a view; where its intents lead is not its to know."""
    apart = (
        "wizard.conversation.pages",
        "wizard.conversation.update",
        "wizard.conversation.world",
        "wizard.conversation.conversation",
    )
    assert not [
        name for name in _imported(PACKAGE / "pages" / f"{page}.py") if name.startswith(apart)
    ]


@pytest.mark.parametrize("module", UPDATES)
def test_an_update_draws_no_view(module):
    """What an intent does is decided without a page's words."""
    apart = (
        "wizard.conversation.pages",
        "wizard.conversation.view_of",
        "wizard.conversation.world",
    )
    assert not [
        name for name in _imported(PACKAGE / "update" / f"{module}.py") if name.startswith(apart)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_view_is_plain_data(shown, page):
    """Nothing in a view does anything, in its intents neither: a face can do no more than draw it
    and send them.
    """
    assert [each for each in _parts(shown(page), {}).values() if callable(each)] == []


def _parts(value, known):
    """Everything that a value is made of, by its id; the catalog and the operations of arithmetic
    are what is known, and no part of a page.
    """
    if id(value) in known or isinstance(value, Catalog | Operation):
        return known
    known[id(value)] = value
    parts = ()
    if isinstance(value, tuple | frozenset):
        parts = value
    elif isinstance(value, Mapping):
        parts = [*value.keys(), *value.values()]
    elif attrs.has(type(value)):
        parts = [getattr(value, each.name) for each in attrs.fields(type(value))]
    elif is_dataclass(value):
        parts = [getattr(value, each.name) for each in fields(value)]
    elif isinstance(value, Place | Intent) and not isinstance(value, Enum):
        parts = vars(value).values()
    for each in parts:
        _parts(each, known)
    return known


@pytest.mark.parametrize("module", ["front", "moves", "view"])
def test_the_first_page_needs_neither_attrs_nor_the_catalog(module):
    """What stands on the screen before anything is loaded loads nothing itself."""
    code = f"import sys; import wizard.conversation.{module}; print(*sys.modules)"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert not loaded & {"attrs", "attr", "wizard.catalog", "textual", "click"}
