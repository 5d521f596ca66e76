"""The wizard in the terminal: it draws the views of the conversation with Textual.

`run(wizard(...))` is the only way in.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.conversation.front import first_view
from wizard.conversation.settings import first, settings
from wizard.text.translation import _
from wizard.tui.app import WizardApp
from wizard.tui.terminal.terminal_app import CrashedError, run_quietly

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.conversation.conversation import Conversation, Ending
    from wizard.profile.file_format import Profile, SharedProfile
    from wizard.profile.folder import ProfileFolder

__all__ = ["CrashedError", "run", "wizard"]


def run(app: WizardApp) -> Ending | None:
    """Run the wizard until the person leaves; return how it ended, or `None` if nothing was done.

    Raises `CrashedError` when a defect ended it.
    """

    def last_words() -> str:
        if not app.is_loaded:
            return ""
        app.conversation.keep()
        return _(app.conversation.kept)

    try:
        run_quietly(app, last_words)
    finally:
        last_words()  # for what it keeps
    return app.conversation.ending if app.is_loaded else None


def wizard(  # noqa: PLR0913 - the parts of a visit, by name
    *,
    catalog: Callable[[], Catalog],
    now: Callable[[], datetime],
    folder: ProfileFolder,
    path: Path | None = None,
    profile: Profile | SharedProfile | None = None,
    mouse: bool = True,
) -> WizardApp:
    """Return the wizard, ready to run. `catalog` loads the catalog; `now` gives the local time.

    `folder` is where profiles are kept, and nothing outside its bounds is touched. A personal
    profile (read from `path`) opens at its review, a shared one at its first open question. Without
    `mouse` it is left to the terminal, whatever was chosen.
    """
    kept = settings(folder)
    look = first(os.environ, kept.look)
    start = first_view(profile, folder, look, kept.problem)

    def load() -> Conversation:
        # Most of the program, which the first page does without
        from wizard.conversation.conversation import Conversation  # noqa: PLC0415

        if start is not None:
            return Conversation(catalog(), now, folder, look, mouse=kept.mouse)
        conversation = Conversation(catalog(), now, folder, look, kept.problem, mouse=kept.mouse)
        conversation.open(profile, path)
        return conversation

    app = WizardApp(start, load, look, may_use_mouse=mouse)
    app.use_mouse(wanted=kept.mouse)
    return app
