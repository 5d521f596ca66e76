"""Textual at arm's length: what is private to it is used in `wizard.tui.terminal` and nowhere
else.
"""

import ast
import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path

import pytest

import wizard.tui
import wizard.tui.terminal

HOUSE = Path(wizard.tui.__file__).parent
TERMINAL = Path(wizard.tui.terminal.__file__).parent
PUBLIC = {"_replace", "_asdict", "_fields", "_make"}
"""Names of a named tuple, which are public in spite of how they begin."""


def is_private(name):
    """Whether a name is meant for its owner alone."""
    return name.startswith("_") and not name.startswith("__") and name != "_" and name not in PUBLIC


def from_textual(tree):
    """The private modules and names that are imported from Textual."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                paths = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), names=names, level=0):
                paths = [f"{module}.{alias.name}" for alias in names]
            case _:
                continue
        for path in paths:
            root, *parts = path.split(".")
            if root == "textual" and any(map(is_private, parts)):
                yield path


def used(tree, *, of_self):
    """The private attributes that are read, set or deleted, of `self` or of any other object."""
    found = (
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_private(node.attr)
    )
    return {node.attr for node in found if (ast.unparse(node.value) == "self") == of_self}


def defined(tree):
    """The private names that the classes of a module define, and those that its objects are
    given.
    """
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(body=body):
                names |= {
                    each.name
                    for each in body
                    if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
                }
                names |= {
                    each.target.id
                    for each in body
                    if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
                }
                targets = [
                    target
                    for each in body
                    if isinstance(each, ast.Assign)
                    for target in each.targets
                ]
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.Attribute(value=ast.Name("self"), attr=name, ctx=ast.Store()):
                names.add(name)
    return set(filter(is_private, names))


def parsed(path):
    """A file of code."""
    return ast.parse(path.read_text("utf-8"))


def test_nothing_else_uses_a_private_name_of_textual():
    """Outside `terminal/` no private module of Textual is imported, and each private attribute
    is one that the wizard defines.

    One of `self` may come from a class of the wizard in another module; one of another object is
    defined in the same module.
    """
    trees = {path: parsed(path) for path in HOUSE.rglob("*.py") if TERMINAL not in path.parents}
    assert len(trees) > 10
    own = set().union(*map(defined, trees.values()))
    assert len(own) > 20
    for path, tree in trees.items():
        theirs = (used(tree, of_self=True) - own) | (used(tree, of_self=False) - defined(tree))
        assert {*from_textual(tree), *theirs} == set(), path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from textual._compositor import LayoutUpdate", {"textual._compositor.LayoutUpdate"}),
        ("from textual.app import _hidden", {"textual.app._hidden"}),
        ("import textual._compositor as fine", {"textual._compositor"}),
        ("from textual import _compositor", {"textual._compositor"}),
        ("app._exception", {"_exception"}),
        ("self._driver.write(text)", {"_driver"}),
        ("self.app._driver = None", {"_driver"}),
        ("from textual.app import App\nplaced._replace(region=None)\nself.__class__", set()),
    ],
)
def test_a_private_name_would_be_seen(code, found):
    """The test above would see an import and an attribute, however they are written."""
    tree = ast.parse(code)
    assert {*from_textual(tree), *used(tree, of_self=True), *used(tree, of_self=False)} == found


@cache
def classes(module):
    """The classes of a module of code with the private names that each defines."""
    tree = parsed(Path(sys.modules[module].__file__))
    return {node.name: defined(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def defined_by(kind):
    """The private names that a class defines, and those that its objects are given."""
    return classes(kind.__module__)[kind.__name__]


def test_what_replaces_a_private_name_of_textual():
    """Where a class of the wizard has a private name that Textual has too, Textual uses it: so it
    is meant in these cases alone.
    """
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages([str(HOUSE)], "wizard.tui.")
    ]
    kinds = [getattr(module, name) for module in modules for name in classes(module.__name__)]
    pairs = [
        (kind, base)
        for kind in kinds
        for base in kind.__mro__
        if base.__module__.startswith("textual.")
    ]
    assert len({kind for kind, _ in pairs}) > 10
    both = {
        (kind.__name__, name)
        for kind, base in pairs
        for name in defined_by(kind) & defined_by(base)
    }
    assert both == {
        ("TerminalApp", "_display"),
        ("TerminalApp", "_fatal_error"),
        ("TerminalApp", "_set_pointer_shape"),
    }
