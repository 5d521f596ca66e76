"""The profile: TOML on disk, read strictly, derived again on every load, compared, and written atomically.

What it offers is loaded when it is first asked for: reading a file name or cleaning a line of text needs
none of the domain.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from wizard.profile.comparison import Checked, Difference, compare, held
    from wizard.profile.document import Profile, SharedProfile, build, dumps, share
    from wizard.profile.files import examples
    from wizard.profile.read import read_answers, read_bytes, read_profile

__all__ = [
    "Checked",
    "Difference",
    "Profile",
    "SharedProfile",
    "build",
    "compare",
    "dumps",
    "examples",
    "held",
    "read_answers",
    "read_bytes",
    "read_profile",
    "share",
]

_HOMES: Final = {
    "comparison": ("Checked", "Difference", "compare", "held"),
    "document": ("Profile", "SharedProfile", "build", "dumps", "share"),
    "files": ("examples",),
    "read": ("read_answers", "read_bytes", "read_profile"),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"wizard.profile.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
