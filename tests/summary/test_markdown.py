import re

import pytest

from wizard.report.export.markdown import escaped, render

SIGNS = re.compile(r"(?<!\\)[`*_<>\[\]#|~&]")


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://evil.example/a.png)",
        "<http://evil.example>",
        "http://evil.example",
        "www.evil.example",
        "me@evil.example",
        "# heading",
        "```",
        "a | b | c",
        "&lt;b&gt; &copy;",
        "**bold** __bold__ ~~gone~~ `code`",
        "\\*already escaped\\*",
        "$x^2$",
    ],
)
def test_a_hostile_name_stays_text(made, name):
    """A name with markup, a link or HTML in it stays the text that it is."""
    first = render(made(name=name)).split("\n")[0].removeprefix("# ")
    assert not SIGNS.search(first.replace("\\\\", ""))
    assert not re.search(r"(?<!\\)://|www\.|(?<!\\)@", first)
    assert (
        re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", first.replace("\\\\", "\0")).replace("\0", "\\")
        == f"Semax plan: {name}"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("+ more", r"\+ more"),
        ("0.5 mL", "0.5 mL"),
    ],
)
def test_a_line_does_not_become_a_list(text, shown):
    """A sign that begins a list at the start of a line is escaped, and only there."""
    assert escaped(text) == shown
    assert escaped(f"a {text}") == f"a {text}"


def test_tables_are_tables(made):
    """The dose is a table with as many cells in each row as in its header."""
    lines = render(made(target_mcg=600)).split("\n")
    tables = "\n".join(lines).split("## What to take and when")[1].split("## ")[0]
    rows = [line for line in tables.split("\n") if line.startswith("|")]
    assert rows[0].startswith("| Days and dates | Time |")
    assert re.fullmatch(r"\|( --- \|)+", rows[1])
    assert len({row.count("|") for row in rows}) == 1
    assert len(rows) == 4


def test_what_is_filled_in_by_hand_reads_as_text(made):
    """A box and a line to write on stand as they are: no backslash is between their signs."""
    _, _, log = render(made()).partition("## Course log")
    assert f"- **Name:** {'_' * 30}\n" in log
    assert log.count("| [ ] |") == 12
    assert "\\" not in log


def test_drawings_are_fenced(made):
    """The syringe stands between fences, character by character as in the text."""
    text = render(made(form="vial"))
    assert text.count("```") == 2
    fenced = text.split("```")[1]
    assert "--[########|" in fenced
    assert fenced.startswith("text\n")


def test_every_section_has_a_heading(made, any_answers):
    """One title, and a heading of the second level for each section."""
    one = made(**any_answers)
    lines = render(one).split("\n")
    assert sum(line.startswith("# ") for line in lines) == 1
    assert sum(line.startswith("## ") for line in lines) == len(one.document.sections)
    assert lines[-1] == ""
