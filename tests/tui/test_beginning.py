"""What a runbook wants done before everything else is asked of whoever enters, until it is answered in the log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NowLineAnswered
from incident.domain.walking.checklist import build_checklist
from incident.walk.flows.asking import Card, Question, Ready
from incident.walk.flows.beginning import NowFlow
from incident.walk.flows.conversation import Conversation
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.speech import Speech
from tests.bundles import a_beginning, a_bundle
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World

CARD = "NOW, before everything else"


@pytest.fixture
def world(world: World) -> World:
    return replace(world, bundles=(a_beginning(),))


async def _declared(page: Page) -> None:
    for words, key in (("d declare", "d"), ("Enter takes it", "enter"), ("2  TIER 2", "2"), ("o  open it", "o")):
        await page.sees(words)
        await page.press(key)


def _answers(world: World, incident: str) -> list[tuple[int, bool, str]]:
    entries = world.log.read(incident)
    return [
        (entry.event.line, entry.event.done, entry.person)
        for entry in entries
        if isinstance(entry.event, NowLineAnswered)
    ]


async def test_each_tick_is_in_the_log_before_it_is_on_the_card(world: World) -> None:
    async with opened(world) as page:
        await _declared(page)
        await page.sees(CARD, "1  AGENTS", "2  ROOM", "3  CHANGES", "g  go on")
        await page.press("2")
        await page.sees("[x] 2 ROOM: open one call - done, Ana Lima")
        assert _answers(world, "INC-0001") == [(2, True, "ana")]
        await page.press("g")
        await page.sees("[>] 1", "2 NOW lines are open", "key 0")


async def test_a_wrong_key_on_the_card_is_no_advice_to_mark_a_line_done(world: World) -> None:
    async with opened(world) as page:
        await _declared(page)
        await page.sees(CARD, "g  go on")
        await page.press("9")
        await page.sees("'9' does nothing here. The keys are 1, 2, 3, n, g; Esc goes back.")


@pytest.mark.parametrize(
    ("language", "last", "back"),
    [("en", "go on; what is left", "back, nothing happens"), ("zh-CN", "", "")],
)
async def test_the_help_of_the_card_names_its_own_keys_and_not_enter(
    world: World, language: str, last: str, back: str
) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees(CARD, "g  go on")
        if language != "en":
            await page.press("f2")
            last, back = (
                i18n._(words) for words in ("go on; what is left is asked for again", "back, nothing happens")
            )
        await page.press("question_mark")
        await page.sees(last, back)
        keys = [row.split()[0] for row in page.rows if row.strip()]
        assert {"1", "2", "3", "n", "g"} <= set(keys)
        assert not any(i18n._("Take the answer under the cursor") in row for row in page.rows)


async def test_the_keys_of_a_card_stand_under_its_words_in_a_tall_window(world: World) -> None:
    async with opened(world, incident=world.declared(), size=(200, 60)) as page:
        await page.sees(CARD, "g  go on")
        asked, first = (next(n for n, row in enumerate(page.rows) if words in row) for words in ("Do these", " 1  AG"))
        assert first <= asked + 3


async def test_when_every_line_is_answered_the_walk_begins_by_itself(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        for key in "321":
            await page.sees(f" {key}  ")
            await page.press(key)
        await page.until(lambda: len(_answers(world, incident)) == len("321"), "the ticks")
        await page.sees("[>] 1", "EXPECT")
        assert "answers: NOW line" not in page.text


async def test_a_digit_on_its_way_to_another_list_ticks_nothing_on_a_card_that_came_by_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees(CARD, "3  CHANGES")
        monkeypatch.setattr("incident.tui.screens.guarding.CALM", 3_600.0)
        await page.press("3")
        await page.sees("came too soon", "3  CHANGES")
        assert _answers(world, incident) == []
        monkeypatch.setattr("incident.tui.screens.guarding.CALM", 0.0)
        await page.press("3")
        await page.sees("[x] 3 CHANGES")
        monkeypatch.setattr("incident.tui.screens.guarding.CALM", 3_600.0)
        await page.press("1")  # who has read the card ticks on as fast as they like
        await page.sees("[x] 1 AGENTS")
        await page.press("g")
        await page.sees("[>] 1", "EXPECT")
        await page.press("0")
        await page.sees(CARD)
        await page.press("2")
        await page.until(lambda: len(_answers(world, incident)) == 3, "the tick of a card that was asked for")


async def test_the_lines_come_up_by_themselves_once_and_not_where_the_steps_were_begun(world: World) -> None:
    incident = world.declared()
    async with opened(world) as page:
        await page.sees("NEEDS YOU")
        await page.press("enter")
        await page.sees(CARD)
        await page.press("escape")
        await page.sees("[>] 1", "3 NOW lines are open")
        await page.press("escape")
        await page.sees("d declare")
        await page.press("enter")
        await page.sees("[>] 1", "3 NOW lines are open")
        assert CARD not in page.text
    world.does(incident, c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>]", "3 NOW lines are open")
        assert CARD not in page.text


async def test_a_card_that_was_left_in_the_middle_comes_again_with_what_is_left(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees(CARD)
        await page.press("1")
        await page.sees("[x] 1 AGENTS")
    async with opened(world, incident=incident) as page:
        await page.sees(CARD, "[x] 1 AGENTS", "2  ROOM")
        await page.press("escape")
        await page.sees("[>] 1", "EXPECT")


async def test_a_reason_that_was_left_is_gone_on_with_and_no_empty_card_stands_before_it(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees(CARD)
        await page.press("n", "2")
        await page.sees("Why is it not done?")
        await page.type("the room is")
        await page.press("escape", "escape", "escape")
        await page.sees("[>] 1", "EXPECT")
        await page.press("0")
        await page.sees("Why is it not done?", "the room is")
        assert "You began this before" not in page.text


async def test_a_line_of_two_sentences_is_shown_to_its_last_word(world: World) -> None:
    words = "HOUSE: take the person out and stay with them. Touch no machine until the security lead is there"
    said = {tag: {**texts, "now.0": words} for tag, texts in a_beginning().words.items()}
    world = replace(world, bundles=(a_bundle(words=said),))
    incident = world.declared()
    for size in ((80, 24), (60, 20)):
        async with opened(world, incident=incident, size=size) as page:
            await page.sees("1  HOUSE: take the person out", "security lead is", "there", "3  CHANGES: freeze them")
            assert "…" not in page.text


async def test_a_second_responder_is_asked_for_what_the_first_has_left(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AnswerNowLine(by="ana", line=1))
    async with opened(replace(world.of(BO), bundles=world.bundles), incident=incident) as page:
        await page.sees(CARD, "[x] 1 AGENTS: tell them before customers ask - done, Ana Lima", "2  ROOM", "3  CHANGES")
        world.does(incident, c.AnswerNowLine(by="ana", line=2))
        await page.sees("[x] 2 ROOM: open one call - done, Ana Lima")
        world.does(incident, c.AnswerNowLine(by="ana", line=3))
        await page.sees("[>] 1", "EXPECT")


async def test_a_line_that_will_not_be_done_is_answered_with_its_reason(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees(CARD)
        await page.press("n")
        await page.sees("Which one is not done?")
        await page.press("3")
        await page.sees("Why is it not done?", "3 CHANGES: freeze them", "TYPING")
        await page.type("no need")
        await page.press("enter")
        await page.sees('[!] 3 CHANGES: freeze them - not done, Ana Lima 02:40: "no need"', "1  AGENTS", "2  ROOM")
        assert _answers(world, incident) == [(3, False, "ana")]


async def test_a_half_typed_reason_is_there_again_after_a_crash(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees(CARD)
        await page.press("n", "3")
        await page.sees("TYPING")
        await page.type("the vendor")
        await page.sees("the vendor")
    async with opened(world, incident=incident) as page:
        await page.sees("Why is it not done?", "the vendor")


async def test_what_was_left_stands_under_needs_you_and_its_key_opens_it(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AnswerNowLine(by="ana", line=1), c.AnswerNowLine(by="ana", line=3))
    async with opened(world, incident=incident) as page:
        await page.sees(CARD)
        await page.press("g")
        await page.sees("NEEDS YOU", "0 answers: NOW line 2, ROOM: open one call")
        await page.press("0")
        await page.sees(CARD)
        await page.press("2")
        await page.sees("[>] 1", "EXPECT")
        await page.loses("0 answers: NOW line 2")
        await page.press("0")
        await page.sees("Which one is not done?", "2  [x] ROOM: open one call")


async def test_a_line_ticked_by_mistake_is_said_to_be_not_done_by_whoever_ticked_it(world: World) -> None:
    incident = world.declared()
    world.does(incident, *(c.AnswerNowLine(by="ana", line=line) for line in (1, 2, 3)))
    async with opened(replace(world.of(BO), bundles=world.bundles), incident=incident) as page:
        await page.press("0")
        await page.sees("Nothing is left to do before the first step.")
    async with opened(world, incident=incident) as page:
        await page.press("0")
        await page.sees("Which one is not done?")
        await page.press("1")
        await page.sees("Why is it not done?", "1 AGENTS: tell them before customers ask")
        await page.type("a slip")
        await page.press("enter")
        await page.until(lambda: _answers(world, incident)[-1] == (1, False, "ana"), "the answer")
        await page.press("0")
        await page.sees(CARD, "[!] 1 AGENTS: tell them before customers ask - not done")


async def test_what_was_not_done_can_be_done_later(world: World) -> None:
    incident = world.declared()
    refused = c.AnswerNowLine(by="ana", line=2, done=False, because="no room")
    world.does(incident, c.AnswerNowLine(by="ana", line=1), refused, c.AnswerNowLine(by="ana", line=3))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1", "EXPECT")
        assert CARD not in page.text
        await page.press("0")
        await page.sees(CARD, "[!] 2 ROOM")
        await page.press("2")
        await page.until(lambda: _answers(world, incident)[-1] == (2, True, "ana"), "the answer")
        await page.loses(CARD)


async def test_home_counts_the_unanswered_lines_as_one_thing_that_needs_you(world: World) -> None:
    incident = world.declared()
    world.does(incident, *(c.AssignRole(by="ana", role=role, person="bo") for role in _empty(world, incident)))
    async with opened(world) as page:
        await page.sees("NEEDS YOU 1")


def _empty(world: World, incident: str) -> list[str]:
    state = world.service.load(incident)
    return [role for role in state.roles_to_fill() if state.person_of(role) is None]


async def test_a_closed_incident_asks_for_nothing(world: World) -> None:
    incident = world.declared()
    for item in build_checklist(world.service.load(incident), world.clock.now()).open_work:
        world.does(incident, c.RuleOutStep(by="ana", step=item.step.id, because="a test"))
    world.does(incident, c.CloseIncident(by="ana"))
    async with opened(world, incident=incident) as page:
        await page.sees("CLOSED at")
        assert CARD not in page.text


async def test_a_runbook_without_such_lines_goes_straight_to_its_first_step(world: World) -> None:
    async with opened(replace(world, bundles=(a_bundle(),))) as page:
        await _declared(page)
        await page.sees("[>] 1", "EXPECT")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_card_offers_each_line_by_its_number_and_asks_why_one_is_not_done(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.service.load(world.declared())
    speech = Speech(bundle=incident.bundle)
    flow = NowFlow(walk=Walk(incident=incident, person="ana", speech=speech, now=world.clock.now()))
    card = flow.part({})
    assert isinstance(card, Card)
    assert [key.words for key in card.keys[:3]] == [speech.now_line(line) for line in (1, 2, 3)]
    assert card.command("2") == c.AnswerNowLine(by="ana", line=2)
    assert card.command("go") is None
    asked = flow.part({"now.0": "not", "which.0": "3"})
    assert isinstance(asked, Question)
    assert asked.command is not None
    assert asked.command("why") == c.AnswerNowLine(by="ana", line=3, done=False, because="why")
    assert isinstance(flow.part({"now.0": "go"}), Ready)


def _talk(world: World, incident: str) -> Conversation:
    return Conversation(NowFlow(walk=_walk(world, incident)), drafts=None, incident=incident)


def _walk(world: World, incident: str) -> Walk:
    state = world.service.load(incident)
    return Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())


def test_nobody_goes_back_over_a_reason_that_is_in_the_log(world: World) -> None:
    incident = world.declared()
    talk = _talk(world, incident)
    talk.take("not")
    talk.take("2")
    command = talk.take("the chat is down too")
    assert isinstance(command, c.AnswerNowLine)
    world.does(incident, command)
    assert talk.renew(_walk(world, incident))
    assert not talk.go_back("")
    talk.take("not")
    assert talk.go_back("")
    assert isinstance(talk.part, Card)
    assert not talk.go_back("")


def test_the_dialogue_repeats_no_reason_beside_the_line_that_may_have_been_taken_back_since(world: World) -> None:
    incident = world.declared()
    talk = _talk(world, incident)
    for words in ("not", "2", "the chat is down too"):
        talk.take(words)
    assert talk.said == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_which_line_is_not_done_is_asked_even_of_the_last_one_and_of_a_slip(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared()
    refused = c.AnswerNowLine(by="ana", line=2, done=False, because="no room")
    world.does(incident, c.AnswerNowLine(by="ana", line=1), refused)
    talk = _talk(world, incident)
    talk.take("not")
    part = talk.part
    assert isinstance(part, Card)
    assert [key.words[:3] for key in part.keys] == ["[x]", "[ ]"]
    assert [key.key for key in part.keys] == ["1", "3"]


@pytest.mark.parametrize(
    ("language", "offered", "said", "stays"),
    [
        ("en", "u undoes: NOW line 1 done 02:40", "Taken back: NOW line 1 done 02:40.", "NOW 1 of 3 not done"),
        ("zh-CN", "u 撤销：首要事项 1 已完成 02:40", "已撤销：首要事项 1 已完成 02:40", "首要事项 1/3 未完成"),
    ],
)
async def test_a_tick_by_mistake_is_taken_back_and_asked_again_while_what_was_not_done_stays_in_sight(
    world: World, language: str, offered: str, said: str, stays: str
) -> None:
    incident = world.declared()
    refused = c.AnswerNowLine(by="ana", line=2, done=False, because="no room")
    world.does(incident, c.CompleteStep(by="ana", step="agents"), refused)
    world.does(incident, *(c.AnswerNowLine(by="ana", line=line) for line in (3, 1)))
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.sees(offered, stays)
        await page.press("u")
        await page.sees(said)
        state = world.service.load(incident)
        assert (state.now_unanswered, state.now_declined) == ((1,), (2,))
        await page.press("ctrl+r")
        await page.until(lambda: not world.service.load(incident).now_unanswered, "the tick again")


def test_what_was_not_done_needs_somebody_until_it_is_done(world: World) -> None:
    incident = world.declared()
    world.does(incident, *(c.AnswerNowLine(by="ana", line=n, done=n == 1, because="no room") for n in (1, 2, 3)))
    assert "0 ticks what was not done: NOW 2, 3" in needs(_walk(world, incident))
    world.does(incident, *(c.AnswerNowLine(by="ana", line=n) for n in (2, 3)))
    assert not any("NOW" in words for words in needs(_walk(world, incident)))


@pytest.mark.parametrize("board", ["K", "R"])
async def test_a_board_that_is_opened_from_home_stands_under_no_card_whose_digits_say_done(
    world: World, board: str
) -> None:
    """On that board a digit chooses a view."""
    incident = world.declared()
    async with opened(world) as page:
        await page.sees(incident)
        await page.press(board)
        await page.sees("No customer's case yet" if board == "K" else "Nothing was asked for yet")
        await page.press("1")
        assert world.service.load(incident).now_unanswered == (1, 2, 3)
        await page.press("escape")
        await page.sees(CARD)
