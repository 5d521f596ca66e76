"""The JSON Schema of the profile format (draft 2020-12), from the classes that the reader fills.

Bounds come from the catalog's guardrails, choices from its ids, words from the classes themselves.
A TOML date or time stands for a string of its form, as editors have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from wizard.catalog import Catalog
from wizard.catalog.model import Guardrail
from wizard.profile.file_format import (
    DESCRIBED,
    FORMAT,
    MOST_REVISIONS,
    MOST_SESSIONS,
    Profile,
    SharedProfile,
)
from wizard.protocol.answers import Person, Product, SharedProduct
from wizard.protocol.validation import confirmable
from wizard.quantities import KG_PER_LB
from wizard.text.numbers import clock, count, number
from wizard.text.sanitize import JOINERS, MOST_NAME, WITH_JOINERS

Schema = dict[str, Any]

_SEEN: Final = r"[^\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
_BOUNDED_DATE: Final = {"pattern": r"^(20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"}
_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_ATOMS: Final[dict[Any, Schema]] = {
    str: {"type": "string", "pattern": f"^{_SEEN}*$"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date", "pattern": f"^{_DATE}$"},
    datetime: {
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DATE}[Tt ]{_CLOCK}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})$",
    },
    time: {"type": "string", "pattern": f"^{_CLOCK}$"},
}


def schema(catalog: Catalog) -> Schema:
    """Return the schema of both kinds of profile."""
    kinds = {"personal": Profile, "shared": SharedProfile}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "semax-wizard profile",
        "description": (
            f"A profile of semax-wizard, format {FORMAT}: what was answered, and what follows"
            " from it."
        ),
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "$defs": {kind: _Walk(catalog).table(cls, "") for kind, cls in kinds.items()},
    }


class _Walk:
    """A walk through the classes, with the catalog at hand for bounds and choices."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._figures = catalog, _figures(catalog)
        tables = {key: means.table for key, means in DESCRIBED.items() if means.table}
        self._own: dict[str, Schema] = {
            "format": {"const": FORMAT},
            "name": {
                "type": "string",
                # A joiner stands between two characters of a script that needs it
                "pattern": f"^({_SEEN}|(?<={WITH_JOINERS})[{JOINERS}](?={WITH_JOINERS}))*$",
                "minLength": 1,
                "maxLength": MOST_NAME,
                "allOf": [{"pattern": r"\S"}],
            },
            "revision": {"type": "integer", "minimum": 0, "maximum": MOST_REVISIONS},
            "calendar.sessions": {"type": "integer", "minimum": 1, "maximum": MOST_SESSIONS},
            "answers.confirmed": {"enum": list(confirmable(catalog))},
            "answers.product.mark_units": {
                "enum": sorted(_plain(scale.units) for scale in catalog.scales)
            },
            **{key: {"enum": list(catalog.table(table))} for key, table in tables.items()},
        }

    def table(self, cls: type[Any], path: str) -> Schema:
        """Return an attrs class as a table: its keys, those that are required, and no others."""
        hints, fields = get_type_hints(cls), attrs.fields(cls)
        needed = {"format", "kind"} | {
            each.name for each in fields if each.default is attrs.NOTHING
        }
        return {
            "type": "object",
            "properties": {
                each.name: self._key(hints[each.name], f"{path}.{each.name}".lstrip("."))
                for each in fields
            },
            "required": [each.name for each in fields if each.name in needed],
            "additionalProperties": False,
            **self._depends(cls),
        }

    def _key(self, kind: Any, path: str) -> Schema:
        described = DESCRIBED[path]
        unit = f" In {described.unit}." if described.unit else ""
        return {
            "title": described.title,
            "description": f"{described.text.format(**self._figures)}{unit}",
            **self._type(kind, path),
        }

    def _type(self, kind: Any, path: str) -> Schema:
        origin, inside = get_origin(kind), get_args(kind)
        if origin in {Union, UnionType}:
            return self._type(next(each for each in inside if each is not type(None)), path)
        if origin is tuple:
            return {"type": "array", "items": self._type(inside[0], path)}
        if origin is Literal:
            return {"const": inside[0]} if len(inside) == 1 else {"enum": list(inside)}
        if attrs.has(kind):
            return self.table(kind, path)
        if issubclass(kind, Enum):
            return {"enum": [str(each) for each in kind]}
        return self._atom(kind, path)

    def _atom(self, kind: Any, path: str) -> Schema:
        if path in self._own:
            return self._own[path]
        answered = path.startswith("answers.")
        rail = self._catalog.guardrails.get(path.rpartition(".")[2]) if answered else None
        dated = kind is date and (
            answered or path in {"created", "calendar.first", "calendar.last"}
        )
        return {
            **_ATOMS[kind],
            **(_bounds(rail) if rail is not None else {}),
            **(_BOUNDED_DATE if dated else {}),
        }

    def _depends(self, cls: type[Any]) -> Schema:
        """Return what one key demands of another in this table."""
        if cls is Person:
            return self._weight()
        product = get_type_hints(cls).get("product")
        if product in {Product, SharedProduct}:
            return {"allOf": list(self._products(attrs.fields_dict(product).keys()))}
        return {}

    def _weight(self) -> Schema:
        """Return that one unit is given, within bounds from the age of an adult on (R51)."""
        rail = self._catalog.guardrails["weight"]
        pounds = {name: float(bound / KG_PER_LB) for name, bound in _bounds(rail).items()}
        return {
            "oneOf": [{"required": ["weight_kg"]}, {"required": ["weight_lb"]}],
            "if": {"properties": {"age": {"minimum": self._catalog.dosing.adult.years}}},
            "then": {"properties": {"weight_kg": _bounds(rail), "weight_lb": pounds}},
        }

    def _products(self, known: Collection[str]) -> Iterator[Schema]:
        """Yield for each form the keys that its product needs and may have."""
        for form in self._catalog.forms.values():
            keys = [key for key in (*form.required, *form.one_of, *form.optional) if key in known]
            product: Schema = {
                "required": list(form.required),
                "propertyNames": {"enum": list(dict.fromkeys(keys))},
            }
            if form.one_of:
                product["anyOf"] = [{"required": [key]} for key in form.one_of]
            of_form = {"form": {"const": form.id}}
            yield {"if": {"properties": of_form}, "then": {"properties": {"product": product}}}
            for route in self._catalog.routes.values():
                if needs := [key for key in route.needs if key in form.optional]:
                    yield {
                        "if": {"properties": of_form | {"route": {"const": route.id}}},
                        "then": {"properties": {"product": {"required": needs}}},
                    }


def _figures(catalog: Catalog) -> dict[str, str]:
    """Return the figures of the catalog that the descriptions name, by their names there."""
    rails, session = catalog.guardrails.items(), catalog.dosing.session
    kept = (form.keeps.days for form in catalog.forms.values() if "label_days" in form.optional)
    return {key: number(rail.start) for key, rail in rails if rail.start is not None} | {
        "keeps": count(max(kept), "day"),
        "wake": catalog.dosing.wake.default.isoformat(),
        "after_waking": str(session.minutes_after_waking),
        "last_at": clock(session.last_at),
    }


def _bounds(rail: Guardrail) -> Schema:
    least, most = map(_plain, rail.absolute)
    return {"exclusiveMinimum" if rail.above_least else "minimum": least, "maximum": most}


def _plain(bound: Decimal) -> int | float:
    return int(bound) if bound == int(bound) else float(bound)
