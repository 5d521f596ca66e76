"""Whatever a page offers can be done in both faces: for every page, what is typed and what is
pressed for what it offers.
"""

import io

import pytest
from attrs import frozen
from textual.events import Key

from tests.support.keyboard import Person, drawn
from tests.support.ways import PAGES, WAYS
from wizard.catalog.model import Outcome
from wizard.conversation import places
from wizard.conversation.intents import Answer, Explain, Searched, Submit, Typed
from wizard.conversation.moves import Intent, Move
from wizard.conversation.preview import Preview
from wizard.conversation.view import Pick, Search, Tick, Type, View
from wizard.interview.choice import Checked
from wizard.plain.reply import intent_of
from wizard.plain.speech import how, say_view
from wizard.plain.talk import Talk
from wizard.tui.app import WizardApp
from wizard.tui.keys import actions, as_drawn, hints


@frozen
class Offer:
    """Something that can be done on a page: what kind of thing, at which row or button (from 0),
    and what is sent for it.
    """

    kind: str
    number: int
    intent: Intent

    def __str__(self):
        return f"{self.kind} {self.number}"


def offers(view):
    """Everything that can be done on a page."""
    if view.back is not Move.STAY:
        yield Offer("back", 0, view.back)
    yield Offer("leave", 0, view.leave)
    own = (Move.TAKE, Move.MANAGE)  # a face does these in its own way, with what is chosen there
    yield from (
        Offer("action", number, each.intent)
        for number, each in enumerate(view.actions)
        if each.intent not in own
    )
    rows = ()
    match view.ask:
        case Pick(options):
            rows = options
            yield from _chosen(options)
        case Search(options):
            yield from _chosen(options)
            yield from (
                Offer("managed", number, each.managed) for number, each in enumerate(options)
            )
        case Tick(items):
            rows = items
            yield Offer("marks", 0, Answer(Checked((items[0].value,), (items[1].value,))))
            yield Offer("none", 0, Answer(Checked()))
        case Type():
            yield Offer("text", 0, Submit("words"))
    if view.explains:
        yield Offer("why", 0, Explain(None))
        yield from (Offer("why of a row", number, Explain(number)) for number, _ in enumerate(rows))


def _chosen(options):
    return (
        Offer("option", number, each.intent)
        for number, each in enumerate(options)
        if not each.closed
    )


def _line_of_action(view, number):
    action = view.actions[number]
    if view.ask is None:
        return f"{number + 1}"
    if action.intent in (view.back, view.leave):
        return "back" if action.intent == view.back else "quit"
    return action.label.lower()


def _tabs(view, intent):
    """The keys that lead to an action, and do it."""
    stops = as_drawn(view)
    to = stops.index([each.intent for each in actions(view)].index(intent))
    begins = view.ask is not None or view.careful  # not at the first action
    presses = to + 1 if begins else (to - stops.index(0)) % len(stops)
    return [*["tab"] * presses, "enter"]


def _managing(view, number):
    return ["home", *["down"] * number, *_tabs(view, Move.MANAGE)]


FACES = {
    "back": (lambda _, __: "back", lambda _, __: ["escape"]),
    "leave": (lambda _, __: "quit", lambda _, __: ["ctrl+q"]),
    "action": (_line_of_action, lambda view, number: _tabs(view, view.actions[number].intent)),
    "option": (
        lambda _, number: f"{number + 1}",
        lambda _, number: ["home", *["down"] * number, "enter"],
    ),
    "managed": (lambda _, number: f"manage {number + 1}", _managing),
    "marks": (
        lambda _, __: "1 2?",
        lambda _, __: ["home", "space", "down", "space", "space", "enter"],
    ),
    "none": (lambda _, __: "none", lambda _, __: ["end", "space", "enter"]),
    "text": (lambda _, __: "words", lambda _, __: [*"words", "enter"]),
    "why": (lambda _, __: "why", lambda view, _: _tabs(view, Move.EXPLAIN)),
    "why of a row": (
        lambda _, number: f"why {number + 1}",
        lambda _, number: ["home", *["down"] * number, "f1"],
    ),
}
"""For each kind of thing that a page offers: the line that is typed for it, and the keys that are
pressed for it.
"""


def test_every_page_is_in_the_table():
    """A page that nobody tries in both faces fails by name."""
    assert {each.__name__ for each in places.Place.__subclasses__()} == {
        each.__name__ for each in WAYS
    }


# -- line mode
# -----------------------------------------------------------------------------------------


def spoken(view):
    """Everything that line mode says of a page, on one line, in small letters."""
    out = io.StringIO()
    talk = Talk(io.StringIO(), out)
    say_view(talk, view, "", returned=False)
    talk.say(how(view))
    return " ".join(out.getvalue().split()).lower()


@pytest.mark.parametrize("page", PAGES)
def test_line_mode_does_whatever_a_page_offers(shown, page):
    """Whatever a page offers, there is a line that is typed for it; and what has a number or a name
    of its own is said with it.
    """
    view = shown(page)
    holes = []
    for offer in offers(view):
        typed, _ = FACES[offer.kind]
        if intent_of(typed(view, offer.number), view) != offer.intent:
            holes.append(str(offer))
    assert holes == []


@pytest.mark.parametrize("page", PAGES)
def test_line_mode_says_what_may_be_typed(shown, page):
    """The number of each row and the name of each action are said with a page; back, quit and why
    are said at the beginning.
    """
    view = shown(page)
    said = spoken(view)
    named = [
        each.label
        for each in view.actions
        if each.intent not in (Move.TAKE, Move.MANAGE, view.back, view.leave)
    ]
    numbered = {Pick: "options", Search: "options", Tick: "items"}.get(type(view.ask))
    rows = getattr(view.ask, numbered) if numbered else ()
    titles = (
        [each.title for each in rows]
        if view.ask is not None
        else [each.label for each in view.actions]
    )
    for number, title in enumerate(titles, start=1):
        assert f"{number}. {' '.join(title.split()).rstrip('.').lower()}" in said
    assert [name for name in named if name.lower() not in said] == []


# -- the screen
# ----------------------------------------------------------------------------------------


class Recorded:
    """A conversation that notes what it is sent, and goes nowhere."""

    mouse = True

    is_over = is_unsettled = False
    error = news = ""
    showing = 0

    def __init__(self):
        self.sent = []

    def send(self, intent):
        """Note it; not what is only held, while it is typed or marked."""
        if not isinstance(intent, Typed | Searched):
            self.sent.append(intent)

    def preview(self, _intent):
        """Nothing."""
        return Preview(Outcome.CLEAR)


def _explains(sent):
    """Whether a row was explained: the button for why is about the one that is highlighted."""
    return [type(each) for each in sent] == [Explain]


async def test_the_screen_does_whatever_a_page_offers(shown):
    """Whatever a page offers, there are keys for it; and each action has a button that Tab leads
    to.
    """
    views = {page: shown(page) for page in PAGES}
    conversation = Recorded()
    app = WizardApp(View(title="The first"), lambda: conversation, "dark")
    holes = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for page, view in views.items():
            for offer in offers(view):
                _, keys = FACES[offer.kind]
                conversation.showing += 1
                app.screen.show(view, conversation.showing)
                if view.careful or view.ask is None or offer.kind in {"none", "back"}:
                    await drawn(pilot)
                if offer.kind == "none":  # a list must be seen before it is marked
                    assert Person(pilot).sees
                conversation.sent.clear()
                read = ["end"] if view.in_full else []  # Enter scrolls to the end first
                for key in [*read, *keys(view, offer.number)]:
                    app.press(Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))
                sent = [
                    Explain(each.row) if isinstance(each, Explain) else each
                    for each in conversation.sent
                    if each is not Move.SEEN
                ]
                if sent != [offer.intent] and not (
                    offer.kind == "why" and _explains(conversation.sent)
                ):
                    holes.append(f"{page}: {offer}")
    assert holes == []


NAMED = {"Enter": "enter", "Esc": "escape", "Ctrl+Q": "ctrl+q", "?": "?", "q": "q"}


async def test_a_named_key_does_what_it_is_named_for(shown):
    """Each action has a key of its own in the row of keys, and that key alone does it, also where
    letters type text; the ways out are named on every page.
    """
    conversation = Recorded()
    app = WizardApp(View(title="The first"), lambda: conversation, "dark")
    wrong = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for page in PAGES:
            view = shown(page)
            said = hints(view)
            if view.back is not Move.STAY:
                assert any(each.key == "Esc" for each in said), page
            for each in said:
                if each.does is None or (intent := actions(view)[each.does].intent) is Move.TAKE:
                    continue
                conversation.showing += 1
                app.screen.show(view, conversation.showing)
                await drawn(pilot)
                conversation.sent.clear()
                key = NAMED.get(each.key, each.key.lower())
                app.press(Key(key, key if len(key) == 1 else None))
                sent = conversation.sent
                if intent is Move.EXPLAIN:
                    does = [type(one) for one in sent] == [Explain]
                elif intent is Move.MANAGE:
                    does = [one for one in sent if not isinstance(one, Searched)] == [
                        view.ask.options[0].managed
                    ]
                else:
                    does = [one for one in sent if not isinstance(one, Searched)] == [intent]
                if not does:
                    wrong.append(f"{page}: {each.text}")
    assert wrong == []
