"""The wheel and the sdist, built from a clean checkout and installed where no repository is."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
import tomli

from wizard import __version__
from wizard.catalog import catalog

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
TOLD = f"semax-wizard {__version__} (catalog {catalog().edition})\n"
MINUTES = 600


def run(*command, where, **environment):
    """Run a command outside the repository, with nothing of this environment in its way; gives what
    it printed.
    """
    gone = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    clean = {name: value for name, value in os.environ.items() if name not in gone} | environment
    ended = subprocess.run(
        list(map(str, command)),
        cwd=where,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
        timeout=MINUTES,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def build(tmp_path_factory):
    """The folder with the sdist and the wheel that was built from it, from a checkout of its own
    that holds what git would carry.
    """
    checkout, made = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", where=ROOT)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, checkout / name)  # with the time of now
    run(sys.executable, "-m", "build", "--outdir", made, checkout, where=made)
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What a release would hold."""
    return build(tmp_path_factory)


@pytest.fixture(scope="module")
def wheel(built):
    """The wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def sdist(built):
    """The sdist."""
    (found,) = built.glob("*.tar.gz")
    return found


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def installed(request, tmp_path_factory):
    """The folder of the commands of an empty environment into which nothing else was installed."""
    where = tmp_path_factory.mktemp(f"from-{request.param}")
    venv.create(where, with_pip=True)
    run(where / "bin" / "pip", "install", "-q", request.getfixturevalue(request.param), where=where)
    return where / "bin"


def test_every_command_of_the_readme_runs(installed, readme, follow, lines_hold):
    """Outside the repository every example of the README prints what stands there, with the data
    that was packed.
    """
    for step, printed in follow(readme, installed):
        lines_hold(step, printed)


def test_it_is_one_program_by_two_names(installed, tmp_path):
    """`semax-wizard` and `python -m wizard` tell the version that stands in one place, and the
    catalog's edition.
    """
    assert run(installed / "semax-wizard", "--version", where=tmp_path) == TOLD
    assert run(installed / "python", "-m", "wizard", "--version", where=tmp_path) == TOLD
    asked = (
        "import importlib.metadata as data, wizard; print(data.version('semax-wizard') =="
        " wizard.__version__)"
    )
    assert run(installed / "python", "-c", asked, where=tmp_path) == "True\n"


def test_the_templates_are_inside(installed, tmp_path):
    """The example profiles are found by the installed program, and nothing of the tests is
    installed.
    """
    asked = "from wizard.profile.folder import examples; print(*(path.name for path in examples()))"
    names = sorted(path.name for path in (ROOT / "profiles").glob("*.toml"))
    assert sorted(run(installed / "python", "-c", asked, where=tmp_path).split()) == names
    assert (
        run(
            installed / "python",
            "-c",
            "import importlib.util as found; print(found.find_spec('tests'))",
            where=tmp_path,
        )
        == "None\n"
    )


def test_every_file_of_the_program_is_packed(wheel, sdist):
    """Whatever git carries under wizard/ and profiles/ is in the wheel, and in the sdist with the
    tests and the licence.
    """
    listed = run("git", "ls-files", "wizard", "profiles", where=ROOT).split()
    assert len(listed) > 100
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    inside = {f"wizard/{name}" if name.startswith("profiles/") else name for name in listed}
    assert inside - names == set()
    with tarfile.open(sdist) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {
        *listed,
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "tests/conftest.py",
        ".github/CONTRIBUTING.md",
    } - names == set()


def test_the_same_is_built_again(built, tmp_path_factory):
    """Another checkout of the same files, made at another time and in another folder, gives the
    same sdist and the same wheel, byte for byte.
    """
    again = build(tmp_path_factory)
    first, second = (
        {path.name: path.read_bytes() for path in made.iterdir()} for made in (built, again)
    )
    assert len(first) == 2
    assert first == second


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """The commands that look at what is built before it is released, as pyproject.toml has them."""
    where = tmp_path_factory.mktemp("release")
    venv.create(where, with_pip=True)
    groups = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    run(where / "bin" / "pip", "install", "-q", *groups["release"], where=where)
    return where / "bin"


def test_what_is_built_can_be_published(looked_at, wheel, sdist, tmp_path):
    """The wheel holds one package and nothing that does not belong to it, and PyPI can show the
    README.
    """
    run(looked_at / "check-wheel-contents", wheel, where=tmp_path)
    run(looked_at / "twine", "check", "--strict", wheel, sdist, where=tmp_path)


@pytest.fixture(scope="module")
def tools(tmp_path_factory):
    """Tools that install programs, in an environment of their own."""
    where = tmp_path_factory.mktemp("tools")
    venv.create(where, with_pip=True)
    run(where / "bin" / "pip", "install", "-q", "pipx", "uv", where=where)
    return where / "bin"


def test_pipx_installs_it(tools, wheel, tmp_path):
    """`pipx install` puts the command on the path."""
    homes = {
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_MAN_DIR": str(tmp_path / "man"),
    }
    run(tools / "pipx", "install", "--python", sys.executable, wheel, where=tmp_path, **homes)
    assert run(tmp_path / "bin" / "semax-wizard", "--version", where=tmp_path) == TOLD


def test_uvx_runs_it(tools, wheel, tmp_path):
    """`uvx` runs it without installing it for good, and `uv tool install` does."""
    homes = {
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
    }
    uv = ("--python", sys.executable, "--from", wheel)
    assert run(tools / "uvx", *uv, "semax-wizard", "--version", where=tmp_path, **homes) == TOLD
    run(tools / "uv", "tool", "install", "--python", sys.executable, wheel, where=tmp_path, **homes)
    assert run(tmp_path / "bin" / "semax-wizard", "--version", where=tmp_path) == TOLD
