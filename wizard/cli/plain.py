"""Line mode on the command line: the streams it talks over, and its endings as exit codes."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import click

from wizard.catalog import catalog
from wizard.cli.common import columns, now
from wizard.cli.errors import Exit, tell
from wizard.cli.files import load
from wizard.plain import Ending, Opened, run
from wizard.profile.folder import ProfileFolder


def open_plain(file: str | None, folder: ProfileFolder) -> int:
    """The interview in line mode, on a profile if one is named; its exit code."""
    gc.enable()
    if file == "-":
        raise click.UsageError("with --plain, stdin gives the answers: name a profile file instead of -")
    opened = Opened(Path(file), load(file)) if file is not None else None
    source = sys.stdin if sys.stdin is not None else io.StringIO()
    for stream in (source, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):  # bytes that are no text, and text the terminal has no bytes for, end nothing
            stream.reconfigure(errors="replace")
    width = columns(sys.stdout) - 1
    ending = run(source=source, out=sys.stdout, catalog=catalog(), now=now, folder=folder, opened=opened, width=width)
    return _code(ending)


def _code(ending: Ending) -> int:
    kept = "your answers are kept as a draft" if ending.kept else "nothing was answered, so nothing new is kept"
    match ending.how:
        case "ended":
            tell(f"the input ended before an answer to: {ending.before.rstrip('?.')}; {kept}")
            return Exit.INVALID
        case "interrupted":
            tell(f"interrupted; {kept}")
            return Exit.INTERRUPTED
    return Exit.DONE if ending.outcome.allows_dose else Exit.SCREENED_OUT
