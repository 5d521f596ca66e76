"""The kiosk behind a real OpenSSH server, with the very configuration that `.github/HOSTING.md`
shows, and ways to come there.
"""

import getpass
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.ssh_server import Server
from tests.support.wire import PROGRAM, Wire, processes
from tests.support.wire import are_gone as are_all_gone

TESTS = Path(__file__).parent.parent.parent
GUIDE = TESTS.parent / ".github" / "HOSTING.md"
LAX = """
AcceptEnv *
AllowTcpForwarding yes
AllowAgentForwarding yes
X11Forwarding yes
PermitTunnel yes
Subsystem sftp {sftp}
"""


@pytest.fixture(scope="session")
def guide():
    """The configuration in the guide."""
    (block,) = re.findall(
        r"^```text\n(Match Group semax-wizard\n.*?)^```$",
        GUIDE.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    return block


@pytest.fixture
def serve(tmp_path, guide, home):
    """Starts a server that allows everything but for what the guide says, of which the group, the
    program and the folder are ours.
    """
    started = []

    def start(sftp="/usr/lib/openssh/sftp-server"):
        here = guide.replace("Group semax-wizard", f"User {getpass.getuser()}").replace(
            "/opt/semax-wizard/bin/semax-wizard", PROGRAM
        )
        assert here.count(PROGRAM) == 1
        started.append(
            Server(
                tmp_path / "ssh",
                f"{LAX.format(sftp=sftp)}{here}    SetEnv SEMAX_WIZARD_HOME={home}\n",
            )
        )
        return started[-1]

    yield start
    for server in started:
        server.end()


@pytest.fixture
def server(serve, home, outside, written):  # noqa: ARG001 - watched from before anybody comes
    """A server, and a profile in the folder."""
    (home / "spring.toml").write_text(written())
    return serve()


@pytest.fixture
def visit(server, tmp_path):
    """`visit("ls", typed="x")` comes by ssh without a terminal, with that command and those
    lines.
    """

    def call(*command, typed="", options=(), **more):
        environment = {
            key: value
            for key, value in os.environ.items()
            if key not in {"LANG", "ACCESSIBLE", "NO_COLOR"}
        } | more
        data = typed if isinstance(typed, bytes) else typed.encode()
        return subprocess.run(
            [*server.ssh("-T", *options), *(["--", *command] if command else [])],
            input=data,
            capture_output=True,
            env=environment,
            timeout=60,
            check=False,
            cwd=tmp_path,
        )

    return call


@pytest.fixture
def sit(server, tmp_path):
    """Comes by ssh with a terminal."""
    wires = []

    def start(*options, command=(), begun="What would you like to do?", term="xterm-256color"):
        wire = Wire(
            [
                "env",
                f"TERM={term}",
                *server.ssh("-tt", "-e", "none", *options),
                *(["--", *command] if command else []),
            ],
            tmp_path / "visitor",
        )
        wires.append(wire)
        if begun:
            wire.wait_for(begun)
        return wire

    yield start
    for wire in wires:
        wire.__exit__()


@pytest.fixture
def untouched(home, outside):
    """Nothing outside was touched, nothing but hidden files and profiles is in the folder, and no
    shell has spoken.
    """

    def check(*said):
        for text in said:
            flat = text.decode(errors="replace") if isinstance(text, bytes) else text
            assert not re.search(
                r"uid=\d|root:x:0|PWNED|\$ $|command not found|Permission denied|No such file", flat
            ), flat
            assert "Traceback" not in flat
            assert "A secret of the host" not in flat
        outside.is_untouched()
        assert {
            path.suffix for path in home.rglob("*") if path.is_file() and not path.is_symlink()
        } <= {".toml", ".lock"}

    yield check
    check()


@pytest.fixture
def arrived(home):
    """What the wizard at the other end finds around it."""

    def find():
        until = time.monotonic() + 20
        while not (found := processes(home.parent)):
            assert time.monotonic() < until, "no wizard"
            time.sleep(0.05)
        pairs = Path(f"/proc/{found[0]}/environ").read_bytes().split(b"\0")
        return dict(pair.decode().split("=", 1) for pair in pairs if b"=" in pair)

    return find


@pytest.fixture
def are_gone(home):
    """Whether no wizard is alive 3 s from now."""
    return lambda: are_all_gone(home.parent)


@pytest.fixture
def others(home):
    """The files that visitors saved, beside the one that was there."""
    return lambda: sorted(
        path.name
        for path in home.glob("*")
        if not path.name.startswith(".") and path.name != "spring.toml"
    )
