"""One question and its answer: said, heard, read; what cannot be read is said in one sentence and asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from wizard.errors import UnreadableError
from wizard.interview.choice import Choice
from wizard.plain.talk import LONGEST, Talk
from wizard.text.numbers import sentence
from wizard.text.translation import _, marked

T = TypeVar("T")

WORDS: Final = marked("At every question you may also type back, review, help or quit.")


class Word(Enum):
    """What may be typed at every question instead of an answer. `help` is answered here and never comes back."""

    BACK = "back"
    REVIEW = "review"
    HELP = "help"
    QUIT = "quit"


@frozen(kw_only=True)
class Question(Generic[T]):
    """`title` is the question, `notes` are said before it, `about` after it, `lines` are what there is to choose from.

    `how` says what to type, `help` explains. `read` gives the answer or raises `UnreadableError`; it gets
    the line without spaces around it, which may be empty.
    """

    title: str
    how: str
    read: Callable[[str], T]
    notes: Sequence[str] = ()
    about: str = ""
    lines: Sequence[str] = ()
    help: Sequence[str] = ()


def ask(talk: Talk, question: Question[T]) -> T | Word:
    """The answer to a question, or `BACK`, `REVIEW` or `QUIT`. Raises `InputEndedError` as `Talk.hear` does."""
    _put(talk, question)
    while True:
        typed = talk.hear(question.title)
        said = typed.strip()
        word = next((word for word in Word if word.value == said.casefold()), None)
        if word is Word.HELP or said == "?":
            _explain(talk, question)
            continue
        if word is not None:
            return word
        try:
            return _read(question, typed)
        except UnreadableError as error:
            talk.gap()
            talk.say(f"{sentence(str(error).rstrip('.'))}.")
            talk.say(question.title)
            talk.say(question.how)


def _read(question: Question[T], typed: str) -> T:
    if len(typed) > LONGEST:
        raise UnreadableError(_("that line is too long for an answer"))
    return question.read(typed.strip())


def _put(talk: Talk, question: Question[T]) -> None:
    talk.gap()
    for note in question.notes:
        talk.say(note)
    talk.say(question.title)
    if question.about:
        talk.say(question.about)
    for line in question.lines:
        talk.say(line, indent=2, hang=3)
    talk.say(question.how)


def _explain(talk: Talk, question: Question[T]) -> None:
    talk.gap()
    for text in question.help:
        talk.say(text)
    talk.say(_(WORDS))
    _put(talk, question)


# -- choosing ----------------------------------------------------------------------------------------


def listed(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The numbered lines of a choice: what each means, and why one is closed."""
    return tuple(f"{number}. {_described(choice)}" for number, choice in enumerate(choices, start=1))


def _described(choice: Choice) -> str:
    if choice.closed:
        return _("{name}. Closed: {reason}").format(name=choice.title, reason=choice.closed)
    return f"{choice.title}. {choice.summary}".rstrip()


def numbers(choices: Sequence[Any]) -> str:
    """What to type for one of them."""
    count = len(choices)
    if count == 1:
        return _("Type 1.")
    return _("Type 1 or 2.") if count == 2 else _("Type a number from 1 to {most}.").format(most=count)  # noqa: PLR2004 - two, in words


def pick(said: str, choices: Sequence[Choice]) -> Choice:
    """The choice with that number or that name; the beginning of a name will do where it fits one only.

    Raises `UnreadableError` for none, for one that is closed, and where the number is also the name of another.
    """
    by_number = _numbered(said, choices)
    by_name = _named(said, choices)
    if by_number is not None and by_name is not None and by_number is not by_name:
        both = {"said": said, "first": by_number.title, "second": by_name.title}
        raise UnreadableError(_("{said} could mean line {said}, {first}, or {second}: type the name in full").format(**both))
    chosen = by_number or by_name
    if chosen is None:
        raise UnreadableError(_("that is not one of the choices") if said else _("an empty line is no answer here"))
    if chosen.closed:
        raise UnreadableError(_("{name} is closed. {reason}").format(name=chosen.title, reason=chosen.closed))
    return chosen


def _numbered(said: str, choices: Sequence[Choice]) -> Choice | None:
    digits = said.removesuffix(".")
    if digits.isascii() and digits.isdecimal() and 1 <= len(digits) <= len(str(len(choices))) and 1 <= int(digits) <= len(choices):
        return choices[int(digits) - 1]
    return None


def _named(said: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice of that name: its id, the whole title, the first word of it or, letters only, the beginning that no other has."""
    wanted = said.casefold().rstrip(".")
    fits: list[Callable[[Choice], bool]] = [
        lambda choice: wanted == choice.value,
        lambda choice: wanted == choice.title.casefold(),
        lambda choice: wanted == choice.title.casefold().partition(" ")[0],
    ]
    if wanted[:1].isalpha():
        fits.append(lambda choice: choice.title.casefold().startswith(wanted))
    for fit in fits:
        found = [choice for choice in choices if fit(choice)]
        if len(found) == 1:
            return found[0]
    return None
