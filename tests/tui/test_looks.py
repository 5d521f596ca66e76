"""Issue 20: each colour is named in one place, can be read, and means one thing."""

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.markup import parse_style

import wizard.tui
from wizard.tui import looks

SOURCES = [
    path
    for path in Path(wizard.tui.__file__).parent.rglob("*.*")
    if path.suffix in {".py", ".tcss"} and path.name != "looks.py"
]
OUTCOMES = ("clear", "caution", "clinician", "stop")


def variables(name):
    """The variables of a theme, as Textual gives them to the style sheet."""
    theme = looks.theme(name)
    return theme.to_color_system().generate() | theme.variables


def roles(name):
    """Each role of a theme with the style that Textual reads in it."""
    known = variables(name)
    return {role: parse_style(f"${role}", known) for role in known if role.startswith("role-")}


def contrast(one, other):
    """The ratio of WCAG 2.2: 1 for the same colour, 21 for black and white."""

    def light(colour):
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.normalized
        ]
        return sum(map(float.__mul__, parts, (0.2126, 0.7152, 0.0722)))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_contrast_of_each_role_to_its_ground(name):
    """Every text has a contrast of at least 4.5:1 to the ground that it stands on (WCAG 1.4.3), and
    every colour is one of the 240 that are the same in every terminal.
    """
    known = variables(name)
    for role, style in roles(name).items():
        colour = style.foreground or Color.parse(known["ink"])
        ground = style.background or Color.parse(known["ground"])
        assert contrast(colour, ground) >= 4.5, role
        assert {colour.rgb, ground.rgb} <= FIXED, role
    for words, ground in (("ink", "ground"), ("ink", "field-ground"), ("hint", "field-ground")):
        colours = [Color.parse(known[each]) for each in (words, ground)]
        assert contrast(*colours) >= 4.5, (words, ground)


STEPS = (0, 95, 135, 175, 215, 255)
FIXED = {(red, green, blue) for red in STEPS for green in STEPS for blue in STEPS} | {
    (grey, grey, grey) for grey in range(8, 239, 10)
}


@pytest.mark.parametrize("name", looks.PALETTES)
def test_every_style_is_known_in_every_theme(name):
    """Each style that a widget may name is one that Textual can read, in every theme."""
    known = roles(name)
    named = [value for value in vars(looks).values() if isinstance(value, str)]
    named += [*looks.BADGES.values(), *looks.TONES.values()]
    assert {style[1:] for style in named if style.startswith("$role-")} == set(known)


@pytest.mark.parametrize("name", ["contrast", "contrast-16", "contrast-0", "dark-0", "light-0"])
def test_where_colours_say_nothing_attributes_do(name):
    """Without colours, and in contrast, what is chosen, said or under the cursor stands out from
    running text by an attribute.
    """
    known = roles(name)
    text = known["role-text"]
    plain = {"role-text", "role-dim"} if name.startswith("contrast") else {"role-text"}
    for role, style in known.items():
        seen = (style.bold, style.dim, style.italic, style.underline, style.reverse)
        assert any(seen) or role in plain, role
    assert text.bold is None


def test_a_colour_has_one_meaning():
    """In the themes with colours of their own no two meanings share a colour."""
    for name in ("dark", "light"):
        meant = [roles(name)[f"role-{each}"].foreground for each in ("accent", "dim", *OUTCOMES)]
        assert len(set(meant)) == len(meant)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_colour_is_named_elsewhere(path):
    """A colour, a faint or a reverse of its own stands in no other file of the face."""
    code = re.sub(
        r'"""[^"]*"""|/\*.*?\*/|#(?: .*)?$', "", path.read_text(), flags=re.MULTILINE | re.DOTALL
    )
    found = re.findall(
        r"ansi_(?:black|red|green|yellow|blue|magenta|cyan|white|bright_\w+|default)"
        r"|#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;\"' ])|rgb\(|\"dim\"|dim=True|color=[^a-z]",
        code,
    )
    assert found == []


@pytest.mark.parametrize(
    ("look", "colours", "is_bare", "named"),
    [
        ("dark", "truecolor", False, "dark"),
        ("light", "256", False, "light"),
        ("contrast", "256", False, "contrast"),
        ("light", "standard", False, "light-16"),
        ("dark", "truecolor", True, "dark-0"),
        ("contrast", None, False, "contrast-0"),
        ("", "256", False, "dark"),
    ],
)
def test_theme_of_a_terminal(look, colours, is_bare, named):
    """A terminal of 16 colours keeps its own ground, and `NO_COLOR` leaves attributes alone."""
    assert looks.theme_name(look, colours, is_bare=is_bare) == named


@pytest.mark.parametrize("name", looks.PALETTES)
def test_a_field_looks_like_a_field(name):
    """It has a ground of its own, or is underlined where a look has none."""
    variables, palette = looks.theme(name).variables, looks.PALETTES[name]
    has_ground = variables["field-ground"] != palette.ground
    assert has_ground != (variables["field-text"] == "underline")


def test_no_mark_in_ascii_reads_as_something_else(monkeypatch):
    """A plus reads as more, [x] is an answer of a list, and a longer mark leaves steps no room."""
    monkeypatch.setenv("LC_ALL", "C")
    assert looks.marks().tick == "*"
