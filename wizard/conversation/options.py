"""What several pages say or offer."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.conversation.intents import Ask
from wizard.conversation.state import State
from wizard.conversation.view import Option
from wizard.interview.answer_text import shown
from wizard.interview.question import Question
from wizard.interview.session import Session
from wizard.text.translation import _


def given(asked: Question, session: Session) -> Option:
    """Return a question with its answer; choosing it asks it again."""
    answer = (
        shown(asked, session.get(asked.key), session)
        if asked.key in session.values
        else _("not answered yet")
    )
    if asked.key in session.stale:
        answer = _("{answer}, changed: please confirm again").format(answer=answer)
    elif asked.key in session.changing:
        answer = _("{answer}, but you began to change it: please give it again").format(
            answer=answer
        )
    return Option(Ask(asked.key, listed=True), asked.question, answer)


def row_of(key: str, listed: Sequence[Question]) -> int:
    """Return the row of this question in a list of them; the first if it is not there."""
    return next((row for row, asked in enumerate(listed) if asked.key == key), 0)


def exporting(state: State) -> tuple[str, str]:
    """Return what printing and exporting is called, and what it offers.

    No form goes to a file that a person could never fetch.
    """
    if state.folder.is_bounded:
        return _("Read or print"), _("The whole summary, here in the terminal.")
    return _("Print or export"), _("On paper, and as files for other programs.")
