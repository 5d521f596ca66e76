"""Carrying out effects: the one place where a conversation writes to the disk.

What comes of it is an intent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from wizard.catalog import Catalog
from wizard.conversation import effects, intents
from wizard.conversation.autosave import Autosave
from wizard.conversation.moves import Intent
from wizard.conversation.settings import keep
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.profile.draft import Resumable, take
from wizard.profile.file_format import Profile, build, dumps
from wizard.profile.folder import SETTINGS, SUFFIX, ProfileFolder
from wizard.profile.library import delete, duplicate, rebuild, rename, saved_over
from wizard.profile.read import read_profile
from wizard.report.export.registry import FORMS
from wizard.text.sanitize import MOST_SHOWN, clean, quoted
from wizard.text.translation import _


class World:
    """The profile folder and the draft of the interview that goes on."""

    def __init__(self, folder: ProfileFolder, catalog: Catalog) -> None:
        self._folder, self._catalog = folder, catalog
        self.autosave = Autosave(folder)

    # One line for each effect there is
    def carry_out(self, effect: effects.Effect) -> Intent | None:  # noqa: C901, PLR0911, PLR0912
        """Do it; return the intent that tells what came of it, or `None`."""
        match effect:
            case effects.BeginDraft(origin, draft):
                self.autosave.begin(origin, draft)
            case effects.KeepDraft(session, asking, now):
                return intents.DraftKept(*self.autosave.keep(session, asking, now))
            case effects.DropDraft():
                self.autosave.drop()
            case effects.TakeDraft(found, otherwise, today):
                return self._take(found, otherwise, today)
            case effects.DiscardDraft():
                return intents.DraftDiscarded(self.autosave.discard())
            case effects.LeaveDraft(session, asking):
                kept = self.autosave.leave(session, asking)
                return None if kept else intents.DraftKept(holds=False)
            case effects.SaveProfile():
                return self._tried(lambda: self._save(effect))
            case effects.WriteForm(made, name, path, replace):
                return self._tried(
                    lambda: self._write(path, FORMS[name].render(made), replace=replace)
                )
            case effects.RenameProfile(path, file, name):
                return self._tried(lambda: self._rename(path, file, name), file)
            case effects.DuplicateProfile(path, file, now):
                return self._tried(lambda: self._duplicate(path, now), file)
            case effects.DeleteProfile(path, file):
                return self._tried(lambda: self._delete(path), file)
            case effects.RebuildProfile(path):
                return self._tried(lambda: self._rebuild(path), clean(path.name))
            case effects.KeepSetting(name, value):
                return self._keep(name, value)
        return None

    def _take(self, found: Resumable, otherwise: Intent, today: date) -> intents.DraftTaken:
        """Take the draft up, and read the profile that it began with as its file has it now."""
        opened = None
        if found.profile is not None:
            with suppress(InvalidInputError, SystemRefusedError):
                opened = read_profile(self._folder.read(found.profile))
        profile = opened if isinstance(opened, Profile) else None
        running = profile.planned_start if profile is not None else None
        resumed = take(self._folder, found, self._catalog, today, running)
        return intents.DraftTaken(resumed, profile, otherwise)

    def _keep(self, name: str, value: str | bool) -> intents.Refused | None:  # noqa: FBT001 - data
        try:
            keep(self._folder, name, value)
        except SystemRefusedError as error:
            told = _("Your choice lasts until you leave: {file} {error}.")
            return intents.Refused(told.format(file=SETTINGS, error=error))
        return None

    def _tried(self, do: Callable[[], Intent], file: str = "") -> Intent:
        """Do it, or return why it is refused; `file` is named where the page does not name it."""
        try:
            return do()
        except SystemRefusedError as error:
            return intents.Refused(f"{quoted(file)} {error}" if file else str(error))
        except InvalidInputError as error:
            return intents.Refused(clean(str(error.problems[0]), MOST_SHOWN))

    def _save(self, effect: effects.SaveProfile) -> intents.Saved:
        profile, _derived = build(effect.session.answers(), effect.name, effect.now, self._catalog)
        if effect.replace:
            profile = saved_over(self._folder, effect.path, profile, self._catalog)
        self._folder.write(effect.path, dumps(profile), replace=effect.replace)
        return intents.Saved(profile, effect.path, self._older(effect.path))

    def _older(self, path: Path) -> tuple[str, ...]:
        """Return the exports beside a profile, under its name, that were made before this save."""
        forms = "|".join(re.escape(form.suffix) for form in FORMS.values())
        exported = re.compile(rf"{re.escape(path.stem)}(?:-doctor)?(-[0-9]+)?({forms})")
        with suppress(OSError):
            names = set(self._folder.names(path.parent))
            saved = self._folder.lstat(path).st_mtime_ns
            found = filter(None, map(exported.fullmatch, sorted(names)))
            return tuple(
                each[0]
                for each in found
                if not (each[1] and f"{path.stem}{each[1]}{SUFFIX}" in names)
                and self._folder.lstat(path.parent / each[0]).st_mtime_ns < saved
            )
        return ()

    def _write(self, path: Path, content: str | bytes, *, replace: bool) -> intents.Exported:
        self._folder.write(path, content, replace=replace)
        return intents.Exported(path)

    def _rename(self, path: Path, file: str, name: str) -> intents.Managed:
        rename(self._folder, path, name)
        return intents.Managed(
            _("The new name of {file} is {name}.").format(file=file, name=name), name
        )

    def _duplicate(self, path: Path, now: datetime) -> intents.Managed:
        copy = duplicate(self._folder, path, now, self._catalog)
        return intents.Managed(_("The copy is {file}.").format(file=clean(copy.name)))

    def _delete(self, path: Path) -> intents.Managed:
        gone = delete(self._folder, path)
        return intents.Managed(
            _("Moved to {file}.").format(
                file=clean(str(gone.relative_to(self._folder.path)), MOST_SHOWN)
            )
        )

    def _rebuild(self, path: Path) -> intents.Rebuilt:
        done = rebuild(self._folder, path, self._catalog)
        return intents.Rebuilt(done.checked.rebuilt, path, done.backup)
