import io
import itertools
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import attrs
import page
import pytest
from pypdf import PdfReader, PdfWriter

from wizard.report.export.pdf import render
from wizard.report.export.vectors import Line, Shape, Words, course_calendar, pictures

WORST = {
    "form": "vial",
    "cycles": 6,
    "substances": ("caffeine", "selank", "dsip", "bpc-157", "lions-mane"),
    "tested_athlete": True,
}
TWO_SYRINGES = {
    "form": "vial",
    "first_time": True,
    "target_mcg": Decimal(500),
    "substances": ("caffeine",),
}
PAPERS = {"a4": (595, 842), "letter": (612, 792)}
MARGIN = 34  # 12 mm
FOOT = 40  # points: below stand the title and the number of the page
CARD = (241, 153)  # 85 x 54 mm
CUT = "To cut out"


def read(made):
    """The PDF, opened."""
    return PdfReader(io.BytesIO(render(made)), strict=True)


def said(text):
    """The text with every space of one kind."""
    return " ".join(text.split())


def drawn(leaf):
    """The text of a page, and each piece of it with its place, from the lower left, and its size
    there.
    """
    pieces = []

    def found(text, cm, tm, _font, size):
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            pieces.append((text.strip(), x, y, abs(size * tm[3] * cm[3])))

    return said(leaf.extract_text(visitor_text=found)), pieces


def check_pages(one):
    """Page 1 alone, at most four pages with the log, then the doctor's; numbered, no small type."""
    pages = read(one).pages
    texts, pieces = zip(*map(drawn, pages), strict=True)
    for number, (leaf, text) in enumerate(zip(pages, texts, strict=True), start=1):
        assert tuple(round(float(side)) for side in leaf.mediabox[2:]) == PAPERS[one.paper]
        assert text.endswith(f"page {number} of {len(pages)}")
        assert min(size for _, _, _, size in pieces[number - 1]) >= 10
    parts = [section.title for section in one.document.sections if section.page]
    begun = [[text.startswith(title) for text in texts].index(True) for title in parts]
    assert begun[-1] == len(pages) - 1  # the doctor's page
    if one.derived.protocol:
        assert begun[0] == 1  # what is read once, after page 1
        assert begun[1] == len(pages) - 2 <= 3  # the log
        check_card(one, *((t, p) for t, p in zip(texts, pieces, strict=True) if CUT in t))
    else:
        assert len(pages) <= 3


def test_each_page_names_its_plan(made):
    """A page that got apart from the others says at its foot which plan it is of."""
    for leaf in read(made(name="Maria, spring")).pages:
        text, _ = drawn(leaf)
        assert "Semax plan: Maria, spring page " in " ".join(text.split())


def test_the_log_has_room_to_write(made):
    """A row of a short log is 7 mm high or more, and a line to fill in is 50 mm long or more."""
    pages = read(made(form="vial")).pages
    texts, pieces = zip(*map(drawn, pages), strict=True)
    (log,) = (number for number, text in enumerate(texts) if text.startswith("Course log"))
    days = [y for word, _, y, _ in pieces[log] if re.match(r"(Mon|Tue|Wed|Thu)\s\d", word)]
    assert min(above - below for above, below in itertools.pairwise(days)) >= 20
    names = {word.strip(): x for word, x, _, _ in pieces[log]}
    assert names["Lot on the label"] - names["Emergency number"] > 142 + 90  # its label


def check_card(one, found):
    """Front and back stay within the size of a bank card, with each session of the day."""
    text, pieces = found
    (title,) = (number for number, piece in enumerate(pieces) if piece[0].startswith("To cut"))
    _, left, top, size = pieces[title]
    inside = [piece for piece in pieces[title + 1 :] if piece[2] > FOOT]
    stacked = abs(inside[-1][1] - left) < 30  # the back stands below the front, or beside it
    wide, tall = (CARD[0], 2 * CARD[1]) if stacked else (2 * CARD[0], CARD[1])
    for word, x, y, _ in inside:
        assert top - size - tall <= y <= top, word
        assert left <= x <= left + wide, word
    words = text[text.index(CUT) :]
    assert all(side.title in words for side in one.document.card)
    for phase in one.derived.protocol.phases:
        assert all(f"{dose.at.value:%H:%M}: " in words for dose in phase.doses)


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_pages_of_every_kind(made, any_answers, paper):
    """Section 7: page 1 stands alone, a plan takes at most four pages with its log, a referral or
    stop two, and the doctor's page one; all type, in drawings too, is of at least 10 points.
    """
    check_pages(attrs.evolve(made(**any_answers), paper=paper))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("given", [WORST, TWO_SYRINGES])
def test_pages_of_the_longest(made, given, paper):
    """So with every finding, and with three in full above two syringes."""
    check_pages(attrs.evolve(made(**given), paper=paper))


@pytest.mark.parametrize("given", [{}, {"form": "vial"}, {"conditions": ("diabetes",)}])
def test_the_doctors_page_alone(made, given):
    """`--for doctor` is one page under its title, with neither log nor card."""
    one = attrs.evolve(made(**given), for_doctor=True)
    (text,) = (said(each.extract_text()) for each in read(one).pages)
    assert text.startswith(one.document.title)
    assert CUT not in text


def test_pages_of_random_plans(drawn_plans):
    """So do plans drawn at random, whose card holds all its words: on one paper or the other."""
    for one, paper in zip(drawn_plans, itertools.cycle(PAPERS), strict=False):
        check_pages(attrs.evolve(one, paper=paper))


def failures(data):
    """What the checks of PDF/UA find, by rule."""
    report = page.validate_pdf_bytes(data, profile="ua1")
    return [(each.rule_id, each.message) for each in report.failures]


def test_no_check_of_pdf_ua_fails(made, any_answers):
    """Plans, referral and stop sheets pass every machine check of PDF/UA; none is left out."""
    assert failures(render(made(**any_answers))) == []


def test_the_checks_of_pdf_ua_find_something(made):
    """A file without its language and its title is refused by them."""
    broken = PdfWriter(clone_from=read(made()))
    del broken.root_object["/Lang"]
    del broken.root_object["/ViewerPreferences"]
    data = io.BytesIO()
    broken.write(data)
    assert len(failures(data.getvalue())) >= 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    [{"target_mcg": 600}, WORST, {"conditions": ("diabetes",)}, {"goal": "anxiety-relief"}],
)
def test_nothing_is_cut_off(made, given):
    """No text begins or ends outside the margins, left, right, above or below."""
    for paper, (wide, high) in PAPERS.items():
        title = made(**given).document.title
        for each in read(attrs.evolve(made(**given), paper=paper)).pages:
            for text, x, y, size in drawn(each)[1]:
                assert MARGIN - 1 <= x <= wide - MARGIN
                assert x + len(text) * size * 0.3 <= wide - MARGIN + 2, text
                assert y <= high - MARGIN
                assert y >= MARGIN or text.startswith(("page ", title))


def elements(kids):
    """Every element of the structure below, with its kind."""
    kids = kids.get_object()
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from elements(found.get("/K", []) if "/K" in found else found["/S"])


@pytest.mark.slow
def test_language_title_and_tags(made, any_answers):
    """The file shows its title and says its language; headings, lists, tables with their heads and
    figures with their words are tagged.
    """
    one = made(**any_answers)
    found = read(one)
    assert found.metadata.title == one.document.title
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = list(elements(root["/StructTreeRoot"]["/K"]))
    kinds = Counter(element["/S"] for element in tags)
    blocks = Counter(type(each).__name__ for part in one.document.sections for each in part.blocks)
    on_card = Counter(type(each).__name__ for part in one.document.card for each in part.blocks)
    assert kinds["/H1"] == 1
    assert kinds["/H2"] == len(one.document.sections) + bool(one.document.card)
    assert kinds["/L"] == sum(each["Bullets"] + each["Numbered"] for each in (blocks, on_card))
    assert kinds["/Table"] == kinds["/THead"] == blocks["Table"]
    heads = [element for element in tags if element["/S"] == "/TH"]
    assert {element["/A"][0]["/Scope"] for element in heads} <= {"/Column"}
    assert len(heads) == sum(
        len(each.header)
        for part in one.document.sections
        for each in part.blocks
        if hasattr(each, "header")
    )
    says = [element["/Alt"] for element in tags if element["/S"] == "/Figure"]
    assert says == [picture.says for picture in pictures(one).values()]


def test_fonts_are_embedded(made):
    """Every font of a page is in the file, and is no other than the one that is meant."""
    for each in read(made(form="vial")).pages:
        for font in each["/Resources"]["/Font"].values():
            (inner,) = font["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)
            assert "SourceSansPro" in font["/BaseFont"]


def test_one_box_for_each_session(made):
    """The log has a box to tick for each session, question and container, and lines to write on."""
    one = made(first_time=True)
    (log,) = (part for part in one.document.sections if part.id == "log")
    cells = [
        cell for each in log.blocks if hasattr(each, "rows") for row in each.rows for cell in row
    ]
    log = said(read(one).pages[-2].extract_text())
    assert log.count("\N{BALLOT BOX}") == cells.count("[ ]") > 10
    assert "[ ]" not in log
    assert "_" not in log


@pytest.mark.parametrize("given", [{}, {"form": "vial", "cycles": 6}, {"goal": "adhd"}])
def test_same_bytes(made, given, typeset, monkeypatch):
    """The same profile gives the same bytes, dated when it was made."""
    monkeypatch.setattr("typst.compile", typeset)
    assert render(made(**given)) == render(made(**given))
    assert read(made(**given)).metadata.creation_date.isoformat() == "2026-01-05T08:00:00+00:00"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Prüfung à Orléans", "Prüfung à Orléans"),
        ("Семакс Анна", "Семакс Анна"),
        ("Łódź, Άννα", "Łódź, Άννα"),
        ("漢字", "HanZi"),
        ("\N{BRAIN}", ":brain:"),
        ("\u0e01" * 80, None),
        ("\u05d0\u05d1", None),
        ("a\U0003fffdb", "ab"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("( ) \\ )", "( ) \\ )"),
        ("#eval $x$ *a* _b_ @c", "#eval $x$ *a* _b_ @c"),
        ("W" * 500, None),
    ],
)
def test_a_name_in_any_script(made, name, shown):
    """A name stands as it is in a script that the font holds, in Latin letters otherwise, and as it
    is in the title; none breaks the file or is set as a command.
    """
    one = made(name=name)
    found = read(one)
    assert found.metadata.title == one.document.title
    assert 3 < len(found.pages) <= 5
    assert shown is None or f"Semax plan: {shown}" in said(found.pages[0].extract_text())


def test_drawings_stay_in_their_frame(drawn_plans):
    """Every shape and word of every drawing lies on its plane."""
    for one in drawn_plans:
        for picture in pictures(one).values():
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
                assert all(
                    -1 <= x <= picture.width + 1 and -1 <= y <= picture.height + 1
                    for x, y in places
                ), part


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
    assert marks.count("R") == 29
    assert marks.count("N") == 1
    assert marks.count("D") == 1  # in the rest, with a frame of its own


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
