"""What is known about Semax: TOML data with claims and sources, structured into frozen classes.

Each file is read when it is first asked for and kept; a `Catalog` never changes after that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

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

if TYPE_CHECKING:
    from wizard.catalog.ledger import Claim, Rule, Verdict
    from wizard.catalog.texts import Conflict, Guidance, Regimen, Source

_DATA: Final = Path(__file__).parent / "data"
"""Beside this module: a wheel is always unpacked, and `importlib.resources` would import archives of every kind."""

_TABLES: Final = frozenset({"goals", "compounds", "forms", "routes", "syringes"})
_Row = Goal | Compound | Form | Route | Syringe | ScreeningItem

T = TypeVar("T")


class Catalog:
    """The knowledge in one folder of data files. Every section is a read-only attribute.

    Raises `FileNotFoundError`, a cattrs validation error or a `ValueError`, at first use of a
    section, when its file is missing, not of the shape in `wizard.catalog.model`, or says what no
    code reads: a defect of the data, caught by the tests.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._structured: dict[str, Conflict] = {}

    def _table(self, name: str) -> dict[str, Any]:
        return tomli.loads(self._folder.joinpath(name).read_text("utf-8"), parse_float=Decimal)

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        import csv  # noqa: PLC0415 - only for the ledger

        text = self._folder.joinpath(name).read_text("utf-8")
        return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)

    def _by_id(self, rows: list[dict[str, Any]], kind: type[T]) -> Mapping[str, T]:
        return {row["id"]: structure(row, kind) for row in rows}

    @cached_property
    def edition(self) -> str:
        """The edition string, written into every profile."""
        return str(self._table("edition.toml")["edition"])

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id, in the order they are offered."""
        return self._by_id(self._table("goals.toml")["goals"], Goal)

    @cached_property
    def _products(self) -> dict[str, Any]:
        return self._table("products.toml")

    @cached_property
    def compounds(self) -> Mapping[str, Compound]:
        """Compounds by id, in the order they are offered."""
        return self._by_id(self._products["compounds"], Compound)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Forms by id."""
        return self._by_id(self._products["forms"], Form)

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Routes by id."""
        return self._by_id(self._products["routes"], Route)

    @cached_property
    def syringes(self) -> Mapping[str, Syringe]:
        """U-100 insulin syringes by id."""
        return self._by_id(self._products["syringes"], Syringe)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        """The scales of syringes, the usual one first."""
        return tuple(structure(row, Scale) for row in self._products["scales"])

    @cached_property
    def guardrails(self) -> Mapping[str, Guardrail]:
        """Guardrails by the key of the answer they bound."""
        rails = {
            key: structure(row, Guardrail) for key, row in self._table("guardrails.toml").items()
        }
        asked_back = {
            "weight",
            *(key for form in self.forms.values() for key in (*form.required, *form.optional)),
        }
        if lost := [
            key
            for key, rail in rails.items()
            if rail.recommended is not None and key not in asked_back
        ]:
            msg = (
                f"guardrails.toml: {', '.join(lost)} may have no recommended bounds, for nothing"
                " asks whether they are meant (R06)"
            )
            raise ValueError(msg)
        return rails

    @cached_property
    def dosing(self) -> Dosing:
        """The constants of dosing, time and supply."""
        return structure(self._table("dosing.toml"), Dosing)

    @cached_property
    def screening(self) -> Screening:
        """Screening groups and every other finding."""
        return structure(self._table("screening.toml"), Screening)

    def table(self, name: str) -> Mapping[str, _Row]:
        """Return what ids stand for: those of `goals`, `compounds`, `forms`, `routes` or `syringes`.

        A screening group is a table too, and `items` has the ids of every group. No other name has
        any.
        """
        if name in _TABLES:
            rows: Mapping[str, _Row] = getattr(self, name)
            return rows
        of_groups = (group.items for group in self.screening.groups if name in {group.id, "items"})
        return {item.id: item for items in of_groups for item in items}

    def titles(self, name: str) -> Mapping[str, str]:
        """Return what each id of a table is called."""
        rows = self.table(name).items()
        return {
            id_: row.label if isinstance(row, ScreeningItem) else row.title for id_, row in rows
        }

    @cached_property
    def guidance(self) -> Guidance:
        """What a summary says beside the figures."""
        # What is read, only when it is
        from wizard.catalog.texts import Guidance  # noqa: PLC0415

        return structure(self._table("guidance.toml"), Guidance)

    @cached_property
    def regimens(self) -> Mapping[str, Regimen]:
        """Published regimens by claim id."""
        from wizard.catalog.texts import Regimen  # noqa: PLC0415 - as above

        return {
            row["claim"]: structure(row, Regimen)
            for row in self._table("regimens.toml")["regimens"]
        }

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The two source texts and the facts from outside, by id (A, B, X1 to X8)."""
        from wizard.catalog.texts import Source  # noqa: PLC0415 - as above

        return self._by_id(self._table("sources.toml")["sources"], Source)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of wizard/catalog/README.md by id."""
        from wizard.catalog.ledger import Rule  # noqa: PLC0415 - as above

        return self._by_id(self._table("rules.toml")["rules"], Rule)

    @cached_property
    def _disagreements(self) -> list[dict[str, Any]]:
        return list(self._table("conflicts.toml")["conflicts"])

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Where the sources disagree, by id."""
        return {row["id"]: self._conflict(row) for row in self._disagreements}

    def conflicts_on(self, said: Mapping[str, str]) -> tuple[Conflict, ...]:
        """The conflicts that bear on answers, in the catalog's order: where every key that one applies to has one of its values.

        Only those are structured: a summary names a few of the forty.
        """
        rows = (
            row
            for row in self._disagreements
            if all(said[key] in values for key, values in row.get("applies", {}).items())
        )
        return tuple(map(self._conflict, rows))

    def _conflict(self, row: dict[str, Any]) -> Conflict:
        from wizard.catalog.texts import Conflict  # noqa: PLC0415 - as above

        if row["id"] not in self._structured:
            self._structured[row["id"]] = structure(row, Conflict)
        return self._structured[row["id"]]

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The ledger: every claim of the two source texts, by id."""
        from wizard.catalog.ledger import Claim  # noqa: PLC0415 - as above

        claims = (
            Claim(row["id"], int(row["line"]), row["topic"], row["claim"], _marked(row))
            for row in self._rows("claims.tsv")
        )
        return {claim.id: claim for claim in claims}

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What became of each claim, by claim id."""
        from wizard.catalog.ledger import Verdict  # noqa: PLC0415 - as above

        rows = [row | {"doses": _marked(row)} for row in self._rows("verdicts.tsv")]
        return self._by_id(rows, Verdict)


def _marked(row: dict[str, str]) -> bool:
    """Return what the column `doses` of a row of the ledger says: `true` or nothing."""
    if row["doses"] not in {"", "true"}:
        msg = f"{row['id']}: doses is true or empty, not {row['doses']!r}"
        raise ValueError(msg)
    return row["doses"] == "true"


@cache
def catalog() -> Catalog:
    """The catalog that ships with the program."""
    return Catalog(_DATA)
