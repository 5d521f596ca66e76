"""What is worked out again and again would be waited for: issue 21, point 4."""

from decimal import Decimal

import pytest

from wizard.interview import session as sessions

TARGET = Decimal(250)


@pytest.fixture
def counted(monkeypatch):
    """How often a plan was derived."""
    derived, derive = [], sessions.derive
    monkeypatch.setattr(sessions, "derive", lambda *of: derived.append(of) or derive(*of))
    return derived


def test_an_answer_is_judged_once(interview, counted):
    """To list questions derives no plan; an answer, what is wrong with it and the plan with it need
    one together.
    """
    session = interview(until="target_mcg")
    counted.clear()
    assert session.question("target_mcg") in session.questions
    assert session.next_open is not None
    assert counted == []
    answered = session.answer("target_mcg", TARGET)
    assert answered.problems == ()
    assert answered.trial().protocol.requested.value.amount == TARGET
    assert len(counted) == 1


def test_what_is_complete_is_derived_once(interview, counted):
    """The same goes for the plan of complete answers, and within the minute of the clock."""
    session = interview()
    counted.clear()
    assert session.on(session.today, session.clock).derived() is session.trial()
    assert len(counted) <= 1
