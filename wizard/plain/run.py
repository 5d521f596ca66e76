"""One run of line mode: print each view, read a line, and send the intent it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TextIO

from wizard.conversation.front import first_view
from wizard.conversation.moves import Intent, Move
from wizard.conversation.view import Tick, Type, View
from wizard.errors import UnreadableError
from wizard.plain.speech import NONE, WORDS, how, in_english, question, say_view
from wizard.plain.talk import WIDTH, InputEndedError, Talk, stopped
from wizard.profile.folder import ProfileFolder
from wizard.text.layout import sentence
from wizard.text.translation import _

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.conversation.conversation import Conversation, Ending
    from wizard.profile.file_format import Profile, SharedProfile

_HELP: Final = frozenset({"help", "?"})


class Visit(NamedTuple):
    """How a run ended: `left` by choice, `ended` with the input, or `interrupted`.

    `before` is the question that was open when the input ended.
    """

    ending: Ending
    how: Literal["left", "ended", "interrupted"]
    before: str = ""


def run(  # noqa: PLR0913 - the dependencies of a run, by keyword
    *,
    source: TextIO,
    out: TextIO,
    catalog: Callable[[], Catalog],
    now: Callable[[], datetime],
    folder: ProfileFolder,
    profile: Profile | SharedProfile | None = None,
    path: Path | None = None,
    width: int = WIDTH,
) -> Visit:
    """Hold the conversation over two text streams, in lines of `width`, at most 79 columns.

    `catalog` loads the catalog, and `now` returns the time with the local time zone. Files are
    accessed only through `folder`. If a `profile`, read from `path`, is given, the conversation
    begins with it. The end of the input or an interrupt ends the run; the answers accepted so far
    are then in a draft.
    """
    talk = Talk(source, out, width)
    _greet(talk)
    first = first_view(profile, folder, theme="")
    if first is not None:  # printed before the slow import below
        _say(talk, first)
        talk.prompt()
    from wizard.conversation.conversation import Conversation  # noqa: PLC0415 - slow to import

    conversation = Conversation(catalog(), now, folder)
    if first is None:
        conversation.open(profile, path)
    try:
        _talk(talk, conversation, said=-1 if first is None else conversation.showing)
    except InputEndedError as ended:
        conversation.leave()
        talk.end()
        return Visit(conversation.ending, "ended", ended.before)
    except KeyboardInterrupt:
        conversation.leave()
        talk.end()
        return Visit(conversation.ending, "interrupted")
    return Visit(conversation.ending, "left")


def _greet(talk: Talk) -> None:
    talk.say(_("Semax wizard, line by line."))
    talk.say(
        _(
            "It asks questions, one at a time, and makes a plan from published texts about Semax"
            " that you can check, or says plainly that there should be none. It is not medical"
            " advice."
        )
    )
    talk.say(f"{_('Type an answer and press Enter.')} {_(WORDS)}")


def _say(talk: Talk, view: View, before: str = "", *, returned: bool = False) -> None:
    """Print a view and how to answer it."""
    say_view(talk, view, before, returned=returned)
    talk.say(how(view))


def _talk(talk: Talk, conversation: Conversation, said: int) -> None:
    """Run the conversation until the person leaves; the showing `said` was already printed."""
    from wizard.plain.reply import intent_of  # noqa: PLC0415 - not needed for the first page

    heading, heard = "", {said}
    while not conversation.is_over:
        view = conversation.view
        if conversation.showing != said:
            _say(talk, view, heading, returned=conversation.showing in heard)
            if view.careful:
                talk.drop_ahead()
            if view.in_full:
                conversation.send(Move.SEEN)
            heading, said = view.heading, conversation.showing
            heard.add(said)
        line = talk.hear(question(view))
        if in_english(line) in _HELP:
            _explain(talk, view)
            said, heard = -1, set()
            continue
        try:
            _send(talk, conversation, intent_of(line, view))
        except UnreadableError as error:
            talk.gap()
            talk.say(stopped(sentence(str(error))))
            talk.say(question(view))
            talk.say(how(view))


def _send(talk: Talk, conversation: Conversation, intent: Intent) -> None:
    """Send the intent, and print how the answer was understood.

    Raises `UnreadableError` with the reason if it was not accepted.
    """
    before, noted = conversation.showing, conversation.reading(intent)
    conversation.send(intent)
    if conversation.is_unsettled:
        conversation.settle()
    if conversation.showing == before and not conversation.is_over:
        raise UnreadableError(conversation.error or _("that leads nowhere from here"))
    if noted:
        talk.answered()
        talk.say(stopped(_("Noted: {answer}").format(answer=sentence(noted))))


def _explain(talk: Talk, view: View) -> None:
    """Print help on how to answer."""
    talk.gap()
    match view.ask:
        case Tick():
            example = _(
                'For example, "2 5?" is yes to 2 and not sure to 5. An empty line is no answer:'
                " type {none} if none applies."
            )
            talk.say(example.format(none=_(NONE)))
        case Type() if view.explains:
            talk.say(
                _("A decimal comma or a decimal point will do, and a unit may follow a number.")
            )
        case ask if not isinstance(ask, Type):
            talk.say(
                _(
                    "Type the number of a line, or its name. A closed line cannot be chosen; the"
                    " reason stands beside it."
                )
            )
    talk.say(_(WORDS))
    talk.say(_("Review lists your answers, to change one."))
    talk.say(
        _("Why gives the reason behind what is asked; why and a number, what that line rests on.")
    )
