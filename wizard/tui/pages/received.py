"""The receiver's side of a shared profile: what its author planned, and where one's own plan parts from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define

from wizard.interview.reading import shown
from wizard.profile.described import DESCRIBED
from wizard.profile.document import SharedProfile
from wizard.profile.received import told
from wizard.protocol.answers import SharedAnswers
from wizard.protocol.plan import Derived
from wizard.text.layout import fold
from wizard.text.sanitize import MOST_NAME, clean
from wizard.text.translation import _, in_english, untranslated
from wizard.tui.asking import heading, place
from wizard.tui.pages import PROGRAM
from wizard.tui.view import Act, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_SHOWN: Final = 400
_ALONE: Final = (
    "Nothing about a person came along: no age, no weight, no answers about health. You answer those now, "
    "and the plan follows from your answers. What differs from the author's request is said at the end."
)


@define
class Author:
    """What the author of a shared profile asked for, and the sentences on it that were shown."""

    answers: SharedAnswers
    told: tuple[str, ...] = ()


def page(flow: Flow, profile: SharedProfile) -> View:
    """What the author planned, before the first question about the person."""
    return View(
        heading=PROGRAM, title=_("A shared plan: {name}").format(name=clean(profile.name, MOST_NAME)), help=untranslated(),
        text=lambda width: _planned(flow, width),
        acts=(Act(_("Answer the rest"), flow.go_on), Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave)),
        back=flow.start, leave=flow.leave,
    )  # fmt: skip


def _planned(flow: Flow, width: int) -> str:
    with in_english():
        return _as_planned(flow, width)


def _as_planned(flow: Flow, width: int) -> str:
    session = flow.session
    answered = [(each, session.values[each.key]) for each in session.fields if session.values.get(each.key) is not None]
    rows = [(DESCRIBED[f"answers.{each.key}"].title, clean(shown(each, value, session), _MOST_SHOWN)) for each, value in answered]
    margin = max((len(title) for title, _ in rows), default=0) + 4
    lines = [line for title, value in rows for line in fold(f"  {title:{margin - 2}}", width, then=" " * margin, text=value)]
    compound = flow.catalog.compounds[session.get("compound")]
    warned = fold(compound.summary, width) if compound.modified else []
    return "\n".join(("The author asked for:", *lines, "", *warned, *fold(_ALONE, width)))


def apart(flow: Flow, derived: Derived) -> tuple[str, ...]:
    """What differs between the author's request and the plan, each with its reason."""
    with in_english():
        return told(flow.author.answers, derived, flow.catalog) if flow.author is not None else ()


def before(flow: Flow, derived: Derived) -> View | None:
    """The page on what differs, the first time that there is something to say, and again where that has changed."""
    apart_now = apart(flow, derived)
    if flow.author is None or not apart_now or flow.author.told == apart_now:
        return None
    flow.author.told = apart_now
    return differs(flow, apart_now)


def differs(flow: Flow, sentences: tuple[str, ...]) -> View:
    """What differs, before the review."""
    return View(
        heading=heading("review"), place=place("review", flow.session), title=_("Your plan is not the one the author asked for."),
        help=untranslated(),
        text=lambda width: "\n".join(line for each in sentences for line in fold(f"- {each}", width, then="  ")),
        acts=(
            Act(_("See the plan"), flow.review), Act(_("Change an answer"), flow.answers),
            Act(_("Back"), flow.last), Act(_("Leave"), flow.leave),
        ),
        back=flow.last, leave=flow.leave,
    )  # fmt: skip


def note(flow: Flow, derived: Derived) -> str:
    """A line for the review."""
    sentences = apart(flow, derived)
    if not sentences:
        return ""
    more = _("And {number} more: Back shows them.").format(number=len(sentences) - 1) if len(sentences) > 1 else ""
    return " ".join(filter(None, (_("Not as its author asked."), sentences[0], more)))
