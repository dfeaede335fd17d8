"""A review is read from the log: its numbers are those of the entries, and nothing else goes in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import NotFound
from incident.application.ports import DeliveryState
from incident.application.review import Review, assemble_review, load_review, review_as_json
from incident.application.review.model import Measure, MeasureKind, Question, QuestionKind
from incident.application.review.questions import MOST_A_ROLE
from incident.application.review.rows import StepRow
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.events import Milestone, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status, StepState
from incident.domain.runbooks.runbook import Verb
from tests.application.stories import a_night, closed, ledger, with_digests
from tests.bundles import a_bundle
from tests.deliveries import a_row, enqueue
from tests.domain.walks import Walk, at, body, fact_is, plan, step
from tests.fakes import CountingIds, FakeClock, a_team

MINUTE = timedelta(minutes=1)


def _review(walk: Walk) -> Review:
    deliveries, attempts = ledger()
    return assemble_review(with_digests(walk.entries), deliveries, attempts)


@pytest.fixture(scope="module")
def review() -> Review:
    """The night, closed at 05:00."""
    return _review(closed(a_night()))


def _measure(review: Review, kind: MeasureKind) -> Measure:
    return next(row for row in review.measures if row.kind is kind)


def _step(review: Review, step: str) -> StepRow:
    return next(row for row in review.steps if row.step == step)


def _asked(review: Review, kind: QuestionKind) -> list[Question]:
    return [question for question in review.questions if question.kind is kind]


def test_it_says_which_log_it_read(review: Review) -> None:
    who = review.identification
    assert (who.incident_id, str(who.title), who.runbook, who.revision) == (
        "INC-0001",
        "Voice is down",
        "outage.line",
        3,
    )
    assert (who.status, who.closed_at, who.closed_by) == (Status.CLOSED, at("05:00"), "ana")
    assert [(row.at, row.tier) for row in who.tiers] == [(at("02:40"), Tier.SERIOUS), (at("03:21"), Tier.MAJOR)]
    assert who.entries == len(review.log)
    assert who.head == review.log[-1].digest
    assert not review.is_draft


def test_the_first_update_is_measured_against_the_tier_of_its_moment(review: Review) -> None:
    """Sent at 03:14 under tier 2, which allows 30 min; the raise at 03:21 changes nothing about it."""
    row = _measure(review, MeasureKind.FIRST_UPDATE)
    assert (row.allowed, row.actual, row.difference) == (30 * MINUTE, 34 * MINUTE, 4 * MINUTE)
    assert row.is_late


def test_restoring_is_allowed_what_the_raise_left(review: Review) -> None:
    """Raised at 03:21 to a tier that allows two hours: due 05:21, earlier than tier 2's 10:40."""
    row = _measure(review, MeasureKind.RESTORE)
    assert (row.allowed, row.actual, row.difference) == (161 * MINUTE, 100 * MINUTE, -61 * MINUTE)
    assert not row.is_late


def test_closing_and_filling_the_roles_are_measured_without_a_target(review: Review) -> None:
    closing, roles = _measure(review, MeasureKind.CLOSE), _measure(review, MeasureKind.ROLES_FILLED)
    assert (closing.actual, closing.allowed, closing.difference) == (140 * MINUTE, None, None)
    assert roles.actual == 4 * MINUTE


def test_what_nobody_stated_is_not_measured(review: Review) -> None:
    assert _measure(review, MeasureKind.CONTAIN).actual is None


def test_an_open_limit_says_nothing_before_it_is_due() -> None:
    walk = Walk(a_bundle(), by="ana")
    early = assemble_review(walk.entries, now=at("03:00"))
    late = assemble_review(walk.entries, now=at("03:12"))
    assert _measure(early, MeasureKind.FIRST_UPDATE).difference is None
    assert _measure(late, MeasureKind.FIRST_UPDATE).difference == 2 * MINUTE
    assert early.is_draft


def test_a_log_from_before_deliveries_were_told_counts_its_updates_from_their_release() -> None:
    """Nothing in it says that a message arrived, or that none did: customers were not left untold for that."""
    night = closed(a_night())
    silent = [entry for entry in night.entries if not isinstance(entry.event, e.MessageDelivered)]
    of_before = [replace(entry, seq=seq) for seq, entry in enumerate(silent, 1)]
    assert len(silent) < len(night.entries)
    review = assemble_review(of_before, *ledger())
    assert [row.message for row in review.updates.rows] == ["M2"]
    assert review.updates == _review(night).updates
    assert [row.message for row in review.messages if row.delivered_at is not None] == ["M1"]


def test_an_open_incident_counts_no_update_that_nobody_received() -> None:
    silent = [entry for entry in a_night().entries if not isinstance(entry.event, e.MessageDelivered)]
    of_now = [replace(entry, seq=seq) for seq, entry in enumerate(silent, 1)]
    assert assemble_review(of_now, now=at("05:00")).updates.rows == ()


def test_updates_are_counted_against_their_promises(review: Review) -> None:
    updates = review.updates
    assert [(row.message, row.due_at, row.late_by) for row in updates.rows] == [("M2", at("03:10"), 4 * MINUTE)]
    assert (updates.on_time, updates.late) == (0, 1)
    assert updates.longest_gap == 106 * MINUTE
    assert updates.overdue_by == 86 * MINUTE


@pytest.mark.parametrize(("by", "is_by_phone"), [("chen", True), ("ana", False)])
def test_an_approval_that_somebody_else_entered_came_by_phone(by: str, *, is_by_phone: bool) -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.SendMessage(by=by, audience="customers", template="first", approved_by="ana"), "03:08")
    (row,) = assemble_review(walk.entries).messages
    assert row.is_agreed_by_phone is is_by_phone


def test_what_nobody_had_to_approve_was_agreed_by_nobody_by_phone() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.SendMessage(by="chen", audience="agents", template="agents-notice"), "03:08")
    walk.do(c.SendMessage(by="chen", audience="customers", template="first", is_asked=True), "03:09")
    released, waiting = assemble_review(walk.entries).messages
    assert (released.approved_by, released.is_agreed_by_phone) == (None, False)
    assert (waiting.released_at, waiting.is_agreed_by_phone) == (None, False)


def test_an_update_in_time_is_counted_and_not_asked_about() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.SendMessage(by="chen", audience="customers", template="first", approved_by="ana"), "03:08")
    walk.delivered("M1", "03:10")
    review = assemble_review(walk.entries)
    assert (review.updates.on_time, review.updates.late) == (1, 0)
    assert _measure(review, MeasureKind.FIRST_UPDATE).difference == timedelta(0)
    assert _asked(review, QuestionKind.UPDATE_LATE) == []


def test_an_update_that_was_released_in_time_and_left_late_was_late() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.SendMessage(by="chen", audience="customers", template="first", approved_by="ana"), "02:50")
    walk.delivered("M1", "03:30")
    updates = assemble_review(walk.entries).updates
    assert (updates.on_time, updates.late, updates.rows[0].late_by) == (0, 1, 20 * MINUTE)


def test_an_update_that_never_left_is_none_and_is_named() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.SendMessage(by="chen", audience="customers", template="first", approved_by="ana"), "02:50")
    updates = assemble_review(walk.entries, now=at("03:40")).updates
    assert (updates.rows, updates.undelivered, updates.overdue_by) == ((), ("M1",), 30 * MINUTE)


def test_nobody_is_owed_an_update_once_told_of_the_restoration() -> None:
    walk = a_night()
    walk.do(c.SendMessage(by="dee", audience="customers", template="first", approved_by="ana"), "04:40")
    walk.delivered("M3")
    updates = _review(closed(walk)).updates
    assert [row.message for row in updates.rows] == ["M2", "M3"]
    assert updates.rows[1].late_by == 66 * MINUTE
    assert updates.overdue_by == timedelta(0)
    assert updates.longest_gap == 86 * MINUTE


def test_a_message_after_the_last_owed_update_is_not_measured() -> None:
    walk = a_night()
    for message, clock in (("M3", "04:40"), ("M4", "04:50")):
        walk.do(c.SendMessage(by="dee", audience="customers", template="first", approved_by="ana"), clock)
        walk.delivered(message)
    assert [row.message for row in _review(closed(walk)).updates.rows] == ["M2", "M3"]


def test_steps_stand_with_who_when_and_how_late(review: Review) -> None:
    row = _step(review, "customers")
    assert row.mark is not None
    assert (row.state, row.mark.by, row.mark.at) == (StepState.AS_EXPECTED, "ana", at("03:14"))
    assert (row.mark.taken_by, row.mark.taken_at) == ("chen", at("03:05"))
    assert (row.due_at, row.late_by, row.is_open) == (at("03:10"), 4 * MINUTE, False)


def test_an_open_step_is_late_until_the_closing(review: Review) -> None:
    row = _step(review, "second-line")
    assert (row.mark, row.is_open, row.is_added) == (None, True, True)
    assert (row.due_at, row.late_by) == (at("03:31"), 89 * MINUTE)


def test_a_step_not_as_expected_stays_so_and_is_done_with_its_way_out(review: Review) -> None:
    row = _step(review, "notice")
    assert (row.state, row.not_as_expected, row.is_open) == (StepState.NOT_AS_EXPECTED, True, False)
    assert row.mark is not None
    assert str(row.mark.words) == "Silence | <b>nothing</b>"


def test_deferrals_are_added_up_and_the_answer_is_kept(review: Review) -> None:
    row = _step(review, "cause")
    assert row.deferred_for == 35 * MINUTE
    assert row.mark is not None
    assert row.mark.option == "vendor"


def test_a_deferral_of_an_open_step_runs_until_the_review() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.DeferStep(by="ana", step="cause", because="busy", until_person="bo"), "02:50")
    walk.do(c.DeferStep(by="ana", step="cause", because="busy", until_person="bo"), "02:55")
    assert _step(assemble_review(walk.entries, now=at("03:00")), "cause").deferred_for == 10 * MINUTE


def test_what_was_taken_back_is_counted() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.done("notice", "ana")
    walk.do(c.UndoMark(by="ana"))
    row = _step(assemble_review(walk.entries), "notice")
    assert (row.undone, row.is_open) == (1, True)


def test_the_counts_are_those_of_the_rows(review: Review) -> None:
    counts = review.counts
    assert counts.applicable == counts.done + counts.open
    assert (counts.not_as_expected, counts.deferred, counts.overridden, counts.not_applicable) == (1, 1, 1, 1)
    assert counts.late == sum(row.late_by > timedelta(0) for row in review.steps) == 3
    assert counts.added == 2


def test_roles_tell_how_long_they_were_empty(review: Review) -> None:
    rows = {row.role: row for row in review.roles}
    assert rows["technical"].filled_after == 3 * MINUTE
    assert rows["customer-liaison"].holders == (("chen", at("02:44")), ("dee", at("03:40")))
    assert (rows["deputy"].wanted_since, rows["deputy"].filled_after) == (at("03:21"), None)
    assert "scribe" not in rows


def test_a_role_that_was_left_to_nobody_says_so_and_is_no_hand_over() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.AssignRole(by="ana", role="technical", person="bo"), "02:43")
    walk.do(c.VacateRole(by="ana", role="technical"), "02:50")
    walk.do(c.AssignRole(by="ana", role="technical", person="dee"), "02:55")
    review = assemble_review(walk.entries)
    rows = {row.role: row for row in review.roles}
    assert rows["technical"].holders == (("bo", at("02:43")), (None, at("02:50")), ("dee", at("02:55")))
    assert [each.role for each in review.hand_overs] == []
    assert rows["technical"].empty_for == 8 * MINUTE, "before the first holder, and between the two"


def test_a_role_held_before_it_was_wanted_was_never_empty() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.AssignRole(by="ana", role="deputy", person="dee"), "02:50")
    walk.do(c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"), "03:00")
    rows = {row.role: row for row in assemble_review(walk.entries).roles}
    assert rows["deputy"].filled_after == timedelta(0)


def test_a_hand_over_names_both(review: Review) -> None:
    (one,) = review.hand_overs
    assert (one.role, one.from_person, one.to_person, one.at) == ("customer-liaison", "chen", "dee", at("03:40"))


def test_notes_decisions_facts_corrections_and_warnings_are_kept_apart(review: Review) -> None:
    assert [str(note.text) for note in review.notes_of(NoteKind.TODO)] == ["Why did the alert fire late?"]
    assert [type(entry.event) for entry in review.decisions] == [
        e.NoteAdded,
        e.TierRaised,
        e.StepAnswered,
        e.StepOverridden,
    ]
    assert [(row.fact, row.value) for row in review.facts] == [("affected_share", 3.0), ("data_exposed", True)]
    assert [str(row.text) for row in review.corrections] == ["to C"]
    assert [row.threshold for row in review.warnings] == [e.Threshold.MOST]


def test_messages_carry_the_outcome_of_each_delivery_and_no_address(review: Review) -> None:
    agents, customers = review.messages
    assert [(row.recipient, row.state, row.sent_at) for row in agents.deliveries] == [
        ("agents", DeliveryState.SENT, at("03:01"))
    ]
    assert (customers.approved_by, customers.released_at) == ("ana", at("03:14"))
    assert customers.deliveries[0].sent_at is None
    assert "@example.org" not in json.dumps(review_as_json(review))


def test_gaps_in_the_log_become_questions(review: Review) -> None:
    late = _asked(review, QuestionKind.STEP_LATE)
    assert ("customers", 4 * MINUTE, "customer-liaison") in [(q.subject, q.length, q.role) for q in late]
    assert [q.subject for q in _asked(review, QuestionKind.ROLE_NEVER_FILLED)] == ["deputy"]
    assert [q.detail for q in _asked(review, QuestionKind.MESSAGE_UNKNOWN)] == ["Ana Lima"]
    assert [q.length for q in _asked(review, QuestionKind.STEP_DEFERRED_LONG)] == [35 * MINUTE]
    assert [q.subject for q in _asked(review, QuestionKind.STEP_NOT_AS_EXPECTED)] == ["notice"]
    assert [q.detail for q in _asked(review, QuestionKind.STEP_OVERRIDDEN)] == ["bo"]


def test_a_quiet_night_raises_no_question() -> None:
    walk = Walk(a_bundle(), tier=Tier.GENERAL, by="ana")
    walk.do(c.AssignRole(by="ana", role="customer-liaison", person="chen"), "02:41")
    assert assemble_review(walk.entries, now=at("02:50")).questions == ()


def test_a_role_is_asked_five_questions_at_most_and_the_gravest_first() -> None:
    walk = Walk(a_bundle(), tier=Tier.MAJOR, by="ana")
    review = assemble_review(walk.entries, now=at("09:00"))
    of_commander = [question for question in review.questions if question.role == "commander"]
    assert len(of_commander) == MOST_A_ROLE
    assert of_commander[0].kind is QuestionKind.RESTORE_LATE


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (DeliveryState.FAILED, QuestionKind.MESSAGE_FAILED),
        (DeliveryState.EXPIRED, QuestionKind.MESSAGE_EXPIRED),
        (DeliveryState.UNKNOWN, QuestionKind.MESSAGE_UNKNOWN),
    ],
)
def test_every_bad_end_of_a_delivery_is_asked_about(state: DeliveryState, kind: QuestionKind) -> None:
    deliveries, _attempts = ledger()
    review = assemble_review(a_night().entries, [replace(deliveries[0], state=state)])
    assert [q.subject for q in _asked(review, kind)] == ["M1"]


def test_a_message_that_went_to_nobody_is_asked_about_and_so_is_a_draft_that_stayed_one() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.done("agents", "chen", "02:50")
    walk.done("customers", "chen", "02:52")
    review = assemble_review(walk.entries)
    assert [q.subject for q in _asked(review, QuestionKind.MESSAGE_REACHED_NOBODY)] == ["M1"]
    assert [q.subject for q in _asked(review, QuestionKind.MESSAGE_NOT_RELEASED)] == ["M2"]


def test_a_long_silence_is_asked_about_with_its_beginning() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.record(e.ClockWarned(clock="update@1", threshold=e.Threshold.DUE), "app")
    walk.do(c.AddNote(by="ana", text="Back"), "04:10")
    (silence,) = _asked(assemble_review(walk.entries), QuestionKind.SILENCE)
    assert (silence.at, silence.length) == (at("02:40"), 90 * MINUTE)


def test_a_lowering_is_a_change_of_tier_and_no_question() -> None:
    walk = Walk(a_bundle(), by="ana")
    walk.do(c.LowerTier(by="ana", to=Tier.GENERAL, because="Over"), "02:45")
    review = assemble_review(walk.entries)
    assert [row.tier for row in review.identification.tiers] == [Tier.SERIOUS, Tier.GENERAL]
    assert _asked(review, QuestionKind.TIER_RAISED) == []


def test_restoring_too_late_is_the_first_question() -> None:
    walk = Walk(a_bundle(), tier=Tier.MAJOR, by="ana")
    walk.do(c.MarkMilestone(by="ana", milestone=Milestone.RESTORED, at=at("05:00")), "05:00")
    assert assemble_review(walk.entries).questions[0].length == 20 * MINUTE


def test_the_same_log_gives_the_same_review() -> None:
    walk = closed(a_night())
    assert _review(walk) == _review(walk)


def test_later_clocks_do_not_change_the_review_of_a_closed_incident() -> None:
    entries = closed(a_night()).entries
    assert assemble_review(entries) == assemble_review(entries, now=at("23:00"))


def test_erased_words_are_null_and_everything_else_stands() -> None:
    walk = a_night()
    entries = [
        replace(entry, event=replace(entry.event, text=FreeText(None)))
        if isinstance(entry.event, e.NoteAdded)
        else entry
        for entry in walk.entries
    ]
    plain = review_as_json(assemble_review(entries))
    notes = plain["notes"]
    assert isinstance(notes, list)
    assert [note["text"] for note in notes if isinstance(note, dict)] == [None, None]


def test_the_json_is_versioned_and_plain(review: Review) -> None:
    plain = json.loads(json.dumps(review_as_json(review)))
    assert plain["version"] == 1
    assert plain["identification"]["declared_at"] == "2026-11-21T02:40:00+00:00"
    assert next(row for row in plain["measures"] if row["kind"] == "first-update") == {
        "kind": "first-update",
        "allowed_seconds": 1800,
        "actual_seconds": 2040,
        "difference_seconds": 240,
        "since": None,
        "until": None,
    }
    assert plain["log"][0]["type"] == "IncidentDeclared"
    assert plain["log"][0]["event"]["bundle"] == "outage.line"


def test_the_keys_of_the_json_are_what_version_1_promises(review: Review) -> None:
    """A key that goes away or is renamed needs another version."""
    plain = review_as_json(review)
    assert sorted(plain) == [
        "actions",
        "cases",
        "corrections",
        "counts",
        "debriefed",
        "deciding",
        "decisions",
        "exercise",
        "facts",
        "findings",
        "first_page",
        "hand_overs",
        "identification",
        "is_draft",
        "legal",
        "log",
        "measures",
        "messages",
        "not_told",
        "notes",
        "now",
        "participants",
        "questions",
        "rated",
        "resources",
        "roles",
        "runs",
        "said",
        "signatures",
        "state",
        "steps",
        "survey",
        "task_runs",
        "unread_runs",
        "updates",
        "version",
        "warnings",
        "work",
    ]


def test_a_stored_incident_is_reviewed_with_its_ledger() -> None:
    log = MemoryLog()
    enqueue(log, log, a_row(message="M1"))
    with pytest.raises(NotFound):
        load_review(log, log, "INC-0001")  # a note without a declaration is no incident
    with pytest.raises(NotFound):
        load_review(log, log, "INC-0404")
    clock, ids = FakeClock(), CountingIds()
    service = IncidentService(log=log, clock=clock, ids=ids, directory=a_team())
    log.load_targets(a_team().targets())
    declare = c.DeclareIncident(by="ana", title="Voice is down", tier=Tier.SERIOUS, bundle=a_bundle())
    incident = service.declare(declare, Actor(person="ana")).incident
    clock.forward(minutes=5)
    service.execute(incident.id, c.CompleteStep(by="ana", step="agents"), Actor(person="ana"))
    review = load_review(log, log, incident.id, clock.now())
    assert [row.recipient for row in review.messages[0].deliveries] == ["agents"]
    assert review.identification.head == log.read(incident.id)[-1].digest != ""


@pytest.mark.parametrize("erased", [True, False])
def test_without_a_declaration_or_its_runbook_there_is_no_review(erased: bool) -> None:  # noqa: FBT001  (both ways)
    entries = Walk(a_bundle(), by="ana").entries
    declared = entries[0]
    assert isinstance(declared.event, e.IncidentDeclared)
    bare = [replace(declared, event=replace(declared.event, bundle=PinnedBundle(None)))] if erased else []
    with pytest.raises(NotFound):
        assemble_review(bare, incident_id="INC-0001")


def test_what_is_only_made_of_others_is_no_step_of_the_report_and_every_round_is() -> None:
    loop = step("loop", Verb.REPEAT, condition=fact_is("data_out"), rounds=2)
    inside = [step("both", Verb.TOGETHER, branch=body("loop")), step("look", branch=body("both", "left"))]
    walk = Walk(plan([loop, *inside]))
    walk.done("look")
    walk.done("look~2")
    review = _review(walk)
    assert [(row.number, row.step) for row in review.steps] == [("1", "loop"), ("1a1", "look"), ("1b1", "look~2")]
    assert (review.counts.applicable, review.counts.done) == (3, 2)


def test_the_roles_of_an_added_runbook_are_wanted_since_it_was_added() -> None:
    other = step("x", added_by="other")
    walk = Walk(plan([step("a"), other], added={"other": {Tier.SERIOUS: ("technical",)}}))
    walk.do(c.AssignRole(by="ann", role="liaison", person="bo"), "02:45")
    walk.do(c.AddRunbook(by="ann", runbook="other", because="it spread"), "02:50")
    walk.do(c.AssignRole(by="ann", role="technical", person="cat"), "02:55")
    review = _review(walk)
    technical = next(row for row in review.roles if row.role == "technical")
    assert (technical.wanted_since, technical.filled_after) == (at("02:50"), 5 * MINUTE)
    assert _measure(review, MeasureKind.ROLES_FILLED).actual == 5 * MINUTE, "those of that moment"
    assert [entry.event for entry in review.decisions] == [
        e.RunbookAdded(runbook="other", because=FreeText("it spread"))
    ]
