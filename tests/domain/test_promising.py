"""What customers were told of the next update counts: their clock and the text that they have name one time."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from incident.application.review.measures import measure_updates
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.state import Exercise
from incident.domain.grading.tiers import Tier
from incident.domain.messages.promising import is_lapsed, is_update, promised
from incident.domain.refusals import Refusal
from incident.domain.runbooks.runbook import Verb
from incident.domain.runbooks.wordings import render
from incident.domain.walking.approving import texts_asked_for, texts_to_write_anew, texts_waiting_for
from incident.domain.walking.checklist import build_checklist
from incident.wording.approving import lapsed_words
from incident.wording.delivery import standing_of
from incident.wording.promising import stale_words, unmoved_words
from incident.wording.speech import Speech
from tests.domain.walks import Walk, at, plan, step

SEND = c.SendMessage(by="ann", audience="customers", template="first")


def walk() -> Walk:
    return Walk(plan([step("tell", Verb.TELL, audience="customers", template="first"), step("b")]))


def sent(here: Walk, clock: str, *, read: str | None = None) -> str:
    """A message whose text was read at one moment, and that leaves at another one."""
    as_read = render(here.incident, "first", at(read or clock), "customers")
    here.do(SEND.changed(as_read=as_read), clock)
    message = f"M{len(here.incident.messages)}"
    here.delivered(message, clock)
    return message


def test_the_clock_counts_to_the_time_that_the_text_names_however_long_it_was_read() -> None:
    here = walk()
    sent(here, "02:52", read="02:45")
    assert here.clock("update").due_at == at("03:45")


def test_seconds_that_the_text_does_not_say_are_not_counted() -> None:
    here = walk()
    as_read = render(here.incident, "first", at("02:45") + timedelta(seconds=55), "customers")
    here.do(SEND.changed(as_read=as_read), "02:46")
    here.delivered("M1", "02:47")
    assert here.clock("update").due_at == at("03:45")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/St_Johns", "UTC"])
def test_the_time_is_read_in_the_zone_in_which_it_was_written(zone: str) -> None:
    here = walk()
    here.incident = here.incident.changed(zone=zone)
    message = sent(here, "02:45")
    assert promised(here.incident, here.incident.messages[message]) == at("03:45")


def test_a_correction_that_names_no_time_moves_none() -> None:
    here = walk()
    sent(here, "02:45")
    right = {tag: e.Wording(title=FreeText("Down"), body=FreeText("Only the north.")) for tag in ("en", "zh-CN")}
    here.do(c.CorrectMessage(by="ann", message="M1", as_read=right, had=("d",), languages=("en",)), "02:50")
    here.delivered("M2", "02:51")
    assert here.clock("update").due_at == at("03:45")


def test_a_correction_in_own_words_is_no_update_where_nothing_was_promised() -> None:
    here = walk()
    here.do(SEND.changed(template="update"), "02:45")
    here.delivered("M1", "02:45")
    right = {tag: e.Wording(title=FreeText("Down"), body=FreeText("Only the north.")) for tag in ("en", "zh-CN")}
    here.do(c.CorrectMessage(by="ann", message="M1", as_read=right, had=("d",), languages=("en",)), "03:10")
    here.delivered("M2", "03:11")
    assert here.clock("update").due_at == at("03:45")
    updates = measure_updates(here.incident, at("04:00"))
    assert [row.message for row in updates.rows] == ["M1"]
    assert updates.overdue_by == timedelta(minutes=15)
    assert updates.longest_gap == timedelta(minutes=49)  # a correction ends a silence all the same


def test_a_correction_that_names_a_time_promises_that_one() -> None:
    here = walk()
    sent(here, "02:45")
    order = c.CorrectMessage(by="ann", message="M1", template="first", had=("d",), languages=("en",))
    here.do(order, "02:50")
    here.delivered("M2", "02:51")
    assert here.clock("update").due_at == at("03:50")


def test_an_update_that_names_no_time_ends_the_promise_before_it() -> None:
    here = walk()
    sent(here, "02:45")
    here.do(SEND.changed(template="update"), "03:00")
    here.delivered("M2", "03:00")
    assert here.clock("update").due_at == at("04:00")


def test_an_older_message_that_arrives_late_moves_no_promise() -> None:
    here = walk()
    here.do(SEND, "02:42")
    here.do(SEND, "02:45")
    here.delivered("M2", "02:45")
    here.delivered("M1", "02:50")
    assert here.clock("update").due_at == at("03:45")


def test_a_time_that_somebody_stated_as_a_fact_is_no_promise() -> None:
    here = walk()
    here.do(c.RecordFact(by="ann", fact="share", value=40.0), "02:44")
    wording = e.Wording(title=FreeText("Down"), body=FreeText("Back at 2026-11-22 09:00 (UTC+0000)"))
    here.do(SEND.changed(as_read={"en": wording}), "02:45")
    here.delivered("M1", "02:45")
    assert here.clock("update").due_at == at("03:45")


SPEECH = Speech(zone=UTC)
NEAR = "Written 35 min ago: its text promises the next update for 03:45, in 25 min, and the clock follows it."

LAPSED = "The text of 1 h ago promised the next update for 03:45, which is past. This one is new: read it."


def draft() -> Walk:
    tell = step("tell", Verb.TELL, audience="customers", template="first", approver="commander")
    here = Walk(plan([tell, step("b")]))
    here.done("tell", by="bo", clock="02:45")
    return here


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("03:00", []),
        ("03:20", [NEAR]),
        ("03:45", [LAPSED]),
    ],
)
def test_a_text_that_waited_says_that_what_it_promises_is_near_or_past(clock: str, said: list[str]) -> None:
    here = draft()
    assert stale_words(here.incident, here.incident.messages["M1"], SPEECH, at(clock)) == said


def test_a_text_that_was_read_too_long_ago_does_not_leave() -> None:
    here = walk()
    as_read = render(here.incident, "first", at("02:45"), "customers")
    refused = here.refusal(SEND.changed(as_read=as_read), "03:45")
    assert (refused.code, refused.fields) == (Refusal.PROMISE_LAPSED, {"at": at("03:45")})
    assert here.refusal(c.CompleteStep(by="ann", step="tell", as_read=as_read), "03:45").code is Refusal.PROMISE_LAPSED
    here.do(SEND.changed(as_read=as_read), "03:44")


def test_a_draft_whose_promise_is_past_is_written_anew_and_asked_for_again() -> None:
    here = draft()
    asked = here.done("tell", by="bo", clock="03:50")
    assert [type(event) for event in asked] == [e.MessageDrafted, e.StepAsked]
    assert (here.incident.messages["M1"].is_withdrawn, here.incident.messages["M2"].is_withdrawn) == (True, False)
    here.done("tell", by="ann", clock="03:52")
    assert [m.released_at for m in here.incident.messages.values()] == [None, at("03:52")]


def test_who_approves_releases_nothing_in_place_of_a_lapsed_draft_that_they_have_not_read() -> None:
    here = draft()
    for refused in (
        here.refusal(c.CompleteStep(by="ann", step="tell"), "03:50"),
        here.refusal(c.CompleteStep(by="bo", step="tell", approved_by="ann"), "03:50"),
        here.refusal(c.CompleteStep(by="bo", step="tell", night=True), "03:50"),
    ):
        assert (refused.code, refused.fields) == (Refusal.DRAFT_LAPSED, {"at": at("03:45"), "author": "bo"})
    as_read = render(here.incident, "first", at("03:50"), "customers")
    here.do(c.CompleteStep(by="ann", step="tell", as_read=as_read), "03:51")
    assert [m.released_at for m in here.incident.messages.values()] == [None, at("03:51")]
    assert promised(here.incident, here.incident.messages["M2"]) == at("04:50")


def test_at_tier_1_the_author_writes_anew_what_lapsed() -> None:
    here = draft()
    here.incident = here.incident.changed(tier=Tier.MAJOR)
    as_read = render(here.incident, "first", at("03:50"), "customers")
    order = c.CompleteStep(by="ann", step="tell", as_read=as_read)
    assert here.refusal(order, "03:50").code is Refusal.DRAFT_LAPSED
    here.done("tell", by="bo", clock="03:51")
    here.done("tell", by="ann", clock="03:52")
    assert here.incident.messages["M2"].released_at == at("03:52")


def test_only_what_customers_read_lapses() -> None:
    here = walk()
    as_read = render(here.incident, "first", at("02:45"), "customers")
    event = e.MessageDrafted(message="M1", audience="customers", template="first", wordings=as_read, external=True)
    assert is_lapsed(here.incident, event, at("03:45"))
    assert not is_lapsed(here.incident, event.changed(audience="agents"), at("03:45"))


def fast(rate: int) -> Walk:
    here = walk()
    clock = ExerciseClock().going(at("02:40"), rate)
    here.incident = here.incident.changed(
        exercise=Exercise(scenario="s", revision=1, controllers=("li",), length=timedelta(hours=1), clock=clock)
    )
    return here


def test_in_a_fast_exercise_text_and_clock_name_one_time() -> None:
    here = fast(30)
    message = sent(here, "02:45")
    clock = here.clock("update")
    assert (clock.due_at, clock.length, clock.along) == (at("02:47"), timedelta(hours=1), here.incident.along)
    assert promised(here.incident, here.incident.messages[message]) == at("02:47")
    late = fast(60)
    message = sent(late, "02:45")
    assert late.clock("update").due_at == promised(late.incident, late.incident.messages[message])


def test_an_exercise_that_stood_moves_what_was_promised() -> None:
    here = fast(30)
    sent(here, "02:45")
    exercise = here.incident.exercise
    assert exercise is not None
    clock = exercise.clock.standing(at("02:46")).going(at("02:56"))
    here.incident = here.incident.changed(exercise=exercise.changed(clock=clock))
    here.now = at("02:57")
    assert here.clock("update").due_at == at("02:57")


def test_a_correction_in_own_words_says_that_it_moves_no_promise() -> None:
    here = walk()
    sent(here, "02:45")
    said = unmoved_words(here.incident, "customers", "", SPEECH, at("02:50"))
    assert said == ["The next update stays promised for 03:45: a correction in own words moves nothing."]
    assert unmoved_words(here.incident, "customers", "first", SPEECH, at("02:50")) == []
    assert unmoved_words(here.incident, "agents", "", SPEECH, at("02:50")) == []


def test_what_counts_as_an_update_does_not_change_when_words_are_erased() -> None:
    here = walk()
    sent(here, "02:45")
    here.do(c.CorrectMessage(by="ann", message="M1", template="first", had=("d",), languages=("en",)), "02:50")
    right = here.incident.messages["M2"]
    gone = {tag: e.Wording(title=FreeText(""), body=FreeText("")) for tag in right.wordings}
    assert promised(here.incident, right.changed(wordings=gone)) is None
    assert is_update(here.incident, right.changed(wordings=gone), at("02:45"))
    assert not is_update(here.incident, right.changed(template=""), at("02:45"))


def test_a_time_is_found_beside_a_placeholder_without_braces() -> None:
    tell = plan([step("tell", Verb.TELL, audience="customers", template="first"), step("b")])
    words = {**tell.words["en"], "template.first.body": "For $title, next word ${next_update}."}
    here = Walk(tell.changed(words={"en": words}))
    message = sent(here, "02:45")
    assert promised(here.incident, here.incident.messages[message]) == at("03:45")


def test_the_report_counts_to_the_promise_of_the_text_that_was_released_last() -> None:
    here = walk()
    here.do(SEND, "02:42")
    here.do(SEND, "02:45")
    here.delivered("M2", "02:45")
    here.delivered("M1", "02:50")
    updates = measure_updates(here.incident, at("03:44"))
    assert updates.overdue_by == timedelta()
    here.do(SEND, "03:44")
    here.delivered("M3", "03:44")
    assert measure_updates(here.incident, at("03:44")).rows[-1].due_at == at("03:45")


def test_a_text_that_lapsed_waits_for_nobody_and_its_author_writes_it_anew() -> None:
    here = draft()
    before, after = (build_checklist(here.incident, at(clock)) for clock in ("03:44", "03:45"))
    assert [m.id for _it, m in texts_waiting_for(here.incident, before, "ann", at("03:44"))] == ["M1"]
    assert [m.id for _who, m in texts_asked_for(here.incident, before, "bo", at("03:44"))] == ["M1"]
    assert texts_waiting_for(here.incident, after, "ann", at("03:45")) == ()
    assert texts_asked_for(here.incident, after, "bo", at("03:45")) == ()
    ((item, text),) = texts_to_write_anew(here.incident, after, "bo", at("03:45"))
    assert (item and item.step.id, text.id) == ("tell", "M1")
    assert lapsed_words(item, text, here.incident, SPEECH, at("03:45")) == (
        "M1 cannot leave, its next update was for 03:45: write step 1 anew"
    )
    assert standing_of(here.incident, text, at("03:45")) == "too late: write anew"
    assert texts_to_write_anew(here.incident, after, "ann", at("03:45")) == ()
