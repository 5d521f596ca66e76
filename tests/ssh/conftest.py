"""A real OpenSSH server on this machine, with keys, a configuration and a port of its own, run by whoever runs the tests."""

import getpass
import os
import runpy
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

TERMINAL = Path(__file__).parent.parent / "terminal"
KEPT = runpy.run_path(str(TERMINAL / "conftest.py"))
WIRE = KEPT["WIRE"]
PROGRAM = KEPT["PROGRAM"]
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
PermitRootLogin prohibit-password
"""

home, drops, kept, are_gone = (KEPT[name] for name in ("home", "drops", "kept", "are_gone"))


def _missing(what):
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is not installed")


def children(pid):
    """The ids of the processes that this one started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


class Server:
    """The server, and ways in."""

    def __init__(self, folder, home):
        self.folder, self.home = folder, home
        folder.mkdir()
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "config").write_text(CONFIGURATION.format(port=self.port, folder=folder))
        path = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen([path, "-D", "-e", "-f", str(folder / "config")], stderr=log, stdin=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while not self._answers():
            assert self.process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def _answers(self):
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def command(self):
        """The command that runs the program at the other end."""
        environment = f"SEMAX_WIZARD_HOME={self.home / 'profiles'}"
        return [
            *["ssh", "-tt", "-q", "-F", "none", "-p", str(self.port), "-i", str(self.folder / "user"), "-o", "IdentitiesOnly=yes"],
            *["-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder}/known", f"{getpass.getuser()}@127.0.0.1"],
            f"cd {self.home} && exec env -u PYTHONDONTWRITEBYTECODE {environment} {PROGRAM}",
        ]

    def drop(self, wire, how):
        """Cut the connection: the client is killed, or what serves it here."""
        if how == "client":
            wire.process.kill()
            wire.process.wait()
        else:
            for child in children(self.process.pid):
                for served in [*children(child), child]:
                    if b"sshd" in Path(f"/proc/{served}/cmdline").read_bytes():
                        os.kill(served, signal.SIGKILL)
        wire.hang_up()

    def end(self):
        """End the server and what it started."""
        for child in children(self.process.pid):
            os.kill(child, signal.SIGTERM)
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def server(tmp_path, home):
    """A server; skipped without one installed, but for CI."""
    for what in ("sshd", "ssh", "ssh-keygen", "setsid"):
        if shutil.which(what, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is None:
            _missing(what)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # OpenSSH insists on it where it could drop privileges
    home.mkdir()
    started = Server(tmp_path / "ssh", home)
    yield started
    started.end()


@pytest.fixture
def connect(server):
    """Connects to the server with the program at the other end; what still runs at the end is killed, by its id."""
    wires = []

    def start():
        wire = WIRE["Wire"](server.command(), server.home)
        wires.append(wire)
        wire.wait_for("What would you like to do?")
        return wire

    yield start
    for wire in wires:
        wire.__exit__()
    for left in WIRE["processes"](server.home):
        os.kill(left, signal.SIGKILL)


@pytest.fixture
def idle(server):
    """The part of a core that the program uses while nothing is typed, over some seconds."""

    def part(seconds):
        def used():
            total = 0
            for pid in WIRE["processes"](server.home):
                words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += int(words[11]) + int(words[12])
            return total / os.sysconf("SC_CLK_TCK")

        before = used()
        time.sleep(seconds)
        return (used() - before) / seconds

    return part
