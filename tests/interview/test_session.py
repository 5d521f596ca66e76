from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from tests.support.interviews import go_on
from wizard.errors import InvalidInputError
from wizard.interview.choice import Checked
from wizard.interview.from_profile import from_answers, from_shared
from wizard.interview.question import Weight
from wizard.interview.questions import STEPS, questions
from wizard.interview.session import begin
from wizard.profile.file_format import build, share
from wizard.text.label import Spray

D = Decimal
TODAY = date(2026, 1, 5)


WALKS = {
    "(a) first course": ({"first_time": True}, "clear", [[4], [6]]),
    "(b) vial, not first, 300 mcg": ({"form": "vial", "target_mcg": D(300)}, "caution", [[9]]),
    "spray of 0.14 mL": ({"form": "spray", "product.spray": Spray(D("0.14"))}, "clear", [[2]]),
    "high-demand": ({"goal": "high-demand", "target_mcg": D(900)}, "clear", [[6, 6]]),
    "amidate": ({"compound": "n-acetyl-semax-amidate"}, "caution", [[3]]),
}


@pytest.mark.parametrize(("said", "outcome", "counts"), WALKS.values(), ids=WALKS)
def test_a_walk_ends_in_a_plan(interview, said, outcome, counts):
    """The interview asks all that a plan needs, what it suggests may be answered, and nothing
    blocks it.
    """
    session = interview(said)
    assert session.next_open is None
    assert session.blocking is None
    derived = session.derived()
    assert derived.screening.outcome == outcome
    assert [
        [dose.count.value for dose in phase.doses] for phase in derived.protocol.phases
    ] == counts


@pytest.mark.parametrize(
    "said", [{}, {"form": "spray"}, {"form": "vial"}, {"first_time": True}], ids=str
)
def test_questions_come_in_the_order_of_the_steps(interview, said):
    """Each question belongs to a step, steps come in their order, and every key is asked once."""
    session = interview(said)
    order = [step.id for step in STEPS]
    asked = [order.index(each.step) for each in session.questions]
    keys = [each.key for each in session.questions]
    assert asked == sorted(asked)
    assert len(keys) == len(set(keys))
    assert session.before(keys[0]) is None
    assert [session.before(key).key for key in keys[1:]] == keys[:-1]


def test_a_session_is_a_value(interview):
    """Answering gives a new session; the one before is as it was, and going back keeps it."""
    before = interview(until="person.weight")
    after = before.answer("person.weight", Weight(D(70), "kg"))
    assert before.get("person.weight") is None
    assert after.get("person.weight") == Weight(D(70), "kg")
    with pytest.raises(AttributeError):
        after.values = {}


def test_nothing_is_preselected(catalog):
    """A new session holds no answer, and no screening group counts as answered."""
    session = begin(catalog, TODAY)
    assert not session.values
    assert all(session.is_open(asked) for asked in session.questions)
    with pytest.raises(InvalidInputError):
        session.answers()


DEPENDENTS = {  # changed key: new value, keys to be confirmed again, keys that stay
    "goal": (
        "high-demand",
        {"schedule.on_days", "target_mcg", "schedule.rest_days", "schedule.start"},
        {"person.age"},
    ),
    "product.strength_mg_per_ml": (
        D(2),
        {"product.bottle_ml", "product.drops_per_ml", "target_mcg"},
        {"goal", "schedule.start"},
    ),
    "person.weight": (Weight(D(60), "kg"), {"target_mcg"}, {"schedule.start", "first_time"}),
    "schedule.wake": (time(6), {"target_mcg"}, {"schedule.start"}),
    "schedule.on_days": (12, {"schedule.rest_days", "target_mcg"}, {"schedule.wake"}),
    "first_time": (True, {"target_mcg"}, {"goal"}),
    "schedule.last_course_end": (date(2025, 11, 1), {"schedule.start"}, {"target_mcg"}),
    "product.opened": (date(2026, 1, 1), {"schedule.start"}, {"goal"}),
}


@pytest.mark.parametrize(("key", "row"), DEPENDENTS.items(), ids=DEPENDENTS)
def test_a_changed_answer_marks_those_that_depend_on_it(interview, key, row):
    """R06: later answers that depend on it are to be confirmed again; none is lost or changed."""
    value, marked, kept = row
    before = interview()
    after = before.answer(key, value)
    assert marked <= after.stale
    assert not kept & after.stale
    assert {other: after.get(other) for other in before.values if other != key} == {
        o: v for o, v in before.values.items() if o != key
    }
    assert after.next_open is not None
    again = after.answer(key, value)
    assert again.stale == after.stale


def test_the_same_answer_again_marks_nothing(interview):
    """Going through a question without changing it leaves the rest as it was."""
    session = interview()
    for asked in session.questions:
        assert session.answer(asked.key, session.get(asked.key)).stale == frozenset()


def test_what_depends_is_marked_while_it_is_out_of_sight(interview):
    """R06: an answer that is not asked at the moment, for the person is screened out, is marked all
    the same.
    """
    session = interview()
    hidden = session.answer("screening.mind-and-mood", Checked(("bipolar",)))
    assert "target_mcg" not in [asked.key for asked in hidden.questions]
    back = hidden.answer("person.weight", Weight(D(50), "kg")).answer(
        "screening.mind-and-mood", Checked()
    )
    assert "target_mcg" in back.stale


def test_changing_the_form_and_back_loses_nothing(interview):
    """Back never loses an answer."""
    session = interview({"product.strength_mg_per_ml": D(2)})
    there_and_back = session.answer("form", "vial").answer("form", "drops")
    assert there_and_back.get("product.strength_mg_per_ml") == D(2)
    assert set(session.values) <= set(there_and_back.values)
    assert (
        session.answers().product
        == interview({"product.strength_mg_per_ml": D(2)}).answers().product
    )


def test_answers_of_another_form_are_not_written(interview):
    """profiles/README.md: what does not fit the form is an error, so it stays out."""
    session = go_on(interview().answer("form", "vial"), {"route": "subcutaneous"})
    product = session.answers().product
    assert (product.strength_mg_per_ml, product.bottle_ml, product.vial_mg) == (None, None, D(10))
    assert session.derived().screening.outcome == "caution"


def test_a_route_to_be_confirmed_again_stops_nobody(interview):
    """A stop is shown as soon as it is certain; the old route of another form is not certain."""
    changed = interview().answer("form", "vial")
    assert "route" in changed.stale
    assert changed.screening.outcome.allows_dose


REFUSED = {
    "target over the bound": ("target_mcg", D(3000), "answers.target_mcg"),
    "weight": ("person.weight", Weight(D(700), "kg"), "answers.person.weight_kg"),
    "weight in lb": ("person.weight", Weight(D(70), "lb"), "answers.person.weight_lb"),
    "days on": ("schedule.on_days", 15, "answers.schedule.on_days"),
    "rest": ("schedule.rest_days", 29, "answers.schedule.rest_days"),
    "bottle": ("product.bottle_ml", D(31), "answers.product.bottle_ml"),
    "no answer": ("target_mcg", None, "answers.target_mcg"),
    "age": ("person.age", 111, "answers.person.age"),
    "opened after the start": ("product.opened", date(2026, 1, 6), "answers.product.opened"),
    "unknown goal": ("goal", "fame", "answers.goal"),
    "closed route": ("route", "subcutaneous", "answers.route"),
    "seven cycles": ("schedule.cycles", 7, "answers.schedule.cycles"),
}


@pytest.mark.parametrize(("key", "value", "named"), REFUSED.values(), ids=REFUSED)
def test_a_value_that_cannot_stand_is_refused_and_changes_nothing(interview, key, value, named):
    """R06: nothing is clamped; the session is as it was."""
    session = interview()
    with pytest.raises(InvalidInputError) as caught:
        session.answer(key, value)
    assert [problem.key for problem in caught.value.problems] == [named]
    assert session == interview()


def test_a_value_outside_recommended_bounds_waits_for_a_confirmation(interview):
    """R06: it is taken as it is, blocks until confirmed, and the confirmation is written."""
    session = interview().answer("person.weight", Weight(D(170), "kg"))
    session = session.answer("target_mcg", D(300))
    assert session.to_confirm("person.weight").confirm == "weight_kg"
    assert session.blocking.confirm == "weight_kg"
    with pytest.raises(InvalidInputError):
        session.derived()
    confirmed = session.confirm("person.weight")
    assert confirmed.answers().confirmed == ("weight_kg",)
    assert confirmed.derived().protocol is not None
    changed = confirmed.answer("person.weight", Weight(D(180), "kg"))
    assert changed.to_confirm("person.weight") is not None, "another value is another confirmation"


def test_more_than_600_waits_for_a_confirmation(interview):
    """R31: 900 at waking 04:30 is asked back, and planned once confirmed."""
    session = interview({"goal": "high-demand", "schedule.wake": time(4, 30), "target_mcg": D(900)})
    assert session.to_confirm("target_mcg") is not None
    assert session.confirm("target_mcg").derived().protocol.main.daily.value.amount == 900


def test_a_spray_confirmed_at_one_strength_is_not_confirmed_at_another(interview):
    """R06 R23: 200 mcg in a spray is 0.2 mL at 1 mg per mL and 0.25 mL at 0.8: a new volume is
    confirmed anew.
    """
    said = {"form": "spray", "product.spray": Spray(mcg=D(200))}
    session = interview(said, until="route").confirm("product.spray")
    assert session.to_confirm("product.spray") is None
    changed = session.answer("product.strength_mg_per_ml", D("0.8"))
    assert changed.to_confirm("product.spray") is not None


def test_a_spray_needs_one_of_its_two_figures(interview):
    """R23: neither volume nor mass is ever assumed."""
    session = interview({"form": "spray"}, until="product.spray")
    with pytest.raises(InvalidInputError):
        session.answer("product.spray", None)


def test_a_first_course_is_not_asked_for_cycles_or_a_last_course(interview):
    """R33: a first course is planned alone."""
    keys = {asked.key for asked in interview({"first_time": True}).questions}
    assert not keys & {"schedule.cycles", "schedule.last_course_end", "schedule.last_course_goal"}
    assert "schedule.cycles" in {asked.key for asked in interview().questions}
    assert interview({"first_time": True}).answers().schedule.cycles is None


def test_cycles_answered_before_do_not_stay_in_a_first_course(interview):
    """R33: changing to a first course leaves no cycles behind in the answers."""
    session = interview({"schedule.cycles": 3}).answer("first_time", value=True)
    assert go_on(session, {"target_mcg": D(300)}).derived().protocol is not None


HEART = "screening.heart-and-brain"
SCREENED_OUT = {
    "(c) seizure in childhood": ({HEART: Checked(("seizure-history",))}, "stop"),
    "not sure about pregnancy": ({HEART: Checked((), ("pregnancy",))}, "stop"),
    "SSRI": ({"screening.medicines": Checked(("ssri-snri",))}, "clinician"),
    "child of 9": ({"person.age": 9, "person.weight": Weight(D(30), "kg")}, "stop"),
    "stroke": ({"goal": "stroke-recovery"}, "clinician"),
    "anxiety": ({"goal": "anxiety-relief"}, "stop"),
    "1% drops": ({"product.strength_mg_per_ml": D(10)}, "clinician"),
}


@pytest.mark.parametrize(("said", "outcome"), SCREENED_OUT.values(), ids=SCREENED_OUT)
def test_who_is_screened_out_is_not_asked_for_a_plan(interview, said, outcome):
    """R02 R03: no question of the plan, no plan on trial, and every other question is still
    asked.
    """
    session = interview(said)
    assert session.screening.outcome == outcome
    assert session.next_open is None
    assert "plan" not in {asked.step for asked in session.questions}
    groups = session.catalog.screening.groups
    assert {f"screening.{group.id}" for group in groups} <= set(session.values)
    derived = session.derived()
    assert (derived.screening.outcome, derived.protocol) == (outcome, None)


def test_a_stop_is_certain_as_soon_as_it_is_said(catalog):
    """The outcome is shown as soon as it is certain, long before the last question."""
    assert begin(catalog, TODAY).answer("goal", "anxiety-relief").screening.outcome == "stop"


NO_FIGURE = {
    "child": {"person.age": 15},
    "stroke": {"goal": "stroke-recovery"},
    "anxiety": {"goal": "anxiety-relief"},
    "nothing yet": {},
}


@pytest.mark.parametrize("said", NO_FIGURE.values(), ids=NO_FIGURE)
def test_who_is_screened_out_is_told_no_figure_of_a_plan(interview, catalog, said):
    """R02: asked from Python too, no question of the plan suggests or bounds a figure, and none
    raises.
    """
    session = interview(said) if said else begin(catalog, TODAY)
    plan = {asked.key: asked for asked in questions(catalog.screening.groups)}
    for key in ("target_mcg", "schedule.on_days", "schedule.rest_days"):
        assert (plan[key].suggested(session), plan[key].bounds(session)) == (None, ""), key
    assert plan["schedule.on_days"].echo(session, 5) == ""


def test_a_plan_that_cannot_be_made_is_not_tried(answers, catalog):
    """R37: a product too weak for any plan has no plan so far to show."""
    session = from_answers(answers(), catalog, TODAY)
    assert session.trial().protocol is not None
    weak = attrs.evolve(session, values={**session.values, "product.strength_mg_per_ml": D("0.1")})
    assert weak.trial() is None


def test_the_scale_of_a_syringe_is_counted_and_never_filled_in(interview):
    """R24: whoever counts marks of the wrong scale draws twice as much; a profile that leaves the
    scale out means 1 unit.
    """
    session = interview({"form": "vial"}, until="product.mark_units")
    field = session.question("product.mark_units")
    assert field.suggested(session) is None
    assert field.default(session) == 1
    assert "Count the spaces from 0 to 10 on the barrel" in field.explained(session)


def test_the_earliest_start_says_why(interview):
    """R41: after a last course the first day there may be is told with that course's end and the
    rest.
    """
    session = interview({"schedule.last_course_end": date(2025, 12, 20)}, until="schedule.start")
    field = session.question("schedule.start")
    assert field.suggested(session) == date(2026, 1, 20)
    assert (
        field.bounds(session)
        == "20 January 2026 or later: your last course ended on 20 December 2025, and 30 days of"
        " rest follow it"
    )
    long_ago = interview({"schedule.last_course_end": date(2025, 6, 1)}, until="schedule.start")
    assert long_ago.question("schedule.start").bounds(long_ago) == ""


PUTS = "mL puts 200 mcg and 300 mcg on a whole mark of 1 unit."
DILUENTS = {  # R24: compound, mg in the vial, what is said of the mL to add, and the first of them
    "Semax, 5 mg": ("semax", 5, f"If not, 5 or 4.5 or 4 {PUTS}", 5),  # 20, 30 units
    "Semax, 10 mg": ("semax", 10, f"If not, 5 or 4 or 3 {PUTS}", 5),  # 10, 15 units
    # never a first course; 18 units, and 1 mL would be 3.6
    "amidate, 5 mg": ("n-acetyl-semax-amidate", 5, "If not, 5 or 2.5 mL puts 180 mcg", 5),
    "amidate, 10 mg": (
        "n-acetyl-semax-amidate",
        10,
        "If not, 5 mL puts 180 mcg on a whole mark of 1 unit.",
        5,
    ),
}


@pytest.mark.parametrize(
    ("compound", "vial_mg", "told", "proposed"), DILUENTS.values(), ids=DILUENTS
)
def test_the_diluent_is_proposed_and_never_filled_in(interview, compound, vial_mg, told, proposed):
    """R20 R24: a volume puts the lowest recommended dose on a whole mark; but a vial made up
    already holds what was added then.
    """
    said = {"form": "vial", "compound": compound, "product.vial_mg": D(vial_mg)}
    session = interview(said, until="product.diluent_ml")
    field = session.question("product.diluent_ml")
    assert field.explained(session).startswith(
        "If the vial is made up already, type what was added then."
    )
    assert told in field.explained(session)
    assert field.suggested(session) is None
    derived = interview(said | {"product.diluent_ml": D(proposed)}).derived()
    (dose,) = derived.protocol.main.doses
    assert dose.mass.value == derived.protocol.requested.value
    assert "small-draw" not in [found.rule for found in derived.screening.findings]


def test_no_diluent_is_proposed_where_none_gives_whole_marks(interview):
    """R24: no volume puts 200 and 300 mcg of a vial of 7.1 mg on whole marks; none is named."""
    session = interview({"form": "vial", "product.vial_mg": D("7.1")}, until="product.diluent_ml")
    assert "whole mark" not in session.question("product.diluent_ml").explained(session)


def test_the_start_suggested_is_the_earliest_that_stands(interview):
    """R41: after a last course that ended on 2025-12-30 the start offered is 2026-01-30; a day
    earlier is refused.
    """
    session = interview({"schedule.last_course_end": date(2025, 12, 30)})
    assert session.get("schedule.start") == date(2026, 1, 30)
    with pytest.raises(InvalidInputError, match="2026-01-30"):
        session.answer("schedule.start", date(2026, 1, 29))


@pytest.mark.parametrize(
    "said", [{}, {"form": "spray"}, {"form": "vial"}, {"first_time": True}], ids=str
)
def test_a_shared_profile_opens_with_everything_personal_unanswered(answers, catalog, now, said):
    """R53: the plan is answered; the person, the first course, the container, the dates and the
    screening are asked afresh.
    """
    told = answers(
        **said,
        target_mcg=300,
        on_days=10,
        rest_days=30,
        opened=TODAY,
        wake=time(6),
        substances=["caffeine"],
    )
    session = from_shared(share(build(told, "Shared", now, catalog)[0]).answers, catalog, TODAY)
    assert (session.get("goal"), session.get("target_mcg"), session.get("schedule.on_days")) == (
        "general-cognition",
        300,
        10,
    )
    personal = {
        "first_time",
        "product.opened",
        "product.sterility_tested",
        "schedule.wake",
        "schedule.start",
    }
    assert not personal & set(session.values)
    assert not [key for key in session.values if key.startswith(("person.", "screening."))]
    assert session.confirmed == frozenset()
    finished = go_on(session, {})
    assert finished.derived().protocol.requested.value.amount == 300
    assert finished.answers().screening.substances == ()


def test_the_effect_of_a_dose_is_said_before_it_is_taken(interview):
    """R06: what a dose asked for would deliver, and the bound that limits it, by name."""
    session = interview({"goal": "high-demand"}, until="schedule.start")
    effect = session.effect_of_target(D(900))
    assert "600 mcg" in effect
    assert effect.endswith(", limited to 600 mcg by what fits into a day")
    assert session.get("target_mcg") == 400


def test_the_effect_is_that_of_what_stands_there(interview):
    """A dose that is to be confirmed again is told as it would be taken, not as it is suggested."""
    session = interview({"target_mcg": 600, "wake": time(6)}, until="schedule.start")
    session = session.answer("person.weight", Weight(D(60), "kg"))
    assert "target_mcg" in session.stale
    assert session.effect_of_target(D(600)) == "600 mcg daily is delivered"
    assert session.effect_of_target(D(400)) == "400 mcg daily is delivered"


def test_the_question_that_brought_a_finding(answers, catalog):
    """R07: each finding leads back to the answer with which it came up, whichever question is open
    now.
    """
    said = {
        "conditions": ["pregnancy"],
        "age": 17,
        "form": "vial",
        "not_sure": ["maoi"],
        "goal": "stroke-recovery",
    }
    session = from_answers(answers(**said), catalog, date(2026, 1, 5))
    brought = {found.rule: session.brought(found.rule) for found in session.screening.findings}
    assert {rule: asked.key for rule, asked in brought.items()} == {
        "clinician-goal": "goal",
        "pregnancy": HEART,
        "maoi": "screening.medicines",
        "under-18": "person.age",
        "subcutaneous-less-established": "route",
        "untested-vial": "product.sterility_tested",
    }
    assert session.brought("bipolar") is None
    only = attrs.evolve(begin(catalog, TODAY), values={"person.age": 17})
    assert only.brought("under-18").key == "person.age"
