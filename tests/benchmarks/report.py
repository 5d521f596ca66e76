"""The table: what was reached beside what is to be reached, as ratios; and the medians they come
from.
"""

import os
import platform
import statistics
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import Final

from attrs import define, field, frozen

from .programs import OURS

Runs = Mapping[str, Sequence[float]]
"""By the name of a program, a figure from each round."""

_HEAD: Final = ("what", OURS, "to reach", "", "side by side")


def ratio(ours: Sequence[float], reference: Sequence[float]) -> float:
    """The median of the ratios round by round, so that noise which falls on both sides of a round
    cancels.
    """
    return statistics.median(one / other for one, other in zip(ours, reference, strict=False))


def p95(figures: Sequence[float]) -> float:
    """The 95th percentile, by nearest rank."""
    return sorted(figures)[max(0, -(-95 * len(figures) // 100) - 1)]


@frozen
class Row:
    """A line of the table; `beside` is the same figure of others, the reference first."""

    what: str
    reached: str
    wanted: str
    met: bool
    beside: str

    def cells(self) -> tuple[str, ...]:
        """What stands in its columns."""
        return self.what, self.reached, self.wanted, "met" if self.met else "NOT met", self.beside


@define
class Table:
    """Rows as they are measured."""

    rows: list[Row] = field(factory=list)
    medians: list[tuple[str, str]] = field(factory=list)
    remarks: list[str] = field(factory=list)
    peers: set[str] = field(factory=set)

    def ratios(
        self, what: str, runs: Runs, reference: str, *, most: float, unit: str = "ms"
    ) -> None:
        """A row that compares with a reference; `unit` is of the medians below the table."""
        compared = {name: ratio(figures, runs[reference]) for name, figures in runs.items()}
        others = {
            reference: compared.pop(reference),
            **{name: times for name, times in compared.items() if name != OURS},
        }
        self._add(
            what,
            compared[OURS],
            most,
            "{:.2f} x",
            {name: f"{times:.2f} x" for name, times in others.items()},
        )
        self.medians.append(
            (
                what,
                ", ".join(
                    f"{name} {statistics.median(figures):,.1f} {unit}"
                    for name, figures in runs.items()
                ),
            )
        )

    def figures(
        self, what: str, figures: Mapping[str, float], *, most: float, form: str = "{:,.0f}"
    ) -> None:
        """A row of figures that are the same on every machine, such as bytes."""
        others = {name: form.format(figure) for name, figure in figures.items() if name != OURS}
        self._add(what, figures[OURS], most, form, others)

    def at_least(self, what: str, reached: float, least: float, form: str) -> None:
        """A row where more is better."""
        self.rows.append(
            Row(
                what,
                form.format(reached),
                f"at least {form.format(least)}",
                met=reached >= least,
                beside="",
            )
        )

    def _add(
        self, what: str, reached: float, most: float, form: str, beside: Mapping[str, str]
    ) -> None:
        shown = form.format(reached)
        met = reached <= most or shown == form.format(most)  # what is shown is what is judged
        said = ", ".join(f"{name} {figure}" for name, figure in beside.items())
        self.rows.append(Row(what, shown, f"at most {form.format(most)}", met, said))

    def write(self, line: Callable[[str], None]) -> None:
        """Write it as Markdown, under what it was measured with."""
        used = [
            f"Python {platform.python_version()}",
            f"Textual {version('textual')}",
            *sorted(self.peers),
        ]
        today = date.today()  # noqa: DTZ011  # the local day
        line(
            f"{today}, 80x24, {', '.join(used)}; {os.cpu_count()} processors, load"
            f" {os.getloadavg()[-1]:.1f}"
        )
        line("")
        cells = [_HEAD, *(row.cells() for row in self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
        for number, row in enumerate(cells):
            line(
                "| "
                + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
                + " |"
            )
            if number == 0:
                line("| " + " | ".join("-" * width for width in widths) + " |")
        line("")
        for remark in self.remarks:
            line(remark)
        line("Medians on this machine, in this run only:")
        for what, said in self.medians:
            line(f"  {what}: {said}")
