"""Answers by number or in words, a dot back, and a confirming word: no letter, no paste, no haste."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome, Escalation, Recipient
from incident.cli.walk.lines import Typed
from incident.domain.commands import UndoMark
from incident.domain.events import FactRecorded, NoteAdded, NoteKind, StepAsked, StepDeferred
from tests.cli.walk.conftest import Aloud

AT_AGENTS = ("done",)
"""What is typed until the step is reached that tells the agents."""


def _marks(aloud: Aloud) -> list[str]:
    return [name for name in aloud.timeline if name.startswith("Step") and name != "StepTaken"]


def test_a_deferral_asks_until_when_and_why(aloud: Aloud) -> None:
    heard = aloud("s", "2", "1")
    assert "2: for 30 min" in heard
    assert heard[heard.index("Why is it put off?") - 1] == "for 30 min"
    assert "Step 1 is deferred. It comes back by itself." in heard
    deferred = next(e.event for e in aloud.log.read(aloud.incident) if isinstance(e.event, StepDeferred))
    assert (str(deferred.because), deferred.until_time is not None) == ("No answer, try again", True)


def test_words_of_ones_own_are_taken_as_well_as_numbers(aloud: Aloud) -> None:
    aloud("s", "03:30", "the vendor sleeps")
    assert _marks(aloud) == ["StepDeferred"]


def test_an_answer_that_means_nothing_is_asked_for_again(aloud: Aloud) -> None:
    heard = aloud("s", "whenever", "10 min", "2")
    assert "Type a time such as 03:30, '20 min', 'step 9', or a person's name." in heard
    assert _marks(aloud) == ["StepDeferred"]


def test_a_number_alone_is_one_of_the_list_and_never_minutes(aloud: Aloud) -> None:
    heard = aloud("s", "20", "20 min", "2")
    assert any(words.startswith("A number alone takes an answer of the list, 1 to ") for words in heard)
    deferred = next(e for e in aloud.log.read(aloud.incident) if isinstance(e.event, StepDeferred))
    assert isinstance(deferred.event, StepDeferred)
    assert deferred.event.until_time is not None
    assert round((deferred.event.until_time - deferred.occurred_at).total_seconds() / 60) == 20


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        (("n", "it is silent"), "StepNotAsExpected"),
        (("n", ""), "StepNotAsExpected"),
        (("-", "1"), "StepRuledOut"),
        (("h", "1"), "StepHeld"),
        (("a", "2", "5", ""), "StepAsked"),
    ],
)
def test_every_mark_can_be_made(aloud: Aloud, typed: tuple[str, ...], event: str) -> None:
    aloud(*typed)
    assert _marks(aloud) == [event]


def test_a_step_is_begun_by_letter_and_word_and_only_once(aloud: Aloud) -> None:
    heard = aloud("b", "begin")
    assert "Step 1: begun. Others see that you are on it." in heard
    assert aloud.timeline.count("StepTaken") == 1
    assert any("already running: you took it at" in line for line in heard)


def test_a_hold_is_gone_on_from_with_the_same_letter(aloud: Aloud) -> None:
    heard = aloud("h", "1", "done", "h", "done")
    assert "Step 1 is held: press h to go on, then mark it." in heard
    assert _marks(aloud) == ["StepHeld", "StepResumed", "StepCompleted"]
    assert any(line.startswith("YOU WERE AT: step 1, ") for line in heard)
    assert "MEANWHILE: nobody wrote anything" in heard


def test_only_what_ends_by_itself_is_overridden(aloud: Aloud) -> None:
    heard = aloud("O", "g 9", "O", "1")
    assert "Only a step that waits or is watched can be overridden; this one a person marks." in heard
    assert _marks(aloud) == ["StepOverridden"]


@pytest.mark.parametrize(("typed", "within"), [("3", 3), ("20", 20), ("", 3)])
def test_minutes_are_typed_as_they_are_and_enter_alone_takes_the_usual_ones(
    aloud: Aloud, typed: str, within: int
) -> None:
    """Three minutes are not the third answer."""
    aloud("a", "2", typed, "")
    asked = next(e.event for e in aloud.log.read(aloud.incident) if isinstance(e.event, StepAsked))
    assert asked.within == timedelta(minutes=within)


def test_a_dot_goes_back_one_question_and_out_of_the_first(aloud: Aloud) -> None:
    heard = aloud("s", "1", ".", "2", "1", "s", ".", "where")
    assert heard.count("Why is it put off?") == 2
    assert _marks(aloud) == ["StepDeferred"]


def test_a_question_mark_asks_again(aloud: Aloud) -> None:
    assert aloud("-", "?", "1").count("Why does it not apply?") == 2


def test_the_kind_of_a_note_stands_before_its_words(aloud: Aloud) -> None:
    aloud("m", "D: we call the vendor", "m", "D、no kind", "m", "Q：谁在线？")
    entries = [line for line in aloud("t 9") if "Ana Lima" in line]
    assert [line.partition(": ")[2] for line in entries[-3:]] == ["we call the vendor", "D、no kind", "谁在线？"]


def test_several_pasted_lines_are_one_note(aloud: Aloud) -> None:
    aloud("m", Typed(lines=("first line", "done", "send")))
    assert aloud.timeline[-1] == "NoteAdded"
    assert _marks(aloud) == []


def test_a_message_is_read_whole_before_the_word_that_sends_it(aloud: Aloud) -> None:
    heard = aloud(*AT_AGENTS, "done", "send")
    asked = heard.index("Send this to Agents on shift?")
    sends = heard.index("Type send: send now")
    text = heard[asked + 1 : sends]
    assert any("We are looking into it" in line or "outage" in line.lower() for line in text), text
    assert "Sent to agents by agents-chat: confirmed by the provider." in heard[sends:]
    assert len(aloud.world.sender.sent) == 1


@pytest.mark.parametrize("typed", ["S", "s", "done", " ", "", "y", "yes", "ok", "send it", "1", "raise"])
def test_nothing_but_the_word_sends(aloud: Aloud, typed: str) -> None:
    heard = aloud(*AT_AGENTS, "done", typed)
    assert "Nothing happened." in heard
    assert aloud.world.sender.sent == []


def test_a_word_that_comes_too_fast_or_with_other_lines_was_not_meant(aloud: Aloud) -> None:
    fast = Typed(lines=("send",), seconds=0.2)
    pasted = Typed(lines=("send", "send"), seconds=5.0)
    heard = aloud(*AT_AGENTS, "done", fast, pasted)
    assert heard.count("That came too fast after the question, and was not taken. Type it again.") == 2
    assert aloud.world.sender.sent == []
    aloud("done", "send")
    assert len(aloud.world.sender.sent) == 1


def test_what_did_not_arrive_is_said_and_can_be_sent_again(aloud: Aloud) -> None:
    aloud.world.sender.answers["agents-chat"] = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")
    heard = aloud(*AT_AGENTS, "done", "send", "N")
    assert "Not sent to agents by agents-chat: failed, the server refused (404)" in heard
    assert "1: Message M1 to Agents on shift by agents-chat: failed, the server refused (404)." in heard
    del aloud.world.sender.answers["agents-chat"]
    heard = aloud("messages 1", "send", "messages 1", "again")
    assert "Nothing happened." in heard
    assert "Sent to agents by agents-chat: confirmed by the provider." in heard


def test_an_attempt_that_waits_for_its_turn_is_said_with_its_hour_and_what_it_hangs_on(aloud: Aloud) -> None:
    bo = Recipient(name="Bo Chen", target_id="mail", address="bo@example.org", language="en", person="bo")
    eva = bo.changed(name="Eva Roth", address="eva@example.org", person="eva")
    aloud.world.directory = replace(
        aloud.world.directory,
        audiences={**aloud.world.directory.audiences, "agents": (bo,)},
        escalations={"agents": Escalation(after=timedelta(minutes=5), then=((eva,),))},
    )
    heard = aloud(*AT_AGENTS, "done", "send", "messages")
    assert "1: Message M1 to Bo Chen by mail: sent, not acknowledged." in heard
    (waiting,) = (line for line in heard if "to Eva Roth" in line and line[:1].isdigit())
    assert re.search(r"goes at \d\d:\d\d only if nobody has acknowledged by then\.$", waiting)
    assert "'messages 1 pause' puts off what of that one's escalation is still ahead." in heard
    heard = aloud("messages", "messages 1 pause", "2", "She is on her way", "messages", "messages 1 pause")
    assert "Put off; it goes on by itself, and an answer still stops all of it." in heard
    assert any(line.startswith("escalation of M1 put off until") and "She is on her way" in line for line in heard)
    assert aloud.timeline.count("EscalationPaused") == 1


def test_a_wrong_message_is_corrected_by_its_number(aloud: Aloud) -> None:
    aloud(*AT_AGENTS, "done", "send")
    heard = aloud("messages 1 correct", "It is the chat.", "send", "messages")
    assert "The correction is on its way." in heard
    assert "M1: WRONG: corrected by M2" in heard
    assert "It is the chat." in aloud.world.sender.sent[-1].body


def test_who_has_read_it_and_who_is_not_told_is_said_by_number(aloud: Aloud) -> None:
    aloud(*AT_AGENTS, "done", "send")
    heard = aloud("messages 1 read", "2", "12 of 14", "messages out", "2", "nothing is sure yet", "messages")
    assert "Noted who has read it." in heard
    assert any(line.startswith("not told, on purpose: ") and "nothing is sure yet" in line for line in heard), heard
    assert aloud.timeline.count("MessageAcknowledged") == 1
    assert aloud.timeline.count("AudienceLeftOut") == 1


def test_a_raise_says_what_it_brings_and_takes_its_own_word(aloud: Aloud) -> None:
    heard = aloud("+", "1", "+", "raise")
    assert "Nothing happened." in heard
    assert "Steps added: 2. What is done stays done." in heard
    assert aloud.timeline.count("TierRaised") == 1


def test_a_lowering_asks_why(aloud: Aloud) -> None:
    aloud("_", "it is one site only", "lower")
    assert aloud.timeline.count("TierLowered") == 1


def test_roles_are_given_by_number(aloud: Aloud) -> None:
    heard = aloud("r", "1", "2", "people")
    assert "Bo Chen is Technical lead." in heard
    assert "Technical lead: Bo Chen" in heard


def test_undo_says_which_mark_before_it_takes_it_back(aloud: Aloud) -> None:
    heard = aloud("done", "u", "no", "u", "yes")
    assert heard.count("This takes back: step 1 as expected 02:40, VOICE MENU: put up the outage notice") == 2
    assert "Nothing happened." in heard
    assert "Taken back: 1 as expected 02:40" in heard
    assert _marks(aloud) == ["StepCompleted", "StepUndone"]


def test_undo_names_the_later_act_that_it_does_not_reach(aloud: Aloud) -> None:
    heard = aloud("done", "m", "called", "u")
    assert "Your last act is another one, which undo does not reach: called. 'incident correct' changes that." in heard


def test_with_nothing_to_take_back_the_rules_say_so(aloud: Aloud) -> None:
    heard = aloud("u")
    assert "<Confirm:>" not in heard
    assert _marks(aloud) == []


def test_the_end_of_the_lines_in_a_question_keeps_it_for_the_next_start(aloud: Aloud) -> None:
    left = aloud("s", "2")
    assert left[-1] == "Left. The place is kept."
    heard = aloud("1")
    (asked,) = (place for place, words in enumerate(heard) if words.startswith("DEFER: step 1"))
    assert heard[asked + 1] == "Why is it put off?"
    assert _marks(aloud) == ["StepDeferred"]


def test_closing_takes_the_number_of_the_incident_and_only_when_nothing_is_open(aloud: Aloud) -> None:
    heard = aloud("C")
    assert any(line.startswith("Not yet:") for line in heard)
    assert "IncidentClosed" not in aloud.timeline


def test_a_value_far_from_the_last_is_asked_for_once_more(aloud: Aloud) -> None:
    heard = aloud("fact", "1", "4", "fact", "1", "50", "50")
    assert any(line.startswith("'50' is far from '4%', entered at 02:40. Read it anew") for line in heard)
    event = list(aloud.log.read(aloud.incident))[-1].event
    assert isinstance(event, FactRecorded)
    assert event.value == 50.0


def test_p_alone_and_p_with_words_say_that_the_runbook_is_wrong_here(aloud: Aloud) -> None:
    heard = aloud("m", "p", "m", "P: the number is old", "m", "people called")
    assert "Noted. It is of the kind P runbook is wrong here." in heard
    notes = [each.event for each in aloud.log.read(aloud.incident) if isinstance(each.event, NoteAdded)][-3:]
    assert [(each.kind, str(each.text)) for each in notes] == [
        (NoteKind.FLAW, "This step of the runbook is wrong or unclear."),
        (NoteKind.FLAW, "the number is old"),
        (NoteKind.FACT, "people called"),
    ]


def test_undo_says_before_and_after_what_becomes_of_the_message_that_it_sent(aloud: Aloud) -> None:
    aloud.world.sender.answers["agents-chat"] = AttemptOutcome(
        result=AttemptClass.NOT_SENT, retry_after=timedelta(hours=1)
    )
    heard = aloud("done", "done", "send", "u", "yes")
    assert "This calls back message M1 to 'Agents on shift': 1 not sent." in heard
    assert "Message M1 to 'Agents on shift' is called back: 1 not sent." in heard


def test_others_hear_which_message_an_undo_calls_back_in_the_words_of_the_timeline(aloud: Aloud) -> None:
    aloud.world.sender.answers["agents-chat"] = AttemptOutcome(
        result=AttemptClass.NOT_SENT, retry_after=timedelta(hours=1)
    )
    said = "taken back; message M1 to 'Agents on shift' is called back, it had reached nobody"
    aloud("done", "done", "send")
    heard = aloud("where", aloud.by("ana", UndoMark(by="ana")), "t 1", person="bo")
    assert len([words for words in heard if said in words]) == 2
