"""The pages that answer "why?": each is opened over what is shown, and its way back leads there, as it was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import attrs

from wizard.catalog.model import Outcome
from wizard.explain.arithmetic import shown, step
from wizard.explain.figures import keyed
from wizard.explain.pages import of_alone, of_conflicts, of_figure, of_finding
from wizard.explain.questions import of_question
from wizard.interview.choice import Choice
from wizard.interview.fields import Field
from wizard.protocol.plan import Derived, Finding
from wizard.protocol.provenance import Figure
from wizard.report.export.plain_text import render
from wizard.report.model import Document
from wizard.text.numbers import sentence
from wizard.text.translation import _, in_english, marked, untranslated
from wizard.tui.pages import menu, readable
from wizard.tui.view import Act, Do, View

if TYPE_CHECKING:
    from wizard.tui.flow import Flow

_NAMED: Final = {
    Outcome.STOP: marked("Stop: {finding}"),
    Outcome.CLINICIAN: marked("Clinician: {finding}"),
    Outcome.CAUTION: marked("Caution: {finding}"),
}
_ALONE: Final = "What each text alone would give"
Page = Callable[[Do], View]


def about_question(flow: Flow, asked: Field) -> Callable[[Choice | None], None]:
    """What `?` does at a question: the page of the choice that is highlighted, or of the question."""

    def explain(choice: Choice | None) -> None:
        row = None if choice is None else asked.choices(flow.session).index(choice)

        def made() -> Document:
            as_declared = flow.session.field(asked.key)
            return of_question(as_declared, None if row is None else as_declared.choices(flow.session)[row], flow.session)

        flow.over(_read(flow, made))

    return explain


def about_findings(flow: Flow, found: Sequence[Finding]) -> Do:
    """The page of the one finding, or a list to choose from. They rule a dose out, so none is shown."""
    entries = [_finding(flow, each, dosed=False) for each in found]
    return lambda: flow.over(entries[0].value if len(entries) == 1 else _listed(flow, entries))


def about_plan(flow: Flow, derived: Derived) -> Do:
    """A list of what there is to know more about: what shaped the plan, what each text alone would give, findings, figures."""

    def listed(back: Do) -> View:
        with in_english():
            entries = list(_of_plan(flow, derived))
        return _listed(flow, entries)(back)

    return lambda: flow.over(listed)


def alone(flow: Flow) -> Do | None:
    """What each text alone would have given beside the plan as it stands; nothing while there is no plan."""
    derived = flow.session.trial()
    if derived is None or derived.protocol is None:
        return None
    return lambda: flow.over(_read(flow, lambda: of_alone(derived, flow.catalog)))


def _of_plan(flow: Flow, derived: Derived) -> Iterator[Choice]:
    catalog = flow.catalog
    if derived.protocol is not None:
        shaping = "Where the sources disagree or do not add up; what moved the dose or the dates most comes first."
        yield Choice(_read(flow, lambda: of_conflicts(derived, catalog)), "What shaped this plan", shaping)
        yield Choice(_read(flow, lambda: of_alone(derived, catalog)), _ALONE, "Beside this plan, to compare; not to choose from.")
    for found in derived.screening.findings:
        yield _finding(flow, found, dosed=derived.protocol is not None)
    if derived.protocol is not None:
        for key, figure in keyed(derived.protocol).items():
            yield _figure(flow, key, figure, derived)


def _figure(flow: Flow, key: str, figure: Figure[object], derived: Derived) -> Choice:
    """A figure of the plan by its name; one of a phase says which."""
    phases = derived.protocol.phases if derived.protocol is not None else ()
    phase = next((each.name for number, each in enumerate(phases) if f"phases[{number}]" in key), "")
    name = f"{phase} dose, {figure.label}" if phase and phase not in figure.label else figure.label
    value = shown(figure.value, figure.unit)
    worked = step(figure)
    below = "" if worked in {"", value} else sentence(worked)
    page = _read(flow, lambda: attrs.evolve(of_figure(key, figure, derived, flow.catalog), title=f"Why: {name}"))
    return Choice(page, f"{sentence(name)}: {value}", below)


def _finding(flow: Flow, found: Finding, *, dosed: bool) -> Choice:
    name = flow.catalog.screening.title(found.rule)
    page = _read(flow, lambda: attrs.evolve(of_finding(found, flow.catalog, dosed=dosed), title=f"Why: {name} ({found.outcome})"))
    return Choice(page, _(_NAMED[found.outcome]).format(finding=_(name)), " ".join(map(_, found.reasons)))


def _listed(flow: Flow, entries: Sequence[Choice]) -> Page:
    """A list of pages to open; the way back from each leads to the list."""
    rows = [Choice(partial(flow.over, each.value), each.title, each.summary) for each in entries]

    def view(back: Do) -> View:
        return View(
            title=_("What do you want to know more about?"), ask=menu(*rows), acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)),
            back=back, leave=flow.leave,
        )  # fmt: skip

    return view


def _read(flow: Flow, made: Callable[[], Document]) -> Page:
    """A page to read. What stands on it is made when it is opened."""

    def view(back: Do) -> View:
        with in_english():  # claims are quoted as the ledger has them
            document = made()
        return View(
            help=untranslated(), title=document.title, text=lambda width: _below_title(document, readable(width)),
            acts=(Act(_("Back"), back), Act(_("Leave"), flow.leave)), back=back, leave=flow.leave,
        )  # fmt: skip

    return view


def _below_title(document: Document, width: int) -> str:
    """The document without its title, which stands above the page already."""
    lines = render(document, width).splitlines()
    return "\n".join(lines[next(number for number, line in enumerate(lines) if line and set(line) == {"="}) + 1 :])
