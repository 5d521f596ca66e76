"""What saving changes in the profile that was opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError
from wizard.interview.from_profile import from_answers
from wizard.profile.comparison import compare
from wizard.profile.diff import Apart, answers_apart, figures_apart
from wizard.profile.file_format import Profile
from wizard.protocol.answers import Answers
from wizard.protocol.plan import Derived
from wizard.protocol.screening import OUTCOMES
from wizard.text.sanitize import MOST_SHOWN, clean
from wizard.text.translation import _

_OF_A_PLAN: Final = ("answers.product", "answers.schedule", "answers.target_mcg")
_NOT_TAKEN: Final = frozenset(
    f"protocol.{key}"
    for key in (
        *("requested_mcg", "ceiling_mcg", "limits", "mcg_per_kg"),
        *("supply.doses_per_container", "supply.limited_by"),
        "preparation.concentration_mcg_per_ml",
    )
)
"""Figures that say how a dose came about or is worked out, and not what is taken."""


def edited(file: Profile, own: Derived, catalog: Catalog) -> tuple[str, ...]:
    """Return each change to the answers of a file, then to its plan; none where nothing changes.

    Whoever is screened out now is told no figure of the plan that was (R02).
    """
    answers = list(answers_apart(_meant(file, catalog), own.answers, catalog))
    try:
        before = compare(file, catalog)
    except InvalidInputError:
        before = None
    figures: list[Apart] = []
    if before is None or not before.holds:
        plan = [_("the plan is worked out again")]
    else:
        figures = list(_figures_taken(before.derived, own, catalog))
        plan = [*_outcomes_apart(before.derived, own), *map(_brief, figures)]
    if not answers and not plan:
        return ()
    if own.protocol is None:
        answers = [each for each in answers if not each.key.startswith(_OF_A_PLAN)]
        plan = [_("there is no plan") if file.protocol is None else _("there is no plan any more")]
    told = {(each.first, each.second) for each in figures}  # such as the days of rest
    changes = [
        _brief(each)
        for each in answers
        if each.key != "answers.confirmed" and (each.first, each.second) not in told
    ]
    plan = plan or [_("the plan is the same")]
    return tuple(clean(each, MOST_SHOWN) for each in (*changes, *plan))


def _meant(file: Profile, catalog: Catalog) -> Answers:
    """Return the answers of a file, with what is taken where it says nothing."""
    day = file.created.date()
    answers = file.answers.with_start(day)
    session = from_answers(answers, catalog, day)
    return answers if session.next_open is not None else session.answers()


def _outcomes_apart(one: Derived, other: Derived) -> Iterator[str]:
    """Yield what differs in the outcome, and whether there is a plan."""
    if one.screening.outcome is not other.screening.outcome:
        yield _("screening: was {before}, now {after}").format(
            before=_(OUTCOMES[one.screening.outcome]), after=_(OUTCOMES[other.screening.outcome])
        )
    if one.protocol is None and other.protocol is not None:
        yield _("there is a plan now")


def _figures_taken(one: Derived, other: Derived, catalog: Catalog) -> Iterator[Apart]:
    """Yield what differs in what is taken and when, where both have a plan."""
    if one.protocol is None or other.protocol is None:
        return
    for apart in figures_apart(one, other, catalog):
        if not isinstance(apart, Apart) or apart.key in _NOT_TAKEN:
            continue
        if apart.key.startswith("protocol."):
            yield apart


def _brief(apart: Apart) -> str:
    """Return a change in a few words, which are not to be read as a range."""
    if apart.key == "protocol.phases":
        return _("other counts or times of the doses")
    return _("{title}: was {before}, now {after}").format(
        title=f"{apart.title[0].lower()}{apart.title[1:]}", before=apart.first, after=apart.second
    )
