"""The web page of each sheet as Chromium shows and prints it, and as two validators judge it."""

import base64
import io
import re

import pytest
from attrs import evolve
from pypdf import PdfReader

from tests.summary.conftest import PLANS, REFUSED
from tests.support.node import BROWSER, ask, needs_browser, needs_node
from wizard.report.export.html import render

pytestmark = [pytest.mark.slow, needs_node]

MISTAKEN = {
    "broken": """<!DOCTYPE html><html lang="en"><head><title>Broken</title></head><body><main>
<h1>Broken</h1><p style="white-space: nowrap; color: #bbb; font-size: 9px">{wide}</p>
<div style="width: 2em; overflow-wrap: anywhere">Letters</div>
<p>never closed<table><tr><td role="cell">no table</td></tr></div></main></body></html>
""".format(wide="wide " * 100)
}


DIFFERENT = (
    "first course of drops",
    "two sessions",
    "spray",
    "first course of a vial",
    "every caution",
    "clinician",
    "stop",
)
EVERY = PLANS | REFUSED


def test_html_validate(made):
    """html-validate finds nothing in any page, and much in one with mistakes."""
    found = ask("html.mjs", {name: render(made(**EVERY[name])) for name in EVERY} | MISTAKEN)
    assert any(each.startswith("close-order") for each in found.pop("broken"))
    assert not {name: each for name, each in found.items() if each}


@needs_browser
def test_each_width_and_colour(made):
    """At 390 and at 900 px, light and dark: nothing is wider than the window, no word is broken, no
    type is under 10 point, and axe has nothing to say against it (names, roles, contrast, ...).
    """
    pages = {name: render(made(**EVERY[name])) for name in DIFFERENT} | MISTAKEN
    seen = ask("browser.mjs", pages, "look", BROWSER)
    wrong = seen.pop("broken")["390 light"]
    assert wrong["wider"]
    assert wrong["broken"] == ["Letters"]
    assert wrong["smallest"] < 7
    assert any(each.startswith("color-contrast") for each in wrong["violations"])
    for name, views in seen.items():
        assert views.keys() == {"390 light", "390 dark", "900 light", "900 dark"}
        for view, found in views.items():
            assert not found["wider"], (name, view)
            assert not found["broken"], (name, view)
            assert found["smallest"] >= 9.99, (name, view)
            assert not found["violations"], (name, view)


def printed(made_by_name):
    """The text of each page that Chromium prints, without its number."""
    things = {name: render(made) for name, made in made_by_name.items()}
    told = ask("browser.mjs", things, "print", BROWSER)
    for name, text in told.items():
        pages = PdfReader(io.BytesIO(base64.b64decode(text))).pages
        yield (
            name,
            [" ".join(re.sub(r"page \d of \d", "", page.extract_text()).split()) for page in pages],
        )


@needs_browser
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_printed(made, drawn, paper):
    """Section 7 on paper: page 1 stands alone, with all that it is meant to hold and no more. The
    log is one page, and the page for the doctor follows. There are four pages at most before it,
    and two of a refusal.
    """
    every = {name: made(**said) for name, said in EVERY.items()}
    every |= {f"random {number}": one for number, one in enumerate(drawn(20))}
    every = {name: evolve(one, paper=paper) for name, one in every.items()}
    for name, pages in printed(every):
        sections = every[name].document.sections
        if every[name].derived.protocol is None:
            assert len(pages) <= 3, name
            continue
        *front, after = sections[: 1 + next(at for at, one in enumerate(sections) if one.page)]
        assert front[-1].title in pages[0], name
        assert pages[1].startswith(after.title), name
        assert [" Course log " in f" {page} " for page in pages] == [
            *[False] * (len(pages) - 2),
            True,
            False,
        ]
        assert len(pages) <= 5, name
