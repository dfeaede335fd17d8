"""Words are found where people wrote them, in any incident that one may read, and not where they were erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.application.messages.echoes import texts_of
from incident.application.searching import Place, found_in, search
from incident.application.summarising import summary_of_log
from incident.domain import commands as c
from incident.domain.events import IncidentDeclared, MessageDrafted, NoteAdded, NoteKind
from incident.wording.finding import found_words
from incident.wording.speech import Speech
from tests.tui.worlds import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(folder=tmp_path)


def _hits(world: World, typed: str) -> list[tuple[str, Place, str]]:
    return [(row.incident_id, hit.place, hit.words) for row, found in search(world.log, typed) for hit in found]


def test_all_the_words_must_stand_in_one_text_in_any_case_and_width(world: World) -> None:
    incident = world.declared(title="Line 3 is down")
    world.does(incident, c.AddNote(by="ana", text="The vendor called back at last", kind=NoteKind.FACT))
    assert (incident, Place.NOTE, "The vendor called back at last") in _hits(world, "VENDOR back")
    assert (incident, Place.TITLE, "Line 3 is down") in _hits(world, "ｌｉｎｅ down")
    assert _hits(world, "vendor down") == []
    assert _hits(world, "   ") == []


def test_a_title_in_two_languages_is_found_by_either(world: World) -> None:
    incident = world.declared(title="Line 3 is down", titles={"en": "Line 3 is down", "zh-CN": "三号线中断"})
    assert (incident, Place.TITLE, "Line 3 is down") in _hits(world, "line down")
    assert (incident, Place.TITLE, "三号线中断") in _hits(world, "三号线")
    declared = world.log.read(incident)[0]
    contents = tuple(text.content_id for text in texts_of(declared.event))
    world.does(incident, c.EraseContents(by="ana", seq=1, contents=contents, because="rule 4"))
    assert _hits(world, "三号线") == []
    assert [(row.title, row.titles) for row in world.log.summaries()] == [("", {})]
    assert world.log.check_summaries(summary_of_log) == []


def test_chinese_words_are_found_in_notes_and_in_the_steps_of_the_runbook(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="供应商已回电", kind=NoteKind.FACT))
    assert (incident, Place.NOTE, "供应商已回电") in _hits(world, "回电")
    assert all(place is Place.STEP for _id, place, _words in _hits(world, "voice menu"))


def test_a_note_that_was_corrected_says_so_and_when(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="its number is 15", kind=NoteKind.FACT))
    world.clock.forward(minutes=4)
    world.does(incident, c.CorrectEntry(by="ana", seq=world.log.read(incident)[-1].seq, text="it is 51"))
    (found,) = found_in(world.log.read(incident), "number 15")
    assert found_words(found, "15", 60, Speech(), world.clock.now()) == "corrected 02:44: its number is 15"


def test_what_was_erased_is_not_found(world: World) -> None:
    incident = world.declared(title="Mr Tran cannot log in")
    world.does(incident, c.AddNote(by="ana", text="his number is 5551234", kind=NoteKind.FACT))
    assert _hits(world, "5551234")
    entries = world.log.read(incident)
    note, declared = entries[-1], entries[0]
    for entry in (note, declared):
        event = entry.event
        assert isinstance(event, (NoteAdded, IncidentDeclared))
        words = event.text if isinstance(event, NoteAdded) else event.title
        world.does(incident, c.EraseContents(by="ana", seq=entry.seq, contents=(words.content_id,), because="rule 4"))
    assert _hits(world, "5551234") == []
    assert _hits(world, "tran") == []


def test_the_reason_of_an_erasure_stands_for_ever_and_so_is_found(world: World) -> None:
    incident = world.declared()
    noted = world.does(incident, c.AddNote(by="ana", text="a call")).version
    world.does(incident, c.ProposeErasure(by="ana", entries=(noted,), because="Tran 5551234 asked"))
    assert _hits(world, "5551234") == [(incident, Place.ENTRY, "Tran 5551234 asked")]


def test_the_text_of_a_message_is_found_as_one(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.SendMessage(by="ana", audience="customers", template="first", approved_by="ana"))
    (drafted,) = (e.event for e in world.log.read(incident) if isinstance(e.event, MessageDrafted))
    body = str(drafted.wordings["en"].body)
    assert (incident, Place.MESSAGE, body) in _hits(world, body)


def test_closed_incidents_are_found_too_and_those_that_changed_last_come_first(world: World) -> None:
    old = world.declared(title="Payments fail")
    world.clock.forward(minutes=5)
    new = world.declared(title="Payments fail again")
    world.clock.forward(minutes=5)
    assert [row.incident_id for row, _found in search(world.log, "payments")] == [new, old]
    world.does(old, c.AddNote(by="ana", text="seen again"))
    assert [row.incident_id for row, _found in search(world.log, "payments")] == [old, new]


def test_an_incident_shows_its_title_first_and_a_few_texts(world: World) -> None:
    incident = world.declared(title="The same word")
    for number in range(9):
        world.does(incident, c.AddNote(by="ana", text=f"word {number}"))
    found = found_in(world.log.read(incident), "word")
    assert [hit.place for hit in found] == [Place.TITLE, *[Place.NOTE] * 4]


def test_a_way_out_is_found_once_though_two_steps_say_it(world: World) -> None:
    world.declared()
    found = [words for _id, _place, words in _hits(world, "hotline to publish")]
    assert found
    assert len(found) == len(set(found))
