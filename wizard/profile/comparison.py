"""Derive again and compare: what a file says against what its answers give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.profile.document import Profile, SharedProfile, table, tables
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive
from wizard.protocol.plan import Derived
from wizard.protocol.validation import check_shared
from wizard.text.sanitize import clean
from wizard.text.translation import _


@frozen(repr=False)
class Difference:
    """One key at which the file and its answers part. `None` stands for "not there"."""

    key: str
    in_file: Any
    derived: Any

    def __str__(self) -> str:
        in_file, derived = self.said
        return f"{self.key}: the file says {in_file}; its answers give {derived}"

    @property
    def said(self) -> tuple[str, str]:
        """What the file says and what its answers give, in words."""
        return _shown(self.in_file), _shown(self.derived)


@frozen(repr=False)
class Checked:
    """A profile held against its answers: it holds when there are no differences."""

    profile: Profile
    derived: Derived
    rebuilt: Profile
    differences: tuple[Difference, ...]
    other_edition: bool

    @property
    def holds(self) -> bool:
        """Whether every derived figure of the file is what its answers give."""
        return not self.differences

    @property
    def why(self) -> str:
        """Why it may not hold, in a few words: another edition of the catalog is named as such, not as tampering."""
        if self.other_edition:
            return _("made with catalog {theirs}, this is {ours}").format(
                theirs=clean(self.profile.catalog), ours=self.rebuilt.catalog
            )
        return _("edited, or damaged")


def held(data: bytes, catalog: Catalog) -> Checked | SharedProfile:
    """The profile that these bytes hold: a personal one held against its answers, a shared one as it is.

    Raises `InvalidInputError` for bytes that hold none, and for answers that cannot stand.
    """
    profile = read_profile(data)
    if isinstance(profile, SharedProfile):
        check_shared(profile.answers, catalog)
        return profile
    return compare(profile, catalog)


def compare(profile: Profile, catalog: Catalog) -> Checked:
    """Derive the profile's answers again and compare every derived key.

    Raises `InvalidInputError` where the answers themselves cannot stand. A start that the file
    leaves out is the day it was created.
    """
    derived = derive(profile.answers.with_start(profile.created.date()), catalog)
    rebuilt = attrs.evolve(
        profile, catalog=catalog.edition, answers=derived.answers, **tables(derived)
    )
    found: list[Difference] = []
    for name in ("screening", "protocol", "referral"):
        in_file, again = (
            table(getattr(which, name)) if getattr(which, name) else None
            for which in (profile, rebuilt)
        )
        found += _differences(name, in_file, again)
    return Checked(profile, derived, rebuilt, tuple(found), profile.catalog != catalog.edition)


def _differences(key: str, in_file: Any, derived: Any) -> Iterator[Difference]:
    match in_file, derived:
        case dict(), dict():
            for name in [*derived, *(extra for extra in in_file if extra not in derived)]:
                yield from _differences(f"{key}.{name}", in_file.get(name), derived.get(name))
        case list() | tuple(), list() | tuple() if len(in_file) == len(derived):
            for number, (one, other) in enumerate(zip(in_file, derived, strict=True)):
                yield from _differences(f"{key}[{number}]", one, other)
        case _ if in_file != derived:
            yield Difference(key, in_file, derived)


def _shown(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case dict():
            return "a table"
        case list() | tuple():
            names = [
                item.get("rule", item.get("name")) if isinstance(item, dict) else str(item)
                for item in value
            ]
            return ", ".join(filter(None, names)) or (
                "an empty list" if not value else f"{len(value)} entries"
            )
        case _:
            return str(value)
