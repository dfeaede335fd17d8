from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NoteAdded, StepCompleted, StepTaken
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.tui.screens.walk import Walking
from incident.tui.screens.whole_list import WholeList
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _types(world: World, incident: str) -> list[str]:
    return [type(entry.event).__name__ for entry in world.log.read(incident)]


async def test_space_takes_and_completes_and_the_next_step_is_bright(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1  VOICE MENU", "! CAUTION", "EXPECT", "IF NOT")
        await page.press("space")
        await page.sees("[>] 2  AGENTS", "[x]   1  VOICE MENU", "Step 1: as expected.")
        assert _types(world, incident)[-2:] == [StepTaken.__name__, StepCompleted.__name__]


async def test_a_mark_is_in_the_log_before_it_is_on_the_screen(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        drawn_without_being_there = []

        def look() -> bool:
            is_drawn = "[x]   1" in page.text
            if is_drawn and "notice" not in world.service.load(incident).steps:
                drawn_without_being_there.append(page.text)
            return is_drawn

        await page.press("space")
        await page.until(look, "the mark")
        assert drawn_without_being_there == []


async def test_keys_pressed_fast_are_executed_in_order_and_none_is_lost(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for text in ("one", "two", "three"):
            await page.press("m")
            await page.type(text)
            await page.press("enter")
        await page.until(lambda: len(_types(world, incident)) == 5, "three notes")
        notes = [entry.event for entry in world.log.read(incident) if isinstance(entry.event, NoteAdded)]
        assert [str(note.text) for note in notes] == ["one", "two", "three"]


async def test_the_details_of_a_step_say_in_plain_words_how_it_stands_and_where_its_keys_act(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("enter")
        await page.sees("This step: current; read, then do")
        await page.press("space")
        await page.sees("Space (as expected) acts on the walk, not here: Esc goes back there.")
        await page.press("escape", "space")
        await page.sees("[>] 2")


async def test_not_as_expected_opens_the_way_out_and_undo_takes_it_back(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("n")
        await page.sees("What do you see instead?")
        await page.press("enter")
        await page.sees("[>] 1a", "Its way out is next")
        await page.press("J")
        await page.sees("does nothing here")
        await page.press("j")
        await page.press("u")
        await page.sees("Taken back: 1 not as expected", "[>] 1  VOICE MENU")


async def test_the_last_row_says_what_undo_would_take_back(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("u undoes: 1 as expected 02:40", "saved 02:40:00")


async def test_a_deferred_step_stays_in_sight_and_keeps_the_incident_open(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("s")
        await page.sees("Until when?")
        await page.press("1", "enter")
        await page.sees("Why is it put off?")
        await page.press("1", "enter")
        await page.sees("DEFERRED", "[~]   1", "until 02:50", "1 deferred", "[>] 2")
        await page.press("C")
        await page.sees("Not yet:")


async def test_putting_a_step_off_past_its_due_time_says_so_and_moves_its_clock(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("s")
        await page.sees("Until when?", "The step is due 03:00.")
        await page.press("2", "enter")
        await page.sees("Due 03:00, back only 03:10: that becomes its due time.")
        await page.press("1", "enter")
        await page.sees("until 03:10", "1 deferred")


async def test_an_until_that_cannot_be_read_is_asked_again(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("s")
        await page.type("soon")
        await page.press("enter")
        await page.sees("Type a time such as 03:30")


async def test_a_message_is_read_and_sent_with_a_key_of_its_own(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2  AGENTS", "TELL")
        await page.press("space")
        await page.sees("Send this to", "S  send now", "NOT KNOWN YET, and the text says so: Which channel fails.")
        await page.press("enter", "space")
        await page.sees("S  send now")
        assert world.outbox.deliveries(incident) == []
        await page.press("S")
        await page.sees("[x]   2", "[>] 3  CUSTOMERS")
        assert len(world.outbox.deliveries(incident)) == 1


async def test_undo_and_the_next_sending_say_what_has_left(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.dispatcher.drain(timedelta(seconds=5))
    async with opened(world, incident=incident) as page:
        await page.sees("[x]   2")
        await page.press("u")
        await page.sees("Taken back: 2", "M1 was sent", "cannot be called back")
        await page.press("space")
        await page.sees("Send this to", "M1 was sent", "It is not sent again")
        await page.press("S")
        await page.sees("Marked. It is not sent again")
        assert len(world.outbox.deliveries(incident)) == 1


async def test_at_tier_1_the_author_cannot_approve_and_is_told_so(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 3  CUSTOMERS")
        await page.press("space")
        await page.sees("you cannot approve your own words")
        assert "send now" not in page.text


async def test_at_tier_1_the_commander_approves_what_somebody_else_wrote(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    for step in ("notice", "agents"):
        world.does(incident, c.CompleteStep(by="ana", step=step))
    world.of(BO).does(incident, c.CompleteStep(by="bo", step="customers"))
    async with opened(world, incident=incident) as page:
        await page.sees("[?]")
        while "[?] 3" not in page.text:
            await page.press("k")
        await page.press("space")
        await page.sees("approve and send now")
        await page.press("S")
        await page.sees("[x]   3")


async def test_a_decision_takes_its_number_and_can_be_changed(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        while "[>] 4" not in page.text and "What changed" not in page.text:
            await page.press("j")
        await page.sees("What would you see if this were wrong?")
        await page.press("space")
        await page.sees("press the number of the answer")
        await page.press("1", "Y")
        await page.sees("Answered: 1 A release - u takes it back")
        state = world.service.load(incident).steps["cause"]
        assert state.option == "release"


async def test_facts_of_a_record_step_are_asked_one_by_one_and_recorded_with_its_mark(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        while "RECORD" not in page.text:
            await page.press("j")
        await page.press("space")
        await page.sees("1 of 2")
        await page.type("300%")
        await page.press("enter")
        await page.sees("'300%' is not between 0 and 100", "the step is NOT", "as expected: n.")
        await page.press("ctrl+u")
        await page.type("12%")
        await page.press("enter")
        await page.sees("2 of 2")
        assert "affected_share" not in world.service.load(incident).facts
        await page.type("?")
        await page.press("enter")
        await page.until(lambda: "size" in world.service.load(incident).steps, "the step's mark")
        facts = world.service.load(incident).facts
        assert (facts["affected_share"].value, facts["error_share"].value) == (12.0, None)


async def test_an_open_form_says_at_once_that_somebody_else_marked_the_step_and_overwrites_nothing(
    world: World,
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        while "RECORD" not in page.text:
            await page.press("j")
        await page.press("space")
        await page.sees("1 of 2")
        await page.type("12%")
        stated = {"affected_share": 3.0, "error_share": 1.0}
        world.service.execute(incident, c.CompleteStep(by="bo", step="size", facts=stated), BO)
        await page.sees("Bo Chen marked step 5", "nothing typed here is recorded yet", "12%")
        await page.press("enter")
        await page.sees("recorded 3%, you typed 12%", "y  record yours instead")
        assert world.service.load(incident).facts["affected_share"].value == 3.0
        await page.press("escape")
        await page.sees("[x]")
        await page.press("space")
        await page.sees("recorded 3%, you typed 12%")
        await page.press("y")
        await page.until(lambda: world.service.load(incident).facts["affected_share"].value == 12.0, "her value")
        assert world.service.load(incident).facts["error_share"].value == 1.0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_an_open_form_of_a_step_that_was_ruled_out_says_so_and_keeps_what_was_typed(
    world: World, language: str
) -> None:
    i18n.use(language)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for _key in range(4):
            await page.press("j")
        await page.press("space")
        await page.sees(i18n._("{number} of {last}").format(number=1, last=2))
        await page.type("12%")
        world.service.execute(incident, c.RuleOutStep(by="bo", step="size", because="no way back"), BO)
        await page.sees("no way back", "Bo Chen", "12%")
        await page.press("enter")
        await page.sees("no way back", "[-]")
        assert not world.service.load(incident).facts
        assert world.service.load(incident).steps["size"].by == "bo"
        assert page.app.session.drafts is not None
        assert page.app.session.drafts.find("record.size", incident) is not None


async def test_an_implausible_value_is_asked_again(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        while "VALUE" not in page.text:
            await page.press("j")
        await page.press("space")
        await page.sees("From 0 to 10")
        await page.type("400")
        await page.press("enter")
        await page.sees("'400' is not between 0 and 10", "If it is so, the step is NOT", "as expected: n.")
        await page.press("ctrl+u")
        await page.type("4")
        await page.press("enter")
        await page.sees("4 of 10 entered.")


async def test_raising_adds_steps_and_says_so_in_rows_and_band(world: World) -> None:
    incident = world.declared()
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.CompleteStep(by="ana", step="agents"),
        c.CompleteStep(by="ana", step="customers"),
    )
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 4  CAUSE", "TIER 2 SERIOUS")
        await page.press("plus")
        await page.sees("Raise to tier 1 (major)?", "r  raise now")
        await page.press("enter")
        await page.sees("Nothing happened.", "[>] 4  CAUSE")
        assert world.service.load(incident).tier is Tier.SERIOUS
        await page.press("plus")
        await page.sees("r  raise now")
        await page.press("r")
        await page.sees("TIER 1 MAJOR", "ADDED BY THE RAISE", "SECOND LINE")


async def test_lowering_asks_for_a_reason(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("underscore")
        await page.sees("Why may it be lowered?")
        await page.type("quiet again")
        await page.press("enter")
        await page.sees("Lower to tier 3")
        await page.press("l")
        await page.sees("TIER 3 GENERAL")


async def test_a_rule_that_calls_for_a_raise_is_shown_and_never_raises_alone(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.RecordFact(by="ana", fact="data_exposed", value=True))
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU", "+ raises to tier 1 (major)", "TIER 2 SERIOUS", "LATEST FACT")


async def test_holding_says_where_and_why_and_h_goes_on(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("h")
        await page.sees("What interrupts you?")
        await page.press("1", "enter")
        await page.sees("HOLDING HERE", "Phone call (h goes on)", "[h]")
        await page.press("h")
        await page.sees("YOU WERE AT", "Enter goes on")
        await page.press("enter")
        await page.sees("Going on with step 1", "[>] 1")


async def test_an_asked_person_has_minutes_to_answer(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("a")
        await page.sees("Whom do you ask?")
        await page.press("2")
        await page.sees("How many minutes")
        await page.press("enter")
        await page.sees("What do you ask?", "[x] How many minutes do they have?  3")
        await page.press("enter")
        await page.sees("[?]", "Bo Chen answers by 02:43", "1 waiting")


@pytest.mark.parametrize(
    ("typed", "until"), [("20 min", "until 03:00"), ("03:30", "until 03:30"), ("1", "until 02:50")]
)
async def test_a_time_that_begins_with_a_digit_is_typed_like_any_word(world: World, typed: str, until: str) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press("s", *("space" if key == " " else key for key in typed))
        await page.sees("A number alone takes that answer of the list", "TYPING")
        await page.press("enter")
        await page.sees("Why is it put off?")
        await page.press("1", "enter")
        await page.sees(until, "1 deferred")


async def test_minutes_that_somebody_has_to_answer_are_typed_as_they_are(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press("a", "2", "2", "0", "enter", "enter")
        await page.sees("[?]", "Bo Chen answers by 03:00")


async def test_an_empty_role_is_asked_for_and_filled(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("r fills roles")
        await page.press("r")
        await page.sees("Which role?", "nobody, wanted now")
        await page.press("1")
        await page.sees("Who is Technical lead?", "2  Bo Chen")
        await page.press("2")
        await page.until(lambda: len(world.service.load(incident).roles) == 2, "the assignment")


async def test_what_somebody_else_does_appears_and_the_look_stays(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j", "j")
        await page.sees("LOOKING, . goes back")
        looked_at = next(row for row in page.rows if "LOOKING" in row)
        world.of(BO).does(incident, c.CompleteStep(by="bo", step="notice"))
        await page.sees("Bo Chen")
        assert looked_at in page.rows
        await page.press("full_stop")
        await page.sees("[>] 2")


async def test_the_loser_of_a_race_is_told_who_has_the_step(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        page.app.session.gateway._watch._mark = world.log.change_mark() + 1  # the other's mark is not seen yet
        world.of(BO).does(incident, c.CompleteStep(by="bo", step="notice"))
        await page.press("space")
        await page.sees("VOICE MENU: put up the outage notice' is done: Bo Chen marked it")


async def test_enter_shows_all_words_and_marks_nothing(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("enter")
        await page.sees("WHY", "Callers who know stop calling")
        await page.press("space", "enter")
        await page.press("escape")
        await page.sees("[>] 1")
        assert len(_types(world, incident)) == 2


async def test_the_whole_list_looks_without_moving_the_place(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("g")
        await page.sees("1 Protect the customers", "2 Find the fault and repair")
        await page.press("j", "enter")
        await page.sees("[.] 2", "LOOKING", "step 1  0/9")


async def test_what_is_appended_while_the_whole_list_is_being_made_shows_in_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        assert isinstance(page.app.screen, Walking)
        before = page.app.screen.walk
        assert before is not None
        sheet = WholeList(page.app.session, before)
        world.does(incident, c.CompleteStep(by="ana", step="notice"))
        await page.sees("[x]   1")
        after = page.app.screen.walk
        assert after is not None
        sheet.renew(after)
        await page.app.push_screen(sheet)
        await page.sees("[x]   1  VOICE MENU", "Enter look at it")


async def test_the_keys_that_are_about_no_step_lead_from_the_whole_list_to_what_they_open_on_the_walk(
    world: World,
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        for key, title in (("N", "MESSAGES"), ("t", "TIMELINE"), ("R", "RESOURCES"), ("r", "Which role?")):
            await page.sees("[>] 1")
            await page.press("g")
            await page.sees("Enter look at it")
            await page.press(key)
            await page.sees(title)
            await page.press("escape")


async def test_a_key_that_marks_does_nothing_in_the_whole_list_and_that_stays_said(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("g")
        await page.sees("Enter look at it")
        before = len(_types(world, incident))
        await page.press("space")
        await page.sees("'Space' does nothing in this list.")
        page.screen(WholeList).tick()
        await page.sees("'Space' does nothing in this list.")
        await page.press("j")
        await page.sees("Enter look at it")
        assert len(_types(world, incident)) == before


async def test_the_timeline_shows_everything_and_a_correction_stands_under_its_entry(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="two pods restarted"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t")
        await page.sees("two pods restarted", "declared")
        await page.press("e")
        await page.sees("What is right?")
        await page.type("three pods")
        await page.press("enter")
        await page.sees("two pods restarted", "corrected 02:40 Ana Lima: three pods")


async def test_closing_needs_the_phrase_and_nothing_open(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    for item in list(world.service.load(incident).runbook.steps()):
        if Tier.GENERAL in item.tiers and item.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=item.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.sees("COMPLETE: nothing is open")
        await page.press("C")
        await page.sees("How did it end?")
        await page.press("enter")
        await page.sees(f"Type: {incident}")
        await page.type("yes")
        await page.press("enter")
        await page.sees("That is not the phrase")
        for _letter in "yes":
            await page.press("backspace")
        await page.type(incident)
        await page.press("enter")
        await page.sees("CLOSED at")


async def test_an_exercise_says_so_on_every_screen(world: World) -> None:
    incident = world.exercise()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for key, back in (("t", "escape"), ("g", "escape"), ("enter", "escape"), ("m", "escape")):
            await page.press(key)
            await page.until(lambda: page.rows[0].rstrip().endswith("EXERCISE"), f"EXERCISE after {key}")
            await page.press(back)
            await page.sees("[>] 1")


async def test_the_language_changes_inside_the_walk_and_the_place_stays(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("c")
        await page.sees("第 1 步", "实战", "应看到")


async def test_what_is_sensed_ticks_by_itself(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    world.does(incident, c.RecordFact(by="ana", fact="error_share", value=0.2))
    for _turn in range(2):
        world.clock.forward(minutes=8)
        world.does(incident, c.RecordFact(by="ana", fact="error_share", value=0.1))
    async with opened(world, incident=incident) as page:
        await page.until(
            lambda: (p := world.service.load(incident).steps.get("stable")) is not None and p.state is StepState.SENSED,
            "the tick",
        )
        await page.press("g")
        await page.sees("(x)")


async def test_a_small_window_names_the_step(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(20, 5)) as page:
        await page.until(lambda: incident in page.text and "REAL" in page.text, "the sentence")
    async with opened(world, incident=incident, size=(40, 8)) as page:
        await page.until(lambda: "VOICE MENU: put up the outage notice" in " ".join(page.text.split()), "its title")


async def test_idle_seconds_draw_the_clock_cells_alone(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        before = await page.settled()
        world.clock.forward(seconds=1)
        await page.sees("T+00:00:01")
        changed = [number for number, (old, new) in enumerate(zip(before, page.rows, strict=True)) if old != new]
        assert set(changed) <= {0, 1, *(n for n, row in enumerate(page.rows) if "due " in row)}


async def test_the_box_keeps_its_rows_while_somebody_looks_about(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("EXPECT")
        ends = []
        for key in ("j", "j", "k", "j", "j"):
            before = "".join(page.rows[3:7])
            await page.press(key)
            await page.until(lambda rows=before: "".join(page.rows[3:7]) != rows, "another step")  # type: ignore[misc]  # of a default
            rows = await page.settled()
            ends.append(next(y for y, row in enumerate(rows) if row.startswith("┗")))
        assert ends == sorted(ends)


async def test_nobody_else_in_the_workspace_is_never_an_empty_choice(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    world.does(incident, c.CompleteStep(by="ana", step="notice"), c.CompleteStep(by="ana", step="agents"))
    world.directory.everybody = [each for each in world.directory.everybody if each.id == "ana"]
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 3")
        await page.press("space")
        await page.sees("Somebody else writes it, or takes the role", "Ring somebody up", "rules the step out")
        await page.type("Mara Berg")
        await page.press("enter")
        await page.sees("Mara Berg takes command")


async def test_that_service_is_restored_is_found_by_its_word(world: World) -> None:
    async with opened(world, incident=world.declared()) as page:
        await page.sees("[>] 1")
        await page.press("ctrl+p")
        await page.type("restored")
        await page.sees("state a moment")


async def test_ctrl_c_stops_nothing_and_says_how_to_leave(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for key, words in (("ctrl+c", "[>] 1"), ("t", "TIMELINE"), ("escape", "[>] 1"), ("escape", "OPEN INCIDENTS")):
            await page.press(key)
            await page.sees(words)
            await page.press("ctrl+c")
            await page.sees("q on Home leaves the program")
            assert page.app.is_running


async def test_esc_goes_back_to_the_current_step_before_it_leaves_the_walk(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j")
        await page.sees("LOOKING, . goes back")
        await page.press("escape")
        await page.sees("[>] 1  VOICE MENU", "h hold")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS 1")


async def test_how_to_hold_stands_at_the_end_of_the_last_row_where_there_is_something_to_hold(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.until(lambda: page.rows[-1].rstrip().endswith("h hold"), "the hint")
        await page.press("h")
        await page.sees("What interrupts you?")
        await page.press("1", "enter")
        await page.sees("HOLDING HERE")
        await page.press("J")
        await page.sees("YOU WERE AT")
        await page.press("escape", "m", "escape")
        await page.until(lambda: "saved" in page.rows[-1], "the last row")
        assert "h hold" not in page.rows[-1]
