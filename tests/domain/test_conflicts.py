"""Which conflicts between the sources touch a plan, and what each text alone would have given."""

import pytest

from wizard.catalog.structure import ShapeError
from wizard.report.conflicts import alone, shaped, touched


def test_without_a_plan_the_conflicts_stand_in_the_order_of_the_catalog(judge, catalog):
    """Section 8: who is screened out may still see where the sources disagree; nothing moved a dose
    that there is not.
    """
    derived = judge(conditions=["bipolar"])
    assert derived.protocol is None
    assert shaped(derived, catalog) == touched(derived.answers, catalog) != ()


def test_what_moved_the_plan_most_comes_first(judge, catalog):
    """Section 8: a high-demand course that asks 900 and gets 600 is shaped by what allowed no
    more.
    """
    derived = judge(goal="high-demand", target_mcg=900)
    first = shaped(derived, catalog)[0]
    assert sorted(each.id for each in shaped(derived, catalog)) == sorted(
        each.id for each in touched(derived.answers, catalog)
    )
    assert any("mcg" in part or "doses" in part for part in first.touches)


def test_a_text_that_gives_no_figure_says_none(answers, catalog):
    """Section 8: where no conflict that applies has a figure of the text, there is none to show,
    and none is made up.
    """
    spans = [
        span
        for goal in catalog.goals
        for each in alone(answers(goal=goal), catalog)
        for span in (each.daily_dose_mcg, each.on_days)
    ]
    assert None in spans
    assert all(span is None or span[0] <= span[1] for span in spans)


def test_a_side_is_told_by_its_source_and_not_by_the_claim_it_names_first(
    answers, altered, catalog
):
    """Section 8: the claims of a side may stand in any order, and what its text alone would have
    given is the same.
    """
    other = altered(
        "conflicts.toml", 'claims = ["A035", "A032", "A038"]', 'claims = ["B098", "A035"]'
    )
    assert alone(answers(), other) == alone(answers(), catalog)
    assert alone(answers(), other)[0].daily_dose_mcg == (300, 500)


def test_a_figure_of_no_source_is_a_defect(altered):
    """Section 8: a side that would set a figure says whose it is, or the data is refused."""
    other = altered("conflicts.toml", 'source = "B"\n', "")
    with pytest.raises(ShapeError):
        _ = other.conflicts
