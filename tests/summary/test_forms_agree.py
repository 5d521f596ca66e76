import io
import re
import subprocess
import sys
from collections import Counter

import attrs
import html5lib
import pytest
from pypdf import PdfReader

from tests.summary.test_log import sessions
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS

pytestmark = pytest.mark.slow

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNITS = (
    "mcg|mg|mL|kg|lb|units?|drops?|sprays?|days?|hours?|minutes?|years?|months?|cycles?"
    "|bottles?|vials?"
)
FIGURE = re.compile(
    rf"\b\d{{1,2}} (?:{MONTHS})"
    rf" \d{{4}}\b|\b\d\d:\d\d(?::\d\d)?\b|(?<![\d.,])\d[\d,]*(?:\.\d+)?(?:%| (?:{UNITS})\b)"
)


def figures(text):
    """Every number with its unit, time of day and date of a text, with how often each stands
    there.
    """
    return Counter(FIGURE.findall(" ".join(text.split())))


def as_markdown(made):
    """What a reader sees of the Markdown."""
    return FORMS["markdown"].render(made).replace("\\", "")


def as_html(made):
    """What a reader sees of the HTML, but for the numbers of the days in its calendar."""
    page = html5lib.HTMLParser(strict=True).parse(FORMS["html"].render(made))
    for parent in list(page.iter()):
        for each in parent:
            if each.get("class") == "month":
                parent.remove(each)
    (body,) = (each for each in page if each.tag.endswith("body"))
    return " ".join(body.itertext())


def as_pdf(made):
    """What can be taken out of the PDF, in its order; without the card, which says things again."""
    pages = PdfReader(io.BytesIO(FORMS["pdf"].render(made))).pages
    return " ".join(
        re.sub(r"(To cut out.*)?page \d of \d\s*$", "", page.extract_text(), flags=re.DOTALL)
        for page in pages
    )


OTHERS = (as_markdown, as_html, as_pdf)


def cells(made):
    """The cells of the dose table, row by row."""
    (dose,) = (section for section in made.document.sections if section.id == "dose")
    (table,) = (block for block in dose.blocks if hasattr(block, "header"))
    return [cell for row in table.rows for cell in row if cell]


@pytest.mark.parametrize("form", OTHERS)
def test_same_figures(form, drawn_plans):
    """Text, Markdown, HTML and PDF of random plans carry the same figures, each as often,
    drawings included.

    The HTML has no error for a strict parser.
    """
    for made in drawn_plans:
        assert figures(form(made)) == figures(render(made.document))


def test_same_figures_and_headings_for_every_kind(made, any_answers):
    """So do the plans that are read in every test, the referral sheets and the stop pages; headings
    come in the same order.
    """
    one = made(**any_answers)
    expected = figures(render(one.document))
    for form in OTHERS:
        text, at = " ".join(form(one).split()), 0
        assert figures(text) == expected, form.__name__
        for section in one.document.sections:
            at = text.find(section.title, at)
            assert at >= 0, (form.__name__, section.title)


def test_same_dose_table(drawn):
    """Every cell of the dose table stands in each form, in the order of its rows."""
    for made in drawn(5):
        for form in OTHERS:
            text, at = " ".join(form(made).split()), 0
            for cell in cells(made):
                at = text.find(cell, at)
                assert at >= 0, (form.__name__, cell)


def text_log(made):
    """The cells of each session in the log of the text, those that are not empty."""
    _, _, log = render(made.document).rpartition("\nCourse log\n")
    table = log.partition("\n  Day  Date")[2].split("\n\n")[0]
    return [re.split(r"  +", line.strip()) for line in table.split("\n")[2:]]


def markdown_log(made):
    """The same, in the Markdown."""
    _, _, log = as_markdown(made).rpartition("\n## Course log\n")
    table = log.partition("\n| Day | Date |")[2].split("\n\n")[0]
    rows = ([cell.strip() for cell in line.split("|")] for line in table.split("\n")[2:])
    return [[cell for cell in row if cell] for row in rows]


def html_log(made):
    """The same, in the HTML."""
    page = html5lib.parse(FORMS["html"].render(made), namespaceHTMLElements=False)
    rows = page.find(".//section[@id='log']/table").iterfind("tbody/tr")
    cells = (
        ["[ ]" if each.find("span[@class='box']") is not None else each.text for each in row]
        for row in rows
    )
    return [[" ".join(cell.split()) for cell in row if cell] for row in cells]


@pytest.mark.parametrize("form", [text_log, markdown_log, html_log])
def test_the_log_is_the_plan_in_every_form(form, drawn_plans):
    """Day, date, time, count and, for a nose, left and right of each session stand in the log as
    the plan has them for that day: changed over on even days where the count is odd (R35).
    """
    for made in drawn_plans:
        expected = [[cell for cell in row if cell] for row in sessions(made.derived.protocol)]
        assert form(made) == expected


@pytest.mark.parametrize("form", [text_log, markdown_log, html_log])
def test_seven_drops_in_every_form(form, made):
    """R35: 7 drops are 4 and 3 on odd days, 3 and 4 on even ones."""
    rows = form(made(drops_per_ml=25, target_mcg=280))
    assert [row[3:6] for row in rows[:3]] == [["7", "4", "3"], ["7", "3", "4"], ["7", "4", "3"]]


def test_figures_are_found():
    """The comparison sees what it is for."""
    text = (
        "Day 1: 300 mcg (6 drops), 0.3\nmL at 07:30 on 5 January\n2026; 0.1% (1 mg per mL),"
        " 1,050 mcg"
    )
    assert set(figures(text)) == {
        "300 mcg",
        "6 drops",
        "0.3 mL",
        "07:30",
        "5 January 2026",
        "0.1%",
        "1 mg",
        "1,050 mcg",
    }


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_paper_changes_no_figure(made, paper):
    """A4 and Letter say the same."""
    one = attrs.evolve(made(form="vial", first_time=True), paper=paper)
    assert figures(as_pdf(one)) == figures(render(one.document))


def test_text_loads_no_library_of_another_form(tmp_path, written):
    """`show --format text` imports nothing that only PDF, calendar or HTML need."""
    profile = tmp_path / "plan.toml"
    profile.write_text(written(target_mcg=300))
    heavy = (
        "typst icalendar anyascii wizard.report.export.pdf wizard.report.export.html"
        " wizard.report.export.ics"
    )
    code = (
        "import sys\nfrom wizard.cli import main\ntry:\n    main(['show',"
        f" {str(profile)!r}])\nfinally:\n    sys.stderr.write(' '.join(name for name in"
        f" {heavy.split()!r} if name in sys.modules))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.stdout.startswith("Semax plan")
    assert not ended.stderr
