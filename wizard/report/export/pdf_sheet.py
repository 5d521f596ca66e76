"""A PDF that is written line by line: core fonts, tags, and the vector drawings. Points throughout, y downwards.

The core fonts are used because no font has to ship with the program then; they hold Latin-1 only,
so a name in another script is written in Latin letters here and stands as it is in the title of the
file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from typing import Final, Literal

from attrs import evolve
from fpdf import FPDF

from wizard import __version__
from wizard.report.export.registry import Paper
from wizard.report.shapes import WIDTH, Line, Picture, Shape, Tone, Words
from wizard.text.layout import words

MARGIN: Final = 42.0
_FONT: Final = "helvetica"
_COLOURS: Final[dict[Tone, tuple[int, int, int]]] = {
    "ink": (20, 24, 28),
    "soft": (95, 102, 110),
    "paper": (255, 255, 255),
    "liquid": (150, 195, 228),
    "light": (224, 232, 238),
    "strong": (70, 120, 165),
}
_FOOT: Final = 8.0
_SLACK: Final = 0.01  # a text is as wide as the sum of its words, but for rounding
_GLUE: Final = "\N{NO-BREAK SPACE}"
Role = Literal["/H1", "/H2", "/P", "/Figure"]


class Sheet(FPDF):
    """Pages of one paper, with the program's title, language and date; nothing in it depends on the clock."""

    def __init__(self, paper: Paper, title: str, created: datetime) -> None:
        super().__init__(unit="pt", format=paper)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=False)
        self.set_title(title)
        self.set_lang("en")
        self.set_creator(f"semax-wizard {__version__}")
        self.set_creation_date(created)
        self.set_font(_FONT)

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide the text is."""
        return _width(text, bold) * size

    def wrap(
        self, text: str, width: float, size: float, *, bold: bool = False, lead: float = 0
    ) -> list[str]:
        """Lines that fit the width, the first one with room for `lead`; no figure is torn from its unit."""
        space, lines, line, taken = self.width_of(" ", size, bold=bold), list[str](), "", lead
        for word in words(text):
            for piece in self._pieces(word, width, size, bold=bold):
                wide = self.width_of(piece, size, bold=bold)
                if line and taken + space + wide > width + _SLACK:
                    lines.append(line)
                    line, taken = piece, wide
                else:
                    line, taken = (
                        (f"{line} {piece}", taken + space + wide) if line else (piece, taken + wide)
                    )
        return [*lines, line]

    def _pieces(self, word: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
        while self.width_of(word, size, bold=bold) > width and len(word) > 1:
            cut = next(
                cut
                for cut in range(len(word) - 1, 0, -1)
                if cut == 1 or self.width_of(word[:cut], size, bold=bold) <= width
            )
            yield word[:cut]
            word = word[cut:]
        yield word

    @contextmanager
    def tagged(self, role: Role, says: str | None = None) -> Iterator[None]:
        """What is drawn within is one element of the document's structure, `says` its alternative text.

        fpdf2 keeps these elements in one flat list: it has no nested ones for the cells of a table.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=role, mcid=number, alt_text=says)
        self._out(f"{role} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    def say(self, line: Words) -> None:
        """One line of text, from its left."""
        self.set_font(_FONT, "B" if line.bold else "", line.size)
        self.set_text_color(*_COLOURS[line.tone])
        self.text(line.x, line.y, printable(line.text))

    def frame(
        self, corner: tuple[float, float], width: float, height: float, *, heavy: bool
    ) -> None:
        """A box behind what is drawn next: heavy on white, or light on a shade."""
        self.set_fill_color(*_COLOURS["paper" if heavy else "light"])
        self.set_draw_color(*_COLOURS["ink" if heavy else "soft"])
        self.set_line_width(1.4 if heavy else 0.6)
        self.rect(*corner, width, height, style="DF")

    def rule(self, x: float, y: float, width: float) -> None:
        """A thin line."""
        self.set_draw_color(*_COLOURS["soft"])
        self.set_line_width(0.5)
        self.line(x, y, x + width, y)

    def picture(self, picture: Picture, x: float, y: float, width: float) -> None:
        """A vector drawing, as wide as that."""
        scale = width / WIDTH
        with self.tagged("/Figure", printable(picture.says)):
            for part in picture.parts:
                match part:
                    case Line():
                        self.set_draw_color(*_COLOURS[part.tone])
                        self.set_line_width(part.width * scale)
                        self.line(
                            x + part.x1 * scale,
                            y + part.y1 * scale,
                            x + part.x2 * scale,
                            y + part.y2 * scale,
                        )
                    case Shape():
                        self._shape(part, x, y, scale)
                    case Words():
                        wide = self.width_of(part.text, part.size * scale, bold=part.bold)
                        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[part.anchor]
                        self.say(
                            evolve(
                                part,
                                x=x + part.x * scale - shift,
                                y=y + part.y * scale,
                                size=part.size * scale,
                            )
                        )

    def _shape(self, shape: Shape, x: float, y: float, scale: float) -> None:
        self.set_fill_color(*_COLOURS[shape.fill])
        self.set_draw_color(*_COLOURS[shape.outline or shape.fill])
        self.set_line_width(0.6 * scale)
        self.polygon(
            [(x + across * scale, y + down * scale) for across, down in shape.points], style="DF"
        )

    def foot(self, number: int, last: int) -> None:
        """The number of the page, outside the document's structure."""
        text = f"page {number} of {last}"
        self._out("/Artifact BMC")
        left = self.w - MARGIN - self.width_of(text, _FOOT)
        self.say(Words(left, self.h - MARGIN / 2, text, _FOOT, tone="soft"))
        self._out("EMC")


@cache
def _ruler() -> FPDF:
    return FPDF(unit="pt")


@lru_cache(maxsize=1 << 14)
def _width(text: str, bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    """How wide the text is in type of one point."""
    ruler = _ruler()
    ruler.set_font(_FONT, "B" if bold else "", 100)
    return float(ruler.get_string_width(printable(text))) / 100


def printable(text: str) -> str:
    """The text in the letters of the core fonts: others in Latin letters, and `?` for what has none."""
    if not _is_latin(text := text.replace(_GLUE, " ")):
        from anyascii import anyascii  # noqa: PLC0415 - only for names in other scripts

        text = "".join(
            char if _is_latin(char) else anyascii(char) or "?"
            for char in unicodedata.normalize("NFC", text)
        )
    return text


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
