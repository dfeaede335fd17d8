from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.application.actor import Actor
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    Delivery,
    DeliveryState,
    Escalation,
    Person,
    Recipient,
    Sender,
    Target,
    Unconfirmed,
)
from incident.domain import commands as c
from incident.domain.events import MessageRetried
from incident.domain.grading.tiers import Tier
from incident.tui.screens.deliveries import Deliveries
from incident.tui.views.deliveries import delivery_row, delivery_rows
from incident.tui.views.message_board import board_heads, board_row
from incident.walk.flows.asking import Card, Question, Ready
from incident.walk.flows.correcting import CorrectFlow
from incident.walk.flows.deferring import AskFlow
from incident.walk.flows.leaving_out import LeaveOutFlow
from incident.walk.flows.messages import TellFlow
from incident.walk.flows.updating import UpdateFlow
from incident.walk.moment import Walk
from incident.walk.reading import moment_of
from incident.wording.delivery import delivery_state_word
from incident.wording.speech import Speech
from tests.deliveries import a_delivery
from tests.tui.pages import opened
from tests.tui.worlds import World


class RefusingSender(Sender):
    """Ends every attempt as it is told."""

    def __init__(self, result: AttemptClass) -> None:
        self.result = result

    def send(self, target: Target, delivery: Delivery, limit: timedelta) -> AttemptOutcome:
        del target, delivery, limit
        return AttemptOutcome(result=self.result, detail=detail(Reason.PROVIDER_REFUSED))

    def close(self) -> None:
        return


def _told(folder: Path, result: AttemptClass) -> tuple[World, str]:
    """An incident with one message whose only attempt ended like that."""
    world = World(folder=folder, sender=RefusingSender(result))
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.dispatcher.drain(timedelta(seconds=5))
    return world, incident


async def test_the_line_that_needs_somebody_names_the_key_of_the_messages(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.PERMANENT)
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU  N shows messages: 1 failed")
        await page.press("question_mark")
        await page.sees("KEYS")
        await page.press("end")
        await page.sees("What became of every message")


async def test_closing_names_what_did_not_arrive_before_it_asks_for_the_phrase(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.PERMANENT)
    for step in world.service.load(incident).runbook.steps():
        if Tier.SERIOUS in step.tiers and step.branch is None and step.id not in ("notice", "agents"):
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.sees("COMPLETE: nothing is open")
        await page.press("C", "enter")
        await page.sees(
            "1 delivery has not arrived. Leave this, then N shows the messages.", "Message M1 to agents: failed."
        )
        await page.sees(f"Type: {incident}")


async def test_an_update_that_cannot_leave_is_said_under_needs_you_and_its_clock_runs(tmp_path: Path) -> None:
    """The network is down: what is released has told nobody."""
    world = World(folder=tmp_path, sender=RefusingSender(AttemptClass.NOT_SENT))
    incident = world.declared()
    world.does(incident, c.SendMessage(by="ana", audience="customers", template="first", approved_by="ana"))
    world.dispatcher.drain(timedelta(seconds=5))
    world.clock.forward(minutes=2)
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU", "update M1 is written and has not left", "UPDATE IN")


async def test_a_wrong_message_is_corrected_by_a_key_and_both_stand_together(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("MESSAGES", "M1", "sent")
        await page.press("e")
        await page.sees("CORRECT M1", "What is right?")
        await page.type("It is the chat.")
        await page.press("enter")
        await page.sees(
            "Send this correction?", "Corrected, because they may have it: Agents on shift", "It is the chat."
        )
        await page.press("S")
        await page.sees("The correction is on its way.", "WRONG: corrected by M2", "corrects M1")
        await page.press("e")
        await page.sees("It can be corrected after it was let go, and only once.")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("if unacknowledged", "goes 02:4", "Eva Roth by mail, only if nobody has acknowledged by then")),
        ("zh-CN", ("无人确认才发", "经 mail 通知 Eva Roth（届时仍无人确认才通知）")),
    ],
)
async def test_the_board_says_of_an_attempt_that_waits_on_what_it_hangs(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    i18n.use(language)
    world, incident = _escalating(tmp_path)
    async with opened(world, incident=incident, size=(140, 40)) as page:
        await page.press("N")
        await page.sees(*words)


async def test_p_puts_an_escalation_off_and_board_and_walk_say_until_when_and_why(tmp_path: Path) -> None:
    world, incident = _escalating(tmp_path)
    async with opened(world, incident=incident, size=(100, 30)) as page:
        await page.press("N")
        await page.sees("if unacknowledged", "p put off")
        await page.press("p")
        await page.sees("For how long? It goes on by itself.", "5 minutes", "15 minutes")
        await page.press("2")
        await page.sees("Why?", "They are on their way")
        await page.press("1", "enter")
        await page.sees("escalation of M1 put off until 02:5", "by Ana Lima: They are on their way")
        await page.press("p")
        await page.sees("escalation of M1 put off until 02:5")
        await page.press("escape")
        await page.sees("escalation of M1 put off until 02:5")
    assert world.service.load(incident).messages["M1"].pause is not None


async def test_the_cursor_stays_on_its_delivery_when_that_leaves(tmp_path: Path) -> None:
    world, incident = _escalating(tmp_path)
    async with opened(world, incident=incident, size=(100, 30)) as page:
        await page.press("N")
        await page.sees("MESSAGES", "if unacknowledged")
        board = page.screen(Deliveries)
        while "Eva" not in board.line_to_copy():
            await page.press("j")
        world.clock.forward(minutes=6)
        world.dispatcher.drain(timedelta(seconds=5))
        await page.loses("if unacknowledged")
        assert "Eva" in board.line_to_copy()


async def test_p_says_when_nothing_is_ahead_that_could_be_put_off(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("N", "p")
        await page.sees("Nobody else is to be told of it, so there is nothing to put off.")


COPIED = "A restored backup: nothing is sent before 'incident db confirm'."


async def test_in_a_copy_walk_and_board_say_what_keeps_messages_back_and_what_may_have_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that was taken in mid-send: nobody sends, and no state says that somebody does."""
    world = World(folder=tmp_path)
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.log.claim("worker", world.clock.now(), timedelta(minutes=1), 1)
    monkeypatch.setattr(world.log, "unconfirmed", Unconfirmed)
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU", COPIED)
        assert "on its way" not in page.text
        await page.press("N")
        await page.sees("MESSAGES", COPIED, "perhaps sent", "db confirm", "it was being sent when the backup was taken")
        await page.press("enter")
        await page.sees("perhaps sent", "NEXT TRY", COPIED)


@pytest.mark.parametrize(
    ("language", "words", "out"),
    [
        (
            "en",
            "Nothing is written to Agents on shift yet: step 2 writes it (Esc, then g).",
            "1  all of Agents on shift",
        ),
        ("zh-CN", "还没有写给「当班坐席」的消息：由第 2 步写（Esc，再按 g）。", "1  当班坐席全部"),
    ],
)
async def test_on_whom_a_step_still_tells_every_key_says_which_step_writes_it(
    tmp_path: Path, language: str, words: str, out: str
) -> None:
    i18n.use(language)
    world = World(folder=tmp_path)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees(i18n._("STILL TO TELL"))
        for key in ("enter", "R", "e", "p", "T", "A"):
            await page.press(key)
            await page.sees(words)
            await page.press("j", "k")
            await page.loses(words)
        await page.press("L")
        await page.sees(out)


async def test_whom_no_way_leads_to_stands_first_and_is_told_by_name(tmp_path: Path) -> None:
    nan = Person(id="nan", name="Nan Ning", language="en", phone="8-1120")
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    everybody = (*world.directory.everybody, nan)
    world.directory = replace(world.directory, everybody=everybody, silent_people={"agents": [nan]})
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("!M1", "Nan Ning", "NO WAY", "no way is set; phone 8-1120, T notes that they were told")
        assert "Nan Ning" in page.screen(Deliveries).line_to_copy()
        await page.press("R")
        await page.sees("Nothing was sent to Nan Ning: no way is set. Tell them by hand; T notes it.")
        await page.press("enter")
        await page.sees("Nothing was sent to Nan Ning, so there is no delivery to show.")
        await page.press("A")
        await page.sees("Who has read it?", "2  Nan Ning")
        await page.press("escape", "L")
        await page.sees("1  Nan Ning of Agents on shift")
        await page.press("escape", "T")
        await page.sees("How was 'Nan Ning' told, and by whom?")
        await page.type("by phone")
        await page.press("enter")
        await page.sees("Noted how they were told.", "told by hand 02:4")
        assert "Agents on shift" in page.screen(Deliveries).line_to_copy(), "the cursor is at what is next"
    (telling,) = world.service.load(incident).messages["M1"].tellings
    assert telling.whom == ("nan",)


def _escalating(folder: Path) -> tuple[World, str]:
    """Bo was told a moment ago; if he does not answer, Eva is."""
    world = World(folder=folder)
    bo = Recipient(name="Bo Chen", target_id="mail", address="bo@example.org", language="en", person="bo")
    eva = bo.changed(name="Eva Roth", address="eva@example.org", person="eva")
    world.directory = replace(
        world.directory,
        audiences={**world.directory.audiences, "agents": (bo,)},
        escalations={"agents": Escalation(after=timedelta(minutes=5), then=((eva,),))},
    )
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.dispatcher.drain(timedelta(seconds=5))
    return world, incident


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_small_window_names_the_call_sheet_and_the_filter(tmp_path: Path, language: str) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    i18n.use(language)
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.press("N")
        await page.sees("s call  /  Esc" if language == "en" else "s 电话单  /  Esc")


def test_who_may_not_approve_a_correction_is_told_before_the_text_is_written(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    order = c.SendMessage(by="bo", audience="customers", template="first", approved_by="ana")
    world.service.execute(incident, order, Actor(person="bo"))
    state = world.service.load(incident)
    walk = Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())
    part = CorrectFlow(walk=walk, message=state.messages["M1"]).part({})
    assert isinstance(part, Card)
    assert "cannot approve your own words" in part.words
    flow = CorrectFlow(walk=replace(walk, person="bo"), message=state.messages["M1"])
    assert isinstance(flow.part({}), Question)


def test_who_was_only_left_for_later_does_not_have_a_wrong_text(world: World) -> None:
    incident = world.declared()
    order = c.SendMessage(by="ana", audience="customers", template="first", approved_by="ana")
    world.service.execute(incident, order, Actor(person="ana"))
    state = world.service.load(incident)
    had = a_delivery(message="M1", recipient="R. Osei", state=DeliveryState.SENT)
    late = a_delivery(
        message="M1", recipient="S. Vale", state=DeliveryState.PENDING, tries=1, last_detail=Reason.TURN_LATER
    )
    walk = Walk(
        incident=state,
        person="ana",
        speech=Speech(bundle=state.bundle),
        now=world.clock.now(),
        deliveries=(had, late),
    )
    flow, answers = CorrectFlow(walk=walk, message=state.messages["M1"]), dict[str, str]()
    while not isinstance(part := flow.part(answers), Card):
        assert isinstance(part, Question)
        answers[part.id] = "It is the chat."
    assert "Corrected, because they may have it: R. Osei" in part.notes
    assert "Not sent any more; they read only what is right: S. Vale" in part.notes


async def test_what_nobody_answers_and_nobody_more_is_asked_about_stands_on_walk_and_board(tmp_path: Path) -> None:
    world, incident = _escalating(tmp_path)
    for minutes in (5, 10):
        world.clock.forward(minutes=minutes)
        world.dispatcher.drain(timedelta(seconds=5))
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU", "N: no answer to M1 for 15 min, and nobody else is asked: phone")
        await page.press("N")
        await page.sees("waiting 2 ", "waiting 10 min", "A notes their answer")


async def test_the_board_counts_who_has_read_it_and_keeps_both_names(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("told 1   read 0   next update due", "STATUS", "A answer")
        await page.press("A")
        await page.sees("Who has read it?", "I have read it myself", "Agents on shift")
        await page.press("2")
        await page.sees("How many of 'Agents on shift' have read it")
        await page.type("15/14")
        await page.press("enter")
        await page.sees("15/14 is no count of readers.")
        await page.press(*["backspace"] * 5)
        await page.type("12/14")
        await page.press("enter")
        await page.sees("12/14 have read it", "read 0")
        await page.press("A", "2")
        await page.type("14/14")
        await page.press("enter")
        await page.sees("14/14 have read it", "read 1", "told Ana L")
        await page.press("A", "1")
        await page.sees("Noted who has read it.")
    said = world.service.load(incident).messages["M1"].acknowledgements
    assert [(each.by, each.recorded_by, each.count, each.of) for each in said] == [
        ("agents", "ana", 14, 14),
        ("ana", "ana", None, None),
    ]


def test_a_way_that_was_called_off_is_not_read_unless_nothing_else_went(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    world.does(incident, c.AcknowledgeMessage(by="ana", message="M1", reader="agents", count=14, of=14))
    walk = moment_of(world, world.service.load(incident))
    (sent,) = walk.deliveries
    off = sent.changed(id="off", state=DeliveryState.CANCELLED, due_at=sent.due_at + timedelta(minutes=5))
    both = replace(walk, deliveries=(sent, off))
    assert "14 have read it" in board_row(sent, both, 100).plain
    assert "cancelled" in board_row(off, both, 100).plain
    assert "read" not in board_row(off, both, 100).plain
    first = off.changed(id="first", due_at=sent.due_at)
    none_went = replace(walk, deliveries=(off, first))
    assert "14 have read it" in board_row(first, none_went, 100).plain
    assert "read" not in board_row(off, none_went, 100).plain


async def test_who_is_left_out_on_purpose_stands_apart_from_what_failed(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("told 1")
        await page.press("L")
        await page.sees("Who is not to be told, or is to be told again?", "all of Customers")
        await page.press(*[str(n) for n, row in enumerate(_numbered(page.text), 1) if "Customers" in row])
        await page.sees("Why?")
        await page.press("2", "enter")
        await page.sees("NOT TOLD, ON PURPOSE", "Customers: They wait for the next update (Ana Lima")
        await page.press("escape")
        await page.press("U")
        await page.sees("Not told, on purpose: Customers: They wait for the next update")
    assert world.service.load(incident).left_out["customers", ""].by == "ana"


def _numbered(text: str) -> list[str]:
    return [line for line in text.splitlines() if "all of" in line or "tell them again" in line]


async def test_a_tall_window_shows_the_text_under_the_cursor_and_its_languages(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("N")
        await page.sees("MESSAGE M1", "A channel is affected", "English to 1, written by Ana Lima")
        await page.press("U")
        await page.sees("UPDATE to customers")


async def test_an_update_is_withheld_by_a_key_with_the_reason_and_stays_due(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("U")
        await page.sees("UPDATE to customers", "S  ")
        await page.press("L")
        await page.sees("Why are customers not told now?")
        await page.press("2", "enter")
        await page.sees("Noted that customers are not told, and why; the update stays due.", "UPDATE IN")
        await page.press("U")
        await page.sees("Not told, on purpose: Customers: They wait for the next update", "S  ")
        await page.press("S")
        await page.sees("The update is on its way")
    assert world.service.load(incident).left_out == {}


async def test_the_call_sheet_is_a_key_away(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.PERMANENT)
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.press("N")
        await page.sees("FAILED 1")
        await page.press("s")
        await page.sees("CALL SHEET", "M1", "incident message call-sheet")
        assert "…" not in page.text


async def test_a_failed_delivery_shows_its_reason_and_is_sent_again_after_one_key(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.PERMANENT)
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU")
        await page.press("N")
        await page.sees("MESSAGES", "failed", "the provider refused")
        await page.press("enter")
        await page.sees("REASON", "The text:")
        await page.press("escape")
        await page.press("R")
        await page.sees("S  send it again")
        await page.press("R")
        await page.sees("Nothing happened.")
        await page.press("R", "space")
        assert not [e for e in world.log.read(incident) if isinstance(e.event, MessageRetried)]
        await page.press("R", "S")
        await page.sees("Another attempt is ordered.")
        assert [e for e in world.log.read(incident) if isinstance(e.event, MessageRetried)]


async def test_what_may_have_arrived_says_that_it_may_be_read_twice(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.UNKNOWN)
    async with opened(world, incident=incident) as page:
        await page.sees("N shows messages: 1 unknown")
        await page.press("N")
        await page.sees("MESSAGES")
        await page.press("R")
        await page.sees("they read it twice")


@pytest.mark.parametrize(("size", "words"), [((80, 24), "sent, cannot ack"), ((120, 40), "sent, cannot acknowledge")])
async def test_a_channel_that_was_told_is_shown_as_one_that_cannot_acknowledge(
    tmp_path: Path, size: tuple[int, int], words: str
) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("N")
        await page.sees(words)
        await page.press("enter")
        await page.sees("ANSWER", "cannot acknowledge")


async def test_what_was_sent_is_not_sent_again(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.dispatcher.drain(timedelta(seconds=5))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 3")
        await page.press("N")
        await page.sees("told 1   read 0")
        await page.press("R")
        await page.sees("Only what failed or is unknown")


@pytest.mark.parametrize(("state", "words"), [(DeliveryState.FAILED, "未发出"), (DeliveryState.UNKNOWN, "结果不明")])
def test_in_chinese_only_what_failed_did_not_go_out(state: DeliveryState, words: str) -> None:
    i18n.use("zh-CN")
    assert delivery_state_word(state) == words


def _alone(folder: Path) -> tuple[World, str]:
    """A workspace without a target for anybody."""
    world = World(folder=folder)
    world.directory.audiences = {}
    return world, world.declared()


async def test_the_card_says_before_s_that_nobody_can_be_reached(tmp_path: Path) -> None:
    world, incident = _alone(tmp_path)
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2")
        await page.press("space")
        await page.sees("NOBODY CAN BE REACHED", "S  mark it: nothing is sent, you tell them otherwise")


@pytest.mark.parametrize(("language", "said"), [("en", "NOTHING WAS SENT"), ("zh-CN", "未发送任何消息")])
def test_what_reaches_nobody_is_never_said_to_be_on_its_way(tmp_path: Path, language: str, said: str) -> None:
    i18n.use(language)
    world, incident = _alone(tmp_path)
    walk = Walk(
        incident=world.service.load(incident),
        person="ana",
        speech=Speech(),
        now=world.clock.now(),
        directory=world.directory,
    )
    item = walk.checklist.item("agents")
    assert item is not None
    for flow in (TellFlow(walk=walk, item=item), UpdateFlow(walk=walk)):
        part = flow.part({"send": "send"})
        assert isinstance(part, Ready)
        assert said in part.said


@pytest.mark.parametrize(("language", "said"), [("en", "nothing is sent"), ("zh-CN", "未发送任何消息")])
def test_whoever_asks_a_person_reads_that_nothing_is_sent_and_whom_to_phone(
    world: World, language: str, said: str
) -> None:
    i18n.use(language)
    bo = Person(id="bo", name="Bo Chen", language="en", phone="+86 10 5555 0100")
    walk = Walk(incident=world.service.load(world.declared()), person="ana", speech=Speech(), now=world.clock.now())
    assert walk.current is not None
    flow = AskFlow(walk=walk, item=walk.current, people=(bo,))
    part = flow.part({"person": "bo"})
    assert isinstance(part, Question)
    assert "+86 10 5555 0100" in part.notes[0]
    nobody = replace(flow, people=(replace(bo, phone=""),)).part({"person": "bo"})
    assert isinstance(nobody, Question)
    assert nobody.notes[0].endswith(i18n._("No telephone of theirs is known."))
    asked = flow.part({"person": "bo", "minutes": "5", "request": "go"})
    assert isinstance(asked, Ready)
    assert said in asked.said


async def test_a_message_that_reached_nobody_needs_you_until_somebody_says_how_they_were_told(tmp_path: Path) -> None:
    world, incident = _alone(tmp_path)
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU  Agents on shift: nobody was reached. Tell them otherwise; N notes it")
        await page.press("N")
        await page.sees("M1", "Agents on shift", "nobody was told")
        assert "nothing was sent yet" not in page.text
        await page.press("T")
        await page.sees("How was 'Agents on shift' told, and by whom?")
        await page.type("by phone, the shift lead")
        await page.press("enter")
        await page.sees("told otherwise", "Audience told otherwise by", "by phone")
        await page.press("escape")
        await page.until(lambda: "nobody was reached" not in page.text, "the need is met")


async def test_closing_names_whom_nobody_told(tmp_path: Path) -> None:
    world, incident = _alone(tmp_path)
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    for step in world.service.load(incident).runbook.steps():
        if Tier.SERIOUS in step.tiers and step.branch is None and step.id not in ("notice", "agents"):
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.press("C", "enter")
        await page.sees("M1 told nobody: 'Agents on shift' has nobody who can be reached.")


async def test_a_few_letters_narrow_the_board_to_the_deliveries_that_they_fit(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.does(incident, c.SendMessage(by="ana", audience="customers", template="first"))
    world.dispatcher.drain(timedelta(seconds=5))
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("Agents on shift", "Customers")
        await page.press("slash")
        await page.sees("TYPING")
        await page.type("custo")
        await page.until(lambda: "Agents" not in "\n".join(page.rows[4:-4]), "only the customers' delivery")
        await page.sees("Customers")
        await page.press("enter", "enter")
        await page.sees("MESSAGE M2")
        await page.press("escape", "escape")
        await page.sees("Agents on shift", "Customers")


async def test_home_names_the_target_that_refuses_for_good_until_it_takes_something(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.PERMANENT)
    async with opened(world) as page:
        await page.sees("Refused for good by: agents-chat.")
    world.clock.forward(minutes=1)
    world.sender = RefusingSender(AttemptClass.DELIVERED)
    del world.dispatcher
    world.does(incident, c.SendMessage(by="ana", audience="agents", template="agents-notice"))
    world.dispatcher.drain(timedelta(seconds=5))
    async with opened(world) as page:
        await page.sees("BEFORE IT HURTS")
        assert "Refused for good" not in page.text


async def test_an_empty_board_lists_who_is_still_to_be_told_and_enter_says_that_there_is_none(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("nothing was sent yet", "STILL TO TELL", "Agents on shift, step 2")
        await page.press("enter")
        await page.sees("Nothing is written to Agents on shift yet: step 2 writes it")


async def test_where_no_message_gets_out_the_terminal_rings_and_walk_and_home_say_whom_to_phone(tmp_path: Path) -> None:
    """Fault 40: long before the messages are too old to be tried."""
    world, incident = _told(tmp_path, AttemptClass.NOT_SENT)
    rung: list[bool] = []
    async with opened(world, incident=incident) as page:
        page.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]  # headless: nobody hears it
        await page.sees("[>] 3")
        assert "NO MESSAGE" not in page.text
        world.clock.forward(minutes=1)
        await page.sees("NEEDS YOU  NO MESSAGE GETS OUT: N, then s, says whom to phone")
        await page.until(lambda: rung == [True], "the bell, once")
        await page.press("N")
        await page.sees("again 02:4")
        await page.press("s")
        await page.sees("CALL SHEET", "Agents on shift")
    async with opened(world) as page:
        await page.sees("NO MESSAGE GETS OUT. In the incident N, then s, says whom to phone.")
        await page.press("c")
        await page.sees("消息发不出去。")


async def test_what_fails_rings_the_terminal(tmp_path: Path) -> None:
    world = World(folder=tmp_path, sender=RefusingSender(AttemptClass.PERMANENT))
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    rung: list[bool] = []
    async with opened(world, incident=incident) as page:
        page.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]  # headless: nobody hears it
        await page.sees("[>] 2")
        world.does(incident, c.CompleteStep(by="ana", step="agents"))
        world.dispatcher.drain(timedelta(seconds=5))
        await page.sees("N shows messages: 1 failed")
        await page.until(lambda: rung == [True], "the bell")


async def test_whom_a_step_has_told_stays_told_when_its_mark_is_undone(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.dispatcher.drain(timedelta(seconds=5))
    world.does(incident, c.UndoMark(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("told 1", "STILL TO TELL")
        rest = page.text.partition("STILL TO TELL")[2]
        assert "Customers" in rest
        assert "Agents on shift" not in rest


async def test_whom_somebody_decided_not_to_tell_is_not_still_to_be_told(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.LeaveOut(by="ana", audience="agents", because="they wait"))
    state = world.service.load(incident)
    walk = Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())
    rows = [delivery_row(row, walk, 80).plain.strip() for row in delivery_rows(walk, 80)]
    assert not [words for words in rows if words.startswith("Agents on shift, step")]
    assert [words for words in rows if words.startswith("Agents on shift: they wait")]


async def test_the_board_says_when_a_message_left_and_not_when_it_should_have(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.NOT_SENT)
    world.clock.forward(minutes=9, seconds=50)
    world.sender = RefusingSender(AttemptClass.DELIVERED)
    del world.dispatcher
    world.dispatcher.drain(timedelta(seconds=5))
    world.does(incident, c.AcknowledgeMessage(by="ana", message="M1", reader="agents", text="by phone"))
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("02:49", "read after 9 min")
        await page.press("enter")
        await page.sees("SENT AT", "02:49")


async def test_an_update_that_is_late_is_not_said_to_come(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    world.clock.forward(hours=3)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("told 1   read 0   UPDATE LATE")
        assert "next update due" not in page.text


def test_a_recipient_without_a_role_is_told_with_an_audience_and_a_column_of_nothing_is_not_drawn(
    tmp_path: Path,
) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    walk = moment_of(world, world.service.load(incident))
    assert "ROLE" not in board_heads(walk, 80).plain
    (row,) = walk.deliveries
    eva = replace(walk, deliveries=(row.changed(recipient="Eva Roth"),))
    assert "ROLE" in board_heads(eva, 80).plain
    assert "Agents on shift" in board_row(eva.deliveries[0], eva, 100).plain
    for each in (walk, eva):
        assert {board_heads(each, 80).cell_length, board_row(each.deliveries[0], each, 80).cell_length} == {79}


@pytest.mark.parametrize(
    ("language", "outcome", "words"),
    [
        ("en", AttemptClass.NOT_SENT, ("Agents on shift", "waiting to be sent", "again 02:40")),
        ("zh-CN", AttemptClass.NOT_SENT, ("当班坐席", "等待发送", "02:40 再试")),
        ("zh-CN", AttemptClass.UNKNOWN, ("结果不明", "R 重发")),
        ("zh-CN", AttemptClass.DELIVERED, ("已发送，无法确认",)),
    ],
)
def test_in_60_cells_who_how_it_stands_and_what_is_next_are_whole(
    tmp_path: Path, language: str, outcome: AttemptClass, words: tuple[str, ...]
) -> None:
    i18n.use(language)
    world, incident = _told(tmp_path, outcome)
    walk = moment_of(world, world.service.load(incident))
    (row,) = (board_row(each, walk, 60).plain for each in walk.deliveries)
    assert [each for each in words if each not in row] == []
    assert "…" not in row
    assert cell_len(row) < 60


async def test_a_message_that_reached_nobody_stands_in_the_columns_of_the_board(tmp_path: Path) -> None:
    world, incident = _alone(tmp_path)
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("M1", "T told")
        rows = await page.settled()
        heads, row = (next(r for r in rows if words in r) for words in ("STATUS", "Agents on shift"))
        found = [row.index(words) for words in ("Agents", "02:40", "nobody was told", "T told")]
        assert found == [heads.index(words) for words in ("TO ", "SENT", "STATUS", "NEXT")]
        await page.press("enter")
        await page.sees("It went to nobody, so there is no delivery to show.")


async def test_role_and_way_of_a_recipient_are_whole_where_80_cells_have_room(tmp_path: Path) -> None:
    world, incident = _told(tmp_path, AttemptClass.DELIVERED)
    async with opened(world, incident=incident) as page:
        await page.press("N")
        await page.sees("A answer  R resend")
        walk = page.screen(Deliveries)._walk
        row = next(r for r in await page.settled() if r.startswith(" M1"))
        assert walk.deliveries[0].target_id in row
        assert "…" not in row


def test_of_two_people_of_one_name_the_way_tells_who_is_left_out_and_else_both_are_offered(tmp_path: Path) -> None:
    ways = {"eva": "eva@example.org", "eva2": "eva2@example.org"}
    told = [
        Recipient(name="Eva Roth", target_id="mail", address=way, language="en", person=person)
        for person, way in ways.items()
    ]
    world = World(folder=tmp_path)
    world.directory.audiences = {**world.directory.audiences, "agents": told}
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="agents"))
    (_first, second) = world.log.deliveries(incident)
    walk = moment_of(world, world.service.load(incident))
    first_offered = LeaveOutFlow(walk=walk, delivery=second).part({})
    assert isinstance(first_offered, Question)
    assert first_offered.choices[0].value.endswith("eva2")
    shared = {**world.directory.audiences, "agents": [told[0].changed(others=("bo",))]}
    world.directory.audiences = shared
    flow = LeaveOutFlow(walk=moment_of(world, world.service.load(incident)))
    done = flow.part({"whom": "out\x1fagents\x1feva", "because": "a suspect"})
    assert isinstance(done, Ready)
    assert "not told either: bo." in done.said
    world.directory.audiences = {**shared, "agents": told}
    moved = LeaveOutFlow(walk=walk, delivery=second.changed(address="new@example.org")).part({})
    assert isinstance(moved, Question)
    assert [choice.words.partition(" of ")[0] for choice in moved.choices[:2]] == ["Eva Roth (eva)", "Eva Roth (eva2)"]
