"""Every way to ask a server for something else than the wizard: commands, files, forwarding,
variables, terminals.
"""

import socket
import subprocess
import threading
import time
from contextlib import suppress

import pytest

pytestmark = pytest.mark.ssh

REFUSED = "semax-wizard: this host takes no commands and no files; connect without any\n"
PLAIN = "Semax wizard, line by line."
COMMANDS = {
    "a shell": "sh",
    "a shell at the keyboard": "/bin/sh -i",
    "who is here": "id",
    "a file is read": "cat /etc/passwd",
    "a file is made": "touch {outside}/PWNED",
    "in a substitution": "$(touch {outside}/PWNED)",
    "in backquotes": "`touch {outside}/PWNED`",
    "after a semicolon": "--plain; touch {outside}/PWNED",
    "on a second line": "--plain\ntouch {outside}/PWNED",
    "an option of the program": "--plain",
    "a command of the program": "semax-wizard show {outside}/theirs.toml",
    "a file for the program": "{outside}/theirs.toml",
    "an old scp": "scp -t {outside}",
    "rsync": "rsync --server -e. . {outside}",
    "git": "git-upload-pack '/'",
    "an escape sequence": "\x1b]0;PWNED\x07\x1b[2J",
    "an override": "\N{RIGHT-TO-LEFT OVERRIDE}di",
    "a very long one": "x" * 100_000,
    "spaces alone": "   ",
}


@pytest.mark.parametrize("sent", COMMANDS.values(), ids=COMMANDS)
def test_commands(visit, untouched, outside, others, sent):
    """A command is refused in one line, and not run, not repeated, and not taken as an option."""
    ended = visit(sent.format(outside=outside.folder), typed="id\n")
    assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (2, b"", REFUSED)
    assert others() == []
    untouched()


@pytest.mark.parametrize("sent", ["sh", "--plain"])
def test_commands_with_a_terminal(sit, untouched, sent):
    """The same with a terminal: one line, and the connection ends."""
    wire = sit(command=(sent,), begun="")
    assert wire.ended(within=20) == 2
    assert wire.sees == REFUSED.strip()
    untouched(wire.raw)


@pytest.mark.parametrize("sftp", ["/usr/lib/openssh/sftp-server", "internal-sftp"])
@pytest.mark.parametrize(
    "way", ["sftp", "scp to", "scp from", "old scp to", "old scp from", "subsystem"]
)
def test_files(serve, tmp_path, home, outside, sftp, way):
    """No file comes or goes by sftp or scp, whichever subsystem the server has."""
    server = serve(sftp)
    (tmp_path / "mine").write_text("PWNED")
    there = f"{server.address}:{outside.folder}"
    copy = {
        "scp to": ["scp", "mine", f"{there}/PWNED"],
        "scp from": ["scp", f"{there}/secret.txt", "stolen"],
        "old scp to": ["scp", "-O", "mine", f"{there}/PWNED"],
        "old scp from": ["scp", "-O", f"{there}/secret.txt", "stolen"],
        "sftp": ["sftp", f"{there}/secret.txt", "stolen"],
    }
    words = copy.get(way, [])
    command = (
        [words[0], *server.options, "-P", str(server.port), *words[1:]]
        if words
        else [*server.ssh("-s"), "sftp"]
    )
    ended = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert ended.returncode != 0
    assert ended.stdout == b""
    if way.startswith(
        "old"
    ):  # the others ask for a subsystem, whose error messages the server drops
        assert REFUSED.strip() in ended.stderr.decode()
    assert not (tmp_path / "stolen").exists()
    assert list(home.iterdir()) == []
    outside.is_untouched()


# -- ways through
# ------------------------------------------------------------------------------------------


@pytest.fixture
def service():
    """A service of the host that nobody may reach: how often somebody did."""
    came = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def accept():
            while True:
                try:
                    came.append(listening.accept())
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1], came
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "options",
    [
        ["-W", "127.0.0.1:{port}"],
        ["-N", "-R", "127.0.0.1:0:127.0.0.1:{port}", "-o", "ExitOnForwardFailure=yes"],
        ["-N", "-R", "{folder}/socket:127.0.0.1:{port}", "-o", "ExitOnForwardFailure=yes"],
        ["-N", "-R", "0", "-o", "ExitOnForwardFailure=yes"],
    ],
    ids=["to a service", "from a port", "from a socket", "as a proxy"],
)
def test_forwarding(server, service, tmp_path, untouched, options):
    """No port and no socket is forwarded, though the server allows it to others."""
    port, came = service
    filled = [each.format(port=port, folder=tmp_path) for each in options]
    ended = subprocess.run(
        server.ssh(*filled), input=b"", capture_output=True, timeout=60, check=False
    )
    assert ended.returncode == 255
    assert ended.stdout == b""
    assert came == []
    assert not (tmp_path / "socket").exists()
    untouched(ended.stderr)


def test_forwarding_a_port_here(server, service, untouched):
    """A port of the visitor's own that should lead to a service of the host leads nowhere."""
    port, came = service
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mine = free.getsockname()[1]
    client = subprocess.Popen(server.ssh("-N", "-L", f"127.0.0.1:{mine}:127.0.0.1:{port}"))
    try:
        until = time.monotonic() + 20
        while True:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", mine)) == 0:
                    tried.settimeout(20)
                    with suppress(ConnectionError):
                        tried.sendall(b"x")
                        assert tried.recv(1) == b""
                    break
            assert time.monotonic() < until, "the client does not listen"
            time.sleep(0.05)
    finally:
        client.terminate()
        client.wait()
    assert came == []
    untouched()


def test_agent_and_display(sit, arrived, untouched):
    """No agent and no display of the visitor's is passed on."""
    sit("-A", "-X")
    found = arrived()
    assert not {"SSH_AUTH_SOCK", "DISPLAY"} & set(found)
    untouched()


# -- the environment
# ---------------------------------------------------------------------------------------

SENT = {
    "SEMAX_WIZARD_HOME": "{outside}",
    "XDG_DATA_HOME": "{outside}",
    "HOME": "{outside}",
    "PATH": "{outside}",
    "PYTHONPATH": "{outside}",
    "PYTHONHOME": "{outside}",
    "PYTHONINSPECT": "1",
    "PYTHONSTARTUP": "{outside}/secret.txt",
    "PYTHONUSERBASE": "{outside}",
    "PYTHONBREAKPOINT": "os.system",
    "TEXTUAL_LOG": "{outside}/PWNED",
    "TEXTUAL_DRIVER": "os:system",
    "LD_PRELOAD": "{outside}/secret.txt",
    "BASH_ENV": "{outside}/secret.txt",
    "ENV": "{outside}/secret.txt",
    "SSH_ORIGINAL_COMMAND": "sh",
    "_SEMAX_WIZARD_COMPLETE": "bash_source",
}


@pytest.mark.parametrize("name", SENT)
def test_variables_a_client_sends(server, visit, arrived, untouched, outside, others, name):
    """A variable that could choose what runs, or in which folder, does not arrive; the wizard asks
    as always.
    """
    value = SENT[name].format(outside=outside.folder)
    ended = visit(options=("-o", f"SetEnv={name}={value}"), typed="open\nSpring exam block\nquit\n")
    assert ended.returncode == 0
    assert ended.stdout.decode().startswith(PLAIN)
    assert "Semax plan: Spring exam block." in ended.stdout.decode()
    assert others() == []
    untouched(ended.stdout, ended.stderr)
    client = subprocess.Popen(
        server.ssh("-T", "-o", f"SetEnv={name}={value}"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        assert arrived().get(name) != value
    finally:
        client.stdin.close()
        client.wait()


LANGUAGES = {
    "upwards": "../../../../{outside}",
    "a file": "{outside}/secret.txt",
    "upwards after a language": "ru_RU.UTF-8@../x",
    "very long": "x" * 5000,
    "an escape sequence": "\x1b[2J",
}


@pytest.mark.parametrize("value", LANGUAGES.values(), ids=LANGUAGES)
def test_languages_that_are_paths(visit, untouched, outside, value):
    """A language arrives, and one that is a path or nonsense leads to no file."""
    sent = " ".join(
        f"{name}={value.format(outside=outside.folder)}"
        for name in ("LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE")
    )
    ended = visit(options=("-o", f"SetEnv={sent}"), typed="\nquit\n")
    assert ended.returncode == 0
    assert ended.stdout
    untouched(ended.stdout, ended.stderr)


def test_line_mode_may_be_asked_for(sit, untouched):
    """ACCESSIBLE=1 arrives, and gives line mode in a terminal."""
    wire = sit("-o", "SetEnv=ACCESSIBLE=1", begun=PLAIN)
    wire.press("quit", "enter")
    assert wire.ended(within=20) == 0
    untouched(wire.raw)


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_terminals_that_cannot_draw(sit, untouched, term):
    """A terminal that cannot draw is asked in lines too."""
    wire = sit(term=term, begun="Answer:")
    assert wire.left_on == []
    wire.press("quit", "enter")
    assert wire.ended(within=20) == 0
    untouched(wire.raw)


@pytest.mark.parametrize("term", ["../../../etc/passwd", "$(id)", "xterm\x1b[2J", "x" * 3000])
def test_terminals_with_hostile_names(sit, untouched, term):
    """The name of a terminal is only a name."""
    wire = sit(term=term)
    wire.send(b"\x11")
    assert wire.ended(within=20) == 0
    untouched(wire.raw)


def test_what_the_server_makes_of_the_guide(server):
    """For a visitor every line of the guide is in force, over a server that allows everything to
    others.
    """
    found = server.settings()
    assert found["acceptenv"] == ["LANG", "LC_*", "NO_COLOR", "ACCESSIBLE"]
    assert found["forcecommand"][-1] == "--kiosk"
    closed = (
        "allowtcpforwarding",
        "allowstreamlocalforwarding",
        "x11forwarding",
        "allowagentforwarding",
        "permittunnel",
        "permituserrc",
    )
    assert [found[name] for name in closed] == [["no"]] * len(closed)
    assert (
        found["disableforwarding"],
        found["permittty"],
        found["maxsessions"],
        found["clientaliveinterval"],
    ) == (
        ["yes"],
        ["yes"],
        ["1"],
        ["60"],
    )
    assert found["permituserenvironment"] == ["no"]
