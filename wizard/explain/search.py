"""Finding by words, as people type them: in any order, begun only, British or American.

Of a Russian word only what stands before its ending counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from wizard.text.translation import N_, _

_PASSED_OVER: Final = N_(
    "a about am an and are at be by can could do does for from get how i if in is it me my need of"
    " on or shall should so than that the there this to versus vs was what when where which while"
    " who why will with would you your"
)
"""Words that say nothing by themselves, in each language its own."""
_AMERICAN: Final = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=\w\w)our(?=$|s$|ed|ing|ite|able)", "or"),
        (r"is(?=e$|es$|ed$|ing$|ation)", "iz"),
        (r"ys(?=e$|es$|ed$|ing$)", "yz"),
        (r"[ao]e", "e"),
        (r"(?<=[bt])re$", "er"),
        (r"ll(?=ed$|ing$|er$)", "l"),
        (r"ense$", "ence"),
        (r"mme$", "m"),
        (r"ogue$", "og"),
        (r"^fridge", "refrigerator"),
        (r"^frozen?$", "freeze"),
    )
)
_ENDING: Final = re.compile(
    r"(?<=[а-я]{3})(?:ться|тся|[аиоуыея]?ть|[еи]т|[ую]т|[аиоы]л[аио]?|[аеиоуыэюяйь]+[йвмх]?"
    r"|[ая]ми|[оеы][гм][оу])$"
)
"""What a Russian word ends with, as it is declined and conjugated."""
_END: Final = re.compile(r"(?<=\w{4})(?:ies|ing|ed|ly|y|e)$")


def asked_for(typed: str) -> tuple[str, ...]:
    """Return the words to look for, without those that say nothing by themselves."""
    words = _split(typed)
    passed_over = {*_PASSED_OVER.split(), *_(_PASSED_OVER).split()}
    return tuple(word for word in words if word not in passed_over) or tuple(words)


@lru_cache(maxsize=4_096)  # more texts than the guide has titles, phrases and pages
def spelt(text: str) -> frozenset[str]:
    """Return the words of a text, each as it stands there and as an American would spell it."""
    return frozenset(form for word in _split(text) for form in _forms(word))


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


@lru_cache(maxsize=16_384)  # more words than the guide and the ledger have
def _forms(word: str) -> tuple[str, ...]:
    if "а" <= word[:1] <= "я":
        return (_ENDING.sub("", word),)
    other = word
    for british, american in _AMERICAN:
        other = british.sub(american, other)
    return tuple(each.removesuffix("s") for each in (word, other))


@lru_cache
def _starts(word: str) -> tuple[str, ...]:
    return tuple(_END.sub("", form) for form in _forms(word))


def is_whole(word: str, there: frozenset[str]) -> bool:
    """Return whether this word is among those of a text, in the singular or the plural."""
    return not there.isdisjoint(_forms(word))


def begins(word: str, there: frozenset[str]) -> bool:
    """Return whether a word of a text begins as this one does."""
    return any(each.startswith(_starts(word)) for each in there)
