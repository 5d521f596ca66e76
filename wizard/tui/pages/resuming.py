"""Going on with an interview that was left: which one, and what was answered in it, before anything is built from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wizard.interview.choice import Choice
from wizard.profile.draft import GONE, Resumable, Resumed, resumable, take
from wizard.text.numbers import count
from wizard.text.sanitize import clean
from wizard.text.translation import _
from wizard.tui.pages import PROGRAM, answers, menu
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow


def entries(flow: Flow) -> list[Choice]:
    """The entries of the start page: the one that was left last, and a list of the others."""
    drafts = resumable(flow.folder, flow.catalog)
    first = [_entry(flow, draft, flow.start) for draft in drafts[:1]]
    if len(drafts) > 1:
        listed = Choice(
            lambda: _choose(flow, drafts[1:]),
            _("Resume another"),
            _("There are {number} more that were left.").format(number=len(drafts) - 1),
        )
        return [*first, listed]
    return first


def offer(flow: Flow, drafts: Sequence[Resumable], otherwise: Do) -> None:
    """Ask before a profile is opened whether to go on with what was changed in it."""
    unchanged = Choice(otherwise, _("Open the file"), _("As it was saved; what was left stays."))
    _show(flow, [*(_entry(flow, draft, otherwise) for draft in drafts), unchanged], flow.start)


def _choose(flow: Flow, drafts: Sequence[Resumable]) -> None:
    _show(flow, [_entry(flow, draft, flow.start) for draft in drafts], flow.start)


def _show(flow: Flow, choices: Sequence[Choice], back: Do) -> None:
    flow.show(View(
        heading=PROGRAM, title=_("Which interview do you want to go on with?"), ask=menu(*choices),
        acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
    ))  # fmt: skip


def _entry(flow: Flow, draft: Resumable, otherwise: Do) -> Choice:
    checked = _("Your answers are shown and checked first.")
    if draft.profile is not None:
        checked = _("For {file}. Your answers are shown and checked first.").format(file=clean(draft.profile.name))

    def resume() -> None:
        resumed = take(flow.folder, draft, flow.catalog, flow.now().date())
        if resumed is None:
            flow.show(_gone(otherwise, flow))
        else:
            flow.resumed(resumed)

    return Choice(resume, _("Resume, {where}").format(where=draft.where(flow.now().date())), checked)


def _gone(otherwise: Do, flow: Flow) -> View:
    """Another window was faster."""
    return View(
        heading=PROGRAM, title=_(GONE),
        acts=(Act(_("Go on"), otherwise), Act(_("Leave"), flow.leave)), back=otherwise, leave=flow.leave,
    )  # fmt: skip


def page(flow: Flow, resumed: Resumed, go_on: Do) -> View:
    """The answers so far, checked again from the top; the first entry goes on where it was left."""
    session = flow.session
    place = resumed.place
    where = session.field(place).question if place else _("Everything is answered: the review comes next.")

    def keep() -> None:
        flow.show(page(flow, resumed, go_on))

    def discard() -> None:
        flow.show(_discarding(flow, resumed, keep))

    rows = [answers.entry(flow, asked) for asked in session.fields if asked.key in session.values]
    return View(
        heading=PROGRAM, title=_("Your answers so far, checked again."), help=_("Choose an answer to change it."),
        note=_("Some answers no longer stand, and are asked again.") if resumed.dropped else "",
        ask=menu(Choice(go_on, _("Go on"), where), *rows),
        acts=(Act(_("Go on"), go_on), Act(_("Discard this draft"), discard), Act(_("Start page"), flow.start), Act(_("Leave"), flow.leave)),
        back=flow.start, leave=flow.leave,
    )  # fmt: skip


def _discarding(flow: Flow, resumed: Resumed, keep: Do) -> View:
    """Ask, and ask again; a draft goes to no trash, since nobody asked for it to be kept."""
    session = flow.session
    answered = count(sum(asked.key in session.values for asked in session.fields), "answer")
    profile = resumed.origin.profile
    stays = _("The profile {file} stays as it was saved.").format(file=clean(profile.name)) if profile is not None else ""

    def question(title: str, text: str, act: Act) -> View:
        return View(
            heading=PROGRAM, title=title, text="\n\n".join(filter(None, (text, stays))),
            acts=(Act(_("Keep it"), keep), act, Act(_("Leave"), flow.leave)),
            back=keep, leave=flow.leave,
        )  # fmt: skip

    def again() -> None:
        really = Act(_("Discard it for good"), lambda: flow.discard(resumed))
        flow.show(question(_("Are you sure?"), _("It is removed from the disk and cannot be taken back."), really))

    holds = _("It holds {answers}, and no plan was saved from it.").format(answers=answered)
    return question(_("Discard this draft?"), holds, Act(_("Discard it"), again))
