"""R02: `doses = true` stands on every text of the catalog that states a dose or the length of a
course, and on no other.
"""

import re
from datetime import UTC, date, datetime

import pytest

from wizard.catalog.model import (
    Compound,
    DoseRange,
    DrawRule,
    Form,
    Goal,
    Guardrail,
    OtherFinding,
    Route,
)
from wizard.catalog.texts import (
    Advice,
    Check,
    Claim,
    Conflict,
    Regimen,
    Rule,
    Source,
    Told,
    Verdict,
)
from wizard.explain.figures import worked
from wizard.explain.pages import of_question
from wizard.interview.from_profile import from_answers
from wizard.profile.folder import examples
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive
from wizard.report.build import build
from wizard.report.export.plain_text import render
from wizard.values import Record

FILES = {
    "goals": "goals.toml",
    "compounds": "products.toml",
    "forms": "products.toml",
    "routes": "products.toml",
    "syringes": "products.toml",
    "scales": "products.toml",
    "guardrails": "guardrails.toml",
    "dosing": "dosing.toml",
    "screening": "screening.toml",
    "guidance": "guidance.toml",
    "guide": "guide.toml",
    "regimens": "regimens.toml",
    "sources": "sources.toml",
    "rules": "rules.toml",
    "conflicts": "conflicts.toml",
    "claims": "claims.tsv",
    "verdicts": "verdicts.tsv",
}
# the words that the mark of a class is about; all its other words are shown to everybody
MARKED = {
    **{kind: {"summary"} for kind in (Goal, Compound, Form, Route)},
    Guardrail: {"why"},
    DrawRule: {"u40"},
    DoseRange: {"published"},
    OtherFinding: {"title", "reason", "advice", "together"},
    Advice: {"text"},
    Regimen: {"text"},
    Source: {"text"},
    Rule: {"statement", "certainty"},
    Conflict: {"title", "sides", "checks", "choice", "reason"},
    Claim: {"text"},
    Told: {"text", "items", "header", "rows"},
    Verdict: {"reason"},
}
EXCEPTIONS = {  # what looks like a dose and is none
    "what a product or a syringe holds": (
        "products.toml u100-0.3ml title",
        "products.toml u100-0.5ml title",
        "products.toml u100-1ml title",
        "products.toml scales[1] summary",
        "products.toml scales[2] summary",
        "guardrails.toml drops_per_ml why",
        "guardrails.toml pump_ml why",
        "guardrails.toml vial_mg why",
        "guardrails.toml diluent_ml why",
    ),
    "a strength: that it is registered, or why a product of it is refused": (
        "claims.tsv B052 text",
        "screening.toml clinical-strength reason",
        "screening.toml unusual-strength reason",
    ),
    "how many people, or how much of an effect": (
        "claims.tsv A021 text",
        "claims.tsv A077 text",
        "claims.tsv B232 text",
        "conflicts.toml C18 sides[0] says",
        "conflicts.toml C21 sides[0] says",
        "conflicts.toml E28 sides[0] says",
    ),
    "an hour of the day, but of no dose": ("claims.tsv A026 text", "claims.tsv B037 text"),
    "how long a container keeps, or another medicine counts": (
        "guidance.toml storage[2] text",
        "guidance.toml storage[7] text",
        "rules.toml R42 statement",
        "conflicts.toml E16 choice",
        "conflicts.toml E23 sides[0] says",
        "conflicts.toml E23 sides[1] says",
        "conflicts.toml E23 choice",
        "claims.tsv B214 text",
        "claims.tsv B217 text",
        "verdicts.tsv B189 reason",
        "verdicts.tsv B214 reason",
        "verdicts.tsv B217 reason",
    ),
    "how long until effects are noticed": ("claims.tsv A004 text",),
}

WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|hundred|half|a"
    " quarter"
)
NUMBER = rf"(?:\d[\d.,]*|\b(?:{WORDS}))"
SPAN = rf"{NUMBER}(?:\s*(?:-|to|or|and)\s*{NUMBER})?"
UNIT = (
    r"(?:mcg|ug|micrograms?|mg|milligrams?|ml|millilit(?:re|er)s?|drops?|sprays?|pumps?|puffs?|units?|"
    r"marks?|doses|administrations|sessions|%|percent)"
)
DOSE = re.compile(
    rf"{SPAN}(?:\s|-|\ban?\b)*{UNIT}(?!\w)"
    r"|\b(?:one|a) (?:drop|spray|puff|unit|mark) (?:in|into|per|a|each|every|once|twice|daily)\b"
    rf"|\b(?:once|twice|one|{SPAN})(?: \w+)? (?:daily|(?:a|per|each|every) day)\b"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\b(?:morning|noon|midday|afternoon|evening|bedtime|before bed|at night)\b",
    re.IGNORECASE,
)
LENGTH = re.compile(rf"{SPAN}(?:\s|-|\bmore\b)*(?:days?|weeks?|months?)(?!\w)", re.IGNORECASE)
ABOUT_A_PERSON = tuple(
    f"screening.toml {group} "
    for group in (
        "heart-and-brain",
        "mind-and-mood",
        "other-conditions",
        "medicines",
        "substances",
        "symptoms",
    )
)  # how long an illness or another medicine lasts
FIGURE = re.compile(rf"\d|\b(?:{WORDS}|once|twice)\b", re.IGNORECASE)


def parts(value, where):
    """What a value of the catalog is made of: where each part stands, its name, the part."""
    if isinstance(value, dict):
        yield from ((f"{where} {key}", "", part) for key, part in value.items())
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            name = getattr(part, "id", "")
            place = f"{where.rpartition(' ')[0]} {name}" if name else f"{where}[{number}]"
            yield place, "", part
    elif isinstance(value, Record):
        names = [name for name in value.kinds() if name != "id"]
        yield from ((f"{where} {name}", name, getattr(value, name)) for name in names)
    if isinstance(value, Check):
        yield f"{where} terms", "", worked(value)  # as they are shown


def below(value, where, *, marked=False):
    """Every text below a value: where it stands, what it says, whether a mark covers it."""
    if isinstance(value, str):
        yield where, value, marked
    covered = MARKED.get(type(value), ())
    for place, name, part in parts(value, where):
        yield from below(part, place, marked=marked or (name in covered and value.doses))


def texts(catalog):
    """Every text of the catalog: file, id and key; words; whether it is marked."""
    for section, file in FILES.items():
        content = getattr(catalog, section)
        yield from below(content, f"{file} {section}" if isinstance(content, tuple) else file)
    for conflict in catalog.conflicts.values():  # it is shown beside the choice
        where = f"conflicts.toml {conflict.id} certainty of its rule"
        yield where, catalog.rules[conflict.rule].certainty, conflict.doses


def facts(value):
    """Everything below a value that can be marked."""
    if hasattr(value, "doses"):
        yield value
    for _, _, part in parts(value, ""):
        yield from facts(part)


def states_a_dose(said, where=""):
    """Whether it states a dose, or the length of a course."""
    return DOSE.search(said) or (LENGTH.search(said) and not where.startswith(ABOUT_A_PERSON))


def unmarked(catalog):
    """Where a dose or the length of a course stands in a text that is not marked."""
    return {
        where: said
        for where, said, marked in texts(catalog)
        if not marked and states_a_dose(said, where)
    }


def needless(catalog):
    """What is marked for nothing: no figure, none in words and no time of day stands in what the
    mark is about.
    """
    for section, file in FILES.items():
        for fact in facts(getattr(catalog, section)):
            covered = {name: getattr(fact, name) for name in MARKED.get(type(fact), ())}
            said = [text for _, text, _ in below(covered, "")]
            if fact.doses and not any(FIGURE.search(text) or DOSE.search(text) for text in said):
                yield f"{file}: {getattr(fact, 'id', type(fact).__name__)}: {said}"


@pytest.mark.parametrize(
    "said",
    [
        "300 mcg", "300mcg", "12-18 mg/day", "0.3 mL", "two drops", "6 drops", "2 to 3 sprays",
        "ten units", "9-unit",
        "half a millilitre", "half an mL", "60% of the range", "60 percent of the range",
        "one drop in each nostril",
        "a spray per nostril", "three times a day", "2-3 times daily", "once daily", "twice a day",
        "one injection daily",
        "one dose a day", "in 1 to 2 doses", "over two sessions", "before 13:00", "at 1 pm",
        "in the morning", "before bed", "up to 30 days", "20-day gap", "three months", "4-8 weeks",
    ],
)  # fmt: skip
def test_a_dose_is_found_in_words_and_figures(said):
    """A mass, a count, a volume, a share, so many times a day, a time of day, the length of a
    course: in figures or in words.
    """
    assert states_a_dose(f"Source A: {said}, for a course.")


@pytest.mark.parametrize(
    "said",
    [
        "within a month",
        "how much one spray holds",
        "no daily dose is given",
        "70 kg",
        "30 minutes apart",
        "in groups of 8",
    ],
)
def test_what_is_no_dose_is_left_alone(said):
    """A time without a figure, a body weight, minutes and a count of people are no dose."""
    assert not states_a_dose(said)


def test_every_text_that_states_a_dose_is_marked(catalog):
    """R02: no dose, count, volume or time of day for one stands in a text that a person who is
    screened out may read.
    """
    excepted = {where for each in EXCEPTIONS.values() for where in each}
    found = unmarked(catalog)
    assert [f"{where}: {said}" for where, said in found.items() if where not in excepted] == []
    assert excepted <= set(found), "an exception that is none"


def test_every_mark_is_needed(catalog):
    """R02: what is marked states something, so that a mark can be relied on."""
    assert list(needless(catalog)) == []


@pytest.mark.parametrize("template", examples(), ids=lambda path: path.stem)
def test_no_template_has_a_dose_in_its_name(template):
    """Issue 15, 1: whoever is screened out may meet the name of a template."""
    name = read_profile(template.read_bytes()).name
    assert not states_a_dose(name)
    assert not FIGURE.search(name)


PLANTED = {  # a change to the data, and where the test finds it
    "goal": (
        ("goals.toml", '"Not with Semax: it may', '"Not with two drops of Semax: it may'),
        "goals.toml anxiety-relief summary",
    ),
    "claim": (
        ("claims.tsv", "\tdose SC\ttrue\tStarting", "\tdose SC\t\tStarting"),
        "claims.tsv A032 text",
    ),
    "verdict": (
        ("verdicts.tsv", "\tC09\t\ttrue\tA first course", "\tC09\t\t\tA first course"),
        "verdicts.tsv A032 reason",
    ),
    "conflict": (
        (
            "conflicts.toml",
            'says = "Source A: no strain on heart',
            'says = "Source A: no strain at 3 mL on heart',
        ),
        "conflicts.toml C20 sides[0] says",
    ),
    "the length of a course": (
        ("claims.tsv", "\tcycle\ttrue\tExtended cycle on", "\tcycle\t\tExtended cycle on"),
        "claims.tsv B129 text",
    ),
    "what may have no mark": (
        ("guidance.toml", '"It is not a doctor', '"Take it at 1 pm. It is not a doctor'),
        "guidance.toml about[3]",
    ),
    "a title, which no mark covers": (
        (
            "goals.toml",
            'title = "Focus, memory and learning"',
            'title = "Focus, three times a day"',
        ),
        "goals.toml general-cognition title",
    ),
}


@pytest.mark.parametrize(("change", "where"), PLANTED.values(), ids=PLANTED)
def test_a_dose_without_a_mark_is_found(altered, catalog, change, where):
    """A dose that is written into the data, or a mark that is lost, is told with its file, its id
    and its text.
    """
    assert set(unmarked(altered(*change))) - set(unmarked(catalog)) == {where}


@pytest.mark.parametrize(
    "change",
    [
        ("goals.toml", 'id = "adhd"', 'id = "adhd"\ndoses = true'),
        ("verdicts.tsv", "A001\tunused\t\t\t\t\t", "A001\tunused\t\t\t\ttrue\t"),
        ("screening.toml", 'id = "pregnancy"', 'id = "pregnancy"\ndoses = true'),
    ],
    ids=["goal", "verdict", "screening item"],
)
def test_a_mark_for_nothing_is_found(altered, change):
    """A mark on a text without a figure is told; on a line of screening every mark is, for its
    words are always shown.
    """
    assert list(needless(altered(*change)))


def test_a_mark_of_the_ledger_is_true_or_nothing(altered):
    """Another word in the column is refused, as anything of another type is in TOML."""
    other = altered("claims.tsv", "\tdose SC\ttrue\tStarting", "\tdose SC\tyes\tStarting")
    with pytest.raises(ValueError, match="A032: doses is true or empty, not 'yes'"):
        _ = other.claims


def test_what_is_always_read_is_never_marked(catalog):
    """R02: a finding's reason is read by whoever gets it, so only those that come with a plan may
    state a dose.
    """
    assert {found.id for found in catalog.screening.findings if found.doses} == {
        "coarse-measure",
        "coarse-first-dose",
        "small-draw",
        "high-daily-dose",
    }
    guidance = catalog.guidance
    assert not [each.text for each in (guidance.status, *guidance.stop_signs) if each.doses]


MARKS = {  # a mark set in the data; the question, its choice, and words that it hides there
    "goal": (
        ("goals.toml", 'id = "adhd"', 'id = "adhd"\ndoses = true'),
        ("goal", "adhd", "It must not replace established treatment."),
    ),
    "form": (
        ("products.toml", 'id = "drops"', 'id = "drops"\ndoses = true'),
        ("form", "drops", "A bottle with a dropper"),
    ),
    "guardrail": (
        ("guardrails.toml", "[drops_per_ml]", "[drops_per_ml]\ndoses = true"),
        ("product.drops_per_ml", None, "Most droppers give"),
    ),
    "rule": (
        ("rules.toml", 'id = "R34"', 'id = "R34"\ndoses = true'),
        ("goal", "stress-resilience", "R34: The target is what"),
    ),
    "conflict": (
        ("conflicts.toml", 'id = "C01"', 'id = "C01"\ndoses = true'),
        ("compound", "semax", "C01: Which compound"),
    ),
    "claim": (
        ("claims.tsv", "\tdefault\t\tNew users", "\tdefault\ttrue\tNew users"),
        ("compound", "semax", "B067: New users"),
    ),
    "verdict": (
        (
            "verdicts.tsv",
            "\t\tSemax is offered first, and a first course is never a modified form.\nB068",
            "\ttrue\tSemax is offered first, and a first course is never a modified form.\nB068",
        ),
        ("compound", "semax", "B067: New users"),
    ),
    "source": (
        ("sources.toml", 'id = "X1"', 'id = "X1"\ndoses = true'),
        ("screening.heart-and-brain", "pregnancy", "X1: Who must not take it"),
    ),
}


def page(session, key, value):
    """The help of a question and its page of why, with a choice of it highlighted."""
    asked = session.question(key)
    choice = next((each for each in asked.choices(session) if each.value == value), None)
    return " ".join(
        f"{asked.explained(session)} {render(of_question(asked, choice, session))}".split()
    )


@pytest.mark.parametrize(("change", "place"), MARKS.values(), ids=MARKS)
def test_the_mark_decides_what_may_be_read(answers, catalog, altered, change, place):
    """R02: a person who is screened out does not read what is marked, whatever it looks like."""
    *where, words = place
    said, today = answers(conditions=("pregnancy",)), date(2026, 1, 5)
    assert words in page(from_answers(said, catalog, today), *where)
    assert words not in page(from_answers(said, altered(*change), today), *where)


def test_the_mark_decides_why_a_syringe_is_refused(answers, catalog, altered):
    """R02: so it is with the reason within the help of a question."""
    said, today = answers(form="vial", conditions=("pregnancy",)), date(2026, 1, 5)
    assert "750 mcg" not in page(from_answers(said, catalog, today), "product.syringe", None)
    other = altered("dosing.toml", "doses = true\n", "")
    assert "750 mcg" in page(from_answers(said, other, today), "product.syringe", None)


def test_of_facts_a_referral_sheet_gives_the_name_alone(answers, catalog):
    """R02: what a fact behind a finding says may state a dose; its name never does."""
    said = answers(conditions=("diabetes",), strength_mg_per_ml=2)
    now = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    sheet = " ".join(render(build(derive(said, catalog), "A plan", now, catalog)).split())
    for name in ("X1", "X5"):
        fact = catalog.sources[name]
        assert f"{fact.title[0].lower()}{fact.title[1:]} (evidence level {fact.level}" in sheet
        assert fact.text not in sheet
    assert "per drop" not in sheet
