"""What a person who reads Russian sees: whole pages, never half of one, and files as
everybody's.
"""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.keyboard import Person
from tests.support.lines import DROPS, Typist
from wizard.catalog.model import Outcome
from wizard.errors import UnreadableError
from wizard.interview.answer_text import read
from wizard.interview.question import Weight
from wizard.interview.questions import questions
from wizard.interview.session import begin
from wizard.plain import run
from wizard.profile.file_format import build, dumps
from wizard.profile.folder import ProfileFolder
from wizard.report.export.registry import FORMS, Made
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
TRANSLATED = [name for name, form in FORMS.items() if form.translated]


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


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_screening_says_who_checked_the_translation(sit, size):
    """The start page says so in full, the first page of screening in brief, with room left for its
    list and its keys.
    """
    async with sit(size) as pilot:
        person = Person(pilot)
        await pilot.pause()
        assert "Переведены вопросы" in person.sees
        assert "план и его объяснения — на английском" in person.sees
        assert "Перевод сделала языковая модель" in person.sees
        assert "решает английский текст" in person.sees
        await person.press(*TO_SCREENING)
        assert (
            "Перевод языковой модели, врач его не проверял; решает английский текст." in person.sees
        )
        await person.press("end")
        assert "▸ [ ] Ничего из этого списка" in person.sees
        await person.press("home", "space", "space")
        assert "[?] Беременность: есть, возможна или планируется не знаю: стоп" in person.sees
        assert person.keys.startswith("Пробел отметить Enter продолжить")


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
    assert said.count("Перевод сделала языковая модель") == said.count(
        "Новый план. По одному"
    ) + 2 * said.count("Статус:")  # for the person, and on the page for the doctor
    assert "Сейчас не принимайте Семакс" in said
    assert (
        "Не принимайте Семакс: Focus" in said
    )  # the name of a profile is its goal, and a profile is in English
    said = re.sub(r"(?s)(?<=Сохранено\.\n).*?\n(?=Прочитать)", "", said)  # the path of the file
    assert (
        english_in(re.sub(r"zzz|Focus,\s+memory\s+and\s+learning|focus-[a-z-]+\.toml", "", said))
        == []
    ), english_in(said)
    assert max(map(len, said.splitlines())) <= 79


@pytest.mark.parametrize("form", TRANSLATED)
@pytest.mark.parametrize("said", [EVERYTHING, REFERRED], ids=["stop", "referral"])
@pytest.mark.usefixtures("russian")
def test_pages_without_a_plan_are_whole(answers, catalog, english_in, form, said):
    """The stop page and the referral sheet as text, Markdown, HTML and PDF: all of it in Russian,
    who checked it included.
    """
    profile, _derived = build(answers(**said), "Весна", NOW, catalog)
    page = FORMS[form].render(Made(profile, catalog))
    shown = page
    if form == "html":
        shown = re.sub(r"(?s)<style.*?</style>|<svg.*?</svg>|<[^>]*>|&\w+;", " ", page)
    if form == "pdf":
        found = PdfReader(io.BytesIO(page))
        assert found.trailer["/Root"]["/Lang"] == "ru"
        shown = " ".join(each.extract_text() for each in found.pages)
    assert english_in(shown) == []
    assert "языковая модель" in " ".join(shown.split())
    assert form != "html" or '<html lang="ru">' in page


@pytest.mark.usefixtures("russian")
def test_a_plan_is_not_half_translated(answers, catalog):
    """What is not translated yet stays in English as a whole, and says so to a browser."""
    profile, _derived = build(answers(), "Spring", NOW, catalog)
    page = FORMS["html"].render(Made(profile, catalog))
    assert '<html lang="en">' in page
    assert not re.search("[а-яё]", page)


@pytest.mark.parametrize("said", [EVERYTHING, REFERRED, {}], ids=["stop", "referral", "plan"])
def test_files_are_the_same_for_everybody(answers, catalog, said):
    """A profile, and every form that machines read or whose fonts know no Cyrillic, does not depend
    on who made it.
    """

    def made():
        profile, derived = build(answers(**said), "Spring", NOW, catalog)
        kept = Made(profile, catalog)
        forms = [
            name
            for name, form in FORMS.items()
            if not form.translated and (derived.protocol or not form.dosed)
        ]
        return [dumps(profile), kept.document and "", *(FORMS[name].render(kept) for name in forms)]

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
            assert english_in(f"{choice.title} {choice.summary} {choice.closed}") == [], asked.key


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


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(("key", "typed", "value"), TYPED)
def test_a_unit_may_be_typed_as_it_is_shown(catalog, key, typed, value):
    """The unit that stands beside a field is taken after the number, and so is the one of the
    English text.
    """
    asked = next(each for each in questions(catalog.screening.groups) if each.key == key)
    assert read(asked, typed, NOW.date()) == value


@pytest.mark.usefixtures("russian")
def test_another_unit_is_refused_in_russian(catalog, english_in):
    """What is no unit of the answer is refused, in the language of the page."""
    asked = next(
        each for each in questions(catalog.screening.groups) if each.key == "product.vial_mg"
    )
    with pytest.raises(UnreadableError) as caught:
        read(asked, "10 мл", NOW.date())
    assert not english_in(str(caught.value))


async def test_why_is_in_english_as_a_whole_and_says_so(sit):
    """Claims are quoted as the ledger has them, so the page that explains is in English, figures
    and all, under a line that says it.
    """
    async with sit((80, 40)) as pilot:
        person = Person(pilot)
        await pilot.pause()
        await person.press(*TO_SCREENING, *["down"] * 5, "f1")
        assert "Эта часть на английском: она ещё не переведена." in person.sees
        assert "Why: Epilepsy or any seizure, ever" in person.sees
        assert "судорог" not in person.sees
