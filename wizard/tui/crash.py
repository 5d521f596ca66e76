"""A defect inside the wizard: one line for the person, no locals (they are health answers) on the screen.

Textual prints a traceback with locals itself; this is the one place that knows its private names for that.
"""

from __future__ import annotations

from textual.app import App


class CrashedError(Exception):
    """The wizard ended by a defect, which is the cause of this error. Nothing of it was printed."""


class QuietApp(App[None]):
    """An app that leaves the telling of a defect to its caller."""

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()  # the rest of it would render a traceback with every local, for a second or more


def run_quietly(app: QuietApp) -> None:
    """Run the app without the mouse. Raises `CrashedError` where an exception ended it."""
    app.run(mouse=False)
    if app._exception is not None:  # noqa: SLF001 - pinned here, see above
        defect = app._exception  # noqa: SLF001
        raise CrashedError(f"the wizard ended by a defect ({type(defect).__name__})") from defect
