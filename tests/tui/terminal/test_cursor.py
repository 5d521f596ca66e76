"""Where the terminal's cursor is put: on what has the focus."""

from textual.widgets import Button, Input, OptionList

from wizard.tui.terminal.terminal_app import TerminalApp


class _Three(TerminalApp):
    """A list, a line to type in and a button, one below the other, each without a border."""

    CSS = "OptionList { height: 6; } Screen > * { border: none; padding: 0; }"

    def compose(self):
        yield OptionList("one", "two\nin two lines", "three", compact=True)
        yield Input("日本", compact=True)
        yield Button("go", compact=True)


async def test_cursor_follows_the_focus():
    """It stands on the row that is highlighted, at the caret of the line, and at the start of
    anything else; nobody else moves it.
    """
    app = _Three()
    async with app.run_test() as pilot:
        rows = app.query_one(OptionList)
        rows.highlighted = 2
        rows.focus()
        await pilot.pause()
        assert app.cursor_position == (rows.content_region.x, 3)
        app.query_one(Input).focus()
        await pilot.pause()
        assert app.cursor_position == (app.query_one(Input).content_region.x + 4, 6)
        app.query_one(Button).focus()
        await pilot.pause()
        app.cursor_position = (0, 0)
        assert app.cursor_position == app.query_one(Button).content_region.offset
        app.screen.set_focus(None)  # out of the way: on the last that can have it
        assert app.cursor_position == app.query_one(Button).content_region.offset


async def test_cursor_where_textual_has_the_name_no_more(monkeypatch):
    """Where Textual does not say on which line a row begins, the cursor stands on the first line of
    the list; today it says so.
    """
    app = _Three()
    async with app.run_test() as pilot:
        app.query_one(OptionList).highlighted = 2
        app.query_one(OptionList).focus()
        await pilot.pause()
        monkeypatch.delattr(OptionList, "_index_to_line")
        assert app.cursor_position == app.query_one(OptionList).content_region.offset
