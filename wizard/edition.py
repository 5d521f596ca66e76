"""The edition of the catalog, readable without loading the catalog."""

from __future__ import annotations

from pathlib import Path

import tomli


def edition() -> str:
    """The edition string of the catalog that ships with the program, such as `2026.11`."""
    text = (Path(__file__).parent / "catalog" / "data" / "edition.toml").read_text("utf-8")
    return str(tomli.loads(text)["edition"])
