"""A wrong message is corrected to everybody who may have it, and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.ports import AttemptClass, Delivery, DeliveryState, OnUnknown, Recipient
from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import AudienceUnreachable, MessageDrafted, MessageReleased, Wording
from incident.domain.refusals import Refusal, Refused
from tests.application.worlds import ANA, World
from tests.contracts.batches import an_attempt
from tests.fakes import FakeDirectory, a_team

MINUTE = timedelta(minutes=1)
EVA = Recipient(name="Eva Roth", target_id="mail", address="eva@example.org", language="en", person="eva")
CHEN = Recipient(name="陈静", target_id="mail", address="chen@example.org", language="zh-CN", person="chen")
DEE = Recipient(name="Dee Novak", target_id="mail", address="dee@example.org", language="en", person="dee")
DESK = Recipient(name="desk", target_id="agents-chat", address="", language="en")
WORDS: Mapping[str, Wording] = {
    "en": Wording(title=FreeText("Voice works"), body=FreeText("Voice was never down.")),
    "zh-CN": Wording(title=FreeText("语音正常"), body=FreeText("语音从未中断。")),
}
ENDINGS = {
    DeliveryState.SENT: AttemptClass.DELIVERED,
    DeliveryState.UNKNOWN: AttemptClass.UNKNOWN,
    DeliveryState.FAILED: AttemptClass.PERMANENT,
}


class Told(World):
    """Agents were told something wrong by M1."""

    def __init__(self, *recipients: Recipient) -> None:
        super().__init__(agents(*recipients))
        self.ana = self.terminal()
        self.incident = self.declared(self.ana)
        self.ana.execute(self.incident, c.CompleteStep(by="ana", step="agents"), ANA)

    def rows(self, message: str) -> list[Delivery]:
        return [row for row in self.log.deliveries(self.incident) if row.message == message]

    def begin(self) -> Delivery:
        """A sender has begun with the next row."""
        (row,) = self.log.claim("worker", self.clock.now(), MINUTE, 1)
        return row

    def end(self, state: DeliveryState) -> Delivery:
        """The next row was sent, and ended so."""
        row = self.begin()
        self.log.record(an_attempt(row, ENDINGS.get(state, AttemptClass.NOT_SENT)), state)
        return row

    def correct(self, wrong: str = "M1", service: IncidentService | None = None) -> Outcome:
        order = c.CorrectMessage(by="ana", message=wrong, as_read=WORDS)
        return (service or self.ana).execute(self.incident, order, ANA)

    def states(self, message: str) -> list[tuple[str, DeliveryState]]:
        return [(row.recipient, row.state) for row in self.rows(message)]


def agents(*recipients: Recipient) -> FakeDirectory:
    team = a_team()
    return replace(team, audiences={**team.audiences, "agents": recipients})


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.UNKNOWN])
def test_whoever_may_have_the_wrong_text_is_told_which_one_it_was(state: DeliveryState) -> None:
    world = Told(EVA)
    world.end(state)
    world.correct()
    (row,) = world.rows("M2")
    (wrong,) = world.rows("M1")
    assert (row.recipient, row.address, row.state) == ("Eva Roth", "eva@example.org", DeliveryState.PENDING)
    assert row.title == "Correction: Voice works"
    assert f'This corrects our message of 2026-11-21 02:40 (UTC+0000), "{wrong.title}".' in row.body
    assert "Voice was never down." in row.body
    assert wrong.body.splitlines()[0] not in row.body, "the wrong text is not said again"


def test_each_reads_the_correction_in_their_own_language() -> None:
    world = Told(EVA, CHEN)
    world.end(DeliveryState.SENT)
    world.end(DeliveryState.SENT)
    world.correct()
    titles = {row.recipient: (row.language, row.title) for row in world.rows("M2")}
    assert titles == {"Eva Roth": ("en", "Correction: Voice works"), "陈静": ("zh-CN", "更正：语音正常")}
    (chinese,) = (row.body for row in world.rows("M2") if row.recipient == "陈静")
    assert "本消息更正我们于2026-11-21 02:40 (UTC+0000)发出的消息" in chinese


def test_what_has_not_left_never_does_and_its_reader_gets_the_right_text_alone() -> None:
    world = Told(EVA, CHEN)
    world.end(DeliveryState.SENT)
    world.correct()
    assert world.states("M1") == [("Eva Roth", DeliveryState.SENT), ("陈静", DeliveryState.CANCELLED)]
    bodies = {row.recipient: row for row in world.rows("M2")}
    assert bodies["陈静"].title == "语音正常"
    assert "更正" not in bodies["陈静"].body
    assert bodies["Eva Roth"].title == "Correction: Voice works"
    assert world.log.verify() == []


def test_who_joined_the_audience_meanwhile_reads_nothing_of_what_was_wrong() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.directory.audiences = {**world.directory.audiences, "agents": (EVA, DEE)}
    world.correct()
    assert {row.recipient: row.title for row in world.rows("M2")} == {
        "Eva Roth": "Correction: Voice works",
        "Dee Novak": "Voice works",
    }


def test_who_left_the_audience_is_corrected_where_the_wrong_text_came() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.directory.audiences = {**world.directory.audiences, "agents": (DESK,)}
    world.correct()
    assert {(row.recipient, row.target_id, row.title) for row in world.rows("M2")} == {
        ("Eva Roth", "mail", "Correction: Voice works"),
        ("desk", "agents-chat", "Voice works"),
    }


def test_a_person_who_is_told_another_way_by_now_is_told_once() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.directory.audiences = {**world.directory.audiences, "agents": (replace(EVA, address="new@example.org"),)}
    world.correct()
    assert [row.address for row in world.rows("M2")] == ["eva@example.org"]


def test_what_nobody_can_have_is_not_corrected() -> None:
    world = Told(EVA)
    world.end(DeliveryState.FAILED)
    with pytest.raises(Refused) as refused:
        world.correct()
    assert refused.value.code is Refusal.MESSAGE_NEVER_LEFT


def test_one_that_failed_after_nobody_knew_is_corrected() -> None:
    world = Told(EVA)
    row = world.end(DeliveryState.UNKNOWN)
    world.ana.execute(world.incident, c.RetryDelivery(by="ana", delivery=row.id), ANA)
    world.end(DeliveryState.FAILED)
    world.correct()
    assert [row.title for row in world.rows("M2")] == ["Correction: Voice works"]


def test_a_repeat_that_waits_may_have_arrived_and_is_stopped_and_corrected() -> None:
    world = Told(EVA)
    world.directory.all_targets = [replace(t, on_unknown=OnUnknown.REPEAT) for t in world.directory.all_targets]
    world.end(DeliveryState.UNKNOWN)
    (row,) = world.rows("M1")
    world.ana.execute(world.incident, c.RetryDelivery(by="ana", delivery=row.id), ANA)
    world.correct()
    assert world.states("M1") == [("Eva Roth", DeliveryState.CANCELLED)]
    assert [row.title for row in world.rows("M2")] == ["Correction: Voice works"]
    assert world.log.verify() == []


def test_what_is_being_sent_is_corrected_and_never_sent_again() -> None:
    world = Told(EVA)
    row = world.begin()
    world.correct()
    assert [row.title for row in world.rows("M2")] == ["Correction: Voice works"]
    world.log.record(an_attempt(row, AttemptClass.NOT_SENT), DeliveryState.PENDING, world.clock.now())
    assert world.states("M1") == [("Eva Roth", DeliveryState.CANCELLED)]


def test_a_sender_that_was_quicker_makes_the_correction_go_out_after_all() -> None:
    world = Told(EVA)
    world.log.first = lambda: world.end(DeliveryState.SENT)
    world.correct()
    assert world.states("M1") == [("Eva Roth", DeliveryState.SENT)]
    assert [row.title for row in world.rows("M2")] == ["Correction: Voice works"]


def test_a_corrected_message_is_not_sent_again() -> None:
    world = Told(EVA, CHEN)
    world.end(DeliveryState.SENT)
    lost = world.end(DeliveryState.UNKNOWN)
    world.correct()
    with pytest.raises(Refused) as refused:
        world.ana.execute(world.incident, c.RetryDelivery(by="ana", delivery=lost.id), ANA)
    assert refused.value.code is Refusal.DELIVERY_CORRECTED


def test_the_second_to_correct_is_told_who_was_first() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.correct()
    with pytest.raises(Refused) as refused:
        world.correct(service=world.terminal())
    assert refused.value.code is Refusal.MESSAGE_CORRECTED
    assert (refused.value.fields["correction"], refused.value.fields["by"]) == ("M2", "ana")


def test_whom_the_correction_never_reached_is_told_of_both_by_the_next() -> None:
    world = Told(EVA, CHEN)
    world.end(DeliveryState.SENT)
    world.end(DeliveryState.SENT)
    world.correct()
    world.end(DeliveryState.SENT)
    world.end(DeliveryState.FAILED)
    world.clock.forward(minutes=3)
    world.correct("M2")
    by_reader = {row.recipient: row for row in world.rows("M3")}
    assert by_reader.keys() == {"Eva Roth", "陈静"}
    assert by_reader["Eva Roth"].body.count("This corrects our message of") == 2
    assert by_reader["陈静"].title.startswith("更正：")
    assert world.ana.load(world.incident).messages["M2"].corrected_by == "M3"


def test_a_correction_lacks_no_language_that_somebody_read() -> None:
    team = a_team()
    world = Told()
    world.directory.audiences = {**team.audiences, "customers": (CHEN, EVA)}
    world.ana.execute(world.incident, c.CompleteStep(by="ana", step="tell"), ANA)
    world.end(DeliveryState.SENT)
    world.end(DeliveryState.SENT)
    order = c.CorrectMessage(by="ana", message="M2", as_read={"en": WORDS["en"]})
    with pytest.raises(Refused) as refused:
        world.ana.execute(world.incident, order, ANA)
    assert (refused.value.code, refused.value.fields) == (Refusal.TEXT_MISSING, {"languages": ("zh-CN",)})


def test_who_may_have_it_and_can_be_reached_no_more_is_named() -> None:
    world = Told(EVA, DESK)
    world.end(DeliveryState.SENT)
    world.end(DeliveryState.SENT)
    world.directory.all_targets = [t for t in world.directory.all_targets if t.id != "mail"]
    world.directory.audiences = {**world.directory.audiences, "agents": (DESK,)}
    world.log.load_targets(world.directory.targets())
    assert world.correct().unreached == ("Eva Roth",)
    assert [row.recipient for row in world.rows("M2")] == ["desk"]


def test_whose_way_is_gone_is_corrected_by_the_new_one() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.directory.all_targets = [t for t in world.directory.all_targets if t.id != "mail"]
    world.directory.audiences = {**world.directory.audiences, "agents": (replace(EVA, target_id="agents-chat"),)}
    world.log.load_targets(world.directory.targets())
    assert world.correct().unreached == ()
    assert [(row.target_id, row.title) for row in world.rows("M2")] == [("agents-chat", "Correction: Voice works")]


def test_who_was_told_by_phone_alone_has_to_be_told_so_again() -> None:
    world = Told()
    world.ana.execute(world.incident, c.TellOtherwise(by="ana", message="M1", how="by phone"), ANA)
    outcome = world.correct()
    assert [type(entry.event) for entry in outcome.entries] == [MessageDrafted, MessageReleased, AudienceUnreachable]
    assert [message.id for message in outcome.incident.unreached] == ["M2"]


def test_the_wrong_one_and_its_correction_stand_together() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.ana.execute(world.incident, c.SendMessage(by="ana", audience="customers", template="first"), ANA)
    incident = world.correct().incident
    assert [message.id for message in incident.messages_told] == ["M1", "M3", "M2"]


def test_erasing_the_wrong_message_takes_its_subject_out_of_the_correction() -> None:
    world = Told(EVA)
    world.end(DeliveryState.SENT)
    world.correct()
    wrong = world.ana.load(world.incident).messages["M1"]
    texts = tuple(text.content_id for words in wrong.wordings.values() for text in (words.title, words.body))
    order = c.EraseContents(by="ana", seq=wrong.drafted_seq, contents=texts, because="a request")
    world.ana.execute(world.incident, order, ANA)
    subject = str(wrong.wordings["en"].title)
    assert subject
    assert not [row for row in world.log.deliveries(world.incident) if subject in row.body + row.title]
    assert world.log.verify() == []
