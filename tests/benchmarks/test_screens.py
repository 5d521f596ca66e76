"""What a person sees in a terminal: the first screen, keys, going on, leaving; and what it costs
while nothing is typed.
"""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from . import programs
from .measured import SLOW, by_turns, first_answer, first_frame
from .programs import BARE, OURS
from .report import p95

ROUNDS = 7
START = "start page"
THE_DOSE = "Which daily dose do you ask for, in mcg?"
ROUNDS_OF_PEERS = 1


def _of(runs, what):
    return {name: [what(run) for run in found] for name, found in runs.items()}


def _middle(figures):
    return sorted(figures)[len(figures) // 2]


def test_first_frame(driven, table):
    """The first screen that can be used."""
    table.ratios("first usable frame", _of(driven, lambda run: run.start.ready), BARE, most=1.10)


def test_first_answer(table):
    """A first screen that cannot be used yet would be no gain: Enter is pressed on it at once, and
    the next one is waited for.
    """
    turns = {
        OURS: partial(first_answer, programs.wizard(), "enter", "What is it for?"),
        BARE: partial(first_answer, programs.bare_app(), "enter", "step 2 of 3"),
    }
    table.ratios(
        "start, Enter at once, next screen there", by_turns(ROUNDS, turns), BARE, most=1.10
    )


def test_opening_a_profile(written, home, table):
    """The review of a saved profile, beside the first screen of the program without one."""
    path = home / "plan.toml"
    path.write_text(written())
    turns = {
        OURS: partial(first_frame, programs.review(path)),
        START: partial(first_frame, programs.wizard()),
    }
    table.ratios("opening a saved profile", by_turns(ROUNDS, turns), START, most=1.30)


def test_first_frame_over_a_slow_line(peers, table):
    """The same, 80 ms there and back and 32 kB a second."""
    others = peers(programs.posting, programs.harlequin)
    turns = {
        each.name: partial(first_frame, each, SLOW)
        for each in (programs.wizard(), programs.bare_app(), *others)
    }
    runs = by_turns(ROUNDS, turns, {each.name: ROUNDS_OF_PEERS for each in others})
    table.ratios("first frame, 80 ms and 32 kB/s", runs, BARE, most=1.05)


def test_plain(peers, table):
    """The first prompt of the line mode beside one of questionary."""
    for floor in peers(programs.questionary):
        turns = {each.name: partial(first_frame, each) for each in (programs.plain(), floor)}
        table.ratios("--plain, first prompt", by_turns(2 * ROUNDS, turns), floor.name, most=1.2)


def test_key_to_repaint(driven, walked, table):
    """From a key that moves, marks, types or scrolls to the first change: on all steps together,
    and in the middle on the slowest.
    """
    pools = _of(walked, lambda walk: p95([key.first for step in walk.steps for key in step.keys]))
    peers = {
        name: [p95([key.first for key in run.keys]) for run in runs]
        for name, runs in driven.items()
        if name not in pools
    }
    table.ratios("key to repaint, p95, all steps", pools | peers, BARE, most=1.3)
    middles = {name: {} for name in walked}
    for name, walks in walked.items():
        for step in (step for walk in walks for step in walk.steps):
            middles[name].setdefault(step.question, []).append(
                _middle([key.first for key in step.keys])
            )
    slowest = {name: max(steps.values(), key=_middle) for name, steps in middles.items()}
    table.ratios("key to repaint, median, slowest step", slowest, BARE, most=1.3)
    where = next(
        question for question, figures in middles[OURS].items() if figures is slowest[OURS]
    )
    table.remarks.append(f"The slowest step for a key: {where}")
    meant = [
        key.settled
        for walk in walked[OURS]
        for step in walk.steps
        if step.question == THE_DOSE
        for key in step.keys
    ]
    table.remarks.append(
        f"From a digit of the daily dose to the plan with it: {_middle(meant):,.1f} ms"
    )


def test_bytes(driven, walked, alone, table):
    """What crosses the line for the first screen, for a move and for a digit (on the step where it
    is most), and for nothing.
    """
    table.figures(
        "bytes, first frame",
        {name: _middle(each) for name, each in _of(driven, lambda run: run.start.size).items()},
        most=900,
    )
    sizes = {"choice": {}, "marks": {}, "entry": {}, "page": {}}
    for walk in walked[OURS]:
        for step in walk.steps:
            sizes[step.kind].setdefault(step.question, []).extend(key.size for key in step.keys)
    most = {kind: max(_middle(each) for each in found.values()) for kind, found in sizes.items()}
    presses = {
        name: _middle([key.size for run in runs for key in run.keys])
        for name, runs in driven.items()
    }
    table.figures(
        "bytes, highlight move",
        {OURS: max(most["choice"], most["marks"]), BARE: presses.pop(BARE)},
        most=350,
    )
    table.figures("bytes, typed digit", presses | {OURS: most["entry"]}, most=130)
    whole = [sum(map(_sent, walk.steps)) for walk in walked[OURS]]
    start = _middle([run.start.size for run in driven[OURS]])
    table.figures("bytes, a whole first course", {OURS: start + _middle(whole)}, most=14_000)
    table.figures(
        "bytes a second, idle",
        {name: max(each.size for each in found) for name, found in alone.items()},
        most=0,
    )


def _sent(step):
    """What a step sends where its keys are pressed once: to go on, and for each figure typed."""
    typed = [key.size for key in step.keys[:2]] if step.kind == "entry" else []
    return sum(typed) + (step.onward.size if step.onward is not None else 0)


def test_bytes_of_a_full_folder(written, table):
    """The first screen of who has a hundred profiles, one of them a course that runs."""
    with TemporaryDirectory() as home:
        profiles = Path(home) / "profiles"
        profiles.mkdir()
        for number in range(100):
            start = date.today() - timedelta(2 + 200 * (number > 0) + number)  # noqa: DTZ011 - theirs
            text = written(first_time=False, start=start)
            (profiles / f"plan-{number}.toml").write_text(text)
        program = programs.wizard()
        with program.open(Path(home)) as session:
            size = session.start(program.ready).size
    table.figures("bytes, first frame with 100 profiles", {OURS: size}, most=1_400)


def test_going_on(walked, table):
    """From Enter to the last change of the next step, and the bytes of it; the bare app pushes a
    screen.
    """
    for what, most, unit, of in (
        ("going on one step, to settled", 0.25, "ms", lambda seen: seen.settled),
        ("going on one step, bytes", 0.3, "bytes", lambda seen: seen.size),
    ):
        runs = _of(
            walked,
            lambda walk, of=of: _middle(
                [of(step.onward) for step in walk.steps if step.onward is not None]
            ),
        )
        table.ratios(what, runs, BARE, most=most, unit=unit)
    slowest = max(
        (step for walk in walked[OURS] for step in walk.steps if step.onward is not None),
        key=lambda step: step.onward.settled,
    )
    table.remarks.append(
        f"The slowest step to go on from: {slowest.question} ({slowest.onward.settled:,.0f} ms)"
    )


def test_leaving(driven, table):
    """From the key that leaves to the end of the process."""
    table.ratios(
        "leaving, key to process gone", _of(driven, lambda run: run.leaving), BARE, most=0.25
    )


def test_wakeups(alone, table):
    """How often its threads wake up in a second while nothing is typed."""
    figures = {name: max(each.wakeups for each in found) for name, found in alone.items()}
    table.figures("wakeups a second, idle", figures, most=0, form="{:.1f}")


def test_memory(walked, table):
    """Proportional memory at review, beside the bare app on its last screen."""
    table.ratios(
        "memory (PSS) at review", _of(walked, lambda walk: walk.memory), BARE, most=1.15, unit="MB"
    )
