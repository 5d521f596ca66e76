"""A defect inside the wizard: one line for the person, no locals (they are health answers) on the screen.

Textual prints a traceback with locals itself; this is the one place that knows its private names for that.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from wizard.tui.driver import SturdyDriver
from wizard.tui.signals import Guard


class CrashedError(Exception):
    """The wizard ended by a defect, which is the cause of this error. Nothing of it was printed."""


class QuietApp(App[None]):
    """An app that leaves the telling of a defect to its caller."""

    def mute(self) -> None:
        """Write nothing more to the terminal."""
        if isinstance(self._driver, SturdyDriver):
            self._driver.mute()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()  # the rest of it would render a traceback with every local, for a second or more


def run_quietly(app: QuietApp, words: Callable[[], str] = str) -> None:
    """Run the app without the mouse, and end at once when told to from outside, with these last words.

    Raises `CrashedError` where an exception ended it.
    """
    with Guard(app.mute, words).on():
        app.run(mouse=False)
    if app._exception is not None:  # noqa: SLF001 - pinned here, see above
        defect = app._exception  # noqa: SLF001 - as above
        raise CrashedError(f"the wizard ended by a defect ({type(defect).__name__})") from defect
