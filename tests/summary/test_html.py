import re
from functools import cache

import attrs
import html5lib
import pytest

from wizard.report.export.html import render
from wizard.report.export.vectors import Words, pictures

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


@cache
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
    """Each drawing has its words as its accessible name; the calendar tells its dates."""
    for said in ({"form": "vial"}, {"target_mcg": 600}, {"form": "spray"}):
        tree = parsed(render(made(**said)))
        measure, calendar = (each for each in tree.iter() if each.get("role") == "img")
        assert measure.get("aria-label")
        assert (measure.tag == f"{SVG}svg") == ("form" in said and said["form"] == "vial")
        assert "Main dose: 5 to 14 January 2026." in calendar.get("aria-label")
    assert "Discard a container: 4 February 2026." in calendar.get("aria-label")


@pytest.mark.parametrize("unit", ["drop", "spray"])
def test_a_nostril_has_as_many_marks_as_its_count(made, unit):
    """Beside each count of a nostril stand as many drops or sprays."""
    one = made(form=f"{unit}s" if unit == "drop" else unit, target_mcg=600)
    counts = [
        (int(each.find(f"{HTML}strong").text), len(each.findall(f"{HTML}span")))
        for each in parsed(render(one)).iter(f"{HTML}span")
        if each.get("class") == "count"
    ]
    told = [side for phase in one.derived.protocol.phases for dose in phase.doses
            for side in dose.nostrils]  # fmt: skip
    assert counts == [(side, side) for side in told]


def test_days_and_a_time_are_told_apart(made):
    """No day runs into the time beside it: blanks fold into one on the web and in a PDF."""
    one = made()
    whens = [each.text for each in parsed(render(one)).iter(f"{HTML}span")
             if each.get("class") == "when"]  # fmt: skip
    assert whens == ["Days 1 to 10, 07:30"]
    drawn = [part.text for part in pictures(one)["measure"].parts if isinstance(part, Words)]
    assert whens[0] in drawn


def test_the_calendar_marks_its_days(made):
    """It stands in the log. Each day has the letter beside the shade, for black and white."""
    tree = parsed(render(made(target_mcg=300, first_time=True)))
    (log,) = (each for each in tree.iter(f"{HTML}section") if each.get("id") == "log")
    january, _february = (each for each in log.iter(f"{HTML}div") if each.get("class") == "month")
    marked = [
        (each.text.strip(), each.find(f"{HTML}b").text, each.get("class"))
        for each in january.iter(f"{HTML}span")
        if each.get("class", "").startswith("day")
    ]
    assert marked[4:7] == [("9", "A", "day A"), ("10", "M", "day M"), ("11", "M", "day M")]
    assert [number for number, _, _ in marked] == [str(number) for number in range(5, 32)]


def test_a_table_tells_what_its_rows_are(made):
    """Sessions of one day stand under one name of that day, which a screen reader repeats for each;
    nothing is left empty for the eye to fill. A box to tick is drawn, a field is a line.
    """
    tree = parsed(render(made(target_mcg=600)))
    (log,) = (each for each in tree.iter(f"{HTML}section") if each.get("id") == "log")
    table = next(log.iter(f"{HTML}table"))
    bodies = table.findall(f"{HTML}tbody")
    assert len(bodies) == 10
    for number, body in enumerate(bodies, start=1):
        names = body.findall(f".//{HTML}th")
        assert names[0].text == str(number)
        assert [(each.get("scope"), each.get("rowspan")) for each in names] == [
            ("rowgroup", "2"),
            ("rowgroup", "2"),
        ]
        assert [len(row.findall(f"{HTML}td")) for row in body.findall(f"{HTML}tr")] == [6, 6]
        labels = [each.get("data-label") for each in body.iter(f"{HTML}td")]
        assert labels == 2 * ["Time", "Drops", "Left", "Right", "Taken", "Note"]
    assert sum(each.get("class") == "box" for each in table.iter(f"{HTML}span")) == 20
    assert [each.get("class") for each in log.iter(f"{HTML}dd")] == ["line"] * 4
    assert "[ ]" not in "".join(log.itertext())
    assert "__" not in "".join(log.itertext())


def test_a_refusal_has_no_drawing(made, refused_answers):
    """A referral sheet and a stop page draw nothing."""
    assert 'role="img"' not in render(made(**refused_answers))


def test_no_figure_is_torn_from_its_unit(made, any_answers):
    """A browser has no place to break a line between a number and its unit."""
    text = re.sub(
        '<svg.*?</svg>|aria-label="[^"]*"',
        "",
        render(made(**any_answers)).partition("<body>")[2],
        flags=re.DOTALL,
    )
    assert not re.search(
        r"\d (mcg|mg|mL|units?|drops?|sprays?|January|February)\b", text.partition("</h1>")[2]
    )


def test_paper(made):
    """The page to print on is the one that was asked for."""
    one = made()
    assert "size: A4;" in render(one)
    assert "size: letter;" in render(attrs.evolve(one, paper="letter"))
