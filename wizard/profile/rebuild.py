"""Rebuilding a profile that does not hold: its answers stay, everything derived is made again."""

from __future__ import annotations

from pathlib import Path

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.errors import SystemRefusedError, refuse
from wizard.profile.file_format import PROGRAM, SharedProfile, dumps
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import Checked, compare, read_profile


@frozen
class Rebuilt:
    """What was rebuilt: the profile as it was checked, and where the old file is kept."""

    checked: Checked
    backup: Path


def rebuild(folder: ProfileFolder, path: Path, catalog: Catalog) -> Rebuilt:
    """Write the profile again in place with the figures its answers give, the old file kept as `NAME.toml.bak`.

    An older backup is kept too: the next is `NAME.toml-2.bak`. Raises `InvalidInputError` for a
    file from which nothing can be derived, a shared one included, and `SystemRefusedError` when the
    system refuses;
    the profile is unchanged then.
    """
    folder.refuse_link(path)
    data = folder.read(path)
    profile = read_profile(data)
    if isinstance(profile, SharedProfile):
        raise refuse(
            "kind", "nothing is derived in a shared profile", "open it and answer the rest"
        )
    checked = compare(profile, catalog)
    backup = folder.free(path.parent, path.name, ".bak")
    folder.write(backup, data.decode())
    try:
        folder.write(path, dumps(attrs.evolve(checked.rebuilt, program=PROGRAM)), replace=True)
    except SystemRefusedError:
        folder.remove(backup)
        raise
    return Rebuilt(checked, backup)
