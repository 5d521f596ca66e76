"""Somebody who talks with the program through no face at all, and the answers of whole courses."""
# ruff: noqa: SLF001 - a conversation is put where another was

from datetime import UTC, datetime
from types import SimpleNamespace

import attrs
import pytest

from wizard.conversation.conversation import Conversation
from wizard.conversation.effects import BeginDraft, KeepDraft
from wizard.conversation.intents import Answer, Explain, Submit
from wizard.conversation.places import Start
from wizard.conversation.view import (
    OUTCOMES,
    Action,
    Card,
    Option,
    Pick,
    Search,
    Sheet,
    Tick,
    Type,
    View,
)
from wizard.interview.choice import Checked, Choice
from wizard.profile.draft import Origin
from wizard.profile.folder import ProfileFolder
from wizard.report.drawings import course, day, doses, measured
from wizard.report.export.plain_text import render

NONE = Checked()
CHECKLISTS = (
    "Pregnancy, heart and brain: does any of these apply to you?",
    "Mind and mood: does any of these apply to you?",
    "Other conditions: does any of these apply to you?",
    "Do you take any of these medicines?",
    "Do you take any of these, or would you during the course?",
    "Do you have any of these symptoms today?",
)
DROPS = {
    "What would you like to do?": "New plan",
    "What is it for?": "Focus",
    "Which compound is it?": "Semax",
    "Which form does it come in?": "Nasal drops",
    "Which bottle is it?": "0.1%, 3 mL",
    "How much does a full bottle hold, in mL?": "3",
    "How many drops make 1 mL?": "20",
    "How many days is it good after opening, by its label?": "",
    "When was your bottle opened, or your vial made up?": "",
    "How is it taken?": "Intranasal",
    "Is all of this right?": "Yes, go on",
    "How old are you, in years?": "35",
    "What do you weigh?": "70",
    "Is this your first course?": "Yes",
    **dict.fromkeys(CHECKLISTS, NONE),
    "Are you an athlete who may be tested for doping?": "No",
    "When do you wake up?": "07:00",
    "On how many days in a row do you take it?": "10",
    "Which daily dose do you ask for, in mcg?": "300",
    "On which day do you start?": "2026-01-05",
    "How many days of rest after it?": "30",
}
DETAILS = (
    "How many days is it good after opening, by its label?",
    "When was your bottle opened, or your vial made up?",
    "On how many days in a row do you take it?",
    "How many days of rest after it?",
)
SPRAY = DROPS | {
    "Which form does it come in?": "Nasal spray",
    "Which bottle is it?": "0.1%",
    "What is in one spray?": "0.1 mL",
}
VIAL = DROPS | {
    "Which form does it come in?": "Vial",
    "How much is in the vial, in mg?": "10",
    "How much bacteriostatic water is added, in mL?": "3",
    "Which insulin syringe is used?": "U-100, 0.5 mL",
    "How far apart are the marks of the syringe?": "1 unit",
    "Do you have a certificate that this lot is sterile and free of endotoxin?": "No",
    "How is it taken?": "Subcutaneous",
    "Is this your first course?": "No",
    "When did your last course end?": "",
    "How many cycles are planned?": "1",
}
SEIZURE = DROPS | {
    "Pregnancy, heart and brain: does any of these apply to you?": Checked(("seizure-history",)),
    "No plan is made. Do not take Semax.": "Answer the rest",
}
DIABETES = DROPS | {
    "Other conditions: does any of these apply to you?": Checked(("diabetes",)),
    "No dose is given. A clinician decides.": "Answer the rest",
}
COURSES = SimpleNamespace(
    drops=DROPS, spray=SPRAY, vial=VIAL, seizure=SEIZURE, diabetes=DIABETES, none=NONE
)

CAME = {}
"""What `Someone.comes_to` came to, and by what."""


def words(view):
    """Every text of a view, each on one line."""
    return [" ".join(text.split()) for text in _texts(view)]


def _texts(value):
    match value:
        case str():
            yield value
        case View():
            yield from _texts(
                (
                    f"{OUTCOMES[value.tone]}: {value.title}" if value.tone else value.title,
                    value.help,
                    value.note,
                    value.error,
                    value.ask,
                    value.text,
                    value.actions,
                )
            )
            if value.plan is not None:
                yield from (draw(value.plan).says for draw in (measured, day, doses, course))
        case Action(label, _):
            yield label
        case Option() | Choice():
            yield from (value.title, value.summary, value.closed)
        case Sheet(document):
            yield render(document)
        case Card(lines):
            yield from (" ".join(words.text for words in line) for line in lines)
        case tuple():
            for each in value:
                yield from _texts(each)


class Someone:
    """A person, and the conversation they hold."""

    def __init__(self, conversation):
        self.conversation = conversation

    @property
    def view(self):
        """What is shown now."""
        return self.conversation.view

    @property
    def sees(self):
        """The title of what is shown."""
        return self.view.title

    @property
    def reads(self):
        """Everything that stands there, on one line."""
        return " ".join(words(self.view))

    def send(self, intent):
        """Do this."""
        self.conversation.send(intent)

    def option(self, name):
        """The option or the action whose name begins so."""
        options = self.view.ask.options if isinstance(self.view.ask, Pick | Search) else ()
        named = {
            **{each.label: each for each in self.view.actions},
            **{each.title: each for each in options},
        }
        return next(each for title, each in named.items() if title.startswith(name))

    def choose(self, *names):
        """Choose the option or the action whose name begins so, one after the other."""
        for name in names:
            self.send(self.option(name).intent)

    def why(self, row=None):
        """Ask why."""
        self.send(Explain(row))

    def give(self, answer):
        """Answer in the way that the view asks for."""
        match self.view.ask:
            case Tick():
                self.send(Answer(answer))
            case Type() | Pick(typed=str()) if isinstance(self.view.ask, Type) or not any(
                each.title.startswith(answer) for each in self.view.ask.options
            ):
                self.send(Submit(answer))
            case _:
                self.choose(answer)

    def comes_to(self, said, until):
        """Be where `answer` leads from a first start. The way there is gone once for the same
        answers; `test_coming_to_a_page_is_walking_there` compares both.
        """
        there, begun = self.conversation, self.conversation.state
        key = (id(begun.catalog), begun.now, begun.theme, self.view.title, repr(said), until)
        if begun.page != Start() or begun.session.values or begun.folder.path.exists():
            self.answer(said, until)
        elif key in CAME:
            state, views, session = CAME[key]
            there._state, there._views = attrs.evolve(state, folder=begun.folder), dict(views)
            if session is not None:
                there._world.carry_out(BeginDraft(Origin()))
                there._world.carry_out(KeepDraft(session, state.place, state.now))
        else:
            self.answer(said, until)
            is_kept = there._world.autosave.is_kept
            session = there.state.session if is_kept else None
            CAME[key] = there.state, dict(there._views), session

    def answer(self, said, until):
        """Answer by what is asked until this title or this heading is shown."""
        told = set()
        for _ in range(60):
            if until in {self.sees, self.view.heading}:
                return
            if self.sees == "Is all of this right?":
                session = self.conversation.state.session
                rows = [each.question for each in session.questions if session.is_open(each)]
                named = (each for each in rows if each in DETAILS and each in said)
                row = next((each for each in named if each not in told), "Yes, go on")
                told.add(row)
                self.choose(row)
                continue
            self.give(said[self.sees])
            assert not self.conversation.error, (self.sees, self.conversation.error)
        pytest.fail(f"never came to {until!r}, but to {self.sees!r}")


def starting_clock():
    """A clock that shows the morning of the tests."""
    return SimpleNamespace(now=datetime(2026, 1, 5, 8, 0, tzinfo=UTC))


def meeting(catalog, home, clock):
    """What `meet` is, for a home and a clock of one's own."""

    def made(profile=None, path=None, folder=None, theme="dark"):
        conversation = Conversation(
            catalog, lambda: clock.now, folder or ProfileFolder(home), theme
        )
        conversation.open(profile, path)
        return Someone(conversation)

    return made
