"""What a visitor may do at the keyboard and put into the folder: keys, names, links; and how a
visit ends.
"""

import os
import re
import subprocess
import time

import pytest

pytestmark = pytest.mark.ssh

KEYS = {
    "Ctrl+Z": b"\x1a",
    "Ctrl+\\": b"\x1c",
    "Ctrl+D": b"\x04",
    "Ctrl+S and Ctrl+Q of a slow line": b"\x13",
    "Ctrl+P, a palette of commands": b"\x10",
    "Ctrl+] of telnet": b"\x1d",
    "an escape of a client": b"\r~.\r~^Z",
    "a shell from an editor": b":!id\r!id\r",
    "F1 to F12": (
        b"\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~"
    ),
    "bytes that are no text": b"\xff\xfe\x00\x80",
    "a paste with no end": b"\x1b[200~../../outside/PWNED\r",
    "what a terminal would answer": b"\x1b[1;1R\x1b]11;rgb:0/0/0\x07\x1bP1+r\x1b\\\x1b_G\x1b\\",
    "a flood": b"\x1b[A\x1b[B" * 5000,
}


@pytest.mark.parametrize("sent", KEYS.values(), ids=KEYS)
def test_keys(sit, untouched, sent):
    """No key stops the wizard, opens anything or shows a shell: it is still there, or has ended,
    and with it the connection.
    """
    wire = sit()
    wire.send(sent)
    wire.rest(0.5)
    wire.send(b"\x1b[201~\x11\x15id; echo PW''NED\r")
    wire.rest(0.5)
    untouched(wire.raw)
    wire.send(b"\x11")
    assert wire.ended(within=20) == 0
    untouched(wire.raw)


@pytest.mark.parametrize("sent", [b"\x1a", b"\x1c", b"\x1a\x1c\x1a"])
def test_keys_in_line_mode(sit, untouched, sent):
    """Nor in line mode, where the terminal itself knows them."""
    wire = sit("-o", "SetEnv=ACCESSIBLE=1", begun="Answer:")
    wire.send(sent)
    wire.rest(0.5)
    wire.send(b"\x15open\r")
    wire.wait_for("Which profile do you want to open?")
    wire.send(b"Spring exam block\r")
    wire.wait_for("Semax plan: Spring exam block")
    wire.press("quit", "enter")
    assert wire.ended(within=20) == 0
    untouched(wire.raw)


@pytest.mark.parametrize("delay", [0, 0.05, 0.3])
@pytest.mark.parametrize("sent", [b"\x03", b"\x1a", b"\x1c", b"\x04"])
def test_keys_before_anything_is_shown(sit, untouched, sent, delay):
    """Keys that arrive while the wizard is being started end the connection at most: there is
    nothing behind it.
    """
    wire = sit(begun="")
    time.sleep(delay)
    wire.send(sent * 3)
    wire.rest(1)
    wire.send(b"id; echo PW''NED\r")
    wire.rest(1)
    assert not re.search(rb"uid=\d|PWNED", wire.raw.replace(b"PW''NED", b""))
    untouched()


def test_interrupting_keeps_the_draft(sit, home, untouched):
    """Ctrl+C in line mode ends it with the draft kept, and the next visit offers it."""
    wire = sit("-o", "SetEnv=ACCESSIBLE=1", begun="Answer:")
    for typed, asked in (("new", b"What is it for?"), ("1", b"Which compound is it?")):
        wire.press(typed, "enter")
        wire.wait_until(
            lambda asked=asked: b"Answer:" in wire.raw.rpartition(asked)[2] and asked in wire.raw
        )
    time.sleep(
        0.5
    )  # until it reads: a signal right before that is seen when something is typed (PEP 475)
    wire.send(b"\x03")
    assert wire.ended(within=20) == 130
    assert "your answers are kept as a draft" in wire.sees
    untouched(wire.raw)
    assert list(home.glob(".draft-*.toml"))
    wire = sit()
    assert "Resume: " in wire.sees


def test_one_wizard_for_each_connection(server, tmp_path, untouched, sit):
    """A second session over the same connection is refused."""
    control = tmp_path / "control"
    sit("-M", "-S", str(control))
    second = subprocess.run(
        ["ssh", "-F", "none", "-S", str(control), "-T", server.address, "-o", "ControlMaster=no"],
        input=b"quit\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert "line by line" not in second.stdout.decode()
    untouched(second.stdout)


# -- names
# -------------------------------------------------------------------------------------------------

NAMES = {
    "a path upwards": "../../outside/PWNED",
    "a path from the root": "{outside}/PWNED",
    "two dots": "..",
    "a leading dot": ".ssh/authorized_keys",
    "a home folder": "~/PWNED",
    "a fullwidth solidus": "..\N{FULLWIDTH SOLIDUS}outside\N{FULLWIDTH SOLIDUS}PWNED",
    "a right-to-left override": "\N{RIGHT-TO-LEFT OVERRIDE}DENWP",
    "a null": "x\0../outside/PWNED",
    "an escape sequence": "\x1b]0;x\x07\x1b[6n",
    "a command": "$(touch {outside}/PWNED); id",
    "a very long name": "n" * 4000,
    "bytes that are no text": b"\xff\xfe\x80",
}


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_names(visit, outside, home, others, typed):
    """A name that is a path or a trick gives a file of letters, digits and hyphens in the folder,
    or none.
    """
    said = typed if isinstance(typed, bytes) else typed.format(outside=outside.folder).encode()
    ended = visit(
        typed=b"\n".join(
            [
                b"open",
                b"Spring exam block",
                b"save",
                b"none",  # symptoms on this day
                b"save",
                said,
                b"choose another name",
                b"Second",
                b"quit",
                b"quit",
            ]
        )
    )
    text = ended.stdout.decode()
    assert "What do you want to call it?" in text
    assert "\x1b" not in text
    assert str(home.parent) not in text.replace(str(outside.folder), "")
    found = others()
    assert len(found) <= 1
    assert all(re.fullmatch(r"[a-z0-9-]+\.toml", name) for name in found)
    outside.is_untouched()


def test_names_in_the_wizard(sit, others, outside, untouched):
    """The same in a terminal: a path as a name is saved as a file in the folder, and what is shown
    is its name alone.
    """
    wire = sit()
    wire.press("o", "enter")
    wire.wait_for("Which profile do you want to open?")
    wire.wait_for("Spring exam block")
    wire.press("enter")
    wire.wait_for("C change S save as")
    wire.rest(0.2)
    wire.press("s")  # Save as
    wire.wait_for("symptoms today?")
    wire.rest(0.2)
    wire.press("end")
    wire.rest(0.1)
    wire.press("space", "enter")
    wire.wait_for("S save")
    wire.rest(0.2)
    wire.press("s")
    wire.wait_for("What do you want to call it?")
    wire.send(b"\x1b[F\x15")
    wire.send(f"{outside.folder}/x".encode()[:70] + b"\r")
    wire.wait_for("It is saved.")
    (name,) = others()
    assert re.fullmatch(r"[a-z0-9-]+\.toml", name)
    assert name in wire.sees
    assert "Where is it kept?" not in wire.sees
    untouched(wire.raw.replace(b"PWNED", b""))


# -- links
# -------------------------------------------------------------------------------------------------


def _saved(visit):
    return visit(typed="open\nSpring exam block\nsave as\nnone\nsave as\nMine\nquit\n")


PLANTED = {
    "a link to a profile": lambda home, out: (home / "a.toml").symlink_to(out / "theirs.toml"),
    "a link upwards": lambda home, out: (home / "a.toml").symlink_to(f"../{out.name}/theirs.toml"),
    "a link to the passwords": lambda home, _: (home / "a.toml").symlink_to("/etc/passwd"),
    "a second name": lambda home, out: (home / "a.toml").hardlink_to(out / "theirs.toml"),
    "a pipe": lambda home, _: os.mkfifo(home / "a.toml"),
    "a device": lambda home, _: (home / "a.toml").symlink_to("/dev/zero"),
    "a folder that is a link": lambda home, out: (home / "a.toml").symlink_to(out),
}


@pytest.mark.parametrize("make", PLANTED.values(), ids=PLANTED)
def test_links(visit, sit, untouched, outside, home, make):
    """What is planted is listed as what it is, in lines and in the wizard, and opened in
    neither.
    """
    outside.plant(lambda: make(home, outside.folder))
    ended = visit(typed="open\na.toml\nquit\n")
    said = " ".join(ended.stdout.decode().split())
    assert re.search(r"a\.toml\. (Cannot be read|Has a second name|Is not a regular file)", said)
    assert "1. Delete." in said
    assert "1. Open." not in said
    untouched(ended.stdout, ended.stderr)
    wire = sit()
    wire.press("o", "enter")
    wire.wait_for("a.toml")
    wire.send(b"a.toml")
    wire.wait_for("(1 found)")
    wire.press("enter")
    wire.wait_for("Delete")
    assert "Open" not in wire.sees.partition("a.toml")[2].partition("Delete")[0]
    wire.send(b"\x11")
    assert wire.ended(within=20) == 0
    outside.is_untouched()


def test_saving_where_a_link_is(visit, untouched, outside, home):
    """The name of a file that would be written is taken by a link: another is, and the link leads
    nowhere.
    """
    outside.plant(lambda: (home / "mine.toml").symlink_to(outside.folder / "PWNED"))
    ended = _saved(visit)
    assert "Saved: mine-2.toml" in ended.stdout.decode()
    assert (home / "mine-2.toml").is_file()
    untouched()


def test_drafts_and_temporaries_that_are_links(visit, untouched, outside, home):
    """A draft, a lock and a temporary that lead elsewhere are left alone."""

    def plant():
        (home / ".draft-0123456789ab.toml").symlink_to(outside.folder / "theirs.toml")
        (home / ".draft-0123456789ac.toml").symlink_to(outside.folder / "secret.txt")
        (home / ".draft-0123456789ac.lock").symlink_to(outside.folder / "PWNED")
        (home / f".a.toml.{'0' * 16}.tmp").symlink_to(outside.folder / "secret.txt")
        (home / "trash").symlink_to(outside.folder / "inner")

    outside.plant(plant)
    ended = _saved(visit)
    assert "Saved: mine.toml" in ended.stdout.decode()
    untouched(ended.stdout, ended.stderr)


# -- the end
# -------------------------------------------------------------------------------------------------


def test_nothing_runs_on(sit, server, are_gone):
    """Whichever side of the connection is killed, no wizard is left."""
    for turn in range(2):
        wire = sit()
        if turn:
            for served in server.sessions:
                os.kill(served, 9)
        else:
            wire.process.kill()
        wire.hang_up()
        assert are_gone()
