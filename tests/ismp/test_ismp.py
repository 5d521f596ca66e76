import ast
import html
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import attrs
import pytest
from icalendar import Calendar
from pypdf import PdfReader

import wizard
from wizard.profile.file_format import build
from wizard.profile.folder import examples
from wizard.profile.read import read_profile
from wizard.protocol.answers import Answers, Person, Product, Schedule, ScreeningAnswers
from wizard.report.export.registry import FORMS, Made
from wizard.values import Record

BAD = [
    ("take 300 \N{MICRO SIGN}g", "mu sign"),
    ("take 300 \N{GREEK SMALL LETTER MU}g", "mu sign"),
    ("take 300mcg", "no space before the unit"),
    ("a vial of 10mg", "no space before the unit"),
    ("add 3mL", "no space before the unit"),
    ("take 1.0 mL", "trailing zero"),
    ("draw 0.50 mL", "trailing zero"),
    ("take 300.00 mcg", "trailing zero"),
    ("The strength is 1.0.", "trailing zero"),
    ("draw .5 mL", "naked decimal point"),
    ("take (.25 mL)", "naked decimal point"),
    ("take 1000 mcg", "thousands without a comma"),
    ("at most 12000 mcg", "thousands without a comma"),
    ("take 2000 mcg", "thousands without a comma"),
    ("from 1050 to 3,500", "thousands without a comma"),
    ("300 mcg QD", "QD"),
    ("300 mcg q.d. in the morning", "QD"),
    ("draw to 9 U", "U or IU for units"),
    ("draw to 9U", "U or IU for units"),
    ("draw to 9 IU", "U or IU for units"),
    ("draw 1 cc", "cc"),
    ("draw 1cc", "cc"),
    ("300 mcg SC", "SC"),
    ("300 mcg subq", "SC"),
    ("300 mcg IN", "IN"),
    ("keep it < 25 degrees", "sign for a word"),
    ("dose > 600 mcg", "sign for a word"),
    ("2 drops @ 07:30", "sign for a word"),
    ("left & right nostril", "sign for a word"),
    ("drops of 0.1%", "percent without mg per mL"),
]
GOOD = [
    "300 mcg at 07:30 daily, 5 January 2026: 6 drops (0.3 mL), left nostril 3, right nostril 3",
    "0.1% (1 mg per mL), 50 mcg per drop",
    "1,050 to 3,500 mcg on 2026-01-05; in 2026; since the 1990s",
    "a U-100 syringe, never a U-40; draw to 9 units",
    "60% of the standard range",
    "semax-wizard 1.0.0, catalog 2026.10",
    "10.5 units, 100 units, 0.25 mL, 20 mL.",
]
PERSON = {
    "person": Person(age=35, weight_kg=70),
    "screening": ScreeningAnswers(
        conditions=(), medicines=(), substances=(), symptoms=(), not_sure=(), tested_athlete=False
    ),
}
EXEMPT = {"claims"}  # the ledger: evidence, quoted as its sources write it, and shown as such
MACHINE = {"fhir_codes.py", "fhir_answers.py"}  # codes and paths, which no person reads
MARK_UP = re.compile(
    r"\{[^{}]*:[^{}]*;[^{}]*\}|</?[a-z][^<>]*>|\(\?[<=:]"
)  # HTML, SVG, stylesheets and patterns are no sentences


def own(shared):
    """A healthy adult's answers to what a shared profile leaves open."""

    def whole(kind, part):
        return kind(**attrs.asdict(part, filter=lambda _, value: value is not None))

    chosen = {
        key: getattr(shared, key) for key in ("goal", "compound", "form", "route", "target_mcg")
    }
    first = (
        shared.goal != "high-demand" and shared.compound == "semax" and not shared.schedule.cycles
    )
    return Answers(
        **chosen,
        first_time=first,
        confirmed=("target_mcg",),
        product=whole(Product, shared.product),
        schedule=whole(Schedule, shared.schedule),
        **PERSON,
    )


@pytest.fixture(scope="session", params=examples(), ids=lambda path: path.stem)
def example(request, catalog):
    """Each of the example profiles, made personal, with everything that a form is rendered from."""
    shared = read_profile(request.param.read_bytes())
    profile, derived = build(
        own(shared.answers), shared.name, datetime(2026, 1, 5, 8, tzinfo=UTC), catalog
    )
    assert derived.protocol
    return Made(profile, catalog)


def told_by_json(value, keys):
    """The strings under these keys, however deep: what stands under others is for machines."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str):
                yield from [item] if key in keys else []
            else:
                yield from told_by_json(item, keys)
    elif isinstance(value, list):
        for item in value:
            yield from told_by_json(item, keys)


def told_by_calendar(data):
    """The texts of a calendar."""
    calendar = Calendar.from_ical(data)
    yield from (str(calendar[name]) for name in ("X-WR-CALNAME", "X-WR-CALDESC"))
    for part in (*calendar.walk("VEVENT"), *calendar.walk("VALARM")):
        yield from (str(part[name]) for name in ("SUMMARY", "DESCRIPTION") if name in part)


def told_by_html(page):
    """The text between the tags, without style and drawings' paths; what a drawing says is text of
    the page too.
    """
    return map(
        html.unescape, re.split(r"<[^>]*>", re.sub(r"(?s)<style.*?</style>|<!--.*?-->", " ", page))
    )


def told_by_markdown(page):
    """The text without its escapes and quotation marks."""
    return [
        html.unescape(line).replace("\\", "").lstrip("> ")
        for line in re.sub(r"<[^>]*>", " ", page).splitlines()
    ]


PROSE = {"text", "display", "detail", "patientInstruction", "unit"}
TOLD = {  # what a person reads of each form: not its mark-up, nor the fields that are for machines
    "text": str.splitlines,
    "markdown": told_by_markdown,
    "html": told_by_html,
    "pdf": lambda data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages],
    "json": lambda text: told_by_json(json.loads(text), {"name", "reason"}),
    "ics": told_by_calendar,
    "fhir": lambda text: told_by_json(json.loads(text), PROSE),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_every_example_is_written_safely(example, form, faults):
    """No form of any example plan breaks a rule of ISMP in what a person reads."""
    texts = list(TOLD[form](FORMS[form].render(example)))
    whole = " ".join(
        " ".join(texts).split()
    )  # a line may end between a percentage and its mg per mL
    assert texts
    assert not {
        fault: text
        for text in texts
        for fault in faults(text)
        if fault != "percent without mg per mL"
    }
    assert "percent without mg per mL" not in faults(whole)


def strings(value, place):
    """Every string in a part of the catalog, with its place; ids are no prose."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Record):
        for name in value.kinds():
            if name != "id":
                yield from strings(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(item, f"{place}.{key}")
    elif isinstance(value, (tuple, list, frozenset)):
        for number, item in enumerate(value):
            yield from strings(item, f"{place}[{number}]")


def test_every_string_of_the_catalog_is_written_safely(catalog, faults):
    """No sentence of the catalog breaks a rule; the ledger of claims is quoted evidence and
    exempt.
    """
    names = [
        name
        for name, part in vars(type(catalog)).items()
        if isinstance(part, cached_property) and name[0] != "_" and name not in EXEMPT
    ]
    seen = [found for name in names for found in strings(getattr(catalog, name), name)]
    assert len(seen) > 500
    assert not [(place, text, faults(text)) for place, text in seen if faults(text)]


def sentences(path):
    """The strings of a module, docstrings aside, each whole, with x1 in the place of a value."""
    tree = ast.parse(path.read_text())
    silent = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent.update(node.values)
            parts = [part.value if isinstance(part, ast.Constant) else "x1" for part in node.values]
            yield node.lineno, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            yield node.lineno, node.value


def test_every_message_of_the_program_is_written_safely(faults):
    """No sentence in the code, two words or more, breaks a rule, and no figure stands against its
    unit anywhere.
    """
    home = Path(wizard.__file__).parent
    seen = [
        (f"{path.relative_to(home)}:{line}", text)
        for path in sorted(home.rglob("*.py"))
        if path.name not in MACHINE
        for line, text in sentences(path)
        if re.search(r"[a-z]+ [a-z]+|x1(?:mcg|mg|mL|kg)\b", text) and not MARK_UP.search(text)
    ]
    assert len(seen) > 200
    assert not [(place, text, faults(text)) for place, text in seen if faults(text)]


@pytest.mark.parametrize(("text", "rule"), BAD)
def test_the_lint_finds_what_is_written_badly(text, rule, faults):
    """Each of thirty bad strings is caught by the rule that is meant for it, and by no other."""
    assert faults(text) == [rule]


@pytest.mark.parametrize("text", GOOD)
def test_the_lint_lets_good_writing_pass(text, faults):
    """Dates, times, versions, ids, shares, syringes and doses as R60 wants them are no faults."""
    assert faults(text) == []
