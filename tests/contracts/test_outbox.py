from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.delivery.reasons import Reason
from incident.application.errors import LostRace, NotFound, StorageError
from incident.application.ports import (
    HEAD_START,
    Assurance,
    AttemptClass,
    Batch,
    Delivery,
    DeliveryState,
    NewDelivery,
    OnUnknown,
    Target,
)
from incident.domain.content import FreeText
from incident.domain.events import (
    AudienceLeftOut,
    AudienceToldOtherwise,
    ContentErased,
    EscalationPlanned,
    IncidentClosed,
    MessageAcknowledged,
    MessageDrafted,
    MessageRetried,
    Rung,
    StepUndone,
    SubstituteAlerted,
)
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, note, released, telling
from tests.contracts.samples import EVENTS
from tests.contracts.tampering import raw_behind_guards

Log = MemoryLog | StoredLog
MINUTE = timedelta(minutes=1)


def queue(log: Log, *rows: NewDelivery, incident_id: str = "INC-0001") -> None:
    log.append(telling(incident_id, len(log.read(incident_id)), *rows))


def ordered(log: Log, **fields: object) -> Batch:
    """The incident's next batch, which orders the delivery to go again."""
    order = MessageRetried(delivery="d1")
    return batch_of("INC-0001", len(log.read("INC-0001")), order, retry_delivery="d1", **fields)


def acknowledged(log: Log, *crossed: str, **fields: object) -> Batch:
    """The incident's next batch, in which somebody has read the message while these were being sent."""
    said = MessageAcknowledged(message="M1", by="bo", crossed=crossed)
    return batch_of("INC-0001", len(log.read("INC-0001")), said, **fields)


def only(log: Log) -> Delivery:
    (row,) = log.deliveries("INC-0001")
    return row


def _states(log: Log) -> dict[str, DeliveryState]:
    return {row.id: row.state for row in log.deliveries("INC-0001")}


def claim_one(log: Log) -> Delivery:
    (row,) = log.claim("me", NOW, MINUTE, 1)
    return row


def test_a_delivery_waits_in_the_outbox_as_it_was_written(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, note(), released(), deliveries=[a_delivery("d1", event_index=1)]))
    row = only(log)
    assert (row.id, row.event_seq, row.state, row.created_at, row.due_at) == ("d1", 2, DeliveryState.PENDING, NOW, NOW)
    assert (row.exercise, row.address, row.tries, row.fence, row.lease_until) == (False, "bo@example.org", 0, 0, None)
    assert log.waiting() == (1, NOW)


def test_incidents_with_rows_under_way_are_named_closed_ones_as_well(log: Log) -> None:
    assert log.underway_in() == []
    queue(log, a_delivery("d1"), a_delivery("d2"))
    queue(log, a_delivery("d3"), incident_id="INC-0002")
    for _ in range(2):
        log.record(an_attempt(claim_one(log)), DeliveryState.SENT)
    assert log.underway_in() == ["INC-0002"]
    log.append(batch_of("INC-0002", 1, IncidentClosed()))
    assert log.underway_in() == ["INC-0002"]


def test_a_delivery_whose_event_did_not_enter_the_log_is_nowhere(log: Log) -> None:
    """Fault 17: both are there, or neither."""
    queue(log, a_delivery("d1"))
    late = batch_of("INC-0001", 0, released(), deliveries=[a_delivery("d2")])
    with pytest.raises(LostRace):
        log.append(late)
    assert only(log).id == "d1"


def test_a_second_row_with_the_same_key_is_the_same_row(log: Log) -> None:
    queue(log, a_delivery("d1"))
    queue(log, a_delivery("d2", key="key-d1"))
    assert only(log).id == "d1"


def test_two_workers_never_get_the_same_row(log: Log) -> None:
    queue(log, a_delivery("d1"))
    assert [row.id for row in log.claim("one", NOW, MINUTE, 5)] == ["d1"]
    assert log.claim("two", NOW, MINUTE, 5) == []


def test_a_claim_takes_one_row_a_target_and_none_of_a_busy_one(log: Log) -> None:
    queue(
        log, a_delivery("m1"), a_delivery("m2"), a_delivery("c1", target_id="chat"), a_delivery("c2", target_id="chat")
    )
    assert [row.id for row in log.claim("me", NOW, MINUTE, 5, busy=["chat"])] == ["m1"]
    assert [row.id for row in log.claim("me", NOW, MINUTE, 5)] == ["m2", "c1"]
    assert [row.id for row in log.claim("me", NOW, MINUTE, 0)] == []


def test_a_row_is_left_for_a_while_to_whoever_knows_its_target(log: Log) -> None:
    queue(log, a_delivery("m1"), a_delivery("c1", target_id="chat"))
    assert log.claim("me", NOW, MINUTE, 5, known=[]) == []
    assert [row.id for row in log.claim("me", NOW, MINUTE, 5, known=["chat"])] == ["c1"]
    assert [row.id for row in log.claim("me", NOW + HEAD_START, MINUTE, 5, known=["chat"])] == ["m1"]


def test_a_claimed_row_says_who_has_it_and_until_when(log: Log) -> None:
    queue(log, a_delivery("d1"))
    row = claim_one(log)
    assert row == only(log)
    assert (row.state, row.owner, row.lease_until, row.fence, row.tries) == ("sending", "me", NOW + MINUTE, 1, 1)
    assert log.still_claimed("d1", 1)
    assert not log.still_claimed("d1", 0)
    assert not log.still_claimed("d9", 1)


def test_real_rows_go_before_exercises_and_pages_before_news(log: Log) -> None:
    """Fault 37."""
    queue(
        log,
        a_delivery("drill", target_id="sandbox", exercise=True),
        a_delivery("news", kind="status"),
        a_delivery("page", target_id="chat", due_at=NOW),
    )
    assert [row.id for row in log.claim("me", NOW, MINUTE, 5)] == ["page", "news", "drill"]


def test_the_hour_that_comes_twice_is_two_hours(log: Log) -> None:
    """Fault 28: a row is due at an instant, whatever the clock on the wall shows then."""
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    second = first.replace(fold=1)
    due = [a_delivery("d1", due_at=first.astimezone(UTC)), a_delivery("d2", due_at=second.astimezone(UTC))]
    queue(log, *(replace(each, expires_at=each.due_at + 10 * MINUTE) for each in due))
    assert [row.id for row in log.claim("me", first.astimezone(UTC), MINUTE, 5)] == ["d1"]
    assert {row.id for row in log.reap(second.astimezone(UTC))} == {"d1"}, "an hour has passed, and not none"
    assert [row.id for row in log.claim("me", second.astimezone(UTC), MINUTE, 5)] == ["d2"]


def test_rows_that_are_not_due_or_too_late_are_not_claimed(log: Log) -> None:
    queue(log, a_delivery("soon", due_at=NOW + MINUTE), a_delivery("late", target_id="chat", expires_at=NOW))
    assert log.claim("me", NOW, MINUTE, 5) == []


def test_a_delivery_that_still_waits_is_stopped_for_good(log: Log) -> None:
    queue(log, a_delivery("d1"))
    log.append(batch_of("INC-0001", 1, EVENTS["MessageDrafted", 2], stop_deliveries=["d1"]))
    assert only(log).state is DeliveryState.CANCELLED
    assert log.claim("me", NOW, MINUTE, 1) == []
    assert log.verify() == []


def test_a_delivery_to_somebody_who_is_left_out_is_called_off_by_that_decision(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, EVENTS["MessageDrafted", 1]))
    queue(log, a_delivery("d1"), a_delivery("d2", recipient="cy", target_id="chat"))
    decision = AudienceLeftOut(audience="customers", who="bo", because=FreeText("asleep"))
    log.append(batch_of("INC-0001", 2, decision, cancel_deliveries=["d1"]))
    assert _states(log) == {"d1": DeliveryState.CANCELLED, "d2": DeliveryState.PENDING}
    assert log.verify() == []


def test_a_delivery_is_called_off_once_its_audience_was_told_otherwise(log: Log) -> None:
    queue(log, a_delivery("d1", message="M1"), a_delivery("d2", message="M2", target_id="chat"))
    told = AudienceToldOtherwise(message="M1", how=FreeText("by phone"))
    log.append(batch_of("INC-0001", 2, told, cancel_deliveries=["d1"]))
    assert _states(log) == {"d1": DeliveryState.CANCELLED, "d2": DeliveryState.PENDING}
    assert log.verify() == []


@pytest.mark.parametrize("entered", ["ReportFiled", "ObligationExtended", "ObligationRuledOut"])
def test_the_alert_to_a_stand_in_is_called_off_by_what_is_entered_of_the_report(log: Log, entered: str) -> None:
    queue(log, a_delivery("d1", message="M1"))
    log.append(batch_of("INC-0001", 1, SubstituteAlerted(clocks=("cn.cac",), person="bo", message="M1")))
    log.append(batch_of("INC-0001", 2, EVENTS[entered, 1], cancel_deliveries=["d1"]))
    assert _states(log) == {"d1": DeliveryState.CANCELLED}
    assert log.verify() == []


def test_a_delivery_that_began_to_leave_is_not_stopped_and_nothing_is_written(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2", target_id="chat"))
    claim_one(log)
    with pytest.raises(LostRace):
        log.append(batch_of("INC-0001", 1, EVENTS["MessageDrafted", 2], stop_deliveries=["d2", "d1"]))
    assert {row.id: row.state for row in log.deliveries("INC-0001")} == {
        "d1": DeliveryState.SENDING,
        "d2": DeliveryState.PENDING,
    }
    assert len(log.read("INC-0001")) == 1


def test_a_sent_row_keeps_what_the_provider_said(log: Log) -> None:
    queue(log, a_delivery("d1"))
    attempt = an_attempt(
        claim_one(log),
        assurance=Assurance.CONFIRMED,
        status=250,
        provider_code="2.0.0",
        provider_id="<1@x>",
        retry_after=timedelta(seconds=1.5),
        detail="queued",
    )
    assert log.record(attempt, DeliveryState.SENT)
    row = only(log)
    assert (row.state, row.assurance, row.provider_id) == (DeliveryState.SENT, Assurance.CONFIRMED, "<1@x>")
    assert (row.last_class, row.last_detail, row.owner, row.lease_until) == ("delivered", "queued", "", None)
    assert log.attempts("d1") == [attempt]
    assert log.waiting() == (0, None)


def test_a_sent_row_knows_when_it_left(log: Log) -> None:
    queue(log, a_delivery("d1"))
    late = NOW + 9 * MINUTE
    first = claim_one(log)
    log.record(an_attempt(first, AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW)
    assert (only(log).tried_at, only(log).left_at) == (an_attempt(first, AttemptClass.NOT_SENT).started_at, None)
    (again,) = log.claim("me", late, MINUTE, 1)
    sent = replace(an_attempt(again, AttemptClass.DELIVERED), started_at=late, ended_at=late + MINUTE)
    log.record(sent, DeliveryState.SENT)
    assert only(log).left_at == late


def test_a_row_knows_how_often_it_was_only_put_off(log: Log) -> None:
    queue(log, a_delivery("d1"))
    for detail in (Reason.TURN_LATER, Reason.DNS, Reason.TURN_LATER):
        done = an_attempt(claim_one(log), AttemptClass.NOT_SENT)
        log.record(replace(done, outcome=done.outcome.changed(detail=detail)), DeliveryState.PENDING, NOW)
    assert (only(log).tries, only(log).put_offs) == (3, 2)


def test_a_row_that_goes_again_is_due_when_it_was_told(log: Log) -> None:
    queue(log, a_delivery("d1"))
    assert log.record(an_attempt(claim_one(log), AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW + MINUTE)
    assert (only(log).state, only(log).due_at, only(log).tries) == (DeliveryState.PENDING, NOW + MINUTE, 1)
    assert log.waiting() == (1, NOW + MINUTE)


def test_a_row_with_words_of_another_program_is_read_with_care_and_holds_up_no_other(
    stored: StoredLog, address: str
) -> None:
    queue(stored, a_delivery("d1"), a_delivery("d2", target_id="chat"))
    stored.claim("me", NOW, MINUTE, 5)
    raw_behind_guards(address, "UPDATE outbox SET last_class = 'beamed' WHERE id = 'd1'")
    assert [row.id for row in stored.reap(NOW + 2 * MINUTE)] == ["d1", "d2"]
    raw_behind_guards(address, "UPDATE outbox SET last_class = 'beamed' WHERE id = 'd1'")
    assert [(row.state, row.last_class, row.body != "") for row in stored.deliveries("INC-0001")] == [
        (DeliveryState.UNKNOWN, None, True),
        (DeliveryState.UNKNOWN, AttemptClass.UNKNOWN, True),
    ]


def test_a_stale_fence_cannot_record_and_its_attempt_is_kept(log: Log) -> None:
    queue(log, a_delivery("d1", on_unknown=OnUnknown.REPEAT))
    asleep = claim_one(log)
    log.reap(NOW + 2 * MINUTE)
    (awake,) = log.claim("other", NOW + 2 * MINUTE, MINUTE, 1)
    assert awake.fence == asleep.fence + 1
    assert not log.record(an_attempt(asleep), DeliveryState.SENT)
    assert only(log).state is DeliveryState.SENDING
    assert log.record(an_attempt(awake), DeliveryState.SENT)
    assert [attempt.fence for attempt in log.attempts("d1")] == [1, 2]


def test_an_attempt_at_nothing_is_refused(log: Log) -> None:
    queue(log, a_delivery("d1"))
    attempt = replace(an_attempt(claim_one(log)), delivery_id="d9")
    with pytest.raises(NotFound):
        log.record(attempt, DeliveryState.SENT)


def test_a_lease_that_runs_out_is_unknown_or_goes_again_as_the_row_says(log: Log) -> None:
    queue(log, a_delivery("held"), a_delivery("pager", target_id="chat", on_unknown=OnUnknown.REPEAT))
    log.claim("me", NOW, MINUTE, 5)
    assert log.reap(NOW + MINUTE / 2) == []
    changed = {row.id: row for row in log.reap(NOW + MINUTE)}
    assert changed["held"].state is DeliveryState.UNKNOWN
    assert changed["pager"].state is DeliveryState.PENDING
    assert changed["pager"].due_at == NOW + MINUTE
    assert {row.last_class for row in changed.values()} == {AttemptClass.UNKNOWN}
    assert log.reap(NOW + MINUTE) == []


def test_a_repeat_that_came_too_late_stays_unknown(log: Log) -> None:
    queue(log, a_delivery("d1", on_unknown=OnUnknown.REPEAT, expires_at=NOW + MINUTE / 2))
    claim_one(log)
    assert [row.state for row in log.reap(NOW + MINUTE)] == [DeliveryState.UNKNOWN]


def test_a_row_that_nobody_sent_in_time_expires(log: Log) -> None:
    queue(log, a_delivery("d1"))
    assert [(row.id, row.state) for row in log.reap(NOW + timedelta(hours=1))] == [("d1", DeliveryState.EXPIRED)]


def test_cancelling_stops_what_is_pending_and_nothing_else(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2"), a_delivery("d3", message="M2"))
    claim_one(log)
    log.append(acknowledged(log, cancel_messages=["M1"]))
    assert [row.state for row in log.deliveries("INC-0001")] == ["sending", "cancelled", "pending"]


def test_one_recipient_can_be_spared_the_rest(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2", recipient="cy"), a_delivery("d3", message="M2"))
    log.append(acknowledged(log, cancel_deliveries=["d1"]))
    assert [row.state for row in log.deliveries("INC-0001")] == ["cancelled", "pending", "pending"]


def test_deliveries_of_others_are_called_off_by_an_answer(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2", recipient="cy"), a_delivery("d3", recipient="cy", target_id="chat"))
    log.append(acknowledged(log, cancel_deliveries=["d3"]))
    assert [row.state for row in log.deliveries("INC-0001")] == ["pending", "pending", "cancelled"]
    assert log.verify() == []


def test_an_answer_names_what_is_being_sent_or_loses_the_race(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2", recipient="cy"))
    row = claim_one(log)
    with pytest.raises(LostRace):
        log.append(acknowledged(log, cancel_deliveries=["d1"]))
    assert log.still_claimed(row.id, row.fence)
    log.append(acknowledged(log, "d1", cancel_deliveries=["d1"]))
    assert not log.still_claimed(row.id, row.fence)
    log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW + MINUTE)
    assert [each.state for each in log.deliveries("INC-0001")] == ["cancelled", "pending"]
    assert log.verify() == []


def test_an_attempt_is_due_when_the_log_says_so_and_at_no_other_time(log: Log) -> None:
    later = NOW + 3 * MINUTE
    row = a_delivery("d1", due_at=later, expires_at=later + timedelta(hours=4))
    log.append(telling("INC-0001", 0, row))
    assert [each.code for each in log.verify()] == ["delivery-told"], "the log says nothing of three minutes"
    rung = Rung(delivery="d1", who="bo", way="mail", chains=("bo",), due_at=later)
    log.append(batch_of("INC-0001", 1, EscalationPlanned(message="M1", rungs=(rung,))))
    assert log.verify() == []


def test_what_is_not_due_is_called_off_by_the_closing(log: Log) -> None:
    log.append(batch_of("INC-0001", 0, EVENTS["MessageDrafted", 1]))
    queue(log, a_delivery("d1"))
    log.append(batch_of("INC-0001", 2, IncidentClosed(), cancel_deliveries=["d1"]))
    assert only(log).state is DeliveryState.CANCELLED
    assert log.verify() == []


def test_a_person_sends_a_failed_row_again(log: Log) -> None:
    queue(log, a_delivery("d1"))
    log.record(an_attempt(claim_one(log), AttemptClass.PERMANENT), DeliveryState.FAILED)
    later = NOW + timedelta(hours=3)
    log.append(ordered(log, recorded_at=later))
    assert (only(log).state, only(log).due_at) == (DeliveryState.PENDING, later)
    assert only(log).expires_at == later + timedelta(hours=1)


def test_a_row_sent_again_has_its_whole_lifetime_however_late_it_was_last_tried(log: Log) -> None:
    queue(log, a_delivery("d1"))
    last_try = NOW + timedelta(minutes=55)
    log.record(an_attempt(claim_one(log), AttemptClass.NOT_SENT), DeliveryState.PENDING, last_try)
    (row,) = log.claim("me", last_try, MINUTE, 1)
    log.record(an_attempt(row, AttemptClass.PERMANENT), DeliveryState.FAILED)
    log.append(ordered(log, recorded_at=last_try + MINUTE))
    assert only(log).expires_at == last_try + MINUTE + timedelta(hours=1)


def test_a_row_that_did_not_fail_is_not_sent_again(log: Log) -> None:
    queue(log, a_delivery("d1"))
    with pytest.raises(NotFound):
        log.append(ordered(log))
    assert len(log.read("INC-0001")) == 1


@pytest.mark.parametrize(("target", "exercise"), [("mail", True), ("sandbox", False)])
def test_an_exercise_and_a_real_target_never_meet(log: Log, target: str, exercise: bool) -> None:  # noqa: FBT001  (a parameter of the claim)
    """Fault 36, the first lock: the database refuses the row."""
    with pytest.raises(StorageError):
        queue(log, a_delivery("d1", target_id=target, exercise=exercise))
    assert log.read("INC-0001") == []
    assert log.deliveries("INC-0001") == []


def test_a_target_that_left_the_file_takes_nothing_new_and_keeps_its_rows(log: Log) -> None:
    queue(log, a_delivery("d1"))
    log.load_targets(TARGETS[1:])
    with pytest.raises(StorageError):
        queue(log, a_delivery("d2"))
    assert only(log).target_id == "mail"
    log.load_targets(TARGETS)
    queue(log, a_delivery("d2"))
    assert len(log.deliveries("INC-0001")) == 2


def test_a_target_can_become_one_for_exercises(log: Log) -> None:
    queue(log, a_delivery("d1"))
    log.load_targets([Target(id="mail", exercise=True, kind="smtp", secret="")])
    queue(log, a_delivery("d2", exercise=True))
    with pytest.raises(StorageError):
        queue(log, a_delivery("d3"))


def _recalled(log: Log, how: str) -> None:
    """Take the message back, in one of the ways there are."""
    if how == "cancelled":
        undone = StepUndone(step="first", mark="m1")
        log.append(batch_of("INC-0001", len(log.read("INC-0001")), undone, cancel_messages=["M1"]))
    elif how == "acknowledged":
        log.append(acknowledged(log, "d1", cancel_deliveries=["d1"]))
    else:
        erase_message(log)


def erase_message(log: Log) -> None:
    drafted = log.read("INC-0001")[0].event
    assert isinstance(drafted, MessageDrafted)
    ids = tuple(text.content_id for each in drafted.wordings.values() for text in (each.title, each.body))
    erased = ContentErased(seq=1, contents=ids, because="retention")
    log.append(batch_of("INC-0001", len(log.read("INC-0001")), erased, erase_contents=ids))


def queue_drafted(log: Log, **fields: object) -> None:
    row = a_delivery("d1", event_index=1, **fields)
    log.append(batch_of("INC-0001", 0, EVENTS["MessageDrafted", 1], released(), deliveries=[row]))


RECALLS = pytest.mark.parametrize("how", ["cancelled", "acknowledged", "erased"])


@RECALLS
def test_what_is_recalled_while_it_is_sent_is_not_sent_again(log: Log, how: str) -> None:
    """Fault 38: whoever acknowledges while it is under way is not told again."""
    queue_drafted(log)
    row = claim_one(log)
    _recalled(log, how)
    assert not log.still_claimed(row.id, row.fence)
    assert log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW + MINUTE)
    assert only(log).state == DeliveryState.CANCELLED
    assert log.claim("me", NOW + 2 * MINUTE, MINUTE, 5) == []


@RECALLS
def test_what_is_recalled_and_may_have_gone_out_is_unknown(log: Log, how: str) -> None:
    queue_drafted(log, on_unknown=OnUnknown.REPEAT)
    row = claim_one(log)
    _recalled(log, how)
    assert log.record(an_attempt(row, AttemptClass.UNKNOWN), DeliveryState.PENDING, NOW + MINUTE)
    assert only(log).state == DeliveryState.UNKNOWN


@RECALLS
def test_what_is_recalled_and_lost_by_its_sender_is_unknown_and_never_repeated(log: Log, how: str) -> None:
    queue_drafted(log, on_unknown=OnUnknown.REPEAT)
    claim_one(log)
    _recalled(log, how)
    assert [row.state for row in log.reap(NOW + 2 * MINUTE)] == [DeliveryState.UNKNOWN]
    assert log.claim("me", NOW + 2 * MINUTE, MINUTE, 5) == []


@RECALLS
def test_what_is_recalled_too_late_was_sent(log: Log, how: str) -> None:
    queue_drafted(log)
    row = claim_one(log)
    _recalled(log, how)
    assert log.record(an_attempt(row), DeliveryState.SENT)
    assert only(log).state == DeliveryState.SENT
    assert log.verify() == []


def test_an_erased_message_is_not_sent_again_by_hand_either(log: Log) -> None:
    queue_drafted(log)
    log.record(an_attempt(claim_one(log), AttemptClass.PERMANENT), DeliveryState.FAILED)
    erase_message(log)
    with pytest.raises(NotFound):
        log.append(ordered(log))


def test_what_a_person_sends_again_after_recalling_it_goes_on_as_any(log: Log) -> None:
    queue(log, a_delivery("d1"))
    row = claim_one(log)
    log.append(acknowledged(log, cancel_messages=["M1"]))
    log.record(an_attempt(row, AttemptClass.UNKNOWN), DeliveryState.UNKNOWN)
    log.append(ordered(log))
    row = claim_one(log)
    assert log.still_claimed(row.id, row.fence)
    log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW + MINUTE)
    assert only(log).state == DeliveryState.PENDING


def test_an_erased_message_leaves_no_name_no_address_and_no_answer_behind(log: Log) -> None:
    queue_drafted(log)
    said = "550 bo@example.org is unknown"
    log.record(an_attempt(claim_one(log), AttemptClass.NOT_SENT, detail=said), DeliveryState.PENDING, NOW)
    row = claim_one(log)
    erase_message(log)
    log.record(an_attempt(row, AttemptClass.PERMANENT, detail=said), DeliveryState.FAILED)
    left = only(log)
    assert (left.title, left.body, left.recipient, left.address, left.last_detail) == ("", "", "", "", "")
    assert [attempt.outcome.detail for attempt in log.attempts("d1")] == ["", ""]
    assert log.verify() == []


def test_a_claim_whose_send_never_began_waits_again_and_is_no_repeat(log: Log) -> None:
    """Fault 14; what was called off meanwhile is called off, and what may have begun is unknown."""
    queue(log, a_delivery("d1"), a_delivery("d2", target_id="chat"))
    log.claim("me", NOW, MINUTE, 5)
    assert log.reap(NOW + MINUTE / 2, None, lambda _: True) == []
    changed = {row.id: row for row in log.reap(NOW + MINUTE, None, lambda row: row.id == "d1")}
    assert {id_: row.state for id_, row in changed.items()} == {
        "d1": DeliveryState.PENDING,
        "d2": DeliveryState.UNKNOWN,
    }
    assert (changed["d1"].due_at, changed["d1"].owner) == (NOW + MINUTE, "")
    assert [each.outcome.result for each in log.attempts("d1")] == [AttemptClass.NOT_SENT]
    assert log.reap(NOW + MINUTE, None, lambda _: True) == []
    assert [row.fence for row in log.claim("you", NOW + MINUTE, MINUTE, 5)] == [2]


@RECALLS
def test_a_claim_whose_send_never_began_and_that_was_recalled_is_cancelled(log: Log, how: str) -> None:
    queue_drafted(log)
    claim_one(log)
    _recalled(log, how)
    assert [row.state for row in log.reap(NOW + 2 * MINUTE, None, lambda _: True)] == [DeliveryState.CANCELLED]


def test_what_waits_is_known_with_when_it_was_put_off(log: Log) -> None:
    """By its row, and from the first try on by the last."""
    later = NOW + 2 * MINUTE
    queue(log, a_delivery("d1"), a_delivery("d2", target_id="chat", due_at=later))
    row = next(row for row in log.claim("me", NOW, MINUTE, 2) if row.id == "d1")
    log.record(replace(an_attempt(row, AttemptClass.NOT_SENT), ended_at=NOW + MINUTE), DeliveryState.PENDING, later)
    assert {(each.delivery_id, each.due_at, each.since) for each in log.waits(NOW)} == {
        ("d1", later, NOW + MINUTE),
        ("d2", later, NOW),
    }
    assert log.waits(later) == []


def test_a_wait_that_is_over_may_be_claimed_before_the_clock_says_so_once_and_not_if_put_off_anew(log: Log) -> None:
    later = NOW + 2 * MINUTE
    queue(log, a_delivery("d1", due_at=later), a_delivery("d2", due_at=later + MINUTE))
    waits = sorted(log.waits(NOW), key=lambda each: each.due_at)
    anew = [each.changed(due_at=each.due_at - MINUTE) for each in waits]
    assert log.claim("me", NOW, MINUTE, 1, over=anew) == []
    assert log.claim("me", NOW, MINUTE, 1, ["mail"], over=waits) == []
    (row,) = log.claim("me", NOW, MINUTE, 8, known=["mail"], over=waits)
    assert (row.id, log.record(an_attempt(row), DeliveryState.SENT)) == ("d1", True)
    assert log.claim("me", NOW, MINUTE, 8, known=["chat"], over=waits) == []
    assert [row.id for row in log.claim("me", NOW, MINUTE, 8, over=waits)] == ["d2"]
    assert log.claim("me", NOW, MINUTE, 8, over=waits) == []


def test_a_wait_that_is_over_takes_no_second_place_at_a_target(log: Log) -> None:
    queue(log, a_delivery("d1"), a_delivery("d2", due_at=NOW + MINUTE))
    assert [row.id for row in log.claim("me", NOW, MINUTE, 8, over=log.waits(NOW))] == ["d1"]


def test_whoever_looks_again_and_again_sees_what_a_first_look_sees(stored: StoredLog, address: str) -> None:
    """Each later look reads what is under way, and what was so before; the rest when the incident has a new entry."""

    def look() -> None:
        fresh = open_log(address)
        assert list(stored.deliveries("INC-0001")) == list(fresh.deliveries("INC-0001"))
        fresh.close()

    queue(stored, *(a_delivery(f"d{n}", recipient=f"p{n}", address=f"p{n}@example.org") for n in range(1, 6)))
    look()
    first, second, third, _fourth = (row for _time in range(4) for row in stored.claim("me", NOW, MINUTE, 1))
    look()
    other = open_log(address)
    other.record(an_attempt(first), DeliveryState.SENT)
    other.record(an_attempt(second, AttemptClass.PERMANENT), DeliveryState.FAILED)
    other.record(an_attempt(third, AttemptClass.NOT_SENT), DeliveryState.PENDING, NOW + MINUTE)
    look()
    other.reap(NOW + 2 * MINUTE)
    look()
    other.record(an_attempt(first, AttemptClass.PERMANENT), DeliveryState.FAILED)
    look()
    other.append(batch_of("INC-0001", len(other.read("INC-0001")), MessageRetried(delivery="d2"), retry_delivery="d2"))
    look()
    queue(other, a_delivery("d9", message="M2", recipient="p9", address="p9@example.org"))
    look()
    other.close()
