"""The wizard in the terminal: one screen, asked from the declared interview. `run` is the only way in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import frozen

from wizard.catalog import Catalog
from wizard.profile import Profile, SharedProfile
from wizard.tui.app import WizardApp
from wizard.tui.crash import CrashedError, run_quietly
from wizard.tui.flow import Flow
from wizard.tui.pages.opening import opened

__all__ = ["CrashedError", "Ending", "run", "wizard"]


@frozen
class Ending:
    """How it ended: the file that was saved last, and the summary to print, if the person asked for it."""

    saved: Path | None
    text: str = ""


def run(
    *, catalog: Catalog, now: Callable[[], datetime], folder: Path, path: Path | None = None, profile: Profile | SharedProfile | None = None
) -> Ending:
    """Run the wizard until the person leaves. `now` gives the local time, aware; `folder` is where profiles are kept.

    A personal profile (read from `path`) opens at its review, a shared one at its first open question.
    Raises `CrashedError` when a defect ended it.
    """
    app = wizard(catalog=catalog, now=now, folder=folder, path=path, profile=profile)
    run_quietly(app)
    return Ending(app.flow.saved, app.flow.text)


def wizard(
    *, catalog: Catalog, now: Callable[[], datetime], folder: Path, path: Path | None = None, profile: Profile | SharedProfile | None = None
) -> WizardApp:
    """The app that `run` runs."""

    def begin(flow: Flow) -> None:
        if profile is None:
            flow.start()
        else:
            opened(flow, profile, None if isinstance(profile, SharedProfile) else path)

    return WizardApp(Flow(catalog, now, folder), begin)
