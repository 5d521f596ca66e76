"""What is typed, read for its question, and what an interview says of itself before it is done."""

from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from wizard.errors import InvalidInputError, UnreadableError
from wizard.interview.answer_text import bounds, read, shown, unit, written
from wizard.interview.from_profile import from_answers, from_shared
from wizard.interview.question import Weight
from wizard.interview.session import begin
from wizard.profile.file_format import build, share
from wizard.text.label import Label, Spray

D = Decimal
TODAY = date(2026, 1, 5)


@pytest.fixture
def asked(answers, catalog):
    """`asked("person.age", form="vial")` is that question and the interview of those answers."""

    def find(key, **said):
        session = from_answers(answers(**said), catalog, TODAY)
        return session.question(key), session

    return find


READ = {  # key: what is typed, its value
    "product.bottle_ml": ("3 mL", D(3)),
    "schedule.on_days": ("12 days", 12),
    "person.weight": ("154,5 lb", Weight(D("154.5"), "lb")),
    "schedule.start": ("2026-02-03", date(2026, 2, 3)),
    "schedule.wake": ("6:15", time(6, 15)),
    "product.label_days": (" ", None),
}


@pytest.mark.parametrize(
    ("key", "typed", "value"), [(key, *row) for key, row in READ.items()], ids=READ
)
def test_what_is_typed_is_read_for_its_question(asked, key, typed, value):
    """R60: a number with its unit, a weight, a date, a time, or nothing where nothing is needed;
    written, it reads back.
    """
    field, _session = asked(key)
    assert read(field, typed, TODAY) == value
    assert read(field, written(field, value), TODAY) == value


@pytest.mark.parametrize(
    ("key", "typed"), [("person.age", ""), ("person.weight", "11 stone")], ids=["nothing", "stone"]
)
def test_what_cannot_be_read_is_refused(asked, key, typed):
    """R60: neither nothing where an answer is needed nor a unit that is not known is taken for
    something else.
    """
    field, _session = asked(key)
    with pytest.raises(UnreadableError):
        read(field, typed, TODAY)


def test_a_choice_is_never_typed(asked):
    """A question of choices has no text to read; asking for it is a defect."""
    with pytest.raises(ValueError, match="is not typed"):
        read(asked("goal")[0], "1", TODAY)


def test_what_nothing_bounds_has_no_bounds(asked):
    """R06: bounds are told where there are some: recommended ones inside absolute ones, and nothing
    for a date.
    """
    field, session = asked("product.drops_per_ml")
    assert bounds(field, session) == "15 to 60 drops per mL, where 18 to 25 is usual"
    assert unit(field) == "drops per mL"
    assert bounds(*asked("schedule.start")) == ""


def test_answers_are_shown_in_words(asked):
    """R60: an answer beside its question, in the words of the one who reads it."""
    assert shown(*asked("schedule.on_days")[:1], 1, asked("schedule.on_days")[1]) == "1 day"
    field, session = asked("schedule.start")
    assert shown(field, TODAY, session) == "5 January 2026"
    field, session = asked("schedule.wake")
    assert shown(field, time(6, 15), session) == "06:15"
    field, session = asked("product.label_days")
    assert shown(field, None, session) == field.without


ECHOES = {  # the question: what is said, the value, words in its echo
    "a strength of drops": (
        "product.strength_mg_per_ml",
        {},
        Label(D(2)),
        ["0.2%", "2 mg per mL", "100 mcg"],
    ),
    "a strength of sprays": (
        "product.strength_mg_per_ml",
        {"form": "spray"},
        Label(D(2)),
        ["0.2%", "2 mg per mL"],
    ),
    "drops per mL": ("product.drops_per_ml", {}, D(25), ["40 mcg"]),
    "volume of a spray": ("product.spray", {"form": "spray"}, Spray(D("0.14")), ["140 mcg"]),
    "mcg of a spray": (
        "product.spray",
        {"form": "spray"},
        Spray(mcg=D(50)),
        ["50 mcg", "0.05 mL in one", "200 sprays in 10 mL"],
    ),
    "diluent": (
        "product.diluent_ml",
        {"form": "vial"},
        D(2),
        ["5 mg per mL", "50 mcg per unit"],
    ),
    "days on": ("schedule.on_days", {}, 10, ["10 days on", "30 days of rest"]),
    "weight": ("person.weight", {}, Weight(D(70), "kg"), ["70 kg", "154.3 lb"]),
}


@pytest.mark.parametrize(("key", "said", "value", "words"), ECHOES.values(), ids=ECHOES)
def test_a_value_is_echoed_in_what_follows_from_it(asked, key, said, value, words):
    """R22 R23 R24: a strength three ways, a volume as mass, a mass as volume, a weight both
    ways.
    """
    field, session = asked(key, **said)
    echo = field.echo(session, value)
    assert [word for word in words if word not in echo] == []


def test_drops_are_no_mass_before_the_strength_is_known(asked):
    """R22: nothing is echoed of a count of drops alone."""
    field, session = asked("product.drops_per_ml")
    known = {
        key: value for key, value in session.values.items() if key != "product.strength_mg_per_ml"
    }
    assert field.echo(attrs.evolve(session, values=known), D(25)) == ""


def test_a_made_up_vial_is_echoed_in_the_units_of_the_catalog(asked, altered):
    """R24: 10 mg in 2 mL is 50 mcg in a unit where 100 of them are 1 mL, and 125 mcg where 40 are;
    the echo has no figure of its own.
    """
    field, session = asked("product.diluent_ml", form="vial")
    other = attrs.evolve(
        session, catalog=altered("dosing.toml", "units_per_ml = 100", "units_per_ml = 40")
    )
    assert field.echo(other, D(2)) == "5 mg per mL, 125 mcg per unit"


# the question: what is said, a figure of the catalog, the same otherwise, and what the help then
# says
TOLD = {
    "R23 drops": (
        "product.drops_per_ml",
        {},
        ("guardrails.toml", "start = 20", "start = 21"),
        "21 unless you measured",
    ),
    "R24 U-40": (
        "product.syringe",
        {"form": "vial"},
        ("dosing.toml", "instead of 300 mcg", "instead of 299 mcg"),
        "750 mcg instead of 299 mcg",
    ),
    "R30 minutes": (
        "schedule.wake",
        {},
        ("dosing.toml", "waking = 30", "waking = 45"),
        "is 45 minutes later, and none is after 13:00",
    ),
    "R30 hour": (
        "schedule.wake",
        {},
        ("dosing.toml", "last_at = 13:00", "last_at = 12:30"),
        "and none is after 12:30",
    ),
    "R33 days": (
        "first_time",
        {},
        ("dosing.toml", "days = 5", "days = 4"),
        "begins with 4 days at 200 mcg",
    ),
    "R33 dose": (
        "first_time",
        {},
        ("dosing.toml", "daily_mcg = 200", "daily_mcg = 150"),
        "begins with 5 days at 150 mcg",
    ),
    "R42 label": (
        "product.label_days",
        {},
        ("products.toml", "days = 30", "days = 25"),
        "25 days is the most",
    ),
}


@pytest.mark.parametrize(("key", "said", "change", "words"), TOLD.values(), ids=TOLD)
def test_a_question_tells_the_figures_of_the_catalog(asked, altered, key, said, change, words):
    """A figure stands in one place: where the catalog has another, the help of a question has it
    too.
    """
    _, session = asked(key, **said)
    other = attrs.evolve(session, catalog=altered(*change))
    assert words in other.question(key).explained(other)


def test_the_marks_offered_are_the_scales_of_the_catalog(asked, altered):
    """R24: the scales of syringes are data, each offered in words."""
    field, session = asked("product.mark_units", form="vial")
    other = attrs.evolve(session, catalog=altered("products.toml", "units = 2\n", "units = 1.5\n"))
    assert [(choice.value, choice.title) for choice in field.choices(other)] == [
        (1, "1 unit"),
        (D("1.5"), "1.5 units"),
        (D("0.5"), "0.5 units"),
    ]


def test_a_form_is_asked_for_the_keys_it_has(asked, altered):
    """R21: which form has which key is data: a vial that keeps by its label is asked what the label
    says.
    """
    other = altered(
        "products.toml",
        '"sterility_tested", "opened"]',
        '"sterility_tested", "label_days", "opened"]',
    )
    _, session = asked("product.opened", form="vial")
    assert "product.label_days" not in [each.key for each in session.questions]
    assert "product.label_days" in [
        each.key for each in attrs.evolve(session, catalog=other).questions
    ]


def test_a_question_that_is_not_asked_cannot_be_answered(catalog):
    """A key of no question, and one whose question is not asked of drops, are not answered in
    silence.
    """
    session = begin(catalog, TODAY)
    for key in ("product.vial_mg", "fame"):
        with pytest.raises(KeyError):
            session.question(key)


def test_an_interview_that_is_not_done_has_no_answers(catalog):
    """R03: what is open is named, and nothing is planned, tried or bounded from it."""
    session = begin(catalog, TODAY)
    with pytest.raises(InvalidInputError, match=r"answers\.goal"):
        session.answers()
    assert session.trial() is None
    assert session.effect_of_target(D(300)) == ""


def test_an_author_s_plan_without_the_person_gives_no_plan(catalog, answers, now):
    """R53: a shared plan opened by somebody else is tried on nobody."""
    session = from_shared(
        share(build(answers(), "Shared", now, catalog)[0]).answers, catalog, TODAY
    )
    assert session.trial() is None
    assert session.next_open is not None


def test_a_problem_finds_the_question_it_is_about(answers, catalog):
    """R06: a weight that cannot stand is a problem of the question about weight, whichever unit it
    was given in.
    """
    session = from_answers(answers(weight_kg=700), catalog, TODAY)
    assert session.question_of(session.blocking).key == "person.weight"


@pytest.mark.parametrize("one", [Spray(D("0.1")), Spray(mcg=D(100)), Spray(D("0.1"), D(95))])
def test_sprays_in_a_bottle_are_told_where_it_is_known(asked, one):
    """R23: the sprays of a full bottle are told, to compare with its label; none without one.

    The volume that was given counts, where both were.
    """
    field, session = asked("product.spray", form="spray")
    assert "0.1 mL in one spray" in field.echo(session, one)
    assert "100 sprays in 10 mL: does your label agree?" in field.echo(session, one)
    others = {name: each for name, each in session.values.items() if name != "product.bottle_ml"}
    assert "label" not in field.echo(attrs.evolve(session, values=others), one)
