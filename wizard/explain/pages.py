"""The pages that answer "why?" for a plan, a figure, a finding, a question or a choice.

Each is a `wizard.report.blocks.Document`, so the command line and the wizard show the same page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import fields_dict, has

from wizard.catalog import Catalog
from wizard.catalog.model import Sourced
from wizard.catalog.texts import Conflict
from wizard.errors import InvalidInputError
from wizard.explain.figures import keyed, step, steps
from wizard.explain.ledger_pages import (
    Unknown,
    behind_fact,
    conflict_sections,
    conflicts_of,
    intro_section,
    of_id,
    rules_section,
    states_a_dose,
)
from wizard.interview.answer_text import bounds
from wizard.interview.choice import Checked, Choice
from wizard.interview.question import Kind, Question
from wizard.interview.session import Session
from wizard.profile.file_format import tables
from wizard.protocol.answers import ANSWERS
from wizard.protocol.plan import Derived, Finding
from wizard.protocol.provenance import Figure, shown
from wizard.protocol.screening import OUTCOMES
from wizard.report.blocks import (
    Block,
    Bullets,
    Document,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from wizard.report.conflicts import alone, on_the_dose, our_figures, shaped, touched
from wizard.text.layout import lowered
from wizard.text.numbers import number
from wizard.text.sanitize import quoted
from wizard.text.translation import N_, _

_MOST_SHAPED = 4
_OF_A_PLAN = ("conflicts", "protocol", "alone")


def of_plan(derived: Derived, catalog: Catalog) -> Document:
    """List the findings and figures of a profile in reading order, and the main conflicts."""
    sections = [
        intro_section(
            _(
                "Each figure as it was worked out, with the rule behind it. For more of one:"
                " semax-wizard why FILE KEY"
            )
        )
    ]
    if derived.screening.findings:
        sections.append(
            Section(
                "findings",
                _("Findings"),
                (
                    Bullets(
                        tuple(
                            f"{found.rule} ({_(OUTCOMES[found.outcome])}): {_reason(found)}"
                            for found in derived.screening.findings
                        )
                    ),
                ),
            )
        )
    if derived.protocol is not None:
        sections.append(
            Section(
                "figures", _("Figures"), (Bullets(tuple(_figure_lines(keyed(derived.protocol)))),)
            )
        )
        moved = "; ".join(
            f"{conflict.id} {_(conflict.title).lower()}"
            for conflict in shaped(derived, catalog)[:_MOST_SHAPED]
        )
        sections.append(
            Section(
                "shaped",
                _("What shaped this plan most"),
                (Paragraph(_("{conflicts}. See: why FILE conflicts").format(conflicts=moved)),),
            )
        )
    return Document(_("Why: every figure of this plan"), tuple(sections))


def of_key(key: str, derived: Derived, catalog: Catalog) -> Document:
    """Return the page of one key of a profile.

    It names a figure or a table of figures, a finding, something the sources disagree on, an id of
    the ledger (a rule, claim, conflict or source), `conflicts`, `protocol` or `alone`.

    Raises `Unknown` for any other key; its message suggests what to type instead.
    """
    figures = keyed(derived.protocol) if derived.protocol else {}
    findings = {
        f"screening.findings[{number}]": found
        for number, found in enumerate(derived.screening.findings)
    }
    if key in figures:
        return of_figure(key, figures[key], derived, catalog)
    for place, found in findings.items():
        if key in {place, found.rule}:
            return of_finding(found, catalog, dosed=derived.protocol is not None)
    if key in _OF_A_PLAN and derived.protocol:
        return (of_alone if key == "alone" else of_conflicts)(derived, catalog)
    below = [name for name in figures if name.startswith((f"{key}.", f"{key}["))]
    about = [
        conflict
        for conflict in touched(derived.answers, catalog)
        if derived.protocol and key in conflict.touches
    ]
    if below or about:
        lines = Bullets(tuple(_figure_lines({name: figures[name] for name in below})))
        first = (
            Section("figures", "", (lines,))
            if below
            else intro_section(_("Where the sources disagree on it."))
        )
        return Document(why(key), (first, *conflict_sections(about, catalog)))
    try:
        page = of_id(key, catalog)
    except Unknown as unknown:
        raise Unknown(_no_such_key(key, derived, [*figures, *findings])) from unknown
    if derived.protocol is None:  # R02: a page of the ledger may state a dose or a course
        raise Unknown(
            _(
                "{key} is no finding of this profile, which has no plan; it stands in the ledger:"
                " semax-wizard sources {key}"
            ).format(key=key)
        )
    return page


def _no_such_key(key: str, derived: Derived, known: Sequence[str]) -> str:
    """Explain why there is no page for this key, and what to type instead."""
    if derived.protocol is None and (key in _OF_A_PLAN or key.startswith("protocol.")):
        said = _(
            "{key} belongs to a plan, and this profile has none; semax-wizard why FILE, without a"
            " key, lists what it has"
        )
    elif _stands(key, {"answers": derived.answers}):
        said = _(
            "{key} is an answer, which no rule changes; semax-wizard why FILE, without a key, lists"
            " what follows from it"
        )
    elif _stands(key, tables(derived)):
        said = _(
            "{key} is no figure that was worked out; semax-wizard why FILE, without a key, lists"
            " those that were"
        )
    elif close := [name for name in known if name.startswith(key)] or difflib.get_close_matches(
        key, known
    ):
        return _("this profile has no {key}; did you mean {close}?").format(
            key=quoted(key), close=close[0]
        )
    else:
        said = _(
            "this profile has no {key}; semax-wizard why FILE, without a key, lists all there are"
        )
    return said.format(key=quoted(key))


def why(what: str) -> str:
    """Return the title of the page that explains something."""
    return _("Why: {what}").format(what=what)


def _reason(found: Finding) -> str:
    return " ".join(map(_, found.reasons))


def _stands(key: str, stated: Mapping[str, Any]) -> bool:
    """Return whether a key such as `protocol.phases[0].name` names a value in these tables."""
    first, *names = re.findall(r"\w+", key) or [""]
    value: Any = stated.get(first)
    for name in names:
        if has(type(value)) and name in fields_dict(type(value)):
            value = getattr(value, name)
        elif isinstance(value, tuple) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return bool(names)


def of_figure(key: str, figure: Figure[Any], derived: Derived, catalog: Catalog) -> Document:
    """Explain one figure: its arithmetic, inputs, rules, claims and conflicts."""
    parts = list(steps(figure))
    worked_out = tuple(f"{part.label}: {step(part)}" for part in parts[:-1] if step(part))
    given = tuple(
        f"{part.label}: {shown(part.value, part.unit)} ({_behind(part)})"
        for part in parts
        if _is_given(part)
    )
    rules = _unique(part.rule for part in (figure, *parts) if part.rule)
    claims = _unique(claim for part in (figure, *parts) for claim in part.claims)
    about = (conflict for conflict in shaped(derived, catalog) if _bears_on(conflict, key))
    value: list[Block] = [Paragraph(f"{figure.label}: {_worked_out(figure)}")]
    if figure.inputs:
        direct = (f"{part.label}: {_worked_out(part)} ({_behind(part)})" for part in figure.inputs)
        value.append(Bullets(tuple(direct)))
    sections = [Section("value", "", tuple(value))]
    if worked_out:
        sections.append(Section("arithmetic", _("Step by step"), (Numbered(worked_out),)))
    if given and worked_out:
        sections.append(Section("given", _("What went into it"), (Bullets(given),)))
    if derived.protocol is not None and figure.rule == catalog.dosing.weight.rule:
        sections.append(_clinical_band(derived, catalog))
    behind = (rules_section(rules, catalog), *behind_fact(claims, (), (), catalog))
    return Document(why(key), (*sections, *behind, *conflict_sections(about, catalog)))


def _clinical_band(derived: Derived, catalog: Catalog) -> Section:
    """Tell what clinics give by weight, which is shown nowhere else (R05)."""
    weight, band = derived.answers.person.weight, catalog.dosing.weight.clinical_band
    factors, here = (
        _("{least} to {most}").format(least=number(least), most=number(most))
        for least, most in (band, [weight * factor for factor in band])
    )
    told = _(
        "Clinical band, for reference only, not for you: {factors} mcg per kg daily, which at your"
        " weight is {here} mcg."
    ).format(factors=factors, here=here)
    return Section("clinical", _("In clinics"), (Paragraph(told),))


def of_conflicts(derived: Derived, catalog: Catalog) -> Document:
    """Return all conflicts that affected the plan, by their effect on dose or dates."""
    intro = intro_section(
        _(
            "Where the sources disagree or do not add up, what moved the dose or the dates most"
            " first."
        )
    )
    sections = conflict_sections(shaped(derived, catalog), catalog)
    return Document(_("What shaped this plan"), (intro, *sections))


def of_finding(found: Finding, catalog: Catalog, *, dosed: bool) -> Document:
    """Explain a finding.

    If no dose is planned (`dosed` is false), the text of claims, conflicts, rules and sources that
    state a dose is left out, and claims and conflicts are cited by id: a person who is screened out
    is shown no dose (R02).
    """
    return of_facts(
        f"{found.rule} ({_(OUTCOMES[found.outcome])})",
        (_reason(found), _(found.advice)),
        (found,),
        catalog,
        dosed=dosed,
    )


def of_facts(
    title: str,
    says: Iterable[str],
    facts: Sequence[Sourced | Finding],
    catalog: Catalog,
    *,
    dosed: bool,
) -> Document:
    """Explain an option, or why it is closed: the texts `says`, then the facts behind it.

    `dosed` has the same meaning as in `of_finding`.
    """
    claims, external = (
        _unique(name for fact in facts for name in getattr(fact, kind))
        for kind in ("claims", "external")
    )
    rules = _unique(fact.rule for fact in facts if isinstance(fact, Sourced))
    about = {conflict.id: conflict for claim in claims for conflict in conflicts_of(claim, catalog)}
    said = Section("fact", "", tuple(Paragraph(text) for text in says if text))
    cited = []
    if not dosed:
        if ids := ", ".join((*claims, *about)):
            cited = [Section("cited", _("More in the ledger"), (Paragraph(ids),))]
        # if any claim states a dose, all claims are left out; the same goes for rules
        if any(catalog.claims[each].doses or catalog.verdicts[each].doses for each in claims):
            claims = ()
        if any(catalog.rules[each].doses for each in rules):
            rules = ()
        external = tuple(each for each in external if not catalog.sources[each].doses)
        about = {key: each for key, each in about.items() if not states_a_dose(each)}
    behind = behind_fact(claims, external, rules, catalog)
    return Document(
        why(title), (said, *behind, *conflict_sections(about.values(), catalog), *cited)
    )


def of_alone(derived: Derived, catalog: Catalog) -> Document:
    """Compare the plan with what each text alone would have given."""
    if derived.protocol is None:
        return Document(_("What each text alone would have given"), ())
    ours = our_figures(derived.protocol)
    rows = [(_("This plan"), *(number(ours[key]) for key in ours))]
    rows += [
        (
            _("Source {name} alone").format(name=each.source),
            *map(_span, (each.daily_dose_mcg, each.on_days, each.rest_days)),
        )
        for each in alone(derived.answers, catalog)
    ]
    table = Table(("", _("mcg daily"), _("Days on"), _("Days of rest")), tuple(rows))
    note = _(
        "Neither is offered: where they differ from the plan, the stricter figure was taken, and"
        " the conflicts say why."
    )
    told: list[Block] = [table]
    if (about := on_the_dose(derived.answers, catalog)) is not None:
        allowed, said = (
            derived.protocol.range,
            _(
                "The doses of the texts are what they say on one point: {point}. The question asks"
                " within {least} to {most} mcg daily, the range for the whole course."
            ),
        )
        least, most = (number(each.value.amount) for each in (allowed.least, allowed.most))
        told.append(Paragraph(said.format(point=lowered(_(about.title)), least=least, most=most)))
    told.append(Paragraph(note))
    return Document(
        _("What each text alone would have given"),
        (Section("alone", _("Side by side"), tuple(told)),),
    )


def _figure_lines(figures: Mapping[str, Figure[Any]]) -> Iterator[str]:
    """Return one line per figure; figures of the same dose or container share a line."""
    grouped: dict[str, list[str]] = {}
    for key, figure in figures.items():
        head, _dot, tail = key.rpartition(".")
        place = (
            head
            if ".doses[" in head
            else key.replace("opened[", "containers[").replace("discard[", "containers[")
        )
        name = "" if place == key else f"{tail.partition('[')[0]} "
        rule = f" ({figure.rule})" if figure.rule else f" {_('(your answer)')}"
        grouped.setdefault(place, []).append(f"{name}{_worked_out(figure)}{rule}")
    return (f"{place}: {'; '.join(parts)}" for place, parts in grouped.items())


def _worked_out(figure: Figure[Any]) -> str:
    return step(figure) or shown(figure.value, figure.unit)


def _behind(figure: Figure[Any]) -> str:
    if figure.answered:
        if not figure.rule:
            return _("your answer")
        return _("your answer, within {rule}").format(rule=figure.rule)
    return ", ".join((figure.rule, *figure.claims))


def _is_given(figure: Figure[Any]) -> bool:
    """Return whether a figure is an answer or a catalog fact, not a step or a plain count."""
    return not figure.operation and bool(figure.rule or figure.answered)


def _bears_on(conflict: Conflict, key: str) -> bool:
    """Return whether a conflict touches the figure under `key`, or a table that contains it."""
    plain_key = re.sub(r"\[\d+\]", "", key)
    if plain_key.startswith("protocol.limits"):
        plain_key = "protocol.ceiling_mcg"
    return any(
        plain_key == place or plain_key.startswith(f"{place}.") for place in conflict.touches
    )


def _span(span: Any) -> str:
    if span is None:
        return _("no figure")
    least, most = span
    if least == most:
        return number(least)
    return _("{least} to {most}").format(least=number(least), most=number(most))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def of_question(asked: Question, choice: Choice | None, session: Session) -> Document:
    """Explain why a question is asked, what the highlighted choice means, or why it is closed.

    It states no dose to a person who is screened out, nor of a choice that would rule one out.
    """
    catalog = session.catalog
    dosed = may_tell_doses(asked, choice, session)
    if asked.kind is Kind.CHECKLIST:
        return _of_item(asked, choice, session, dosed=dosed)
    facts = [*_of_choice(asked, choice, catalog), *_of_key(asked, session)]
    chosen = asked.choices(session) and choice
    title = chosen.title if chosen else asked.question
    says = (
        [chosen.summary, _("Closed. {why}").format(why=chosen.closed) if chosen.closed else ""]
        if chosen
        else [asked.explained(session), asked.method]
    )
    says += [_(getattr(fact, "note", "")) for fact in facts[:1]]
    if not chosen:
        says += _bounds(asked, session, dosed=dosed)
    return of_facts(title, says if any(says) else [_(_PLAIN)], facts, catalog, dosed=dosed)


def may_tell_doses(asked: Question, choice: Choice | None, session: Session) -> bool:
    """Return whether doses may be told: not to who is screened out, or would be so by this choice.

    One that is closed cannot be chosen: the product that it names is not planned here (R02).
    """
    if choice is None or not session.screening.outcome.allows_dose:
        return session.screening.outcome.allows_dose
    value = Checked((choice.value,)) if asked.kind is Kind.CHECKLIST else choice.value
    try:
        return session.answer(asked.key, value).screening.outcome.allows_dose
    except InvalidInputError:
        return False


_PLAIN: Final = N_("It is your answer to give; it is taken as it is.")


def _of_item(asked: Question, choice: Choice | None, session: Session, *, dosed: bool) -> Document:
    group = next(group for group in session.catalog.screening.groups if group.id == asked.group)
    items = {item.id: item for item in group.items}
    if choice is None:
        lines = tuple(
            f"{each.title}: {_(items[each.value].reason)}" for each in asked.choices(session)
        )
        return Document(
            why(_(group.question)),
            (Section("items", _("What each line is asked for"), (Bullets(lines),)),),
        )
    item = items[choice.value]
    leads = _("Yes leads to: {outcome}. {reason}").format(
        outcome=_(OUTCOMES[item.outcome]), reason=_(item.reason)
    )
    says = (_(item.detail), leads, _(item.advice))
    return of_facts(_(item.label), says, (item,), session.catalog, dosed=dosed)


def _bounds(asked: Question, session: Session, *, dosed: bool) -> Iterator[str]:
    if said := bounds(asked, session):
        yield _("What may be typed: {bounds}.").format(bounds=said)
    rail = asked.guardrail(session.catalog)
    if rail is not None and rail.why and (dosed or not rail.doses):
        yield _("Outside what is usual you are asked once more: {why}").format(why=_(rail.why))


def _of_choice(asked: Question, choice: Choice | None, catalog: Catalog) -> Iterator[Sourced]:
    """Yield the catalog facts behind a choice, and the finding that closes it, if any."""
    if choice is None:
        return
    fact = catalog.table(ANSWERS[asked.key].table).get(choice.value)
    if isinstance(fact, Sourced):
        yield fact
    yield from (found for found in catalog.screening.findings if choice.closed_by == found.id)


def _of_key(asked: Question, session: Session) -> Iterator[Sourced]:
    """Yield the facts behind a question: its guardrail, then any others."""
    rail = asked.guardrail(session.catalog)
    if rail is not None:
        yield rail
    yield from asked.facts(session)
