"""A defect: it ends the app quietly, by names that Textual may change."""

import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from wizard.tui.terminal.terminal_app import CrashedError, TerminalApp, run_quietly


def test_crash_prints_nothing(capfd):
    """A defect ends the app with an error that carries it, and prints none of the answers it could
    have shown.
    """

    class Broken(TerminalApp):
        def on_mount(self):
            answered = "seizure-history"
            raise ValueError(len(answered))

    with pytest.raises(CrashedError, match="ValueError") as caught:
        run_quietly(Broken(driver_class=HeadlessDriver))
    assert isinstance(caught.value.__cause__, ValueError)
    printed = capfd.readouterr()
    assert "seizure" not in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


def test_textual_still_ends_by_the_names_that_are_used():
    """A defect is remembered as `_exception` and told by `_fatal_error`, which then closes;
    otherwise Textual prints it.
    """
    assert {"_exception", "_fatal_error"} <= set(vars(App)["_handle_exception"].__code__.co_names)
    assert "_close_messages_no_wait" in vars(App)["_fatal_error"].__code__.co_names
