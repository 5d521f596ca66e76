"""The pages of the ledger: claims, conflicts, rules and sources, by id or by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.catalog import Catalog
from wizard.catalog.texts import Claim, Conflict, Rule, Side, Source, Verdict
from wizard.explain.figures import worked
from wizard.explain.search import asked_for, begins, is_whole, spelt
from wizard.report.blocks import (
    Block,
    Bullets,
    Document,
    Numbered,
    Pairs,
    Paragraph,
    Section,
)
from wizard.text.numbers import count
from wizard.text.sanitize import quoted
from wizard.text.translation import N_, _


class Unknown(LookupError):  # noqa: N818
    """Nothing goes by this name; the message says what is near."""


def of_id(name: str, catalog: Catalog) -> Document:
    """Return the page of a claim (B079), a conflict (E01), a rule (R30) or a source (A, X1).

    Raises `Unknown`.
    """
    wanted = name.upper()
    if wanted in catalog.claims:
        return _claim_page(catalog.claims[wanted], catalog)
    if wanted in catalog.conflicts:
        conflict = catalog.conflicts[wanted]
        return Document(_conflict_title(conflict), (conflict_section(conflict, catalog),))
    if wanted in catalog.rules:
        return _rule_page(catalog.rules[wanted], catalog)
    if wanted in catalog.sources:
        return Document(
            _("Source {name}: {title}").format(name=wanted, title=_(catalog.sources[wanted].title)),
            (source_section(catalog.sources[wanted]),),
        )
    raise Unknown(_("there is no claim, conflict, rule or source {name}").format(name=quoted(name)))


def cited_in(document: Document, catalog: Catalog, *, dosed: bool) -> tuple[str, ...]:
    """Return the ids of the ledger that stand in a document, in order.

    Unless `dosed`, without those whose page states a dose (R02).
    """
    here, _, rest = document.title.partition(": ")
    found = dict.fromkeys(re.findall(r"\b[A-Z]\d{1,3}\b", f"{rest} {document.sections}"))
    known = (*catalog.claims, *catalog.conflicts, *catalog.rules, *catalog.sources)
    return tuple(
        each
        for each in found
        if each in known and each != here.split()[-1] and (dosed or not _states_dose(each, catalog))
    )


def _states_dose(name: str, catalog: Catalog) -> bool:
    """Return whether the page of an id states a dose, in its own text or in what it rests on."""
    if name in catalog.claims:
        verdict = catalog.verdicts[name]
        return (
            catalog.claims[name].doses
            or verdict.doses
            or bool(verdict.rule and catalog.rules[verdict.rule].doses)
            or any(_states_dose(each.id, catalog) for each in conflicts_of(name, catalog))
        )
    if name in catalog.conflicts:
        conflict = catalog.conflicts[name]
        return states_a_dose(conflict) or catalog.rules[conflict.rule].doses
    if name in catalog.rules:
        rule = catalog.rules[name]
        about = (each.id for each in catalog.conflicts.values() if each.rule == name)
        behind = (*rule.claims, *rule.external, *about)
        return rule.doses or any(
            catalog.claims[each].doses or catalog.verdicts[each].doses
            if each in catalog.claims
            else _states_dose(each, catalog)
            for each in behind
        )
    return catalog.sources[name].doses


def title_of(name: str, catalog: Catalog) -> str:
    """Return what an id of the ledger is, in a line."""
    if name in catalog.claims:
        return catalog.claims[name].text
    if name in catalog.rules:
        return _(catalog.rules[name].statement)
    of = catalog.conflicts if name in catalog.conflicts else catalog.sources
    return _(of[name].title)


def of_words(words: str, catalog: Catalog) -> Document:
    """Return the claims that hold these words, with their verdicts; all claims for no words.

    Raises `Unknown` when nothing holds them.
    """
    found = searched(words, catalog)
    if not found:
        said = (
            _("no claim holds {words}; one word finds more")
            if len(words.split()) > 1
            else _("no claim holds {words}; try another word")
        )
        raise Unknown(said.format(words=quoted(words)))
    lines = Bullets(tuple(claim_line(claim, catalog) for claim in found))
    title = _("The ledger: {claims}").format(claims=count(len(found), "claim"))
    intro = intro_section(
        _(
            "What the two texts say, in short. Nothing here is advice; the words behind each say"
            " what became of it."
        )
    )
    return Document(
        _("{ledger} on {words}").format(ledger=title, words=words) if words else title,
        (intro, Section("claims", "", (lines,))),
    )


def _claim_page(claim: Claim, catalog: Catalog) -> Document:
    verdict = catalog.verdicts[claim.id]
    source = catalog.sources[claim.id[0]]
    rows = (
        (_("It says"), claim.text),
        (
            _("Where"),
            _("source {name}, line {line}, on {topic}").format(
                name=source.id, line=claim.line, topic=claim.topic
            ),
        ),
        (_("Verdict"), verdict_words(verdict)),
    )
    reason = ((_("Why"), verdict.reason),) if verdict.reason else ()
    section = Section(
        "claim",
        "",
        (
            Pairs(
                (*rows, *reason, (_("Evidence"), _("level {level}").format(level=_(source.level))))
            ),
        ),
    )
    rules = [rules_section((verdict.rule,), catalog)] if verdict.rule else []
    about = conflict_sections(conflicts_of(claim.id, catalog), catalog)
    return Document(_("Claim {name}").format(name=claim.id), (section, *rules, *about))


def _rule_page(rule: Rule, catalog: Catalog) -> Document:
    behind = behind_fact(rule.claims, rule.external, (rule.id,), catalog)
    about = (conflict for conflict in catalog.conflicts.values() if conflict.rule == rule.id)
    return Document(
        _("Rule {name}").format(name=rule.id), (*behind, *conflict_sections(about, catalog))
    )


_GRADED = N_("by the authors of this program: levels after Oxford CEBM 2011, certainty after GRADE")


def source_section(source: Source) -> Section:
    """Return what a source is, and how far it can be trusted."""
    rows = [(_("What it is"), _(source.text)), (_("Level"), _(source.level))]
    rows += [(_("Certainty"), _(source.grade))] if source.grade else []
    rows += [(_("Graded"), _(_GRADED))]
    rows += [(_("As of"), f"{source.as_of:%Y-%m}")] if source.as_of else []
    return Section("source", f"{source.id}: {_(source.title)}", (Pairs(tuple(rows)),))


def rules_section(ids: Iterable[str], catalog: Catalog) -> Section:
    """Return the statements of these rules, with how well each is known."""
    blocks: list[Block] = []
    for rule in (catalog.rules[name] for name in ids):
        blocks.append(Paragraph(f"{rule.id}: {_(rule.statement)}"))
        if rule.certainty:
            blocks.append(
                Paragraph(
                    _(
                        "How well it is known (GRADE, graded by the authors of this program):"
                        " {certainty}."
                    ).format(certainty=_(rule.certainty))
                )
            )
    return Section(
        "rules",
        _("The rule"),
        tuple(blocks) or (Paragraph(_("It is your answer; no rule changed it.")),),
    )


def behind_fact(
    claims: Iterable[str], external: Iterable[str], rules: Iterable[str], catalog: Catalog
) -> Iterator[Section]:
    """Yield the sections on the rules, claims and sources that a fact rests on."""
    if rules := tuple(rules):
        yield rules_section(rules, catalog)
    lines = tuple(claim_line(catalog.claims[claim], catalog) for claim in claims)
    if lines:
        yield Section("claims", _("What the sources say"), (Bullets(lines),))
    for name in external:
        yield source_section(catalog.sources[name])


def states_a_dose(conflict: Conflict) -> bool:
    """Return whether a conflict states a dose, or is about a figure of a plan (R02)."""
    return conflict.doses or any(place.startswith("protocol.") for place in conflict.touches)


def conflict_sections(those: Iterable[Conflict], catalog: Catalog) -> Iterator[Section]:
    """Yield a section for each of the conflicts."""
    return (conflict_section(each, catalog) for each in those)


def conflict_section(conflict: Conflict, catalog: Catalog) -> Section:
    """Return both sides of a conflict, and what was chosen and why."""
    blocks: list[Block] = [Bullets(tuple(map(side_line, conflict.sides)))]
    if conflict.checks:
        blocks.append(
            Numbered(tuple(f"{_(check.label)}: {worked(check)}" for check in conflict.checks))
        )
    rule = catalog.rules[conflict.rule]
    known = ((_("How well it is known"), _(rule.certainty)),) if rule.certainty else ()
    blocks.append(
        Pairs(
            (
                (_("What we do"), _(conflict.choice)),
                (_("Why"), _(conflict.reason)),
                (_("Rule"), conflict.rule),
                *known,
            )
        )
    )
    return Section(f"conflict-{conflict.id}", _conflict_title(conflict), tuple(blocks))


def _conflict_title(conflict: Conflict) -> str:
    return f"{conflict.id}: {_(conflict.title)}"


def intro_section(text: str) -> Section:
    """Return the first section of a page, which stands under its title without one of its own."""
    return Section("intro", "", (Paragraph(text),))


def side_line(side: Side) -> str:
    """Return what a side of a conflict says, with the ids behind it."""
    behind = ", ".join((*side.claims, *side.external))
    return f"{_(side.says)} ({behind})" if behind else _(side.says)


def claim_line(claim: Claim, catalog: Catalog) -> str:
    """Return a claim and what became of it, on one line."""
    verdict = catalog.verdicts[claim.id]
    reason = f": {verdict.reason}" if verdict.reason else ""
    return f"{claim.id}: {claim.text}. [{verdict_words(verdict)}{reason}]"


def of_name_or_words(asked: str, catalog: Catalog) -> Document:
    """Return the page of an id of the ledger, or else the claims that hold the words.

    Raises `Unknown`.
    """
    try:
        return of_id(asked, catalog)
    except Unknown:
        if re.fullmatch(r"[A-Za-z]\d+", asked):
            raise
        return of_words(asked, catalog)


def searched(words: str, catalog: Catalog) -> tuple[Claim, ...]:
    """Return the claims in which every word stands, or all for no words.

    The text, the topic and the reason of the verdict are searched: for whole words, or else for
    words that begin so. `rests` and `rest` are one word, as `colour` and `color` are.
    """
    wanted = asked_for(words)
    there = {
        claim: spelt(f"{claim.id} {claim.topic} {claim.text} {catalog.verdicts[claim.id].reason}")
        for claim in catalog.claims.values()
    }
    for fits in (is_whole, begins):
        if found := [each for each in there if all(fits(word, there[each]) for word in wanted)]:
            return tuple(found)
    return ()


def verdict_words(verdict: Verdict) -> str:
    """Say what became of a claim, and where it stands: `used by R61 (sheet: Storage)`."""
    where = f" ({verdict.place})" if verdict.place else ""
    match verdict.verdict:
        case "used":
            return _("used by {rule}{where}").format(rule=verdict.rule, where=where)
        case "overruled":
            return _("overruled by {rule} in {conflict}{where}").format(
                rule=verdict.rule, conflict=verdict.conflict, where=where
            )
        case "shown":
            return _("shown only in {places}").format(
                places="; ".join(filter(None, (verdict.conflict, verdict.place)))
            )
        case "unused":
            return _("not used")


def conflicts_of(claim_id: str, catalog: Catalog) -> Iterator[Conflict]:
    """Yield the conflicts in which the claim stands on a side, or by which it was overruled."""
    verdict = catalog.verdicts[claim_id]
    for conflict in catalog.conflicts.values():
        if verdict.conflict == conflict.id or any(
            claim_id in side.claims for side in conflict.sides
        ):
            yield conflict
