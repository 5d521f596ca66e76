"""What a person who reads Russian sees: whole pages, never half of one, and files as
everybody's.
"""

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.keyboard import Person
from tests.support.lines import DROPS, Typist
from wizard.catalog.model import Outcome
from wizard.errors import InvalidInputError, UnreadableError
from wizard.explain.figures import keyed
from wizard.explain.pages import of_key, of_plan
from wizard.interview.answer_text import read, written
from wizard.interview.question import Weight
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.plain import run
from wizard.profile.file_format import build, dumps
from wizard.profile.folder import ProfileFolder
from wizard.profile.today import glance, today
from wizard.protocol.derive import derive
from wizard.report.export.plain_text import render
from wizard.report.export.registry import FORMS, Made
from wizard.report.export.vectors import WIDTH, Words, course_calendar
from wizard.text import translation as language
from wizard.text.label import Label, Spray
from wizard.tui import wizard

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TO_SCREENING = [
    *["enter"] * 2,
    *["down", "enter"] * 3,
    *["enter"] * 4,
    "3",
    "5",
    "enter",
    "7",
    "0",
    "enter",
    "down",
    "enter",
]
SEIZURE = [*["down"] * 5, "space", "enter"]
NONE = [*["down"] * 9, "end", "space", "enter"]  # every line is gone over, as a low window has it
DIABETES = [*NONE, *NONE, "down", "space", "space", "enter"]
EVERYTHING = {
    "conditions": ["pregnancy"],
    "symptoms": ["neurological-symptom"],
    "substances": ["bpc-157"],
    "not_sure": ["adhd"],
}
REFERRED = {
    "form": "vial",
    "medicines": ["ssri-snri"],
    "conditions": ["bleeding-risk"],
    "tested_athlete": True,
}
READ = [name for name, form in FORMS.items() if not form.for_machines and not form.binary]
COURSES = {
    "drops": {"first_time": True, "substances": ["caffeine"]},
    "spray": {
        "form": "spray",
        "goal": "high-demand",
        "target_mcg": 900,
        "confirmed": ["target_mcg"],
        "wake": time(4, 30),
        "not_sure": ["caffeine"],
    },
    "vial": {"form": "vial", "sterility_tested": False, "target_mcg": 300, "tested_athlete": True},
    "cycles": {"cycles": 3, "opened": date(2026, 1, 2), "weight_lb": 180},
    "amidate": {"compound": "n-acetyl-semax-amidate", "drops_per_ml": 25},
}


@pytest.fixture
def sit(catalog, tmp_path, russian):  # noqa: ARG001 - a fixture cannot use another by a mark
    """Sits a person down at the wizard in Russian, in a window of this size."""

    def start(size):
        return wizard(
            catalog=lambda: catalog, now=lambda: NOW, folder=ProfileFolder(tmp_path / "home")
        ).run_test(size=size)

    return start


@pytest.mark.parametrize(
    "size",
    [(60, 20), *(pytest.param(size, marks=pytest.mark.slow) for size in [(80, 24), (120, 40)])],
)
@pytest.mark.parametrize(
    ("answers", "page"),
    [
        (SEIZURE, "План не составлен. Не принимайте Семакс."),
        (DIABETES, "Доза не указывается. Решает врач."),
    ],
)
async def test_every_page_to_a_verdict_is_whole(sit, english_in, size, answers, page):
    """From the start page to a stop or a referral, no word of English stands on any page, and every
    action is seen.
    """
    async with sit(size) as pilot:
        person = Person(pilot)
        await pilot.pause()
        for key in [*TO_SCREENING, *answers]:
            assert not english_in(person.sees), person.sees
            await person.press(key)
        assert page in person.sees
        assert not english_in(person.sees), person.sees
        for key in ("О ответить на остальное", "? почему", "q выйти"):
            assert key in person.keys, person.keys


async def test_no_name_in_a_list_is_cut(sit):
    """In a narrow window too a figure with its unit stands whole beside its meaning."""
    async with sit((60, 20)) as pilot:
        person = Person(pilot)
        await pilot.pause()
        form = ["enter", "enter", "down", "enter", *["down"] * 3, "enter"]
        await person.press(*form, *["1", "0", "enter", "3", "enter", "down", "enter"])
        assert "0,5 единицы Мелкие деления" in person.sees


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_screening_says_who_checked_the_translation(sit, size):
    """The start page says so in full, the first page of screening in brief, with room left for its
    list and its keys.
    """
    async with sit(size) as pilot:
        person = Person(pilot)
        await pilot.pause()
        assert "Этот перевод сделала языковая модель" in person.sees
        assert "ни сертифицированный переводчик" in " ".join(person.sees.split())
        assert "решает английский текст" in person.sees
        await person.press(*TO_SCREENING)
        assert (
            "Перевод языковой модели, врач его не проверял; решает английский текст." in person.sees
        )
        await person.press("end")
        assert "▸ [ ] Ничего из этого списка" in person.sees
        await person.press("home", "space", "space")
        assert "[?] Беременность: есть, возможна или планируется не знаю: стоп" in person.sees
        assert person.keys.startswith("Пробел да, не знаю, нет Enter продолжить")


def talked(catalog, folder, lines):
    """What line mode says, in lines of 79 columns."""
    out = io.StringIO()
    source = Typist(lines, out)
    visit = run(
        source=source,
        out=out,
        catalog=lambda: catalog,
        now=lambda: NOW,
        folder=ProfileFolder(folder),
    )
    return visit.ending, out.getvalue()


@pytest.mark.usefixtures("russian")
def test_line_mode_is_whole(catalog, tmp_path, english_in, monkeypatch):
    """To a stop and on to its record, with help asked for and mistakes made, line mode says no word
    of English.
    """
    before = ["новый", *DROPS[:9], "да", "help"]
    here = ["", "99", "3 3?", "none 3", "6 7?", "", "ответить", *["none"] * 5, "нет"]
    saving = [
        "help",
        "review",
        "назад",
        "сохранить",
        "help",
        "",
        "",
        "help",
        "в начало",
        "back",
        "why",
        "quit",
    ]
    monkeypatch.chdir(tmp_path)
    ending, said = talked(catalog, Path("п"), ["help", "zzz", "review", *before, *here, *saving])
    assert ending.outcome is Outcome.STOP
    assert said.count("Этот перевод сделала языковая модель") == said.count(
        "Новый план. По одному"
    ) + said.count("Статус:")
    assert "Сейчас не принимайте Семакс" in said
    assert (
        "Не принимайте Семакс: Внимание" in said
    )  # a profile without a name is called by its goal
    shown = [line for line in said.splitlines() if "/" not in line and ".toml" not in line]
    assert english_in("\n".join(shown).replace("zzz", "")) == []
    assert max(map(len, shown)) <= 79


@pytest.mark.usefixtures("russian")
def test_the_words_of_line_mode_may_be_typed_in_russian(catalog, tmp_path, monkeypatch):
    """The words that line mode names are typed as they are named, and as in English."""
    monkeypatch.chdir(tmp_path)
    here = ["справка", "почему", "назад", "почему 2", "back", "обзор", "назад", "Ничего", "none"]
    screening = [*here, *["ничего"] * 3, "Ничего.", "нет"]
    ending, said = talked(catalog, Path("п"), ["новый", *DROPS[:9], "да", *screening, "выйти"])
    assert ending is not None
    assert "введите «ничего»" in said
    assert "Почему: Кормление грудью" in said
    assert "Какой ответ вы хотите изменить?" in said
    assert "Когда вы просыпаетесь?" in said
    assert "не номер строки" not in said


def bare(page, form):
    """What is read on a page."""
    if isinstance(page, bytes):  # a calendar: what stands behind the names of its properties
        lines = page.decode().replace("\r\n ", "").splitlines()
        told = ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALDESC")
        return " ".join(
            line.partition(":")[2].replace("\\n", " ") for line in lines if line.startswith(told)
        )
    if form == "html":
        said = " ".join(re.findall(r'aria-label="([^"]*)"', page))
        return re.sub(r"(?s)<style.*?</style>|<[^>]*>|&\w+;", " ", page) + said
    return page.replace("```text", "```")


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("said", [EVERYTHING, REFERRED], ids=["stop", "referral"])
@pytest.mark.usefixtures("russian")
def test_pages_without_a_plan_are_whole(answers, catalog, english_in, form, said):
    """The stop page and the referral sheet as text, Markdown, HTML and PDF: all of it in Russian,
    who checked it included.
    """
    if FORMS[form].dosed:
        pytest.skip("it holds doses")
    profile, _derived = build(answers(**said), "Весна", NOW, catalog)
    page = FORMS[form].render(Made(profile, catalog))
    shown = bare(page, form)
    assert english_in(shown) == []
    assert "языковая модель" in " ".join(shown.split())
    assert form != "html" or '<html lang="ru">' in page


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("course", COURSES)
@pytest.mark.usefixtures("russian")
def test_a_plan_is_whole(answers, catalog, english_in, form, course):
    """The plan in each form that a person reads: the dose, how to measure it, the stop signs, the
    dates, the supply, the log, the pictures and why.
    """
    profile, _derived = build(answers(**COURSES[course]), "Весна", NOW, catalog)
    page = FORMS[form].render(Made(profile, catalog))
    shown = bare(page, form)
    assert english_in(shown) == []
    assert form == "ics" or "языковая модель" in " ".join(shown.split())
    assert form != "html" or '<html lang="ru">' in page


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.usefixtures("russian")
def test_page_1_has_the_signs_to_stop(answers, catalog, course):
    """Section 7: also where longer words need a second page, the first has the doses, how to take
    them, and every sign to stop.
    """
    profile, _derived = build(
        answers(**COURSES[course] | {"tested_athlete": True}), "Весна", NOW, catalog
    )
    first = " ".join(FORMS["text"].render(Made(profile, catalog)).split("\f")[0].split())
    for sign in catalog.guidance.stop_signs:
        assert language._(sign.text) in first


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.usefixtures("russian")
def test_a_calendar_is_marked_with_russian_letters(answers, catalog, course):
    """The mark of a day is the first letter of a word of the key, which is not cut off."""
    profile, derived = build(answers(**COURSES[course]), "Весна", NOW, catalog)
    page = FORMS["html"].render(Made(profile, catalog))
    marks = re.findall(r'class="day [A-Z ]+">(?:\d+ <b>)?(\w+)</b>', page)
    words = [part for part in course_calendar(derived.protocol).parts if isinstance(part, Words)]
    drawn = [part.text for part in words if part.bold and len(part.text) <= 2]
    for found in (marks, drawn):
        assert set("ОС") < set("".join(found)) <= set("ПОРСВ"), found
    text = FORMS["text"].render(Made(profile, catalog))
    assert not re.search(r"^ [A-Z]  |\d[A-Z]+ ", text, re.MULTILINE)
    assert max(part.x + 4.9 * len(part.text) for part in words if part.anchor == "start") <= WIDTH


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.usefixtures("russian")
def test_every_day_of_a_plan_is_told_in_russian(answers, catalog, english_in, course):
    """`today` and the start page, from before a course until after its rest, at all hours."""
    _profile, derived = build(answers(**COURSES[course]), "Весна", NOW, catalog)
    for ahead in range(-2, 150):
        on = date(2026, 1, 5) + timedelta(days=ahead)
        for hour in (None, time(6), time(10, 45), time(12, 50), time(14)):
            told = " ".join(today(derived, "Весна", on, catalog, hour))
            assert english_in(told) == [], told
            if hour is not None:
                seen = glance(derived, on, catalog, hour)
                told = " ".join((seen.place, *(each[2] for each in seen.doses), *seen.told))
                assert english_in(told) == [], told


@pytest.mark.parametrize("course", COURSES)
@pytest.mark.usefixtures("russian")
def test_every_why_of_a_plan_is_whole(answers, catalog, english_in, beside_claims, course):
    """Each figure, what shaped the plan and each text alone, but for the claims."""
    derived = derive(answers(**COURSES[course]), catalog)
    keys = [*keyed(derived.protocol), "conflicts", "alone", "protocol", "protocol.ceiling_mcg"]
    pages = [of_plan(derived, catalog), *(of_key(key, derived, catalog) for key in keys)]
    for page in pages:
        said = re.sub(
            r"protocol[\w.\[\]]*|screening[\w.\[\]]*", " ", beside_claims(render(page, 5000))
        )
        said = re.sub(r"\b(?:at|dose_mcg|count|volume_ml|left|right|opened|discard) ", " ", said)
        said = re.sub(
            "|".join(found.rule for found in derived.screening.findings) or "^$", " ", said
        )
        assert english_in(said) == []


@pytest.mark.parametrize("said", [EVERYTHING, REFERRED, {}], ids=["stop", "referral", "plan"])
def test_files_are_the_same_for_everybody(answers, catalog, said):
    """A profile, and every form that machines read, does not depend on who made it."""

    def made():
        profile, _derived = build(answers(**said), "Spring", NOW, catalog)
        kept = Made(profile, catalog)
        forms = [name for name, form in FORMS.items() if form.for_machines]
        return [dumps(profile), *(FORMS[name].render(kept) for name in forms)]

    in_english = made()
    language.speak("ru")
    try:
        assert made() == in_english
    finally:
        language.speak("en")


@pytest.mark.usefixtures("russian")
def test_every_question_is_asked_in_russian(catalog, english_in):
    """No question, help, choice or option of the whole interview is left in English."""
    for asked in questions(catalog.screening.groups):
        told = re.sub(r"\{\w+\}", " ", asked.help)  # figures are filled in where it is asked
        assert english_in(f"{asked.question} {told} {asked.without}") == [], asked.key
    session = begin(catalog, NOW.date())
    for asked in session.questions:
        assert english_in(asked.explained(session)) == [], asked.key
        for choice in asked.choices(session):
            told = re.sub(r"\{\w+\}", " ", f"{choice.title} {choice.summary} {choice.closed}")
            assert english_in(told) == [], asked.key


TYPED = [
    ("product.strength_mg_per_ml", "1 мг/мл", Label(Decimal(1))),
    ("product.strength_mg_per_ml", "0,1 % 3 мл", Label(Decimal(1), Decimal(3))),
    ("product.spray", "100 мкг на впрыск", Spray(mcg=Decimal(100))),
    ("product.opened", "1 октября 2026", date(2026, 10, 1)),
    ("product.opened", "3 май 2026 г.", date(2026, 5, 3)),
    ("product.opened", "3 мая 2026", date(2026, 5, 3)),
    ("product.opened", "1 oct 2026", date(2026, 10, 1)),
    ("product.opened", "вчера", date(2026, 1, 4)),
    ("schedule.start", "Завтра", date(2026, 1, 6)),
    ("schedule.start", "сегодня", date(2026, 1, 5)),
    ("product.bottle_ml", "2,5 мл", Decimal("2.5")),
    ("product.vial_mg", "10 мг", Decimal(10)),
    ("target_mcg", "300 мкг", Decimal(300)),
    ("target_mcg", "0.3 mg", Decimal(300)),
    ("person.age", "35 лет", 35),
    ("person.weight", "70,5 кг", Weight(Decimal("70.5"), "kg")),
    ("person.weight", "154 lb", Weight(Decimal(154), "lb")),
]
WRITTEN = dict.fromkeys(
    (key, value) for key, _typed, value in TYPED if not isinstance(value, Label)
)


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(("key", "typed", "value"), TYPED)
def test_a_unit_may_be_typed_as_it_is_shown(catalog, key, typed, value):
    """The unit that stands beside a field is taken after the number, and so is the one of the
    English text.
    """
    asked = next(each for each in questions(catalog.screening.groups) if each.key == key)
    assert read(asked, typed, NOW.date()) == value


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("key", "value"), [("product.strength_mg_per_ml", Decimal("0.1")), *WRITTEN]
)
def test_what_is_offered_is_written_as_it_is_shown(catalog, english_in, key, value):
    """An answer that stands in its field has Russian units and a decimal comma, and is read again
    as it is.
    """
    asked = next(each for each in questions(catalog.screening.groups) if each.key == key)
    said = written(asked, value)
    found = read(asked, said, NOW.date())
    assert (found.mg_per_ml if isinstance(found, Label) else found) == value
    assert english_in(said.removesuffix("lb")) == []
    assert "." not in said


@pytest.mark.usefixtures("russian")
def test_another_unit_is_refused_in_russian(catalog, english_in):
    """What is no unit of the answer is refused, in the language of the page."""
    asked = next(
        each for each in questions(catalog.screening.groups) if each.key == "product.vial_mg"
    )
    with pytest.raises(UnreadableError) as caught:
        read(asked, "10 мл", NOW.date())
    assert not english_in(str(caught.value))


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    "said",
    [
        {"form": "vial", "vial_mg": Decimal(30), "diluent_ml": Decimal(1)},
        {"form": "vial", "vial_mg": Decimal(10), "diluent_ml": Decimal(1), "target_mcg": 300},
        {"form": "vial", "diluent_ml": Decimal(1), "mark_units": Decimal(2)},
        {"goal": "high-demand", "on_days": 7, "rest_days": 3, "cycles": 3, "first_time": True},
    ],
    ids=["30 mg", "10 mg", "coarse marks", "days"],
)
def test_what_cannot_be_planned_is_told_in_russian(answers, catalog, english_in, said):
    """What is wrong and what to do stand in Russian, each noun as its number and the word before it
    ask for.
    """
    with pytest.raises(InvalidInputError) as refused:
        derive(answers(**said), catalog)
    for problem in refused.value.problems:
        assert english_in(f"{problem.what}; {problem.remedy}".replace("мг/мл", "")) == []


async def test_why_is_in_russian_but_for_the_claims(sit):
    """The page that explains a condition is in Russian; only the claims it quotes are not."""
    async with sit((80, 40)) as pilot:
        person = Person(pilot)
        await pilot.pause()
        await person.press(*TO_SCREENING, *["down"] * 5, "f1")
        assert "Почему: Эпилепсия" in person.sees
        assert "Why" not in person.sees


def below_the_card(page):
    """The words on a page of a PDF that are below the dashed frame, and above the page's number."""
    words, dashed, bottom = [], False, 0.0

    def before(operator, operands, cm, _tm):
        nonlocal dashed, bottom
        if operator == b"d":
            dashed = bool(operands[0])
        elif operator == b"l" and dashed:
            bottom = min(bottom or cm[5], cm[5] + float(operands[1]) * cm[3])

    def found(text, cm, tm, _font, _size):
        words.append((text, tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_operand_before=before, visitor_text=found)
    return [text for text, y in words if 30 < y < bottom and text.strip()]


@pytest.mark.parametrize(
    "said",
    [EVERYTHING, REFERRED, COURSES["drops"], COURSES["cycles"]],
    ids=["stop", "referral", "a first plan", "several"],
)
@pytest.mark.usefixtures("russian")
def test_a_pdf_is_in_russian_with_its_letters_embedded(answers, catalog, english_in, said):
    """Its language is Russian, and its text can be read out, all of it in Russian."""
    profile, _derived = build(answers(**said), "Весна", NOW, catalog)
    pdf = PdfReader(io.BytesIO(FORMS["pdf"].render(Made(profile, catalog))))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "ru"
    assert "КОГДА" in text
    assert english_in(text) == []
    assert [word for page in pdf.pages for word in below_the_card(page)] == []
