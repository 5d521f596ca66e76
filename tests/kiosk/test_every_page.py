"""No page of the kiosk, however one comes there, offers a path; and no call in the faces goes round the folder."""

import ast
import importlib
import os
import pkgutil
from pathlib import Path

import pytest
from wizard.tui.flow import Flow
from wizard.tui.view import Pick, Search, Type

from wizard.profile.folder import ProfileFolder

FACES = ("wizard.tui", "wizard.plain", "wizard.interview")
PATH_FIELDS = {"a file name", "path of the file"}
_DEEPEST = 7
_LISTED = 3


class Stage:
    """Whatever is shown, kept."""

    view = None
    left = False

    def show(self, view):
        """Keep it."""
        self.view = view

    resume = show

    def take(self):
        """Nothing stands there to be taken."""

    def leave(self):
        """End."""
        self.left = True


def _ways(view):
    """What a person may do on a page, as functions without arguments, by what it is called."""
    acts = [(act.label, act.do) for act in view.acts]
    match view.ask:
        case Pick() as ask if all(callable(choice.value) for choice in ask.choices):
            return acts + [(choice.title, lambda choice=choice: ask.take(choice.value)) for choice in ask.choices]
        case Search() as ask:
            return acts + [way for choice in _listed(ask) for way in _on(ask, choice, view)]
        case Type(placeholder="a name") as ask:
            return [*acts, ("Mine", lambda: ask.take(ask.read("Mine")))]
    return [] if view.place is not None and view.ask is not None else acts  # questions lead to questions


def _listed(ask):
    found = [choice for choice in ask.read("") if choice is not None]
    return found[:_LISTED] + found[-1:]


def _on(ask, choice, view):
    """Opening what is highlighted, and each button with it highlighted."""

    def after(do):
        ask.keep("", 0, choice)
        do()

    yield f"{choice.title}", lambda: after(lambda: ask.take(choice.value))
    for act in view.acts:
        yield f"{choice.title}: {act.label}", lambda act=act: after(act.do)


@pytest.fixture
def pages(home, catalog, now, written, monkeypatch):
    """Every page that can be come to from the start page, questions of the interview apart, with the way there."""
    monkeypatch.setattr(os, "fsync", lambda _: None)

    def walk(folder):
        def go(way):
            for path in home.glob("*"):
                if path.is_file():
                    path.unlink()
            (home / "held.toml").write_text(written())
            (home / "edited.toml").write_text(written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 200"))
            (home / "damaged.toml").write_text("x")
            flow = Flow(catalog, lambda: now, folder)
            flow.stage = Stage()
            flow.start()
            for number in way:
                _ways(flow.stage.view)[number][1]()
            return flow.stage

        found, to_do = {}, [()]
        while to_do:
            way = to_do.pop(0)
            stage = go(way)
            view = stage.view
            listed = tuple(each.title for each in view.ask.choices) if isinstance(view.ask, Pick) else type(view.ask)
            mark = (view.title, listed, tuple(act.label for act in view.acts))
            if stage.left or mark in found:
                continue
            found[mark] = view
            if len(way) < _DEEPEST:
                to_do += [(*way, number) for number in range(len(_ways(view)))]
        return list(found.values())

    return walk


def test_no_page_offers_a_path(pages, folder, home, outside):
    """From the start page through every menu, list and button: no field for a path, no button to one, no path shown."""
    found = pages(folder)
    titles = {view.title for view in found}
    assert {"It is saved.", "Read or print", "Are you sure?", "What do you want to call it?", "Replace the file that is there?"} <= titles
    assert {"The figures in this file are not what its answers give.", "The file is rebuilt.", "Today"} <= titles
    for view in found:
        assert not (isinstance(view.ask, Type) and view.ask.placeholder in PATH_FIELDS), view.title
        assert not {act.label for act in view.acts} & {"Another file", "Print or export", "Write"}, view.title
        text = view.text(80) if callable(view.text) else view.text
        choices = [f"{each.title} {each.summary}" for each in (view.ask.choices if isinstance(view.ask, Pick) else ())]
        shown = " ".join((view.title, view.help, view.note, view.error, text, *choices))
        assert str(home.parent) not in shown, view.title
        assert "semax-wizard show" not in shown, view.title
        assert "SEMAX_WIZARD" not in shown, f"{view.title} names a variable that a visitor cannot set"
    outside.is_untouched()


def test_the_same_walk_finds_paths_where_there_are_some(pages, home):
    """Without bounds that walk does come to the fields and buttons that a kiosk has not: so it would find them."""
    found = pages(ProfileFolder(home))
    fields = {view.ask.placeholder for view in found if isinstance(view.ask, Type)}
    assert fields >= PATH_FIELDS
    assert "Print or export" in {view.title for view in found}


# -- every call --------------------------------------------------------------------------------------


def _modules():
    for name in FACES:
        package = importlib.import_module(name)
        yield from (importlib.import_module(found.name) for found in pkgutil.walk_packages(package.__path__, f"{name}."))


def test_no_face_makes_a_folder_of_its_own():
    """The faces and the interview work on files through the folder that they are given, whose bounds they cannot forget."""
    calls = 0
    for module in (*_modules(), importlib.import_module("wizard.cli.commands.wizard")):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in {"ProfileFolder", "Bounds", "home"}:
                calls += 1
                assert module.__name__ == "wizard.cli.commands.wizard", f"{module.__name__}, line {node.lineno}: a folder without bounds"
    assert calls > 3


_DIRECT = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "is_file", "is_dir", "iterdir", "glob", "lexists"),
    *("stat", "lstat", "unlink", "mkdir", "touch", "rename", "replace", "symlink_to", "link", "listdir", "scandir", "remove", "isfile"),
}


def test_no_face_goes_round_its_folder():
    """Nothing in the faces and the interview works on a file by itself."""
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
                    is_path = words in {"os", "os.path", "path", "self.path"} or words.startswith(("Path(", "flow.path", "visit.path"))
                    is_path = is_path or "folder.path" in words
                    assert not is_path or (module.__name__, name) in allowed, f"{module.__name__}, line {node.lineno}: {words}.{name}"
    assert seen > 5
