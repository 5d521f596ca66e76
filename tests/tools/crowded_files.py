"""Profiles and drafts of 62 kB with as much wrong as they can hold."""

from collections.abc import Iterator

from tests.tools.hostile_files import PERSONAL

DRAFT = """\
draft = 1
program = "semax-wizard 1.0.0"
catalog = "2026.11"
answered = 2026-01-05T08:00:00
asking = "goal"
profile = ""
name = "A plan"
confirmed = []
again = []
changing = []
without = []

[values]
goal = "general-cognition"
"""
ITEMS = {  # what a list is filled with
    "empty tables": "{}",
    "tables": "{a = 1}",
    "phases": '{name = "main"}',
    "dotted tables": "{a.b.c = 1}",
    "empty lists": "[]",
    "lists in lists": "[[[[1]]]]",
    "deep lists": "[[[[[[[[[1]]]]]]]]]",
    "whole numbers": "1",
    "numbers": "1.5",
    "numbers of 16 digits": "1234567890123456",
    "numbers of 4,000 digits": "9" * 4_000,
    "hexadecimal numbers": "0x" + "f" * 3_900,
    "fractions of 4,000 digits": "0." + "9" * 4_000,
    "exponents": "1e999999",
    "infinities": "inf",
    "no numbers": "-nan",
    "truths": "true",
    "dates": "2026-01-05",
    "times": "2026-01-05T08:00:00Z",
    "letters": '"a"',
    "words": '"migrane"',
    "ids": '"pregnancy"',
    "long texts": f'"{"pregnancy-" * 390}"',
    "accents": '"' + "e\u0301" * 900 + '"',
    "zero widths": '"\\u200b"',
    "texts over lines": '"""a\\\n"""',
}
PLACES = {  # where the list stands in a profile: a line that it takes the place of, and its own
    "at the top": ("format = 1", "format = 1\nx = {}"),
    "in place of answers": ("[answers]", "answers = {}\n[x]"),
    "conditions": ("conditions = []", "conditions = {}"),
    "not sure": ("not_sure = []", "not_sure = {}"),
    "confirmed": ("confirmed = []", "confirmed = {}"),
    "weight": ("weight_kg = 70", "weight_kg = {}"),
    "findings": ("[answers]", "[screening]\nfindings = {}\n[answers]"),
    "claims": ("[answers]", "[[screening.findings]]\nclaims = {}\n[answers]"),
    "limits": ("[answers]", "[protocol]\nlimits = {}\n[answers]"),
    "phases": ("[answers]", "[protocol]\nphases = {}\n[answers]"),
    "doses": ("[answers]", "[[protocol.phases]]\ndoses = {}\n[answers]"),
    "opened": ("[answers]", "[protocol.supply]\nopened = {}\n[answers]"),
    "regimens": ("[answers]", "[referral]\nregimens = {}\n[answers]"),
}
IN_DRAFTS = {
    "values": ("[values]", "[values]\nx = {}"),
    "goal": ('goal = "general-cognition"', "goal = {}"),
    "answered without": ("without = []", "without = {}"),
    "asked again": ("again = []", "again = {}"),
    "author": ("[values]", "[author]\nproduct = {}\n[values]"),
}
KEYS = {  # lines with a number in them
    "keys": "k{} = 1",
    "misspelt keys": "conditons{} = []",
    "dotted keys": "a{}.b.c.d = 1",
    "deep keys": "a{}.b.c.d.e.f.g.h.i = 1",
    "tables": "[t{}]",
    "lists of tables": "[[screening.findings]] # {}",
    "deep tables": "[t{}.a.b.c.d.e.f]",
    "quoted keys": '"\\u00e9{}" = 1',
    "zero width keys": '"\\u200b{}" = 1',
    "long keys": "k" * 3_000 + "{} = 1",
}
SIZE, MOST = 62_000, 1_150


def padded(text: str) -> bytes:
    """The text with comments up to 62 kB: a sound profile of that size."""
    missing = SIZE - len(text.encode())
    return (text + "# a comment\n" * (missing // 12)).encode()


def _listed(item: str, most: int) -> str:
    """A list of as many of this item as 62 kB hold, with at most so many signs of values."""
    signs = 1 + sum(map(item.count, ",=[{."))
    count = min(most // signs, (SIZE - 2_000) // (len(item.encode()) + 2))
    return "[\n" + f"{item},\n" * count + "]"


def crowded() -> Iterator[tuple[str, bytes]]:
    """Profiles of 62 kB with as much wrong as they can hold."""
    for where, (line, put) in PLACES.items():
        for what, item in ITEMS.items():
            text = PERSONAL.replace(line, put.format(_listed(item, MOST)), 1)
            yield f"{what} {where}", padded(text)
    for what, item in ITEMS.items():
        yield f"nothing but {what}", f"x = {_listed(item, SIZE)}\n".encode()
    words = "".join(f'"migrane{number}",\n' for number in range(MOST - 100))
    yield (
        "words that differ",
        padded(PERSONAL.replace("conditions = []", f"conditions = [\n{words}]")),
    )
    for what, line in KEYS.items():
        count = min(MOST // sum(map(line.count, ",=[{.")) - 40, (SIZE - 2_000) // (len(line) + 3))
        lines = "".join(line.format(number) + "\n" for number in range(count))
        yield f"{what} at the top", padded(f"{lines}{PERSONAL}")
        yield f"{what} at the end", padded(f"{PERSONAL}{lines}")


def drafts() -> Iterator[tuple[str, bytes]]:
    """Drafts of 62 kB with as much wrong as they can hold."""
    for where, (line, put) in IN_DRAFTS.items():
        most = SIZE if where == "asked again" else MOST
        for what, item in [*ITEMS.items()][::2]:
            text = DRAFT.replace(line, put.format(_listed(item, most)), 1)
            yield f"{what} {where}", padded(text)
