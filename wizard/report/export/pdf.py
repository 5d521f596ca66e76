"""The document as a PDF/UA file, set by Typst as `sheet.typ` says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import typst
from attrs import asdict, evolve

from wizard.report.blocks import Block, Drawing, Section, parts
from wizard.report.export.html import standalone
from wizard.report.export.plain_text import FOOT
from wizard.report.export.registry import Made
from wizard.report.export.vectors import Picture, pictures
from wizard.text.layout import glued
from wizard.text.translation import _

_FONT: Final = "Source Sans Pro"  # of font-source-sans-pro: Latin, Greek and Cyrillic letters
_PAPERS: Final = {"a4": "a4", "letter": "us-letter"}


def render(made: Made) -> bytes:
    """Return the document as a PDF; a name with letters that the font lacks in Latin ones."""
    title = made.document.title
    try:
        return _typeset(made, title)
    except typst.TypstError:  # PDF/UA allows no letter that cannot be shown
        from anyascii import anyascii  # noqa: PLC0415 - only for names in other scripts

        profile = evolve(made.profile, name=anyascii(made.profile.name))
        return _typeset(evolve(made, profile=profile), title)


def _typeset(made: Made, title: str) -> bytes:
    """Return the document; `title` is that of the file, which takes any letters."""
    document, drawn = made.document, pictures(made)
    sheet = {
        "title": document.title,
        "file-title": title,
        "language": document.language,
        "font": _FONT,
        "paper": _PAPERS[made.paper],
        "foot": _(FOOT),
        "parts": [_part(part, drawn) for part in parts(document.sections)],
        "card-title": _("To cut out and fold: a card for your pocket"),
        "card": [_section(side, drawn) for side in document.card],
    }
    made_of = files("wizard.report.export") / "sheet.typ"
    return typst.compile(
        made_of.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=["ua-1"],
        timestamp=int(made.profile.created.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Find the one font: what is installed elsewhere must not change a page."""
    folder = str(files("font_source_sans_pro") / "files")
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _part(sections: list[Section], drawn: Mapping[str, Picture]) -> dict[str, Any]:
    """Return what begins a page, in columns where most of it is read once."""
    return {
        "columns": sum(section.detail for section in sections) > len(sections) / 2,
        "sections": [_section(section, drawn) for section in sections],
    }


def _section(section: Section, drawn: Mapping[str, Picture]) -> dict[str, Any]:
    """Return a section with its drawings; the calendar of the course stands with its log."""
    blocks = [_block(section.id, block, drawn) for block in section.blocks]
    if section.id == "log":
        blocks.append(_picture(drawn["dates"]))
    return {
        "id": section.id,
        "title": _glued(section.title),
        "detail": section.detail,
        "blocks": blocks,
    }


def _block(section: str, block: Block, drawn: Mapping[str, Picture]) -> dict[str, Any]:
    if isinstance(block, Drawing):
        return _picture(drawn[section])
    return {"kind": type(block).__name__, **_glued(asdict(block))}


def _picture(picture: Picture) -> dict[str, Any]:
    svg = standalone(picture, family=_FONT)
    return {"kind": "Drawing", "says": picture.says, "svg": svg, "width": picture.width}


def _glued(value: Any) -> Any:
    """Keep each figure on one line with its unit (R60)."""
    match value:
        case str():
            return glued(value)
        case dict():
            return {key: _glued(each) for key, each in value.items()}
        case list() | tuple():
            return [_glued(each) for each in value]
        case _:
            return value
