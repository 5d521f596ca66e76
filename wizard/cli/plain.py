"""Line mode on the command line: the streams it talks over, and its endings as exit codes."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.common import columns, now
from wizard.cli.errors import Exit, tell
from wizard.plain import Visit, run
from wizard.profile.folder import ProfileFolder

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.profile.file_format import Profile, SharedProfile


def open_plain(
    profile: Profile | SharedProfile | None,
    path: Path | None,
    folder: ProfileFolder,
    catalog: Callable[[], Catalog],
) -> Visit:
    """Hold the conversation in line mode, on a profile if one was read; say how it ended."""
    gc.enable()
    source = sys.stdin if sys.stdin is not None else io.StringIO()
    for stream in (source, sys.stdout):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # bytes that are no text, and text the terminal has no bytes for, end nothing
            stream.reconfigure(errors="replace")
    width = columns(sys.stdout) - 1
    return run(
        source=source,
        out=sys.stdout,
        catalog=catalog,
        now=now,
        folder=folder,
        profile=profile,
        path=path,
        width=width,
    )


def unfinished(visit: Visit) -> Exit | None:
    """Tell of an end that the person did not choose; return its exit code, or `None` where it was chosen or all is saved."""
    kept = (
        "your answers are kept as a draft"
        if visit.ending.kept
        else "nothing was answered, so nothing new is kept"
    )
    if visit.how == "interrupted":
        tell(f"interrupted; {kept}")
        return Exit.INTERRUPTED
    if visit.how == "ended" and (visit.ending.unsaved or visit.ending.saved is None):
        tell(f"the input ended before an answer to: {visit.before.rstrip('?.')}; {kept}")
        return Exit.INVALID
    return None
