"""Opening a profile: which one, whether it holds, and what is wrong with it where it does not."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard import words
from wizard.entry import UnreadableError
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.fields import Choice
from wizard.interview.session import from_answers, from_shared
from wizard.profile import Checked, Profile, SharedProfile, compare, examples, read_bytes, read_profile
from wizard.profile.files import profiles
from wizard.profile.text import clean
from wizard.tui.pages import PROGRAM, menu
from wizard.tui.view import Act, Type, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_LISTED: Final = 100
_MOST_SHOWN: Final = 400
_LONGEST_PATH: Final = 1000


def choose(flow: Flow) -> None:
    """The profiles of the folder, the templates, or a file by its path."""
    try:
        mine, refused = list(islice(profiles(flow.folder), _MOST_LISTED + 1)), ""
    except SystemRefusedError as error:
        mine, refused = [], str(error)
    entries = [_entry(flow, path, "") for path in mine[:_MOST_LISTED]]
    entries += [_entry(flow, path, "Template") for path in examples()]
    entries.append(Choice(lambda: _by_path(flow), "Another file", "Type its path."))
    more = f" The first {_MOST_LISTED} are shown." if len(mine) > _MOST_LISTED else ""
    flow.show(View(
        heading=PROGRAM, title="Which profile do you want to open?", help=clean(f"Yours are in {flow.folder}.{more}", _MOST_SHOWN),
        error=refused, ask=menu(*entries), acts=(Act("Back", flow.start), Act("Leave", flow.leave)), back=flow.start, leave=flow.leave,
    ))  # fmt: skip


def _entry(flow: Flow, path: Path, kind: str) -> Choice:
    """One file: its name and what it is; a damaged one says why it is closed."""
    shown = clean(path.name)
    try:
        profile = read_profile(read_bytes(str(path)))
    except (InvalidInputError, SystemRefusedError) as error:
        return Choice(None, shown, closed=f"Damaged: {clean(str(error).splitlines()[0], _MOST_SHOWN)}")
    shared = isinstance(profile, SharedProfile)
    what = kind or ("Shared" if shared else "Yours")
    about = f"{what}: {shown}" if kind else f"{what}: {shown}, made {words.day(profile.created)}"
    own = None if shared else path
    return Choice(lambda: opened(flow, profile, own), profile.name, about)


def _by_path(flow: Flow) -> None:
    def read(typed: str) -> Profile | SharedProfile:
        if not typed.strip():
            raise UnreadableError("type the path of a profile file")
        try:
            return read_profile(read_bytes(str(Path(typed.strip()).expanduser())))
        except (InvalidInputError, SystemRefusedError, RuntimeError) as error:
            raise UnreadableError(clean(str(error).splitlines()[0], _MOST_SHOWN)) from error

    def take(typed: str) -> str:
        profile = read(typed)
        opened(flow, profile, None if isinstance(profile, SharedProfile) else Path(typed.strip()).expanduser())
        return ""

    def back() -> None:
        choose(flow)

    flow.show(View(
        heading=PROGRAM, title="Which file do you want to open?", help="A profile that semax-wizard saved or shared.",
        ask=Type(text="", placeholder="path of the file", read=str, take=take, longest=_LONGEST_PATH),
        acts=(Act("Open", flow.stage_take), Act("Back", back), Act("Leave", flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def opened(flow: Flow, profile: Profile | SharedProfile, path: Path | None) -> None:
    """Go on with this profile: at its review, at the first open question, or at what is wrong with it."""
    today = flow.now().date()
    if isinstance(profile, SharedProfile):
        flow.take_up(from_shared(profile.answers, flow.catalog, today), profile.name, None)
        flow.go_on()
        return
    try:
        checked = compare(profile, flow.catalog)
    except InvalidInputError as error:
        flow.take_up(from_answers(profile.answers, flow.catalog, today), profile.name, path, unsaved=True)
        flow.show(_invalid(flow, error))
        return
    session = from_answers(checked.derived.answers, flow.catalog, today)
    flow.take_up(session, profile.name, path, unsaved=not checked.holds)
    if checked.holds:
        flow.review()
    else:
        flow.show(_edited(flow, checked))


def _edited(flow: Flow, checked: Checked) -> View:
    edition = clean(checked.profile.catalog)
    why = f"It was made with edition {edition} of the catalog, and this is {flow.catalog.edition}." if checked.other_edition else ""
    lines = (clean(str(difference), _MOST_SHOWN) for difference in checked.differences)
    told = "From here on only what its answers give is used, never the file's own figures."
    return View(
        heading=PROGRAM, title="This file was edited: its figures are not what its answers give.",
        text="\n\n".join(filter(None, (why, *lines, told))),
        acts=(Act("Go on with the rebuilt figures", flow.review), Act("Start page", flow.start), Act("Leave", flow.leave)),
        back=flow.start, leave=flow.leave,
    )  # fmt: skip


def _invalid(flow: Flow, error: InvalidInputError) -> View:
    first = flow.session.question_of(error.problems[0])
    opens = flow.session.next_open
    asked = [each for each in flow.session.fields if each in (first, opens)]

    def mend() -> None:
        if asked:
            problem = error.problems[0]
            flow.ask(asked[0], f"{problem.what}; {problem.remedy}" if asked[0] == first else "")
        else:
            flow.answers()

    return View(
        heading=PROGRAM, title="The answers in this file cannot stand.",
        text="\n\n".join(clean(str(problem), _MOST_SHOWN) for problem in error.problems),
        acts=(Act("Mend it", mend), Act("Start page", flow.start), Act("Leave", flow.leave)), back=flow.start, leave=flow.leave,
    )  # fmt: skip
