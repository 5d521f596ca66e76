"""One interview as an immutable value: each answer, change or confirmation returns a new session.

Every answer is checked by the guardrails of `wizard.protocol.validation` and, once a plan is
possible, by `wizard.protocol.derive`. No value is clamped. Changing an answer does not delete the
answers that depend on it: they are marked to be confirmed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import attrs
from attrs import field, frozen

from wizard.catalog import Catalog
from wizard.errors import InvalidInputError, Problem, refuse
from wizard.interview.choice import Checked
from wizard.interview.question import STANDS_FOR, Kind, Question, Weight, accepted
from wizard.interview.questions import questions
from wizard.protocol.answers import (
    ANSWERS,
    Answers,
    Person,
    Product,
    Schedule,
    SharedAnswers,
    from_keys,
    to_keys,
)
from wizard.protocol.derive import derive
from wizard.protocol.dose_words import phase_days
from wizard.protocol.plan import Derived, ScreeningResult
from wizard.protocol.screening import Said, screen
from wizard.protocol.validation import (
    age_problems,
    confirmable,
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

_BOUNDS: Final = {
    "goal": N_("goal"),
    "compound": N_("compound"),
    "weight": N_("weight"),
    "sessions": N_("sessions"),
}


@frozen
class Session:
    """What has been answered so far.

    `today` is the local date. `stale` has the keys to be confirmed again because an answer they
    depend on changed; `changing` those where a different answer was entered but not submitted.
    """

    catalog: Catalog
    today: date
    values: Mapping[str, Any] = field(factory=dict)
    stale: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    # -- asking ---------------------------------------------------------------------------------

    def get(self, key: str) -> Any:
        """Return the answer under `key`, or `None`."""
        return self.values.get(key)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions that apply given the answers so far, in order.

        A person who is screened out is asked nothing about a plan.
        """
        return tuple(asked.told(self) for asked in self._applying)

    def question(self, key: str) -> Question:
        """Return the question with this key. Raises `KeyError` if it does not apply."""
        return {asked.key: asked for asked in self._applying}[key].told(self)

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
        return next((asked.told(self) for asked in self._applying if self.is_open(asked)), None)

    def before(self, key: str) -> Question | None:
        """Return the question asked before this one, or `None` before the first."""
        number = [asked.key for asked in self._applying].index(key)
        return self._applying[number - 1].told(self) if number else None

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
        after = attrs.evolve(
            self,
            values={**self.values, key: value},
            stale=self.stale - {key},
            changing=self.changing - {key},
        )
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

    def on(self, today: date) -> Session:
        """Return the session with its date set to `today`.

        If the date changed, the questions about the current day must be answered again.
        """
        if today == self.today:
            return self
        groups = self.catalog.screening.groups
        of_that_day = {f"screening.{group.id}" for group in groups if group.today}
        stale = self.stale | of_that_day.intersection(self.values)
        return attrs.evolve(self, today=today, stale=stale)

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
        about = [asked for asked in self._applying if asked.key == _key_of(problem)]
        return about[0].told(self) if about else None

    def brought(self, rule: str) -> Question | None:
        """Return the question whose answer led to the finding `rule`, or `None`."""
        so_far = attrs.evolve(self, values={})
        for asked in self._applying:
            if asked.key in self.values:
                values = {**so_far.values, asked.key: self.values[asked.key]}
                so_far = attrs.evolve(so_far, values=values)
                if any(found.rule == rule for found in so_far.screening.findings):
                    return asked.told(self)
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
            raise refuse(f"answers.{open_field.key}", "not answered yet", "answer it first")
        return self._answers()

    def derived(self) -> Derived:
        """Return what follows from the complete answers.

        Raises `InvalidInputError` as `wizard.protocol.derive.derive` does.
        """
        return derive(self.answers().with_start(self.today), self.catalog)

    def trial(self) -> Derived | None:
        """Return the plan so far, using the suggested values for its open questions.

        `None` while a question before the plan is open, or if no valid plan can be made.
        """
        try:
            return self._trial()
        except InvalidInputError:
            return None

    def effect_of_target(self, target: Decimal) -> str:
        """Return what asking for `target` mcg daily would deliver, in words.

        Empty where no plan can be made.
        """
        values, confirmed = {**self.values, "target_mcg": target}, self.confirmed | {"target_mcg"}
        derived = attrs.evolve(self, values=values, confirmed=confirmed).trial()
        if derived is None or derived.protocol is None:
            return ""
        plan = derived.protocol
        first, *later = plan.phases
        told = _("{daily} daily is delivered")
        if first.name == "assessment":  # R33
            told = _("{daily} daily is delivered on {days}, as this is a first course")
        said = [told.format(daily=mass(first.daily.value), days=phase_days(first))]
        said += [_("then {daily} daily").format(daily=mass(each.daily.value)) for each in later]
        doses, ceiling = ", ".join(said), plan.ceiling.figure.value
        if ceiling >= plan.requested.value:
            return doses
        limits = ", ".join(_(_BOUNDS[name]) for name in plan.ceiling.limits)
        told = _("{doses}, limited to {most} by: {limits}")
        return told.format(doses=doses, most=mass(ceiling), limits=limits)

    # -- inside ---------------------------------------------------------------------------------

    @cached_property
    def _applying(self) -> tuple[Question, ...]:
        """Return the questions that apply, before the figures are filled into their help texts."""
        return tuple(filter(self.asks, questions(self.catalog.screening.groups)))

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
        written = _written(self._asked_values) | {"confirmed": tuple(sorted(self.confirmed))}
        return from_keys(Answers, written)

    def _trial(self) -> Derived | None:
        waiting = [asked for asked in self._applying if self.is_open(asked)]
        if any(asked.step != "plan" for asked in waiting):
            return None
        keys = {asked.key for asked in waiting}
        values = {key: value for key, value in self.values.items() if key not in keys}
        settled = attrs.evolve(self, values=values)
        starts = [asked for asked in self._applying if asked.key == "schedule.start"]
        start = starts[0].suggested(settled) if starts else self.today
        # A private method, but of the same class
        return derive(settled._answers().with_start(start), self.catalog)  # noqa: SLF001

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of single answers or, if there are none, those of the plan."""
        written, age = _written(self._asked_values), self.get("person.age")
        product = from_keys(Product, written, "product.")
        schedule = from_keys(Schedule, written, "schedule.")
        weighed = age is not None and self.get("person.weight") is not None
        person = from_keys(Person, written, "person.") if weighed else None
        found = [
            *product_problems(product, self.catalog),
            *cycle_problems(self.get("target_mcg"), schedule, self.catalog),
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
            try:
                self._trial()
            except InvalidInputError as error:
                found += error.problems
        return tuple(found)


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as a profile stores them, by the profile's keys."""
    written: dict[str, Any] = {"screening.not_sure": ()}
    for key, value in values.items():
        match value:
            case Weight():
                written[f"{key}_{value.unit}"] = value.number
            case Spray():
                written |= {"product.pump_ml": value.ml, "product.mcg_per_spray": value.mcg}
            case Checked():
                written[key] = value.yes
                written["screening.not_sure"] += value.not_sure
            case _:
                written[key] = value
    return written


def begin(catalog: Catalog, today: date) -> Session:
    """Return a session with nothing answered."""
    return Session(catalog, today)


def from_answers(answers: Answers, catalog: Catalog, today: date) -> Session:
    """Return a session with the answers of a profile."""
    values = _plan_values(answers) | {"first_time": answers.first_time}
    said, groups = to_keys(answers), catalog.screening.groups
    about_person = [asked for asked in questions(groups) if asked.key not in values]
    # checklists last: the order of keys in a draft
    for asked in sorted(about_person, key=lambda asked: asked.kind is Kind.CHECKLIST):
        values[asked.key] = _read(asked, said, catalog)
    lost = not catalog.table("items").keys() >= {*answers.screening.not_sure}
    for key, value in tuple(values.items()):
        if not _is_known(key, value, catalog) or (lost and isinstance(value, Checked)):
            del values[key]  # so that the question is asked again
    confirmed = frozenset(answers.confirmed).intersection(confirmable(catalog))
    session = Session(catalog, today, values, confirmed=confirmed)
    return attrs.evolve(session, values=_with_suggestions(session))


def _read(asked: Question, said: Mapping[str, Any], catalog: Catalog) -> Any:
    """Return the answer that the values of a profile give to a question about the person."""
    match asked.kind:
        case Kind.WEIGHT:
            kg, lb = (said[key] for key in asked.keys)
            return Weight(kg, "kg") if kg is not None else Weight(lb or Decimal(0), "lb")
        case Kind.CHECKLIST:
            items, not_sure = catalog.screening.items_of(asked.group), said["screening.not_sure"]
            return Checked(said[asked.key], tuple(item for item in items if item in not_sure))
    return said[asked.key]


def _is_known(key: str, value: Any, catalog: Catalog) -> bool:
    """Return whether the catalog knows every id in the answer under this key."""
    table = ANSWERS[key].table if key in ANSWERS else ""
    ids = value.yes if isinstance(value, Checked) else () if value is None else (value,)
    return not table or catalog.table(table).keys() >= {*ids}


def from_shared(answers: SharedAnswers, catalog: Catalog, today: date) -> Session:
    """Return a session with the author's answers; questions about the person are open (R53).

    Those about the product are to be confirmed: it is another bottle, and may be another strength.
    """
    values = {key: value for key, value in _plan_values(answers).items() if value is not None}
    of_product = frozenset(key for key in values if key.startswith("product."))
    return Session(catalog, today, values, stale=of_product)


def _plan_values(answers: Answers | SharedAnswers) -> dict[str, Any]:
    """Return the answers in the tables that a shared profile has, including unshared keys."""
    tables, said = attrs.fields_dict(SharedAnswers), to_keys(answers)
    values = {key: value for key, value in said.items() if key.partition(".")[0] in tables}
    one = Spray(*(values.pop(key) for key in ("product.pump_ml", "product.mcg_per_spray")))
    return values | {"product.spray": None if one == Spray() else one}


def _with_suggestions(session: Session) -> dict[str, Any]:
    """Return the values, with defaults filled in where the profile gives none.

    A question without a value and without a default stays open.
    """
    values = {key: value for key, value in session.values.items() if value is not None}
    now = attrs.evolve(session, values=values)
    for asked in questions(session.catalog.screening.groups):
        if asked.key in values or not now.asks(asked):
            continue
        if asked.key not in session.values:
            break  # what follows an open question may depend on it
        offered = (None,) if asked.optional else (asked.suggested(now), asked.default(now))
        meant = next((value for value in offered if value is not None), None)
        may_be_none = asked.optional or any(each.value is None for each in asked.choices(now))
        if meant is None and not may_be_none:
            break
        values[asked.key] = meant
        now = attrs.evolve(session, values=values)
    return values


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
