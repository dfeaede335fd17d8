"""What the dialogues of an erasure ask of whom: the same words answer no other question."""

from __future__ import annotations

from incident.domain import commands as c
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.cases.erasing import EraseCasesFlow
from incident.walk.flows.erasing import EraseFlow, ProposeErasureFlow
from incident.walk.flows.resuming import said_so_far
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
    flow = EraseCasesFlow(walk=seen_by(walk, "bo"), numbers=(2,))
    part = flow.part({"because": "the customer demands it"})
    assert isinstance(part, Question)
    assert part.words == "X1 waits, which you asked for. Why do you take it back?"
    assert flow.title == "TAKE BACK THE ERASURE: case C-0002"


def test_what_is_asked_for_already_is_answered_or_said_to_wait_and_not_asked_again() -> None:
    walk = kept()
    walk.do(BY_ROLE)
    parts = {
        each: ProposeErasureFlow(walk=seen_by(walk, each), seq=SEQ, author="eve").part({"because": "again"})
        for each in ("bo", "ann", "dee")
    }
    assert [part.words for part in parts.values() if isinstance(part, Question)] == [
        "X1 waits, which you asked for. Why do you take it back?",
        "Shall it go?",
    ]
    waits = parts["dee"]
    assert isinstance(waits, Ready)
    assert (waits.commands, waits.said) == ((), "bo has asked for it: X1 waits. It goes once ann confirms it.")


def test_what_was_chosen_before_and_was_settled_meanwhile_is_asked_anew() -> None:
    walk = written("a", "b")
    walk.do(PROPOSE)
    walk.do(PROPOSE.changed(cases=(1,)))
    chosen = {"what": "own:X1"}
    assert list(said_so_far(EraseFlow(walk=seen_by(walk, "bo")), chosen))
    walk.do(c.DeclineErasure(by="bo", erasure="X1", because="no"))
    flow = EraseFlow(walk=seen_by(walk, "bo"))
    part = flow.part(chosen)
    assert isinstance(part, Question)
    assert (part.id, list(said_so_far(flow, chosen))) == ("what", [])
