"""Whether anything can be planned with a product, said as soon as that is certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, Problem
from wizard.protocol.aims import dose_range
from wizard.protocol.answers import Product, from_keys
from wizard.protocol.draws import refuse_unusable

_DECIDING: Final[Mapping[str, tuple[str, ...]]] = {
    "drops": ("product.drops_per_ml",),
    "spray": ("product.pump_ml", "product.mcg_per_spray"),
    "vial": ("product.diluent_ml", "product.mark_units"),
}
"""The answers with which it is known how much one drop, spray or unit of a form holds."""


def unusable(written: Mapping[str, Any], catalog: Catalog) -> Iterator[Problem]:
    """Yield why nothing can be planned with a product, whatever else is answered.

    It is a problem of the last answer that decided it. `written` has the answers by the keys of a
    profile, without those to be confirmed again.
    """
    goal = catalog.goals.get(written.get("goal", ""))
    form = catalog.forms.get(written.get("form", ""))
    if goal is None or form is None or "compound" not in written:
        return
    deciding = [key for key in _DECIDING[form.id] if written.get(key) is not None]
    if not deciding:
        return
    allowed = dose_range(goal.id, written["compound"], form.route, catalog)
    first, product = written.get("first_time") is True, from_keys(Product, written, "product.")
    try:
        refuse_unusable(form.id, product, allowed, catalog, first_time=first)
    except InvalidInputError as error:
        yield from (each._replace(key=f"answers.{deciding[-1]}") for each in error.problems)
    except ValueError:  # what the product is made of is not all known yet
        return
