"""Someone who types line by line: the lines of whole courses, and a terminal that shows them."""

import io
import os
from datetime import UTC, datetime

NOW = datetime(2026, 1, 5, 14, 2, tzinfo=UTC)
DROPS = [
    "1",
    "1",
    "1",
    "0.1%",
    "3",
    "",
    "1",
    "35",
    "70",
    "yes",
    *["none"] * 6,
    "no",
]
PLAN = ["", "", "", "yes"]
SAVE = ["save", "Spring exam block", "", "leave"]
TO_REVIEW = ["new", *DROPS, *PLAN]
FIRST_COURSE = [*TO_REVIEW, *SAVE]
SEIZURE = ["new", *DROPS[:10], "6"]
VIAL = [
    "new",
    "1",
    "semax",
    "vial",
    "10",
    "3",
    "2",
    "1",
    "no",
    "subcutaneous",
    "35",
    "154 lb",
    "no",
    "2025-11-20",
    "1",
]
VIAL_COURSE = [
    *VIAL,
    *["none"] * 4,
    "4",
    "none",
    "no",
    "6:30",
    "500",
    "",
    "4",
    "45",
    "yes",
    "2",
    "save",
    "",
    "",
    "leave",
]


class Typist(io.StringIO):
    """A person at a terminal: each line is typed after the prompt and shown there, as a terminal
    does.
    """

    def __init__(self, lines, out):
        super().__init__("".join(f"{line}\n" for line in lines))
        self._out = out
        self._nothing, self._never = os.pipe()

    def isatty(self):
        """It is one."""
        return True

    def fileno(self):
        """Nothing waits here: each line is typed when it is asked for."""
        return self._nothing

    def __del__(self):
        os.close(self._nothing)
        os.close(self._never)

    def readline(self, size=-1):
        """The next line, shown as it is typed."""
        line = super().readline(size)
        self._out.write(line)
        return line
