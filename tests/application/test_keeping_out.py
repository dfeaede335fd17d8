"""How customers are reached stands in the register, and in no other words of an incident (ADR 46)."""

from __future__ import annotations

from datetime import timedelta

from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import ErasureProposed, MessageDrafted, NoteAdded
from incident.domain.events.telling import Wording
from tests.application.worlds import ANA, World
from tests.domain.cases.walks import given

RANG = "Lin called again from 13900000100"
MASKED = "L*** called again from ***00"


def _with_lin(world: World) -> tuple[IncidentService, str]:
    service = world.terminal()
    incident = world.declared(service)
    _lin(service, incident)
    return service, incident


def _lin(service: IncidentService, incident: str) -> Outcome:
    lin = given("Lin", contact="13900000100")
    return service.execute(incident, c.ReceiveCases(by="ana", cases=(given("Wu"), lin)), ANA)


def test_a_note_has_no_contact_of_a_case_and_says_of_which() -> None:
    service, incident = _with_lin(World())
    outcome = service.execute(incident, c.AddNote(by="ana", text=RANG), ANA)
    (event,) = (entry.event for entry in outcome.entries)
    assert isinstance(event, NoteAdded)
    assert (str(event.text), outcome.masked) == (MASKED, (2,))


def test_nor_the_account_in_a_chat_by_which_somebody_is_reached() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, c.ReceiveCases(by="ana", cases=(given("Hua", contact="wechat lihua_88"),)), ANA)
    outcome = service.execute(incident, c.AddNote(by="ana", text="Asked on lihua_88"), ANA)
    (event,) = (entry.event for entry in outcome.entries)
    assert isinstance(event, NoteAdded)
    assert (str(event.text), outcome.masked) == ("Asked on l***", (1,))


def test_a_question_has_none_either() -> None:
    service, incident = _with_lin(World())
    order = c.AskQuestion(by="ana", text=RANG, person="bo", within=timedelta(minutes=10))
    assert MASKED in repr(service.execute(incident, order, ANA).entries[0].event)


def test_the_text_of_a_correction_has_none_where_it_is_read_before_and_where_it_is_sent() -> None:
    world = World()
    service, incident = _with_lin(world)
    service.execute(incident, c.SendMessage(by="ana", audience="customers", template="first", approved_by="bo"), ANA)
    right = {"en": Wording(title=FreeText("Voice"), body=FreeText(RANG))}
    order = c.CorrectMessage(by="ana", message="M1", as_read=right, approved_by="bo")
    after, _telling = service.foreseen(incident, order, ANA, world.clock.now())
    entries = service.execute(incident, order, ANA).entries
    drafted = next(entry.event for entry in entries if isinstance(entry.event, MessageDrafted))
    assert MASKED in str(drafted.wordings["en"].body)
    assert all(RANG not in str(wording.body) for m in after.messages.values() for wording in m.wordings.values())


def test_an_act_that_comes_again_is_the_same_though_its_contact_was_masked() -> None:
    service, incident = _with_lin(World())
    order = c.AddNote(by="ana", text=RANG)
    first = service.execute(incident, order, ANA, "note-1")
    again = service.execute(incident, order, ANA, "note-1")
    assert (again.was_repeated, again.entries) == (True, first.entries)


def test_a_case_that_comes_in_names_the_entries_that_hold_its_contact_already() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    noted = service.execute(incident, c.AddNote(by="ana", text=RANG), ANA).entries[0].seq
    service.execute(incident, c.AddNote(by="ana", text="13900000999 rang"), ANA)
    assert _lin(service, incident).open_in == (noted,)


def test_a_case_that_comes_in_names_apart_the_entries_from_which_nothing_takes_its_contact() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    order = c.RequestResource(by="ana", kind="equipment", type="van", whom="13900000100", because=RANG)
    asked = service.execute(incident, order, ANA).entries[0].seq
    outcome = _lin(service, incident)
    assert (outcome.open_in, outcome.fixed_in) == ((), (asked,))


def test_where_a_piece_of_evidence_was_found_has_none_and_an_act_that_comes_again_is_the_same() -> None:
    service, incident = _with_lin(World())
    order = c.AddEvidence(by="ana", file="mail.eml", where=RANG, sha256="0" * 64, size=1, found_at=None)
    outcome = service.execute(incident, order, ANA, "kept-1")
    assert [str(each.where) for each in outcome.incident.evidence.exhibits.values()] == [MASKED]
    assert service.execute(incident, order, ANA, "kept-1").was_repeated


def test_whoever_gives_a_resource_from_elsewhere_is_named_without_a_customers_contact() -> None:
    service, incident = _with_lin(World())
    service.execute(incident, c.RequestResource(by="ana", kind="equipment", type="van", quantity=1, unit=""), ANA)
    order = c.ApproveAllocation(by="ana", allocation="R1", resource=RANG, elsewhere="vendor", quantity=1)
    assert MASKED in repr(service.execute(incident, order, ANA).entries)


def test_nothing_of_a_request_has_a_contact_and_a_team_is_named_without_one() -> None:
    service, incident = _with_lin(World())
    order = c.RequestResource(
        by="ana", kind="equipment", type="van", whom=RANG, site="near 13900000100", substitutes=("line of 13900000100",)
    )
    outcome = service.execute(incident, order, ANA)
    assert ("13900000100" in repr(outcome.entries), outcome.masked) == (False, (2,))
    asked = outcome.incident.resources.allocations["R1"]
    assert (asked.whom, asked.site, asked.substitutes) == (MASKED, "near ***00", ("line of ***00",))
    team = service.execute(incident, c.FormTeam(by="ana", team="13900000100", lead="bo"), ANA)
    assert list(team.incident.resources.teams) == ["***00"]


def test_the_reason_of_an_erasure_names_no_customer_who_is_to_go() -> None:
    service, incident = _with_lin(World())
    order = c.ProposeErasure(by="ana", entries=(), because="Lin (13900000100) asked", cases=(2,))
    outcome = service.execute(incident, order, ANA)
    (event,) = (entry.event for entry in outcome.entries)
    assert isinstance(event, ErasureProposed)
    assert (event.because, outcome.masked) == ("L*** (***00) asked", (2,))


def test_nor_does_one_that_has_the_name_alone_and_it_may_say_another_customers_name() -> None:
    service, incident = _with_lin(World())
    order = c.ProposeErasure(by="ana", entries=(), because="Lin asked, Wu did not", cases=(2,))
    outcome = service.execute(incident, order, ANA)
    assert [each.because for each in outcome.incident.evidence.proposed] == ["L*** asked, Wu did not"]
