"""How each kind of question is asked here: from a declared field to what the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from wizard.errors import InvalidInputError, UnreadableError
from wizard.interview.choice import Checked, Choice
from wizard.interview.fields import Field, Kind
from wizard.interview.reading import bounds, read, unit, written
from wizard.interview.session import Session
from wizard.interview.steps import STEPS
from wizard.text.numbers import sentence
from wizard.text.translation import _, brief_note, marked
from wizard.tui.view import Ask, Pick, Place, Tick, Type

_EXAMPLES: Final[Mapping[Kind, str]] = {
    Kind.DATE: marked("year-month-day"),
    Kind.TIME: marked("such as 07:00"),
    Kind.WEIGHT: marked("such as 70 kg or 154 lb"),
}
_BOUNDED: Final = frozenset({Kind.NUMBER, Kind.WHOLE, Kind.WEIGHT, Kind.DATE})
_STEP_IDS: Final = tuple(step.id for step in STEPS)


def heading(step: str, name: str = "") -> str:
    """Where the person is: `Step 2 of 8  Formulation`."""
    number = _STEP_IDS.index(step)
    said = _("Step {number} of {steps}").format(number=number + 1, steps=len(STEPS))
    return f"{said}  {name or _(STEPS[number].title)}"


def place(step: str, session: Session, key: str = "") -> Place:
    """The same for the rail, with how much of the step's questions come before this one."""
    keys = [asked.key for asked in session.fields if asked.step == step]
    within = Fraction(keys.index(key), len(keys)) if key in keys else Fraction(0)
    return Place(_STEP_IDS.index(step), len(STEPS), within)


def differs(asked: Field, held: Any, session: Session) -> bool:
    """Whether what is typed or marked where a question is asked is another answer than the one given, or none."""
    value = session.get(asked.key)
    if asked.kind is Kind.CHECKLIST:
        return held is None or set(held.yes) != set(value.yes) or set(held.not_sure) != set(value.not_sure)
    try:
        return bool(read(asked, held, session) != value)
    except UnreadableError:
        return True


class Asking:
    """One question of a session: how it is asked, what is noted beside it.

    `held` has by key what was typed or marked before and not taken, and `hold` is told of it.
    """

    def __init__(
        self, session: Session, asked: Field, take: Callable[[Any], str], held: Mapping[str, Any], hold: Callable[[Any], None]
    ) -> None:
        self._session, self._asked, self._take, self._held, self._hold = session, asked, take, held, hold
        self._value = session.get(asked.key)
        self._answered = asked.key in session.values
        self._suggested = asked.suggested(session)

    @property
    def careful(self) -> bool:
        """Whether nothing may be offered or typed ahead here: screening (R03)."""
        return self._asked.step == "screening"

    @property
    def help(self) -> str:
        """What explains the question, and within which bounds a number is typed."""
        within = bounds(self._asked, self._session) if self._asked.kind in _BOUNDED else ""
        return " ".join(filter(None, (self._asked.help, f"{sentence(within)}." if within else "")))

    @property
    def note(self) -> str:
        """What the person must know about the answer that stands here; in screening, who checked a translation first of all."""
        first = next(iter(self._session.catalog.screening.groups)).id
        return "\n".join(filter(None, (self._known, brief_note() if self._asked.group == first else "")))

    @property
    def _known(self) -> str:
        if self._asked.key in self._session.changing:
            held = self._asked.key in self._held
            return (
                _("Changed, but not taken yet: Enter takes it as it stands here.")
                if held
                else _("You began to change this answer: please give it again.")
            )
        if self._asked.key in self._session.again:
            return _("An earlier answer changed: please confirm this one again.")
        problem = self._session.blocking
        if problem is not None and not problem.confirm and self._asked.step == "plan" and self._session.question_of(problem) != self._asked:
            return _("As answered so far: {problem}.").format(problem=problem.what)
        if not self._answered and self._suggested is not None and self._asked.kind is not Kind.CHOICE:
            return _("Suggested: Enter accepts it, typing replaces it.")
        return ""

    @property
    def ask(self) -> Ask:
        """How it is asked."""
        return ASKED[self._asked.kind](self)

    def pick(self) -> Pick:
        """A list of choices."""
        choices = self._asked.choices(self._session)
        answered = _row(choices, self._value) if self._answered else None
        suggested = None if self.careful or self._suggested is None else _row(choices, self._suggested)
        counted = any(isinstance(each.value, bool | Decimal) for each in choices)  # an answer that somebody has to look up or to know
        first = None if self.careful or counted else _first_open(choices)
        start = next((row for row in (answered, suggested, first) if row is not None), None)
        return Pick(choices=choices, take=self._take, highlighted=start, answered=answered, suggested=suggested, echo=self._echo)

    def tick(self) -> Tick:
        """A checklist."""
        group = next(group for group in self._session.catalog.screening.groups if group.id == self._asked.group)
        return Tick(
            items=self._asked.choices(self._session),
            none_label=_(group.none_label),
            take=self._take,
            marked=self._held.get(self._asked.key, self._marked),
            keep=self._hold,
        )

    @property
    def _marked(self) -> Checked | None:
        """The marks that were given; "none" is not there before it is marked again where the lines may be others now (R03)."""
        again, given = self._asked.key in self._session.again, self._value
        return None if self._asked.key in self._session.changing or (again and given == Checked()) else given

    def type(self) -> Type:
        """A line to type."""
        offered = self._value if self._answered else self._suggested
        return Type(
            text=self._held.get(self._asked.key, written(offered)),
            placeholder=self._placeholder(),
            read=lambda text: read(self._asked, text, self._session),
            take=self._take,
            echo=self._echo,
            keep=self._hold,
        )

    def _placeholder(self) -> str:
        example = _(_EXAMPLES.get(self._asked.kind, ""))
        if self._asked.optional:
            left = _("{without} (leave empty)").format(without=self._asked.without)
            return _("{example}, or {without}").format(example=example, without=left) if example else left
        return example or unit(self._asked, self._session)

    def _echo(self, value: Any) -> str:
        """What the value means or would do; nothing for one that cannot stand, and no figures for who is screened out."""
        if self._asked.echo is None or value is None or not self._session.screening.outcome.allows_dose:
            return ""
        try:
            self._session.answer(self._asked.key, value)
        except InvalidInputError:
            return ""
        return self._asked.echo(self._session, value)


ASKED: Final[Mapping[Kind, Callable[[Asking], Ask]]] = {
    Kind.CHOICE: Asking.pick,
    Kind.CHECKLIST: Asking.tick,
    Kind.NUMBER: Asking.type,
    Kind.WHOLE: Asking.type,
    Kind.WEIGHT: Asking.type,
    Kind.DATE: Asking.type,
    Kind.TIME: Asking.type,
}


def _row(choices: tuple[Choice, ...], value: Any) -> int | None:
    return next((row for row, each in enumerate(choices) if each.value == value and not each.closed), None)


def _first_open(choices: tuple[Choice, ...]) -> int | None:
    return next((row for row, each in enumerate(choices) if not each.closed), None)
