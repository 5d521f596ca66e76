"""The base of facts, pages, intents and effects."""

import pytest

from wizard.values import Record, Value


class _Place(Value):
    name: str
    number: int = 0


class _Other(Value):
    name: str
    number: int = 0


class _Fact(Record):
    name: str
    number: int = 0

    def _check(self):
        if self.number < 0:
            raise ValueError("a number is 0 or more")


def test_values_are_equal_by_their_class_and_what_they_hold():
    """Two intents that say the same are the same, and one of another class is not."""
    assert _Place("a") == _Place(name="a", number=0)
    assert len({_Place("a"), _Place("a", 0), _Place("a", 1), _Other("a")}) == 3
    assert _Place("a") != _Other("a")


def test_a_value_is_matched_in_the_order_of_its_fields():
    """An update matches the fields of an intent by their place."""
    match _Place("a", 2):
        case _Place(name, number):
            assert (name, number) == ("a", 2)


def test_a_fact_is_equal_to_itself_alone():
    """Facts are read once, and told apart even where they say the same."""
    fact = _Fact(name="a")
    assert fact == fact  # noqa: PLR0124 - that is the claim
    assert fact != _Fact(name="a")
    assert (fact.name, fact.number) == ("a", 0)


@pytest.mark.parametrize("held", [_Place("a"), _Fact(name="a")])
def test_nothing_of_them_changes(held):
    """What was made stays as it is."""
    with pytest.raises(AttributeError, match=r"name of a _\w+ never changes"):
        held.name = "b"
    assert held.name == "a"


def test_facts_that_do_not_go_together_are_refused():
    """A class says itself what its facts must be."""
    with pytest.raises(ValueError, match="a number is 0 or more"):
        _Fact(name="a", number=-1)
