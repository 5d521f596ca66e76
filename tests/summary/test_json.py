import json
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from wizard.profile.file_format import dumps
from wizard.report.export.json_form import render
from wizard.report.export.machine import exact_json


def as_json(value):
    """What a value of the TOML file is expected to be in JSON: a string for a number that a float
    would change.
    """
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date() | time():
            return value.isoformat()
        case Decimal():
            return value if Fraction(float(value)) == Fraction(value) else str(value)
        case _:
            return value


def in_order(value):
    """The keys of all tables, as they stand."""
    if isinstance(value, dict):
        return [(key, in_order(item)) for key, item in value.items()]
    return [in_order(item) for item in value] if isinstance(value, list) else None


def test_json_is_the_toml_file_exactly(drawn_plans):
    """JSON holds the keys of the TOML file in its order, and every value to the last digit."""
    for made in drawn_plans:
        text = render(made)
        read, toml = (
            json.loads(text, parse_float=Decimal),
            tomllib.loads(dumps(made.profile), parse_float=Decimal),
        )
        assert read == as_json(toml)
        assert in_order(read) == in_order(toml)
        assert text.endswith("}\n")


def test_a_reader_with_floats_changes_nothing(drawn_plans):
    """A script that makes a float of every JSON number still has the very number that was
    written.
    """
    for made in drawn_plans:
        text = render(made)
        assert json.loads(text) == json.loads(text, parse_float=Fraction)


def test_what_is_no_number_is_not_written_as_one():
    """A date that nobody wrote as text is an error of the program, not a figure without quotes."""
    with pytest.raises(TypeError):
        exact_json({"start": date(2026, 1, 5)})


@pytest.mark.parametrize(("target", "shown"), [("300", 300), ("250.5", 250.5), ("300.1", "300.1")])
def test_a_number_is_a_string_only_where_a_float_would_change_it(made, target, shown):
    """300 and 250.5 are JSON numbers; 300.1, which no float holds, is a string."""
    read = json.loads(render(made(target_mcg=Decimal(target))))
    assert read["answers"]["target_mcg"] == shown
    assert type(read["answers"]["target_mcg"]) is type(shown)


def test_refused_outcomes_have_json_without_a_protocol(made, refused_answers):
    """A referral and a stop are written too, with their findings and no protocol."""
    read = json.loads(render(made(**refused_answers)))
    assert read["screening"]["outcome"] in {"clinician", "stop"}
    assert "protocol" not in read


def test_names_are_only_text(made):
    """Quotes, backslashes and letters of any script in a name come back as they were."""
    name = 'A "quoted" \\ Übung 試験'
    assert json.loads(render(made(name=name)))["name"] == name
