from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.application.errors import StorageReplaced
from incident.application.ports import DeliveryState
from incident.domain import commands as c
from incident.domain.events import IncidentMode, Rung
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status
from incident.domain.messages.message import Message
from incident.domain.timing.clock_kinds import ClockKind
from incident.tui.glancing import Owed
from incident.tui.views.asking import Asking, asking_lines, does_nothing, key_lines
from incident.tui.views.below import below_lines
from incident.tui.views.box import box_lines
from incident.tui.views.footing import hint_rows, whole_hints
from incident.tui.views.head import head_lines
from incident.tui.views.hints import walk_hints
from incident.tui.views.home import HomeView, home_rows, shown_rows
from incident.tui.views.lines import beside, line, wrap
from incident.tui.views.notice import read_only_words
from incident.tui.views.passing import at_once
from incident.tui.views.rows import step_row
from incident.tui.views.side import side_lines
from incident.tui.views.status import status_lines
from incident.walk.flows.asking import Choice, Question
from incident.walk.flows.deferring import read_until
from incident.walk.moment import Walk
from incident.wording.clocks import due_words
from incident.wording.errors import say_error
from incident.wording.speech import Speech
from incident.wording.timeline import line as entry_line
from incident.wording.times import elapsed
from tests.deliveries import a_delivery
from tests.tui.worlds import World

WIDTHS = (60, 72, 80, 100, 120)


def _walk(world: World, *commands: c.Command, tier: Tier = Tier.SERIOUS, look: str | None = None) -> Walk:
    incident = world.does(world.declared(tier, title="三号线路 is down"), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now(), look=look)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_row_of_any_step_is_wider_than_the_window(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, tier=Tier.MAJOR)
    for item in walk.checklist.items:
        seen = replace(walk, look=item.step.id)
        rows = [*head_lines(seen, width), *box_lines(seen, width), *below_lines(seen, width, 12)]
        assert all(cell_len(row.plain) <= width for row in rows)
        assert {cell_len(row.plain) for row in box_lines(seen, width)} == {width}


@pytest.mark.parametrize("height", range(1, 14))
def test_what_stands_under_the_box_fills_its_rows_exactly(world: World, height: int) -> None:
    walk = _walk(
        world,
        c.RecordFact(by="ana", fact="data_exposed", value=True),
        c.DeferStep(by="ana", step="notice", because="busy", until_step="agents"),
        tier=Tier.SERIOUS,
    )
    rows = below_lines(walk, 80, height)
    assert len(rows) == height
    assert "NEEDS YOU" in "\n".join(row.plain for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("height", range(3, 14))
def test_the_band_of_what_is_deferred_never_shows_its_heading_alone(world: World, height: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because="busy", until_step="agents"))
    rows = [row.plain for row in below_lines(walk, 60, height)]
    heading = i18n._("DEFERRED - must be settled before closing")
    assert any("[~]" in row for row in rows) or not any(heading in row for row in rows)
    assert height < 4 or any("[~]" in row for row in rows)


def test_what_was_left_deferred_at_the_end_need_not_be_settled_any_more(world: World) -> None:
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because="busy", until_step="agents"))
    over = replace(walk, incident=walk.incident.changed(status=Status.CLOSED))
    said = "\n".join(row.plain for row in below_lines(over, 60, 12))
    assert "DEFERRED - never settled" in said
    assert "must be settled" not in said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_pushes_the_place_or_what_is_deferred_from_row_2(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because="busy", until_step="agents"))
    for later in (timedelta(), timedelta(minutes=45)):
        second = head_lines(walk.at(walk.now + later), width)[1].plain
        assert i18n._("{count} deferred").format(count=1) in second
        assert f"/{len(walk.checklist.applicable)}" in second


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_where_the_walk_is_held_row_2_says_so_at_every_width(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(
        world,
        c.DeferStep(by="ana", step="notice", because="busy", until_step="agents"),
        c.HoldStep(by="ana", step="agents", because="a phone call"),
    )
    number = walk.current.number if walk.current else ""
    second = head_lines(walk, width)[1].plain
    assert second.count(i18n._("HOLDING AT {number}").format(number=number)) == 1
    assert i18n._("{count} deferred").format(count=1) in second


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_back_from_being_deferred_is_counted_as_back_and_no_more_as_deferred(
    world: World, language: str
) -> None:
    i18n.use(language)
    until = world.clock.now() + timedelta(minutes=1)
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because="busy", until_time=until))
    second = head_lines(walk.at(until), 60)[1].plain
    assert i18n._("{count} back").format(count=1) in second
    assert i18n._("{count} deferred").format(count=1) not in second


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_due_beside_the_update_gives_way_to_the_counters_and_stands_in_row_3(
    world: World, language: str
) -> None:
    i18n.use(language)
    asked = c.AskPerson(by="ana", step="agents", person="bo", within=timedelta(minutes=3), request="see to it")
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because="busy", until_step="size"), asked)
    _first, second, third = (row.plain for row in head_lines(walk, 80))
    update = walk.clock(ClockKind.UPDATE)
    assert update is not None
    assert second.startswith(f" T+00:00:00  {due_words(update.id, update.remaining(walk.now))}  ")
    for words in ("{count} deferred", "{count} waiting"):
        assert i18n._(words).format(count=1) in second
    assert i18n._("ANSWER IN {left}").format(left="03:00") in second + third
    assert i18n._("r{revision}").format(revision=walk.incident.runbook.revision) in second + third


@pytest.mark.parametrize(("language", "words"), [("en", "9 of 10"), ("zh-CN", "9 次（共 10 次）")])
def test_a_value_that_was_entered_keeps_its_unit(world: World, language: str, words: str) -> None:
    i18n.use(language)
    walk = _walk(world, c.CompleteStep(by="ana", step="calls", value="9"), tier=Tier.MAJOR)
    item = walk.checklist.item("calls")
    assert item is not None
    assert words in step_row(walk, item, 120).plain
    said = [entry_line(entry, walk.speech).words for entry in world.log.read(walk.incident.id)]
    assert any(words in each for each in said)


def test_real_or_exercise_ends_row_1_and_the_tier_stands_there_once(world: World) -> None:
    first = head_lines(_walk(world), 80)[0].plain
    assert first.rstrip().endswith("REAL")
    assert first.count("TIER") == 1


def test_row_2_keeps_elapsed_update_and_position_when_it_is_narrow(world: World) -> None:
    second = head_lines(_walk(world), 60)[1].plain
    assert all(words in second for words in ("T+00:00:00", "UPDATE IN 30:00", "STEP IN 20:00", "step 1"))


def test_an_overdue_update_says_by_how_much(world: World) -> None:
    walk = _walk(world)
    late = walk.at(walk.now + timedelta(minutes=32, seconds=10))
    assert "UPDATE LATE 02:10" in head_lines(late, 80)[1].plain


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "T+00:00:00"), (1661, "T+00:27:41"), (90_000, "T+25:00:00"), (-3, "T-00:00:03"), (-17_971, "T-04:59:31")],
)
def test_elapsed_counts_hours_past_a_day_and_back_from_the_declaration(seconds: int, words: str) -> None:
    assert elapsed(timedelta(seconds=seconds)) == words


def test_a_runbook_past_its_review_is_called_stale(world: World) -> None:
    walk = _walk(world)
    assert "STALE" not in head_lines(walk, 100)[1].plain
    assert "STALE" in head_lines(walk.at(walk.now + timedelta(days=120)), 100)[1].plain


def test_a_review_is_due_by_the_day_where_the_team_is(world: World) -> None:
    """Home and the library say so as well: half an hour after midnight in Shanghai it is the day before in London."""
    walk = _walk(world)
    ends = date.fromisoformat(walk.incident.runbook.reviewed_on) + walk.incident.runbook.review_every
    late = walk.at(datetime.combine(ends, time(16, 30), UTC))
    assert "STALE" not in head_lines(late, 100)[1].plain
    there = replace(late, speech=replace(late.speech, zone=ZoneInfo("Asia/Shanghai")))
    assert "STALE" in head_lines(there, 100)[1].plain


def test_the_footer_has_at_most_nine_hints_and_help_is_the_last(world: World) -> None:
    walk = _walk(world, tier=Tier.MAJOR)
    for item in walk.checklist.items:
        hints = walk_hints(replace(walk, look=item.step.id))
        assert len(hints) <= 9
        assert hints[-1][0] == "app.help"


def test_a_watched_step_offers_the_fact_and_the_override_not_space(world: World) -> None:
    hints = [binding for binding, _words in walk_hints(_walk(world, look="stable"))]
    assert "walk.override" in hints
    assert "walk.as_expected" not in hints


def test_the_last_row_prefers_what_the_program_has_to_say(world: World) -> None:
    walk = _walk(world, c.CompleteStep(by="ana", step="notice"))
    assert "u undoes: 1 as expected" in status_lines(walk, None, 80)[0].plain
    assert "no way" in status_lines(walk, ("no way", True), 80)[0].plain


def test_the_right_end_of_a_row_is_kept_whole_and_no_character_is_halved() -> None:
    row = beside(line("三号机房温度过高"), line("REAL"), 14)
    assert cell_len(row.plain) == 14
    assert row.plain.endswith(" REAL")


def test_wrapped_words_say_when_there_is_more() -> None:
    assert wrap("one two three four five", 9, 2)[-1].endswith("…")


def _home(world: World, count: int, place: int = 0, **fields: object) -> HomeView:
    summary = world.log.summary(world.declared(title="Line 3 is down"))
    assert summary is not None
    row = summary.changed(**fields)
    speech = Speech.to(world.directory.people())
    return HomeView(
        summaries=[row] * count, person="ana", workspace="", speech=speech, now=world.clock.now(), place=place
    )


@pytest.mark.parametrize(("count", "place"), [(0, 0), (3, 2), (40, 0), (40, 20), (40, 39)])
def test_the_cursor_of_home_is_always_in_sight(world: World, count: int, place: int) -> None:
    rows = shown_rows(_home(world, count, place), 80, 21)
    assert len(rows) == min(count, 6)
    assert count == 0 or place in rows


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_row_of_home_keeps_its_digit_and_what_has_no_room_is_counted_on_its_side(world: World, language: str) -> None:
    i18n.use(language)
    first, last = (_home(world, 9, place) for place in (0, 8))
    top, end = ([row.plain for row in at_once(home_rows(view, 80, 24), view)] for view in (first, last))
    assert [row[1] for row in top if "INC-0" in row] == list("123456789")[: len(shown_rows(first, 80, 24))]
    assert [row[1] for row in end if "INC-0" in row][-1] == "9"
    hidden = 9 - len(shown_rows(first, 80, 24))
    below = i18n.pgettext("incidents", "{count} more below")
    assert any(below.format(count=hidden) in row for row in top)
    assert any(i18n._("{count} more above").format(count=hidden) in row for row in end)


@pytest.mark.parametrize("width", WIDTHS)
def test_home_says_what_others_wait_for_before_a_step_that_is_later_still(world: World, width: int) -> None:
    now = world.clock.now()
    view = _home(world, 1, next_due="step:notice", next_due_at=now - timedelta(hours=6))
    owed = [("report:r", now + timedelta(minutes=1)), ("update:", now - timedelta(minutes=23))]
    view = replace(view, owed={"INC-0001": Owed(report="", law=None, clocks=owed)})
    assert "UPDATE LATE 23:00" in "".join(row.plain for row in at_once(home_rows(view, width, 24), view))
    later = replace(view, now=now + timedelta(minutes=2))
    assert "LEGAL REPORT LATE 01:00" in "".join(row.plain for row in at_once(home_rows(later, width, 24), later))


def test_an_attempt_that_an_answer_would_cancel_is_not_said_to_be_on_its_way(world: World) -> None:
    walk = _walk(world)
    first, later = (
        Rung(delivery=each, who="bo", way="sms", chains=("bo",), due_at=walk.now + timedelta(minutes=after))
        for each, after in (("d1", 0), ("d2", 20))
    )
    rows = [
        a_delivery(id=each.delivery, message="M1", state=DeliveryState.PENDING, due_at=each.due_at, tries=0)
        for each in (first, later)
    ]
    message = Message(
        id="M1",
        audience="agents",
        template="update",
        step=None,
        author="ana",
        drafted_at=walk.now,
        drafted_seq=1,
        wordings={},
        external=False,
        rungs=(first, later),
    )
    walk = replace(walk, incident=walk.incident.changed(messages={"M1": message}), deliveries=rows)
    assert "1 message on its way" in status_lines(walk, None, 120)[0].plain
    assert "on its way" not in status_lines(replace(walk, deliveries=rows[1:]), None, 120)[0].plain


def test_home_counts_an_exercise_by_its_own_clock_and_until_that_is_read_not_at_all(world: World) -> None:
    now = world.clock.now()
    due = now + timedelta(seconds=30)
    view = _home(world, 1, mode=IncidentMode.EXERCISE, next_due="step:notice", next_due_at=due)
    assert "STEP IN" not in "".join(row.plain for row in at_once(home_rows(view, 80, 24), view))
    clock = ExerciseClock().going(now - timedelta(minutes=1), 10)
    goes = replace(view, clocks={"INC-0001": clock})
    assert "STEP IN 05:00 10x" in "".join(row.plain for row in at_once(home_rows(goes, 80, 24), goes))
    stands = replace(view, clocks={"INC-0001": clock.standing(now)})
    shown = "".join(row.plain for row in at_once(home_rows(stands, 80, 24), stands))
    assert ("its clock stands" in shown, "STEP" in shown) == (True, False)
    late = replace(goes, now=due + timedelta(seconds=6))
    assert "STEP LATE 01:00 10x" in "".join(row.plain for row in at_once(home_rows(late, 80, 24), late))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24)])
@pytest.mark.parametrize("place", [0, 4, 8])
def test_no_title_state_or_due_time_of_a_long_list_is_cut_on_home(
    world: World, width: int, height: int, place: int, language: str
) -> None:
    title = "Payments of all customers in the north fail with an error that names no cause 北部客户无法付款"
    view = _home(world, 9, place, title=title, next_due="step:notice")
    i18n.use(language)
    view = replace(
        view,
        speech=replace(view.speech, language=language),
        needs={"INC-0001": 12},
        places={"INC-0001": ("11a", "14")},
    )
    rows = [row.plain for row in at_once(home_rows(view, width, height), view)]
    text = "\n".join(rows)
    assert "…" not in text, text
    assert i18n._("NEEDS YOU {count}").format(count=12) in text
    assert i18n._("HOLDING AT {number}").format(number="11a") in text
    assert len(rows) <= height


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24)])
def test_a_sentence_with_a_long_path_is_whole_in_a_dialogue(width: int, height: int) -> None:
    path = "/srv/teams/north/incident-response/workspaces/night-shift-of-the-north/log.db"
    said = say_error(StorageReplaced(path=path, detail="the file was deleted"))
    asked = Question(id="q", words="Which?", choices=[Choice(value=str(n), words=f"answer {n}") for n in range(3)])
    rows = asking_lines(Asking(title="T", part=asked, complaint=said), width - 4, height - 6)
    words = "".join("".join(row.plain for row in rows).split())
    assert "".join(said.split()) in words


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("20m", 20), ("20 min", 20), ("20分钟", 20), ("2 h", 120), ("2小时", 120), ("03:00", 20), ("02:30", 23 * 60 + 50)],
)
def test_until_is_read_as_the_next_such_time(world: World, words: str, minutes: int) -> None:
    walk = _walk(world)
    until = read_until(words, walk, ())
    assert until is not None
    assert until.time == walk.now + timedelta(minutes=minutes)


@pytest.mark.parametrize("words", ["", "0", "20", "0 min", "25:00", "step 99", "nobody", "soon"])
def test_an_until_that_means_nothing_is_none(world: World, words: str) -> None:
    assert read_until(words, _walk(world), tuple(world.directory.people())) is None


def test_until_may_be_a_step_or_a_person(world: World) -> None:
    walk, people = _walk(world), tuple(world.directory.people())
    step, person = read_until("step 2", walk, people), read_until("bo chen", walk, people)
    assert step is not None
    assert person is not None
    assert (step.step, person.person) == ("agents", "bo")


@pytest.mark.parametrize("height", range(14, 30))
def test_many_clocks_leave_the_people_their_rows_on_a_broad_screen(world: World, height: int) -> None:
    walk = _walk(world, tier=Tier.MAJOR)
    rows = [row.plain for row in side_lines(walk, 33, height)]
    assert len(rows) <= height
    assert {cell_len(row) for row in rows} == {33}
    assert "Ana Lima (you)" in "\n".join(rows)
    assert len(walk.clocks) > 5
    whole = side_lines(walk, 33, 40)
    assert ("more" in "\n".join(rows)) is (height < len(whole))
    due = [walk.speech.when(clock.due_at, walk.now) for clock in walk.clocks]
    counted = sum(any(row.endswith(f" {when} │") for when in due) for row in rows)
    hidden = re.search(r"(\d+) more", "\n".join(rows))
    assert counted + int(hidden[1] if hidden else 0) == len(walk.clocks), "no clock without its time"


def test_a_row_of_hints_leaves_out_whole_ones_and_never_the_way_back() -> None:
    hints = line(" R sends again what failed   T told otherwise   Enter details   Esc back   j k move")
    assert whole_hints(hints, 90) is hints
    assert whole_hints(hints, 60).plain == " R sends again what failed   T told otherwise   Esc back"
    assert whole_hints(hints, 20).plain == " Esc back"


def test_hints_stand_closer_before_one_goes_and_the_key_of_the_help_stays() -> None:
    hints = line(" r request   a assign   o out   x release   t team   / filter   ?")
    assert whole_hints(hints, 60).plain == " r request  a assign  o out  x release  t team  / filter  ?"
    assert whole_hints(hints, 40).plain == " r request   a assign   o out   ?"
    assert [row.plain for row in hint_rows(hints.plain, 40, 2)] == [
        " r request   a assign   o out",
        " x release   t team   / filter   ?",
    ]


def test_every_hint_of_a_field_stands_apart_from_the_next() -> None:
    question = Question(id="why", words="Why?", is_typed=True)
    (row,) = key_lines(Asking(title="WHY", part=question, is_typing=True), 80, 3)
    assert row.plain == "TYPING  Enter takes it   Esc back, the words are kept"


def test_no_answer_is_cut_where_there_is_room() -> None:
    words = "Ana Silva presses Space on step 7 at their own terminal (here: incident --as ana); you then send it"
    asking = Asking(
        title="SEND", part=Question(id="way", words="Which way?", choices=(Choice(value="a", words=words),))
    )
    shown = " ".join(row.plain.strip() for row in asking_lines(asking, 60, 20))
    assert shown.endswith(words)


@pytest.mark.parametrize("width", range(50, 90))
def test_a_row_names_whose_step_it_is_whole_or_not_at_all(world: World, width: int) -> None:
    walk = _walk(world, tier=Tier.MAJOR)
    for item in walk.coming():
        row = step_row(walk, item, width).plain
        title = cell_len(f"          {walk.speech.step(item.step.id)}")
        assert "…" not in row or title >= width, row


def test_a_message_on_its_way_draws_nothing_anew_and_one_that_ends_does(world: World) -> None:
    walk = _walk(world)
    pending, sending, unknown = (
        replace(walk, deliveries=[a_delivery(state=state)], now=walk.now + timedelta(seconds=number))
        for number, state in enumerate((DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN))
    )
    assert pending.looks_like(sending)
    assert not sending.looks_like(unknown)
    assert not pending.looks_like(walk)
    assert not walk.looks_like(_walk(world, c.CompleteStep(by="ana", step="notice")))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80])
def test_a_log_of_another_version_is_said_whole(world: World, width: int, language: str) -> None:
    i18n.use(language)
    rows = status_lines(replace(_walk(world), can_write=False), None, width)
    said = "".join(row.plain for row in rows)
    assert "".join(read_only_words().split()) == "".join(said.split())


@pytest.mark.parametrize("complaint", ["", "'x' does nothing here. Choose with its number."])
def test_a_dialogue_keeps_what_was_answered_while_it_has_room(complaint: str) -> None:
    said = [f"answer {number}" for number in range(6)]
    asked = Question(id="q", words="Which?", choices=[Choice(value=str(n), words=f"choice {n}") for n in range(4)])
    rows = asking_lines(Asking(title="T", part=asked, said=said, complaint=complaint), 76, 17)
    assert [row.plain for row in rows if "[x]" in row.plain] == [f"[x] {words}" for words in said]


LONG_TITLE = "Card payments declined for all the customers of the northern region since the change of the night"


@pytest.mark.parametrize("height", [15, 6])
def test_a_title_that_row_1_cuts_stands_whole_below_or_the_key_of_the_list_that_has_it(
    world: World, height: int
) -> None:
    incident = world.service.load(world.declared(title=LONG_TITLE))
    walk = replace(_walk(world), incident=incident)
    assert "…" in head_lines(walk, 80)[0].plain
    rows = [row.plain for row in below_lines(walk, 80, height)]
    is_whole = LONG_TITLE in " ".join(" ".join(rows).replace("TITLE", "").split())
    assert is_whole or any("g shows the whole list and title" in row for row in rows)
    assert is_whole == (height == 15)
    rows = [row.plain for row in below_lines(_walk(world), 80, height)]
    assert not any("title" in row.casefold() for row in rows), rows


def test_what_is_said_of_a_key_pushes_no_answer_out_of_a_small_window() -> None:
    choices = tuple(Choice(value=str(number), words=f"clock: number {number}") for number in range(14))
    asking = Asking(title="ACCEPT H1", part=Question(id="which", words="What do you accept?", choices=choices))
    said = replace(asking, complaint=does_nothing(asking, "c"))
    for height in (12, 13, 14):
        rows = [row.plain for row in asking_lines(said, 56, height)]
        assert any(row.startswith(" 9  clock: number 8") for row in rows), rows
        assert any(row.startswith("page 1 of 2") for row in rows)
        assert any(row.startswith("'c' does nothing here.") for row in rows)
