"""What the forms for other programs share: ids that last, exact JSON, and one dose in words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from wizard.catalog import Catalog
from wizard.profile.file_format import Profile
from wizard.protocol.plan import Protocol
from wizard.text.layout import lowered
from wizard.text.translation import _

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:semax-wizard:profile")


def lasting(profile: Profile, *place: str | int) -> UUID:
    """Return an id for one place in a profile, the same at every export and after every change.

    Made from the second it was created in, which a save over the file keeps, so that nothing about
    a person can be guessed from it.
    """
    return uuid5(uuid5(_NAMESPACE, instant(profile.created)), " ".join(map(str, place)))


def instant(moment: datetime) -> str:
    """Return a UTC time with T and Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact_json(value: Any) -> str:
    """Return indented JSON text, with every `Decimal` written digit for digit.

    `json` would make a float of it, so each is written as a text with a mark that no other has.
    """
    mark = uuid4().hex

    def marked(one: Any) -> str:
        return f"{mark}{Decimal(one):f}"

    text = json.dumps(value, indent=2, ensure_ascii=False, default=marked)
    return re.sub(f'"{mark}(.*?)"', r"\1", text) + "\n"


def missed(plan: Protocol, catalog: Catalog) -> str:
    """Say what to do about a missed dose, in a sentence that stands alone (R44)."""
    known = catalog.guidance.missed(several=plan.has_sessions)
    late = next(advice for advice in known if advice.id == "late")
    return _("If you miss a dose: {advice}").format(advice=lowered(_(late.text)))
