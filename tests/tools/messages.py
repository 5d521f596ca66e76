"""Make the translator's template from the catalog and the code, and bring every translation up
to it.

    python -m tests.tools.messages

Run it after a change to a text that is translated. It writes `wizard/locale/messages.pot` and
updates each `semax-wizard.po`: new texts are added with no translation, texts that are no longer
there are kept behind `#~` for the translator to take over or remove. `tests/language` fails until
both are done. Beside each it writes the `semax-wizard.mo` that the program reads: run it again
after translating.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polib

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "wizard"
# the keys of each file that a person reads in the wizard, in line mode or on a page of `show`
CATALOG: Final = {
    "screening.toml": {
        "not_sure",
        "title",
        "question",
        "none_label",
        "label",
        "detail",
        "reason",
        "advice",
        "together",
    },
    "guidance.toml": {"about", "text", "outcomes"},
    "goals.toml": {"title", "summary", "note"},
    "products.toml": {"title", "summary", "published"},
    "guardrails.toml": {"unit", "why"},
    "dosing.toml": {"u40"},
    "conflicts.toml": {"title", "choice", "reason", "says", "label", "unit"},
    "rules.toml": {"statement", "certainty"},
    "guide.toml": {"title", "words", "text", "items", "header", "rows"},
    "regimens.toml": {"text"},
    "sources.toml": {"title", "text", "level", "grade"},
}
MARKS: Final = {
    **dict.fromkeys(("_", "N_", "given", "answered", "of", "_or_start"), ((0,),)),
    **dict.fromkeys(("ngettext", "forms"), ((0, 1),)),
    **dict.fromkeys(("_ids", "described"), ((0,), (2,))),
    **dict.fromkeys(("_needed", "_maybe"), ((1,), (3,))),
}
"""Functions and methods, and which of their arguments are texts; two in one tuple are two forms."""
DECLARED: Final = {
    "Question": ("question", "help", "method", "without"),
    "option": ("help",),
    "command": ("epilog",),
}
"""Classes, and which of their arguments are texts wherever one is declared."""
HEADER: Final = {
    "Project-Id-Version": "semax-wizard",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


class Template:
    """The texts, each once, with every place where it stands."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], polib.POEntry] = {}

    def add(self, texts: tuple[str, ...], file: str, where: str) -> None:
        """Add a text, or its two forms, that stands in this file at this place."""
        one, many = texts[0], texts[1] if len(texts) > 1 else ""
        if not one:
            return
        fresh = polib.POEntry(
            msgid=one,
            msgid_plural=many,
            msgstr_plural=dict.fromkeys(range(2), "") if many else {},
            flags=_flags(one),
            comment="",
        )
        entry = self._entries.setdefault((one, many), fresh)
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
        if where not in entry.comment.splitlines():
            entry.comment = "\n".join(filter(None, (entry.comment, where)))

    @property
    def file(self) -> polib.POFile:
        """The template as it is written."""
        found = polib.POFile(wrapwidth=110)
        found.header = (
            "The texts of semax-wizard, for translators. Made by tests/tools/messages.py; not to"
            " be edited."
        )
        found.metadata = HEADER
        found.extend(self._entries.values())
        return found


def _flags(text: str) -> list[str]:
    return ["python-brace-format"] if "{" in text else []


def template(package: Path) -> polib.POFile:
    """The template of the package in this folder."""
    found = Template()
    for name, keys in CATALOG.items():
        for where, text in _told(
            tomllib.loads((package / "catalog" / "data" / name).read_text("utf-8")), keys
        ):
            found.add((text,), f"wizard/catalog/data/{name}", where)
    for path in sorted(ROOT.glob("profiles/*.toml")):  # an installed package has none beside it
        named = tomllib.loads(path.read_text("utf-8"))["name"]
        found.add((named,), path.relative_to(ROOT).as_posix(), "name")
    for path in sorted(package.rglob("*.py")):
        for where, texts in _said(path):
            found.add(texts, path.relative_to(package.parent).as_posix(), where)
    return found.file


def _told(
    value: Any, keys: set[str], where: tuple[str, ...] = (), *, told: bool = False
) -> Iterator[tuple[str, str]]:
    """The texts under these keys, each with the names of the tables and the key that it stands
    under.
    """
    match value:
        case str() if told:
            yield ", ".join(where), value
        case dict():
            for key, inner in value.items():
                # words by which a page of the guide is found are one text
                texts = ", ".join(inner) if key == "words" else inner
                yield from _told(texts, keys, (*where, key), told=told or key in keys)
        case list():
            for inner in value:
                name = inner.get("id", inner.get("claim", "")) if isinstance(inner, dict) else ""
                yield from _told(
                    inner,
                    keys,
                    (*where[: -1 if name else None], *([name] if name else [])),
                    told=told,
                )


def _said(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that are marked in a module, in their order, each with the function that it stands
    in.
    """
    places: list[tuple[int, str, tuple[str, ...]]] = []

    def visit(node: ast.AST, where: str) -> None:
        name = f"{node.name}" if isinstance(node, ast.FunctionDef | ast.ClassDef) else where
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name | ast.Attribute)
            and (wanted := MARKS.get(getattr(node.func, "id", getattr(node.func, "attr", ""))))
        ):
            for which in wanted:
                texts = tuple(
                    each.value
                    for number, each in enumerate(node.args)
                    if number in which
                    and isinstance(each, ast.Constant)
                    and isinstance(each.value, str)
                )
                if len(texts) == len(which):
                    places.append((node.lineno, f"in {where}" if where else "", texts))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name | ast.Attribute)
            and (names := DECLARED.get(getattr(node.func, "id", getattr(node.func, "attr", ""))))
        ):
            keywords = {each.arg: each.value for each in node.keywords}
            told = {
                name: keywords[name].value
                for name in names
                if isinstance(keywords.get(name), ast.Constant)
            }
            key = keywords["key"].value if isinstance(keywords.get("key"), ast.Constant) else where
            places.extend((node.lineno, f"{key}, {name}", (text,)) for name, text in told.items())
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_command"):
            places.append((node.lineno, f"in {node.name}", (ast.get_docstring(node) or "",)))
        for child in ast.iter_child_nodes(node):
            visit(child, name)

    visit(ast.parse(path.read_text("utf-8")), "")
    for _, where, texts in sorted(places, key=lambda place: place[0]):
        yield where, texts


def translations(package: Path) -> list[Path]:
    """The translations there are."""
    return sorted((package / "locale").glob("*/LC_MESSAGES/semax-wizard.po"))


def main() -> int:
    """Write the template and update the translations."""
    made = template(PACKAGE)
    made.save(str(PACKAGE / "locale" / "messages.pot"))
    order = {(entry.msgid, entry.msgid_plural): number for number, entry in enumerate(made)}
    for path in translations(PACKAGE):
        known = polib.pofile(str(path), wrapwidth=110)
        known.merge(made)
        known.sort(
            key=lambda entry: (entry.obsolete, order.get((entry.msgid, entry.msgid_plural), 0))
        )
        known.save()
        known.save_as_mofile(str(path.with_suffix(".mo")))
        sys.stdout.write(
            f"{path.parent.parent.name}: {len(known.untranslated_entries())} to translate,"
            f" {len(known.obsolete_entries())} unused\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
