"""The pages of the guide, and finding in it and in the ledger.

Where a page is not `dosed`, nothing on it states a dose: a person who is screened out reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.catalog.texts import Advice, Conflict, Told, Topic, TopicPage
from wizard.explain.ledger_pages import (
    Unknown,
    claim_line,
    conflict_section,
    intro_section,
    of_id,
    searched,
    side_line,
    states_a_dose,
)
from wizard.explain.search import asked_for, begins, is_whole, spelt
from wizard.report.blocks import (
    Block,
    Bullets,
    Document,
    Numbered,
    Pairs,
    Paragraph,
    Section,
    Table,
)
from wizard.text.sanitize import quoted
from wizard.text.translation import N_, _

_STEPS: Final = ("technique", "preparation")
_MOST_CLAIMS: Final = 12
_IDS: Final = N_(
    "In brackets: how certain an effect is, and the claims (A, B) and rules (R) behind it;"
    " semax-wizard sources shows each."
)


@frozen
class Found:
    """A page of the guide: its topic, and its number from 0."""

    topic: Topic
    number: int

    @property
    def page(self) -> TopicPage:
        """Return the page."""
        return self.topic.pages[self.number]

    @property
    def title(self) -> str:
        """Return what it is called, with its topic."""
        return ": ".join(dict.fromkeys((_(self.topic.title), _(self.page.title))))


def of_page(found: Found, catalog: Catalog, *, dosed: bool) -> Document:
    """Return one page."""
    return Document(found.title, tuple(_sections(found.page, catalog, dosed=dosed)))


def of_topic(topic: Topic, catalog: Catalog) -> Document:
    """Return all pages of a topic, one after the other."""
    sections = (
        section
        for page in topic.pages
        for section in _sections(page, catalog, dosed=True, title=_(page.title))
    )
    return Document(_(topic.title), (intro_section(_(_IDS)), *sections))


def of_all(catalog: Catalog) -> Document:
    """Return the whole guide; its topics stand last, where a terminal shows them."""
    sections = (
        section
        for topic in catalog.guide.values()
        for number, page in enumerate(topic.pages)
        for section in _sections(page, catalog, dosed=True, title=Found(topic, number).title)
    )
    topics = Pairs(tuple((topic.id, _(topic.title)) for topic in catalog.guide.values()))
    how = Paragraph(_("semax-wizard guide, with one of these names or with words to look for."))
    last = Section("topics", _("Topics"), (topics, how))
    return Document(_("What the two texts explain"), (intro_section(_(_IDS)), *sections, last))


def of_words(words: str, catalog: Catalog) -> Document:
    """Return the topic or the entry of the ledger of that name, or else what holds the words.

    Of the guide the best page stands there whole. Raises `Unknown` where nothing holds them.
    """
    wanted = words.strip().rstrip(".").casefold()
    if not wanted:
        return of_all(catalog)
    for topic in catalog.guide.values():
        if wanted in (topic.id, topic.title.casefold(), _(topic.title).casefold()):
            return of_topic(topic, catalog)
    for conflict in catalog.conflicts.values():
        if wanted in (conflict.title.casefold(), _(conflict.title).casefold()):
            return _of_conflict(conflict, catalog)
    try:
        return of_id(wanted, catalog)
    except Unknown:
        return _holding(words, catalog)


def _of_conflict(conflict: Conflict, catalog: Catalog) -> Document:
    pages = telling(conflict.id, catalog)
    more = (_elsewhere(_("Read about it"), pages),) if pages else ()
    return Document(_(conflict.title), (conflict_section(conflict, catalog), *more))


def _holding(words: str, catalog: Catalog) -> Document:
    pages, ledger = find(words, catalog, dosed=True), in_ledger(words, catalog, dosed=True)
    if not pages and not ledger:
        raise Unknown(
            _("neither the guide nor the ledger holds {words}; try one word of it").format(
                words=quoted(words)
            )
        )
    sections = [intro_section(_(_IDS))]
    for best in pages[:1]:
        sections += _sections(best.page, catalog, dosed=True, title=best.title)
    if pages[1:]:
        sections.append(_elsewhere(_("More in the guide"), pages[1:]))
    if ledger:
        shown = ledger[:_MOST_CLAIMS]
        left = len(ledger) - len(shown)
        more = (
            (_("{number} more: semax-wizard sources, with the same words").format(number=left),)
            if left
            else ()
        )
        sections.append(Section("ledger", _("In the ledger"), (Bullets((*shown, *more)),)))
    return Document(_("In the guide and the ledger: {words}").format(words=words), tuple(sections))


def _elsewhere(title: str, pages: tuple[Found, ...]) -> Section:
    topics: dict[str, list[str]] = {}
    for found in pages:
        topics.setdefault(found.topic.id, []).append(_(found.page.title))
    rows = tuple((topic, "; ".join(titles)) for topic, titles in topics.items())
    return Section("more", title, (Pairs(rows),))


def find(words: str, catalog: Catalog, *, dosed: bool) -> tuple[Found, ...]:
    """Return the pages that hold all of the words, or else half of them or more; the best first.

    Where they are words by which a topic is known, its other pages follow.
    """
    asked = asked_for(words)
    ranked: list[tuple[tuple[int, ...], Found]] = []
    for topic in catalog.guide.values():
        known = spelt(" ".join((*_both(topic.title), *_known_by(topic))))
        for number, page in enumerate(topic.pages):
            phrases = (*_known_by(topic), *_known_by(page))
            meant = any(all(is_whole(word, spelt(each)) for word in asked) for each in phrases)
            titles = spelt(" ".join((*_both(topic.title), *_both(page.title))))
            own_words = (*_both(page.title), *_known_by(page), *_words(page, catalog, dosed=dosed))
            there = spelt(" ".join(own_words))
            held = [word for word in asked if begins(word, known | there)]
            own = sum(begins(word, there) for word in held)
            if held and (own or meant or not number):
                named = sum(begins(word, titles) + is_whole(word, titles) for word in held)
                whole = sum(is_whole(word, known | there) for word in held)
                rank = (len(held), meant, named, own, whole)
                ranked.append((rank, Found(topic, number)))
    ranked.sort(key=lambda each: each[0], reverse=True)
    most = ranked[0][0][0] if ranked else 0
    if 2 * most < len(asked):
        return ()
    return tuple(found for rank, found in ranked if rank[0] == most)


def in_ledger(words: str, catalog: Catalog, *, dosed: bool) -> tuple[str, ...]:
    """Return the claims that hold the words, each on a line with what became of it."""
    return tuple(
        claim_line(claim, catalog)
        for claim in (searched(words, catalog) if asked_for(words) else ())
        if dosed or not (claim.doses or catalog.verdicts[claim.id].doses)
    )


def offered(key: str, catalog: Catalog) -> tuple[Topic, ...]:
    """Return the topics that the question with this key offers."""
    return tuple(topic for topic in catalog.guide.values() if key in topic.questions)


def telling(conflict: str, catalog: Catalog) -> tuple[Found, ...]:
    """Return the pages that tell both sides of this conflict."""
    return tuple(
        Found(topic, number)
        for topic in catalog.guide.values()
        for number, page in enumerate(topic.pages)
        if any(block.sides == conflict for block in page.blocks)
    )


def is_whole_page(page: TopicPage, catalog: Catalog) -> bool:
    """Return whether a person who is screened out reads all of a page."""
    return not any(
        block.doses
        or any(advice.doses for advice in _advice(block, catalog))
        or (block.sides and states_a_dose(catalog.conflicts[block.sides]))
        for block in page.blocks
    )


def _both(*texts: str) -> tuple[str, ...]:
    """Return texts as they are, and in the language that is spoken."""
    return tuple(dict.fromkeys((*texts, *map(_, texts))))


def _known_by(named: Topic | TopicPage) -> list[str]:
    """Return the words by which it is found, which stand on no page, as `_both` does."""
    return ", ".join(_both(", ".join(named.words))).split(", ")


def _words(page: TopicPage, catalog: Catalog, *, dosed: bool) -> Iterator[str]:
    """Yield what stands on a page, and the ids that it cites."""
    for block in page.blocks:
        if block.doses and not dosed:
            continue
        yield from _both(block.text, *block.items, *block.header, *chain(*block.rows))
        yield from (*block.claims, *block.rules)
        yield from (
            _(advice.text) for advice in _advice(block, catalog) if dosed or not advice.doses
        )
        for conflict in _sides(block, catalog, dosed=dosed):
            yield conflict.id
            yield from _both(
                conflict.title, conflict.choice, *(side.says for side in conflict.sides)
            )


def _sections(
    page: TopicPage, catalog: Catalog, *, dosed: bool, title: str = ""
) -> Iterator[Section]:
    """Yield a section for each block, so that an empty line stands between two; it has no title."""
    for number, block in enumerate(page.blocks):
        heading = "" if number else title
        if not block.doses or dosed:
            yield Section(f"block-{number}", heading, tuple(_blocks(block, catalog, dosed=dosed)))
        elif heading:
            yield Section(f"block-{number}", heading, ())
        for conflict in _sides(block, catalog, dosed=dosed):
            sides = Bullets(tuple(map(side_line, conflict.sides)))
            choice = Pairs(((_("What we do"), _(conflict.choice)),))
            yield Section(
                f"sides-{number}",
                _("The texts disagree: {title}").format(title=_(conflict.title)),
                (sides, choice),
            )


_GRADES: Final = {
    "high": N_("high certainty"),
    "moderate": N_("moderate certainty"),
    "low": N_("low certainty"),
    "very low": N_("very low certainty"),
}


def _blocks(block: Told, catalog: Catalog, *, dosed: bool) -> Iterator[Block]:
    behind = ", ".join((*block.claims, *block.rules))
    grade = f"{_(_GRADES[block.grade])}; " if block.grade else ""
    if block.text:
        # What leads to a list that stands elsewhere rests on nothing by itself
        leads = block.text.endswith(":")
        yield Paragraph(_(block.text) if leads else f"{_(block.text)} ({grade}{behind})")
    elif block.from_:
        said = tuple(_(each.text) for each in _advice(block, catalog) if dosed or not each.doses)
        yield (Numbered if block.from_.startswith(_STEPS) else Bullets)(said)
    else:
        yield (
            Bullets(tuple(map(_, block.items)))
            if block.items
            else Table(
                tuple(map(_, block.header)),
                tuple(tuple(map(_, row)) for row in block.rows),
                in_words=True,
            )
        )
        yield Paragraph(f"({grade}{behind})")


def _advice(block: Told, catalog: Catalog) -> tuple[Advice, ...]:
    return catalog.guidance.of(block.from_) if block.from_ else ()


def _sides(block: Told, catalog: Catalog, *, dosed: bool) -> Iterator[Conflict]:
    if block.sides and (dosed or not states_a_dose(catalog.conflicts[block.sides])):
        yield catalog.conflicts[block.sides]
