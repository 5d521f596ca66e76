"""The program at the other end of SSH, on a real server of this machine."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.support import ssh_server
from tests.support.wire import PROGRAM, Wire, processes
from tests.terminal import conftest as terminal

home, drops, resumed, kept, are_gone = (
    terminal.home,
    terminal.drops,
    terminal.resumed,
    terminal.kept,
    terminal.are_gone,
)


class Server(ssh_server.Server):
    """The server, with a home for the program."""

    def __init__(self, folder, home):
        super().__init__(folder)
        self.home = home

    def command(self):
        """The command that runs the program at the other end."""
        environment = f"SEMAX_WIZARD_HOME={self.home / 'profiles'}"
        return [
            *self.ssh("-tt"),
            f"cd {self.home} && exec env -u PYTHONDONTWRITEBYTECODE {environment} {PROGRAM}",
        ]

    def drop(self, wire, how):
        """Cut the connection: the client is killed, or what serves it here."""
        if how == "client":
            wire.process.kill()
            wire.process.wait()
        else:
            for served in self.sessions:
                os.kill(served, signal.SIGKILL)
        wire.hang_up()


@pytest.fixture
def server(tmp_path, home):
    """A server; skipped without one installed, but for CI."""
    home.mkdir()
    started = Server(tmp_path / "ssh", home)
    yield started
    started.end()


@pytest.fixture
def connect(server):
    """Connects to the server with the program at the other end; what still runs at the end is
    killed, by its id.
    """
    wires = []

    def start():
        wire = Wire(server.command(), server.home)
        wires.append(wire)
        wire.wait_for("What would you like to do?")
        return wire

    yield start
    for wire in wires:
        wire.__exit__()
    for left in processes(server.home):
        os.kill(left, signal.SIGKILL)


@pytest.fixture
def idle(server):
    """The part of a core that the program uses while nothing is typed, over some seconds."""

    def part(seconds):
        def used():
            total = 0
            for pid in processes(server.home):
                words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += int(words[11]) + int(words[12])
            return total / os.sysconf("SC_CLK_TCK")

        before = used()
        time.sleep(seconds)
        return (used() - before) / seconds

    return part
