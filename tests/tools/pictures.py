"""The README's pictures, drawn by the program itself.

Two are screens of the wizard, two are drawings of the printed summary. Each is one SVG file that
needs nothing else.
"""

import asyncio
import re
import tempfile
from pathlib import Path

from tests.conftest import make_answers
from tests.support.keyboard import DROPS, NOW, SEIZURE, Person
from wizard.catalog import catalog
from wizard.profile.file_format import build
from wizard.profile.folder import ProfileFolder
from wizard.report.export.html import standalone
from wizard.report.export.registry import Made
from wizard.report.export.vectors import pictures
from wizard.tui import wizard

SCREENS = {  # answers, the words at which the picture is taken, columns and rows
    "question": (DROPS, "Which daily dose do you ask for", (112, 26)),
    "stop": (SEIZURE, "No plan is made. Do not take Semax.", (80, 24)),
}
DRAWINGS = {
    "syringe": ("measure", {"form": "vial", "target_mcg": 300}),
    "calendar": ("dates", {"target_mcg": 300, "first_time": True}),
}
MARGIN = 12


async def screen(said, until, size):
    """The wizard's screen where these words first stand on it."""
    with tempfile.TemporaryDirectory() as home:
        app = wizard(catalog=catalog, now=lambda: NOW, folder=ProfileFolder(Path(home)))
        async with app.run_test(size=size) as pilot:
            person = Person(pilot)
            await pilot.pause()
            await person.press("enter")
            await person.answer(said, until)
            await pilot.pause(0.05)
            drawn = app.export_screenshot(title="semax-wizard")
    return re.sub(
        r"(@font-face \{.*?\}|<!--.*?-->)\s*", "", drawn, flags=re.DOTALL
    )  # a picture fetches no font; any of one width will do


def drawing(section, said):
    """A drawing of the summary of the plan of these answers, on paper of its own."""
    profile, _derived = build(make_answers(**said), "Picture", NOW, catalog())
    picture = pictures(Made(profile, catalog()))[section]
    return standalone(picture, family="Arial, Helvetica, sans-serif", margin=MARGIN)


def draw(where):
    """Write every picture into this folder."""
    where.mkdir(parents=True, exist_ok=True)
    drawn = {name: asyncio.run(screen(*shown)) for name, shown in SCREENS.items()}
    drawn |= {name: drawing(*shown) for name, shown in DRAWINGS.items()}
    for name, picture in drawn.items():
        (where / f"{name}.svg").write_text(picture.rstrip() + "\n", encoding="utf-8")
