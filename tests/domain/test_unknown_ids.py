"""What is said of an id that is not known: the nearest one that is, or where they are listed."""

import pytest

from wizard.protocol.validation import nearest


def test_the_nearest_known_word_is_named(refused):
    """profiles/README.md: an unknown id is answered with the nearest known one."""
    assert "pregnancy" in refused(conditions=["pregnant"])[0].remedy
    assert "general-cognition" in refused(goal="general-cogniton")[0].remedy


def test_of_many_unknown_ids_ten_are_answered_with_the_nearest(refused):
    """profiles/README.md: a list of nothing but unknown ids, each of which would be compared with
    all, is answered at once: from the eleventh on, with where the ids are listed.
    """
    remedies = [problem.remedy for problem in refused(conditions=["pregnant"] * 12)]
    listed = "semax-wizard schema lists them all"
    assert remedies == ["did you mean pregnancy?"] * 10 + [listed] * 2


@pytest.mark.parametrize("length", [300, 301])
def test_known_words_are_listed_as_far_as_they_fit(length):
    """profiles/README.md: words that nothing is near to are all told, in 300 characters at most."""
    known = ["b" * 100, "c" * (length - len("use one of: , ") - 100)]
    told = f"use one of: {', '.join(known)}"
    assert nearest("a", known) == (told if length == 300 else "semax-wizard schema lists them all")
