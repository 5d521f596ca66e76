"""Pages on an opened profile: shared by its author, or not usable as it is."""

from __future__ import annotations

from typing import Final

from wizard.conversation.intents import Ask, Open
from wizard.conversation.moves import Intent, Move
from wizard.conversation.options import card
from wizard.conversation.places import (
    Apart,
    ByPath,
    Confirming,
    Differs,
    Invalid,
    OtherEdition,
    RebuiltFile,
    Received,
    Unusable,
)
from wizard.conversation.state import State
from wizard.conversation.view import Action, Card, Comparison, Rows, Text, Type, View, Words
from wizard.errors import Problem
from wizard.interview.answer_text import shown
from wizard.interview.from_profile import from_shared
from wizard.interview.question import Kind, Question
from wizard.profile.today import course_of
from wizard.protocol.answers import ANSWERS
from wizard.text.layout import sentence
from wizard.text.sanitize import MOST_NAME, MOST_PATH, MOST_SHOWN, beside, clean
from wizard.text.translation import N_, _

_MOST_CELL: Final = 200
_ALONE: Final = N_(
    "Nothing about a person came along: no age, no weight, no answers about health. You answer"
    " those now, and say what your own bottle or vial is; the plan follows from your answers. What"
    " differs from the author's request is said at the end."
)
_HEADER: Final = (N_("Key"), N_("File"), N_("Answers"))
_ONLY: Final = N_("From here on only what its answers give is used, never the file's own figures.")
_START: Final = Move.START


def by_path(_state: State, _place: ByPath) -> View:
    """Ask for a file anywhere."""
    return View(
        title=_("Which file do you want to open?"),
        help=_("A profile that semax-wizard saved or shared."),
        ask=Type(
            text="",
            placeholder=_("path of the file"),
            how=_("Type the path of the file."),
            longest=MOST_PATH,
            name=_("File"),
        ),
        actions=(Action(_("Open"), Move.TAKE),),
        back=Move.LIBRARY_UNSAVED,
    )


def received(state: State, _place: Received) -> View:
    """Return what the author planned, before the first question about the person."""
    text = _planned(state)
    return View(
        title=_("A shared plan: {name}").format(name=clean(state.title, MOST_NAME)),
        text=text,
        actions=(
            Action(_("Answer the rest"), Move.CONTINUE),
            Action(_("Start page"), _START),
        ),
        back=state.origin,
    )


def _planned(state: State) -> Text:
    session = state.session
    if state.author is not None:  # whoever goes back here has answered more, and otherwise
        session = from_shared(state.author.answers, state.catalog, state.today)
    answered = [
        (each, session.values[each.key])
        for each in session.questions
        if session.values.get(each.key) is not None
    ]
    rows = tuple(
        (_titled(each), clean(shown(each, value, session), MOST_SHOWN)) for each, value in answered
    )
    compound = state.catalog.compounds[session.get("compound")]
    warned = (_(compound.summary),) if compound.modified else ()
    return Rows(_("The author asked for:"), rows), *warned, _(_ALONE)


def _titled(asked: Question) -> str:
    return _("One spray") if asked.kind is Kind.SPRAY else _(ANSWERS[asked.key].title)


def apart(_state: State, place: Apart) -> View:
    """Return where the plan parts from what the author asked for, before the review."""
    return View(
        title=_("Your plan is not the one the author asked for."),
        text=(Card(tuple((Words(each),) for each in place.sentences), edge="caution"),),
        actions=(
            Action(_("See the plan"), Move.REVIEW),
            Action(_("Change"), Move.ANSWERS),
        ),
        back=Move.LAST,
    )


def unusable(_state: State, place: Unusable) -> View:
    """Return what is wrong with a shared profile, which only its author can mend."""
    return View(
        title=_("This shared profile cannot be used."),
        text=(card(*_said(place.problems), edge="stop"),),
        actions=(Action(_("Start page"), _START),),
        back=place.back,
    )


def invalid(state: State, place: Invalid) -> View:
    """Return what is wrong with the answers of a personal profile, and the way to correct it."""
    return View(
        title=_("The answers in this file cannot stand."),
        text=(card(*_said(place.problems), edge="stop"),),
        actions=(
            Action(_("Correct it"), _correcting(state, place.problems[0])),
            Action(_("Start page"), _START),
        ),
        back=state.origin,
    )


def other_edition(state: State, place: OtherEdition) -> View:
    """Return that a profile is of another edition: what is asked again, and what is kept."""
    return View(
        title=_("This plan was made with another edition."),
        text=(
            card(
                clean(
                    course_of(place.profile, ". ", f"{sentence(place.problem.what)}."), MOST_SHOWN
                ),
                _(
                    "Some questions about your health are new or have new examples, so these are"
                    " asked again. What you marked is still marked, but where nothing applied you"
                    " say so once more. Your other answers are kept."
                ),
                _("Until then no dose of this plan is shown."),
                edge="caution",
            ),
        ),
        actions=(Action(_("Go on"), Move.CONTINUE), Action(_("Start page"), _START)),
        back=state.origin,
    )


def _said(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return tuple(clean(str(problem), MOST_SHOWN) for problem in problems)


def _correcting(state: State, problem: Problem) -> Intent:
    """Return the way to correct it: a question, or the list of all answers."""
    session = state.session
    about = session.question_of(problem)
    if problem.confirm and about is not None:
        return Open(Confirming(problem, about.key))
    first = next((each for each in session.questions if each in (about, session.next_open)), None)
    if first is None:
        return Move.ANSWERS
    return Ask(first.key, listed=True, error=problem.said if first == about else "")


def differs(state: State, place: Differs) -> View:
    """Return where a file and its answers differ, and the way to rebuild it."""
    checked, path = place.checked, place.path
    kept = (
        [
            _(
                "Rebuilding writes it again with what its answers give; the old file is kept beside"
                " it as .bak."
            )
        ]
        if path
        else []
    )
    rows = tuple(
        (
            clean(each.key, _MOST_CELL),
            clean(each.said[0], _MOST_CELL),
            clean(each.said[1], _MOST_CELL),
        )
        for each in checked.differences
    )
    rebuild = (Action(_("Rebuild the file"), Move.REBUILD),) if path else ()
    return View(
        title=_("The figures in this file are not what its answers give."),
        text=(
            card(
                beside(clean(checked.rebuilt.name), f"{_('Edited, or damaged')}.", ". "),
                edge="caution",
            ),
            Comparison((_(_HEADER[0]), _(_HEADER[1]), _(_HEADER[2])), rows),
            " ".join((*kept, _(_ONLY))),
        ),
        actions=(
            *rebuild,
            Action(
                _("Go on without") if path else _("Go on with the rebuilt figures"), Move.REVIEW
            ),
            Action(_("Start page"), _START),
        ),
        back=state.origin,
        careful=True,
    )


def rebuilt(state: State, place: RebuiltFile) -> View:
    """Return that the file is rebuilt, and where the old one is."""
    kept = _("The old file is kept as {file}. Its answers are as they were.").format(
        file=clean(place.backup.name)
    )
    see = (
        _("See the plan")
        if state.session.screening.outcome.allows_dose
        else _("See what was found")
    )
    return View(
        title=_("The file is rebuilt."),
        text=(
            card(clean(state.folder.named(place.path), MOST_PATH), kept, edge="clear", ink="exact"),
        ),
        actions=(
            Action(see, Move.REVIEW),
            Action(_("Start page"), _START),
        ),
        back=state.origin,
    )
