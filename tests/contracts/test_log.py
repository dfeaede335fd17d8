from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.storage.codec import EventDecoder
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import CommandRepeated, LostRace, NotFound, StorageError
from incident.application.ports import DeliveryState, Head, Summary
from incident.domain.cases.words import CaseWords
from incident.domain.content import CaseSheet, FreeText
from incident.domain.events import (
    ContentErased,
    EscalationPlanned,
    Event,
    ExerciseEnded,
    IncidentClosed,
    IncidentDeclared,
    IncidentMode,
    MessageReleased,
    MessageRetried,
    NoteAdded,
    Recorded,
)
from incident.domain.events.cases import CasesReceived
from incident.domain.grading.tiers import Tier
from tests.contracts.batches import NOW, a_delivery, a_summary, an_attempt, batch_of, fold, note, released
from tests.contracts.samples import EVENTS

Log = MemoryLog | StoredLog


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: type(event).__name__)
def test_every_event_comes_back_as_it_went_in(event: Event) -> None:
    log = MemoryLog()
    log.append(batch_of("INC-0001", 0, event))
    assert [entry.event for entry in log.read("INC-0001")] == [event]


def test_all_events_of_an_incident_come_back_in_order(log: Log) -> None:
    written = log.append(batch_of("INC-0001", 0, *EVENTS.values(), on_behalf_of="bo"))
    read = log.read("INC-0001")
    assert [entry.event for entry in read] == list(EVENTS.values())
    assert [entry.seq for entry in read] == list(range(1, len(EVENTS) + 1))
    assert read == written
    assert [entry.digest for entry in read] == [entry.digest for entry in written]
    assert {(entry.actor, entry.on_behalf_of, entry.person) for entry in read} == {("ann", "bo", "bo")}


def test_an_entry_is_returned_as_it_will_be_read(log: Log) -> None:
    """One by one: an entry without words is not decoded again."""
    written = [log.append(batch_of("INC-0001", seq, event))[0] for seq, event in enumerate(EVENTS.values())]
    assert written == log.read("INC-0001")


def test_the_words_of_cases_are_read_by_whoever_asks_and_one_customers_are_erased_alone(log: Log) -> None:
    """Notes stand before, between and after, so that nobody's words are taken for others'."""
    received = EVENTS["CasesReceived", 1]
    assert isinstance(received, CasesReceived)
    log.append(batch_of("INC-0001", 0, note("before"), received, note("between"), received, note("after")))
    first, second, third, fourth, fifth = log.read("INC-0001")
    assert [str(e.event.text) for e in (first, third, fifth) if isinstance(e.event, NoteAdded)] == [
        "before",
        "between",
        "after",
    ]
    assert isinstance(second.event, CasesReceived)
    assert isinstance(fourth.event, CasesReceived)
    assert second.event.sheet.words == ()
    lin, ito = second.event.sheet.content_ids
    found = log.case_words("INC-0001", [2])
    assert found == dict(zip((lin, ito), received.sheet.words, strict=True))
    assert len(log.case_words("INC-0001", [2, 4])) == 4
    erased = ContentErased(seq=2, contents=(lin,), because="asked for it")
    log.append(batch_of("INC-0001", 5, erased, erase_contents=[lin]))
    assert log.case_words("INC-0001", [2]) == {ito: received.sheet.words[1]}
    assert log.case_words("INC-0001", [1, 3]) == {}
    assert list(log.verify()) == []


def test_words_of_a_case_that_no_terminal_can_show_are_kept_as_they_can_be() -> None:
    words = CaseWords(name="Lin \udc80", contact="1", service="s", problem="p", request="r")
    sheet = CaseSheet([words])
    received = EVENTS["CasesReceived", 1]
    assert isinstance(received, CasesReceived)
    log = MemoryLog()
    log.append(batch_of("INC-0001", 0, received.changed(sheet=sheet)))
    (kept,) = log.case_words("INC-0001", [1]).values()
    assert kept.name == "Lin ?"


def test_instants_keep_their_microseconds(log: Log) -> None:
    at = NOW + timedelta(microseconds=987_654)
    log.append(batch_of("INC-0001", 0, note(), occurred_at=at, recorded_at=at + timedelta(seconds=1)))
    (entry,) = log.read("INC-0001")
    assert (entry.occurred_at, entry.recorded_at) == (at, at + timedelta(seconds=1))
    assert entry.occurred_at.utcoffset() == timedelta(0)


def test_an_incident_is_followed_from_any_entry(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note("one"), note("two"), note("three")))
    assert [str(entry.event.text) for entry in log.read("INC-0001", 1) if isinstance(entry.event, NoteAdded)] == [
        "two",
        "three",
    ]
    assert log.read("INC-0001", 3) == log.read("INC-0002") == []


@pytest.mark.parametrize("seen", [0, 2], ids=["behind", "ahead"])
def test_who_decided_on_another_state_loses_the_race(log: Log, seen: int) -> None:
    log.append(batch_of("INC-0001", 0, note("first")))
    late = batch_of("INC-0001", seen, note("second"))
    with pytest.raises(LostRace) as lost:
        log.append(late)
    assert lost.value.fields == {"incident_id": "INC-0001", "expected_seq": seen}
    assert len(log.read("INC-0001")) == 1
    assert log.command(late.command_id) is None


def test_a_repeated_command_is_recognised_and_writes_nothing(log: Log) -> None:
    first = batch_of("INC-0001", 0, note(), note())
    log.append(first)
    again = batch_of("INC-0001", 2, note(), command_id=first.command_id)
    with pytest.raises(CommandRepeated) as repeated:
        log.append(again)
    record = repeated.value.record
    assert (record.first_seq, record.count, record.request_digest) == (1, 2, first.request_digest)
    assert record == log.command(first.command_id)
    assert len(log.read("INC-0001")) == 2


def test_the_same_batch_twice_is_a_repeated_command(log: Log) -> None:
    batch = batch_of("INC-0001", 0, note())
    log.append(batch)
    with pytest.raises(CommandRepeated):
        log.append(batch)


def test_an_append_that_fails_leaves_nothing(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note("kept")))
    before = (log.read("INC-0001"), log.summary("INC-0001"), log.summaries())
    bad = batch_of("INC-0001", 1, released(), deliveries=[a_delivery("d1"), a_delivery("d2", target_id="nowhere")])
    with pytest.raises(StorageError):
        log.append(bad)
    assert (log.read("INC-0001"), log.summary("INC-0001"), log.summaries()) == before
    assert log.deliveries("INC-0001") == []
    assert log.command(bad.command_id) is None
    assert log.verify() == []


def test_an_event_id_is_used_once(log: Log) -> None:
    first = batch_of("INC-0001", 0, note())
    log.append(first)
    with pytest.raises(StorageError):
        log.append(batch_of("INC-0002", 0, note(), events=first.events))


def test_the_head_of_an_incident_is_in_its_summary(log: Log) -> None:
    entries = log.append(batch_of("INC-0001", 0, note(), note()))
    summary = log.summary("INC-0001")
    assert summary == replace(a_summary(), seq=2, head=entries[-1].digest)
    assert log.summary("INC-0002") is None


def test_the_list_shows_the_gravest_then_the_most_urgent_first(log: Log) -> None:
    def declare(incident_id: str, **fields: object) -> None:
        log.append(batch_of(incident_id, 0, note(), summary=a_summary(incident_id, **fields)))

    declare("INC-0001", tier=Tier.GENERAL, next_due_at=NOW)
    declare("INC-0002", tier=Tier.MAJOR, next_due_at=None, next_due="")
    declare("INC-0003", tier=Tier.MAJOR, next_due_at=NOW + timedelta(hours=1))
    declare("INC-0004", tier=Tier.MAJOR, next_due_at=NOW)
    declare("INC-0005", tier=Tier.MAJOR, next_due_at=NOW, status="closed")
    assert [row.incident_id for row in log.summaries()] == ["INC-0004", "INC-0003", "INC-0002", "INC-0001"]
    assert "INC-0005" in [row.incident_id for row in log.summaries(open_only=False)]


@pytest.mark.parametrize("waits", ["report:cn.cac.ordinary", "unverified:eu.nis2", "case-ask"])
def test_a_closed_incident_stays_on_the_list_while_the_law_or_customers_wait(log: Log, waits: str) -> None:
    log.append(batch_of("INC-0001", 0, note(), summary=a_summary(status="closed", next_due=waits)))
    log.append(batch_of("INC-0002", 0, note(), summary=a_summary("INC-0002", status="closed")))
    assert [row.incident_id for row in log.summaries()] == ["INC-0001"]


def test_an_exercise_stands_below_every_real_incident(log: Log) -> None:
    for name, mode in (("EX-0001", IncidentMode.EXERCISE), ("INC-0001", IncidentMode.REAL)):
        later = NOW + timedelta(hours=mode is IncidentMode.REAL)
        tier = Tier.GENERAL if mode is IncidentMode.REAL else Tier.MAJOR
        log.append(batch_of(name, 0, note(), summary=a_summary(name, mode=mode, next_due_at=later, tier=tier)))
    for open_only in (True, False):
        assert [row.incident_id for row in log.summaries(open_only=open_only)] == ["INC-0001", "EX-0001"]


def test_ids_count_up_and_are_taken_only_by_appending(log: Log) -> None:
    assert log.next_incident_id(IncidentMode.REAL) == log.next_incident_id(IncidentMode.REAL) == "INC-0001"
    for number in (1, 9, 10000):
        log.append(batch_of(f"INC-{number:04d}", 0, note()))
    assert log.next_incident_id(IncidentMode.REAL) == "INC-10001"
    assert log.next_incident_id(IncidentMode.EXERCISE) == "EX-0001"


def test_rebuilt_summaries_are_the_live_ones(log: Log) -> None:
    for incident in ("INC-0001", "INC-0002"):
        for seq in range(3):
            written = [*log.read(incident)]
            batch = batch_of(incident, seq, note(f"note {seq}"))
            preview = fold(written) if written else a_summary(incident)
            log.append(replace(batch, summary=replace(preview, title=f"note {seq}", steps_done=seq + 1)))
    live = log.summaries()
    assert log.rebuild_summaries(fold) == 0
    assert log.summaries() == live


def test_a_summary_that_went_wrong_is_counted_and_rebuilt(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note("right"), summary=a_summary(title="wrong")))
    assert log.rebuild_summaries(fold) == 1
    summary = log.summary("INC-0001")
    assert summary is not None
    assert summary.title == "right"


def test_a_fold_that_fails_leaves_the_summaries_alone(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note()))

    def broken(entries: Sequence[Recorded]) -> Summary:
        raise NotFound(kind="runbook", name=entries[0].incident_id)

    before = log.summaries()
    with pytest.raises(NotFound):
        log.rebuild_summaries(broken)
    assert log.summaries() == before


def test_any_commit_changes_the_mark(log: Log) -> None:
    marks = [log.change_mark()]
    log.append(batch_of("INC-0001", 0, released(), deliveries=[a_delivery("d1")]))
    marks.append(log.change_mark())
    log.claim("me", NOW, timedelta(minutes=1), 5)
    marks.append(log.change_mark())
    assert len(set(marks)) == 3


def test_text_from_people_stays_text(log: Log) -> None:
    wild = "'); DROP TABLE events; -- \" % %s :x $1 {0} [/nope] \x1b[2J 汉字 🚑 \ud800"
    log.append(batch_of("INC-'0001", 0, note(wild), actor="o'brien; --", summary=a_summary("INC-'0001", title="%s'")))
    (entry,) = log.read("INC-'0001")
    assert isinstance(entry.event, NoteAdded)
    assert str(entry.event.text) == wild.replace("\ud800", "?")
    assert entry.actor == "o'brien; --"
    assert log.verify() == []


def _declared() -> IncidentDeclared:
    event = EVENTS["IncidentDeclared", 1]
    assert isinstance(event, IncidentDeclared)
    return event


def test_what_is_erased_is_gone_and_the_chain_still_verifies(log: Log) -> None:
    (first, second) = log.append(batch_of("INC-0001", 0, note("call 555-0100"), note("kept")))
    assert isinstance(first.event, NoteAdded)
    erased = ContentErased(seq=1, contents=(first.event.text.content_id,), because="retention")
    log.append(batch_of("INC-0001", 2, erased, erase_contents=erased.contents))
    texts = [str(entry.event.text) for entry in log.read("INC-0001") if isinstance(entry.event, NoteAdded)]
    assert texts == ["", "kept"]
    assert [entry.digest for entry in log.read("INC-0001")][:2] == [first.digest, second.digest]
    assert log.verify() == []


def test_an_erased_title_leaves_the_list_and_every_message(log: Log) -> None:
    batch = batch_of("INC-0001", 0, _declared(), released(), deliveries=[a_delivery("d1", event_index=1)])
    (entry, _) = log.append(batch)
    assert isinstance(entry.event, IncidentDeclared)
    erased = ContentErased(seq=1, contents=(entry.event.title.content_id,), because="retention")
    log.append(batch_of("INC-0001", 2, erased, erase_contents=erased.contents))
    summary = log.summary("INC-0001")
    assert summary is not None
    assert summary.title == ""
    (delivery,) = log.deliveries("INC-0001")
    assert (delivery.title, delivery.body, delivery.state) == ("", "", "cancelled")
    (declared, *_) = log.read("INC-0001")
    assert isinstance(declared.event, IncidentDeclared)
    assert declared.event.title.words is None
    assert declared.event.bundle == _declared().bundle


def test_a_title_in_several_languages_is_listed_in_each_until_it_is_erased(log: Log) -> None:
    """Erased is what the list keeps in any of them."""
    titles = {"en": "Payments fail", "zh-CN": "支付失败"}
    listed = a_summary(title="Payments fail", titles=titles)
    (entry,) = log.append(batch_of("INC-0001", 0, EVENTS["IncidentDeclared", 3], summary=listed))
    row = log.summary("INC-0001")
    assert row is not None
    assert [row, *log.summaries(), *log.summaries(open_only=False)] == [row] * 3
    assert (row.title, row.titles) == ("Payments fail", titles)
    assert isinstance(entry.event, IncidentDeclared)
    erased = ContentErased(seq=1, contents=(entry.event.titles["zh-CN"].content_id,), because="retention")
    log.append(batch_of("INC-0001", 1, erased, erase_contents=erased.contents))
    row = log.summary("INC-0001")
    assert row is not None
    assert (row.title, row.titles) == ("", {})
    assert log.verify() == []


def test_an_erased_message_leaves_the_other_messages_alone(log: Log) -> None:
    drafted = EVENTS["MessageDrafted", 1]
    rows = [a_delivery("d1", event_index=1), a_delivery("d2", message="M2", event_index=2)]
    log.append(batch_of("INC-0001", 0, drafted, released(), released("M2"), deliveries=rows))
    ids = tuple(
        text.content_id
        for wording in log.read("INC-0001")[0].event.wordings.values()  # type: ignore[union-attr]  # a MessageDrafted
        for text in (wording.title, wording.body)
    )
    erased = ContentErased(seq=1, contents=ids, because="retention")
    log.append(batch_of("INC-0001", 3, erased, erase_contents=ids))
    assert [(row.message, row.body == "") for row in log.deliveries("INC-0001")] == [("M1", True), ("M2", False)]


@pytest.mark.parametrize("seq", [2, 9], ids=["another entry", "no entry"])
def test_words_are_erased_by_the_number_of_their_own_entry_only(log: Log, seq: int) -> None:
    (first, _) = log.append(batch_of("INC-0001", 0, note("kept"), note("other")))
    assert isinstance(first.event, NoteAdded)
    erased = ContentErased(seq=seq, contents=(first.event.text.content_id,), because="retention")
    with pytest.raises(NotFound):
        log.append(batch_of("INC-0001", 2, erased, erase_contents=erased.contents))
    assert len(log.read("INC-0001")) == 2
    assert first in log.read("INC-0001")
    assert log.verify() == []


def test_no_words_go_that_the_log_does_not_say_go(log: Log) -> None:
    (first,) = log.append(batch_of("INC-0001", 0, note("kept")))
    assert isinstance(first.event, NoteAdded)
    with pytest.raises(NotFound):
        log.append(batch_of("INC-0001", 1, note(), erase_contents=[first.event.text.content_id]))
    assert log.read("INC-0001") == [first]


def test_a_row_of_the_list_that_the_log_does_not_make_shows(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note("right"), summary=a_summary(title="right", steps_done=1)))
    log.append(batch_of("INC-0002", 0, note("right"), summary=a_summary("INC-0002", title="wrong", steps_done=1)))
    (finding,) = log.check_summaries(fold)
    assert (finding.code, finding.incident_id, finding.seq) == ("summary-differs", "INC-0002", 1)
    assert finding.fields == {"columns": "title"}
    assert log.check_summaries(fold, "INC-0001") == []
    assert len(log.check_summaries(fold, "INC-0002")) == 1


def test_heads_are_the_last_digests_and_are_known_for_ever(log: Log) -> None:
    assert log.heads() == []
    entries = log.append(batch_of("INC-0001", 0, note(), note()))
    log.append(batch_of("INC-0002", 0, note()))
    (first, _, workspace) = log.heads()
    assert first == Head(incident_id="INC-0001", seq=2, digest=entries[-1].digest)
    assert (workspace.incident_id, workspace.seq) == ("", 2)
    assert log.heads("INC-0001") == [first, workspace]
    log.append(batch_of("INC-0001", 2, note()))
    for head in (first, workspace):
        assert log.knows_head(head.digest.upper())
    assert not log.knows_head("0" * 64)


def test_the_list_is_not_rebuilt_from_a_declaration_that_nobody_understands(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note("kept"), summary=a_summary(title="kept", steps_done=1)))
    log._decoder = EventDecoder(versions={})
    assert log.check_summaries(fold) == []
    assert log.rebuild_summaries(fold) == 0
    assert [row.title for row in log.summaries()] == ["kept"]


def test_equal_words_share_no_content(log: Log) -> None:
    text = FreeText("same")
    events = [NoteAdded(kind=note().kind, text=text) for _ in range(2)]
    written = [*log.append(batch_of("INC-0001", 0, *events)), *log.append(batch_of("INC-0002", 0, events[0]))]
    assert len({entry.event.text.content_id for entry in written if isinstance(entry.event, NoteAdded)}) == 3


def test_a_whole_incident_verifies(log: Log) -> None:
    elsewhere = (
        MessageRetried,
        EscalationPlanned,
        ExerciseEnded,
    )  # of deliveries that were ordered, and are due at hours of their own; of a stream beside the log
    every = [event for event in EVENTS.values() if not isinstance(event, elsewhere)]
    releases = [at for at, event in enumerate(every) if isinstance(event, MessageReleased)]
    sent = [a_delivery(f"d{number}", event_index=at) for number, at in enumerate(releases, 1)]
    log.append(
        batch_of(
            "INC-0001",
            0,
            *every,
            on_behalf_of="",
            deliveries=sent,
            summary=a_summary("INC-0001", mode=IncidentMode.EXERCISE),
        )
    )
    (row,) = log.claim("me", NOW, timedelta(minutes=1), 1)
    log.record(an_attempt(row), DeliveryState.SENT)
    log.append(batch_of("INC-0001", len(every), IncidentClosed(), on_behalf_of=None))
    log.append(batch_of("INC-0002", 0, _declared()))
    findings = [*log.verify(), *log.verify("INC-0001"), *log.verify("INC-0002")]
    assert findings == []


def test_closing_twice_is_safe(log: Log) -> None:
    log.close()
    log.close()


def test_it_is_known_which_incidents_hold_an_entry_of_a_kind(log: Log) -> None:
    log.append(batch_of("INC-0002", 0, note(), released("M1")))
    log.append(batch_of("INC-0001", 0, note(), released("M1"), released("M2")))
    log.append(batch_of("INC-0003", 0, note()))
    assert log.holding(MessageReleased) == ["INC-0001", "INC-0002"]
    assert log.holding(ExerciseEnded) == []
