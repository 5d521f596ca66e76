import io
import re
from datetime import date

import attrs
import pytest
from pypdf import PdfReader

from wizard.report.export.pdf import render
from wizard.report.export.pdf_sheet import MARGIN, printable
from wizard.report.export.vectors import Line, Shape, Words, course_calendar, pictures

pytestmark = pytest.mark.slow

WORST = {
    "form": "vial",
    "cycles": 6,
    "substances": ("caffeine", "selank", "dsip", "bpc-157", "lions-mane"),
    "tested_athlete": True,
}
PAPERS = {"a4": (595, 842), "letter": (612, 792)}


def read(made):
    """The PDF, opened."""
    return PdfReader(io.BytesIO(render(made)), strict=True)


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_of_every_kind(made, any_answers, paper):
    """Each plan takes at most five pages of its paper with its log, a referral or stop page two,
    numbered at the foot.
    """
    one = attrs.evolve(made(**any_answers), paper=paper)
    pages = read(one).pages
    assert len(pages) <= (5 if one.derived.protocol else 2)
    for number, page in enumerate(pages, start=1):
        assert tuple(round(float(side)) for side in page.mediabox[2:]) == PAPERS[paper]
        assert page.extract_text().rstrip().endswith(f"page {number} of {len(pages)}")


def _words(one):
    """The words of every drawing."""
    return [
        part
        for picture in pictures(one).values()
        for part in picture.parts
        if isinstance(part, Words)
    ]


def test_no_smaller_type_than_ten_points(made, any_answers):
    """Section 7: all text but that of drawings is set in at least 10 points."""
    for page in read(made(**any_answers)).pages:
        sizes = []
        page.extract_text(
            visitor_operand_before=lambda op, args, _cm, _tm, into=sizes: (
                into.append(float(args[1])) if op == b"Tf" else None
            )
        )
        drawn = {part.size for part in _words(made(**any_answers))}
        assert not [size for size in sizes if size < 10 and size not in drawn]


@pytest.mark.parametrize(
    "said", [{"target_mcg": 600}, WORST, {"conditions": ("diabetes",)}, {"goal": "anxiety-relief"}]
)
def test_nothing_is_cut_off(made, said):
    """No text begins or ends outside the margins, left, right, above or below."""
    for paper, (wide, high) in PAPERS.items():
        for page in read(attrs.evolve(made(**said), paper=paper)).pages:
            places = []
            page.extract_text(
                visitor_text=lambda text, _cm, tm, _font, size, into=places: into.append(
                    (text, tm[4], tm[5], size)
                )
            )
            for text, x, y, size in places:
                if text.strip() and not text.startswith("page "):
                    assert MARGIN - 1 <= x <= wide - MARGIN
                    assert x + len(text.strip()) * size * 0.3 <= wide - MARGIN + 2, text
                    assert MARGIN - 1 <= y <= high - MARGIN


def test_language_title_and_tags(made, any_answers):
    """The file says its title, its language and its structure, each figure with its words."""
    one = made(**any_answers)
    found = read(one)
    assert found.metadata.title == one.document.title
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    (document,) = root["/StructTreeRoot"]["/K"]
    elements = [kid.get_object() for kid in document.get_object()["/K"]]
    kinds = [element["/S"] for element in elements]
    assert kinds[0] == "/H1"
    assert kinds.count("/H2") == len(one.document.sections)
    says = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert says == [picture.says for picture in pictures(one).values()]


@pytest.mark.parametrize("said", [{}, {"form": "vial", "cycles": 6}, {"goal": "adhd"}])
def test_same_bytes(made, said):
    """The same profile gives the same bytes, dated when it was made."""
    assert render(made(**said)) == render(made(**said))
    assert read(made(**said)).metadata.creation_date.isoformat() == "2026-01-05T08:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Prüfung à Orléans", "Prüfung à Orléans"),
        ("Семакс Анна", "Semaks Anna"),
        ("漢字", "HanZi"),
        ("Łódź", "Lódz"),
        ("\N{BRAIN}", ":brain:"),
        ("\u0e01" * 80, None),
        ("\u05d0\u05d1", None),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("( ) \\ )", "( ) \\ )"),
        ("W" * 500, None),
    ],
)
def test_a_name_in_any_script(made, name, shown):
    """A name in another script is written in Latin letters on the page and as it is in the title;
    none breaks the file.
    """
    one = made(name=name)
    found = read(one)
    assert found.metadata.title == one.document.title
    assert len(found.pages) > 2
    assert shown is None or f"Semax plan: {shown}" in found.pages[0].extract_text()


def test_what_has_no_letters_is_shown_as_missing():
    """A sign that no transliteration knows leaves a question mark, not nothing."""
    assert printable("a\U0003fffdb") == "a?b"


def test_drawings_stay_in_their_frame(drawn_plans):
    """Every shape and word of every drawing lies on its plane."""
    for made in drawn_plans:
        for picture in pictures(made).values():
            for part in picture.parts:
                match part:
                    case Line():
                        places = [(part.x1, part.y1), (part.x2, part.y2)]
                    case Shape():
                        places = part.points
                    case Words():
                        wide = len(part.text) * part.size * 0.55
                        left = part.x - {"start": 0, "middle": wide / 2, "end": wide}[part.anchor]
                        places = [(left, part.y - part.size * 0.7), (left + wide, part.y)]
                assert all(-1 <= x <= 500 and -1 <= y <= picture.height + 1 for x, y in places), (
                    part
                )


def test_the_syringe_is_filled_to_its_mark(made):
    """The liquid ends where the scale has the drawn units, and the arrow points there."""
    picture = pictures(made(form="vial"))["measure"]
    named = {
        part.text: part.x
        for part in picture.parts
        if isinstance(part, Words) and part.text.isdigit()
    }
    (liquid,) = (
        part for part in picture.parts if isinstance(part, Shape) and part.fill == "liquid"
    )
    (arrow,) = (part for part in picture.parts if isinstance(part, Shape) and part.fill == "ink")
    at = named["0"] + (named["10"] - named["0"]) * 9 / 10
    assert max(x for x, _ in liquid.points) == pytest.approx(at)
    assert arrow.points[0][0] == pytest.approx(at)


def test_a_mark_for_each_drop(made):
    """As many drops are drawn on each side as the dose has, and one for the key."""
    picture = pictures(made(target_mcg=600))["measure"]
    assert sum(isinstance(part, Shape) for part in picture.parts) == 13


def test_the_calendar_marks_each_day(made):
    """Each day has its letter: assessment, main dose, rest, next start, and the date on which a
    container is discarded.
    """
    one = made(first_time=True)
    letters = [
        part.text for part in course_calendar(one.derived.protocol).parts if isinstance(part, Words)
    ]
    marks = letters[letters.index("Su") :]
    assert marks.count("A") == 5
    assert marks.count("M") == 5
    assert marks.count("R") + marks.count("RD") == 30
    assert marks.count("N") == 1
    assert marks.count("RD") == 1


def test_a_long_plan_has_a_short_calendar(made):
    """Months of rest only are left out, and no more than six are drawn; the words tell all of
    it.
    """
    picture = course_calendar(made(cycles=6, rest_days=365).derived.protocol)
    months = [
        part.text
        for part in picture.parts
        if isinstance(part, Words) and re.fullmatch(r"[A-Z][a-z]+ \d{4}", part.text)
    ]
    assert len(months) == 6
    assert "March 2026" not in months
    assert f"{date(2026, 1, 5).year}" in months[0]
    assert picture.says.count("Next start at the earliest") == 1


def test_a_refusal_draws_nothing(made, refused_answers):
    """A referral sheet and a stop page have no drawing and no dose of a day."""
    one = made(**refused_answers)
    assert not pictures(one)
    assert not re.search(
        r"daily \(\d|Daily maximum", "".join(page.extract_text() for page in read(one).pages)
    )
