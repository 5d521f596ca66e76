"""The wizard in the terminal: one screen, asked from the declared interview. `run` is the only way in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from attrs import frozen

from wizard.catalog import Catalog
from wizard.interview.draft import resumable
from wizard.profile import Profile, SharedProfile
from wizard.profile.files import sweep
from wizard.profile.reach import ANYWHERE, Reach
from wizard.tui.app import WizardApp
from wizard.tui.crash import CrashedError, run_quietly
from wizard.tui.flow import Flow
from wizard.tui.pages import resuming
from wizard.tui.pages.opening import opened

__all__ = ["KEPT", "CrashedError", "Ending", "run", "wizard"]


KEPT: Final = "Your answers are kept as a draft. The next start offers to go on with it."


@frozen
class Ending:
    """How it ended.

    The file that was saved last, the summary to print, if the person asked for it, whether a draft is kept, and
    the files that were written by print or export.
    """

    saved: Path | None
    text: str = ""
    kept: bool = False
    written: tuple[Path, ...] = ()


def run(  # noqa: PLR0913 - what a visit needs from outside, by name
    *,
    catalog: Catalog,
    now: Callable[[], datetime],
    folder: Path,
    reach: Reach = ANYWHERE,
    path: Path | None = None,
    profile: Profile | SharedProfile | None = None,
) -> Ending:
    """Run the wizard until the person leaves. `now` gives the local time, aware; `folder` is where profiles are kept.

    Nothing out of `reach` is touched. A personal profile (read from `path`) opens at its review, a shared one at its first open question.
    Raises `CrashedError` when a defect ended it.
    """
    app = wizard(catalog=catalog, now=now, folder=folder, reach=reach, path=path, profile=profile)
    run_quietly(app, lambda: KEPT if app.flow.keeping.holds else "")
    return Ending(app.flow.saved, app.flow.text, app.flow.kept, tuple(app.flow.written))


def wizard(  # noqa: PLR0913 - as `run`
    *,
    catalog: Catalog,
    now: Callable[[], datetime],
    folder: Path,
    reach: Reach = ANYWHERE,
    path: Path | None = None,
    profile: Profile | SharedProfile | None = None,
) -> WizardApp:
    """The app that `run` runs."""

    def begin(flow: Flow) -> None:
        sweep(folder, reach)
        if profile is None:
            flow.start()
            return
        own = None if isinstance(profile, SharedProfile) else path
        drafts = [draft for draft in resumable(folder, catalog, reach) if own is not None and draft.profile == own.absolute()]
        if drafts:
            resuming.offer(flow, drafts, lambda: opened(flow, profile, own))
        else:
            opened(flow, profile, own)

    return WizardApp(Flow(catalog, now, folder, reach), begin)
