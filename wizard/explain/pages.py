"""The pages that answer "why?": of a figure, a finding, an option, a claim, a conflict or a rule.

Each is a `wizard.report.model.Document`, so the command line and the wizard show the same page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import fields_dict, has

from wizard.catalog import Catalog
from wizard.catalog.ledger import Claim, Rule
from wizard.catalog.model import Sourced
from wizard.catalog.texts import Conflict, Side, Source
from wizard.explain.arithmetic import shown, step, steps, worked
from wizard.explain.figures import keyed
from wizard.explain.ledger import conflicts_of, searched, verdict_words
from wizard.profile.file_format import tables
from wizard.protocol.plan import Derived, Finding
from wizard.protocol.provenance import Figure
from wizard.report.conflicts import alone, our_figures, shaped, touched
from wizard.report.model import Block, Bullets, Document, Numbered, Pairs, Paragraph, Section, Table
from wizard.text.numbers import number


# The thing looked up, not a fault of the program
class Unknown(LookupError):  # noqa: N818
    """Nothing goes by this name; the message says what is near."""


# -- of a plan
# ----------------------------------------------------------------------------------------


def of_plan(derived: Derived, catalog: Catalog) -> Document:
    """Every figure and finding of a profile in reading order, each in a line or two; and what shaped the plan."""
    sections = [
        _intro(
            "Each figure as it was worked out, with the rule behind it. For more of one:"
            " semax-wizard why FILE KEY"
        )
    ]
    if derived.screening.findings:
        sections.append(
            Section(
                "findings",
                "Findings",
                (Bullets(tuple(map(_finding_line, derived.screening.findings))),),
            )
        )
    if derived.protocol is not None:
        sections.append(
            Section("figures", "Figures", (Bullets(tuple(_figure_lines(keyed(derived.protocol)))),))
        )
        moved = "; ".join(
            f"{conflict.id} {conflict.title.lower()}"
            for conflict in shaped(derived, catalog)[:_MOST_SHAPED]
        )
        sections.append(
            Section(
                "shaped",
                "What shaped this plan most",
                (Paragraph(f"{moved}. See: why FILE conflicts"),),
            )
        )
    return Document("Why: every figure of this plan", tuple(sections))


_MOST_SHAPED = 4
_OF_A_PLAN = ("conflicts", "protocol", "alone")


def of_key(key: str, derived: Derived, catalog: Catalog) -> Document:
    """The page of one key of a profile: a figure, a finding, an answer, or `conflicts`, `alone` and the ids of the ledger.

    Raises `Unknown` for a key that stands for nothing in this profile.
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
    if key in _OF_A_PLAN and key != "alone" and derived.protocol:
        return of_conflicts(derived, catalog)
    if key == "alone" and derived.protocol:
        return of_alone(derived, catalog)
    below = [name for name in figures if name.startswith((f"{key}.", f"{key}["))]
    about = [
        conflict
        for conflict in touched(derived.answers, catalog)
        if derived.protocol and key in conflict.touches
    ]
    if below or about:
        blocks = (
            (Bullets(tuple(_figure_lines({name: figures[name] for name in below}))),)
            if below
            else ()
        )
        first = (
            Section("figures", "", blocks)
            if blocks
            else _intro("Where the sources disagree on it.")
        )
        return Document(
            f"Why: {key}", (first, *(_conflict(conflict, catalog) for conflict in about))
        )
    try:
        page = of_id(key, catalog)
    except Unknown as unknown:
        raise Unknown(_no_such_key(key, derived, [*figures, *findings])) from unknown
    if derived.protocol is None:  # R02: a page of the ledger may tell of a dose or a course
        raise Unknown(
            f"{key} is no finding of this profile, which has no plan; it stands in the ledger:"
            f" semax-wizard sources {key}"
        )
    return page


def _no_such_key(key: str, derived: Derived, known: Sequence[str]) -> str:
    """Why there is no page for this key, and what to type instead."""
    if derived.protocol is None and (key in _OF_A_PLAN or key.startswith("protocol.")):
        return (
            f"{key!r} belongs to a plan, and this profile has none; semax-wizard why FILE, without"
            " a key, lists what it has"
        )
    if _stands(key, {"answers": derived.answers}):
        return (
            f"{key!r} is an answer, which no rule changes; semax-wizard why FILE, without a key,"
            " lists what follows from it"
        )
    if _stands(key, tables(derived)):
        return (
            f"{key!r} is no figure that was worked out; semax-wizard why FILE, without a key, lists"
            " those that were"
        )
    close = [name for name in known if name.startswith(key)] or difflib.get_close_matches(
        key, known
    )
    hint = (
        f"did you mean {close[0]}?"
        if close
        else "semax-wizard why FILE, without a key, lists all there are"
    )
    return f"this profile has no {key!r}; {hint}"


def _stands(key: str, stated: Mapping[str, Any]) -> bool:
    """Whether the key, such as `protocol.phases[0].name`, stands for a value below one of these tables."""
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
    """Where one figure comes from: its arithmetic, what went into it, the rules, the claims and the conflicts."""
    parts = list(steps(figure))
    worked_out = tuple(f"{part.label}: {step(part)}" for part in parts[:-1] if step(part))
    given = tuple(
        f"{part.label}: {shown(part.value, part.unit)} ({_behind(part)})"
        for part in parts
        if _is_given(part)
    )
    rules = _unique(part.rule for part in (figure, *parts) if part.rule)
    claims = _unique(claim for part in (figure, *parts) for claim in part.claims)
    about = [conflict for conflict in shaped(derived, catalog) if _bears_on(conflict, key)]
    value = [Paragraph(f"{figure.label}: {step(figure) or shown(figure.value, figure.unit)}")]
    direct = tuple(
        f"{part.label}: {step(part) or shown(part.value, part.unit)} ({_behind(part)})"
        for part in figure.inputs
    )
    sections = [Section("value", "", (*value, Bullets(direct)) if direct else tuple(value))]
    if worked_out:
        sections.append(Section("arithmetic", "Step by step", (Numbered(worked_out),)))
    if given and worked_out:
        sections.append(Section("given", "What went into it", (Bullets(given),)))
    sections.append(_rules(rules, catalog))
    if claims:
        sections.append(
            Section(
                "claims",
                "What the sources say",
                (Bullets(tuple(_claim_line(catalog.claims[claim], catalog) for claim in claims)),),
            )
        )
    sections += [_conflict(conflict, catalog) for conflict in about]
    return Document(f"Why: {key}", tuple(sections))


def of_conflicts(derived: Derived, catalog: Catalog) -> Document:
    """Every conflict that touched the plan, the one that moved the dose or the dates most first."""
    sections = (_conflict(conflict, catalog) for conflict in shaped(derived, catalog))
    intro = _intro(
        "Where the sources disagree or do not add up, what moved the dose or the dates most first."
    )
    return Document("What shaped this plan", (intro, *sections))


def of_finding(found: Finding, catalog: Catalog, *, dosed: bool) -> Document:
    """Why a finding decides what it does.

    Where no dose is planned (`dosed` is false), claims, conflicts, rules and sources that state one
    are cited by id only: a person who is screened out is shown none (R02).
    """
    return _resting_on(
        f"Why: {found.rule} ({found.outcome})",
        (found.reason, found.advice),
        (found,),
        catalog,
        dosed=dosed,
    )


def _is_of_a_plan(conflict: Conflict) -> bool:
    return any(key.startswith("protocol.") for key in conflict.touches)


def of_facts(
    title: str, says: Iterable[str], facts: Sequence[Sourced], catalog: Catalog, *, dosed: bool
) -> Document:
    """Why an option is what it is, or is closed: its own words, then what it rests on.

    `dosed` as for `of_finding`.
    """
    return _resting_on(f"Why: {title}", says, facts, catalog, dosed=dosed)


def _resting_on(
    title: str,
    says: Iterable[str],
    facts: Sequence[Sourced | Finding],
    catalog: Catalog,
    *,
    dosed: bool,
) -> Document:
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
            named = Paragraph(f"semax-wizard sources, with one of: {ids}")
            cited = [Section("cited", "More in the sources browser", (named,))]
        # one that states a dose takes the whole list of claims, or of rules, with it
        if any(catalog.claims[each].doses or catalog.verdicts[each].doses for each in claims):
            claims = ()
        if any(catalog.rules[each].doses for each in rules):
            rules = ()
        external = tuple(each for each in external if not catalog.sources[each].doses)
        about = {
            key: each for key, each in about.items() if not (each.doses or _is_of_a_plan(each))
        }
    behind = _behind_fact(claims, external, rules, catalog)
    disputed = (_conflict(conflict, catalog) for conflict in about.values())
    return Document(title, (said, *behind, *disputed, *cited))


def of_alone(derived: Derived, catalog: Catalog) -> Document:
    """What each text alone would have given beside this plan. Shown to compare, never to choose."""
    if derived.protocol is None:
        return Document("What each text alone would have given", ())
    ours = our_figures(derived.protocol)
    rows = [("This plan", *(number(ours[key]) for key in ours))]
    rows += [
        (
            f"Source {each.source} alone",
            *map(_span, (each.daily_dose_mcg, each.on_days, each.rest_days)),
        )
        for each in alone(derived.answers, catalog)
    ]
    table = Table(("", "mcg daily", "Days on", "Days of rest"), tuple(rows))
    note = (
        "Neither is offered: where they differ from the plan, the stricter figure was taken, and"
        " the conflicts say why."
    )
    return Document(
        "What each text alone would have given",
        (Section("alone", "Side by side", (table, Paragraph(note))),),
    )


# -- of the ledger
# --------------------------------------------------------------------------------------


def of_id(name: str, catalog: Catalog) -> Document:
    """The page of a claim (B079), a conflict (E01), a rule (R30) or a source (A, X1).

    Raises `Unknown`.
    """
    wanted = name.upper()
    if wanted in catalog.claims:
        return _claim_page(catalog.claims[wanted], catalog)
    if wanted in catalog.conflicts:
        conflict = catalog.conflicts[wanted]
        return Document(_conflict_title(conflict), (_conflict(conflict, catalog),))
    if wanted in catalog.rules:
        return _rule_page(catalog.rules[wanted], catalog)
    if wanted in catalog.sources:
        return Document(
            f"Source {wanted}: {catalog.sources[wanted].title}", (_source(catalog.sources[wanted]),)
        )
    raise Unknown(f"there is no claim, conflict, rule or source {name!r}")


def of_words(words: str, catalog: Catalog) -> Document:
    """The claims that hold these words, each with its verdict; the whole ledger for no words.

    Raises `Unknown` when nothing holds them.
    """
    found = searched(words, catalog)
    if not found:
        more = "one word finds more" if len(words.split()) > 1 else "try another word"
        raise Unknown(f"no claim holds {words!r}; {more}")
    lines = Bullets(tuple(_claim_line(claim, catalog) for claim in found))
    title = f"The ledger: {len(found)} claim{'' if len(found) == 1 else 's'}"
    intro = _intro(
        "What the two texts say, in short. Nothing here is advice; the words behind each say what"
        " became of it."
    )
    return Document(
        f"{title} on {words}" if words else title, (intro, Section("claims", "", (lines,)))
    )


def _claim_page(claim: Claim, catalog: Catalog) -> Document:
    verdict = catalog.verdicts[claim.id]
    source = catalog.sources[claim.id[0]]
    rows = (
        ("It says", claim.text),
        ("Where", f"source {source.id}, line {claim.line}, on {claim.topic}"),
        ("Verdict", verdict_words(verdict)),
    )
    reason = (("Why", verdict.reason),) if verdict.reason else ()
    level = (("Evidence", f"level {source.level}"),)
    sections = [Section("claim", "", (Pairs((*rows, *reason, *level)),))]
    if verdict.rule:
        sections.append(_rules((verdict.rule,), catalog))
    sections += [_conflict(conflict, catalog) for conflict in conflicts_of(claim.id, catalog)]
    return Document(f"Claim {claim.id}", tuple(sections))


def _rule_page(rule: Rule, catalog: Catalog) -> Document:
    sections = [_rules((rule.id,), catalog), *_behind_fact(rule.claims, rule.external, (), catalog)]
    about = [conflict for conflict in catalog.conflicts.values() if conflict.rule == rule.id]
    return Document(
        f"Rule {rule.id}", (*sections, *(_conflict(conflict, catalog) for conflict in about))
    )


_GRADED = "by the authors of this program: levels after Oxford CEBM 2011, certainty after GRADE"


def _source(source: Source) -> Section:
    rows = [("What it is", source.text), ("Level", source.level)]
    rows += [("Certainty", source.grade)] if source.grade else []
    rows += [("Graded", _GRADED)]
    rows += [("As of", f"{source.as_of:%Y-%m}")] if source.as_of else []
    return Section("source", f"{source.id}: {source.title}", (Pairs(tuple(rows)),))


# -- what the pages share
# ---------------------------------------------------------------------------------


def _rules(ids: Iterable[str], catalog: Catalog) -> Section:
    blocks: list[Block] = []
    for rule in (catalog.rules[name] for name in ids):
        blocks.append(Paragraph(f"{rule.id}: {rule.statement}"))
        if rule.certainty:
            blocks.append(
                Paragraph(
                    "How well it is known (GRADE, graded by the authors of this program):"
                    f" {rule.certainty}"
                )
            )
    return Section(
        "rules", "The rule", tuple(blocks) or (Paragraph("It is your answer; no rule changed it."),)
    )


def _behind_fact(
    claims: Iterable[str], external: Iterable[str], rules: Iterable[str], catalog: Catalog
) -> Iterator[Section]:
    if rules := tuple(rules):
        yield _rules(rules, catalog)
    lines = tuple(_claim_line(catalog.claims[claim], catalog) for claim in claims)
    if lines:
        yield Section("claims", "What the sources say", (Bullets(lines),))
    for name in external:
        yield _source(catalog.sources[name])


def _conflict(conflict: Conflict, catalog: Catalog) -> Section:
    blocks: list[Block] = [Bullets(tuple(map(_side, conflict.sides)))]
    if conflict.checks:
        blocks.append(
            Numbered(tuple(f"{check.label}: {worked(check)}" for check in conflict.checks))
        )
    rule = catalog.rules[conflict.rule]
    known = (("How well it is known", rule.certainty),) if rule.certainty else ()
    blocks.append(
        Pairs(
            (
                ("What we do", conflict.choice),
                ("Why", conflict.reason),
                ("Rule", conflict.rule),
                *known,
            )
        )
    )
    return Section(f"conflict-{conflict.id}", _conflict_title(conflict), tuple(blocks))


def _conflict_title(conflict: Conflict) -> str:
    return f"{conflict.id}: {conflict.title}"


def _intro(text: str) -> Section:
    """The first section of a page, which stands under its title without one of its own."""
    return Section("intro", "", (Paragraph(text),))


def _side(side: Side) -> str:
    behind = ", ".join((*side.claims, *side.external))
    return f"{side.says} ({behind})" if behind else side.says


def _claim_line(claim: Claim, catalog: Catalog) -> str:
    verdict = catalog.verdicts[claim.id]
    reason = f": {verdict.reason}" if verdict.reason else ""
    return f"{claim.id}: {claim.text}. [{verdict_words(verdict)}{reason}]"


def _finding_line(found: Finding) -> str:
    return f"{found.rule} ({found.outcome}): {found.reason}"


def _figure_lines(figures: Mapping[str, Figure[Any]]) -> Iterator[str]:
    """One line for each figure; those of one dose, and of one container, on a line together."""
    grouped: dict[str, list[str]] = {}
    for key, figure in figures.items():
        head, _, tail = key.rpartition(".")
        place = (
            head
            if ".doses[" in head
            else key.replace("opened[", "containers[").replace("discard[", "containers[")
        )
        name = "" if place == key else f"{tail.partition('[')[0]} "
        rule = f" ({figure.rule})" if figure.rule else " (your answer)"
        grouped.setdefault(place, []).append(
            f"{name}{step(figure) or shown(figure.value, figure.unit)}{rule}"
        )
    return (f"{place}: {'; '.join(parts)}" for place, parts in grouped.items())


def _behind(figure: Figure[Any]) -> str:
    if figure.answered:
        return f"your answer, within {figure.rule}" if figure.rule else "your answer"
    return ", ".join((figure.rule, *figure.claims))


def _is_given(figure: Figure[Any]) -> bool:
    """Whether a figure went in from outside: an answer or a fact, not a step and not plain counting."""
    return not figure.operation and bool(figure.rule or figure.answered)


def _bears_on(conflict: Conflict, key: str) -> bool:
    """Whether a conflict touches the figure under `key`, or the table of figures that it stands in."""
    plain_key = re.sub(r"\[\d+\]", "", key)
    if plain_key.startswith("protocol.limits"):
        plain_key = "protocol.ceiling_mcg"
    return any(
        plain_key == place or plain_key.startswith(f"{place}.") for place in conflict.touches
    )


def _span(span: Any) -> str:
    if span is None:
        return "no figure"
    least, most = span
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def of_name_or_words(asked: str, catalog: Catalog) -> Document:
    """The page of an id of the ledger, or else the claims that hold the words. Raises `Unknown`."""
    try:
        return of_id(asked, catalog)
    except Unknown:
        if re.fullmatch(r"[A-Za-z]\d+", asked):
            raise
        return of_words(asked, catalog)
