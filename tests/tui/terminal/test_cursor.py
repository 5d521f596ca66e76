"""Where the terminal's cursor is put: on what has the focus."""

from textual.widgets import Button, Input

from wizard.tui.terminal.terminal_app import TerminalApp


class _Two(TerminalApp):
    """A line to type in and a button below it, each without a border."""

    CSS = "Screen > * { border: none; padding: 0; }"

    def compose(self):
        yield Input("日本", compact=True)
        yield Button("go", compact=True)


async def test_cursor_follows_the_focus():
    """It stands at the caret of the line, and at the start of anything else; nobody else moves it.
    On a list it stands on the highlighted row (`tests/tui/test_painted.py`).
    """
    app = _Two()
    async with app.run_test() as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        assert app.cursor_position == (app.query_one(Input).content_region.x + 4, 0)
        app.query_one(Button).focus()
        await pilot.pause()
        app.cursor_position = (0, 0)
        assert app.cursor_position == app.query_one(Button).content_region.offset
        app.screen.set_focus(None)  # out of the way: on the last that can have it
        assert app.cursor_position == app.query_one(Button).content_region.offset
