"""What is known about Semax: TOML data with claims and sources, structured into records.

Each file is read when it is first asked for and kept; a `Catalog` never changes after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

import tomli

from wizard.catalog.model import (
    Compound,
    Dosing,
    Form,
    Goal,
    Guardrail,
    Route,
    Scale,
    Screening,
    ScreeningItem,
    Syringe,
)
from wizard.catalog.structure import structure
from wizard.catalog.texts import (
    Claim,
    Conflict,
    Guidance,
    Regimen,
    Rule,
    Source,
    Topic,
    Verdict,
)

_DATA: Final = Path(__file__).parent / "data"
"""Beside this module: a wheel is always unpacked, and `importlib.resources` imports archives."""

_TABLES: Final = frozenset({"goals", "compounds", "forms", "routes", "syringes"})
_Row = Goal | Compound | Form | Route | Syringe | ScreeningItem

T = TypeVar("T")


def _by(key: str, rows: Iterable[dict[str, Any]], kind: type[T]) -> dict[str, T]:
    return {row[key]: structure(row, kind) for row in rows}


def _section(
    file: str, name: str, kind: type[T], key: str = "id"
) -> cached_property[Mapping[str, T]]:
    return cached_property(lambda catalog: _by(key, catalog.tables(file)[name], kind))


def _whole(file: str, kind: type[T]) -> cached_property[T]:
    return cached_property(lambda catalog: structure(catalog.tables(file), kind))


class Catalog:
    """The knowledge in one folder of data files. Every section is a read-only attribute.

    Raises `FileNotFoundError`, a `ShapeError` or a `ValueError`, at first use of a
    section, when its file is missing, not of the shape in `wizard.catalog.model`, or says what no
    code reads: a defect of the data, caught by the tests.
    """

    # By id, in the order in which they are offered
    goals = _section("goals.toml", "goals", Goal)
    compounds = _section("products.toml", "compounds", Compound)
    forms = _section("products.toml", "forms", Form)
    routes = _section("products.toml", "routes", Route)
    syringes = _section("products.toml", "syringes", Syringe)
    guide = _section("guide.toml", "topics", Topic)
    sources = _section("sources.toml", "sources", Source)
    rules = _section("rules.toml", "rules", Rule)
    conflicts = _section("conflicts.toml", "conflicts", Conflict)
    regimens = _section("regimens.toml", "regimens", Regimen, "claim")

    dosing = _whole("dosing.toml", Dosing)
    screening = _whole("screening.toml", Screening)
    guidance = _whole("guidance.toml", Guidance)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, Any]] = {}

    def tables(self, file: str) -> dict[str, Any]:
        """Return what a TOML file of the folder holds."""
        if file not in self._read:
            text = self._folder.joinpath(file).read_text("utf-8")
            self._read[file] = tomli.loads(text, parse_float=Decimal)
        return self._read[file]

    def _rows(self, file: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of the ledger, the mark in `doses` as a bool."""
        import csv  # noqa: PLC0415 - only for the ledger

        text = self._folder.joinpath(file).read_text("utf-8")
        for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["doses"] not in {"", "true"}:
                raise ValueError(f"{row['id']}: doses is true or empty, not {row['doses']!r}")
            yield row | {"doses": row["doses"] == "true"}

    @cached_property
    def edition(self) -> str:
        """Return the edition string, written into every profile."""
        return str(self.tables("edition.toml")["edition"])

    def asked_anew(self, edition: str) -> frozenset[str]:
        """Return the screening groups to ask again of somebody who answered them in an edition."""
        every = {group.id: group.today for group in self.screening.groups}
        if edition == self.edition:
            return frozenset()
        changed = self.tables("edition.toml")["changed"].get(edition, every)
        return frozenset(id_ for id_, today in every.items() if today or id_ in changed)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """Return the scales of syringes, the usual one first."""
        return tuple(structure(row, Scale) for row in self.tables("products.toml")["scales"])

    @cached_property
    def guardrails(self) -> Mapping[str, Guardrail]:
        """Return guardrails by the key of the answer they bound."""
        rows = self.tables("guardrails.toml").items()
        rails = {key: structure(row, Guardrail) for key, row in rows}
        asked_back = {"weight"}.union(
            *({*form.required, *form.optional} for form in self.forms.values())
        )
        lost = [key for key, rail in rails.items() if rail.recommended and key not in asked_back]
        if lost:
            raise ValueError(
                f"guardrails.toml: {', '.join(lost)} may have no recommended bounds, for nothing"
                " asks whether they are meant (R06)"
            )
        return rails

    def table(self, name: str) -> Mapping[str, _Row]:
        """Return what ids stand for: those of `goals`, `compounds`, `forms`, `routes`, `syringes`.

        A list of screening answers is a table too, and `items` has the ids of all of them. No other
        name has any.
        """
        if name in _TABLES:
            rows: Mapping[str, _Row] = getattr(self, name)
            return rows
        return self._lists.get(name, {})

    @cached_property
    def _lists(self) -> Mapping[str, Mapping[str, ScreeningItem]]:
        lists: dict[str, dict[str, ScreeningItem]] = {"items": {}}
        for group in self.screening.groups:
            for item in group.items:
                lists.setdefault(group.key, {})[item.id] = lists["items"][item.id] = item
        return lists

    def titles(self, name: str) -> Mapping[str, str]:
        """Return what each id of a table is called."""
        return {
            id_: row.label if isinstance(row, ScreeningItem) else row.title
            for id_, row in self.table(name).items()
        }

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Return the ledger: every claim of the two source texts, by id."""
        return {
            row["id"]: Claim(
                id=row["id"],
                line=int(row["line"]),
                topic=row["topic"],
                text=row["claim"],
                doses=row["doses"],
            )
            for row in self._rows("claims.tsv")
        }

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Return what became of each claim, by claim id."""
        return _by("id", self._rows("verdicts.tsv"), Verdict)


@cache
def catalog() -> Catalog:
    """Return the catalog that ships with the program."""
    return Catalog(_DATA)
