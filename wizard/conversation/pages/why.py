"""Pages that answer "why?"; each stands over the page that it explains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import attrs

from wizard.catalog.model import Outcome
from wizard.conversation.intents import Over, Read
from wizard.conversation.options import looking_up
from wizard.conversation.places import (
    Asking,
    Cited,
    Help,
    Parting,
    Place,
    WhyAlone,
    WhyFigure,
    WhyFinding,
    WhyFindings,
    WhyId,
    WhyPlan,
    WhyQuestion,
    WhyShaped,
)
from wizard.conversation.state import State
from wizard.conversation.view import Action, Option, Pick, Sheet, View
from wizard.errors import InvalidInputError, UnreadableError
from wizard.explain.figures import keyed, step
from wizard.explain.guide_pages import offered
from wizard.explain.ledger_pages import of_id, title_of
from wizard.explain.pages import (
    may_tell_doses,
    of_alone,
    of_conflicts,
    of_figure,
    of_finding,
    of_question,
    why,
)
from wizard.interview.answer_text import read
from wizard.protocol.dose_words import PHASES
from wizard.protocol.plan import Derived, Finding
from wizard.protocol.provenance import shown
from wizard.protocol.screening import OUTCOMES
from wizard.report.blocks import Document
from wizard.report.conflicts import shaped as shaped_by
from wizard.text.layout import sentence
from wizard.text.translation import N_, _

_NAMED: Final = {
    Outcome.STOP: N_("Stop: {finding}"),
    Outcome.CLINICIAN: N_("Clinician: {finding}"),
    Outcome.CAUTION: N_("Caution: {finding}"),
}


def question(state: State, place: WhyQuestion) -> View:
    """Return why a question is asked, or what one of its rows rests on."""
    asked = state.session.question(place.key)
    choices = asked.choices(state.session) if place.row is not None else ()
    choice = next(iter(choices[place.row :]), None)  # none of what is typed at a list
    document = of_question(asked, choice, state.session)
    dosed = may_tell_doses(asked, choice, state.session)
    topics = (
        Action(_("Read: {topic}").format(topic=_(topic.title)), Read(topic.id, dosed))
        for topic in offered(place.key, state.catalog)
    )
    return _read(document, state, topics, dosed=dosed)


def findings(state: State, _place: WhyFindings) -> View:
    """Return the findings that rule a dose out, to choose from."""
    return _listed([_finding(each, state, None) for each in state.deciding])


def plan(state: State, place: WhyPlan) -> View:
    """Return what can be explained: conflicts, each text alone, findings, figures."""
    options = list(_of_plan(state, place.derived))
    return _listed(options)


def _of_plan(state: State, derived: Derived) -> Iterator[Option]:
    if derived.protocol is not None:
        shaping = _(
            "Where the sources disagree or do not add up; what moved the dose or the dates most"
            " comes first."
        )
        yield Option(Over(WhyShaped(derived)), _("What shaped this plan"), shaping)
        yield Option(
            Over(WhyAlone(derived)),
            _("What each text alone would give"),
            _("Beside this plan, to compare; not to choose from."),
        )
    for found in derived.screening.findings:
        yield _finding(found, state, derived if derived.protocol is not None else None)
    if derived.protocol is not None:
        for key, figure in keyed(derived.protocol).items():
            value = shown(figure.value, figure.unit)
            worked = step(figure)
            below = "" if worked in {"", value} else sentence(worked)
            yield Option(
                Over(WhyFigure(key, derived)), f"{sentence(_name(key, derived))}: {value}", below
            )


def _finding(found: Finding, state: State, derived: Derived | None) -> Option:
    """Return a finding with its reason; choosing it says what it rests on."""
    name = _(state.catalog.screening.title(found.rule))
    reasons = " ".join(map(_, found.reasons))
    return Option(
        Over(WhyFinding(found.rule, derived)),
        _(_NAMED[found.outcome]).format(finding=name),
        reasons,
    )


def _name(key: str, derived: Derived) -> str:
    """Return the name of a figure of the plan; of a phase with the phase's."""
    phases = derived.protocol.phases if derived.protocol is not None else ()
    label = keyed(derived.protocol)[key].label if derived.protocol is not None else ""
    phase = next(
        (_(PHASES[each.name]) for number, each in enumerate(phases) if f"phases[{number}]" in key),
        "",
    )
    if not phase or phase in label:
        return label
    return _("{phase} dose, {figure}").format(phase=phase, figure=label)


def finding(state: State, place: WhyFinding) -> View:
    """Return what a finding rests on."""
    known = (
        place.derived.screening.findings
        if place.derived is not None
        else state.session.screening.findings
    )
    found = next(each for each in known if each.rule == place.rule)
    name = f"{_(state.catalog.screening.title(found.rule))} ({_(OUTCOMES[found.outcome])})"
    document = of_finding(found, state.catalog, dosed=place.derived is not None)
    titled = attrs.evolve(document, title=why(name))
    return _read(titled, state, dosed=place.derived is not None)


def figure(state: State, place: WhyFigure) -> View:
    """Return where a figure of the plan comes from."""
    plan = place.derived.protocol
    if plan is None:
        msg = "there is no plan to explain"
        raise ValueError(msg)
    document = of_figure(place.key, keyed(plan)[place.key], place.derived, state.catalog)
    return _read(attrs.evolve(document, title=why(_name(place.key, place.derived))), state)


def shaped(state: State, place: WhyShaped) -> View:
    """Return which conflicts shaped the plan."""
    document = of_conflicts(place.derived, state.catalog)
    told = Parting(
        tuple(each.id for each in shaped_by(place.derived, state.catalog)),
        dosed=place.derived.protocol is not None and state.may_read_doses(),
    )
    return _read(document, state, (Action(_("Read about it"), Over(told)),))


def alone(state: State, place: WhyAlone) -> View:
    """Return what each text alone would have given beside the plan."""
    document = of_alone(_as_typed(state) or place.derived, state.catalog)
    return _read(document, state)


def _as_typed(state: State) -> Derived | None:
    """Return the plan with what is typed at the question beneath, if it can be made with that."""
    asked = state.beneath[-1].place if state.beneath else None
    typed = state.waiting.get(asked.key) if isinstance(asked, Asking) else None
    if not isinstance(asked, Asking) or not isinstance(typed, str):
        return None
    try:
        value = read(state.session.question(asked.key), typed, state.today)
        tried = state.session.answer(asked.key, value).trial()
    except (UnreadableError, InvalidInputError):
        return None
    return tried if tried is not None and tried.protocol is not None else None


def _listed(options: Sequence[Option]) -> View:
    return View(
        title=_("What do you want to know more about?"),
        ask=Pick(tuple(options)),
    )


def _read(
    document: Document, state: State, more: Iterable[Action] = (), *, dosed: bool = True
) -> View:
    """Return a page to read, from which its ids can be looked up; `more` leads to the guide."""
    return View(
        title=document.title,
        text=(Sheet(document, titled=False),),
        actions=(*looking_up(document, state, dosed=dosed), *more),
    )


def cited(state: State, place: Cited) -> View:
    """Return the ids that a page told, to open one."""
    options = tuple(
        Option(Over(WhyId(each, place.dosed)), f"{each}: {title_of(each, state.catalog)}")
        for each in place.ids
    )
    return View(title=_("Which id do you want to look up?"), ask=Pick(options))


def of_ledger(state: State, place: WhyId) -> View:
    """Return what stands in the ledger under an id."""
    document = of_id(place.id, state.catalog)
    return _read(document, state, dosed=place.dosed)


def helping(state: State, place: Help) -> View:
    """Return why the page beneath asks what it asks, and after that the keys that work there."""
    keys = (_("Keys on that page: {keys}.").format(keys=place.keys),)
    if place.why is None:
        return View(title=_("Help"), text=keys)
    shown_why = _SHOWN[type(place.why)](state, place.why)
    if isinstance(shown_why.ask, Pick):
        last = Option(Over(Help(place.keys, None)), _("The keys of that page"))
        return replace(shown_why, ask=Pick((*shown_why.ask.options, last)))
    return replace(shown_why, text=(*shown_why.text, *keys))


_SHOWN: Final[Mapping[type[Place], Callable[[State, Any], View]]] = {
    WhyFinding: finding,
    WhyFindings: findings,
    WhyPlan: plan,
    WhyQuestion: question,
}
"""The pages of why that help leads to."""
