from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.adapters.storage.memory import MemoryLog
from incident.application.ports import Offer, Page, Unconfirmed
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.tui.app import IncidentApp, run
from incident.tui.screens.home import Home
from tests.bundles import a_beginning
from tests.fakes import ShelfLibrary
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


async def test_an_empty_home_teaches_how_to_begin(world: World) -> None:
    async with opened(world) as page:
        await page.sees("Nothing is open.", "declares an incident", "you: Ana Lima")
        assert "resume" not in page.text


async def test_a_driver_who_knows_only_the_screen_reaches_step_1_in_twelve_keys(world: World) -> None:
    """D declares; Enter takes the title; 2 is the tier; o is the card's own key; g goes on to step 1."""
    async with opened(replace(world, bundles=(a_beginning(),))) as page:
        keys = []
        for words, key in (
            ("d declare", "d"),
            ("Enter takes it", "enter"),
            ("2  TIER 2", "2"),
            ("o  open it", "o"),
            ("g  go on", "g"),
        ):
            await page.sees(words)
            await page.press(key)
            keys.append(key)
        await page.sees("[>] 1  VOICE MENU", "TIER 2 SERIOUS", "T+00:00:00")
        assert len(keys) <= 12


@pytest.mark.parametrize("key", ["enter", "space", "d"])
async def test_no_key_but_its_own_opens_the_incident_on_the_last_card(world: World, key: str) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter")
        await page.press("1")
        await page.sees("open it, for REAL")
        await page.press(key)
        await page.sees("Nothing happened.", "OPEN INCIDENTS 0")
        assert world.log.summaries() == []


async def test_escape_on_the_last_card_keeps_what_was_answered(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.type(" west")
        await page.press("enter")
        await page.press("1")
        await page.sees("'A line is down west'")
        await page.press("escape")
        await page.sees("How bad is it")
        await page.press("escape")
        await page.sees("What do you call it?", "A line is down west")
        await page.press("escape")
        await page.sees("Nothing is open.")
        await page.press("d")
        await page.sees("You began this before", "A line is down west")
        await page.press("g")
        await page.sees("'A line is down west'", "tier 1 (major)")


async def test_a_key_struck_on_the_card_of_a_draft_loses_nothing_and_says_which_keys_there_are(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter", "escape", "escape")
        await page.sees("Nothing is open.")
        await page.press("d")
        await page.sees("You began this before")
        await page.press("2")
        await page.sees("'2' does nothing here. The keys are g, x", "g  go on where you left")
        await page.press("g")
        await page.sees("How bad is it")


async def test_not_sure_asks_only_what_can_still_decide(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter")
        await page.press("4")
        await page.sees("TYPING")
        await page.type("12%")
        await page.press("enter")
        await page.sees("tier 1 (major)", "Decided by")


async def test_the_worst_incident_stands_first_and_a_digit_opens_it(world: World) -> None:
    world.declared(Tier.GENERAL, title="slow chat")
    worst = world.declared(Tier.MAJOR, title="all lines down")
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 2")
        first = next(row for row in page.rows if row.startswith(" 1 "))
        assert "all lines down" in first
        assert "TIER 1 MAJOR" in first
        await page.press("1")
        await page.sees(f"{worst} all lines down", "[>] 1")


async def test_a_digit_opens_its_place_in_the_list_though_that_is_out_of_sight(world: World) -> None:
    incidents = [world.declared(Tier.GENERAL, title=f"chat {number} is slow") for number in range(7)]
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 7", "more below: j and k")
        await page.press("7")
        await page.sees("[>] 1")
        summaries = [each.incident_id for each in world.log.summaries()]
        assert set(summaries) == set(incidents)
        await page.sees(f" {summaries[-1]} ")


async def test_home_wears_real_while_a_real_incident_is_open(world: World) -> None:
    world.exercise()
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 1")
        await page.until(lambda: page.rows[0].endswith(" EXERCISE "), "the mode of the only one")
        world.declared(title="from the command line")
        await page.sees("from the command line")
        await page.press("j", "k", "j", "j")
        await page.until(lambda: page.rows[0].endswith(" REAL "), "the mode of the graver matter")


async def test_an_incident_declared_elsewhere_appears_by_itself(world: World) -> None:
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 0")
        world.declared(title="from the command line")
        await page.sees("from the command line")


async def test_the_cursor_stays_on_its_incident_when_a_worse_one_comes(world: World) -> None:
    world.declared(Tier.GENERAL, title="slow chat")
    async with opened(world) as page:
        await page.sees("slow chat")
        world.declared(Tier.MAJOR, title="all lines down")
        await page.sees("OPEN INCIDENTS 2")
        await page.press("enter")
        await page.sees("slow chat", "T+")


async def test_the_language_changes_at_once_and_nothing_is_lost(world: World) -> None:
    world.declared(title="Line 3 is down")
    async with opened(world) as page:
        await page.sees("OPEN INCIDENTS 1")
        await page.press("c")
        await page.sees("进行中的事件", "Line 3 is down")
        await page.press("c")
        await page.sees("OPEN INCIDENTS 1")


async def test_every_row_is_exactly_as_wide_as_the_window(world: World) -> None:
    """Chinese characters take two cells each."""
    world.declared(title="三号机房温度过高，客户无法接通人工坐席，等待时间很长很长")
    async with opened(world) as page:
        await page.press("c")
        await page.sees("三号机房")
        assert {cell_len(row) for row in page.rows} == {80}


@pytest.mark.parametrize("size", [(20, 5), (59, 24), (80, 19), (1, 1)])
async def test_a_small_window_gets_a_sentence(world: World, size: tuple[int, int]) -> None:
    world.declared()
    async with opened(world, size=size) as page:
        if size != (1, 1):
            await page.until(lambda: "incident" in page.text.replace("\n", ""), "the sentence")


async def test_an_unused_key_says_so_and_does_nothing(world: World) -> None:
    async with opened(world) as page:
        await page.press("z")
        await page.sees("'z' does nothing here. ? shows the keys.")


async def test_help_lists_the_keys_and_runs_the_chosen_one(world: World) -> None:
    async with opened(world) as page:
        await page.press("question_mark")
        await page.sees("Declare an incident")
        await page.press("home")
        await page.until(lambda: "KEYS" in page.text, "the help")
        rows = [row for row in page.rows if row.strip()][2:-2]
        place = next(number for number, row in enumerate(rows) if row.startswith(" d "))
        await page.press(*["j"] * place, "enter")
        await page.sees("DECLARE AN INCIDENT")


async def test_q_leaves_the_program(world: World) -> None:
    async with opened(world) as page:
        await page.press("q")
        await page.until(lambda: page.app._exit, "the program to leave")


def test_once_it_is_left_the_terminal_says_what_is_not_sent_yet(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(IncidentApp, "run", lambda app, **_: setattr(app.session, "unsent", 2))
    run(world)
    assert "2 messages are not sent yet; 'incident worker' or the next start sends them." in capsys.readouterr().out


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_who_leads_is_asked_before_the_program_is_left(world: World, key: str) -> None:
    incident = world.declared()
    async with opened(world) as page:
        await page.sees("you lead")
        await page.press(key)
        await page.sees(f"You lead {incident}, and go on leading", "y  leave all the same")
        assert "not sent yet" not in page.text
        await page.press("q")
        await page.sees("Nothing happened.")
        assert not page.app._exit
        page.app.session.unsent = 2
        await page.press(key)
        await page.sees("2 messages are not sent yet; 'incident worker' or the next start sends them.")
        await page.sees("y  leave all the same")
        await page.press("y")
        await page.until(lambda: page.app._exit, "the program to leave")


async def test_whoever_does_not_lead_or_sees_one_sentence_only_leaves_at_once(world: World) -> None:
    incident = world.declared()
    async with opened(world.of(BO)) as page:
        await page.sees("lead Ana Lima")
        await page.press("q")
        await page.until(lambda: page.app._exit, "the program to leave")
    async with opened(world, incident=incident, size=(40, 10)) as page:
        await page.press("ctrl+q")
        await page.until(lambda: page.app._exit, "the program to leave")


async def test_home_says_who_leads_how_far_it_is_and_what_is_due_without_ids(world: World) -> None:
    world.declared(Tier.SERIOUS)
    async with opened(world) as page:
        await page.sees("TIER 2 SERIOUS", "REAL", "you lead", "0/9 steps", "STEP IN 20:00")
        assert "notice" not in page.text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_home_says_where_somebody_holds_and_which_other_step_is_due(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared(Tier.MAJOR)
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.CompleteStep(by="ana", step="agents"),
    )
    async with opened(world) as page:
        await page.sees("10:00", i18n._("STEP {number} IN {left}").format(number=4, left="").strip())
    world.does(incident, c.UndoMark(by="ana", step="agents"), c.UndoMark(by="ana", step="notice"))
    world.does(incident, c.HoldStep(by="ana", step="notice", because="a call"))
    async with opened(world) as page:
        await page.sees(i18n._("HOLDING AT {number}").format(number=1))


async def test_home_counts_what_needs_somebody_after_the_first_frame(world: World) -> None:
    world.declared(Tier.SERIOUS)
    async with opened(world) as page:
        await page.sees("NEEDS YOU 1")


async def test_home_says_when_no_message_can_leave_and_which_command_tells_more(world: World) -> None:
    world.directory = replace(world.directory, all_targets=())
    async with opened(world) as page:
        await page.sees("No message can leave", "incident doctor")


async def test_a_sandbox_is_called_one_beside_the_mode(world: World) -> None:
    world.workspace = replace(world.workspace, is_sandbox=True)
    async with opened(world) as page:
        await page.sees("SANDBOX")
        assert page.rows[0].rstrip().endswith("SANDBOX, as if REAL")


async def test_home_names_the_audiences_that_nobody_can_be_reached_in(world: World) -> None:
    async with opened(world) as page:
        await page.settled()
        assert "Nobody can be reached" not in page.text
    reached = {name: people for name, people in world.directory.audiences.items() if name != "customers"}
    deaf = replace(world, directory=replace(world.directory, audiences=reached))
    async with opened(deaf) as page:
        await page.sees("Nobody can be reached for: Customers.")
        await page.press("c")
        await page.sees("以下受众无人可以联系：客户。")


async def test_a_digit_before_the_list_is_read_says_so_until_it_is(world: World) -> None:
    world.declared(title="all lines down")
    async with opened(world) as page:
        await page.sees("all lines down")
        home = page.screen(Home)
        home.summaries = None
        await page.press("1")
        await page.sees("The log is being read. Press it again.")
        world.declared(title="slow chat")  # the list is read for it
        await page.sees("all lines down")
        await page.loses("The log is being read.")
        await page.press("3")
        await page.sees("There is no row 3.")


class _SlowLibrary(ShelfLibrary):
    """A library whose runbooks take as long to compile as the test wants."""

    compiled = threading.Event()

    def every(self) -> Iterator[Offer]:
        self.compiled.wait()
        return super().every()


async def test_no_key_waits_for_the_runbooks_that_home_only_looks_through(world: World) -> None:
    incident = world.declared()
    slow = _SlowLibrary(world.library.shelf)
    world.library = slow
    reached = {name: people for name, people in world.directory.audiences.items() if name != "customers"}
    world.directory = replace(world.directory, audiences=reached)
    try:
        async with opened(world) as page:
            await page.sees("NEEDS YOU")  # Home asks for the rest as well
            await page.press("1")
            await page.sees("[>] 1  VOICE MENU")
            await page.press("space")
            await page.until(lambda: "StepTaken" in _types(world, incident), "the mark in the log")
            assert "Nobody can be reached" not in page.text
            await page.press("escape")
            slow.compiled.set()
            await page.sees("Nobody can be reached for: Customers.")
    finally:
        slow.compiled.set()


def _types(world: World, incident: str) -> list[str]:
    return [type(entry.event).__name__ for entry in world.log.read(incident)]


class RestoredLog(MemoryLog):
    """One that was put back from a backup."""

    def unconfirmed(self) -> Unconfirmed | None:
        return Unconfirmed()


async def test_a_restored_log_says_in_the_last_row_that_nothing_is_sent(world: World) -> None:
    world.log = RestoredLog()
    async with opened(world) as page:
        await page.sees("A restored backup: nothing is sent before 'incident db confirm'.")


async def test_pages_that_no_incident_has_taken_in_are_named_until_one_has(world: World) -> None:
    world.spool.keep(Page(id="PAGE-1", at=world.clock.now(), by="ana", people=["bo"], text="Now"))
    world.declared()
    async with opened(world) as page:
        await page.sees("1 page left without the log: 'incident message paged INCIDENT' enters it.")
        await page.press("c")
        await page.sees("有 1 次呼叫未经日志发出")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_long_title_goes_on_in_more_rows_however_many_incidents_there_are(
    world: World, size: tuple[int, int]
) -> None:
    title = "Line 3 is down 三号线 for all customers of the north and their call centre, since the storm, without end"
    world.declared(title=title)
    async with opened(world, size=size) as page:
        await page.sees("OPEN INCIDENTS 1")
        words = "".join(page.text.split()).replace("TIER2SERIOUSREAL", "")
        assert "".join(title.split()) in words
        for _ in range(9):
            world.declared(title=title)
        await page.sees("OPEN INCIDENTS 10")
        words = "".join(page.text.split()).replace("TIER2SERIOUSREAL", "")
        assert "".join(title.split()) in words
        assert "…" not in page.text


async def test_a_field_that_holds_words_already_is_cleared_in_one_stroke(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it", "Ctrl+U clears it")
        await page.press("ctrl+u")
        await page.type("Chat")
        await page.press("enter")
        await page.sees("[x] ", "Chat")
        assert "Line" not in page.text
