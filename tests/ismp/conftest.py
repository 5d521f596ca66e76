"""The rules of ISMP for writing doses (R60), as a check on any sentence that the program can
print.
"""

import re
from collections.abc import Callable

import pytest

_MASS_OR_VOLUME = r"(?:mcg|ug|mg|ml|mL|kg|g)"
_COUNTED = rf"(?:{_MASS_OR_VOLUME}|units?|drops?|sprays?|IU|U)\b"
_YEAR = r"(?:(?:19|20)\d\d|2100)"
_NOT_A_DOSE = re.compile(
    r"semax-wizard \d+(?:\.\d+)+|catalog \d{4}\.\d\d\b"  # versions and editions
    r"|\bU-(?:40|100)\b"  # the names of syringes
    rf"|\b{_YEAR}-\d\d(?:-\d\d)?\b|\b\d{{2}}:\d{{2}}(?::\d{{2}})?\b"  # dates and times
    r"|\b[ABX]\d+\b"  # ids of claims and facts
)
_NEAR = 60  # characters on either side in which mg per mL counts as beside a percentage


def _percent(text: str) -> bool:
    """Whether a strength in percent stands without mg per mL beside it; a share, such as 60% of the
    range, is none.
    """
    for found in re.finditer(r"\d\s?%|\d percent (?=solution|drops|spray|form|strength)", text):
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        share = re.match(r"\s+(?:of|more|less|agreement)\b", text[found.end() :])
        if not share and "mg per mL" not in around:
            return True
    return False


def _pattern(expression: str, flags: int = 0) -> Callable[[str], bool]:
    return lambda text: re.search(expression, text, flags) is not None


RULES = {
    "mu sign": _pattern("[\N{MICRO SIGN}\N{GREEK SMALL LETTER MU}]"),
    "no space before the unit": _pattern(rf"\d{_MASS_OR_VOLUME}\b"),
    "trailing zero": _pattern(r"(?<![\d.,])[\d,]+\.\d*0(?!\.?\d)"),
    "naked decimal point": _pattern(r"(?<!\d)\.\d"),
    "thousands without a comma": _pattern(
        rf"(?<![\d.,])(?:(?!{_YEAR}s?\b)\d{{4,}}|{_YEAR}(?=\s?{_COUNTED}))(?!\d)"
    ),
    "QD": _pattern(r"\b(?:qd|qod|q\.d\.?|q\.o\.d\.?)(?!\w)", re.IGNORECASE),
    "U or IU for units": _pattern(r"(?:\d\s?|\b)(?<!Ctrl\+)(?:IU|U)\b(?!\.[A-Z])|\d\s?[iu]u\b"),
    "cc": _pattern(r"(?:\d|\b)cc\b", re.IGNORECASE),
    "SC": _pattern(r"\b(?:SC|SQ|sub-?q)\b|\bs\.c\."),
    "IN": _pattern(r"\bIN\b(?! [A-Z]{2})"),  # a heading in capitals is none
    "sign for a word": _pattern(r"[<>@&]"),
    "percent without mg per mL": _percent,
}


@pytest.fixture(scope="session")
def faults():
    """`faults(text)` is the rules that a sentence breaks, by name."""

    def broken(text):
        told = _NOT_A_DOSE.sub(" ", text)
        return [name for name, breaks in RULES.items() if breaks(told)]

    return broken
