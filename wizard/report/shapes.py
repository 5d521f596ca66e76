"""What a vector drawing is made of: plain shapes on a plane 500 wide, y downwards, for SVG and PDF alike."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

WIDTH: Final = 500.0
Tone = Literal["ink", "soft", "paper", "liquid", "light", "strong"]
"""`ink` for lines and words, `soft` for what stands back, `paper` for nothing, the others are shades to fill with."""
Anchor = Literal["start", "middle", "end"]


@frozen
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.8
    tone: Tone = "ink"


@frozen
class Shape:
    """A filled polygon with an outline."""

    points: tuple[tuple[float, float], ...]
    fill: Tone = "paper"
    outline: Tone | None = "ink"


@frozen
class Words:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float = 9
    anchor: Anchor = "start"
    bold: bool = False
    tone: Tone = "ink"


Part = Line | Shape | Words


@frozen
class Picture:
    """Shapes in the order in which they are painted and read; `says` is the same in words."""

    height: float
    parts: tuple[Part, ...]
    says: str


def box(
    corner: tuple[float, float],
    width: float,
    height: float,
    fill: Tone = "paper",
    outline: Tone | None = "ink",
) -> Shape:
    """An upright rectangle, from its upper left corner."""
    x, y = corner
    return Shape(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), fill, outline)
