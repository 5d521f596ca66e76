"""Saying and hearing lines: no cursor control, no colour, nothing but words and line ends."""

from __future__ import annotations

import select
import termios
from contextlib import suppress
from typing import Final, TextIO

from wizard.conversation.front import CUT
from wizard.text.layout import fold
from wizard.text.sanitize import clean
from wizard.text.translation import N_, _

WIDTH: Final = 79
INDENT: Final = 2
LONGEST: Final = 1000
PROMPT: Final = N_("Answer: ")
_UNREAD: Final = N_("What you typed before this page was shown is dropped.")
_LEAST_WIDTH: Final = 20
_MOST_TEXT: Final = 100_000
_MOST_LINES: Final = 500
_MOST_DRAINED: Final = 1_000_000
_MOST_AHEAD: Final = 50
_PAUSE: Final = 0.1


def stopped(text: str) -> str:
    """Return the text with a full stop, where it has no end of its own: a reader pauses there."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


class InputEndedError(Exception):
    """There is no more input, which is never taken as an answer.

    `before` is the question that is still open.
    """

    def __init__(self, before: str) -> None:
        self.before = before
        super().__init__(before)


class Talk:
    """A conversation over two text streams, in lines of at most `width` columns."""

    def __init__(self, source: TextIO, out: TextIO, width: int = WIDTH) -> None:
        self._source, self._out = source, out
        self.width = max(_LEAST_WIDTH, min(WIDTH, width))
        self._by_hand = source.isatty()
        self._unanswered = 0
        self._ahead = 0
        self._prompted = False

    def say(self, text: str, *, indent: int = 0, hang: int = 0) -> None:
        """Say a paragraph, safe for any terminal; `hang` indents all lines but the first."""
        before = " " * indent
        for line in fold(clean(text, _MOST_TEXT), self.width - indent, then=" " * hang):
            self._out.write(f"{before}{line}".rstrip() + "\n")

    def gap(self) -> None:
        """Leave an empty line."""
        self._out.write("\n")

    def prompt(self) -> None:
        """Write the prompt, unless it stands there already."""
        if not self._prompted:
            self._out.write(_(PROMPT))
            self._out.flush()
        self._prompted = True

    def hear(self, question: str) -> str:
        """Return the next line, without its end, after the prompt.

        Raises `InputEndedError` at the end of input, for a last line without an end too (it may be
        half an answer), and for a pipe that goes on and on without an answer. An empty line that
        was there before the prompt answers nothing: it may be the LF of a CR LF.
        """
        self._drop_excess()
        early = self._waits(0)
        self.prompt()
        self._prompted = False
        self._unanswered += 1
        if self._unanswered > _MOST_LINES and not self._by_hand:
            raise InputEndedError(question)
        while (line := self._line()) == "" and early:
            early = self._waits(0)
        if line is None:
            raise InputEndedError(question)
        if not self._by_hand:
            self.gap()  # nobody pressed Enter on this screen
        return line

    def answered(self) -> None:
        """Note that an answer was taken: the conversation goes somewhere."""
        self._unanswered = 0

    def end(self) -> None:
        """End the line of a prompt that stays unanswered, if there is still a terminal."""
        with suppress(OSError):
            self._out.write("\n")
            self._out.flush()

    def drop_ahead(self) -> None:
        """Drop what a person typed before now, a line that is only begun too."""
        self._out.flush()
        waits = self._waits(0)
        self._drop()
        if waits:
            self.say(_(_UNREAD))

    def _drop_excess(self) -> None:
        """Drop what waits to be read, where more was typed ahead or pasted than anybody means."""
        self._ahead = self._ahead + 1 if self._waits(0) else 0
        if self._ahead > _MOST_AHEAD:
            self._drop()
            self.say(_(CUT))

    def _drop(self) -> None:
        with suppress(termios.error):
            more = self._by_hand
            while more:
                termios.tcflush(self._source, termios.TCIFLUSH)
                more = self._waits(_PAUSE)

    def _waits(self, seconds: float) -> bool:
        """Return whether a line that was typed waits, or comes in so many seconds."""
        return self._by_hand and bool(select.select([self._source], [], [], seconds)[0])

    def _line(self) -> str | None:
        """Return a whole line, cut where it is too long; `None` where the input ends before."""
        line = more = self._read()
        drained = len(more)
        while more and not more.endswith("\n") and drained < _MOST_DRAINED:
            more = self._read()
            drained += len(more)
            line = (line + more)[: LONGEST + 1]
        return line.rstrip("\r\n") if more.endswith("\n") else None

    def _read(self) -> str:
        try:
            return self._source.readline(LONGEST)
        except OSError:  # a terminal that hung up
            return ""
