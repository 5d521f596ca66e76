import ast
import re
from functools import cache
from pathlib import Path

from wizard.catalog import catalog

TESTS = Path(__file__).parents[1]
RULE = re.compile(r"\bR\d\d\b")


@cache
def named_by_tests():
    """Rule ids in what a test promises: its docstring, or the names of its cases."""
    found = {}
    for path in TESTS.rglob("test_*.py"):
        if path == Path(__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
                "test_"
            ):
                constants = [
                    each
                    for mark in node.decorator_list
                    for each in ast.walk(mark)
                    if isinstance(each, ast.Constant)
                ]
                words = " ".join(
                    [ast.get_docstring(node) or "", *(str(each.value) for each in constants)]
                )
                for rule in RULE.findall(words):
                    found.setdefault(rule, []).append(f"{path.name}::{node.name}")
    return found


def test_every_rule_that_decides_something_is_named_by_a_test():
    """A rule without a test is a rule that nobody would miss."""
    decides = {rule.id for rule in catalog().rules.values() if rule.decides}
    assert len(decides) == 36
    assert sorted(decides - set(named_by_tests())) == []


def test_no_test_names_a_rule_that_is_not_there():
    """A rule id in a test is one of those in wizard/catalog/README.md."""
    assert sorted(set(named_by_tests()) - set(catalog().rules)) == []
