"""The answers and findings in words, for the summary, the referral sheet and the stop page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from wizard import __version__
from wizard.catalog import Catalog
from wizard.catalog.model import Outcome
from wizard.catalog.texts import Advice
from wizard.protocol.answers import Answers
from wizard.protocol.plan import Derived, Finding
from wizard.protocol.screening import OUTCOMES
from wizard.report.blocks import Pairs, Paragraph, Section
from wizard.text.layout import lowered
from wizard.text.numbers import clock, count, day, number
from wizard.text.sanitize import beside, clean
from wizard.text.translation import _, note

_MOST_NAME: Final = 40  # where it only says which plan this is
_SENTENCES: Final = re.compile(r"(?<=\.) ")


@frozen(repr=False)
class Facts:
    """Everything a document is built from. `name` is safe to repeat."""

    derived: Derived
    name: str
    made: date
    catalog: Catalog

    @property
    def answers(self) -> Answers:
        """Return the answers."""
        return self.derived.answers

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of screening."""
        return self.derived.screening.outcome

    def advice(self, known: Iterable[Advice]) -> tuple[str, ...]:
        """Return the sentences that hold for this form and route."""
        return tuple(
            _(advice.text)
            for advice in known
            if (not advice.forms or self.answers.form in advice.forms)
            and (not advice.routes or self.answers.route in advice.routes)
        )

    def told(self, those: Iterable[Finding]) -> Iterator[tuple[str, str, str]]:
        """Yield the name of each finding, its reason and what to do.

        No advice is given twice, but for a stop's: a caution names the one that has it.
        """
        said = dict[str, str]()
        for found in those:
            unsure = self.catalog.screening.not_sure in found.reasons
            reason = " ".join(
                _(each) for each in found.reasons if each != self.catalog.screening.not_sure
            )
            title = _("{finding} (not sure, which counts as yes):") if unsure else "{finding}:"
            title = title.format(finding=_(self.catalog.screening.title(found.rule)))
            sentences = [each for each in _SENTENCES.split(_(self.derived.advice(found))) if each]
            advice = [each for each in sentences if each not in said]
            if found.outcome is not Outcome.STOP:
                same = dict.fromkeys(said[each] for each in sentences if each in said)
                said |= dict.fromkeys(advice, _(self.catalog.screening.title(found.rule)))
                if found.outcome is Outcome.CAUTION:
                    as_for = _("Do the same as for {finding}.")
                    advice = [*(as_for.format(finding=first) for first in same), *advice]
            yield title, reason, " ".join(advice)

    def findings(self, those: Sequence[Finding]) -> tuple[str, ...]:
        """Describe findings in full: the name, the reason and what to do."""
        return tuple(" ".join(filter(None, told)) for told in self.told(those))

    @property
    def judged(self) -> str:
        """Return the outcome of screening, and what it means."""
        said = _("Outcome of screening: {outcome}.").format(outcome=_(OUTCOMES[self.outcome]))
        return f"{said} {_(self.catalog.guidance.outcomes[self.outcome])}"

    @property
    def weight(self) -> str:
        """Return the body weight as it was answered, with kg beside lb."""
        person = self.answers.person
        in_kg = _("{number} kg").format(number=number(person.weight))
        return (
            in_kg
            if person.weight_lb is None
            else _("{number} lb ({in_kg})").format(number=number(person.weight_lb), in_kg=in_kg)
        )

    def signed(self) -> Section:
        """Return the last section: what Semax is in law, and which plan this is (R08)."""
        made = _("{day}; semax-wizard {version}, catalog {edition}.").format(
            day=day(self.made),
            version=__version__,
            edition=self.catalog.edition,
        )
        named = beside(clean(self.name, _MOST_NAME), made, ", ")
        translated = [Paragraph(note())] if note() else []
        return Section(
            "status",
            _("Status"),
            (Paragraph(_(self.catalog.guidance.status.text)), *translated, Paragraph(named)),
        )


def screening_answers(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield each page of screening with what was answered yes and what not sure."""
    given = facts.answers.screening
    for group in facts.catalog.screening.groups:
        said = getattr(given, group.key)
        labels = [
            _(item.label) if item.id in said else _("{name} (not sure)").format(name=_(item.label))
            for item in group.items
            if item.id in said or item.id in given.not_sure
        ]
        yield _(group.title), "; ".join(labels) if labels else _(group.none_label)
    yield _("Athlete tested for doping"), _("Yes, or not sure") if given.tested_athlete else _("No")


def person(facts: Facts) -> Pairs:
    """Say who the answers are about, and what was meant to be taken, without any dose."""
    answers, catalog = facts.answers, facts.catalog
    history = _("First course.") if answers.first_time else _("Not a first course.")
    if answers.schedule.last_course_end is not None:
        history = _("Not a first course; the last one ended on {day}.").format(
            day=day(answers.schedule.last_course_end)
        )
    person_is = _("{age} old, {weight}. {history}").format(
        age=count(answers.person.age, "year"), weight=facts.weight, history=history
    )
    rows = (
        (_("Goal"), _(catalog.goals[answers.goal].title)),
        (
            _("Asked about"),
            (
                f"{_(catalog.compounds[answers.compound].title)},"
                f" {lowered(_(catalog.forms[answers.form].title))}"
            ),
        ),
        (_("Route"), _(catalog.routes[answers.route].title)),
        (_("Person"), person_is),
    )
    return Pairs(rows)


def last_hour(facts: Facts) -> str:
    """Return the time after which nothing is taken."""
    return clock(facts.catalog.dosing.session.last_at)
