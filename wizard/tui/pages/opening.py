"""Opening a profile: which one, whether it holds, and what is wrong with it where it does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.session import from_answers, from_shared
from wizard.profile.comparison import compare
from wizard.profile.document import Profile, SharedProfile
from wizard.profile.draft import resumable
from wizard.profile.read import read_profile
from wizard.protocol.validation import check_shared
from wizard.text.sanitize import clean
from wizard.text.translation import _
from wizard.tui.pages import PROGRAM, confirm, differs, received, resuming
from wizard.tui.pages.files import LONGEST_PATH
from wizard.tui.view import Act, Do, Type, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_MOST_SHOWN: Final = 400


def begin_with(flow: Flow, profile: Profile | SharedProfile | None, path: Path | None) -> None:
    """The first page: this profile, if there is one, or the start page; first, whether to go on with what was left."""
    flow.folder.sweep()
    if profile is None:
        flow.start()
        return
    own = None if isinstance(profile, SharedProfile) else path
    drafts = [draft for draft in resumable(flow.folder, flow.catalog) if own is not None and draft.profile == own.absolute()]
    if drafts:
        resuming.offer(flow, drafts, lambda: opened(flow, profile, own))
    else:
        opened(flow, profile, own)


def from_file(flow: Flow, path: Path) -> str:
    """Open this file; or what is wrong with it."""
    try:
        profile = read_profile(flow.folder.read(path))
    except (InvalidInputError, SystemRefusedError) as error:
        return clean(str(error).splitlines()[0], _MOST_SHOWN)
    opened(flow, profile, None if isinstance(profile, SharedProfile) else path)
    return ""


def by_path(flow: Flow, back: Do) -> None:
    """Ask for a file anywhere."""

    def take(typed: str) -> str:
        if not typed.strip():
            return _("type the path of a profile file")
        try:
            return from_file(flow, Path(typed.strip()).expanduser())
        except RuntimeError:
            return _("there is no such home folder: type the whole path")

    flow.show(View(
        heading=PROGRAM, title=_("Which file do you want to open?"), help=_("A profile that semax-wizard saved or shared."),
        ask=Type(text="", placeholder=_("path of the file"), read=str, take=take, longest=LONGEST_PATH),
        acts=(Act(_("Open"), flow.stage_take), Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def opened(flow: Flow, profile: Profile | SharedProfile, path: Path | None) -> None:
    """Go on with this profile: at its review, at the first open question, or at what is wrong with it."""
    today = flow.now().date()
    if isinstance(profile, SharedProfile):
        _shared(flow, profile)
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
        flow.show(differs.page(flow, checked, path))


def _shared(flow: Flow, profile: SharedProfile) -> None:
    """What its author planned; or what is wrong with it, which only the author can mend."""
    try:
        check_shared(profile.answers, flow.catalog)
    except InvalidInputError as error:
        flow.show(View(
            heading=PROGRAM, title=_("This shared profile cannot be used."),
            text="\n\n".join(clean(str(problem), _MOST_SHOWN) for problem in error.problems),
            acts=(Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave)), back=flow.start, leave=flow.leave,
        ))  # fmt: skip
        return
    session = from_shared(profile.answers, flow.catalog, flow.now().date())
    flow.take_up(session, profile.name, None, author=received.Author(profile.answers))
    flow.show(received.page(flow, profile))


def _invalid(flow: Flow, error: InvalidInputError) -> View:
    first = flow.session.question_of(error.problems[0])
    opens = flow.session.next_open
    asked = [each for each in flow.session.fields if each in (first, opens)]

    def correct() -> None:
        problem = error.problems[0]
        if problem.confirm and first is not None:
            flow.show(confirm.page(flow, problem, first))
        elif asked:
            flow.ask(asked[0], problem.said if asked[0] == first else "")
        else:
            flow.answers()

    return View(
        heading=PROGRAM, title=_("The answers in this file cannot stand."),
        text="\n\n".join(clean(str(problem), _MOST_SHOWN) for problem in error.problems),
        acts=(Act(_("Correct it"), correct), Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave)),
        back=flow.start, leave=flow.leave,
    )  # fmt: skip
