"""What the dialogues of an erasure ask of whom: the same words answer no other question."""

from __future__ import annotations

from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.cases.erasing import EraseCasesFlow
from incident.walk.flows.erasing import ProposeErasureFlow
from incident.walk.moment import Walk as Moment
from incident.wording.speech import Speech
from tests.domain.cases.test_erasing import PROPOSE, written
from tests.domain.test_erasing import BY_ROLE, SEQ, kept
from tests.domain.walks import Walk


def seen_by(walk: Walk, person: str) -> Moment:
    return Moment(incident=walk.incident, person=person, speech=Speech(bundle=walk.incident.bundle), now=walk.now)


def test_why_it_must_go_is_no_answer_to_why_it_stays() -> None:
    walk = written("a", "b")
    walk.do(PROPOSE)
    part = EraseCasesFlow(walk=seen_by(walk, "bo"), numbers=(2,)).part({"because": "the customer demands it"})
    assert isinstance(part, Question)
    assert part.words == "Why does it stay?"


def test_what_is_asked_for_already_is_answered_or_said_to_wait_and_not_asked_again() -> None:
    walk = kept()
    walk.do(BY_ROLE)
    parts = {
        each: ProposeErasureFlow(walk=seen_by(walk, each), seq=SEQ, author="eve").part({"because": "again"})
        for each in ("bo", "ann", "dee")
    }
    assert [part.words for part in parts.values() if isinstance(part, Question)] == [
        "Why does it stay?",
        "Shall it go?",
    ]
    waits = parts["dee"]
    assert isinstance(waits, Ready)
    assert (waits.commands, waits.said) == ((), "bo has asked for it: X1 waits. It goes once ann confirms it.")
