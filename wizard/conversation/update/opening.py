"""Opening a profile or a draft: at its review, a question, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

from wizard.conversation.effects import DiscardDraft, RebuildProfile, TakeDraft
from wizard.conversation.intents import (
    Begin,
    DraftDiscarded,
    DraftTaken,
    OpenFile,
    OpenProfile,
    Rebuilt,
    Resume,
)
from wizard.conversation.moves import Move
from wizard.conversation.places import (
    ByPath,
    Differs,
    DraftGone,
    Drafts,
    Invalid,
    Library,
    Managing,
    OtherEdition,
    RebuiltFile,
    Received,
    Resuming,
    Unusable,
)
from wizard.conversation.state import Author, Handlers, State
from wizard.conversation.update import interview, managing
from wizard.errors import InvalidInputError, SystemRefusedError
from wizard.interview.from_profile import from_answers, from_shared
from wizard.interview.session import begin
from wizard.profile.comparison import compare
from wizard.profile.draft import resumable
from wizard.profile.file_format import Profile, SharedProfile
from wizard.profile.folder import examples
from wizard.profile.read import OtherEditionError, read_profile
from wizard.protocol.answers import Answers
from wizard.protocol.validation import check_shared
from wizard.text.sanitize import MOST_SHOWN, clean
from wizard.text.translation import _


def _begin(state: State, intent: Begin) -> State:
    """Open this profile; but ask first whether to go on with a draft in which it was changed."""
    profile, path = intent.profile, intent.path
    if isinstance(profile, Profile) and path is not None:
        drafts = tuple(
            draft
            for draft in resumable(state.folder, state.catalog)
            if draft.profile == path.absolute()
        )
        if drafts:
            return state.show(Drafts(drafts, OpenProfile(profile, path)))
    return opened(state, profile, path)


def opened(state: State, profile: Profile | SharedProfile, path: Path | None) -> State:
    """Go on with this profile."""
    if isinstance(profile, SharedProfile):
        return _shared(state, profile, path)
    try:
        checked = compare(profile, state.catalog)
    except OtherEditionError as error:
        answers = profile.answers.with_start(profile.created.date())
        return _taken_up(state, profile, answers, path, unsaved=True).show(
            OtherEdition(profile, error.problems[0])
        )
    except InvalidInputError as error:
        return _taken_up(state, profile, profile.answers, path, unsaved=True).show(
            Invalid(error.problems)
        )
    if checked.derived.protocol is not None and (instead := managing.withheld(state)) is not None:
        return instead
    answers = checked.derived.answers
    after = _taken_up(state, profile, answers, path, unsaved=not checked.holds)
    return interview.review(after) if checked.holds else after.show(Differs(checked, path))


def _taken_up(
    state: State, profile: Profile, answers: Answers, path: Path | None, *, unsaved: bool = False
) -> State:
    """Take up these answers as of the day on which the profile was made."""
    made = profile.created.astimezone(state.now.tzinfo).date()
    session = attrs.evolve(
        from_answers(answers, state.catalog, made).made_with(profile.catalog),
        running=answers.schedule.start if profile.protocol is not None else None,
    )
    of_plan = profile.protocol is not None
    return state.take_up(
        session,
        profile.name,
        path,
        profile=profile if path is not None else None,
        of_plan=of_plan,
        unsaved=unsaved,
        origin=_origin(state),
    )


def _origin(state: State) -> Move:
    """Return the way back to where a profile is being opened."""
    match state.page:
        case Library() | Managing() | ByPath():
            return Move.LIBRARY
        case Differs():
            return state.origin
    return Move.START


def _shared(state: State, profile: SharedProfile, path: Path | None) -> State:
    try:
        check_shared(profile.answers, state.catalog)
    except InvalidInputError as error:
        return state.show(Unusable(error.problems, _origin(state)))
    session = from_shared(profile.answers, state.catalog, state.today)
    author = Author(profile.answers)
    name = _(profile.name) if path in examples() else profile.name
    return state.take_up(session, name, of_plan=True, author=author, origin=_origin(state)).show(
        Received()
    )


def open_file(state: State, path: Path) -> State:
    """Open the profile in this file; or say what is wrong with it."""
    path = path.absolute()  # Save takes a bare file name for one in the profile folder
    try:
        profile = read_profile(state.folder.read(path))
    except (InvalidInputError, SystemRefusedError) as error:
        return managing.refused(state, clean(str(error).splitlines()[0], MOST_SHOWN))
    return opened(state, profile, path)


def by_path(state: State, text: str) -> State:
    """Open the file of which somebody typed the path."""
    if not text.strip():
        return state.wrong(_("type the path of a profile file"))
    try:
        return open_file(state, Path(text.strip()).expanduser())
    except RuntimeError:
        return state.wrong(_("there is no such home folder: type the whole path"))


def _draft_taken(state: State, intent: DraftTaken) -> State:
    """Show the answers of the draft first; then the question where it was left."""
    if intent.resumed is None:
        return state.show(DraftGone(intent.otherwise))
    resumed = intent.resumed
    origin = resumed.origin
    author = Author(origin.author) if origin.author is not None else None
    path = origin.profile if author is None else None  # an author's file is never written over
    after = state.take_up(
        resumed.session,
        origin.name,
        path,
        profile=intent.opened if path is not None else None,
        of_plan=intent.opened is None or intent.opened.protocol is not None,
        unsaved=True,
        author=author,
        draft=resumed.draft,
    )
    return attrs.evolve(after, place=resumed.place).show(Resuming(resumed))


def _resumed(state: State, _intent: Move) -> State:
    """Go on where the draft was left."""
    if not isinstance(state.page, Resuming):
        return state
    session, key = state.session, state.page.resumed.place
    at = key or session.questions[-1].key
    asks = interview.come_to if session.is_open(session.question(at)) else interview.walk
    then = (lambda after: asks(after, at)) if key else interview.review
    return interview.told_or(attrs.evolve(state, asked=at), then)


def _discarded(state: State, intent: DraftDiscarded) -> State:
    return interview.start(state.take_up(begin(state.catalog, state.today)), intent.note)


def _rebuild(state: State, _intent: Move) -> State:
    """Write the file again that does not hold."""
    path = state.page.path if isinstance(state.page, Differs) else None
    return state.do(RebuildProfile(path)) if path is not None else state


def _rebuilt(state: State, intent: Rebuilt) -> State:
    return _taken_up(state, intent.profile, intent.profile.answers, intent.path).show(
        RebuiltFile(intent.path, intent.backup)
    )


HANDLERS: Final[Handlers] = {
    Begin: _begin,
    OpenFile: lambda state, intent: open_file(state, intent.path),
    OpenProfile: lambda state, intent: opened(state, intent.profile, intent.path),
    Resume: lambda state, intent: state.do(TakeDraft(intent.found, intent.otherwise, state.today)),
    DraftTaken: _draft_taken,
    Move.RESUMED: _resumed,
    DraftDiscarded: _discarded,
    Rebuilt: _rebuilt,
    Move.DISCARD: lambda state, _: state.do(DiscardDraft()),
    Move.REBUILD: _rebuild,
}
