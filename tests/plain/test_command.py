import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from wizard.profile.draft import resumable, take
from wizard.profile.folder import ProfileFolder

pytestmark = pytest.mark.slow

PROGRAM = [sys.executable, "-m", "wizard"]
KILLED = """
import io, os, random, signal, sys, time
from datetime import datetime
from pathlib import Path
from threading import Timer
from wizard.catalog import catalog
from wizard.plain import run
from wizard.profile.folder import ProfileFolder

lines = "".join(f"{line}\\n" for line in sys.argv[2].split("|"))

def visit(name):
    folder = Path(sys.argv[1]) / name
    with open(f"{folder}.txt", "w") as out:
        run(
            source=io.StringIO(lines), out=out, catalog=catalog,
            now=lambda: datetime.now().astimezone(), folder=ProfileFolder(folder),
        )

visit("warm")
begun = time.perf_counter()
visit("whole")
whole = time.perf_counter() - begun
for number in range(20):
    child = os.fork()
    if not child:
        moment = random.Random(number).uniform(0, whole)
        Timer(moment, os.kill, (os.getpid(), signal.SIGKILL)).start()
        visit(str(number))
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.fixture
def environment(tmp_path):
    """The environment of a program under test: a profile folder of its own, and a terminal that
    cannot draw.
    """
    return {
        **os.environ,
        "SEMAX_WIZARD_HOME": str(tmp_path / "home"),
        "TERM": "dumb",
        "ACCESSIBLE": "",
        "COLUMNS": "80",
    }


@pytest.fixture
def pipe(environment):
    """`pipe(data, *arguments)` runs the program with these bytes as its input."""

    def call(data, *arguments, **more):
        command = [*PROGRAM, *map(str, arguments)]
        return subprocess.run(
            command,
            input=data,
            capture_output=True,
            env=environment | more,
            timeout=60,
            check=False,
        )

    return call


def test_it_works_through_a_pipe(pipe, walk, tmp_path):
    """A whole course through a pipe ends with a saved profile and exit 0, and nothing on stderr."""
    ended = pipe("\n".join([*walk.FIRST_COURSE, ""]).encode(), "--plain")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "home" / "spring-exam-block.toml").exists()


def test_the_end_of_input_exits_3_with_one_line(pipe):
    """Input that ends early exits 3 with one line that names the question and says what became of
    the answers.
    """
    ended = pipe(b"new\n1\n1\n", "--plain")
    assert ended.returncode == 3
    assert re.fullmatch(
        rb"semax-wizard: the input ended before an answer to: Which form does it come in; [^\n]*"
        rb" draft\n",
        ended.stderr,
    )
    assert b"kept as a draft" not in ended.stdout, "it is said once"


def test_leaving_after_a_stop_exits_4(pipe, walk):
    """Someone who leaves after a stop exits 4, as `new` does; so does one who saves the record."""
    assert pipe("\n".join([*walk.SEIZURE, "leave", ""]).encode(), "--plain").returncode == 4
    lines = [*walk.SEIZURE, "answer the rest", *["none"] * 5, "no", "save", "", "", ""]
    ended = pipe("\n".join(lines).encode(), "--plain")
    assert ended.returncode == 4
    assert b"Saved:" in ended.stdout


def test_quitting_with_a_draft_exits_0(pipe):
    """Quitting is no error, and it is said that there is a draft."""
    ended = pipe(b"new\n1\nquit\n", "--plain")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.endswith(
        b"Your answers are kept as a draft. The next start offers to go on with it.\n"
    )
    assert pipe(b"quit\n", "--plain").stdout.endswith(b"Answer: \n")


def test_what_is_printed_comes_at_the_end(pipe, walk):
    """Printing the summary as one leaves prints it after the conversation, the dose and the signs
    to stop last, and then what was written is said.
    """
    lines = [*walk.FIRST_COURSE[:-1], "print or export", "text", "", "leave, and print it here", ""]
    ended = pipe("\n".join(lines).encode(), "--plain")
    assert (ended.returncode, ended.stderr) == (0, b"")
    printed = ended.stdout.rpartition(b"Answer: \n")[2]
    assert printed.startswith(b"Semax plan: Spring exam block\n===")
    assert re.search(
        rb"\nSaved: [^\n]*spring-exam-block\.toml\nWritten: [^\n]*spring-exam-block\.txt\n$",
        printed,
    )
    dose, stop = printed.index(b"\nWhat to take and when"), printed.index(b"\nWHEN TO STOP")
    assert printed.index(b"\nDates") < dose < stop


def test_a_visit_that_saved_is_no_failure_when_the_input_ends(pipe, walk):
    """Input that ends after saving exits 0; with another answer that is in no profile, it exits
    3.
    """
    lines = walk.FIRST_COURSE[:-1]
    assert pipe("\n".join([*lines, ""]).encode(), "--plain").returncode == 0
    more = ["start page", "new", "1", ""]
    assert pipe("\n".join([*lines, *more]).encode(), "--plain").returncode == 3


def test_bytes_that_are_no_text_end_nothing(pipe):
    """Bytes that are not UTF-8 on input are a wrong answer like any other."""
    ended = pipe(b"\xff\xfe\nnew\n1\n\x80\n1\n\xc3\n", "--plain")
    assert ended.returncode == 3
    assert b"Which form does it come in" in ended.stderr


def test_a_terminal_that_cannot_draw_is_pointed_to_it(pipe):
    """Without a terminal, or with TERM=dumb, the one-line message names --plain."""
    ended = pipe(b"")
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1
    assert b"--plain" in ended.stderr


def test_accessible_asks_for_it(pipe):
    """ACCESSIBLE=1 opens it without the option; 0 does not."""
    assert b"What would you like to do?" in pipe(b"", ACCESSIBLE="1").stdout
    assert pipe(b"", ACCESSIBLE="0").returncode == 2


@pytest.mark.parametrize(
    "arguments", [("--plain", "-"), ("--plain", "check", "x"), ("-", "--plain")]
)
def test_what_it_cannot_be_used_with_is_wrong_usage(pipe, arguments):
    """A profile on stdin leaves no input for answers, and other commands ask nothing."""
    assert pipe(b"", *arguments).returncode == 2


def test_a_file_is_opened_before_or_after_the_option(pipe):
    """`--plain FILE` and `FILE --plain` open the same profile."""
    file = Path(__file__).parents[2] / "profiles" / "drops.toml"
    for arguments in (("--plain", file), (file, "--plain")):
        assert b"A shared plan: " in pipe(b"", *arguments).stdout


def test_a_file_that_cannot_be_used_is_told_with_its_exit_code(pipe, tmp_path):
    """A missing file exits 6, a broken one 3, each with one line and without a question."""
    (tmp_path / "broken.toml").write_text("format = 1\n")
    for name, code in (("missing.toml", 6), ("broken.toml", 3)):
        ended = pipe(b"", "--plain", tmp_path / name)
        assert (ended.returncode, ended.stdout) == (code, b"")


def test_a_reader_that_goes_away_ends_it_quietly(environment):
    """`| head` ends it without a word."""
    command = f"{sys.executable} -m wizard --plain < /dev/null | head -1"
    ended = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=environment, timeout=60, check=False
    )
    assert ended.stdout == b"Semax wizard, line by line.\n"


@pytest.mark.parametrize("room", ["always", "again", "never"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_and_the_draft_resumes(environment, pipe, how, room):
    """A signal ends it with 128 and its number. What was answered is offered by the next start,
    also where the disk was full until then, and what is said of it is true (issue 15, point 11).
    """
    mine, theirs = pty.openpty()
    child = subprocess.Popen(
        [*PROGRAM, "--plain"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    if room != "always":
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    said = b""
    wanted = (
        (b"new\n", b"What would you"),
        (b"1\n", b"What is it for?"),
        (b"1\n", b"Which compound"),
        (b"", b"Which form"),
    )
    for answer, wait_for in wanted:
        while wait_for not in said or not said.endswith(b"Answer: "):
            said += os.read(mine, 65536)
        os.write(mine, answer)
    assert b"\x1b" not in said
    time.sleep(
        0.5
    )  # until it reads: a signal right before that is seen when something is typed (PEP 475)
    if room == "again":
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    child.send_signal(how)
    assert child.wait(20) == 128 + how
    last = b""
    with suppress(OSError):  # the end of a terminal, which may come in several parts
        while part := os.read(mine, 65536):
            last += part
    told = last.decode().splitlines()[-1]
    os.close(mine)
    kept = "could not be kept" if room == "never" else "are kept as a draft"
    assert told == f"semax-wizard: interrupted; your answers {kept}"
    resumes = b"Resume: Formulation" in pipe(b"", "--plain").stdout
    assert resumes is (room != "never")


def test_a_terminal_that_went_away_ends_it_and_the_draft_resumes(environment, pipe):
    """A hang-up without a word that anyone could read keeps what was answered, too."""
    mine, theirs = pty.openpty()
    child = subprocess.Popen(
        ["setsid", "--ctty", *PROGRAM, "--plain"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    said = b""
    os.write(mine, b"new\n1\n1\n")
    while b"Which form" not in said:
        said += os.read(mine, 65536)
    time.sleep(0.5)
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    os.close(mine)
    assert child.wait(20) == 128 + signal.SIGHUP
    assert b"Resume: Formulation" in pipe(b"", "--plain").stdout


def test_input_that_does_not_wait_is_waited_for(environment):
    """A terminal or a pipe that another program left so that reading does not wait is waited for
    (issue 15, point 13).
    """
    theirs, mine = os.pipe2(os.O_NONBLOCK)
    with subprocess.Popen(
        [*PROGRAM, "--plain"], stdin=theirs, stdout=subprocess.PIPE, env=environment
    ) as child:
        said = b""
        while not said.endswith(b"Answer: "):
            said += os.read(child.stdout.fileno(), 65536)
        os.write(mine, b"quit\n")
        assert child.wait(20) == 0
    os.close(mine)
    os.close(theirs)


def test_an_end_where_there_is_nothing_to_keep(pipe):
    """Input that ends where nothing is left to keep is not said to have had no answers."""
    ended = pipe(b"new\n", "--plain")
    assert ended.stderr.endswith(b"; there was nothing new to keep\n")


@pytest.mark.slow
def test_twenty_kills_lose_no_accepted_answer(environment, walk, catalog, tmp_path):
    """Killed at 20 random moments, every answer that was taken is in the draft that the next start
    finds.
    """
    lines = "|".join(walk.TO_REVIEW)
    subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), lines],
        env=environment,
        check=True,
        timeout=60,
    )
    kept = []
    for number in range(20):
        taken = (tmp_path / f"{number}.txt").read_text("utf-8").count("Noted: ")
        folder = ProfileFolder(tmp_path / str(number))
        found = resumable(folder, catalog)
        values = take(folder, found[0], catalog, walk.NOW.date()).session.values if found else {}
        assert len(values) >= taken
        kept.append(len(values))
    assert len(set(kept)) > 3, f"the kills did not fall at different moments: {kept}"
