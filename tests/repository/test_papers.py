"""The papers beside the code: they name files that are there, and hold what the code and the tests
cite.
"""

import re
from pathlib import Path

import pytest

from wizard.catalog import catalog
from wizard.cli.exits import Exit
from wizard.cli.program import COMMANDS
from wizard.profile.comparison import compare
from wizard.profile.file_format import DESCRIBED
from wizard.profile.read import read_profile
from wizard.protocol.validation import confirmable

ROOT = Path(__file__).parent.parent.parent
HOUSE, RULES, PROFILES = (
    ROOT / folder / "README.md" for folder in ("wizard", "wizard/catalog", "profiles")
)
PATH = re.compile(r"`((?:[\w-]+/)+[\w.-]+|[\w-]+\.(?:py|toml|tsv|tcss|po))`")
ID = re.compile(r"(?<![\w.])(?:R\d{2}|[CE]\d{2}|X\d)(?!\w)")
MADE_UP = {
    "C33",
    "C90",
}  # by CONTRIBUTING's worked change, and by a test that asks for a conflict that there is not
CITING = {".py", ".toml", ".tsv", ".md"}


def cited():
    """Every id of a rule, a conflict or a fact from outside in the program and its tests, with a
    file that cites it.
    """
    files = [
        path
        for folder in ("wizard", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in CITING
    ]
    return {
        found: str(path.relative_to(ROOT))
        for path in files
        for found in ID.findall(path.read_text("utf-8"))
    }


def test_every_id_that_is_cited_is_in_the_rules():
    """Every rule, conflict and fact from outside that code, data or a test cites stands in
    `wizard/catalog/README.md`.
    """
    rules = set(ID.findall(RULES.read_text("utf-8")))
    used = cited()
    assert len(used) > 80
    assert {name: where for name, where in used.items() if name not in rules | MADE_UP} == {}


def test_the_rules_name_what_the_catalog_has():
    """The paper of the rules has no rule, conflict or fact that the catalog has not, and its
    edition.
    """
    known, text = catalog(), RULES.read_text("utf-8")
    assert set(ID.findall(text)) - {*known.rules, *known.conflicts, *known.sources} == set()
    assert set(re.findall(r"^- \*\*(R\d\d)\*\*", text, re.MULTILINE)) == set(known.rules)
    assert f"Edition {known.edition}." in text


@pytest.mark.parametrize("table", ["goals", "compounds", "forms", "items"])
def test_the_rules_name_every_id_of(table):
    """Every goal, compound, form and screening answer has its place in the paper of the rules."""
    text = RULES.read_text("utf-8")
    assert [name for name in catalog().table(table) if f"`{name}`" not in text] == []


def test_the_rules_name_every_finding():
    """Every finding that no question asks for has its place in the paper of the rules."""
    text = RULES.read_text("utf-8")
    assert [found.id for found in catalog().screening.findings if f"`{found.id}`" not in text] == []


def test_the_profile_in_the_paper_holds():
    """The profile that the paper of the format shows is one that `check` would pass."""
    (shown,) = re.findall(
        r"<!-- a profile that holds -->\n```toml\n(.*?)^```$",
        PROFILES.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert compare(read_profile(shown.encode()), catalog()).differences == ()


def test_the_format_names_what_scripts_rely_on():
    """Every derived key, every key that may be confirmed, every command and every exit code is in
    the paper of the format.
    """
    text = PROFILES.read_text("utf-8")
    words = set(re.findall(r"[\w-]+", text))
    derived = {key.rpartition(".")[2] for key in DESCRIBED if not key.startswith("answers.")}
    assert sorted({*derived, *confirmable(catalog()), *COMMANDS} - words) == []
    assert [code for code in Exit if f"\n| {code.value} | " not in text] == []


def test_every_file_that_the_house_names_is_there():
    """Each path in `wizard/README.md` is below `wizard/` or in the repository."""
    named = set(PATH.findall(HOUSE.read_text("utf-8")))
    assert len(named) > 40
    assert [
        path
        for path in sorted(named)
        if not (HOUSE.parent / path).exists() and not (ROOT / path).exists()
    ] == []


def test_every_upper_bound_of_a_dependency_has_its_reason():
    """`pyproject.toml` says why a version is not allowed, and `.ci/run` can install the lowest."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = text.partition("\ndependencies = [")[2].partition("\n]")[0].splitlines()[1:]
    assert len(lines) > 5
    for line in lines:
        assert re.match(r'    "[\w.-]+[>~]=[\d.]+(,<[\d.]+)?",', line), line
        assert "#" in line or not ("~=" in line or "<" in line), line
