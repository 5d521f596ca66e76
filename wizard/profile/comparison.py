"""A profile compared with what its answers give: each figure is derived again (R36)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from wizard.catalog import Catalog
from wizard.profile.file_format import Profile, SharedProfile, inherited, table, tables
from wizard.profile.read import OtherEditionError, read_profile
from wizard.protocol.derive import derive
from wizard.protocol.plan import Derived
from wizard.protocol.validation import check_shared
from wizard.text.numbers import count
from wizard.text.translation import _


@frozen(repr=False)
class Difference:
    """One key at which a file differs from what its answers give. `None` means "not there"."""

    key: str
    in_file: Any
    derived: Any

    def __str__(self) -> str:
        in_file, derived = self.said
        return _("{key}: the file says {in_file}; its answers give {derived}").format(
            key=self.key, in_file=in_file, derived=derived
        )

    @property
    def said(self) -> tuple[str, str]:
        """Return what the file says and what its answers give, in words."""
        return _shown(self.in_file), _shown(self.derived)


@frozen(repr=False)
class Checked:
    """A profile compared with what its answers give: it holds when there are no differences."""

    profile: Profile
    derived: Derived
    differences: tuple[Difference, ...]

    @property
    def rebuilt(self) -> Profile:
        """Return the profile as its answers give it."""
        of_plan = self.profile.protocol is not None
        return attrs.evolve(
            self.profile,
            name=inherited(self.profile.name, self.derived, of_plan=of_plan),
            answers=self.derived.answers,
            **tables(self.derived),
        )

    @property
    def holds(self) -> bool:
        """Return whether every derived figure of the file is what its answers give."""
        return not self.differences


def held(data: bytes, catalog: Catalog) -> Checked | SharedProfile:
    """Return the profile that these bytes hold; a personal one compared with its answers.

    Raises `InvalidInputError` for bytes that hold none, and as `compare` does.
    """
    profile = read_profile(data)
    if isinstance(profile, SharedProfile):
        check_shared(profile.answers, catalog)
        return profile
    return compare(profile, catalog)


def compare(profile: Profile, catalog: Catalog) -> Checked:
    """Derive the profile's answers again and compare every derived key.

    Raises `OtherEditionError` for a profile of another edition, and `InvalidInputError` where the
    answers themselves cannot stand. A start that the file leaves out is the day it was created.
    """
    if profile.catalog != catalog.edition:
        raise OtherEditionError(profile, catalog.edition)
    derived = derive(profile.answers.with_start(profile.created.date()), catalog)
    found: list[Difference] = []
    for name, again in tables(derived).items():
        if (in_file := getattr(profile, name)) != again:
            found += _differences(name, in_file and table(in_file), again and table(again))
    return Checked(profile, derived, tuple(found))


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
            return _("nothing")
        case dict():
            return _("a table")
        case list() | tuple():
            items = (each if isinstance(each, dict) else {"name": str(each)} for each in value)
            names = filter(None, (each.get("rule", each.get("name")) for each in items))
            return ", ".join(names) or (count(len(value), "entry") if value else _("an empty list"))
    return str(value)
