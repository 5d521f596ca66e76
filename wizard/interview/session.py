"""One interview as an immutable value: each answer, change or confirmation returns a new session.

Every answer is checked by the guardrails of `wizard.protocol.validation` and, once a plan is
possible, by `wizard.protocol.derive`. No value is clamped. Changing an answer does not delete the
answers that depend on it: they are marked to be confirmed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, cast

import attrs
from attrs import field, frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, Problem, refuse
from wizard.interview.choice import Checked
from wizard.interview.question import STANDS_FOR, Question, Weight, accepted
from wizard.interview.questions import questions
from wizard.protocol.aims import dose_range
from wizard.protocol.answers import Answers, Person, Product, Schedule, from_keys
from wizard.protocol.derive import derive
from wizard.protocol.dose_words import one_is, phase_days
from wizard.protocol.dosing import refuse_unusable
from wizard.protocol.plan import Derived, Protocol, ScreeningResult
from wizard.protocol.screening import Said, screen
from wizard.protocol.validation import (
    age_problems,
    confirmations,
    cycle_problems,
    date_problems,
    person_problems,
    product_problems,
    weight_confirmations,
)
from wizard.text.label import Label, Spray
from wizard.text.numbers import mass
from wizard.text.translation import N_, _

_BOUND_BY: Final[Mapping[str, str]] = {
    "goal": N_("by your goal"),
    "compound": N_("by the compound"),
    "weight": N_("by your weight"),
    "sessions": N_("by what fits into a day"),
}
_BY_ROUTE: Final = N_("by the subcutaneous route")
"""What bounds the dose of a day, as a person reads it; under the skin every goal has one bound."""

_DECIDING: Final[Mapping[str, tuple[str, ...]]] = {
    "drops": ("product.drops_per_ml",),
    "spray": ("product.pump_ml", "product.mcg_per_spray"),
    "vial": ("product.diluent_ml", "product.mark_units"),
}
"""The answers with which it is known how much one drop, spray or unit of a form holds."""


@frozen(repr=False, slots=False)
class Session:
    """What has been answered so far.

    `today` is the local date on which it was last judged, `clock` the local time where it is known.
    `stale` has the keys to be confirmed again because an answer they depend on changed; `changing`
    those where a different answer was entered but not submitted. `running` is the start of the plan
    that was opened or saved.
    """

    catalog: Catalog
    today: date
    values: Mapping[str, Any] = field(factory=dict)
    stale: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    clock: time | None = field(default=None, eq=False)
    running: date | None = None

    # -- asking ---------------------------------------------------------------------------------

    def get(self, key: str) -> Any:
        """Return the answer under `key`, or `None`."""
        return self.values.get(key)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions that apply given the answers so far, in order.

        A person who is screened out is asked nothing about a plan.
        """
        return tuple(filter(self.asks, questions(self.catalog.screening.groups)))

    def question(self, key: str) -> Question:
        """Return the question with this key. Raises `KeyError` if it does not apply."""
        return {asked.key: asked for asked in self.questions}[key]

    def asks(self, asked: Question) -> bool:
        """Return whether the question applies given the answers so far."""
        planned = asked.step != "plan" or self.screening.outcome.allows_dose
        return planned and asked.asked(self)

    def is_open(self, asked: Question) -> bool:
        """Return whether the question needs an answer, for the first time or again."""
        return asked.key not in self.values or asked.key in self.stale or asked.key in self.changing

    @property
    def next_open(self) -> Question | None:
        """Return the first question that is open, or `None` when everything is answered."""
        return next(filter(self.is_open, self.questions), None)

    def before(self, key: str) -> Question | None:
        """Return the question asked before this one, or `None` before the first."""
        number = [asked.key for asked in self.questions].index(key)
        return self.questions[number - 1] if number else None

    def after(self, key: str) -> Question | None:
        """Return the question to ask after this one: an open one, or else the next in order."""
        order = [asked.key for asked in questions(self.catalog.screening.groups)]
        later = order[order.index(key) + 1 :]
        comes = (asked for asked in self.questions if self.is_open(asked) or asked.key in later)
        return next(comes, None)

    # -- answering ------------------------------------------------------------------------------

    def answer(self, key: str, value: Any) -> Session:
        """Return the session with this answer.

        Raises `InvalidInputError` with one problem when the value is not valid. A value outside
        the recommended bounds is accepted, and `to_confirm` reports it until `confirm` is called.
        A label answers for the bottle too, where it says what that holds.
        """
        if isinstance(value, Label):
            after = self.answer(key, value.mg_per_ml)
            held = value.bottle_ml
            return after if held is None else after.answer("product.bottle_ml", held)
        asked = self.question(key)
        value = accepted(asked, value, self)
        changed = key in self.values and self.values[key] != value
        after = self._with(key, value)
        earlier: list[str] = []
        if changed:
            # also questions that do not apply now, since they may apply again later
            every = questions(self.catalog.screening.groups)
            order = [other.key for other in every]
            hanging = [
                other.key for other in every if key in other.depends and other.key in after.values
            ]
            earlier = [other for other in hanging if order.index(other) < order.index(key)]
            stood = {_name(other, self.values[other]) for other in (key, *hanging)}
            after = attrs.evolve(
                after,
                stale=after.stale.union(hanging).difference(earlier),
                confirmed=after.confirmed - stood - {_name(key, value)},
            )
        wrong = [each for each in after.problems if not each.confirm and _key_of(each) == key]
        if wrong:
            raise InvalidInputError(wrong[:1])
        if earlier:  # only after the check, since an open earlier question hides problems here
            after = attrs.evolve(after, stale=after.stale.union(earlier))
        return after

    def change(self, key: str, *, begun: bool) -> Session:
        """Return the session with the answer under `key` marked as being changed, or not.

        While it is marked, the question is open, so the answers are incomplete and no plan can be
        saved. The previous answer can still rule out a dose (R02).
        """
        changing = self.changing | {key} if begun else self.changing - {key}
        return attrs.evolve(self, changing=changing)

    def confirm(self, key: str) -> Session:
        """Return the session with the value under `key` confirmed.

        It is then accepted although it is outside the recommended bounds (R06).
        """
        problem = self.to_confirm(key)
        names = {problem.confirm} if problem is not None else set()
        return attrs.evolve(self, confirmed=self.confirmed | names)

    def to_confirm(self, key: str) -> Problem | None:
        """Return why the value under `key` needs a confirmation, or `None`."""
        return next((each for each in self.problems if each.confirm and _key_of(each) == key), None)

    def on(self, today: date, clock: time | None = None) -> Session:
        """Return the session on `today` at `clock`; what held for another day is asked again.

        A start that has passed is none, but for that of a course that is running. The clock counts
        in minutes, so that what was worked out within one is kept.
        """
        clock = None if clock is None else clock.replace(second=0, microsecond=0)
        if today == self.today:
            return self if clock == self.clock else attrs.evolve(self, clock=clock)
        groups, start = self.catalog.screening.groups, self.get("schedule.start")
        of_that_day = {f"screening.{group.id}" for group in groups if group.today}
        stale = self.stale | of_that_day.intersection(self.values)
        passed = start is not None and start < today and start != self.running
        values = {k: v for k, v in self.values.items() if not (passed and k == "schedule.start")}
        return attrs.evolve(self, today=today, clock=clock, values=values, stale=stale)

    def made_with(self, edition: str) -> Session:
        """Return the session with the groups open that `edition` asked otherwise; marks stand."""
        anew = {f"screening.{group}" for group in self.catalog.asked_anew(edition)}
        return attrs.evolve(self, stale=self.stale | anew.intersection(self.values))

    def stands(self, key: str, value: Any) -> bool:
        """Return whether this answer would leave everything as it was answered."""
        if isinstance(value, Label):
            same = value.bottle_ml in {None, self.get("product.bottle_ml")}
            return same and value.mg_per_ml == self.get(key)
        return key in self.values and bool(self.values[key] == value)

    # -- what follows ---------------------------------------------------------------------------

    @cached_property
    def screening(self) -> ScreeningResult:
        """Return the findings on the answers so far; further answers never improve them (R07)."""
        return screen(self._said(), self.catalog)

    def question_of(self, problem: Problem) -> Question | None:
        """Return the question that a problem is about.

        Returns `None` if it is about several questions, or about none that applies.
        """
        return next((each for each in self.questions if each.key == _key_of(problem)), None)

    def brought(self, rule: str) -> Question | None:
        """Return the question whose answer led to the finding `rule`, or `None`."""
        so_far = attrs.evolve(self, values={})
        for asked in self.questions:
            if asked.key in self.values:
                values = {**so_far.values, asked.key: self.values[asked.key]}
                so_far = attrs.evolve(so_far, values=values)
                if any(found.rule == rule for found in so_far.screening.findings):
                    return asked
        return None

    @property
    def blocking(self) -> Problem | None:
        """Return the first problem that prevents a plan, apart from open questions, or `None`.

        Problems with the plan as a whole appear only once all questions before it are answered.
        """
        return next(iter(self.problems), None)

    def answers(self) -> Answers:
        """Return the answers as they are written to a profile.

        Raises `InvalidInputError` when some are missing.
        """
        if (open_field := self.next_open) is not None:
            raise refuse(f"answers.{open_field.key}", _("not answered yet"), _("answer it first"))
        return self._answers()

    def derived(self) -> Derived:
        """Return what follows from the complete answers.

        Raises `InvalidInputError` as `wizard.protocol.derive.derive` does.
        """
        self.answers()
        if isinstance(self._tried, InvalidInputError):
            raise InvalidInputError(self._tried.problems)
        return cast("Derived", self._tried)  # for no question is open

    def trial(self) -> Derived | None:
        """Return the plan so far, using the suggested values for its open questions.

        `None` while a question before the plan is open, or if no valid plan can be made.
        """
        return None if isinstance(self._tried, InvalidInputError) else self._tried

    def unasked(self) -> Protocol | None:
        """Return the plan where no dose is asked for, or `None` where none can be made."""
        values = {key: value for key, value in self.values.items() if key != "target_mcg"}
        derived = attrs.evolve(self, values=values).trial()
        return None if derived is None else derived.protocol

    def last_dose(self, start: date) -> time | None:
        """Return when the last dose of that first day would be, or `None` without a plan."""
        derived = self._with("schedule.start", start).trial()
        if derived is None or derived.protocol is None:
            return None
        return derived.protocol.phases[0].doses[-1].at.value

    def effect_of_target(self, target: Decimal) -> str:
        """Return what asking for `target` mcg daily would deliver, in words.

        Empty where no plan can be made.
        """
        key, tried = "target_mcg", self
        is_answered = self.values.get(key) == target and key not in self.stale
        if not is_answered or self.to_confirm(key) is not None:
            tried = attrs.evolve(self._with(key, target), confirmed=self.confirmed | {key})
        derived = tried.trial()
        if derived is None or derived.protocol is None:
            return ""
        plan = derived.protocol
        first, *later = plan.phases
        told = _("{daily} daily is delivered")
        if not plan.changes_dose:
            later = []
        else:  # after the assessment (R33)
            told = _("{daily} daily on {days}")
        said = [told.format(daily=mass(first.daily.value), days=phase_days(first))]
        said += [_("then {daily} daily").format(daily=mass(each.daily.value)) for each in later]
        doses, ceiling = ", ".join(said), plan.ceiling.figure.value
        asked, last = min(plan.requested.value, ceiling), plan.phases[-1]
        if last.name != "assessment" and last.daily.value < asked:  # R04
            told = _("{doses}, rounded down from {asked}: {one}")
            doses = told.format(doses=doses, asked=mass(asked), one=one_is(plan.measure))
        if ceiling >= plan.requested.value:
            return doses
        told = _("{doses}, limited to {most} {limits}")
        return told.format(doses=doses, most=mass(ceiling), limits=self.bound_by(plan))

    def bound_by(self, plan: Protocol) -> str:
        """Return what bounds the dose of a day, as a person reads it (R05)."""
        by = _BOUND_BY if self.get("route") == "intranasal" else {**_BOUND_BY, "goal": _BY_ROUTE}
        return _(" and ").join(_(by[name]) for name in plan.ceiling.limits)

    # -- inside ---------------------------------------------------------------------------------

    def _with(self, key: str, value: Any) -> Session:
        """Return the session with this value as it stands, judged by nothing yet."""
        return attrs.evolve(
            self,
            values={**self.values, key: value},
            stale=self.stale - {key},
            changing=self.changing - {key},
        )

    @cached_property
    def _kept_values(self) -> Mapping[str, Any]:
        """Return the answers that a profile holds: none on a plan for who is screened out (R02)."""
        asked = (each.key for each in self.questions)
        return {key: self.values[key] for key in asked if key in self.values}

    @cached_property
    def _asked_values(self) -> Mapping[str, Any]:
        """Return the answers to questions that still apply, whatever screening says."""
        every = questions(self.catalog.screening.groups)
        apply = (each.key for each in every if each.asked(self))
        return {key: self.values[key] for key in apply if key in self.values}

    def _said(self) -> Said:
        """Return the answers that screening may rely on.

        Answers to be confirmed again are left out, except those to the screening questions (R02).
        """
        values = {
            key: value
            for key, value in self._asked_values.items()
            if key.startswith("screening.") or key not in self.stale
        }
        checked = [value for value in values.values() if isinstance(value, Checked)]
        return Said(
            goal=values.get("goal"),
            compound=values.get("compound"),
            form=values.get("form"),
            route=values.get("route"),
            strength_mg_per_ml=values.get("product.strength_mg_per_ml"),
            sterility_tested=values.get("product.sterility_tested"),
            first_time=values.get("first_time"),
            age=values.get("person.age"),
            items=frozenset(item for group in checked for item in group.yes),
            not_sure=frozenset(item for group in checked for item in group.not_sure),
            tested_athlete=values.get("screening.tested_athlete"),
        )

    def _answers(self) -> Answers:
        written = self._written(self._kept_values) | {"confirmed": tuple(sorted(self.confirmed))}
        return from_keys(Answers, written)

    @cached_property
    def _tried(self) -> Derived | InvalidInputError | None:
        """Return the plan so far, or why it cannot be made: worked out once for these answers."""
        try:
            return self._trial()
        except InvalidInputError as error:
            return error

    def _trial(self) -> Derived | None:
        waiting = [asked for asked in self.questions if self.is_open(asked)]
        if any(asked.step != "plan" for asked in waiting):
            return None
        keys = {asked.key for asked in waiting}
        values = {key: value for key, value in self.values.items() if key not in keys}
        settled = attrs.evolve(self, values=values)
        start = settled.get("schedule.start")
        if start is None:
            starts = [asked for asked in self.questions if asked.key == "schedule.start"]
            start = starts[0].suggested(settled) if starts else self.today
        # A private method, but of the same class
        return derive(settled._answers().with_start(start), self.catalog)  # noqa: SLF001

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of single answers or, if there are none, those of the plan."""
        written, age = self._written(self._kept_values), self.get("person.age")
        product = from_keys(Product, written, "product.")
        schedule = from_keys(Schedule, written, "schedule.")
        weighed = age is not None and self.get("person.weight") is not None
        person = from_keys(Person, written, "person.") if weighed else None
        found = [
            *product_problems(product, self.catalog),
            *cycle_problems(written.get("target_mcg"), schedule, self.catalog),
            *date_problems(schedule, product),
        ]
        if person is not None:
            found += person_problems(person, self.catalog)
        elif age is not None:
            found += age_problems(age, self.catalog)
        if not found:
            found += confirmations(product, self.confirmed, self.catalog)
            if person is not None:
                found += weight_confirmations(person, self.confirmed, self.catalog)
        if not found:
            settled = {k: each for k, each in self.values.items() if k not in self.stale}
            if self.screening.outcome.allows_dose:
                found += _unusable(self._written(settled), self.catalog)
        if not found and isinstance(self._tried, InvalidInputError):
            found += self._tried.problems
        return tuple(found)

    def _written(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as a profile stores them, by the profile's keys."""
        every = questions(self.catalog.screening.groups)
        stored = {asked.key: asked.stored for asked in every if asked.stored}
        written: dict[str, Any] = {"screening.not_sure": ()}
        for key, value in values.items():
            match value:
                case Weight():
                    written[f"{key}_{value.unit}"] = value.number
                case Spray():
                    written |= {"product.pump_ml": value.ml, "product.mcg_per_spray": value.mcg}
                case Checked():
                    written[stored[key]] = (*written.get(stored[key], ()), *value.yes)
                    written["screening.not_sure"] += value.not_sure
                case _:
                    written[key] = value
        return written


def begin(catalog: Catalog, today: date) -> Session:
    """Return a session with nothing answered."""
    return Session(catalog, today)


def _unusable(written: Mapping[str, Any], catalog: Catalog) -> Iterator[Problem]:
    """Yield why nothing can be planned with a product, whatever else is answered.

    It is a problem of the last answer that decided it. `written` has the answers by the keys of a
    profile, without those to be confirmed again.
    """
    goal = catalog.goals.get(written.get("goal", ""))
    form = catalog.forms.get(written.get("form", ""))
    if goal is None or form is None or "compound" not in written:
        return
    deciding = [key for key in _DECIDING[form.id] if written.get(key) is not None]
    if not deciding:
        return
    allowed = dose_range(goal.id, written["compound"], form.route, catalog)
    first, product = written.get("first_time") is True, from_keys(Product, written, "product.")
    try:
        refuse_unusable(form.id, product, allowed, catalog, first_time=first)
    except InvalidInputError as error:
        yield from (each._replace(key=f"answers.{deciding[-1]}") for each in error.problems)
    except ValueError:  # what the product is made of is not all known yet
        return


def _name(key: str, value: Any) -> str:
    """Return the name under which a value may be confirmed."""
    match value:
        case Weight():
            return f"weight_{value.unit}"
        case Spray():
            return "mcg_per_spray" if value.ml is None else "pump_ml"
    return key.rpartition(".")[2]


def _key_of(problem: Problem) -> str:
    """Return the key of the question that a problem is about."""
    key = problem.key.removeprefix("answers.")
    return STANDS_FOR.get(key, key)
