"""`semax-wizard`, and `python -m wizard`: the program as a process of its own."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the program and end the process with its exit code.

    The end comes at once: Python would first take apart every class that was made, which takes a sixth of a short
    command. What was registered for the end of the process is run, and what was printed is out.
    """
    gc.disable()  # a command is over before garbage matters; the faces that stay switch it on again
    from wizard.cli import main  # noqa: PLC0415 - what is imported counts too

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
