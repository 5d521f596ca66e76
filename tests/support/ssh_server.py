"""A real OpenSSH server on this machine, with keys, a configuration and a port of its own, run by
whoever runs the tests.
"""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

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
{more}
"""
_SYSTEM = ":/usr/sbin:/sbin"


def needs(*programs):
    """Skip the test where one of these is not installed; for CI it fails."""
    for what in programs:
        if shutil.which(what, path=f"{os.environ.get('PATH', '')}{_SYSTEM}") is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
                f"{what} is not installed"
            )


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


def _command(pid):
    """The command line of a process; nothing for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


class Server:
    """The server, and the way in. `more` is added to its configuration."""

    def __init__(self, folder, more=""):
        needs("sshd", "ssh", "ssh-keygen", "setsid")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(
                exist_ok=True
            )  # OpenSSH insists on it where it could drop privileges
        self.folder = folder
        folder.mkdir()
        for name in ("host", "user"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)],
                check=True,
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "config").write_text(
            CONFIGURATION.format(port=self.port, folder=folder, more=more)
        )
        self._sshd = [
            shutil.which("sshd", path=f"{os.environ.get('PATH', '')}{_SYSTEM}"),
            "-f",
            str(folder / "config"),
        ]
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*self._sshd, "-D", "-e"], stderr=log, stdin=subprocess.DEVNULL
            )
        until = time.monotonic() + 10
        while not self._answers():
            assert self.process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def _answers(self):
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def settings(self):
        """What is in force for whoever comes in: the words of each setting, by its name in small
        letters.
        """
        whom = f"user={getpass.getuser()},host=localhost,addr=127.0.0.1"
        told = subprocess.run(
            [*self._sshd, "-T", "-C", whom], check=True, capture_output=True, text=True
        ).stdout
        found = {}
        for line in told.splitlines():
            name, *words = line.split()
            found.setdefault(name, []).extend(words)
        return found

    @property
    def options(self):
        """What every client of OpenSSH needs to come in, but for the port."""
        return [
            *["-q", "-F", "none", "-i", str(self.folder / "user"), "-o", "IdentitiesOnly=yes"],
            *["-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder}/known"],
        ]

    @property
    def address(self):
        """Whom to be, and where."""
        return f"{getpass.getuser()}@127.0.0.1"

    def ssh(self, *options):
        """The client, with these options of its own, up to the address."""
        return ["ssh", *self.options, "-p", str(self.port), *options, self.address]

    @property
    def sessions(self):
        """The processes that serve the connections there are."""
        served = (pid for child in children(self.process.pid) for pid in (*children(child), child))
        return [pid for pid in served if b"sshd" in _command(pid)]

    def end(self):
        """End the server and what it started."""
        for child in children(self.process.pid):
            with suppress(ProcessLookupError):  # it ends by itself as well
                os.kill(child, signal.SIGTERM)
        self.process.terminate()
        self.process.wait()
