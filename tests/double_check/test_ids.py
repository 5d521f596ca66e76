"""R36: every id of the catalog is known to the double check, and it knows no other."""

import attrs
import pytest

from wizard.catalog import catalog
from wizard.protocol.answers import ScreeningAnswers
from wizard.protocol.double_check import reference

KNOWLEDGE = catalog()
SCREENING = {
    key: {name: item.outcome for name, item in KNOWLEDGE.table(key).items()}
    for key in sorted({group.key for group in KNOWLEDGE.screening.groups})
}
SELF = {goal.id for goal in KNOWLEDGE.goals.values() if goal.decided_by == "self"}
NOBODY = {goal.id for goal in KNOWLEDGE.goals.values() if goal.decided_by == "nobody"}
FORMS = {form.id: form.route for form in KNOWLEDGE.forms.values()}
KNOWN = {  # where the double check has it: what the catalog has, and what is known
    "SCREENING": (SCREENING, reference.SCREENING),
    **{
        f"SCREENING[{group!r}]": (items, reference.SCREENING.get(group, {}))
        for group, items in SCREENING.items()
    },
    "FINDINGS": (
        {found.id: found.outcome for found in KNOWLEDGE.screening.findings},
        reference.FINDINGS,
    ),
    "GOALS": (SELF, reference.GOALS),
    "CLINICIANS_GOALS": (KNOWLEDGE.goals.keys() - SELF - NOBODY, reference.CLINICIANS_GOALS),
    "ANXIETY_GOAL": (NOBODY, {reference.ANXIETY_GOAL}),
    "COMPOUNDS": (KNOWLEDGE.compounds, reference.COMPOUNDS),
    "WITHOUT_DOSE": (
        {each.id for each in KNOWLEDGE.compounds.values() if each.no_dose_basis},
        reference.WITHOUT_DOSE,
    ),
    "AMIDATE": (
        {each.id for each in KNOWLEDGE.compounds.values() if each.modified},
        {reference.AMIDATE},
    ),
    "WAYS": (FORMS, reference.WAYS),
    "KEEPS": (FORMS, reference.KEEPS),
    "ROUTES": (KNOWLEDGE.routes, reference.ROUTES),
    "OF_AMIDATE": (KNOWLEDGE.routes, reference.OF_AMIDATE),
    "BARRELS": (KNOWLEDGE.syringes, reference.BARRELS),
    "MARKS": ({scale.units for scale in KNOWLEDGE.scales}, reference.MARKS),
    "BY_NOSE_ONLY": (
        {item.id for group in KNOWLEDGE.screening.groups for item in group.items if item.routes},
        reference.BY_NOSE_ONLY,
    ),
    "COMPANIONS": (
        {item.id for group in KNOWLEDGE.screening.groups for item in group.items if item.companion},
        reference.COMPANIONS,
    ),
    "REGISTERED": (KNOWLEDGE.dosing.strength.registered_mg_per_ml, reference.REGISTERED),
}


@pytest.mark.parametrize(("name", "both"), KNOWN.items(), ids=KNOWN)
def test_every_id_of_the_catalog_is_known(name, both):
    """R36: an id that is missing, or stands there without being in the catalog, is named, and where
    it belongs.
    """
    ours, theirs = both
    where = f"{name} in wizard/protocol/double_check/reference.py"
    for id_ in ours:
        assert id_ in theirs, (
            f"{id_} stands in the catalog and is not known to the double check: add it to {where}"
        )
    for id_ in theirs:
        assert id_ in ours, f"{id_} stands in {where} and not in the catalog"


@pytest.mark.parametrize(
    "name", [name for name in KNOWN if name.startswith(("SCREENING[", "FINDINGS"))]
)
def test_every_outcome_is_the_catalog_s(name):
    """R02: so is what each answer and finding leads to."""
    ours, theirs = KNOWN[name]
    for id_, outcome in ours.items():
        assert theirs[id_] == outcome, (
            f"{id_} is {outcome} in the catalog and {theirs[id_]} in {name} of the double check"
        )


def test_the_groups_are_those_of_the_answers():
    """R03: each group of screening questions is a part of the answers, of which the double check
    reads every one.
    """
    assert {*reference.SCREENING} == {each.name for each in attrs.fields(ScreeningAnswers)} - {
        "not_sure",
        "tested_athlete",
    }
