"""What every test may ask for: the catalog, answers made from a few keywords, and what follows from
them.
"""

import gc
import os
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import as_file, files
from itertools import count
from shutil import copytree

import attrs
import pytest
from hypothesis import settings

from wizard.catalog import Catalog
from wizard.catalog import catalog as shipped
from wizard.errors import InvalidInputError
from wizard.profile.file_format import build, dumps
from wizard.protocol.answers import Answers, Person, Product, Schedule, ScreeningAnswers
from wizard.protocol.derive import derive

# Every test stays in memory, so each full collection looks through all of them for nothing.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish():
    """Let no collection, nor pytest's own at the end, look through the tests themselves."""
    gc.freeze()


settings.register_profile("quick", max_examples=100)
settings.register_profile("long", max_examples=1000)  # .ci/run asks for it: --hypothesis-profile
settings.load_profile("quick")

PRODUCTS = {
    "drops": {"strength_mg_per_ml": 1, "bottle_ml": 3},
    "spray": {"strength_mg_per_ml": 1, "bottle_ml": 10, "pump_ml": Decimal("0.1")},
    "vial": {"vial_mg": 10, "diluent_ml": 3, "syringe": "u100-0.5ml"},
}
NOTHING = {
    "conditions": (),
    "medicines": (),
    "substances": (),
    "symptoms": (),
    "not_sure": (),
    "tested_athlete": False,
}


def _keys(kind):
    return {attribute.name for attribute in attrs.fields(kind)}


def make_answers(**said):
    """A healthy adult of 35 years and 70 kg, not the first course, 0.1% drops for general
    cognition; `said` is put over it.

    Every key of an answers file may be given flat: `wake`, `weight_lb`, `conditions`. The form
    brings its product and route.
    """
    form = said.pop("form", "drops")

    def part(kind, **defaults):
        return kind(**defaults | {key: said.pop(key) for key in _keys(kind) & set(said)})

    product = part(Product, **PRODUCTS.get(form, PRODUCTS["drops"]))
    schedule = part(Schedule, start=date(2026, 1, 5))
    person = part(Person, age=35, **({} if "weight_lb" in said else {"weight_kg": 70}))
    screening = part(ScreeningAnswers, **NOTHING)
    chosen = {
        "goal": "general-cognition",
        "compound": "semax",
        "form": form,
        "route": "subcutaneous" if form == "vial" else "intranasal",
        "first_time": False,
    }
    return Answers(
        **chosen | said, product=product, schedule=schedule, person=person, screening=screening
    )


def once(make):
    """The same, made once for the same arguments: what is made never changes."""
    made = {}

    def make_once(*given, **said):
        key = repr((given, said))
        if key not in made:
            made[key] = make(*given, **said)
        return made[key]

    return make_once


@pytest.fixture(scope="session")
def answers():
    """The factory of answers: `answers(form="vial", target_mcg=300)`."""
    return make_answers


@pytest.fixture(scope="session")
def catalog():
    """The catalog that ships with the program."""
    return shipped()


@pytest.fixture(autouse=True, scope="session")
def _without_waiting_for_the_disk():
    """Flushing each answer of thousands of visits tells nothing; what has a disk refuse or keep
    something brings its own.
    """

    def replace(path, other, *, src_dir_fd=None, dst_dir_fd=None):
        """Rename without what ext4 does then: a file that is renamed over another is flushed."""
        os.stat(path, dir_fd=src_dir_fd, follow_symlinks=False)
        with suppress(OSError):
            os.unlink(other, dir_fd=dst_dir_fd)
        os.rename(path, other, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(os, "replace", replace)
        yield


@pytest.fixture(scope="session")
def _next_folder(tmp_path_factory):
    """The path of a folder that is not there yet, at each call."""
    base, number = tmp_path_factory.mktemp("each", numbered=False), count()
    return lambda: base / f"{next(number):04}"


@pytest.fixture
def tmp_path(_next_folder):
    """A folder of the test's own. Pytest's looks through those of all tests for the next number."""
    folder = _next_folder()
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True, scope="session")
def _styles_read_once():
    """Every app has the same styles: Textual would parse them for each app that a test mounts."""
    from textual.css.stylesheet import Stylesheet  # noqa: PLC0415 - as below

    parse, parsed = Stylesheet._parse_rules, {}  # noqa: SLF001 - what it keeps for one app alone

    def once(sheet, *args, **more):
        key = (*sheet._variables.items(), args, *more.items())  # noqa: SLF001 - it depends on them
        if key not in parsed:
            parsed[key] = parse(sheet, *args, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(autouse=True, scope="session")
def render_update():
    """Without a terminal, Textual makes each update of the screen for nobody, and drops it; a test
    that reads the screen has all of it drawn then. This is what makes them otherwise.
    """
    # not by the process that only shares out the tests
    from textual._compositor import Compositor  # noqa: PLC0415

    every = Compositor.render_update

    def asked_for(compositor, *, full=False, **more):
        if full:  # for a picture
            return every(compositor, full=True, **more)
        compositor._dirty_regions.clear()  # noqa: SLF001 - as Textual does
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", asked_for)
        yield every


@pytest.fixture
def painted(monkeypatch, render_update):
    """Every update of the screen is made, as for a terminal."""
    monkeypatch.setattr("textual._compositor.Compositor.render_update", render_update)


@pytest.fixture
def altered(tmp_path):
    """`altered("dosing.toml", "share = 0.5", "share = 0.1")` is the catalog with that change, and
    those before it, in its data.
    """
    with as_file(files("wizard.catalog") / "data") as data:
        folder = copytree(data, tmp_path / "data")

    def change(file, right, wrong):
        text = (folder / file).read_text("utf-8")
        assert right in text
        (folder / file).write_text(text.replace(right, wrong), "utf-8")
        return Catalog(folder)

    return change


@pytest.fixture(scope="session")
def judge(catalog):
    """`judge(target_mcg=300)` is what follows from those answers, screening and protocol."""
    return lambda **said: derive(make_answers(**said), catalog)


@pytest.fixture(scope="session")
def plan(judge):
    """`plan(target_mcg=300)` is the protocol of those answers, or `None`."""
    return lambda **said: judge(**said).protocol


@pytest.fixture(scope="session")
def refused(catalog):
    """`refused(weight_kg=700)` is the problems for which those answers are refused; it fails when
    they are not.
    """

    def problems(**said):
        with pytest.raises(InvalidInputError) as caught:
            derive(make_answers(**said), catalog)
        return caught.value.problems

    return problems


@pytest.fixture(scope="session")
def now():
    """The clock of every profile made in a test."""
    return datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def written(catalog, now):
    """`written(target_mcg=300)` is the text of the profile of those answers."""
    return once(
        lambda **said: dumps(build(make_answers(**said), "Spring exam block", now, catalog)[0])
    )
