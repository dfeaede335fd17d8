"""Only the current step stands as current, and whoever only looks at another one answers nothing by a stray digit."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.walking.checklist import build_checklist
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def rule_out(world: World, incident: str, but: str = "") -> None:
    """By Ana, every step that somebody could work."""
    left = build_checklist(world.service.load(incident), world.clock.now()).open_work
    orders = [c.RuleOutStep(by="ana", step=item.step.id, because="not here") for item in left if item.step.id != but]
    world.does(incident, *orders)


async def test_a_decision_that_is_only_looked_at_asks_before_it_is_answered(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j", "j", "j")
        await page.sees("LOOKING", "CAUSE: find what changed")
        await page.press("2")
        await page.sees("You are looking at step 4. Answer it with 2 Something at a vendor?")
        await page.press("x")
        await page.sees("Nothing happened.")
        assert "cause" not in world.service.load(incident).steps
        await page.press("2", "Y")
        await page.sees("Answered: 2")
        assert world.service.load(incident).steps["cause"].option == "vendor"
        await page.press("full_stop")
        await page.sees("u undoes: 4 answered 02:40")


async def test_a_step_that_is_back_says_so_beside_the_one_current_step(world: World) -> None:
    incident = world.declared()
    until = world.clock.now().replace(minute=50)
    world.does(incident, c.DeferStep(by="ana", step="notice", because="later", until_time=until))
    world.clock.forward(minutes=15)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.sees("is back", "[>] 2", "1 back")
        assert page.text.count("[>]") == 2  # the box, and the same step in the list beside it
    async with opened(world, incident=incident) as page:
        await page.sees("is back", "[>] 2", "[~]   1", "back from waiting: step 1; . goes to 1")
        assert page.text.count("[>]") == 1
        await page.press("full_stop")
        await page.sees("LOOKING", "[~] 1  ")
        await page.press("G")
        await page.sees("; . . goes to 1")
        await page.press("full_stop", "full_stop")
        await page.sees("LOOKING", "[~] 1  ")


async def test_a_refusal_goes_when_what_it_says_of_the_step_is_not_so_any_more(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.HoldStep(by="ana", step="notice", because="a call"))
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("[h] 1")
        await page.press("space")
        await page.sees("Step 1 is held")
        world.does(incident, c.ResumeStep(by="ana", step="notice"))
        await page.sees("[>] 1")
        await page.until(lambda: "Step 1 is held" not in page.text, "the refusal to go")


async def test_the_box_goes_on_when_somebody_rules_out_the_step_in_it(world: World) -> None:
    incident = world.declared()
    until = world.clock.now().replace(minute=50)
    world.does(incident, c.DeferStep(by="ana", step="notice", because="later", until_time=until))
    world.clock.forward(minutes=15)
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("[>] 2", "; . goes to 1")
        await page.press("full_stop")
        await page.sees("LOOKING", "[~] 1  ")
        await page.press("j")
        await page.loses("LOOKING")
        await page.press("full_stop")
        await page.sees("LOOKING", "[~] 1  ")
        rule_out(world, incident, but="notice")
        await page.loses("LOOKING")
        world.does(incident, c.RuleOutStep(by="ana", step="notice", because="not here"))
        await page.sees("COMPLETE: nothing is open", "Ana Lima leads and closes the incident")


async def test_a_step_that_is_ruled_out_while_somebody_looks_at_it_says_so_and_takes_no_mark(world: World) -> None:
    incident = world.declared()
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j")
        await page.sees("LOOKING")
        rule_out(world, incident)
        await page.sees("DOES NOT APPLY, Ana Lima", "not here", "COMPLETE: nothing is open - ")
        await page.press("space")
        await page.sees("Step 2 does not apply; only who said so can take that back.")


async def test_recorded_facts_are_taken_back_by_that_word(world: World) -> None:
    incident = world.declared()
    facts = {"affected_share": 3.0, "error_share": 1.0}
    world.does(incident, c.CompleteStep(by="ana", step="size", facts=facts))
    async with opened(world, incident=incident) as page:
        await page.sees("u undoes: 5 recorded")


async def test_what_is_read_back_stays_in_sight_above_the_question(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.OfferHandover(by="ana", to="bo", worry="region B"))
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("H")
        await page.sees("SITUATION")
        before = page.rows
        await page.press("r")
        await page.sees("What is the next action?", "TYPING")
        kept = sum(one == another for one, another in zip(before, page.rows, strict=True))
        assert kept >= len(before) // 2, page.text
        assert "SITUATION" in page.text


async def test_the_words_of_an_entry_stand_above_its_correction(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="two pods restarted"))
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("two pods restarted")
        await page.press("e")
        await page.sees("CORRECT entry", "two pods restarted", "What is right?")


async def test_i_shows_how_incidents_with_the_same_runbook_ended(world: World) -> None:
    incident = world.declared(title="Line 3 is down")
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("i")
        await page.sees("No other incident had this runbook.")
        other = world.declared(title="Line 4 is down")
        await page.press("i")
        await page.sees("WHAT IS ALIKE", f"{other} Line 4 is down", "still open")
        await page.press("escape")
        await page.loses("WHAT IS ALIKE")


async def test_an_open_card_for_a_value_says_at_once_that_its_step_was_ruled_out_and_no_more_once_that_is_undone(
    world: World,
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        while "VALUE" not in page.text:
            await page.press("j")
        await page.press("space")
        await page.sees("From 0 to 10")
        await page.type("7")
        checklist = build_checklist(world.service.load(incident), world.clock.now())
        step = next(each.step.id for each in checklist.items if each.step.asks_value)
        world.service.execute(incident, c.RuleOutStep(by="bo", step=step, because="no way back"), BO)
        await page.sees("Bo Chen ruled step", "'no way back'", "What you typed is kept", "7")
        world.service.execute(incident, c.UndoMark(by="bo", step=step), BO)
        await page.loses("ruled step")
        world.service.execute(incident, c.CompleteStep(by="bo", step=step, value="4"), BO)
        await page.sees("Bo Chen marked step", "What you typed is kept, not recorded")
        await page.press("enter")
        await page.sees("Bo Chen marked it at")
        assert world.service.load(incident).steps[step].by == "bo"
        assert page.app.session.drafts is not None
        assert page.app.session.drafts.find(f"mark.{step}", incident) is not None


async def test_a_note_leaves_the_look_where_it_is_and_the_next_mark_is_of_that_step(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("j")
        await page.sees("LOOKING")
        await page.press("m")
        await page.type("the shop called")
        await page.press("enter")
        await page.sees("Noted.", "LOOKING")
