"""Answers that came while whoever had asked sat on Home, which follows no incident.

Apart from the walk, which has its incident before and after; what it said there is not said again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.questions.waiting import open_questions
from incident.i18n import _
from incident.wording.questions import answer_words, answers_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.domain.incident import Incident
    from incident.tui.session import Session

__all__ = ["news_of"]


def news_of(asked: Sequence[Incident], waiting: dict[str, Incident], session: Session) -> Iterator[str]:
    """What is new in these incidents for whoever asked there; `waiting` is made what they still wait in."""
    for incident in asked:
        before, person = waiting.pop(incident.id, incident), session.person
        if any(each.by == person for each in open_questions(incident)):
            waiting[incident.id] = incident
        speech = session.speech(incident.bundle, incident.law.pinned, incident)
        for question in answers_to(before, incident, person):
            if (incident.id, question.seq) not in session.told:
                session.told.add((incident.id, question.seq))
                words = answer_words(question, speech)
                yield _("{incident}: {words}").format(incident=incident.id, words=words)
