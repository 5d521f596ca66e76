"""What a label says of a strength or of one spray, copied as it is printed (R22, R23).

Only what is understood whole is taken: a label that is misread is a wrong dose. What has no
reading, or more than one, is refused with what to type instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from wizard.errors import UnreadableError
from wizard.text.numbers import STRENGTH
from wizard.text.numbers import number as written
from wizard.text.sanitize import clean, quoted
from wizard.text.translation import N_, _
from wizard.text.typed import number

_MICRO: Final = ("mcg", "ug", "\N{GREEK SMALL LETTER MU}g", "мкг", "microgram", "micrograms")
_MASSES: Final = {
    **dict.fromkeys(("mg", "мг", "milligram", "milligrams"), Fraction(1)),
    **dict.fromkeys(_MICRO, Fraction(1, 1000)),
    **dict.fromkeys(("g", "\N{CYRILLIC SMALL LETTER GHE}"), Fraction(1000)),
}
"""How many mg one is."""
_VOLUMES: Final = {
    **dict.fromkeys(("ml", "мл", "cc", "milliliter", "milliliters", "millilitre"), Fraction(1)),
    **dict.fromkeys(("ul", "\N{GREEK SMALL LETTER MU}l", "мкл"), Fraction(1, 1000)),
}
"""How many mL one is."""
_PERCENT: Final = ("%", "percent", "prozent", "процент", "процента", "процентов")
_PER: Final = r"(?:/|\b(?:per|in|pro|je|auf|на|в)\b)"
_BESIDE: Final = frozenset(
    {
        *("semax", "nasal", "nose", "drops", "spray", "solution", "bottle", "sterile", "peptide"),
        *("nasentropfen", "nasenspray", "tropfen", "lösung", "flasche", "strength", "w/v", "m/v"),
        *("семакс", "капли", "назальные", "спрей", "назальный", "раствор", "флакон", "фл"),
        *("-", "\N{EN DASH}", "\N{EM DASH}", "x", "\N{MULTIPLICATION SIGN}"),
    }
)
"""Words that stand beside a strength on a label and change nothing about it."""
_MARKS: Final = ",;:.()[]\"'\u00ab\u00bb\u201c\u201d\u201e\u00b7\u00ae\u2122"
_A_LABEL: Final = N_(
    "type the strength as the label has it, such as 0.1%, 1 mg per mL or 10 mg in 10 mL"
)
_A_SPRAY: Final = N_("type the mL or the mcg of one spray, such as 0.1 mL or 100 mcg, or both")
_LONGEST: Final = 80
_SHOWN: Final = 20


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMBER: Final = r"[0-9](?:[0-9.,]*[0-9])?"
_AMOUNT: Final = re.compile(
    rf"(?<![^\s(\[,;:])(?P<number>{_NUMBER})\s*(?:(?P<percent>{_any(_PERCENT)})"
    rf"|(?P<mass>{_any(_MASSES)})"
    rf"(?:\s*{_PER}\s*(?P<of>{_NUMBER})?\s*(?P<liquid>{_any(_VOLUMES)})(?![\w%/]))?"
    rf"|(?P<volume>{_any(_VOLUMES)}))(?![\w%])",
    re.IGNORECASE,
)
_ONE_SPRAY: Final = re.compile(
    rf"{_PER}\s*(?:(?:one|1|each|одном|одной)\s+)?(?:spray|actuation|puff|dose|pump|sprühsto(?:ß|ss)|hub"
    r"|впрыске|впрыск|дозе|дозу|нажатие)\b",
    re.IGNORECASE,
)


@frozen
class Label:
    """A strength, and what a full bottle holds where the label says that too."""

    mg_per_ml: Decimal
    bottle_ml: Decimal | None = None

    @property
    def amounts(self) -> tuple[tuple[Decimal, str], ...]:
        """Return what is known, each with its unit."""
        return _known((self.mg_per_ml, STRENGTH), (self.bottle_ml, "mL"))


@frozen
class Spray:
    """What is in one spray: its volume, its mass, or both."""

    ml: Decimal | None = None
    mcg: Decimal | None = None

    @property
    def amounts(self) -> tuple[tuple[Decimal, str], ...]:
        """Return what is known, each with its unit."""
        return _known((self.ml, "mL"), (self.mcg, "mcg"))


def _known(*amounts: tuple[Decimal | None, str]) -> tuple[tuple[Decimal, str], ...]:
    return tuple((each, unit) for each, unit in amounts if each is not None)


@frozen
class _Found:
    """The amounts on a label, each as it is printed, and in mg and mL."""

    percents: list[tuple[str, Fraction]] = field(factory=list)
    ratios: list[tuple[str, Fraction, Fraction]] = field(factory=list)
    masses: list[tuple[str, Fraction]] = field(factory=list)
    volumes: list[tuple[str, Fraction]] = field(factory=list)
    bare: list[str] = field(factory=list)


def label(text: str) -> Label:
    """Read a strength as labels print it: `0.1%`, `1 mg/mL`, `30 mg in 3 mL`, `0,1% 3 мл`.

    A volume beside it is that of a full bottle, and so is one of more than 1 mL in which the mass
    is said to be. A strength that no decimal can state is rounded up, so that no drop holds more
    than is planned with.
    """
    found = _found(text, _A_LABEL)
    per_ml = [(said, percent * 10) for said, percent in found.percents]
    per_ml += [(said, mass / volume) for said, mass, volume in found.ratios]
    if found.bare:
        raise UnreadableError(
            _without_unit(found.bare[0], alone=not (per_ml or found.masses or found.volumes))
        )
    if not per_ml:
        raise UnreadableError(_without_strength(found))
    bottles = {volume for _said, volume in found.volumes}
    if len(bottles) > 1:
        raise UnreadableError(_("there are two volumes: type only that of a full bottle"))
    held = [volume for _said, _mass, volume in found.ratios if volume > 1]
    bottle = next(iter(bottles), max(held, default=None))
    first, strength = per_ml[0]
    for said, other in (*per_ml, *((said, mass / (bottle or 1)) for said, mass in found.masses)):
        if other != strength:
            told = _("{first} and {second} do not agree: type only the strength, with its unit")
            raise UnreadableError(told.format(first=first, second=said))
    return Label(_decimal(strength), None if bottle is None else _decimal(bottle))


def spray(text: str) -> Spray:
    """Read what is in one spray: `0.1 mL`, `100 mcg`, or both as in `100 mcg per 0.1 mL`."""
    found = _found(_ONE_SPRAY.sub(" ", text), _A_SPRAY)
    if found.bare:
        told = _("{typed} mL or {typed} mcg? Type it with its unit")
        raise UnreadableError(told.format(typed=found.bare[0]))
    masses = [mass for _said, mass in found.masses] + [mass for _said, mass, _ml in found.ratios]
    volumes = [ml for _said, ml in found.volumes] + [ml for _said, _mass, ml in found.ratios]
    if found.percents or max(len(volumes), len(masses)) != 1:
        raise UnreadableError(_(_A_SPRAY))
    return Spray(
        ml=_decimal(volumes[0]) if volumes else None,
        mcg=_decimal(masses[0] * 1000) if masses else None,
    )


def _found(text: str, how: str) -> _Found:
    """Return the amounts in a text of which everything else is words that may stand there.

    `how` is what to type instead.
    """
    said, found = text.replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}"), _Found()
    if len(said) > _LONGEST:
        raise UnreadableError(_(how))
    for match in _AMOUNT.finditer(said):
        value, whole = Fraction(number(match["number"]).number), match[0]
        if match["percent"]:
            found.percents.append((whole, value))
        elif match["volume"]:
            found.volumes.append((whole, value * _VOLUMES[match["volume"].casefold()]))
        elif match["liquid"]:
            of = Fraction(number(match["of"] or "1").number) * _VOLUMES[match["liquid"].casefold()]
            if not of:
                raise UnreadableError(_not_understood(whole, how))
            found.ratios.append((whole, value * _MASSES[match["mass"].casefold()], of))
        else:
            found.masses.append((whole, value * _MASSES[match["mass"].casefold()]))
    for part in _AMOUNT.sub(" ", said).split():
        word = part.strip(_MARKS)
        if word and word.casefold() not in _BESIDE:
            if not re.fullmatch(_NUMBER, word):
                raise UnreadableError(_not_understood(part, how))
            number(word)  # which may have two readings of its own
            found.bare.append(word)
    return found


def _not_understood(part: str, how: str) -> str:
    return _("{part} is not understood here: {how}").format(
        part=quoted(clean(part, _SHOWN)), how=_(how)
    )


def _without_unit(typed: str, *, alone: bool) -> str:
    """Return why a number without a unit is refused: it has two readings, tenfold apart (R22)."""
    if not alone:
        return _("{typed} has no unit: type it with its unit, or leave it out").format(typed=typed)
    value = number(typed).number
    told = _(
        "{typed} has two readings, tenfold apart: {typed}% is {more} mg per mL, and {typed} mg per"
        " mL is {less}%. Type it with its unit, as the label has it"
    )
    return told.format(typed=typed, more=written(value * 10, 4), less=written(value / 10, 4))


def _without_strength(found: _Found) -> str:
    if found.masses and found.volumes:
        told = _(
            "{mass} in the whole bottle, or in each mL? Type it as {mass} in {volume}, or as {mass}"
            " per mL"
        )
        return told.format(mass=found.masses[0][0], volume=found.volumes[0][0])
    if found.masses:
        told = _("{mass} in how many mL? Type both, such as 10 mg in 10 mL")
        return told.format(mass=found.masses[0][0])
    return _(_A_LABEL)


def _decimal(value: Fraction) -> Decimal:
    """Return the value as a decimal; one without an end is rounded up."""
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) == value:
        return decimal
    return decimal.quantize(Decimal("0.000001"), ROUND_CEILING)
