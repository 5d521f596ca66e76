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
    """A terminal of the size of the frames, without line wrap, as the driver sets it.

    A line feed keeps the column, or `returns` to the first one, as Textual's own bytes need it.
    """

    def __init__(self, junk="", *, returns=False):
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)
        # pyte gives the ground of the pen only to cells that were written to before
        written = "\n".join(" " * WIDTH for _ in range(HEIGHT))
        self._stream.feed(f"\x1b[?7l\x1b[20h{written}{junk}")
        if not returns:
            self._stream.feed("\x1b[20l")

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
@given(st.lists(updates(), min_size=1, max_size=4), st.booleans())
def test_same_screen_as_textual(frames, erases):
    """After any updates, whole or in part, a terminal shows what Textual's own bytes would have it
    show, whatever stood there before.
    """
    ours, stock = Terminal("left over\x1b[3;3Hfrom before"), Terminal(returns=True)
    painter = Painter(erases=erases)
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


def _written(painter, *pieces):
    """What is written for one line of these texts and styles, below which nothing stands."""
    segments = [Segment(text, Style.parse(style)) for text, style in pieces]
    room = WIDTH - sum(len(text) for text, _ in pieces)
    line = Strip([*segments, Segment(" " * room, Style.parse(pieces[-1][1]))], WIDTH)
    return painter.way(LayoutUpdate([[line]] * HEIGHT, Region(0, 0, WIDTH, HEIGHT)), CONSOLE)


def test_a_style_runs_over_the_blanks_between_words():
    """Issue 20, point 5: it is switched on once for words with blanks between them."""
    written = _written(Painter(), ("two bold words", "bold"))
    assert written.count("\x1b[1m") == 1
    assert "two bold words" in written


def test_a_ground_is_erased_in_one_go():
    """A field's ground is one erase, a ground of the whole screen is its clearing."""
    pieces = [("x", "on color(236)"), (" " * 10, "on color(236)"), ("y", "none")]
    assert "\x1b[10X" in _written(Painter(), *pieces)
    whole = _written(Painter(), ("x", "color(253) on color(233)"))
    assert whole.startswith("\x1b[0;48;5;233m\x1b[2J")
    assert " " not in whole


def test_where_erasing_leaves_no_ground_blanks_are_written():
    """GNU screen erases with the terminal's own ground: there each blank of another is sent."""
    written = _written(Painter(erases=False), ("x", "color(253) on color(233)"))
    assert "X" not in written
    assert written.count(" ") == HEIGHT * (WIDTH - 1)


@pytest.mark.parametrize("colours", ["256", "truecolor"])
def test_a_colour_is_sent_by_its_number(colours):
    """A colour that has a number in every terminal is sent as that, never by its parts."""
    console = Console(color_system=colours, force_terminal=True, width=WIDTH)
    line = Strip([Segment("x" * WIDTH, Style.parse("#00afd7 on #121212"))], WIDTH)
    written = Painter().way(LayoutUpdate([[line]] * HEIGHT, Region(0, 0, WIDTH, HEIGHT)), console)
    assert "38;5;38" in written
    assert "48;5;233" in written
    assert ";2;" not in written


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
