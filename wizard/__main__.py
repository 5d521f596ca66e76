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

    It ends at once, which saves 8% of `check`: Python would first take apart every class. What was
    registered for the end is run, and what was printed is written out.
    """
    # While nothing is loaded, an interruption ends the process, without a traceback
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # To quit (Ctrl+\) would dump core, with the answers of an opened profile
    if signal.getsignal(signal.SIGQUIT) is signal.SIG_DFL:
        signal.signal(signal.SIGQUIT, lambda number, _: os._exit(128 + number))
    # A visitor who may set these could make Textual write files, or click run a shell
    if "--kiosk" in sys.argv:
        for name in [*os.environ]:
            if name.startswith(("TEXTUAL", "_SEMAX_WIZARD")):
                del os.environ[name]
    # Without it the first frame takes 9% longer. The two faces collect garbage again later.
    gc.disable()
    from wizard.cli import main  # noqa: PLC0415 - imports are to be covered by the above

    try:
        main()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    atexit._run_exitfuncs()  # noqa: SLF001 - coverage, for one, writes its figures there
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed, or nobody reads: `main` has said so already
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
