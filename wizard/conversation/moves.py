"""What a person can do without saying more. Apart from the other intents, so that the first page needs nothing else."""

from __future__ import annotations

from enum import Enum


class Move(Enum):
    """An intent that is complete as it is."""

    CONTINUE = "continue"  # after an answer: a finding, a confirmation, a problem, the next open question, or the review
    NEXT = "next"  # the first question that is open, or the review
    PREVIOUS = "previous"  # the question before this one, or where the person came from
    SAME = "same"  # the question that was asked last
    RESUMED = "resumed"  # where the draft was left
    LAST = "last"  # the last question
    REVIEW = "review"
    ANSWERS = "answers"
    START = "start"
    NEW = "new"
    LIBRARY = "library"
    ABOUT = "about"
    LOOKS = "looks"
    NAME = "name"  # begin to save
    BACK = "back"  # to the page beneath, as it was left
    STAY = "stay"  # nothing
    LEAVE = "leave"
    NEW_UNSAVED = "new, unsaved answers lost"
    LIBRARY_UNSAVED = "library, unsaved answers lost"
    LEAVE_UNSAVED = "leave, unsaved answers lost"
    TAKE = "take"  # what is chosen, marked or typed: the face sends that instead
    MANAGE = "manage"  # the highlighted entry of a list: the face sends its second intent instead
