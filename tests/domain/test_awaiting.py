"""Who has been at work here the longest: by a role, or as a resource, until a rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incident.domain import commands as c
from incident.domain.events import OutReason
from incident.domain.questions.waiting import open_questions, stand_in
from incident.domain.resources.awaiting import at_work_longest
from tests.domain.stores import Store, a_resource
from tests.domain.walks import at


def _found(store: Store, clock: str) -> Sequence[tuple[str, object]]:
    return [(each.person, each.since) for each in at_work_longest(store.incident, at(clock))]


def _store() -> Store:
    """Ann leads, bo holds a role; both since 07:30."""
    return Store([a_resource("dba-bo", kind="staff", type="dba", person="bo")])


def test_the_earliest_of_role_and_work_counts_and_a_change_of_roles_is_no_rest() -> None:
    store = _store()
    store.do(c.AllocateResource(by="ann", resource="dba-bo"), "08:00")
    store.do(c.AssignRole(by="ann", role="technical", person="bo"), "09:00")
    store.do(c.VacateRole(by="ann", role="liaison"), "09:30")
    assert dict(_found(store, "10:00"))["bo"] == at("07:30")
    store.do(c.VacateRole(by="ann", role="technical"), "10:00")
    assert dict(_found(store, "11:00"))["bo"] == at("08:00")
    store.do(c.AssignRole(by="ann", role="technical", person="bo"), "11:00")
    assert dict(_found(store, "11:30"))["bo"] == at("08:00")


def test_a_rest_ends_it_and_it_begins_anew_when_that_is_over() -> None:
    store = _store()
    store.do(c.AllocateResource(by="ann", resource="dba-bo"), "08:00")
    store.do(c.PutOut(by="ann", allocation="R1", reason=OutReason.REST, until=at("18:00")), "10:00")
    assert "bo" not in dict(_found(store, "12:00"))
    assert dict(_found(store, "19:00"))["bo"] == at("18:00")


def test_an_unanswered_question_goes_to_nobody_who_rests_while_another_is_there() -> None:
    store = _store()
    store.do(c.AssignRole(by="ann", role="deputy", person="bo"))
    store.do(c.AllocateResource(by="ann", resource="dba-bo"), "08:00")
    store.do(c.AskQuestion(by="ann", text="Up?", person="ivo", within=timedelta(minutes=3)), "08:10")
    clock = store.clock(f"asked:#{open_questions(store.incident)[0].seq}")
    assert stand_in(store.incident, clock, at("08:20")) == "bo"
    store.do(c.PutOut(by="ann", allocation="R1", reason=OutReason.REST, until=at("18:00")), "08:20")
    assert stand_in(store.incident, clock, at("08:30")) == "ann"
    assert stand_in(store.incident, clock, at("18:00")) == "bo"


def test_once_it_is_closed_no_role_keeps_anybody_at_work() -> None:
    store = _store()
    assert dict(_found(store, "08:00")) == dict.fromkeys(("ann", "bo"), at("07:30"))
    for step in ("staff", "go"):
        store.do(c.RuleOutStep(by="ann", step=step, because="no"), "08:00")
    store.do(c.CloseIncident(by="ann", because="over"), "09:00")
    assert _found(store, "10:00") == []
