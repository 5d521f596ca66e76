"""The JSON Schema: valid, up to date, complete, and agreeing with the reader on structure."""

import json
import tomllib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from jsonschema import Draft202012Validator

from wizard.errors import InvalidInputError
from wizard.profile.file_format import DESCRIBED, build, dumps, share
from wizard.profile.folder import examples
from wizard.profile.read import read_profile
from wizard.profile.schema import schema
from wizard.protocol.answers import Answers

FOLDER = Path(__file__).parent.parent.parent / "profiles"


def as_json(value):
    """TOML tables as an editor checks them against a schema: dates and times as text."""
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case datetime() if value.tzinfo is UTC:
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value


@pytest.fixture(scope="session")
def validator(catalog):
    """What checks a profile against the schema."""
    return Draft202012Validator(schema(catalog))


@pytest.fixture(scope="session")
def fits(validator):
    """Whether the text of a profile is valid against the schema."""
    return lambda text: validator.is_valid(as_json(tomllib.loads(text, parse_float=Decimal)))


def test_the_schema_is_valid(catalog):
    """The schema is itself valid against draft 2020-12."""
    Draft202012Validator.check_schema(schema(catalog))


def test_the_file_beside_the_examples_is_up_to_date(catalog):
    """`profiles/profile.schema.json` is what `semax-wizard schema` prints; if this fails, write it
    again.
    """
    assert (FOLDER / "profile.schema.json").read_text("utf-8") == json.dumps(
        schema(catalog), indent=2
    ) + "\n"


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_examples_name_the_schema_and_fit_it(fits, path):
    """Every example begins with the line by which editors find the schema, which lies beside it,
    and is valid against it.
    """
    first, text = path.read_text("utf-8").split("\n", 1)
    assert first == "#:schema ./profile.schema.json"
    assert path.with_name("profile.schema.json").is_file()
    assert fits(text)


@pytest.mark.parametrize("number", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_valid_profiles_fit(fits, valid, number):
    """Valid personal profiles, and their shared forms, are valid against the schema: 500 of them in
    a long run.
    """
    for seed, profile in valid(number):
        assert fits(dumps(profile)), seed
        assert fits(dumps(share(profile))), seed


def paths(node, path=""):
    """Every dotted key that the schema knows, lists without their numbers."""
    for name, item in node.get("properties", {}).items():
        key = f"{path}.{name}".lstrip(".")
        yield key
        yield from paths(item, key)
        yield from paths(item.get("items", {}), key)


def test_every_key_is_described_once(catalog):
    """Each key has a title and a description, and no description is of a key that is not there."""
    known = {key for kind in schema(catalog)["$defs"].values() for key in paths(kind)}
    assert known == set(DESCRIBED)
    assert all(each.title and each.text.endswith(".") for each in DESCRIBED.values())


def test_figures_in_descriptions_are_those_of_the_catalog(altered):
    """A figure stands in one place: the descriptions name the catalog's, whatever they are."""
    altered("guardrails.toml", "start = 20", "start = 21")
    altered("products.toml", "units = 2\n", "units = 1.5\n")
    altered("dosing.toml", "last_at = 13:00:00", "last_at = 12:30:00")
    altered("dosing.toml", "default = 07:00:00", "default = 06:00:00")
    altered("dosing.toml", "minutes_after_waking = 30", "minutes_after_waking = 45")
    changed = schema(altered("products.toml", "days = 30", "days = 25"))
    kinds = changed["$defs"]["personal"]["properties"]
    told = kinds["answers"]["properties"]["product"]["properties"]
    assert "21 where left out" in told["drops_per_ml"]["description"]
    assert "never longer than 25 days" in told["label_days"]["description"]
    assert told["mark_units"]["enum"] == [0.5, 1, 1.5]
    wake = kinds["answers"]["properties"]["schedule"]["properties"]["wake"]["description"]
    assert wake == "06:00:00 where left out. The first dose is 45 minutes later."
    assert "At or before 12:30." in str(kinds["protocol"])


def calendar(last, sessions=2):
    """The table of earlier sessions, before the answers."""
    return f"[calendar]\nfirst = 2026-01-05\nlast = {last}\nsessions = {sessions}\n[answers]"


WRONG = [  # the form of the base, what is replaced, by what
    ("drops", "format = 1", "format = 2"),
    ("drops", "format = 1\n", ""),
    ("drops", 'kind = "personal"', 'kind = "public"'),
    ("drops", 'kind = "personal"', 'kind = "shared"'),
    ("drops", 'name = "A plan"', 'name = ""'),
    ("drops", 'name = "A plan"', 'name = "  "'),
    ("drops", 'name = "A plan"', f'name = "{"x" * 81}"'),
    ("drops", 'name = "A plan"', 'name = "a\\u001b[31m"'),
    ("drops", 'name = "A plan"', 'name = "a\\u202Eb"'),
    ("drops", "created = 2026-01-05T08:00:00Z", "created = 2026-01-05T08:00:00"),
    ("drops", "created = 2026-01-05T08:00:00Z", "created = 2026-01-05"),
    ("drops", "created = 2", "revision = -1\ncreated = 2"),
    ("drops", "created = 2", "revision = 10001\ncreated = 2"),
    ("drops", "created = 2", "revision = true\ncreated = 2"),
    ("drops", "[answers]", "[calendar]\nfirst = 2026-01-05\nsessions = 2\n[answers]"),
    ("drops", "[answers]", calendar("2026-01-05", sessions=0)),
    ("drops", "[answers]", calendar("2026-01-05", sessions=7)),
    ("drops", "[answers]", calendar("2101-01-05")),
    ("drops", "[answers]", calendar("2026-01-05T08:00:00Z")),
    ("drops", 'goal = "general-cognition"', 'gaol = "general-cognition"'),
    ("drops", 'goal = "general-cognition"', 'goal = "cognition"'),
    ("drops", 'compound = "semax"', "compound = 1"),
    ("drops", 'form = "drops"', 'form = "vial"'),
    ("drops", 'route = "intranasal"', 'route = "oral"'),
    ("drops", "first_time = false", "first_time = 0"),
    ("drops", "first_time = false", 'first_time = "false"'),
    ("drops", "first_time = false\n", ""),
    ("drops", "first_time = false", "first_time = false\ntarget_mcg = 0"),
    ("drops", "first_time = false", "first_time = false\ntarget_mcg = 20001"),
    ("drops", "first_time = false", 'first_time = false\nconfirmed = ["age"]'),
    ("drops", "strength_mg_per_ml = 1\n", ""),
    ("drops", "strength_mg_per_ml = 1\n", "strength_mg_per_ml = true\n"),
    ("drops", "strength_mg_per_ml = 1\n", "strength_mg_per_ml = 0.04\n"),
    ("drops", "bottle_ml = 3", "bottle_ml = 31"),
    ("drops", "bottle_ml = 3", "bottle_ml = 3\npump_ml = 0.1"),
    ("drops", "bottle_ml = 3", "bottle_ml = 3\nlabel_days = 30.5"),
    ("spray", "pump_ml = 0.1\n", ""),
    ("spray", "pump_ml = 0.1", "pump_ml = 0.31"),
    ("vial", 'syringe = "u100-0.5ml"', 'syringe = "u40-1ml"'),
    ("vial", 'syringe = "u100-0.5ml"', 'syringe = "u100-0.5ml"\nmark_units = 3'),
    ("vial", "vial_mg = 10\n", ""),
    ("vial", "diluent_ml = 3", "diluent_ml = 3\nsterility_tested = 1"),
    ("drops", "start = 2026-01-05", 'start = "today"'),
    ("drops", "start = 2026-01-05", "start = 1999-01-05"),
    ("drops", "start = 2026-01-05", "start = 2026-01-05\nwake = 2026-01-05"),
    ("drops", "start = 2026-01-05", "start = 2026-01-05\non_days = 0"),
    ("drops", "start = 2026-01-05", "start = 2026-01-05\nrest_days = 366"),
    ("drops", "start = 2026-01-05", "start = 2026-01-05\ncycles = 7"),
    ("drops", "age = 35", "age = 111"),
    ("drops", "age = 35", "age = 35.5"),
    ("drops", "age = 35\n", ""),
    ("drops", "weight_kg = 70", "weight_kg = 34"),
    ("drops", "weight_kg = 70", "weight_lb = 77"),
    ("drops", "weight_kg = 70", "weight_kg = 70\nweight_lb = 150"),
    ("drops", "weight_kg = 70\n", ""),
    ("drops", "symptoms = []\n", ""),
    ("drops", "symptoms = []", "symptoms = false"),
    ("drops", "symptoms = []", 'symptoms = ["headache"]'),
    ("drops", "not_sure = []", "not_sure = [1]"),
    ("drops", "tested_athlete = false\n", ""),
    ("drops", 'outcome = "clear"', 'outcome = "fine"'),
    ("drops", 'name = "main"', 'name = "peak"'),
    ("drops", "at = 07:30:00", 'at = "half past seven"'),
    ("drops", 'unit = "drop"', 'unit = "drops"'),
    ("drops", "daily_dose_mcg = 300", 'daily_dose_mcg = "300"'),
    ("drops", 'limited_by = "course"', 'limited_by = "course"\nnote = "x"'),
]


@pytest.mark.parametrize(
    ("form", "found", "put"), WRONG, ids=[f"{form}: {put!r}"[:60] for form, _, put in WRONG]
)
def test_what_is_wrong_in_structure_does_not_fit(fits, answers, catalog, now, form, found, put):
    """What the reader refuses for its structure is not valid against the schema either."""
    text = dumps(build(answers(form=form), "A plan", now, catalog)[0])
    assert found in text
    assert fits(text)
    wrong = text.replace(found, put, 1)
    assert not fits(wrong)
    try:
        profile = read_profile(wrong.encode())
    except InvalidInputError:
        return
    with pytest.raises(InvalidInputError):
        build(profile.answers, "A plan", now, catalog)


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("target_mcg = 300", "target_mcg = 300\nfirst_time = true"),
        ("target_mcg = 300", "target_mcg = 300\nconfirmed = []"),
        ("bottle_ml = 3", "bottle_ml = 3\nopened = 2026-01-05"),
        ("on_days = 10", "on_days = 10\nstart = 2026-01-05"),
        ("on_days = 10", "on_days = 10\nwake = 07:00:00"),
        ("on_days = 10", "on_days = 10\n[answers.person]\nage = 35\nweight_kg = 70"),
        ("on_days = 10", "on_days = 10\n[screening]\noutcome = 'clear'\nfindings = []"),
        ("created = 2026-01-05", "created = 2026-01-05T08:00:00Z"),
    ],
)
def test_what_is_personal_does_not_fit_a_shared_profile(fits, answers, catalog, now, found, put):
    """R53: a shared profile with anything about a person is wrong in structure, for the schema and
    for the reader.
    """
    text = dumps(share(build(answers(target_mcg=300, on_days=10), "A plan", now, catalog)[0]))
    assert fits(text)
    wrong = text.replace(found, put, 1)
    assert wrong != text
    assert not fits(wrong)
    with pytest.raises(InvalidInputError):
        read_profile(wrong.encode())


def test_a_child_of_little_weight_fits(fits, answers, catalog, now):
    """R51: under 18 the weight is not judged, so that the answer is stop and not an error."""
    assert fits(dumps(build(answers(age=9, weight_kg=30), "A plan", now, catalog)[0]))


def test_the_classes_hold_no_key_that_the_schema_lacks(catalog):
    """The schema is walked from the classes of the reader: a new key is in it at once."""
    answered = schema(catalog)["$defs"]["personal"]["properties"]["answers"]["properties"]
    assert list(answered) == [each.name for each in attrs.fields(Answers)]
