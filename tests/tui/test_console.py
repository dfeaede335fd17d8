"""The facilitator's screen: two keys an inject, what was seen, how play stops, and nothing of it for a player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.actor import Actor
from incident.application.errors import LedSideShut, StorageReadOnly
from incident.domain import commands as c
from incident.domain.events import ExerciseEnded, ExercisePaused, InjectReleased
from incident.domain.exercises.leading import InjectHeld, InjectMarked, InjectSkipped, ObservationAdded, RatingGiven
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.tui.messages import NotDone
from incident.tui.screens.console import ConsoleSheet
from incident.tui.screens.drills import Drills
from incident.tui.screens.walk import Walking
from tests.tui.led import leading_of, led
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World


@pytest.fixture
def exercise(world: World) -> str:
    return led(world)


def written(world: World, exercise: str) -> Sequence[object]:
    """What those who lead it wrote, after the scenario."""
    return [entry.event for entry in leading_of(world).kept(exercise)[1:]]


async def lead(page: Page) -> None:
    """From Home to the facilitator's screen."""
    await page.press("t")
    await page.sees("EXERCISES", "you")
    await page.press("enter")
    await page.sees("FACILITATOR", "up next")


async def test_an_inject_takes_two_keys_to_send_and_to_mark(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.sees(
            "exercise 00:01:00 of 2 h   1 of 11 injects", "INJECT 2: players read exactly this", "Calls have"
        )
        await page.press("enter")
        await page.sees("Inject 2 is out: nobody holds", "INJECT 2: players", "2 of 11 injects")
        await page.press("2")
        await page.sees("Inject 2 marked: met in part", "PART", "INJECT 3: players")
    marks = [event for event in written(world, exercise) if isinstance(event, InjectMarked)]
    assert [(each.inject, each.mark) for each in marks] == [("calls-double", "part")]


@pytest.mark.usefixtures("exercise")
async def test_enter_again_on_what_it_sent_goes_to_what_comes_and_sends_nothing(world: World) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("enter")
        await page.sees("INJECT 2: players", "2 of 11 injects")
        await page.press("enter")
        await page.sees("Inject 2 is out; the cursor is on what comes", "INJECT 3: players", "2 of 11 injects")


@pytest.mark.usefixtures("exercise")
async def test_an_answer_of_several_lines_leaves_the_row_under_the_cursor_in_sight(world: World) -> None:
    async with opened(world, size=(80, 24)) as page:
        await lead(page)
        sheet = page.screen(ConsoleSheet)
        await page.press("j")
        while sheet.listing.place < sheet.listing.scroll_offset.y + sheet.listing.size.height - 1:
            await page.press("j")
        row, height = sheet.listing.line_of(sheet.listing.place).plain[5:40], sheet.listing.size.height
        sheet.answer("what was done, and what follows from it for those who play " * 3)
        await page.until(lambda: sheet.listing.size.height < height, "fewer rows of the plan")
        await page.sees(row)


async def test_where_there_is_room_a_row_says_when_its_inject_went_beside_when_it_was_planned(
    world: World, exercise: str
) -> None:
    leading_of(world).release(exercise, "2")
    async with opened(world, size=(200, 60)) as page:
        await lead(page)
        await page.sees(">00:10", " 00:05  00:01    2 Calls double")


@pytest.mark.usefixtures("exercise")
async def test_the_cursor_goes_with_what_comes_until_it_is_moved(world: World) -> None:
    async with opened(world) as page:
        await lead(page)
        world.clock.forward(minutes=4)
        await page.sees("INJECT 3: players read exactly this", "2 of 11 injects")
        await page.press("1")
        await page.sees("Inject 2 marked: met", "INJECT 3: players read exactly this")
        await page.press("k")
        await page.sees("INJECT 2: players read exactly this")
        world.clock.forward(minutes=5)
        await page.sees("3 of 11 injects", "INJECT 2: players read exactly this")
        await page.press("full_stop")
        await page.sees("INJECT 4: players read exactly this")


async def test_nothing_moves_under_a_key_and_a_late_enter_sends_nothing_else(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("<")  # says something, and moves nothing
        leading_of(world).release(exercise, "2")
        await page.sees("2 of 11 injects", "INJECT 2: players read exactly this")
        await page.press("enter")
        await page.sees("Inject 2 was released at")
        await page.press("1")
        await page.sees("Inject 2 marked: met", "INJECT 3: players read exactly this")
    assert len(world.service.load(exercise).exercise.released) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "said", "done"),
    [
        ("enter", "Nothing was sent: Enter again sends inject 3.", "3 of 11 injects"),
        ("h", "Nothing was held: h again holds back inject 3.", "Inject 3 waits for your hand."),
    ],
)
@pytest.mark.usefixtures("exercise")
async def test_a_key_struck_just_after_the_cursor_went_on_by_itself_does_nothing_before_that_was_said(
    world: World, key: str, said: str, done: str
) -> None:
    async with opened(world) as page:
        await lead(page)
        world.clock.forward(minutes=4)
        await page.sees("2 of 11 injects", "INJECT 3: players read exactly this")
        await page.press(key)
        await page.sees("Inject 2 went out just now.", said, "2 of 11 injects")
        await page.press(key)
        await page.sees(done)


@pytest.mark.usefixtures("exercise")
async def test_the_cursor_goes_with_what_comes_again_after_an_inject_that_could_not_be_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(world) as page:
        await lead(page)
        sheet = page.app.screen
        with monkeypatch.context() as patched:
            patched.setattr(page.app.session.gateway, "lead", lambda *_: None)
            await page.press("enter")
            sheet.post_message(NotDone(StorageReadOnly(path="/srv/incident.db")))
            await page.sees("/srv/incident.db")
        world.clock.forward(minutes=4)
        await page.sees("2 of 11 injects", "INJECT 3: players read exactly this")


async def test_in_a_low_window_the_cursor_is_in_sight_and_the_rest_is_counted(world: World, exercise: str) -> None:
    leading = leading_of(world)
    for number in range(2, 9):
        leading.release(exercise, str(number))
    async with opened(world, size=(80, 24)) as page:
        await lead(page)
        await page.sees("INJECT 9: players read exactly this", " more below", ">")
        assert any(row.startswith(">") and " 9 " in row for row in page.rows)


async def test_from_home_an_exercise_opens_for_who_leads_it_and_leaving_says_the_way_back(
    world: World, exercise: str
) -> None:
    async with opened(world) as page:
        await page.press("1")
        await page.sees("FACILITATOR", "up next")
        await page.press("escape")
        await page.sees(f"{exercise}: Enter on its row of Home opens your screen again.")
        await page.press("slash")
        await page.type(exercise)
        await page.sees(f"{exercise} ")
        await page.press("enter")
        await page.sees("FACILITATOR", "up next")


@pytest.mark.parametrize("key", ["1", "2", "3", "plus"])
async def test_an_inject_that_is_not_out_is_neither_marked_nor_helped_and_no_other_is_in_its_place(
    world: World, exercise: str, key: str
) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("j", key)
        await page.sees("Inject 3 is not with the players yet.", "INJECT 3: players")
    assert not written(world, exercise)


async def test_an_inject_is_looked_at_held_and_not_played(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("j", "j")
        await page.sees("INJECT 4: players read exactly this", "The circuit breaker to the payment provider is open")
        await page.press("h")
        await page.sees("Inject 4 waits for your hand.", "held", "INJECT 4")
        await page.press("full_stop", "minus")
        await page.sees("NOT PLAYED: inject 2, Calls double within 5 min")
        await page.type("too early")
        await page.press("enter")
        await page.sees("Inject 2 is not played.", "skipped", "INJECT 2")
    held, skipped = written(world, exercise)
    assert isinstance(held, InjectHeld)
    assert isinstance(skipped, InjectSkipped)
    assert str(skipped.because) == "too early"


async def test_what_was_seen_is_kept_with_the_inject_and_survives_being_left_half_typed(
    world: World, exercise: str
) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("o")
        await page.sees("OBSERVE: inject 1", "+ strength")
        await page.type("Bo repeated")
    async with opened(world) as page:
        await lead(page)
        await page.press("p")
        await page.sees("RUNNING")
        world.clock.forward(minutes=1)
        await page.sees("exercise 00:02:00")
        await page.press("o")
        await page.sees("Bo repeated")
        await page.type(" the order")
        await page.press("tab")
        await page.sees("to improve")
        await page.press("enter")
        await page.sees("Kept where no player reads it.", "OBSERVED", "to improve  Bo repeated the order (inject 1)")
    (seen,) = written(world, exercise)
    assert isinstance(seen, ObservationAdded)
    assert (str(seen.text), seen.kind, seen.inject) == ("Bo repeated the order", "-", "errors")


async def test_an_exercise_stands_once_the_program_of_who_leads_it_has_ended(world: World, exercise: str) -> None:
    async with opened(world.of(BO), incident=exercise) as player:
        async with opened(world) as page:
            await lead(page)
        await player.sees("EXERCISE paused: nobody has led it since 02:41. Its clock stands")
    async with opened(world) as page:
        await lead(page)
        await page.sees("PAUSED", "p resume")


async def test_the_clock_is_paused_paced_and_let_go_on(world: World) -> None:
    led(world)
    async with opened(world) as page:
        await lead(page)
        await page.press("greater_than_sign")
        await page.sees("clock 2x RUNNING")
        await page.press("less_than_sign")
        await page.sees("clock 1x RUNNING", "at 1 times the speed")
        await page.press("less_than_sign")
        await page.sees("does not go slower or faster")
        await page.press("p")
        await page.sees("clock 1x PAUSED")
        world.clock.forward(minutes=20)
        await page.press("p")
        await page.sees("clock 1x RUNNING   exercise 00:01:00")


async def test_a_suspended_exercise_goes_on_beside_what_is_real_only_once_that_was_said(
    world: World, exercise: str
) -> None:
    async with opened(world) as page:
        await lead(page)
        real = world.declared()
        await page.sees(f"clock 1x SUSPENDED by {real}", "p resume")
        await page.press("p")
        await page.sees(f"Still open, and real: {real}. Does it need none of the players?")
        assert world.service.load(exercise).exercise.phase is Phase.SUSPENDED  # type: ignore[union-attr]
        await page.press("Y")
        await page.sees("needs people of the exercise: Ana", "SUSPENDED")
        world.of(Actor(person="chen")).does(real, c.TakeCommand(by="chen", because="Ana leads the exercise"))
        await page.press("p")
        await page.sees("Does it need none of the players?")
        await page.press("Y")
        await page.sees("clock 1x RUNNING   exercise 00:01:00", "p pause")


async def test_a_real_event_ceases_play_at_once_and_ends_it_only_by_its_phrase(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("exclamation_mark")
        await page.sees("REAL EVENT: play stops in EX-0001", "Cease play now")
        await page.press("1")
        await page.sees("clock 1x REAL EVENT", "! REAL EVENT, Ana", "the timeline says why. p lets it go on.")
        await page.press("exclamation_mark")
        await page.sees("End the exercise for good")
        await page.press("1")
        await page.sees("Type: REAL EVENT")
        await page.type("real")
        await page.press("enter")
        await page.sees("That is not the phrase.")
        await page.press(*["backspace"] * 4)
        await page.type("REAL EVENT")
        await page.press("enter")
        await page.sees("clock 1x ENDED", "incident review EX-0001")
    events = [entry.event for entry in world.log.read(exercise)]
    (paused,) = (event for event in events if isinstance(event, ExercisePaused))
    (ended,) = (event for event in events if isinstance(event, ExerciseEnded))
    assert (str(paused.because), str(ended.because), len(ended.head)) == ("REAL EVENT", "REAL EVENT", 64)


async def test_what_a_player_called_real_is_told_to_who_leads_and_asked_before_play_goes_on(
    world: World, exercise: str
) -> None:
    world.of(BO).does(exercise, c.AddNote(by="bo", text="REAL EVENT: fire on floor 3"))
    async with opened(world) as page:
        await lead(page)
        await page.sees("clock 1x REAL EVENT   exercise", "! REAL EVENT, Bo Chen at", "fire on floor 3")
        await page.press("p")
        await page.sees("Play was stopped for what is real. Is it over")
        assert world.service.load(exercise).exercise.phase is Phase.PAUSED  # type: ignore[union-attr]
        await page.press("Y")
        await page.sees("clock 1x RUNNING")


async def test_what_is_kept_in_reserve_and_no_longer_needed_says_so_while_play_goes_on(world: World) -> None:
    exercise = led(world, "exercise.video-spreads")
    world.of(BO).does(exercise, c.TakeStep(by="bo", step="campaigns"), c.CompleteStep(by="bo", step="campaigns"))
    async with opened(world, size=(160, 48)) as page:
        await page.press("t")
        await page.sees("EXERCISES", "you")
        await page.press("enter")
        await page.sees("clock 1x RUNNING")
        row = next(each for each in page.text.splitlines() if "A planned post goes out" in each)
        assert "(not needed)" in row
        assert "n/a" in row
        assert "armed" not in row


async def test_play_is_ended_by_the_number_of_the_exercise(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("C")
        await page.sees("Why does play end?")
        await page.press("enter")
        await page.sees("Type its number to end it.", "Nobody worked on a step of it: it does not count as held.")
        await page.sees("Why does play end?  it was played to its end")
        await page.type(exercise)
        await page.press("enter")
        await page.sees("clock 1x ENDED", "Play is over", "n/a")
        assert not {word for word in ("up next", "armed", "Enter send") if word in page.text}
        await page.press("escape")
        await page.loses("Play is over")
        assert "opens your screen again" not in page.text
    found = world.service.load(exercise).exercise
    assert found is not None
    assert found.phase is Phase.ENDED
    (ended,) = (each.event for each in world.log.read(exercise) if isinstance(each.event, ExerciseEnded))
    assert str(ended.because) == "it was played to its end"


async def test_who_plays_walks_it_and_never_sees_the_plan(world: World, exercise: str) -> None:
    bo = world.of(BO)
    async with opened(bo) as page:
        await page.press("t")
        await page.sees("Ana Lima")
        await page.press("enter")
        await page.sees("T+")
        assert "FACILITATOR" not in page.text
    async with opened(bo) as page:
        await page.app.push_screen(ConsoleSheet(page.app.session, exercise))
        await page.sees("This is the side of those who lead exercise 'EX-0001' (Ana Lima)")
        assert "Calls double" not in page.text


async def test_a_leader_whose_login_lacks_the_right_reads_so_where_the_screen_was_to_open(
    world: World, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(_log: object, _exercise: str, _after: int = 0) -> object:
        raise LedSideShut(path="pg", login="ana")

    monkeypatch.setattr(type(world.log.leading()), "read", shut)
    async with opened(world) as page:
        await page.app.push_screen(ConsoleSheet(page.app.session, exercise))
        await page.sees("FACILITATOR", "is shut to the login", "GRANT incident_controller", "Esc back")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")


async def test_who_is_refused_twice_in_one_breath_loses_no_other_screen(
    world: World, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(world.of(BO)) as page:
        sheet = ConsoleSheet(page.app.session, exercise)
        monkeypatch.setattr(page.app.session.gateway, "read_console", lambda *_: None)
        await page.app.push_screen(sheet)
        await page.until(lambda: hasattr(sheet, "_walk"), "the moment that it stands at")
        for _ in range(2):  # it asks again when somebody does something
            sheet.post_message(NotDone(StorageReadOnly(path="/srv/incident.db")))
        await page.sees("OPEN INCIDENTS")
        await page.until(lambda: not sheet.is_attached, "the sheet to go")
        assert [type(screen).__name__ for screen in page.app.screen_stack] == ["Home"]


async def test_players_read_at_once_that_play_has_stopped_and_why(world: World, exercise: str) -> None:
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("1 Confirm and take command")
        world.does(exercise, c.PauseExercise(by="ana", because="REAL EVENT"))
        await page.sees("EXERCISE STOPPED: REAL EVENT. Cease play")
        world.does(exercise, c.ResumeExercise(by="ana"))
        await page.sees("1 Confirm and take command")
        world.does(exercise, c.SuspendExercise(by="ana", incident="INC-0007"))
        await page.sees("EXERCISE SUSPENDED: real incident 'INC-0007'. Cease play")


def _places(page: Page) -> Sequence[str]:
    """What the palette offers over the walk."""
    walk = next(each for each in page.app.screen_stack if isinstance(each, Walking))
    return [place.name for place in walk.places()]


async def test_a_player_stops_play_by_the_reserved_word_in_the_call_for_help(world: World, exercise: str) -> None:
    async with opened(world.of(BO), incident=exercise) as page:
        await page.sees("1 Confirm and take command")
        assert "REAL EVENT" in _places(page)
        await page.press("exclamation_mark")
        await page.sees("CALL FOR HELP", "REAL EVENT: play stops, and everybody reads it")
        await page.press("R")
        await page.sees("EXERCISE STOPPED: REAL EVENT. Cease play")
        assert "REAL EVENT" not in _places(page)
    found = world.service.load(exercise).exercise
    assert found is not None
    assert found.phase is Phase.PAUSED


async def test_players_are_shown_with_what_they_do_and_who_is_quiet(world: World, exercise: str) -> None:
    bo = world.of(BO)
    bo.does(exercise, c.TakeStep(by="bo", step="confirm"))
    async with opened(world, size=(120, 40)) as page:
        await lead(page)
        await page.sees("PLAYERS NOW", "Commander Bo Chen", "on: ")
        world.clock.forward(minutes=6)
        await page.sees("QUIET 6 min; on: ")
        await page.sees("LOOK FOR", "EXERCISE OBJECTIVES", "Messages go to the targets of exercises alone.")


async def test_an_inject_for_a_role_that_nobody_holds_is_announced_before_it_goes_and_when_it_went(
    world: World, exercise: str
) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.sees("! Customer", "! nobody holds Customer liaison, so no player reads it for them")
        world.clock.forward(minutes=4)
        await page.sees("Inject 2 is out: nobody holds Customer liaison", "unread")
        world.of(BO).does(exercise, c.AssignRole(by="bo", role="customer-liaison", person="cy"))
        await page.loses("unread")


async def test_who_evaluates_looks_observes_and_marks_and_no_key_of_theirs_steers(world: World) -> None:
    exercise = led(world, evaluators=("cy",))
    before = len(world.log.read(exercise))
    async with opened(world.of(Actor(person="cy"))) as page:
        await page.press("t")
        await page.sees("EXERCISES", "Ana Lima")
        await page.press("enter")
        await page.sees("EVALUATOR", "INJECT 2: players read exactly this", "o observe")
        for key in ("enter", ">", "minus", "h", "i", "plus"):
            await page.press("full_stop", key)
            await page.sees("You evaluate this exercise", "Ana Lima, who leads it")
        world.clock.forward(minutes=4)
        await page.sees("00:05:00", "1 of 11 injects")
        await page.press("1")
        await page.sees("Inject 1 marked: met", "MET")
        assert {entry.actor for entry in world.log.read(exercise)[before:]} <= {PROGRAM}
        await page.press("p")
        await page.sees("PAUSED")
        await page.press("p")
        await page.sees("You evaluate this exercise", "Ana Lima, who leads it")


async def test_after_its_program_was_killed_the_screen_says_since_when_nobody_led_it(
    world: World, exercise: str
) -> None:
    for person in ("cy", "dee", "eve"):
        role = {"cy": "technical", "dee": "finance", "eve": "customer-liaison"}[person]
        world.of(BO).does(exercise, c.AssignRole(by="bo", role=role, person=person))
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await page.press("t")
        await page.sees("EXERCISES", "you")
        await page.press("enter")
        await page.sees("Nobody led it from 02:45 (T+00:05:00) to 02:54 (T+00:14:00)")
        await page.press("k")
        since = "! nobody led it at 02:45 (T+00:05:00): what fell due then waits for a hand"
        await page.sees(since, "It counts as played", "PLAYERS NOW   1 more")
        for out in (2, 3):
            await page.sees(since)
            await page.press("enter")
            await page.sees(f"{out} of 11 injects")
            await page.press("1")
            await page.sees(f"Inject {out} marked: met")
        await page.loses("nobody led it")


async def test_time_in_which_nobody_led_and_nobody_did_anything_may_count_as_a_pause(
    world: World, exercise: str
) -> None:
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await page.press("t")
        await page.sees("EXERCISES", "you")
        await page.press("enter")
        await page.sees("Nobody led it from 02:45", "a pause it leaves the clock at T+00:05:00")
        await page.press("p")
        await page.sees("exercise 00:05:00", "2 of 11 injects")
        assert "nobody led it" not in page.text
    state = world.service.load(exercise).exercise
    assert state is not None
    assert [each.number for each in state.told] == [1, 2]
    assert state.clock.stood(world.clock.now()) == timedelta(minutes=9)


async def test_one_in_reserve_that_waits_before_the_next_of_the_plan_is_what_comes(world: World, exercise: str) -> None:
    for number in range(2, 6):
        leading_of(world).release(exercise, str(number))
    world.clock.forward(minutes=31)
    async with opened(world) as page:
        await page.sees("inject 6 is due and waits for your hand")
        await page.press("t")
        await page.sees("EXERCISES", "you")
        await page.press("enter")
        await page.sees("Nobody led it from 03:05 (T+00:25:00) to 03:12 (T+00:32:00)")
        await page.press("k")
        await page.sees("INJECT 6: players read exactly this", ">00:25    6 ")
    assert leading_of(world).release(exercise, "next").number == 6
    assert leading_of(world).release(exercise, "next").number == 7


def test_a_player_is_quiet_from_when_they_got_their_role(world: World, exercise: str) -> None:
    world.clock.forward(minutes=3)
    world.of(BO).does(exercise, c.AssignRole(by="bo", role="technical", person="cy"))
    world.clock.forward(minutes=6)
    players = {each.person: each for each in leading_of(world).console(exercise).players}
    assert players["cy"].silent_for == timedelta(minutes=6)
    assert players["cy"].is_quiet


LAPSE = "Nobody led it from 02:45"
UNDECIDED = "! nobody led it at 02:45 (T+00:05:00). Played or a pause? Enter asks again"


async def left_undecided(page: Page) -> None:
    """To the facilitator's screen after nine minutes without it, and Esc on what is asked then."""
    await page.press("t")
    await page.sees("EXERCISES", "you")
    await page.press("enter")
    await page.sees(LAPSE)
    await page.press("escape")
    await page.loses(LAPSE)
    await page.sees(UNDECIDED)


def _of_people(world: World, exercise: str) -> Sequence[int]:
    """The entries of the exercise but for what its clocks let the program write meanwhile."""
    return [entry.seq for entry in world.log.read(exercise) if entry.actor != PROGRAM]


async def test_the_card_that_was_left_comes_back_before_any_act_that_would_decide_it(
    world: World, exercise: str
) -> None:
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await left_undecided(page)
        before = _of_people(world, exercise)
        for key in ("enter", "p", ">", "minus", "h", "i", "plus", "C", "o", "r", "1", "2", "3"):
            await page.press(key)
            await page.sees(LAPSE, "it counts as a pause")
            await page.press("enter", "escape")
            await page.loses(LAPSE)
            await page.sees(UNDECIDED)
        assert (_of_people(world, exercise), written(world, exercise)) == (before, [])
        await page.press("exclamation_mark")
        await page.sees("REAL EVENT: play stops in")
        assert LAPSE not in page.text
        await page.press("escape")
        await page.loses("REAL EVENT: play stops in")
        await page.sees(UNDECIDED)
        await page.press("f2")
        await page.sees("计入演练还是计为暂停？按 Enter 再次询问")
        await page.press("f2")
        await page.sees(UNDECIDED)
        await page.press("enter")
        await page.sees(LAPSE)
        await page.press("p")
        await page.sees("exercise 00:05:00", "2 of 11 injects")
        assert "nobody led it" not in page.text
        await page.press("p")
        await page.sees("PAUSED")


@pytest.mark.usefixtures("exercise")
async def test_once_it_counts_as_played_its_card_comes_no_more(world: World) -> None:
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await left_undecided(page)
        await page.press("enter")
        await page.sees(LAPSE)
        await page.press("k")
        await page.sees("It counts as played", "waits for a hand")
        await page.press("enter")
        await page.sees("2 of 11 injects")


async def test_what_somebody_does_before_the_card_is_answered_counts_the_time_as_played(
    world: World, exercise: str
) -> None:
    world.clock.forward(minutes=13)
    async with opened(world) as page:
        await left_undecided(page)
        world.of(BO).does(exercise, c.AddNote(by="bo", text="Waiting"))
        await page.sees("! nobody led it at 02:45 (T+00:05:00). It counts as played: play went on")
        await page.press("enter")
        await page.sees("2 of 11 injects")


async def test_what_players_did_while_nobody_led_was_played(world: World, exercise: str) -> None:
    world.clock.forward(minutes=13)
    world.of(BO).does(exercise, c.AddNote(by="bo", text="Waiting"))
    async with opened(world) as page:
        await page.press("t")
        await page.sees("EXERCISES", "you")
        await page.press("enter")
        await page.sees("! nobody led it at 02:45 (T+00:05:00): what fell due then waits for a hand")
        await page.sees("INJECT 2: players read exactly this")
        assert "Nobody led it from" not in page.text


async def test_words_of_ones_own_reach_the_role_that_tab_chose(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("i")
        await page.sees("IMPROVISE", "to everybody")
        await page.press("tab")
        await page.sees("to Commander")
        await page.type("The mayor is on the line")
        await page.press("enter")
        await page.sees("In whose voice?", "Tab: another way than in person")
        await page.press("tab")
        await page.sees("Tab: another way than as a document")
        await page.press("enter")
        await page.sees("The players have it.", "1 of 11 injects")
    given = [entry.event for entry in world.log.read(exercise) if isinstance(entry.event, InjectReleased)][-1]
    assert (given.number, given.to, given.channel) == (12, ("commander",), "document")


async def test_an_inject_that_waits_for_play_goes_early_only_once_that_was_said(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press(*"j" * 4)
        await page.sees("INJECT 6: players read exactly this")
        await page.press("enter")
        await page.sees("SEND EARLY: inject 6", "that is not so yet. Send it now?")
        await page.press("escape", "enter")
        await page.sees("Send it now?")
        assert len(world.service.load(exercise).exercise.released) == 1  # type: ignore[union-attr]
        await page.press("Y")
        await page.sees("2 of 11 injects")


async def test_a_task_is_rated_beside_what_the_log_proposes(world: World, exercise: str) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("r")
        await page.sees("RATE: no player reads it", "Which critical task")
        await page.press("1")
        await page.sees("S: Performed with some challenges")
        await page.press("2")
        await page.sees("Why? Enter alone: no reason.")
        await page.press("enter")
        await page.sees("rated S.")
    (rated,) = written(world, exercise)
    assert isinstance(rated, RatingGiven)
    assert (rated.given, rated.proposed) == ("S", None)


@pytest.mark.usefixtures("exercise")
async def test_two_strokes_make_the_clock_go_two_rates_faster(world: World) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("greater_than_sign", "greater_than_sign")
        await page.sees("clock 5x")


@pytest.mark.usefixtures("exercise")
async def test_at_80_cells_the_keys_of_play_all_stand(world: World) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.sees(
            "Enter send  p pause", "3 not  o observe  r rate", "! REAL EVENT stops play  Esc back  i improvise  + hint"
        )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_without_an_exercise_the_list_names_what_can_be_played_and_its_command(
    world: World, size: tuple[int, int]
) -> None:
    async with opened(world, size=size) as page:
        await page.press("t")
        await page.sees("These can be played", "Customer records were read with a stolen key", "2 h")
        await page.press("j", "enter")
        await page.sees("incident drill run exercise.provider-down")
        assert page.screen(Drills).line_to_copy() == "incident drill run exercise.provider-down"
        await page.press("t")
        await page.loses("These can be played")


async def test_without_an_exercise_or_a_scenario_the_list_says_how_one_begins(world: World) -> None:
    world.declared()
    async with opened(replace(world, unplayable=True)) as page:
        await page.press("t")
        await page.sees("No exercise is open.", "'incident drill run SCENARIO' begins one.")
        await page.press("enter", "t")
        await page.sees("OPEN INCIDENTS")


@pytest.mark.usefixtures("exercise")
async def test_the_foot_says_which_inject_a_mark_is_about(world: World) -> None:
    async with opened(world) as page:
        await lead(page)
        await page.press("enter")
        await page.sees("Inject 2 is out")
        await page.press("1")
        await page.sees("INJECT 3: players read", "── 1 2 3 +: inject 2 ──")
