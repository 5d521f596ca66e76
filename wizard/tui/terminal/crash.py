"""A defect inside the wizard: one line for the person, no locals (they are health answers) on the screen.

Without it Textual prints a traceback with all locals into the scrollback. What it prints is kept
back by `TerminalApp`; what ended the app is known here by a private name, and a test says when
Textual has it no more.
"""

from __future__ import annotations

from collections.abc import Callable

from wizard.tui.terminal.signals import Guard
from wizard.tui.terminal.terminal_app import TerminalApp


class CrashedError(Exception):
    """The wizard ended by a defect, which is the cause of this error. Nothing of it was printed."""


def run_quietly(app: TerminalApp, words: Callable[[], str] = str) -> None:
    """Run the app without the mouse, and end at once when told to from outside, with these last words.

    Raises `CrashedError` where an exception ended it.
    """
    with Guard(app.mute, words).on():
        app.run(mouse=False)
    # Textual has no public name for what ended an app
    defect = app._exception  # noqa: SLF001
    if defect is not None:
        raise CrashedError(f"the wizard ended by a defect ({type(defect).__name__})") from defect
