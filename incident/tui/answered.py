"""What came while somebody sat on Home, which follows no incident: answers to what they had asked, new incidents.

Apart from the walk, which has its incident before and after; what it said there is not said again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incident.domain.questions.waiting import open_questions
from incident.i18n import _
from incident.walk.flows.resembling import declared_words
from incident.wording.questions import answer_words, answers_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.application.ports import Summary
    from incident.domain.incident import Incident
    from incident.tui.screens.page import Asks
    from incident.tui.session import Session
    from incident.wording.speech import Speech

__all__ = ["news_of", "tell_declared"]


def tell_declared(before: Sequence[Summary], after: Sequence[Summary], over: Asks[Any], speech: Speech) -> None:
    """What others declare while somebody is asked over Home stands in what is asked: one alarm has one checklist."""
    known = {each.incident_id for each in before}
    if new := [each for each in after if each.incident_id not in known]:
        over.renew_list(after)
        over.announce(declared_words(max(new, key=lambda each: each.declared_at), speech))


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
