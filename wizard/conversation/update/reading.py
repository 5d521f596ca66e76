"""Opening the guide, and finding in it."""

from __future__ import annotations

from typing import Final

from wizard.conversation.intents import Instead, Read
from wizard.conversation.moves import Move
from wizard.conversation.places import Finding, Guide, Holding, Topic
from wizard.conversation.state import Handlers, State
from wizard.explain.guide_pages import find as find_pages
from wizard.explain.guide_pages import in_ledger
from wizard.text.translation import _


def find(state: State, text: str) -> State:
    """Look for what was typed."""
    if not isinstance(state.page, Finding):
        return state
    dosed = state.page.dosed
    words = " ".join(text.split())
    if not words:
        return state.wrong(_("type a word to look for"))
    found = find_pages(words, state.catalog, dosed=dosed) or in_ledger(
        words, state.catalog, dosed=dosed
    )
    if not found:
        return state.wrong(_("nothing holds these words: try one of them, or its beginning"))
    return state.over(Holding(words, dosed))


HANDLERS: Final[Handlers] = {
    Move.GUIDE: lambda state, _move: state.over(Guide(state.may_read_doses())),
    Read: lambda state, intent: state.over(
        Topic(intent.topic, 0, intent.dosed and state.may_read_doses())
    ),
    Instead: lambda state, intent: state.instead(intent.place),
}
