"""An app on a real terminal: keys in the order in which they were pressed, and a screen that can be
sent again.
"""

import pytest
from textual._compositor import LayoutUpdate
from textual.events import Key, Paste
from textual.widgets import Input, Static

from wizard.tui.terminal import terminal_app
from wizard.tui.terminal.terminal_app import TerminalApp, TerminalScreen


class _Listening(TerminalApp):
    """An app that notes what reaches it, with a line to type in that has the focus."""

    def __init__(self):
        super().__init__()
        self.heard, self.again, self.stopped = [], 0, 0

    def compose(self):
        yield Input()

    def press(self, event):
        self.heard.append(event.key)

    def paste(self, event):
        self.heard.append(event.text)

    def draw_again(self):
        super().draw_again()
        self.again += 1

    def action_suspend_process(self):
        self.stopped += 1


async def test_keys_reach_the_app_in_order_and_no_widget():
    """Keys and pastes that arrive in one packet come to the app one after the other; the widget
    with the focus gets none.
    """
    app = _Listening()
    async with app.run_test() as pilot:
        for event in (Key("7", "7"), Key("enter", None), Paste("180"), Key("enter", None)):
            app.post_message(event)
        await pilot.pause()
        assert app.heard == ["7", "enter", "180", "enter"]
        assert app.query_one(Input).value == ""


async def test_key_before_anything_is_shown_is_dropped():
    """A key that comes before there is a screen does nothing."""
    app = _Listening()
    await app.on_event(Key("enter", None))
    await app.on_event(Paste("text"))
    assert app.heard == []


async def test_redraw_and_suspend(monkeypatch):
    """Ctrl+L sends the screen again, and so does a shell that gives it back; Ctrl+Z stops where it
    can be continued, not elsewhere.
    """
    app = _Listening()
    async with app.run_test() as pilot:
        for can, stopped in ((False, 0), (True, 1)):
            monkeypatch.setattr(terminal_app, "can_be_continued", lambda can=can: can)
            app.post_message(Key("ctrl+z", None))
            await pilot.pause()
            assert app.stopped == stopped
        app.post_message(Key("ctrl+l", None))
        await pilot.pause()
        assert app.again == 1
        app.app_resume_signal.publish(app)
        await pilot.pause()
        assert app.again == 2
        assert app.heard == []


class _Growing(TerminalApp):
    """An app that notes what is drawn."""

    def __init__(self):
        super().__init__()
        self.drawn = []

    def get_default_screen(self):
        return TerminalScreen()

    def _display(self, _screen, renderable):
        if renderable is not None:
            self.drawn.append(renderable)


@pytest.mark.usefixtures("painted")
async def test_a_new_layout_is_drawn_once_and_whole():
    """Textual draws what has moved, and overlooks some of it; all of it is drawn instead of that,
    and not after it.
    """
    app = _Growing()
    async with app.run_test() as pilot:
        await app.screen.mount(first := Static("1"), Static("2"))
        await pilot.pause(0.05)
        app.drawn.clear()
        first.display = False
        await pilot.pause(0.05)
        assert [type(each) for each in app.drawn] == [LayoutUpdate]
