"""What a person does: the kind, and everything that can be done without saying more.

Apart from the other intents, which need attrs and the interview: the first page is shown before
those are loaded.
"""

from __future__ import annotations

from enum import Enum


class Intent:
    """What a person does, or the result of an effect.

    A `Move`, or a value of `wizard.conversation.intents`.
    """

    __slots__ = ()


class Move(Intent, Enum):
    """An intent that is complete as it is."""

    # after an answer: a finding, a confirmation, a problem, the next open question, or the review
    CONTINUE = "continue"
    NEXT = "next"  # the first question that is open, or the review
    PREVIOUS = "previous"  # the question before this one, or where the person came from
    AGREE = "agree"  # what stands on the page of details is the answer to each
    SAME = "same"  # the question that was asked last
    RESUMED = "resumed"  # where the draft was left
    LAST = "last"  # the last question
    REVIEW = "review"
    ANSWERS = "answers"
    START = "start"
    NEW = "new"
    LIBRARY = "library"
    ABOUT = "about"
    GUIDE = "guide"  # the topics to read about
    THEMES = "themes"
    SAVE = "save"  # write what was changed to the profile that was opened
    NAME = "name"  # begin to save a new profile
    REPLACE = "replace"  # what is saved or exported takes the place of the file that is there
    PRINT = "print"  # leave, and print the summary then
    REBUILD = "rebuild"  # write the profile that was opened again, with what its answers give
    DUPLICATE = "duplicate"  # copy the profile that is managed
    DELETE = "delete"  # move the profile that is managed to the trash
    DISCARD = "discard"  # remove the draft that was resumed
    SEEN = "seen"  # the page was shown to its end
    BACK = "back"  # to the page beneath, as it was left
    STAY = "stay"  # nothing
    LEAVE = "leave"
    NEW_UNSAVED = "new, unsaved answers lost"
    LIBRARY_UNSAVED = "library, unsaved answers lost"
    LEAVE_UNSAVED = "leave, unsaved answers lost"
    TAKE = "take"  # what is chosen, marked or typed: the face sends that instead
    MANAGE = "manage"  # the highlighted entry of a list: the face sends its second intent instead
    EXPLAIN = "explain"  # the highlighted row, or the page: the face sends `Explain` instead
