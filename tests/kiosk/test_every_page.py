"""No page of the kiosk, however one comes there, offers a path; and no call in the faces goes round
the folder.
"""

import ast
import importlib
import pkgutil
import re
from copy import copy
from pathlib import Path

import pytest

from wizard.conversation.conversation import Conversation
from wizard.conversation.intents import Explain, Over, Submit
from wizard.conversation.moves import Move
from wizard.conversation.places import Cited, Ledger, WhyId
from wizard.conversation.view import Pick, Search, Tick, Type
from wizard.profile.folder import ProfileFolder
from wizard.tui.fitting import laid_out

FACES = ("wizard.tui", "wizard.plain", "wizard.conversation", "wizard.interview")
PATH_FIELDS = {"a file name", "path of the file"}
_DEEPEST = 7
_LISTED = 3


def _ways(view):
    """Return what a person may do on a page, as intents. Questions are answered elsewhere: here
    they are only explained.
    """
    explained = [Explain()] if view.explains else []
    if view.previews:
        return explained
    done = [
        action.intent for action in view.actions if action.intent not in {Move.TAKE, Move.MANAGE}
    ] + explained
    match view.ask:
        case Pick(options):
            return done + [option.intent for option in options]
        case Search(options):
            listed = options[:_LISTED] + options[-1:]
            return (
                done + [option.intent for option in listed] + [option.managed for option in listed]
            )
        case Type(placeholder="a name"):
            return [*done, Submit("Mine")]
    return done


def _options(view):
    match view.ask:
        case Pick(options) | Search(options):
            return options
        case Tick(items):
            return items
    return ()


def _shown(view):
    """Return every word of a page."""
    listed = [f"{each.title} {each.summary} {each.closed}" for each in _options(view)]
    typed = [view.ask.text, view.ask.placeholder] if isinstance(view.ask, Type) else []
    labels = [action.label for action in view.actions]
    text = laid_out(view.text, 80).plain
    return " ".join(
        (view.heading, view.title, view.help, view.note, view.error, text, *listed, *typed, *labels)
    )


@pytest.fixture
def pages(home, catalog, now, written):  # noqa: C901 - a walk and what it needs
    """`pages(folder)` is every page that can be come to from the start page, one after the other,
    questions of the interview apart.
    """

    def files(folder, are=None):
        """Return the files of the profile folder; or put these there in place of them."""
        there = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        if are is not None:
            for name in there.keys() - are.keys():
                (folder / name).unlink()
            for name in [name for name, content in are.items() if there.get(name) != content]:
                (folder / name).write_bytes(are[name])
        return there

    def walk(folder):
        begun = Conversation(catalog, lambda: now, folder, "dark")
        begun.open()
        found, looked_up, to_do = set(), set(), [(begun, files(home), 0)]
        while to_do:
            conversation, there, depth = to_do.pop(0)
            view = conversation.view
            mark = (
                view.title,
                tuple(each.title for each in _options(view)),
                tuple(action.label for action in view.actions),
            )
            if conversation.is_over or mark in found:
                continue
            found.add(mark)
            yield view
            for intent in _ways(view) if depth < _DEEPEST else ():
                if intent in looked_up:  # the same page, from wherever one comes
                    continue
                if isinstance(intent, Over) and isinstance(intent.place, Cited | Ledger | WhyId):
                    looked_up.add(intent)
                files(home, there)
                further = copy(conversation)  # its state never changes: all ways begin from here
                further.send(intent)
                to_do.append((further, files(home), depth + 1))

    (home / "held.toml").write_text(written())
    (home / "edited.toml").write_text(
        written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 200")
    )
    (home / "damaged.toml").write_text("x")
    return walk


def test_no_page_offers_a_path(pages, folder, home, outside):
    """From the start page through every menu, list and button: no field for a path, no button to
    one, no path shown.
    """
    found = list(pages(folder))
    titles = {view.title for view in found}
    assert {
        "It is saved.",
        "Read or print",
        "Are you sure?",
        "What do you want to call it?",
    } <= titles
    assert {
        "The figures in this file are not what its answers give.",
        "The file is rebuilt.",
        "Today",
    } <= titles
    for view in found:
        assert not (isinstance(view.ask, Type) and view.ask.placeholder in PATH_FIELDS), view.title
        assert not {action.label for action in view.actions} & {
            "Another file",
            "Print or export",
            "Write",
        }, view.title
        shown = _shown(view)
        assert str(home.parent) not in shown, view.title
        assert "semax-wizard show" not in shown, view.title
        assert "SEMAX_WIZARD" not in shown, (
            f"{view.title} names a variable that a visitor cannot set"
        )
    outside.is_untouched()


def test_the_same_walk_finds_paths_where_there_are_some(pages, home):
    """Without bounds that walk does come to the fields and buttons that a kiosk has not: so it
    would find them.
    """
    missing = {*PATH_FIELDS, "Print or export", "a path"}
    for view in pages(ProfileFolder(home)):
        field = view.ask.placeholder if isinstance(view.ask, Type) else ""
        missing -= {field, view.title, str(home.parent) in _shown(view) and "a path"}
        if not missing:
            break
    assert not missing


# -- every call
# --------------------------------------------------------------------------------------


def _modules():
    for name in FACES:
        package = importlib.import_module(name)
        yield from (
            importlib.import_module(found.name)
            for found in pkgutil.walk_packages(package.__path__, f"{name}.")
        )


def test_no_face_makes_a_folder_of_its_own():
    """The faces, the conversation and the interview work on files through the folder they are
    given, whose bounds they cannot forget.
    """
    calls = 0
    for module in (*_modules(), importlib.import_module("wizard.cli.commands.wizard")):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in {
                "ProfileFolder",
                "home",
            }:
                calls += 1
                assert module.__name__ == "wizard.cli.commands.wizard", (
                    f"{module.__name__}, line {node.lineno}: a folder without bounds"
                )
    assert calls > 3


_DIRECT = {
    *(
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "exists",
        "is_file",
        "is_dir",
        "iterdir",
        "glob",
        "lexists",
    ),
    *(
        "stat",
        "lstat",
        "unlink",
        "mkdir",
        "touch",
        "rename",
        "replace",
        "symlink_to",
        "link",
        "listdir",
        "scandir",
        "remove",
        "isfile",
    ),
}


def test_no_face_goes_round_its_folder():
    """Nothing in the faces, the conversation and the interview works on a file by itself."""
    allowed = {("wizard.tui.terminal.signals", "open")}  # the terminal
    seen = 0
    for module in _modules():
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("open")):
                    pytest.fail(f"{module.__name__}, line {node.lineno}: open")
                case ast.Call(ast.Attribute(holder, name)) if name in _DIRECT:
                    words = ast.unparse(holder)
                    seen += 1
                    is_path = words == "os" or re.search(r"\bpath\b|\bPath\(", words)
                    assert not is_path or (module.__name__, name) in allowed, (
                        f"{module.__name__}, line {node.lineno}: {words}.{name}"
                    )
    assert seen > 5
