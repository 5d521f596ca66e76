"""Runs of programs, by turns: what is measured of a start, of keys, of a walk through every step,
and of leaving.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from attrs import define, field, frozen

from . import processes, programs
from .programs import Program
from .session import Link, Seen, Session
from .terminal import Terminal

SLOW: Final = Link(0.080, 32_000)
_SETTLING: Final = 1.0
_IDLE_SECONDS: Final = 4.0
_BETWEEN_KEYS: Final = 0.05
_PAIRS: Final = 3
_PAIRS_ON_BARE: Final = 15
"""It has fewer screens, and a percentile wants many presses."""
_MOST_STEPS: Final = 60
_REVIEW: Final = "S save"
"""What the keys at the foot of the review do, and of no other page on the way."""

T = TypeVar("T")


@frozen
class Driven:
    """One run: the start, presses of its keys, and milliseconds to its end."""

    start: Seen
    keys: tuple[Seen, ...]
    leaving: float


@frozen
class Idle:
    """What a program does in a second while nothing is typed."""

    size: float
    wakeups: float


@define
class Step:
    """One question: its kind of answer, each press that moved, marked or typed there, and going on
    from it.
    """

    question: str
    kind: str
    keys: list[Seen] = field(factory=list)
    onward: Seen | None = None


@frozen
class Walk:
    """One way through every step, and PSS in MB at its end."""

    steps: tuple[Step, ...]
    memory: float


def by_turns(
    rounds: int, turns: Mapping[str, Callable[[], T]], fewer: Mapping[str, int] | None = None
) -> dict[str, list[T]]:
    """Call each in turn, round after round, with one round before that is not kept; some have
    `fewer` rounds.
    """
    kept: dict[str, list[T]] = {name: [] for name in turns}
    for number in range(-1, rounds):
        for name, run in turns.items():
            if number < (fewer or {}).get(name, rounds):
                found = run()
                if number >= 0:
                    kept[name].append(found)
    return kept


def drive(program: Program) -> Driven:
    """Start a program, type at it, and leave it."""
    with tempfile.TemporaryDirectory() as home, program.open(Path(home)) as session:
        start = session.start(program.ready)
        return Driven(start, _press(session, program.keys), session.leave(*program.leave))


def leave_alone(program: Program, *keys: str) -> Idle:
    """Start a program, press keys to get somewhere, and do nothing."""
    with tempfile.TemporaryDirectory() as home, program.open(Path(home)) as session:
        session.start(program.ready)
        for key in keys:
            session.press(key)
        session.rest(_SETTLING)
        before = processes.wakeups(session.pid)
        size = session.rest(_IDLE_SECONDS)
        return Idle(size / _IDLE_SECONDS, (processes.wakeups(session.pid) - before) / _IDLE_SECONDS)


def first_frame(program: Program, link: Link | None = None) -> float:
    """Start a program, perhaps over a slow line: milliseconds to the first screen that can be
    used.
    """
    with tempfile.TemporaryDirectory() as home, program.open(Path(home), link) as session:
        return session.start(program.ready).ready


def first_answer(program: Program, key: str, expected: str) -> float:
    """Start a program and press a key on its first screen at once: milliseconds from the start to
    what the key leads to.
    """
    with tempfile.TemporaryDirectory() as home, program.open(Path(home)) as session:
        session.watch(session.begun, program.ready, quiet=0)
        session.send(session.terminal.encode(key))
        return session.start(expected).ready


def _press(session: Session, keys: tuple[str, ...], times: int = _PAIRS) -> tuple[Seen, ...]:
    """Press these over and over."""
    return tuple(session.press(key, quiet=_BETWEEN_KEYS) for key in keys * times)


def walk_bare() -> Walk:
    """Through the screens of the bare app."""
    program = programs.bare_app()
    steps: list[Step] = []
    with tempfile.TemporaryDirectory() as home, program.open(Path(home)) as session:
        session.start(program.ready)
        for number in (1, 2, 3):
            step = Step(
                f"step {number} of 3", "choice", list(_press(session, program.keys, _PAIRS_ON_BARE))
            )
            if number < 3:
                step.onward = session.press("enter", f"step {number + 1} of 3")
            steps.append(step)
        return Walk(tuple(steps), processes.memory(session.pid))


def walk_ours(said: Mapping[str, Sequence[str]]) -> Walk:
    """Through every step of the program to its review, with these keys as the answers to its
    questions.
    """
    program = programs.wizard()
    steps: list[Step] = []
    with tempfile.TemporaryDirectory() as home, program.open(Path(home)) as session:
        session.start(program.ready)
        session.press("enter", "What is it for?")
        while _REVIEW not in session.terminal.text:
            if len(steps) > _MOST_STEPS:
                raise TimeoutError(f"the review never comes:\n{session.terminal.text}")
            steps.append(_answer(session, said))
        steps.append(Step(_REVIEW, "page", list(_press(session, ("pagedown", "pageup")))))
        return Walk(tuple(steps), processes.memory(session.pid))


def _answer(session: Session, said: Mapping[str, Sequence[str]]) -> Step:
    """Move, mark or type, undo it, and answer the question that is asked."""
    asked = next(question for question in said if question in session.terminal.text)
    kind, around = _kind(session.terminal.text)
    before = _line(session.terminal)
    step = Step(asked, kind, [session.press(key, quiet=_BETWEEN_KEYS) for key in around])
    *keys, last = said[asked]
    if kind == "entry" and _line(session.terminal) != before and not keys:
        keys = [before]  # typing replaced what was suggested
    for key in keys:
        session.press(key, quiet=_BETWEEN_KEYS)
    step.onward = session.press(last)
    return step


def _kind(screen: str) -> tuple[str, tuple[str, ...]]:
    """What kind of answer the keys at the foot of the screen are for, and keys that change
    something and end where they began.
    """
    foot = "".join(screen.split("\n")[-2:])
    moves = ("down", *("down", "up") * _PAIRS, "up")
    if "Space yes" in foot:
        return "marks", (*moves, "space", "space")
    if "↑↓ move" in foot:
        return "choice", moves
    return "entry", ("1", "backspace") * _PAIRS


def _line(terminal: Terminal) -> str:
    """What stands in the line that is typed in, which is where the cursor is."""
    row: str = terminal.screen.display[terminal.screen.cursor.y]
    return row.strip(" ▌")
