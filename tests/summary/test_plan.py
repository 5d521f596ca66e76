"""What the summary of a plan says (wizard/catalog/README.md, section 7)."""

import re
from datetime import date, time
from decimal import Decimal

import pytest

from wizard.report.blocks import Bullets, Numbered, Paragraph
from wizard.report.conflicts import shaped
from wizard.report.drawings import Planned, doses

HIGH = {
    "goal": "high-demand",
    "target_mcg": Decimal(900),
    "wake": time(4, 30),
    "confirmed": ("target_mcg",),
}
LIGHT = {"target_mcg": Decimal(600), "weight_kg": Decimal(38), "confirmed": ("weight_kg",)}
FIRST_PAGE = [
    "brief",
    "careful",
    "dose",
    "measure",
    "technique",
    "stop",
    "too-much",
    "missed",
    "caution",
]
ORDER = [
    *FIRST_PAGE,
    "reasons",
    "dates",
    "rest",
    "day-five",
    "break",
    "supply",
    "preparation",
    "sharps",
    "storage",
    "degradation",
    "expect",
    "adverse",
    "daily-life",
    "noted",
    "why",
    "sources",
    "status",
    "log",
    "doctor",
    "answered",
    "found",
    "planned",
    "questions",
    "evidence",
]
SOMETIMES = {"careful", "reasons", "day-five", "sharps", "noted", "found"}


def test_order_is_that_of_section_7(document, planned):
    """The first page comes first, then what is read once, each on a page of its own, then the log
    and the page for the doctor; what does not apply is left out.
    """
    sections = document(**planned).sections
    ids = [section.id for section in sections]
    assert ids == [each for each in ORDER if each in ids]
    assert set(ORDER) - set(ids) <= SOMETIMES
    assert [section.id for section in sections if section.page] == [
        next(each for each in ids if each not in FIRST_PAGE),
        "log",
        "doctor",
    ]


def test_first_course_of_drops_in_full(flat):
    """Both phases stand with days, dates, time, mass, count, nostrils and volume."""
    text = flat(first_time=True)
    assert "200 mcg daily (4 drops) on days 1 to 5" in text
    assert "then 300 mcg daily (6 drops) on days 6 to 10" in text
    assert "1 to 5: 5 to 9 January 2026 07:30 200 mcg 4 2 2 0.2 mL" in text
    assert "6 to 10: 07:30 300 mcg 6 3 3 0.3 mL 10 to 14 January 2026" in text
    assert (
        "Next start 14 February 2026 at the earliest; whether to go on is decided after this first"
        " course" in text
    )
    assert "Days 1 to 5 of a first course are at 200 mcg daily at most" in text


def test_every_plan_says_section_7(flat, planned):
    """Name, date, edition, goal, screening, dates, supply, storage, effects, signs, missed dose,
    sources, status.
    """
    text = flat(**planned)
    for said in (
        "Semax plan: Spring exam block",
        "5 January 2026; semax-wizard",
        "catalog 2026.12",
        "Outcome of screening: c",
        "Goal ",
        "35 years old",
        "mcg per kg daily",
        "Strength: " if planned.get("form") != "vial" else "Make up ",
        "Cycle 6" if "cycles" in planned else "Dosing days ",
        "Next start",
        "a full one holds",
        "Discard it",
        "When it starts: source A says",
        "source B",
        "WHEN TO STOP AND SEE A DOCTOR",
        "Severe or worsening headache",
        "When to take a break",
        "The effect gets weaker",
        "Never double a dose",
        "Unwanted effects",
        "certainty is very low",
        "Compare this with the label each time a new container is opened",
        "If you took too much",
        "call a poison centre or a doctor",
        "Swelling of the face, lips, tongue or throat, or trouble breathing: take no more",
        "Take it with food or without, but in the same way each day",
        "Do not share it with anybody, and keep it out of the reach of children",
        "Tell your doctor, your dentist and your pharmacist",
        "If it froze or got warm",
        "registered in Russia",
        "not medical advice",
        "As of 2026-11",
    ):
        assert said in text, said


@pytest.mark.parametrize(
    ("form", "own", "strange"),
    [
        (
            "drops",
            (
                "Lie on your back",
                "sit with your head tilted back",
                "left nostril",
                "o is one drop",
                "count the drops that make 1 mL in a small syringe",
            ),
            ("nozzle", "10 sprays", "units", "sharps", "Swirl", "needle goes in"),
        ),
        (
            "spray",
            (
                "nozzle",
                "slightly forward",
                "o is one spray",
                "until a fine mist comes",
                "When you open a bottle",
                "weigh the bottle before and after 10 sprays",
            ),
            ("Lie on your back", "count the drops", "units", "sharps", "Swirl"),
        ),
        (
            "vial",
            ("Swirl", "sharps container", "Make up", "never a U-40", "draw to 9 units"),
            ("nostril", "nozzle", "on your back", "count the drops", "%"),
        ),
    ],
)
def test_only_its_own_form(flat, form, own, strange):
    """Technique, storage, sharps and pictures are those of the form in hand, and of no other."""
    text = flat(form=form)
    for said in own:
        assert said in text, said
    for said in strange:
        assert said not in text, said


def test_a_step_alone_has_no_number(document):
    """What is done when a spray is opened is no list of one."""
    sections = {section.id: section for section in document(form="spray").sections}
    assert all(isinstance(block, Paragraph) for block in sections["preparation"].blocks)


def test_a_vial_is_made_up_once(document):
    """R61: what is done once to a vial stands apart from what is done at every dose, so that nobody
    adds water each day.
    """
    sections = {section.id: section for section in document(form="vial").sections}
    _made_up, once = sections["preparation"].blocks
    (each,) = sections["technique"].blocks
    assert [isinstance(steps, Numbered) for steps in (once, each)] == [True, True]
    for word in (
        "Wash your hands",
        "both stoppers",
        "Add the water",
        "Swirl",
        "Write on the vial",
    ):
        assert word in " ".join(once.items)
    for word in (
        "Wash your hands",
        "the stopper",
        "new syringe",
        "mark for that day",
        "another place",
        "sharps container",
    ):
        assert word in " ".join(each.items)
    assert "Add the water" not in " ".join(each.items)


def test_strength_three_ways(flat):
    """Percent, mg per mL and mcg in one drop or spray stand together (R22); no percent stands for a
    vial (R60).
    """
    assert "0.1% (1 mg per mL), 50 mcg per drop" in flat()
    assert "0.1% (1 mg per mL), 140 mcg per spray" in flat(form="spray", pump_ml=Decimal("0.14"))
    vial = flat(form="vial")
    assert "Strength 3.3333 mg per mL, 33.33 mcg per unit" in vial
    assert "3 mL of bacteriostatic water. This gives 3.3333 mg per mL, 33.33 mcg per unit" in vial
    assert "Strength 3.3333 mg per mL, 33.33 mcg per unit, when made up with 3 mL" in vial


def test_limit_that_bit_is_named(flat):
    """A ceiling that lowered the dose is named with its bound, and what was asked stands beside
    what is delivered.
    """
    text = flat(target_mcg=Decimal(600), weight_kg=Decimal(38), confirmed=("weight_kg",))
    assert (
        "You asked for 600 mcg daily; the plan gives 550 mcg daily, in 2 sessions (6 drops, then"
        " 5 drops)" in text
    )
    assert "plans at most 570 mcg daily for you, because of your weight, at 15 mcg per kg." in text
    assert "rounded down to a whole drop, never up" in text
    text = flat(goal="high-demand", target_mcg=Decimal(900), confirmed=("target_mcg",))
    assert "plans at most 600 mcg daily for you, because of what fits by 13:00." in text


def test_limit_that_did_not_bite_is_named_too(flat):
    """A ceiling above the dose is said not to have lowered it."""
    bounds = "the limit for this goal and what fits by 13:00"
    most = f"This program would plan at most 600 mcg daily for you ({bounds}). Your plan is"
    assert f"{most} lower: take what is planned." in flat()
    assert f"{most} at that: take what is planned." in flat(target_mcg=Decimal(600))
    assert (
        "at most 500 mcg daily for you (the limit for the subcutaneous route). Your plan is lower"
        in flat(form="vial")
    )


def test_no_second_maximum_beside_the_dose(document, planned):
    """R60: the daily maximum stands with the dose, and no figure above the plan's own with it,
    which reads as leave to take more.
    """
    dose = next(section for section in document(**planned).sections if section.id == "dose")
    texts = [block.text for block in dose.blocks if isinstance(block, Paragraph)]
    said = [
        Decimal(each) for text in texts for each in re.findall(r"(\d+(?:\.\d+)?) mcg daily", text)
    ]
    (most,) = (text for text in texts if text.startswith("Daily maximum: "))
    assert most.endswith(", never more.")
    assert max(Decimal(each) for each in re.findall(r"(\d+(?:\.\d+)?) mcg", most)) == max(said)


def test_below_and_above_recommended_are_noted(flat):
    """A dose outside the recommended range says so, and that more was confirmed."""
    low = flat(target_mcg=Decimal(200))
    assert "300 to 600 mcg daily is the stricter range in the texts; a lower dose is allowed" in low
    high = flat(goal="high-demand", target_mcg=Decimal(900), confirmed=("target_mcg",))
    assert "400 to 600 mcg daily is the stricter range in the texts; you confirmed" in high


def test_no_dose_named(flat):
    """Where no dose was asked for, the lower recommended bound is named as what it is."""
    assert "You named no dose, so the lowest one recommended was taken: 300 mcg daily" in flat()


def test_short_first_course_explains_its_dose(flat):
    """A first course that is all assessment says why it delivers less than was asked."""
    text = flat(goal="high-demand", first_time=True)
    assert "the plan gives 200 mcg daily" in text
    assert "Days 1 to 5 of a first course are at 200 mcg daily at most" in text


def test_what_to_look_at_before_going_on(flat):
    """Section 7, R33: a first course says on which day to look back, and at what; others do not."""
    assert "What to look at on day 5 - Have you had any sign to stop?" in flat(first_time=True)
    assert "What to look at on day 3" in flat(first_time=True, on_days=3)
    assert "What to look at" not in flat()
    assert "Is the place where the needle goes in sore" in flat(first_time=True, form="vial")
    assert "Is your nose sore" in flat(first_time=True)


def test_why_there_is_a_rest(flat, planned):
    """Section 7: each plan says why it ends with a rest."""
    assert "Why there is a rest - Both texts say to take it in courses" in flat(**planned)


def test_goal_without_figures_says_so(flat):
    """A goal that borrows its figures carries the remark."""
    assert "No source gives a dose of its own for this goal" in flat(goal="mood-support")


def test_weight_in_pounds(flat):
    """A weight given in lb stands in lb, with kg beside it."""
    assert "154 lb (69.85 kg)" in flat(weight_lb=Decimal(154))


def test_supply_names_what_ends_each_container(flat):
    """Each container says whether it runs out or is discarded first, the date, and what is thrown
    away.
    """
    used_up = flat(target_mcg=Decimal(600))
    assert (
        "Bottle 1: open on 5 January 2026; runs out on 9 January 2026, before its discard date, 4"
        " February 2026" in used_up
    )
    dated = flat(label_days=3)
    assert "4 bottles for the course" in dated
    assert all(f"Bottle {number}: open on " in dated for number in range(1, 5))
    assert "Bottle 5" not in dated
    ends = flat(form="vial")
    assert (
        "Vial 1: make up on 5 January 2026; last dose on 14 January 2026, when the course ends"
        in ends
    )
    assert "discard it, with the 210 units left, on 2 February 2026 at the latest" in ends


def test_container_opened_already(flat):
    """A container that stands open is told as opened, and counted from that day."""
    text = flat(opened=date(2025, 12, 20), bottle_ml=Decimal(10))
    assert "Bottle 1: opened on 20 December 2025; last dose on 14 January 2026" in text


def test_beyond_use_of_one_container(flat):
    """A container that is past its date before it runs out says both dates."""
    text = flat(opened=date(2025, 12, 10), bottle_ml=Decimal(10))
    assert (
        "last dose on 8 January 2026; discard it on 9 January 2026, 30 days after it was opened,"
        " with the 176 drops left" in text
    )
    assert (
        "discard it on 2 February 2026, 28 days after it was made up, with the 210 units left"
        in flat(form="vial", cycles=2)
    )


def test_cycles_have_their_dates(flat):
    """With several cycles, each one's start and end stand on a line, and the next start after the
    last.
    """
    text = flat(cycles=3)
    assert "3 cycles, each of 10 days on and 30 days of rest" in text
    assert "Cycle 1 5 to 14 January 2026 Cycle 2 14 to 23 February 2026" in text
    assert "Cycle 3 26 March 2026 to 4 April 2026 Next start 5 May 2026 at the earliest" in text
    assert "3 bottles for all 3 cycles" in text


def test_after_a_short_rest_the_goal_is_the_same(flat):
    """R41: a week after a high-demand course only another of them may start, and the plan says so;
    with 30 days of rest, any may.
    """
    assert "Next start 17 January 2026 at the earliest, with the same goal Why" in flat(
        goal="high-demand"
    )
    assert "at the earliest, with the same goal" in flat(goal="high-demand", cycles=3)
    for any_goal in ({"goal": "high-demand", "rest_days": 30}, {}):
        assert "same goal" not in flat(**any_goal)


@pytest.mark.parametrize(
    "substances", [(), ("caffeine", "selank"), ("caffeine", "selank", "dsip", "bpc-157")]
)
def test_conflicts_that_moved_the_plan_are_named(document, judge, catalog, substances):
    """Section 7: however many findings there are, the conflicts that changed most are named by
    their titles.
    """
    said = {"form": "vial", "substances": substances, "tested_athlete": bool(substances)}
    (section,) = (section for section in document(**said).sections if section.id == "sources")
    behind = shaped(judge(**said), catalog)
    assert not [conflict.title for conflict in behind[:4] if conflict.title not in str(section)]


def test_no_code_stands_on_a_sheet(flat, planned):
    """Section 7: conflicts, rules, claims and facts go by their words; codes belong to `why`."""
    assert not re.search(r"\b([ABCEX]\d{1,3}|R\d\d)\b", flat(name="A plan", **planned))


def test_conflicts_that_shaped_it(flat):
    """The conflicts that bear most on this plan stand with title and choice."""
    assert "- The dose of the amidate: 60 percent" in flat(compound="n-acetyl-semax-amidate")
    assert "- How high and how long for a demanding stretch: 400" in flat(goal="high-demand")
    assert "A dose by body weight against one range for all" in flat(
        target_mcg=Decimal(600), weight_kg=Decimal(38), confirmed=("weight_kg",)
    )


@pytest.mark.parametrize(
    ("said", "dose"),
    [
        ({}, "300 mcg daily (6 drops)"),
        (HIGH, "900 mcg daily, in 3 sessions (6 drops each time)"),
        (LIGHT, "550 mcg daily, in 2 sessions (6 drops, then 5 drops)"),
        (
            {"form": "spray", "pump_ml": Decimal("0.1"), "target_mcg": Decimal(600)},
            "600 mcg daily, in 2 sessions (3 sprays each time)",
        ),
        ({"form": "vial"}, "300 mcg daily (9 units)"),
    ],
)
def test_a_split_dose_says_so_beside_its_count(flat, made, said, dose):
    """R30, R35: no count of a whole day stands where it could be taken at once, in the headline, in
    the reasons or in the pictures.
    """
    text = flat(**said)
    assert f": {dose} on days" in text
    assert f"the plan gives {dose}." in text
    plan = made(**said)
    bars = doses(Planned(plan.derived, plan.derived.protocol, plan.catalog)).says
    whole = re.compile(r"(\d+) (drop|spray|unit)s?")
    most = max(
        float(one.count.value) for phase in plan.derived.protocol.phases for one in phase.doses
    )
    named = " ".join((bars, *re.findall(r"\d+ mcg daily[^.]*\.", text)))
    assert whole.search(named) if len(plan.derived.protocol.main.doses) == 1 else "sessions" in bars
    assert all(float(number) <= most for number, _ in whole.findall(named))


def test_headache_has_one_answer(flat):
    """A082, B168: a mild headache, one that stays and a severe one each have one answer on the
    sheet, and no dose is fiddled with.
    """
    text = flat(
        goal="high-demand", target_mcg=Decimal(900), wake=time(4, 30), confirmed=("target_mcg",)
    )
    mild = "If it is mild, drink enough water, and if it stays, end the course."
    assert f"{mild} If it is severe or gets worse, it is a sign to stop and see a doctor." in text
    assert text.index("Severe or worsening headache: stop and see a doctor today") < text.index(
        mild
    )
    assert not re.search(r"headache[^.]*lower the dose", text)


def test_no_sheet_shows_the_clinical_band(flat):
    """R05: 15 to 50 mcg per kg would be the largest figure on it; only `why` shows it."""
    text = flat(weight_kg=70)
    assert "linical band" not in text
    assert "3,500" not in text


def test_what_was_taken_is_told_with_its_reason(flat):
    """R38: sprays of 200 mcg, and no dose asked for."""
    said = "You named no dose, so 400 mcg instead of 300 mcg, as one spray is 200 mcg, was taken"
    assert said in flat(form="spray", strength_mg_per_ml=2)


def test_the_days_of_a_first_course_begin_with_one_spray(flat):
    """R33: one spray is 300 mcg, and the assessment is one."""
    text = flat(form="spray", strength_mg_per_ml=3, first_time=True)
    assert "Days 1 to 5 of a first course are at one spray." in text


def test_sides_change_on_even_days(flat):
    """R35: 7 drops are 4 and 3, and on even days 3 and 4; nothing is said of 3 and 3."""
    said = "On even days of the course, left and right change places."
    assert flat(drops_per_ml=25).count(said) == 1
    assert said not in flat()


def test_each_conflict_on_the_sheet_says_what_was_chosen(document, planned):
    """A title alone, such as "The last hour of the day for a dose", tells nobody anything."""
    (section,) = (each for each in document(**planned).sections if each.id == "sources")
    (lines,) = (block.items for block in section.blocks if isinstance(block, Bullets))
    assert len(lines) > 3
    for line in lines:
        title, _colon, chosen = line.partition(": ")
        assert title, line
        assert len(chosen.split()) > 3, line
        assert chosen.endswith("."), line


def test_a_maximum_is_told_once(document):
    """Where the dose stays the same after the assessment, so does the maximum (R60)."""
    dose = document(first_time=True, target_mcg=Decimal(70), confirmed=("target_mcg",))
    texts = [
        block.text
        for each in dose.sections
        for block in each.blocks
        if isinstance(block, Paragraph)
    ]
    assert "Daily maximum: 50 mcg, never more." in texts
