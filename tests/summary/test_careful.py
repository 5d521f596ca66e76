"""What to be careful with, and when not to take it, on the sheet of a plan (section 7)."""


def told(document, **said):
    """The items of each list of findings on the sheet, by the section."""
    return {
        section.id: section.blocks[0].items
        for section in document(**said).sections
        if section.id in {"careful", "reasons"}
    }


def test_up_to_three_findings_are_told_in_full(document):
    """Section 7: the first page has each finding with its reason and what to do."""
    lists = told(document, form="vial", tested_athlete=True)
    assert list(lists) == ["careful"]
    assert [item.partition(":")[0] for item in lists["careful"]] == [
        "Injection under the skin",
        "A vial not tested for sterility",
        "Anti-doping tests",
    ]
    assert (
        "Without a certificate that its lot is sterile and free of endotoxin" in lists["careful"][1]
    )
    assert "Ask the seller for a certificate of sterility and endotoxin" in lists["careful"][1]


def test_of_more_findings_the_reasons_follow(document):
    """Section 7: the first page names each with what to do, the second each with its reason, under
    the same names.
    """
    lists = told(document, form="vial", tested_athlete=True, substances=("caffeine",))
    assert list(lists) == ["careful", "reasons"]
    names = [[item.partition(":")[0] for item in items] for items in lists.values()]
    assert names[0] == names[1]
    assert len(names[0]) == 4
    at = names[0].index("Caffeine")
    assert lists["careful"][at] == "Caffeine: Take less caffeine than usual on dosing days."
    assert lists["reasons"][at].startswith("Caffeine: Caffeine together with Semax can make you")
    assert "Take less" not in lists["reasons"][at]


def test_nothing_to_be_careful_with(document):
    """Without a finding there is no heading with nothing below it."""
    assert told(document) == {}


def test_bans_stand_apart_from_reasons_to_be_careful(document):
    """The bans are the last hour, the discard date and what ends the plan, and no
    finding.
    """
    for said in ({}, {"form": "vial", "tested_athlete": True}):
        (section,) = (each for each in document(**said).sections if each.id == "caution")
        (bans,) = section.blocks
        assert section.title == "When not to take it"
        assert bans.items[0] == "After 13:00, or on or after a discard date."
        assert bans.items[1].startswith("When an answer has changed (a pregnancy, or a new")
        assert len(bans.items) == 2


def test_each_companion_is_told_what_to_do(document):
    """R50: what several companions share is told once, and the others point to it."""
    companions = ("selank", "dsip", "bpc-157")
    for others in ((), ("caffeine",)):
        careful = told(document, substances=(*companions, *others))["careful"]
        first, *more = (item for item in careful if "No dose for" in item)
        assert "Keep it exactly as it is during the course" in first
        assert len(more) == 2
        for item in more:
            assert "Do the same as for Selank. No dose for" in item


def test_not_sure_is_told(flat):
    """A finding from an answer of not sure says that it counts as yes (R03)."""
    assert "Caffeine (not sure, which counts as yes): Caffeine together with Semax" in flat(
        not_sure=("caffeine",)
    )


def test_lions_mane_is_a_note(flat):
    """What changes nothing is noted all the same, and is no finding."""
    text = flat(substances=("lions-mane",))
    assert "Outcome of screening: clear" in text
    assert "What else you take - Lion's mane mushroom: Source B" in text
