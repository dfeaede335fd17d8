"""A hand-over at two terminals: the briefing, the worry, the read-back, and command that moves at the phrase alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from textual.events import Paste

from incident import i18n
from incident.domain import commands as c
from incident.domain.duties.carrying import offers as offered
from incident.domain.duties.carrying import still_offered
from incident.domain.events import NoteKind
from incident.walk.moment import Walk
from incident.walk.standing import interrupted_words, time_words
from incident.wording.speech import Speech
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World


@pytest.fixture
def incident(world: World) -> str:
    """Ana leads, one step is put off, a question is open; nobody has offered anything."""
    incident = world.declared()
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.DeferStep(by="ana", step="agents", because="asleep", until_person="chen"),
        c.AddNote(by="ana", kind=NoteKind.QUESTION, text="Is the chat down too?"),
    )
    return incident


def offers(world: World, incident: str) -> None:
    world.does(incident, c.OfferHandover(by="ana", to="bo", worry="the vendor is silent"))


def read_back(world: World, incident: str) -> None:
    command = c.ReadBackHandover(by="bo", handover="H1", next_action="call", can_hurt="the peak", due_next="06:16")
    world.of(BO).does(incident, command)


async def whole(page: Page) -> str:
    """The briefing from its first row to its last."""
    seen = page.text
    for _ in range(6):
        await page.press("pagedown")
        seen += page.text
    return seen


async def test_the_briefing_is_written_from_the_record(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("H")
        await page.sees("HAND-OVER  INC-0001 Line 3 is down", "1 SITUATION", "tier 2 (serious)")
        said = await whole(page)
        for words in ("DONE, NOT DONE", "asleep", "Is the chat down too?", "TOLD, NOT TOLD", "Ana Lima carries:"):
            assert words in said
        assert "o hand over to a person" in said


async def test_who_goes_names_the_person_and_the_worry_and_nothing_moves(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("H", "o")
        await page.sees("Who takes over from you?", "1  Bo Chen")
        await page.press("1")
        await page.sees("What worries you most?")
        await page.press("enter")
        await page.sees("Type a word or two")
        await page.type("the vendor is silent")
        await page.press("enter")
        await page.sees("What have you half decided?")
        await page.press("enter")
        await page.sees("Nothing has moved yet", "Ana Lima -> Bo Chen", "w call off")
    state = world.service.load(incident)
    assert (state.handovers["H1"].to, str(state.handovers["H1"].worry)) == ("bo", "the vendor is silent")
    assert state.roles["commander"] == "ana"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "H: Ana Lima hands over to you"), ("zh-CN", "H：Ana Lima 向您交接")]
)
async def test_home_names_who_hands_over_to_whoever_sits_there(
    world: World, incident: str, language: str, said: str
) -> None:
    i18n.use(language)
    async with opened(world.of(BO)) as page:
        await page.sees("Line 3 is down")
        assert said not in page.text
        offers(world, incident)
        await page.sees(said)
    async with opened(world) as page:
        await page.sees("Line 3 is down")
        assert said not in page.text


async def test_the_receiver_is_told_reads_back_accepts_and_takes_command(world: World, incident: str) -> None:
    offers(world, incident)
    bo = world.of(BO)
    async with opened(bo, incident=incident) as page:
        await page.sees("NEEDS YOU", "H: Ana Lima hands over to you (H1)")
        await page.press("H")
        await page.sees("Ana Lima -> Bo Chen", "WORRIES MOST  the vendor is silent", "r read back")
        await page.press("a")
        await page.sees("Read it back first.")
        await page.press("r")
        await page.sees("What is the next action?")
        await page.type("call Tran")
        await page.press("enter")
        await page.type("the peak")
        await page.press("enter")
        await page.type("06:16")
        await page.press("enter")
        await page.sees("Read back. a accepts")
        await page.press("a")
        await page.sees("What do you carry from now on?", "things: all but command")
        await page.press("1")
        await page.sees("It is yours now, but command: Ana Lima has it until T takes it.")
        assert world.service.load(incident).roles["commander"] == "ana"
        await page.press("T")
        await page.sees("Ana Lima has command.", "Type: I HAVE COMMAND")
        await page.type("I HAVE COMMAND")
        await page.press("enter")
        await page.sees("You have command. Every screen says so.")
    state = world.service.load(incident)
    assert state.roles["commander"] == "bo"
    assert not bo.service.load(incident).handovers["H1"].is_withdrawn


async def test_the_giver_reads_how_far_it_has_gone_over_and_nothing_that_is_so_no_more(
    world: World, incident: str
) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("H")
        await page.sees("o hand over")
        await page.press("o", "1")
        await page.sees("What worries you most?")
        await page.type("the vendor")
        await page.press("enter")
        await page.sees("half decided")
        await page.press("enter")
        await page.sees("Nothing has moved yet")
        read_back(world, incident)
        await page.sees("Bo Chen has read it back. Nothing is accepted yet.")
        await page.loses("Nothing has moved yet")
        world.service.execute(incident, c.AcceptHandover(by="bo", handover="H1"), BO)
        await page.sees("now. Command is still yours.")
        world.service.execute(incident, c.TakeCommand(by="bo"), BO)
        await page.loses("Command is still yours.")
        assert "Nothing has moved yet" not in page.text


async def half_a_note(page: Page) -> None:
    await page.press("m")
    await page.type("half a thought")
    await page.press("escape")
    await page.loses("Tab changes the kind")


async def test_a_half_typed_note_goes_along_and_is_accepted_with_the_rest(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await half_a_note(page)
        await page.press("H")
        await page.sees("o hand over")
        await page.press("o")
        await page.sees("Who takes over from you?", 'Half typed here: m: "half a thought"')
        await page.press("1")
        await page.type("the vendor")
        await page.press("enter")
        await page.sees("half a thought", "Does what is half typed here go along?")
        await page.press("1")
        await page.sees("What have you half decided?")
        await page.press("enter")
        await page.sees("Nothing has moved yet")
        assert "half decided: half a thought" in await whole(page)
    read_back(world, incident)
    state = world.service.load(incident)
    assert "words:H1" in [each.key for each in still_offered(state, state.handovers["H1"], world.clock.now())]
    world.service.execute(incident, c.AcceptHandover(by="bo", handover="H1"), BO)
    world.service.execute(incident, c.TakeCommand(by="bo"), BO)
    async with opened(world, incident=incident) as page:
        await page.sees("You hold nothing here any more. Bo Chen leads.")
        assert "half typed here" not in page.text.lower()


async def test_one_word_typed_at_a_step_is_named_to_its_giver_and_goes_along(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await half_a_value(page)
        await page.press("H")
        await page.sees("o hand over")
        await page.press("o")
        await page.sees("Who takes over from you?", 'Half typed here: Space at step 5: "12%"')
        await page.press("1")
        await page.type("the vendor")
        await page.press("enter")
        await page.sees('RECORD: step 5: "12%"', "Does what is half typed here go along?")
        await page.press("1", "enter")
        await page.sees("Nothing has moved yet")
        assert 'half decided: RECORD: step 5: "12%"' in await whole(page)


async def half_a_value(page: Page) -> None:
    await page.sees("[>]")
    while "RECORD" not in page.text:
        await page.press("j")
    await page.press("space")
    await page.sees("1 of 2")
    await page.type("12%")
    await page.press("enter")
    await page.sees("2 of 2")
    await page.press("escape")
    await page.loses("2 of 2")
    await page.press("escape")


async def test_who_has_handed_over_reads_which_half_typed_words_nobody_has(world: World, incident: str) -> None:
    offers(world, incident)
    read_back(world, incident)
    world.service.execute(incident, c.AcceptHandover(by="bo", handover="H1"), BO)
    async with opened(world, incident=incident) as page:
        await half_a_note(page)
        await page.press("H")
        await page.sees("w call off")
        world.service.execute(incident, c.TakeCommand(by="bo"), BO)
        await page.sees("Bo Chen has it now.", 'Half typed here, and with nobody: m: "half a thought"')
        await page.press("escape")
        await page.sees("You hold nothing here any more.", 'nobody: m: "half a thought"')


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_who_asked_and_began_a_step_stays_named_after_somebody_took_it_over(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared()
    order = c.AskPerson(by="ana", step="notice", person="eva", within=timedelta(minutes=30), request="go")
    world.does(incident, c.TakeStep(by="ana", step="notice"), order)
    offers(world, incident)
    read_back(world, incident)
    world.service.execute(incident, c.AcceptHandover(by="bo", handover="H1"), BO)
    walk = Walk(incident=world.service.load(incident), person="bo", speech=Speech(), now=world.clock.now())
    item = walk.checklist.item("notice")
    assert item is not None
    assert re.search(r"ana.*bo.*-> eva", interrupted_words(walk, item))
    began = i18n._("begun, now with {name}").format(name="bo")
    assert began in time_words(walk, item)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_who_handed_all_of_it_over_is_not_told_that_they_are_needed(
    world: World, incident: str, language: str
) -> None:
    i18n.use(language)
    offers(world, incident)
    read_back(world, incident)
    async with opened(world, incident=incident) as page:
        await page.sees(i18n._("NEEDS YOU"))
        world.service.execute(incident, c.AcceptHandover(by="bo", handover="H1"), BO)
        await page.sees(i18n._("NEEDS YOU"))  # who leads is needed
        world.service.execute(incident, c.TakeCommand(by="bo"), BO)
        await page.sees(i18n._("You hold nothing here any more. {person} leads.").format(person="Bo Chen"))
        assert i18n._("NEEDS YOU") not in page.text
        world.service.execute(incident, c.AssignRole(by="bo", role="scribe", person="ana"), BO)
        await page.sees(i18n._("NEEDS YOU"))


async def test_one_thing_is_accepted_alone(world: World, incident: str) -> None:
    offers(world, incident)
    read_back(world, incident)
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("H")
        await page.sees("a accept")
        await page.press("a")
        await page.sees("clock: next update to customers")
        row = next(row for row in page.rows if "next update to customers" in row and "clock:" in row)
        await page.press(row.strip("┃ ")[0])
        await page.sees("It is yours now, but command")
    assert world.service.load(incident).handovers["H1"].accepted == {"clock:update"}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_command_is_offered_no_key_before_the_read_back_and_its_key_opens_that_with_a_field(
    world: World, incident: str, language: str
) -> None:
    i18n.use(language)
    offers(world, incident)
    asked = i18n._("What is the next action?")
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("H")
        await page.sees("r ", "w ", "j k")
        assert not any("   T " in row for row in page.rows)
        await page.press("T")
        await page.sees(asked, "H1")
        await page.type("I HAVE COMMAND")
        await page.sees(asked, "I HAVE COMMAND")
    assert world.service.load(incident).roles["commander"] == "ana"


async def test_a_wrong_phrase_moves_nothing_and_a_pasted_one_does_not_count(world: World, incident: str) -> None:
    offers(world, incident)
    read_back(world, incident)
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("H")
        await page.sees("T take command")
        await page.press("T")
        await page.sees("Type: I HAVE COMMAND", "Enter  takes it; any other key only types")
        await page.type("yes")
        await page.press("enter")
        await page.sees("That is not the phrase. Nothing happened.")
        page.app.post_message(Paste("I HAVE COMMAND"))
        await page.sees("pasting it does not count")
        await page.press("enter", "escape")
        await page.loses("Type: I HAVE COMMAND")
        await page.press("T")
        await page.sees("Type: I HAVE COMMAND")
        assert "yes" not in page.text
    assert world.service.load(incident).roles["commander"] == "ana"


async def test_command_that_nobody_offered_is_taken_with_a_reason(world: World, incident: str) -> None:
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("H", "T")
        await page.sees("Nobody has offered it to you. Why do you take it?")
        await page.type("Ana does not answer")
        await page.press("enter")
        await page.sees("Type: I HAVE COMMAND")
        await page.type("i have command")
        await page.press("enter")
        await page.sees("You have command.")
    assert world.service.load(incident).roles["commander"] == "bo"


async def test_the_phrase_is_chinese_on_a_chinese_screen(world: World, incident: str) -> None:
    i18n.use("zh-CN")
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("H")
        await page.sees("交接", "1 情况")
        await page.press("T")
        await page.type("无人应答")
        await page.press("enter")
        await page.sees("由我指挥")
        await page.type("由我指挥")
        await page.press("enter")
        await page.sees("现在由您指挥")
    assert world.service.load(incident).roles["commander"] == "bo"


@pytest.mark.parametrize("keys", [(), ("t",), ("H",), ("m",)], ids=["walk", "timeline", "hand-over", "note"])
async def test_every_screen_of_others_says_who_has_command_now(
    world: World, incident: str, keys: tuple[str, ...]
) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("you lead")
        await page.press(*keys)
        world.of(BO).does(incident, c.TakeCommand(by="bo", because="Ana is ill"))
        await page.sees("COMMAND of INC-0001: Bo Chen has it now.")


async def test_home_says_it(world: World, incident: str) -> None:
    async with opened(world) as page:
        await page.sees(incident)
        world.of(BO).does(incident, c.TakeCommand(by="bo", because="Ana is ill"))
        await page.sees(f"COMMAND of {incident}: Bo Chen has it now.")


async def test_command_that_one_took_back_elsewhere_replaces_who_had_it(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("you lead")
        world.of(BO).does(incident, c.TakeCommand(by="bo", because="Ana is ill"))
        await page.sees("COMMAND of INC-0001: Bo Chen has it now.")
        world.does(incident, c.TakeCommand(by="ana", because="I am well"))
        await page.sees("COMMAND of INC-0001: you have it now.")


async def test_the_walk_of_another_incident_says_it_too(world: World, incident: str) -> None:
    other = world.declared(title="Chat is down")
    async with opened(world, incident=other) as page:
        await page.sees("you lead")
        world.of(BO).does(incident, c.TakeCommand(by="bo", because="Ana is ill"))
        await page.sees("Chat is down", f"COMMAND of {incident}: Bo Chen has it now.")


async def test_a_hand_over_is_called_off_by_who_offered_it(world: World, incident: str) -> None:
    offers(world, incident)
    async with opened(world, incident=incident) as page:
        await page.press("H")
        await page.sees("w call off")
        await page.press("o")
        await page.sees("You have offered H1 to Bo Chen")
        await page.press("w", "enter")
        await page.sees("Called off.", "o hand over to a person")
    assert world.service.load(incident).handovers["H1"].is_withdrawn


async def test_the_worry_half_typed_is_there_again(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("H", "o", "1")
        await page.sees("What worries you most?")
        await page.type("the vend")
        await page.press("escape", "escape")
        await page.loses("What worries you most?")
        await page.press("o")
        await page.sees("You began this before and left it.")
        await page.press("g")
        await page.sees("What worries you most?", "the vend")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_no_row_of_the_briefing_is_cut_at_any_size(world: World, incident: str, size: tuple[int, int]) -> None:
    offers(world, incident)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("H")
        await page.sees("1 SITUATION")
        title = page.rows[0]
        assert "…" not in (await whole(page)).replace(title, "")


async def test_the_role_dialogue_says_how_command_moves(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.sees("you lead")
        await page.press("r")
        await page.sees("Which role?", "Commander: Ana Lima")
        row = next(row for row in page.rows if "Commander: Ana Lima" in row)
        await page.press(row.strip("┃ ")[0])
        await page.sees("Ana Lima has command, and nobody gives it away. H hands it over")
    assert world.service.load(incident).roles["commander"] == "ana"


async def test_the_worry_stays_in_the_briefing_once_all_was_taken_over(world: World, incident: str) -> None:
    offers(world, incident)
    read_back(world, incident)
    bo = world.of(BO)
    state = bo.does(incident, c.AcceptHandover(by="bo", handover="H1"), c.TakeCommand(by="bo"))
    assert not offered(state, world.clock.now())
    async with opened(bo, incident=incident) as page:
        await page.press("H")
        await page.sees("1 SITUATION")
        assert "Ana Lima: the vendor is silent" in await whole(page)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_its_clock_and_what_is_due_go_on_while_nobody_acts(world: World, incident: str, language: str) -> None:
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.press("H")
        await page.sees(f"{world.clock.now():%H:%M:%S}")
        before = await _due(page)
        world.clock.forward(seconds=130)
        page.app.pass_second()
        assert f"{world.clock.now():%H:%M:%S}" in page.rows[0]
        assert await _due(page) != before


async def _due(page: Page) -> str:
    """The rows that say how long it is until something is due."""
    await page.press("home")
    said = await whole(page)
    return "\n".join(row for row in said.splitlines() if "03:10" in row)
