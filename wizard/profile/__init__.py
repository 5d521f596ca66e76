"""The profile: TOML on disk, read strictly, derived again on every load, compared, and written atomically."""

from wizard.profile.compare import Checked, Difference, compare
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
    "read_answers",
    "read_bytes",
    "read_profile",
    "share",
]
