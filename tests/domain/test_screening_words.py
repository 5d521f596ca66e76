"""What the screening questions say (wizard/catalog/README.md, section 6), and R51."""

from decimal import Decimal

import pytest

from wizard.errors import InvalidInputError
from wizard.protocol.derive import derive

D = Decimal
EXAMPLES = {  # section 6: what a person knows by name, in each language
    "maoi": "moclobemide selegiline linezolid pirlindole methylene procarbazine",
    "dopaminergic-medicine": (
        "levodopa pramipexole ropinirole rotigotine cabergoline bromocriptine amantadine"
    ),
    "nasal-vasoconstrictor": "oxymetazoline xylometazoline naphazoline tetryzoline",
    "serotonergic-other": (
        "tramadol tapentadol pethidine fentanyl triptans dextromethorphan 5-htp tryptophan same"
        " john's lithium"
    ),
    "other-psychiatric-medicine": (
        "phenibut phenobarbital phenazepam fabomotizole benzodiazepines"
    ),
    "five-or-more": "prescription pharmacy vitamins",
    "combined-product": "selank",
    "lasting-low-mood": "two weeks joy",
}


@pytest.mark.parametrize("item", EXAMPLES)
def test_an_answer_has_examples_that_people_know(catalog, item):
    """Section 6: what a person takes stands there by its name, and nowhere else in screening."""
    items = catalog.table("items")
    for name in EXAMPLES[item].split():
        assert name in f"{items[item].label} {items[item].detail}".lower().replace(",", " "), name
    assert "lithium" not in items["other-psychiatric-medicine"].detail


@pytest.mark.parametrize("item", ["selank", "dsip", "bpc-157", "lions-mane"])
def test_a_companion_is_kept_as_it_is(catalog, item):
    """Section 6: the advice beside a companion is neither to start, stop nor change it."""
    advice = catalog.table("substances")[item].advice
    assert (
        "Keep it exactly as it is during the course: neither start, stop nor change it." in advice
    )


@pytest.mark.parametrize(
    ("said", "light"),
    [
        ({"weight_kg": D("34.99")}, True),
        ({"weight_lb": D(70)}, True),
        ({"weight_kg": D("250.01")}, False),
    ],
    ids=["kg", "lb", "heavy"],
)
def test_an_adult_below_35_kg_is_told_to_see_a_doctor(answers, catalog, said, light):
    """R51: not only to check the number."""
    with pytest.raises(InvalidInputError) as caught:
        derive(answers(**said), catalog)
    (problem,) = caught.value.problems
    assert ("see a doctor" in problem.remedy) is light
    assert "kg or lb" in problem.remedy
