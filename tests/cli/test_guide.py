"""`semax-wizard guide`."""

import re

from wizard.catalog import catalog
from wizard.cli.exits import Exit


def test_the_whole_guide_is_printed_and_pages_by_nothing(run, monkeypatch, tmp_path):
    """Issue 18: every paragraph, in 80 columns, with no pager of its own; the topics stand last."""
    monkeypatch.setenv("PAGER", f"touch {tmp_path}/paged; cat")
    ended = run("guide")
    assert (ended.code, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert not (tmp_path / "paged").exists()
    text = squeezed(ended.out)
    known = catalog()
    for topic in known.guide.values():
        for page in topic.pages:
            assert squeezed(page.title) in text
            for block in page.blocks:
                said = [block.text, *block.items]
                said += (
                    [each.text for each in known.guidance.of(block.from_)] if block.from_ else []
                )
                assert not [each for each in said if squeezed(each) not in text]
                cells = {word for row in block.rows for cell in row for word in cell.split()}
                assert cells <= set(ended.out.split()), page.title
    assert ended.out.rstrip().splitlines()[-20].strip()
    assert ended.out.index("which-compound ") > ended.out.index("Questions people ask")


def squeezed(text):
    """The text without any white space: it is folded otherwise where it is printed."""
    return re.sub(r"\s", "", text)


def test_a_topic_and_words(run):
    """Issue 18, 2 and 3: all of a topic, or what holds the words."""
    topic = run("guide", "which-compound")
    assert topic.out.startswith("Which compound\n==============\n")
    assert "Adamax" in topic.out
    found = run("guide", "what", "if", "it", "froze?")
    assert "Getting it right: If it froze" in found.out


def test_what_nothing_holds(run):
    """It is wrong usage, and says what to try."""
    ended = run("guide", "zzz")
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert "neither the guide nor the ledger holds 'zzz'; try one word of it" in ended.err
