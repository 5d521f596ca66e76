"""The wizard in the terminal: one screen, asked from the declared interview. `run(wizard(...))` is the only way in."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from wizard.profile.folder import ProfileFolder
from wizard.text.translation import _, marked
from wizard.tui.app import WizardApp
from wizard.tui.looks import first
from wizard.tui.pages.front import front
from wizard.tui.terminal.crash import CrashedError, run_quietly

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.profile.document import Profile, SharedProfile
    from wizard.report.model import Document
    from wizard.tui.flow import Flow

__all__ = ["KEPT", "CrashedError", "Ending", "run", "wizard"]


KEPT: Final = marked("Your answers are kept as a draft. The next start offers to go on with it.")


class Ending(NamedTuple):
    """How it ended.

    The file that was saved last, the summary to print, if the person asked for it, whether a draft is kept, the files
    that were written by print or export, and whether the answers given last rule a dose out.
    """

    saved: Path | None = None
    sheet: Document | None = None
    kept: bool = False
    written: tuple[Path, ...] = ()
    screened_out: bool = False


def run(app: WizardApp) -> Ending:
    """Run the wizard until the person leaves. Raises `CrashedError` when a defect ended it."""
    run_quietly(app, lambda: _(KEPT) if app.is_loaded and app.flow.keeping.holds else "")
    if not app.is_loaded:
        return Ending()
    flow = app.flow
    return Ending(flow.saved, flow.sheet, flow.kept, tuple(flow.written), not flow.session.screening.outcome.allows_dose)


def wizard(
    *,
    catalog: Callable[[], Catalog],
    now: Callable[[], datetime],
    folder: ProfileFolder,
    path: Path | None = None,
    profile: Profile | SharedProfile | None = None,
) -> WizardApp:
    """The wizard, ready to run. `catalog` gives what is known; `now` the local time, aware.

    `folder` is where profiles are kept, and nothing out of its bounds is touched. A personal profile (read from
    `path`) opens at its review, a shared one at its first open question.
    """

    def load() -> Flow:
        from wizard.tui.flow import Flow  # noqa: PLC0415 - most of the program, which the first page does without

        return Flow(catalog(), now, folder)

    def begin(app: WizardApp) -> None:
        if profile is None and not folder.has_hidden():
            app.show(front(lambda: app.flow, folder, app.leave).but(look=first(os.environ)))
        else:
            from wizard.tui.pages.opening import begin_with  # noqa: PLC0415 - as above

            begin_with(app.flow, profile, path)

    return WizardApp(load, begin)
