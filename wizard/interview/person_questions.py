"""The questions about the person, and the checklists of screening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.catalog.model import ScreeningGroup
from wizard.interview.catalog_facts import dosing, finding
from wizard.interview.choice import Choice
from wizard.interview.question import Interview, Kind, Question, Weight, yes_no
from wizard.quantities import KG_PER_LB, mcg
from wizard.text.numbers import count, mass, number
from wizard.text.translation import _


def _weight_echo(_interview: Interview, value: Weight) -> str:
    in_kg = value.exact.amount
    return _("{kg} kg, which is {lb} lb").format(kg=number(in_kg), lb=number(in_kg / KG_PER_LB, 1))


def _assessment(interview: Interview) -> Mapping[str, str]:
    if not interview.screening.outcome.allows_dose:
        return {"assessment": ""}
    rule = interview.catalog.dosing.assessment
    told = _("A first course begins with {days} at {dose} or less.")
    days, dose = count(rule.days, "day"), mass(mcg(rule.daily_mcg))
    return {"assessment": told.format(days=days, dose=dose)}


def _not_first(interview: Interview) -> bool:
    return interview.get("first_time") is False


def _last_ended(interview: Interview) -> bool:
    return _not_first(interview) and interview.get("schedule.last_course_end") is not None


def _last_goals(interview: Interview) -> tuple[Choice, ...]:
    goals = interview.catalog.goals.values()
    unknown = Choice(None, _("I do not know, or none of these"), _("The longer rest is used."))
    return (unknown, *(Choice(goal.id, _(goal.title)) for goal in goals))


def _athlete(interview: Interview) -> tuple[Choice, ...]:
    not_sure = Choice(value=True, title=_("Not sure"), summary=_("Counts as yes."))
    return (*yes_no(interview), not_sure)


PERSON_QUESTIONS: Final = (
    Question(
        key="person.age",
        step="about",
        kind=Kind.WHOLE,
        question="How old are you, in years?",
        facts=dosing("adult"),
    ),
    Question(
        key="person.weight",
        step="about",
        kind=Kind.WEIGHT,
        question="What do you weigh?",
        help="In kg, or with lb typed after the number. Weight may lower a dose, never raise it.",
        echo=_weight_echo,
        facts=dosing("weight"),
    ),
    Question(
        key="first_time",
        step="about",
        kind=Kind.CHOICE,
        question="Is this your first course?",
        help="{assessment}",
        figures=_assessment,
        choices=yes_no,
        facts=dosing("assessment"),
    ),
    Question(
        key="schedule.last_course_end",
        step="about",
        kind=Kind.DATE,
        question="When did your last course end?",
        help="Leave it out only if it is so long ago that you do not know.",
        asked=_not_first,
        facts=dosing("restart"),
        optional=True,
        without="so long ago that I do not know",
        depends=("first_time",),
    ),
    Question(
        key="schedule.last_course_goal",
        step="about",
        kind=Kind.CHOICE,
        question="What was your last course for?",
        asked=_last_ended,
        choices=_last_goals,
        facts=dosing("restart"),
        depends=("schedule.last_course_end",),
    ),
)
"""In the order in which they are asked, before screening."""

ATHLETE_QUESTION: Final = Question(
    key="screening.tested_athlete",
    step="screening",
    kind=Kind.CHOICE,
    question="Are you an athlete who may be tested for doping?",
    choices=_athlete,
    facts=finding("tested-athlete"),
)


def screening_question(group: ScreeningGroup) -> Question:
    """Return the question with the checklist of a screening group."""

    def lines(interview: Interview) -> tuple[Choice, ...]:
        return tuple(
            Choice(item.id, _(item.label), _(item.detail))
            for item in group.items
            if not item.routes or interview.get("route") in item.routes
        )

    return Question(
        key=f"screening.{group.id}",
        step="screening",
        kind=Kind.CHECKLIST,
        question=group.question,
        help='Answer for every line. "Not sure" counts as yes.',
        choices=lines,
        depends=("route", "schedule.start") if group.today else ("route",),
        group=group.id,
    )
