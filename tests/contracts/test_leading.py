"""What those who lead an exercise write: in order, sealed, once, on every kind of log."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import LostRace, NotFound
from incident.application.ports.leading import LeadBatch
from incident.domain.content import FreeText
from incident.domain.events import ExerciseEnded, ExercisePrepared, UnknownEvent
from incident.domain.exercises.erasing import texts_of
from incident.domain.exercises.evidence import Evidence, EvidenceKind
from incident.domain.exercises.leading import (
    InjectHeld,
    InjectSkipped,
    LeadEntry,
    LeadEvent,
    ObservationAdded,
    ObservationKind,
    Rating,
    RatingGiven,
    ScenarioPinned,
    TextErased,
)
from incident.domain.exercises.scenario import Inject, Objective, Scenario, ScenarioBundle, Task, Trigger, TriggerKind
from incident.domain.grading.tiers import Tier
from tests.contracts.batches import NOW, batch_of, note
from tests.contracts.tampering import raw, raw_behind_guards

SEEN = Evidence(kind=EvidenceKind.STEP, name="notice")
SCENARIO = Scenario(
    id="exercise.small",
    revision=1,
    family="service-outage",
    runbook="outage.small",
    tier=Tier.SERIOUS,
    length=timedelta(hours=1),
    objectives=(Objective(id="aim", tasks=("told",)),),
    tasks=(Task(id="told", evidence=SEEN, within=timedelta(minutes=10)),),
    injects=(
        Inject(id="one", number=1, trigger=Trigger(kind=TriggerKind.AT), to=("all",), channel="phone"),
        Inject(
            id="two",
            number=2,
            trigger=Trigger(kind=TriggerKind.CONTINGENCY, delay=timedelta(minutes=5), missing=SEEN),
            to=("technical",),
            channel="chat",
        ),
    ),
)
BUNDLE = ScenarioBundle(scenario=SCENARIO, words={"en": {"title": "Small", "truth": "The vendor lies · 供应商说谎"}})
EVENTS: tuple[LeadEvent, ...] = (
    ScenarioPinned(bundle=BUNDLE),
    InjectHeld(inject="two"),
    InjectSkipped(inject="one", because=FreeText("too hard")),
    ObservationAdded(
        kind=ObservationKind.STRENGTH, text=FreeText("read back"), observed_at=NOW, inject="one", task="told"
    ),
    RatingGiven(task="told", given=Rating.SOME, proposed=Rating.PERFORMED, evidence=("e1",), because=FreeText("late")),
)
PREPARED = ExercisePrepared(
    scenario="exercise.small",
    revision=1,
    plan="ab" * 32,
    controllers=("ann",),
    length=timedelta(hours=1),
    briefing={"en": FreeText("It is nine.")},
)


def lead_batch(expected: int, *events: LeadEvent, exercise: str = "EX-0001", actor: str = "ann") -> LeadBatch:
    """A batch that follows the entry of that number."""
    numbered = tuple((f"{exercise}-{expected + n}", event) for n, event in enumerate(events, 1))
    return LeadBatch(
        exercise_id=exercise, expected_seq=expected, actor=actor, occurred_at=NOW, recorded_at=NOW, events=numbered
    )


def test_what_is_written_is_read_back_in_its_order(log: MemoryLog | StoredLog) -> None:
    stream = log.leading()
    log.append(batch_of("EX-0001", 0, PREPARED))
    written = stream.append(lead_batch(0, *EVENTS))
    assert [entry.event for entry in written] == list(EVENTS)
    assert stream.read("EX-0001") == written
    assert stream.read("EX-0001", 3) == written[3:]
    assert stream.read("EX-0002") == []
    assert [entry.seq for entry in written] == [1, 2, 3, 4, 5]
    assert log.verify() == []


def test_of_two_who_follow_the_same_entry_one_is_told_to_look_again(log: MemoryLog | StoredLog) -> None:
    stream = log.leading()
    log.append(batch_of("EX-0001", 0, PREPARED))
    stream.append(lead_batch(0, EVENTS[0]))
    with pytest.raises(LostRace):
        stream.append(lead_batch(0, EVENTS[1]))
    stream.append(lead_batch(1, EVENTS[1]))
    assert len(stream.read("EX-0001")) == 2


def test_streams_of_two_exercises_do_not_mix(log: MemoryLog | StoredLog) -> None:
    for exercise in ("EX-0001", "EX-0002"):
        log.append(batch_of(exercise, 0, PREPARED))
        log.leading().append(lead_batch(0, EVENTS[0], exercise=exercise))
    assert [entry.exercise_id for entry in log.leading().read("EX-0002")] == ["EX-0002"]
    assert log.verify() == []


def test_the_end_of_play_names_where_the_stream_ended(log: MemoryLog | StoredLog) -> None:
    log.append(batch_of("EX-0001", 0, PREPARED))
    written = log.leading().append(lead_batch(0, *EVENTS[:2]))
    log.append(batch_of("EX-0001", 1, ExerciseEnded(head=written[-1].digest), command="end"))
    log.leading().append(lead_batch(2, EVENTS[4]))
    assert log.verify() == []
    log.append(batch_of("EX-0002", 0, PREPARED, ExerciseEnded(head="cd" * 32), command="other"))
    assert [(one.code, one.incident_id, one.seq) for one in log.verify()] == [("lead-head", "EX-0002", 2)]


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE controller_stream SET body = replace(body, '\"S\"', '\"P\"') WHERE seq = 5", {"lead-digest"}),
        ("UPDATE controller_stream SET actor = 'bo' WHERE seq = 1", {"lead-digest"}),
        ("DELETE FROM controller_stream WHERE seq = 2", {"lead-gap", "lead-digest"}),
        ("DELETE FROM controller_stream WHERE seq >= 4", {"lead-head", "lead-words-unnamed"}),
        ("UPDATE controller_contents SET bytes = salt WHERE seq = 4", {"lead-words-altered"}),
        ("UPDATE controller_contents SET seq = 1 WHERE seq = 4", {"lead-words-unnamed"}),
        ("DELETE FROM controller_contents WHERE seq = 4", {"lead-words-missing"}),
        ("DELETE FROM controller_stream", {"lead-head", "lead-words-unnamed"}),
    ],
)
def test_whoever_alters_or_cuts_it_off_shows(
    stored: StoredLog, address: str, statement: LiteralString, codes: set[str]
) -> None:
    stored.append(batch_of("EX-0001", 0, PREPARED))
    written = stored.leading().append(lead_batch(0, *EVENTS))
    stored.append(batch_of("EX-0001", 1, ExerciseEnded(head=written[-1].digest), command="end"))
    raw_behind_guards(address, statement)
    assert {one.code for one in stored.verify()} == codes
    assert {one.incident_id for one in stored.verify("EX-0001")} == {"EX-0001"}


def test_a_line_about_what_is_no_exercise_shows(stored: StoredLog) -> None:
    stored.append(batch_of("INC-0001", 0, note()))
    stored.leading().append(lead_batch(0, EVENTS[1], exercise="INC-0001"))
    assert [(one.code, one.fields["table"]) for one in stored.verify()] == [("row-unsaid", "controller_stream")]


def test_words_are_erased_and_the_seals_hold(log: MemoryLog | StoredLog) -> None:
    stream = log.leading()
    log.append(batch_of("EX-0001", 0, PREPARED))
    seen, rated = stream.append(lead_batch(0, *EVENTS))[3:]
    (gone,) = stream.append(lead_batch(5, erasing(seen)))
    assert gone.event == erasing(seen)
    assert [str(text) for entry in stream.read("EX-0001") for text in texts_of(entry)] == ["too hard", "", "late"]
    assert stream.read("EX-0001")[4] == rated
    assert log.verify() == []


def test_no_entry_loses_words_that_another_named(log: MemoryLog | StoredLog) -> None:
    stream = log.leading()
    log.append(batch_of("EX-0001", 0, PREPARED))
    written = stream.append(lead_batch(0, *EVENTS))
    for seq in (1, 99):
        with pytest.raises(NotFound):
            stream.append(lead_batch(5, erasing(written[3]).changed(seq=seq)))
    assert stream.read("EX-0001") == written
    assert log.verify() == []


def test_words_go_only_after_the_stream_has_said_so(stored: StoredLog, address: str) -> None:
    stored.append(batch_of("EX-0001", 0, PREPARED))
    written = stored.leading().append(lead_batch(0, *EVENTS))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation)):
        raw(address, "DELETE FROM controller_contents WHERE seq = 4")
    stored.leading().append(lead_batch(5, erasing(written[3])))
    assert raw(address, "SELECT count(*) FROM controller_contents WHERE seq = 4") == [(0,)]


def test_words_that_came_back_after_their_erasure_show(stored: StoredLog, address: str) -> None:
    stored.append(batch_of("EX-0001", 0, PREPARED))
    written = stored.leading().append(lead_batch(0, *EVENTS))
    raw(address, "CREATE TABLE aside AS SELECT * FROM controller_contents WHERE seq = 4")
    stored.leading().append(lead_batch(5, erasing(written[3])))
    raw_behind_guards(address, "INSERT INTO controller_contents SELECT * FROM aside", "DROP TABLE aside")
    assert [(one.code, one.fields["number"]) for one in stored.verify()] == [("lead-words-not-erased", 4)]


def test_what_a_newer_program_wrote_keeps_its_place_and_is_no_reason_to_stop(stored: StoredLog, address: str) -> None:
    stored.append(batch_of("EX-0001", 0, PREPARED))
    stored.leading().append(lead_batch(0, EVENTS[1]))
    raw(address, "INSERT INTO controller_stream VALUES ('EX-0001', 2, 'n', 'NeverHeardOf', 1, 'ann', 0, 0, '{}', '')")
    later = stored.leading().append(lead_batch(2, EVENTS[2]))
    newer = UnknownEvent(type="NeverHeardOf", version=1, body="{}")
    assert [entry.event for entry in stored.leading().read("EX-0001", 1)] == [newer, later[0].event]


def erasing(entry: LeadEntry) -> TextErased:
    """What destroys all words of the entry."""
    contents = tuple(text.content_id for text in texts_of(entry))
    return TextErased(seq=entry.seq, contents=contents, because="asked to", approved_by="cy")
