import io
import re
import shutil
import subprocess

import attrs
import html5lib
import pytest
from pypdf import PdfReader

from wizard.report.export.html import render

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "'><svg onload=alert(1)>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "[x](javascript:alert(1))",
]


def parsed(text):
    """The tree of a page that a strict parser has nothing to say against."""
    return html5lib.HTMLParser(strict=True).parse(text)


def test_head(made, any_answers):
    """Language, encoding and title are set, for plan, referral and stop."""
    one = made(**any_answers)
    tree = parsed(render(one))
    assert tree.get("lang") == "en"
    assert tree.find(f".//{HTML}title").text == one.document.title
    assert tree.find(f".//{HTML}meta[@charset]").get("charset") == "utf-8"


def test_nothing_from_outside(made, any_answers):
    """It has no script and refers to nothing outside itself."""
    text = render(made(**any_answers))
    assert not re.search(
        r"https?:|//|\bsrc=|\bhref=|<link|<script|<iframe|@import|url\(|\bon\w+=",
        text,
        re.IGNORECASE,
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(made, name):
    """A name with HTML in it is shown as it is and changes no element of the page."""
    hostile, harmless = (list(parsed(render(made(name=each))).iter()) for each in (name, "plain"))
    assert [each.tag for each in hostile] == [each.tag for each in harmless]
    assert [each.attrib.keys() for each in hostile] == [each.attrib.keys() for each in harmless]
    assert next(each for each in hostile if each.tag == f"{HTML}h1").text == f"Semax plan: {name}"


def test_drawings_have_their_words(made):
    """Each drawing is SVG with its words as its accessible name; the calendar tells its dates."""
    for said, how_many in (({"form": "vial"}, 2), ({"target_mcg": 600}, 2), ({"form": "spray"}, 2)):
        tree = parsed(render(made(**said)))
        drawings = list(tree.iter(f"{SVG}svg"))
        assert len(drawings) == how_many
        assert all(
            drawing.get("role") == "img" and drawing.get("aria-label") for drawing in drawings
        )
    assert "Main dose: 5 January 2026 to 14 January 2026." in drawings[-1].get("aria-label")
    assert "Discard a container: 4 February 2026." in drawings[-1].get("aria-label")


def test_a_refusal_has_no_drawing(made, refused_answers):
    """A referral sheet and a stop page draw nothing."""
    assert "<svg" not in render(made(**refused_answers))


def test_no_figure_is_torn_from_its_unit(made, any_answers):
    """A browser has no place to break a line between a number and its unit."""
    text = re.sub(
        "<svg.*?</svg>", "", render(made(**any_answers)).partition("<body>")[2], flags=re.DOTALL
    )
    assert not re.search(
        r"\d (mcg|mg|mL|units?|drops?|sprays?|January|February)\b", text.partition("</h1>")[2]
    )


def test_paper(made):
    """The page to print on is the one that was asked for."""
    one = made()
    assert "size: A4;" in render(one)
    assert "size: letter;" in render(attrs.evolve(one, paper="letter"))


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("chromium"),
    reason="needs chromium, which only a person's machine or a large image has",
)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_printed_pages(made, any_answers, paper, tmp_path):
    """Headless Chromium prints a plan and its log on five pages at most, a refusal on two."""
    page, printed = tmp_path / "plan.html", tmp_path / "plan.pdf"
    one = attrs.evolve(made(**any_answers), paper=paper)
    page.write_text(render(one), encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        f"--user-data-dir={tmp_path}",
        "--no-pdf-header-footer",
    ]
    subprocess.run(
        [*command, f"--print-to-pdf={printed}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = PdfReader(io.BytesIO(printed.read_bytes())).pages
    assert len(pages) <= (5 if one.derived.protocol else 2)
