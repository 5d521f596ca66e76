"""Labels as sellers and pharmacies print them, copied at the question about the bottle and the one
about a spray: each is read as it is meant, or asked about. A wrong reading is a wrong dose.
"""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.errors import InvalidInputError, UnreadableError
from wizard.interview.answer_text import read, written
from wizard.interview.question import Kind
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.text.label import Label, Spray, label, spray
from wizard.text.typed import number

D = Decimal
TODAY = date(2026, 1, 5)
ASKED = "product.strength_mg_per_ml"
START = {"goal": "general-cognition", "compound": "semax"}

BOTTLES = {  # what the label says: mg per mL, mL in a full bottle, mcg a drop, drops in the bottle
    "0.1%": ("1", None, "50", None),
    "0.1 %": ("1", None, "50", None),
    "0,1%": ("1", None, "50", None),
    "1%": ("10", None, "500", None),
    "0.01%": ("0.1", None, "5", None),
    "0.5%": ("5", None, "250", None),
    "0.1 % w/v": ("1", None, "50", None),
    "0.1 percent": ("1", None, "50", None),
    "1 mg/mL": ("1", None, "50", None),
    "1mg/ml": ("1", None, "50", None),
    "1 MG/ML": ("1", None, "50", None),
    "1 mg per mL": ("1", None, "50", None),
    "1 mg / 1 mL": ("1", None, "50", None),
    "1 mg in 1 mL": ("1", None, "50", None),
    "1000 mcg per mL": ("1", None, "50", None),
    "1000 \N{MICRO SIGN}g/mL": ("1", None, "50", None),
    "1000 \N{GREEK SMALL LETTER MU}g/mL": ("1", None, "50", None),
    "1000ug/ml": ("1", None, "50", None),
    "100 mcg/0.1 mL": ("1", None, "50", None),
    "300 mcg per 0.1 mL": ("3", None, "150", None),
    "50 mcg per 0.05 mL": ("1", None, "50", None),
    "100 mcg in 100 \N{MICRO SIGN}L": ("1", None, "50", None),
    "2.5 mg/mL": ("2.5", None, "125", None),
    "30 mg in 3 mL": ("10", "3", "500", 60),
    "30mg/3ml": ("10", "3", "500", 60),
    "30 mg per 3 mL bottle": ("10", "3", "500", 60),
    "3 mg/3 mL": ("1", "3", "50", 60),
    "3mg/3ml": ("1", "3", "50", 60),
    "30 mg/30 mL": ("1", "30", "50", 600),
    "15 mg in 10 mL": ("1.5", "10", "75", 200),
    "10 mg/3 mL": ("3.333334", "3", "166.6667", 60),  # no decimal: rounded up
    "0.1% 3 mL": ("1", "3", "50", 60),
    "0.1%, 3 mL": ("1", "3", "50", 60),
    "0.1%,3ml": ("1", "3", "50", 60),
    "3 mL 0.1%": ("1", "3", "50", 60),
    "3 mL - 0.1%": ("1", "3", "50", 60),
    "1 mg/mL, 10 mL": ("1", "10", "50", 200),
    "10 mg/mL x 3 mL": ("10", "3", "500", 60),
    "10mg/ml (3 ml)": ("10", "3", "500", 60),
    "1%, 3cc": ("10", "3", "500", 60),
    "0.1% (1 mg/mL) 3 mL": ("1", "3", "50", 60),
    "0.1% 1 mg/mL": ("1", None, "50", None),
    "1 mg/mL (3 mg/3 mL)": ("1", "3", "50", 60),
    "10 mg/mL, 3 mL, 30 mg": ("10", "3", "500", 60),
    "Semax 0.1% 3 ml": ("1", "3", "50", 60),
    "Semax\N{REGISTERED SIGN} Nasal Drops 0.1%, 3 mL": ("1", "3", "50", 60),
    "SEMAX nasal spray 1% 3ml": ("10", "3", "500", 60),
    "Семакс капли назальные 0,1% 3 мл": ("1", "3", "50", 60),
    "Семакс, капли назальные 1 %, 3 мл": ("10", "3", "500", 60),
    "0,1% 3 мл": ("1", "3", "50", 60),
    "1 мг/мл": ("1", None, "50", None),
    "1 мг / мл, флакон 3 мл": ("1", "3", "50", 60),
    "10 мг в 1 мл": ("10", None, "500", None),
    "30 мг на 3 мл": ("10", "3", "500", 60),
    "1000 мкг/мл": ("1", None, "50", None),
    "Nasentropfen 0,1 % 10 ml": ("1", "10", "50", 200),
    "Lösung 2,5 mg/ml": ("2.5", None, "125", None),
    "0,5 mg je ml, Flasche 5 ml": ("0.5", "5", "25", 100),
    "1 mg pro ml": ("1", None, "50", None),
    "0,1 g/100 ml": ("1", "100", None, None),  # and 100 mL is no bottle: refused by its bounds
}
SPRAYS = {  # of 1 mg per mL in 10 mL: mcg a spray, sprays in the bottle
    "0.1 mL": ("100", 100),
    "0,1 ml": ("100", 100),
    "0.14 mL per spray": ("140", 71),
    "100 \N{MICRO SIGN}L": ("100", 100),
    "140 microL": None,
    "50 \N{MICRO SIGN}l/actuation": ("50", 200),
    "100 mcg": ("100", 100),
    "100 mcg per spray": ("100", 100),
    "100 \N{MICRO SIGN}g/spray": ("100", 100),
    "0.1 mg per dose": ("100", 100),
    "100 mcg per 0.1 mL": ("100", 100),
    "0.1 mL (100 mcg)": ("100", 100),
    "100 мкг на впрыск": ("100", 100),
    "0,1 мл": ("100", 100),
    "100 \N{MICRO SIGN}g pro Sprühstoß": ("100", 100),
}
QUESTIONS = {  # what is typed: what is asked back
    "0.1": "0.1% is 1 mg per mL, and 0.1 mg per mL is 0.01%",
    "1": "1% is 10 mg per mL, and 1 mg per mL is 0.1%",
    "0,1": "0,1% is 1 mg per mL",
    "30 mg": "30 mg in how many mL?",
    "3 mL": "type the strength",
    "30 mg 3 mL": "30 mg in the whole bottle, or in each mL?",
    "30 mg, 3 mL": "30 mg in the whole bottle, or in each mL?",
    "1% 1 mg/mL": "1% and 1 mg/mL do not agree",
    "0.1% 3 mL 30 mg": "0.1% and 30 mg do not agree",
    "0.1% 3 mL 5 mL": "two volumes",
    "1,000 mcg/mL": "1,000 could mean 1000 or 1.000",
    "1.000 \N{MICRO SIGN}g/ml": "1.000 could mean 1000 or 1",
    "10.000 mcg in 10 mL": "10.000 could mean 10000 or 10",
    "1 000 мкг/мл": "a point may be lost",
    "01%": "a point may be lost",
    ".1%": "'.1%' is not understood",
    "1\r5 mg/mL": "1 has no unit",
    "1 5 mg/mL": "1 has no unit",
    "0 . 1%": "0 has no unit",
    "0.1-1%": "is not understood",
    "0.1\N{EN DASH}1%": "is not understood",
    "-0.1%": "is not understood",
    "~0.1%": "is not understood",
    "1:1000": "is not understood",
    "100 mg%": "is not understood",
    "1 mg/0 mL": "is not understood",
    "50 mcg per drop": "'per' is not understood",
    "100 mcg/spray": "'/spray' is not understood",
    "3 mL / 30 mg": "'/' is not understood",
    "2 x 3 mL 0.1%": "2 has no unit",
    "0.1% 3 mL N1": "'N1' is not understood",
    "0.1% 100 IU": "'IU' is not understood",
    "0.1% 20 drops": "20 has no unit",
    "N-Acetyl Semax 0.1%": "'N-Acetyl' is not understood",
    "\N{FULLWIDTH DIGIT ONE}%": "is not understood",
    "seven": "'seven' is not understood",
    "0.1% " + "x" * 90: "type the strength",
}


def _interview(catalog, form):
    session = begin(catalog, TODAY)
    for key, value in (START | {"form": form}).items():
        session = session.answer(key, value)
    return session


@pytest.mark.parametrize(("typed", "reading"), BOTTLES.items(), ids=BOTTLES)
def test_a_label_is_read_as_it_is_meant(catalog, typed, reading):
    """R22: mg per mL, the bottle, mcg per drop of 20 a mL, and drops in a full bottle."""
    per_ml, bottle, mcg, drops = reading
    asked = _interview(catalog, "drops").question(ASKED)
    value = read(asked, typed, TODAY)
    assert value == Label(D(per_ml), None if bottle is None else D(bottle))
    if mcg is None:
        with pytest.raises(InvalidInputError):
            _interview(catalog, "drops").answer(ASKED, value)
        return
    told = asked.echo(_interview(catalog, "drops"), value)
    assert f"{round(D(mcg), 2).normalize():f} mcg per drop" in told
    assert (f"; {drops} drops in {bottle} mL" in told) is (drops is not None)


@pytest.mark.parametrize(("typed", "reading"), SPRAYS.items(), ids=SPRAYS)
def test_a_spray_is_read_as_it_is_meant(catalog, typed, reading):
    """R23: mL or mcg is typed; the other is told, with the sprays in a full bottle."""
    session = _interview(catalog, "spray").answer(ASKED, Label(D(1), D(10)))
    asked = session.question("product.spray")
    if reading is None:
        with pytest.raises(UnreadableError):
            read(asked, typed, TODAY)
        return
    mcg, sprays = reading
    told = asked.echo(session, read(asked, typed, TODAY))
    assert f"{mcg} mcg per spray; {D(mcg) / 1000} mL in one spray" in told
    assert f"{sprays} sprays in 10 mL: does your label agree?" in told


@pytest.mark.parametrize(("typed", "asked"), QUESTIONS.items(), ids=QUESTIONS)
def test_what_has_no_reading_or_several_is_asked_back(typed, asked):
    """R22: a bare number is refused with both readings, and nothing is guessed or left out."""
    with pytest.raises(UnreadableError) as caught:
        label(typed)
    assert asked in str(caught.value)


def test_the_table_is_as_long_as_the_issue_asks():
    """Issue 17: at least 60 labels with a reading or a question."""
    assert len(BOTTLES) + len(SPRAYS) + len(QUESTIONS) >= 60


numbers = st.decimals("0.001", 9999, places=3).map(lambda each: each.normalize())


@given(numbers, numbers)
def test_what_is_read_is_what_was_typed(amount, held):
    """R22: whatever the numbers and however they are put, the strength is the mass in a mL."""
    for typed, value in (
        (f"{amount:f} mg/mL", amount),
        (f"{amount:f}%", amount * 10),
        (f"{(amount * 1000).normalize():f} mcg per mL", amount),
        (f"{amount:f} mg in {held:f} mL", amount / held),
    ):
        found = label(typed).mg_per_ml
        assert 0 <= found - value <= D("0.000001"), typed


@given(
    st.integers(0, 999),
    st.sampled_from(["\r", "\n", "\r\n", "\t", " ", "\u2028"]),
    st.integers(0, 99),
)
def test_two_lines_are_never_one_number(first, end, second):
    """Issue 17, point 4: `1` and `5` on two lines are no 15, whatever ends a line."""
    for reader, unit in ((label, "mg/mL"), (label, "%"), (spray, "mcg"), (number, "kg")):
        with pytest.raises(UnreadableError):
            reader(f"{first}{end}{second} {unit}")


@given(numbers)
def test_what_is_offered_at_a_bottle_can_be_typed_again(strength):
    """A strength stands in the line with its unit, as it may be typed."""
    asked = next(each for each in questions(()) if each.kind is Kind.LABEL)
    assert read(asked, written(asked, strength), TODAY) == Label(strength)


def test_registered_bottles_are_a_choice(catalog):
    """R22: they need no typing, and each has a registered strength."""
    session = _interview(catalog, "drops")
    choices = session.question(ASKED).choices(session)
    assert [each.title for each in choices] == ["0.1%, 3 mL", "1%, 3 mL", "0.01%"]
    registered = catalog.dosing.strength.registered_mg_per_ml
    assert {each.value.mg_per_ml for each in choices} == {*registered}
    assert _interview(catalog, "spray").question(ASKED).choices(_interview(catalog, "spray")) == ()


def test_a_label_answers_for_the_bottle_too(catalog):
    """Issue 17, point 1: what the label gave is not asked again, and what it did not is."""
    session = _interview(catalog, "drops")
    both = session.answer(ASKED, Label(D(1), D(3)))
    assert both.next_open.key == "product.drops_per_ml"
    assert both.get("product.bottle_ml") == 3
    assert session.answer(ASKED, Label(D(1))).next_open.key == "product.bottle_ml"


def test_another_strength_asks_about_the_bottle_again(catalog):
    """R22: a bottle of another strength is another bottle, unless the label says what it holds."""
    before = _interview(catalog, "drops").answer(ASKED, Label(D(1), D(3)))
    assert "product.bottle_ml" in before.answer(ASKED, Label(D(2))).stale
    assert "product.bottle_ml" not in before.answer(ASKED, Label(D(2), D(3))).stale


def test_a_bottle_that_cannot_be_is_refused_with_its_label(catalog):
    """R43: a label is taken whole or not at all."""
    with pytest.raises(InvalidInputError, match="31 is outside 1 to 30 mL"):
        _interview(catalog, "drops").answer(ASKED, Label(D(1), D(31)))


def test_one_question_takes_both_figures_of_a_spray(catalog):
    """R23: what a label gives twice is kept twice, and two figures that differ are refused."""
    session = _interview(catalog, "spray").answer(ASKED, Label(D(1), D(10)))
    asked = session.question("product.spray")
    both = read(asked, "0.1 mL, 105 mcg", TODAY)
    assert both == Spray(D("0.1"), D(105))
    assert session.answer("product.spray", both).problems == ()
    assert read(asked, written(asked, both), TODAY) == both
    with pytest.raises(InvalidInputError, match="differ by more than 10%"):
        session.answer("product.spray", Spray(D("0.1"), D(150)))


def test_examples_of_a_strength_are_one_strength(catalog):
    """Beside each other they read as three ways to write one, so they are that."""
    asked = begin(catalog, TODAY).answer("goal", "general-cognition").answer("compound", "semax")
    shown = asked.answer("form", "drops").question("product.strength_mg_per_ml").help
    examples = re.split(r", | or ", shown.removesuffix(".").partition("such as ")[2])
    assert len(examples) == 3, examples
    assert {label(each).mg_per_ml for each in examples} == {1}
    with pytest.raises(UnreadableError) as raised:
        label("strong")
    assert str(raised.value).endswith(" or ".join((", ".join(examples[:2]), examples[2])))
