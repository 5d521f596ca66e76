"""The interview: every step and every question, in the order in which they are asked.

To ask something new, say in `wizard.protocol.answers` what the answer is, and declare the question
in one of the three modules that this one puts together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from attrs import evolve

from wizard.catalog.model import ScreeningGroup
from wizard.interview.person_questions import ATHLETE_QUESTION, PERSON_QUESTIONS, screening_question
from wizard.interview.plan_questions import PLAN_QUESTIONS
from wizard.interview.product_questions import PRODUCT_QUESTIONS
from wizard.interview.question import Question, Step
from wizard.text.translation import ENGLISH, _, marked, spoken

STEPS: Final = (
    Step("goal", marked("Goal")),
    Step("formulation", marked("Formulation")),
    Step("route", marked("Route")),
    Step("about", marked("About you")),
    Step("screening", marked("Screening")),
    Step("plan", marked("Plan")),
    Step("review", marked("Review")),
    Step("save", marked("Save")),
)


def questions(groups: tuple[ScreeningGroup, ...]) -> tuple[Question, ...]:
    """Return every question, in order, in the language that is spoken."""
    return _questions(groups, spoken())


@lru_cache(maxsize=4)
def _questions(groups: tuple[ScreeningGroup, ...], language: str) -> tuple[Question, ...]:
    screening = (*map(screening_question, groups), ATHLETE_QUESTION)
    asked = (*PRODUCT_QUESTIONS, *PERSON_QUESTIONS, *screening, *PLAN_QUESTIONS)
    return asked if language == ENGLISH else tuple(map(_translated, asked))


def _translated(asked: Question) -> Question:
    return evolve(
        asked,
        question=_(asked.question),
        help=_(asked.help),
        without=_(asked.without),
    )
