"""The view of a state: a page, its place in the interview and what must be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Final

from wizard.conversation import places
from wizard.conversation.moves import Move
from wizard.conversation.progress import heading, progress
from wizard.conversation.state import State
from wizard.conversation.view import PROGRAM, Action, Pick, View
from wizard.text.translation import _

_VIEWS: Final[Mapping[type[places.Place], str]] = {
    places.About: "around:about",
    places.Answers: "review:answers",
    places.Apart: "received:apart",
    places.Asking: "asking:asking",
    places.Blocked: "judged:blocked",
    places.ByPath: "received:by_path",
    places.Cited: "why:cited",
    places.Confirming: "judged:confirming",
    places.Deleting: "library:deleting",
    places.Details: "asking:details",
    places.Differs: "received:differs",
    places.Discarding: "start:discarding",
    places.DraftGone: "start:draft_gone",
    places.Drafts: "start:drafts",
    places.ExportAs: "saving:export_as",
    places.Exporting: "saving:forms",
    places.Help: "why:helping",
    places.Finding: "guide:finding",
    places.Guide: "guide:guide",
    places.Holding: "guide:holding",
    places.Invalid: "received:invalid",
    places.Leaving: "around:leaving",
    places.Ledger: "guide:ledger",
    places.Library: "library:library",
    places.Themes: "around:themes",
    places.Managing: "library:managing",
    places.Naming: "saving:naming",
    places.NextCourse: "review:next_course",
    places.NotDeleted: "library:not_deleted",
    places.OtherEdition: "received:other_edition",
    places.Part: "review:part",
    places.Parting: "guide:parting",
    places.Pictures: "review:pictures",
    places.Preview: "saving:preview",
    places.RebuiltFile: "received:rebuilt",
    places.Received: "received:received",
    places.Renaming: "library:renaming",
    places.Replacing: "saving:replacing",
    places.ReplacingExport: "saving:replacing_export",
    places.Resuming: "start:resuming",
    places.Review: "review:review",
    places.SavedAs: "saving:saved",
    places.Saving: "saving:saving",
    places.Start: "start:start",
    places.Today: "library:today",
    places.Topic: "guide:topic",
    places.Unusable: "received:unusable",
    places.Verdict: "judged:verdict",
    places.WhyAlone: "why:alone",
    places.WhyFigure: "why:figure",
    places.WhyFinding: "why:finding",
    places.WhyFindings: "why:findings",
    places.WhyId: "why:of_ledger",
    places.WhyPlan: "why:plan",
    places.WhyQuestion: "why:question",
    places.WhyShaped: "why:shaped",
}
"""The function that gives the view of each page, in a module of `wizard.conversation.pages`.

A module is imported when a page of it is first shown: the first question does not wait for pages of
why and of saving.
"""


def view(state: State) -> View:
    """Return what is shown now."""
    page = state.page
    module, name = _VIEWS[type(page)].split(":")
    shown: View = getattr(import_module(f"wizard.conversation.pages.{module}"), name)(state, page)
    return replace(
        shown,
        heading=heading(state) or PROGRAM,
        actions=(*shown.actions, *_ways_out(shown)),
        progress=progress(state),
        error=state.error or shown.error,
        note="\n".join(filter(None, (shown.note, state.news))),
        theme=state.theme,
    )


def _ways_out(shown: View) -> Iterator[Action]:
    """Give Back and Leave, where the page offers neither under a name of its own."""
    offered = [each.intent for each in shown.actions]
    if isinstance(shown.ask, Pick):
        offered += [each.intent for each in shown.ask.options]
    for label, intent in ((_("Back"), shown.back), (_("Leave"), shown.leave)):
        if intent not in (Move.STAY, *offered):
            yield Action(label, intent)
