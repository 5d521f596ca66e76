"""What is measured: the program, the floors, and peers that the benchmark installs for itself."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Final

import platformdirs
from attrs import frozen

from .session import Link, Session

HERE: Final = Path(__file__).parent
PYTHON: Final = sys.executable
OURS: Final = "semax-wizard"
BARE: Final = "bare app"
_INSTALLING: Final = 600


@frozen
class Program:
    """A program that is driven in a terminal.

    `ready` is the pattern of its first screen that can be used, `keys` are two of which the second
    takes back what the first does, and `leave` ends it.
    """

    name: str
    argv: tuple[str, ...]
    ready: str
    keys: tuple[str, str] = ("down", "up")
    leave: tuple[str, ...] = ("q",)

    def open(self, home: Path, link: Link | None = None) -> Session:
        """A run of it, with a fresh home."""
        return Session(self.argv, environment(home), home, link)


def environment(home: Path) -> dict[str, str]:
    """What every program finds around it: nothing of this machine's but the path, and byte code
    that is kept.
    """
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "SEMAX_WIZARD_HOME": str(home / "profiles"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def ours(*arguments: str) -> tuple[str, ...]:
    """The command line of the installed program, run by this very Python."""
    return PYTHON, str(Path(sysconfig.get_path("scripts")) / "semax-wizard"), *arguments


def wizard() -> Program:
    """The program."""
    return Program(OURS, ours(), r"(?s)What would you like to do\?.*Leave")


def review(path: Path) -> Program:
    """The program with a saved profile, at its review."""
    return Program(OURS, ours(str(path)), r"(?s)Review.*Save")


def bare_app() -> Program:
    """The floor of the wizard."""
    return Program(BARE, (PYTHON, str(HERE / "bare_app.py")), r"(?s)step 1 of 3.*choice 12")


def posting() -> Program:
    """A client for HTTP, a peer."""
    return Program(
        "posting",
        _installed("posting", "tree-sitter<0.26"),
        r"(?s)GET.*Response",
        ("x", "backspace"),
        ("ctrl+c",),
    )


def harlequin() -> Program:
    """A client for databases, a peer."""
    argv = (*_installed("harlequin"), "-P", "None")
    return Program(
        "harlequin", argv, r"(?s)Query Editor.*Query Results", ("x", "backspace"), ("ctrl+q",)
    )


def plain() -> Program:
    """The program's line mode."""
    return Program(OURS, ours("--plain"), "Answer:")


def questionary() -> Program:
    """The floor of the line mode, a peer."""
    python, _ = _installed("questionary")
    return Program("questionary", (python, str(HERE / "bare_prompt.py")), "Choice 14")


def _installed(name: str, *others: str) -> tuple[str, str]:
    """The Python and the script of a peer, installed with `others` into an environment of its
    own when it is first needed.

    Raises `LookupError` with a reason where it cannot be installed.
    """
    where = _place(name)
    python, script, done = where / "bin" / "python", where / "bin" / name, where / "installed"
    if not done.exists():
        venv.create(where, with_pip=True, clear=True, symlinks=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            name,
            *others,
        ]
        ended = subprocess.run(
            install, capture_output=True, text=True, timeout=_INSTALLING, check=False
        )
        if ended.returncode:
            raise LookupError(
                f"{name} cannot be installed: {ended.stderr.strip().rpartition(chr(10))[2]}"
            )
        compile_all(where)
        done.touch()
    return str(python), str(script)


def release(name: str) -> str:
    """A peer with the release that is installed."""
    (folder,) = _place(name).glob(f"lib/python*/site-packages/{name}-*.dist-info")
    return folder.name.removesuffix(".dist-info").replace("-", " ")


def _place(name: str) -> Path:
    return (
        platformdirs.user_cache_path("semax-wizard-benchmarks")
        / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    )


def compile_all(*folders: Path) -> None:
    """Have byte code for everything, so that no start pays for another's first."""
    subprocess.run(
        [PYTHON, "-m", "compileall", "-q", "-j", "0", *map(str, folders)],
        capture_output=True,
        check=False,
    )
