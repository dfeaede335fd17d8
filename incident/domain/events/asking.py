"""What becomes of a question: to whom it was put, that it was understood, its answer, and who sees it when none comes.

Apart from the note that puts it, and from the step that a person is asked to see to.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "OfQuestion",
    "QuestionAnswered",
    "QuestionAssigned",
    "QuestionMarkUndone",
    "QuestionPassedOn",
    "QuestionUnderstood",
]


class QuestionAssigned(Frozen):
    """A question of the timeline was put to a named person."""

    question: int
    """The entry that put the question."""
    person: str
    within: timedelta


class QuestionUnderstood(Frozen):
    """Who was asked has understood what is asked; that is no answer yet."""

    question: int
    by: str
    """Who has understood; the actor of the event entered it."""


class QuestionAnswered(Frozen):
    """A question has its answer."""

    question: int
    text: FreeText
    by: str
    """Whose words they are; the actor of the event entered them."""


class QuestionMarkUndone(Frozen):
    """A person took back that it was understood, or the answer that they had entered."""

    question: int
    mark: str
    """The event id of what no longer counts."""


class QuestionPassedOn(Frozen):
    """Nobody answered what time asked: it stands on one more screen; whose it is does not change."""

    clock: str
    """Key of the clock that asks."""
    person: str


OfQuestion: TypeAlias = QuestionAssigned | QuestionUnderstood | QuestionAnswered | QuestionMarkUndone | QuestionPassedOn
"""What an entry can say of a question."""
