"""A shell in tmux, whose keys are pressed and whose screen is read."""

import subprocess

from tests.support.wire import environment


class Tmux:
    """A shell in tmux, with a server of its own."""

    def __init__(self, folder, home):
        self._socket = str(folder / "tmux")
        self._environment = environment(home) | {
            "TERM": "xterm-256color",
            "PS1": "$ ",
            "SHELL": "/bin/bash",
        }
        home.mkdir()
        self._run(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "-c",
            str(home),
            "bash --norc -i",
        )

    def _run(self, *arguments):
        command = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env=self._environment
        ).stdout

    @property
    def sees(self):
        """What stands on the screen, as one line."""
        return " ".join(self._run("capture-pane", "-p").split())

    def press(self, *keys):
        """Press keys by the names tmux has for them."""
        self._run("send-keys", *keys)

    def ask(self, what):
        """What tmux says of the pane."""
        return self._run("display-message", "-p", f"#{{{what}}}").strip()

    def split(self, rows):
        """Divide the window, so that what runs in it has so many rows."""
        self._run("resize-window", "-x", "80", "-y", "40")
        self._run("split-window", "-d", "sleep 60")
        self.resize(rows)

    def resize(self, rows):
        """Give the upper pane so many rows."""
        self._run("resize-pane", "-t", "0", "-y", str(rows))

    def end(self):
        """End the server."""
        self._run("kill-server")
