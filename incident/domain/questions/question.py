"""A question as it stands: who put it, to whom, until when, whether it was understood, and what the answer is.

Apart from the rules about it (`questions`), because the state of an incident and of a step hold it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from incident.domain.content import FreeText
from incident.domain.frozen import Frozen

__all__ = ["UNASSIGNED_WITHIN", "Answer", "Question"]

UNASSIGNED_WITHIN = timedelta(minutes=5)
"""After so long a question that was put to nobody needs somebody (reference/UX.md rule 22)."""


class Answer(Frozen):
    """What somebody said to a question."""

    by: str
    """Whose words they are; who typed them is the actor of the entry."""
    at: datetime
    text: FreeText
    mark: str = ""
    """Event id of the entry that gave it."""


class Question(Frozen):
    """Something that waits for an answer in words, or has one."""

    seq: int
    """The entry that put it; its number for people too."""
    by: str
    """Who waits for the answer."""
    at: datetime
    """When it was put."""
    due_at: datetime
    """Of a named person: the end of their minutes; of nobody: from when on it needs somebody."""
    put_by: str | None = None
    """Who put it, where somebody else has taken it over since."""
    text: FreeText | None = None
    step: str | None = None
    """The step that it is about."""
    is_of_step: bool = False
    """Whether somebody was asked to see to that step, which waits for them."""
    person: str | None = None
    """Who was asked; None: nobody by name."""
    asked_at: datetime | None = None
    """Since when that person has it."""
    understood_at: datetime | None = None
    """When that person had understood it; a mark of its own, and no answer."""
    understood_mark: str = ""
    """Event id of the entry that said so."""
    answer: Answer | None = None
