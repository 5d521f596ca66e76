"""What is written to the terminal: less than Textual writes, and the same screen."""

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from wizard.tui.terminal.painter import Painter

WIDTH, HEIGHT, CUT = (
    24,
    4,
    9,
)  # wide characters are not cut in two there, as Textual cuts none between widgets
CONSOLE = Console(color_system="256", force_terminal=True, width=WIDTH)
STYLES = [
    None,
    *map(
        Style.parse,
        (
            "none",
            "default on default",
            "bold",
            "dim",
            "reverse",
            "underline",
            "color(3)",
            "red on color(5)",
            "on black",
        ),
    ),
]
TEXT = st.text(alphabet=st.sampled_from("ab -─日é"), max_size=8)


def cells(char):
    """How many cells a character takes."""
    return 2 if char == "日" else 1


@st.composite
def lines(draw, width):
    """A line of exactly that many cells, in pieces of several looks."""
    pieces, room = [], width
    while room:
        text = ""
        for char in draw(TEXT):
            if cells(char) <= room - sum(map(cells, text)):
                text += char
        text = text or " "
        pieces.append(Segment(text, draw(st.sampled_from(STYLES))))
        room -= sum(map(cells, text))
    return Strip(pieces, width)


@st.composite
def updates(draw):
    """A whole frame, or a part of some lines of one."""
    if draw(st.booleans()):
        return LayoutUpdate(
            [[draw(lines(CUT)), draw(lines(WIDTH - CUT))] for _ in range(HEIGHT)],
            Region(0, 0, WIDTH, HEIGHT),
        )
    chops = [
        {0: draw(lines(CUT)), CUT: draw(st.none() | lines(WIDTH - CUT))} for _ in range(HEIGHT)
    ]
    rows = sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1)))
    return ChopsUpdate(chops, [(y, 0, WIDTH) for y in rows], [[CUT, WIDTH]] * HEIGHT)


class Terminal:
    """A terminal of the size of the frames, without line wrap, as the driver sets it."""

    def __init__(self, junk=""):
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)
        self._stream.feed(f"\x1b[?7l\x1b[20h{junk}")

    def shows(self, written):
        """What stands there after this was written: each cell with its looks; of a blank, only
        those that are seen.
        """
        self._stream.feed(written)
        return [
            [self._seen(self._screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)
        ]

    @staticmethod
    def _seen(char):
        if char.data == " " and not char.reverse and not char.underscore:
            return " ", char.bg
        return char


@settings(max_examples=80, deadline=None)
@given(st.lists(updates(), min_size=1, max_size=4))
def test_same_screen_as_textual(frames):
    """After any updates, whole or in part, a terminal shows what Textual's own bytes would have it
    show, whatever stood there before.
    """
    ours, stock, painter = Terminal("left over\x1b[3;3Hfrom before"), Terminal(), Painter()
    begun = False
    for frame in frames:
        begun = begun or isinstance(frame, LayoutUpdate)
        if begun:
            assert ours.shows(painter.way(frame, CONSOLE)) == stock.shows(
                frame.render_segments(CONSOLE)
            )


def test_only_what_changed_is_sent():
    """A frame that is there already sends nothing, a changed word little more than the word, and
    all of it after `forget`.
    """
    painter = Painter()

    def frame(word):
        return LayoutUpdate(
            [[Strip([Segment(f"a line with {word}".ljust(WIDTH))], WIDTH)]] * HEIGHT,
            Region(0, 0, WIDTH, HEIGHT),
        )

    whole = painter.way(frame("this"), CONSOLE)
    assert whole.count("a line with this") == HEIGHT
    assert painter.way(frame("this"), CONSOLE) == ""
    assert len(painter.way(frame("that"), CONSOLE)) < 10 * HEIGHT
    painter.forget()
    assert painter.way(frame("that"), CONSOLE).count("a line with that") == HEIGHT


@pytest.mark.parametrize("update", ["text", None, 3])
def test_what_is_no_update_is_left_alone(update):
    """Anything else than Textual's two kinds of update is written as Textual gives it."""
    assert Painter().shorter(update) is update


def test_textual_still_displays_by_the_names_that_are_used():
    """The app's updates pass through `_display`, which renders them by `render_segments`; otherwise
    nothing is saved.
    """
    assert "_display" in vars(Screen)["_compositor_refresh"].__code__.co_names
    assert "render_segments" in vars(App)["_display"].__code__.co_names
