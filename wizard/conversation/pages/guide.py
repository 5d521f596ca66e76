"""The guide: its topics, their pages, and finding in it and in the ledger."""

from __future__ import annotations

from wizard.conversation.intents import Instead, Over
from wizard.conversation.moves import Move
from wizard.conversation.options import looking_up
from wizard.conversation.places import Finding, Guide, Holding, Ledger, Parting, Topic
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, Sheet, Type, View
from wizard.explain.guide_pages import Found, find, in_ledger, is_whole_page, of_page, telling
from wizard.report.blocks import Bullets, Document, Section
from wizard.text.translation import _


def guide(state: State, place: Guide) -> View:
    """Return the topics to read about."""
    topics = state.catalog.guide.values()
    options = (
        Option(
            Over(Topic(topic.id, 0, place.dosed)),
            _(topic.title),
            "; ".join(_(page.title) for page in topic.pages if page.title != topic.title),
            name=topic.id,
        )
        for topic in topics
    )
    return View(
        title=_("What do you want to read about?"),
        ask=Pick(tuple(options)),
        actions=(Action(_("Find"), Over(Finding(place.dosed))),),
    )


def topic(state: State, place: Topic) -> View:
    """Return a page of a topic, from which the next and the one before can be turned to."""
    found = Found(state.catalog.guide[place.topic], place.number)
    pages = len(found.topic.pages)
    ways = (
        (_("Next page"), place.number + 1),
        (_("Previous page"), place.number - 1),
    )
    where = _("Page {number} of {pages}.").format(number=place.number + 1, pages=pages)
    less = ""
    if not (place.dosed or is_whole_page(found.page, state.catalog)):
        less = _("What states a dose is left out: your answers, or those of a draft, rule one out.")
    document = of_page(found, state.catalog, dosed=place.dosed)
    return View(
        title=found.title,
        help=where if pages > 1 else "",
        note=less,
        text=(Sheet(document, titled=False),),
        actions=(
            *([Action(_("Close"), Move.BACK)] if place.number + 1 == pages else []),
            *(
                Action(label, Instead(Topic(place.topic, number, place.dosed)))
                for label, number in ways
                if 0 <= number < pages
            ),
            Action(_("Find"), Over(Finding(place.dosed))),
            *looking_up(document, state, dosed=place.dosed),
        ),
    )


def parting(state: State, place: Parting) -> View:
    """Return conflicts by their titles, each of which leads to the page that tells it."""
    options = tuple(
        Option(
            Over(Topic(found.topic.id, found.number, place.dosed)),
            _(state.catalog.conflicts[conflict].title),
            found.title,
        )
        for conflict in place.conflicts
        for found in telling(conflict, state.catalog)[:1]
    )
    return View(
        title=_("Which of these do you want to read?"),
        ask=Pick(options),
    )


def finding(_state: State, place: Finding) -> View:
    """Ask for words to look for."""
    return View(
        title=_("What are you looking for?"),
        help=_(
            "In the guide, and in all that the two texts claim. A word or its beginning will do."
        ),
        ask=Type(
            text=place.typed,
            placeholder=_("words, or a question"),
            how=_("Type some words."),
            name=_("Words"),
        ),
        actions=(Action(_("Find"), Move.TAKE),),
    )


def holding(state: State, place: Holding) -> View:
    """Return the pages that hold the words, and after them the claims that do."""
    pages = find(place.words, state.catalog, dosed=place.dosed)
    options = [
        Option(Over(Topic(found.topic.id, found.number, place.dosed)), found.title)
        for found in pages
    ]
    if claims := in_ledger(place.words, state.catalog, dosed=place.dosed):
        options.append(
            Option(
                Over(Ledger(place.words, place.dosed)),
                _("What the two texts claim"),
                _("Claims that hold these words: {number}.").format(number=len(claims)),
            )
        )
    return View(
        title=_("Which of these do you want to read?"),
        ask=Pick(tuple(options)),
    )


def ledger(state: State, place: Ledger) -> View:
    """Return the claims that hold the words, each with what became of it."""
    claims = in_ledger(place.words, state.catalog, dosed=place.dosed)
    document = Document(place.words, (Section("claims", "", (Bullets(claims),)),))
    return View(
        title=_("What the two texts claim"),
        help=_("Nothing here is advice; the words behind each say what became of it."),
        text=(Sheet(document, titled=False),),
        actions=looking_up(document, state, dosed=place.dosed),
    )
