"""`semax-wizard`, and `python -m wizard`: the program as a process of its own."""

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the program and end the process with its exit code.

    The end comes at once: Python would first take apart every class that was made, which takes a
    sixth of a short command. What was registered for the end of the process is run, and what was
    printed is out.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # while nothing is loaded, an interruption is the end, without a traceback
    if "--kiosk" in sys.argv:
        _listen_to_nobody()
    gc.disable()  # a command is over before garbage matters; the faces that stay switch it on again
    from wizard.cli import main  # noqa: PLC0415 - what is imported counts too

    try:
        main()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    # Coverage, for one, writes its figures there
    atexit._run_exitfuncs()  # noqa: SLF001
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed, or nobody reads: `main` has said so already
            stream.flush()
    os._exit(code)


def _listen_to_nobody() -> None:
    """Forget the variables by which a visitor who may send some could make Textual write files, or click run a shell."""
    for name in [*os.environ]:
        if name.startswith(("TEXTUAL", "_SEMAX_WIZARD")):
            del os.environ[name]


if __name__ == "__main__":
    run()
