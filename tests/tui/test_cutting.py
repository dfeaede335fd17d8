"""No name, question or time is cut where there is room; what must be cut is cut in one way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.application.messages.echoes import texts_of
from incident.domain import commands as c
from incident.domain.evolve import fold
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Phase
from incident.domain.timing.clock_kinds import ClockKind
from incident.shipped import library_root
from incident.tui.views.asking import Asking, asking_lines
from incident.tui.views.bands import bands
from incident.tui.views.below import below_lines, fact_row, needs_rows
from incident.tui.views.beneath import next_lines
from incident.tui.views.details import detail_rows
from incident.tui.views.head import head_lines
from incident.tui.views.home_broad import broad_boxes
from incident.tui.views.lines import beside, line, rule, width_of
from incident.tui.views.people import Team, people_row, people_rows
from incident.tui.views.rows import step_row, step_rows, waiting_rows
from incident.tui.views.sheet_title import sheet_title
from incident.tui.views.side import side_lines, whole_parts
from incident.tui.views.status import status_lines
from incident.tui.views.timeline import timeline_row, timeline_rows
from incident.walk.flows.asking import Choice, Question, Ready
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.walk.standing import interrupted_words, is_late
from incident.walk.verbs import Nothing, Verbs
from incident.wording.speech import Speech
from tests.bundles import EN, a_bundle, a_runbook, a_step
from tests.tui.worlds import World

LONG = "Ana Silva Lindqvist"


@pytest.fixture
def world(world: World) -> World:
    """With somebody whose name is long."""
    ana, *others = world.directory.everybody
    world.directory.everybody = (replace(ana, name=LONG), *others)
    return world


def _walk(world: World, *commands: c.Command, tier: Tier = Tier.SERIOUS) -> Walk:
    incident = world.does(world.declared(tier), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle, incident=incident)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


def test_what_is_cut_ends_in_an_ellipsis_right_behind_the_last_whole_character() -> None:
    assert beside(line("错误地区"), line("实战"), 12).plain == "错误地… 实战"
    assert beside(line("错误地区"), line("实战"), 11).plain == "错误…  实战"


def test_a_rule_keeps_whole_clauses_and_its_width() -> None:
    row = rule(40, "written from the record; you add only what it cannot know")
    assert row.plain.startswith("── written from the record ─")
    assert width_of(row) == 40


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_timeline_has_room_for_the_whole_name(world: World, width: int) -> None:
    walk = _walk(world, c.CompleteStep(by="ana", step="notice"))
    rows = timeline_rows(world.log.read(walk.incident.id), walk.speech, width, walk.now)
    drawn = [timeline_row(row, width).plain for row in rows if row.who]
    assert drawn
    assert all(LONG in row for row in drawn)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_list_of_people_cuts_no_name(world: World, width: int) -> None:
    walk = _walk(world)
    team = Team(people=world.directory.people(), on_duty=(), now=walk.now)
    rows = people_rows(team, walk, walk.speech, "ana", typed="", width=width)
    drawn = [people_row(row, width).plain for row in rows]
    assert any(LONG in row for row in drawn)
    assert not any("…" in row for row in drawn)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    "title", ["Line 3 is down", "Payments of all customers in the north fail with no cause 北部客户无法付款"]
)
def test_a_sheet_says_the_whole_title_and_its_tier_and_mode(world: World, width: int, title: str) -> None:
    incident = world.service.load(world.declared(title=title))
    rows = [row.plain for row in sheet_title("CLOCKS AND LAW", incident, width, time="02:40:00")]
    assert "".join(title.split()) in "".join("".join(rows).split())
    assert rows[0].rstrip().endswith("REAL")
    assert not any("…" in row or width_of(row) > width for row in rows)


@pytest.mark.parametrize("width", [60, 80])
def test_a_name_of_many_letters_stands_whole_where_its_row_has_room(world: World, width: int) -> None:
    ana, *others = world.directory.everybody
    world.directory.everybody = (replace(ana, name="Mara Lindqvist-Oberholzer"), *others)
    walk = _walk(world)
    team = Team(people=world.directory.people(), on_duty=(), now=walk.now)
    drawn = [people_row(row, width).plain for row in people_rows(team, walk, walk.speech, "ana", typed="", width=width)]
    assert any("Mara Lindqvist-Oberholzer (you)" in row for row in drawn)
    assert not any("…" in row or width_of(row) > width for row in drawn)


def test_of_a_step_put_off_the_reason_is_cut_and_the_name_never(world: World) -> None:
    put_off = c.DeferStep(by="ana", step="agents", because="the lead is on the phone", until_step="customers")
    walk = _walk(world, put_off)
    item = walk.checklist.item("agents")
    assert item is not None
    for width in range(60, 140):
        words = " ".join(row.plain for row in waiting_rows(walk, item, width))
        assert "until step" in words
        assert LONG in words or "Ana" not in words


def test_a_question_to_the_reader_stands_in_whole(world: World) -> None:
    question = "Who may open the cabinet that stands beside the door of the small hall?"
    walk = _walk(world, c.AskQuestion(by="ana", text=question, person="ana", within=timedelta(minutes=3)))
    words = " ".join(" ".join(row.plain.split()) for row in needs_rows(walk, 80))
    assert "the cabinet that stands beside the door" in words
    assert all(width_of(row) <= 80 for row in needs_rows(walk, 80))


def test_every_answer_stays_in_sight_beside_what_is_wrong_with_the_one_before() -> None:
    choices = [Choice(value=str(number), words=f"answer {number}") for number in range(8)]
    question = Question(id="until", words="Until when? " * 8, choices=choices, is_typed=True, takes_words_first=True)
    asking = Asking(title="DEFER", part=question, is_typing=True, complaint="Type a time.")
    rows = [row.plain for row in asking_lines(asking, 56, 10)]
    assert [row for row in rows if "answer" in row][-1].endswith("answer 7")
    assert "Type a time." in rows


def test_the_question_of_the_latest_fact_stays_before_who_stated_it(world: World) -> None:
    walk = _walk(world, c.RecordFact(by="ana", fact="error_share", value=0.5))
    asked = walk.speech.fact("error_share")
    for width in (60, 72, 80, 120):
        (row,) = fact_row(walk, width)
        assert asked in row.plain
        assert LONG in row.plain or "Ana" not in row.plain


def test_the_latest_fact_is_a_noted_one_where_that_came_later_as_it_was_corrected(world: World) -> None:
    note = c.AddNote(by="ana", text="two pods restarted")
    walk = _walk(world, c.RecordFact(by="ana", fact="error_share", value=0.5), note)
    assert "02:40 Ana Silva Lindqvist  two pods restarted" in fact_row(walk, 80)[0].plain
    incident = world.does(walk.incident.id, c.CorrectEntry(by="ana", seq=walk.incident.version, text="three pods"))
    walk = replace(walk, incident=incident)
    assert "three pods" in fact_row(walk, 80)[0].plain
    assert fold(incident.id, world.log.read(incident.id)).fact_note == incident.fact_note
    incident = world.does(incident.id, c.RecordFact(by="ana", fact="error_share", value=0.6))
    assert walk.speech.fact("error_share") in fact_row(replace(walk, incident=incident), 80)[0].plain


@pytest.mark.parametrize(
    ("command", "seen"),
    [
        (c.AddNote(by="ana", text="13910000009 rang"), "02:40 Ana Silva Lindqvist  (erased)"),
        (c.RecordFact(by="ana", fact="channel", value="chat of Lin"), "(erased)"),
    ],
    ids=["note", "fact"],
)
def test_the_latest_fact_whose_words_were_erased_says_so(world: World, command: c.Command, seen: str) -> None:
    walk = _walk(world, command)
    said = world.log.read(walk.incident.id)[-1]
    texts = [text.content_id for text in texts_of(said.event)]
    order = c.EraseContents(by="ana", seq=said.seq, contents=tuple(texts), because="asked")
    incident = world.does(walk.incident.id, order)
    assert seen in fact_row(replace(walk, incident=incident), 80)[0].plain


@pytest.mark.parametrize(
    ("language", "late", "found"), [("en", "LATE", "; . goes to 1"), ("zh-CN", "已迟", "按 . 前往第 1 步")]
)
def test_a_late_step_says_so_in_its_row_and_what_is_back_says_how_to_get_there(
    world: World, language: str, late: str, found: str
) -> None:
    i18n.use(language)
    put_off = world.clock.now() + timedelta(minutes=3)
    defer = c.DeferStep(by="ana", step="notice", because="busy", until_time=put_off)
    walk = _walk(world, defer)
    agents = walk.checklist.item("agents")
    assert agents is not None
    assert late not in step_row(walk, agents, 80).plain
    later = replace(walk, now=walk.now + timedelta(hours=8), incident=walk.incident)
    items = [item for item in later.checklist.items if item.is_work and is_late(later, item) and not item.is_complete]
    assert items
    assert all(late in step_row(later, item, 80).plain for item in items)
    assert any(found in words for words in needs(later))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_was_not_as_expected_is_still_said_while_it_is_held(world: World, language: str) -> None:
    i18n.use(language)
    wrong = c.ReportNotAsExpected(by="ana", step="notice", observed="silence")
    walk = _walk(world, wrong, c.HoldStep(by="ana", step="notice", because="a call"))
    item = walk.checklist.item("notice")
    assert item is not None
    assert interrupted_words(walk, item).startswith(i18n._("WAS NOT AS EXPECTED. {words}").format(words=""))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80])
def test_the_time_of_what_undo_would_take_back_is_never_cut(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, c.CompleteStep(by="ana", step="notice"))
    mark = walk.undoable()
    assert mark is not None
    (row,) = status_lines(walk, None, width)
    assert walk.speech.when(walk.incident.updated_at, walk.now) in row.plain.replace(":00 ", " ", 1)
    assert "…" not in row.plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [33, 48])
def test_every_clock_beside_the_box_has_its_time_of_day(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, tier=Tier.MAJOR)
    text = "".join(row.plain for row in side_lines(walk, width, 60))
    assert [clock for clock in walk.clocks if walk.speech.when(clock.due_at, walk.now) not in text] == []


def test_a_clock_of_another_step_names_it_and_is_not_of_this_one(world: World) -> None:
    i18n.use("zh-CN")
    text = "".join(row.plain for row in side_lines(_walk(world, tier=Tier.MAJOR), 48, 60))
    assert "第 4 步还剩" in text
    assert "（第 4 步）" not in text


def test_nothing_stays_true_of_a_step_that_was_not_done(tmp_path: Path) -> None:
    world = World(folder=tmp_path, bundles=(YamlLibrary((library_root(),)).bundle("outage.change-failed"),))
    done = _walk(world, c.CompleteStep(by="ana", step="voice-notice", value="1"))
    ruled_out = _walk(world, c.RuleOutStep(by="ana", step="voice-notice", because="no such menu"))
    assert "STILL TRUE" in _beside(done)
    assert "STILL TRUE" not in _beside(ruled_out)


def test_what_a_step_makes_true_is_no_fact_before_it_is_done(tmp_path: Path) -> None:
    world = World(folder=tmp_path, bundles=(YamlLibrary((library_root(),)).bundle("outage.change-failed"),))
    walk = replace(_walk(world), look="voice-notice")
    words = "".join(row.plain for row in detail_rows(walk, 80))
    assert "ONCE DONE" in words
    assert "STILL TRUE" not in words
    done = _walk(world, c.CompleteStep(by="ana", step="voice-notice", value="1"))
    assert "STILL TRUE" in "".join(row.plain for row in detail_rows(replace(done, look="voice-notice"), 80))


def test_notes_beside_the_box_are_whole_or_counted() -> None:
    notes = [[line("step 5: one"), line("  row")], [line("step 6: two")], [line("step 7: three")]]
    assert [row.plain for row in whole_parts(notes, 4)] == ["step 5: one", "  row", "step 6: two", "step 7: three"]
    assert [row.plain for row in whole_parts(notes, 3)] == ["step 5: one", "  row", "2 more"]


def test_what_is_left_of_a_band_is_not_said_to_be_all_that_is_left(world: World) -> None:
    later = world.clock.now() + timedelta(hours=1)
    steps = ("notice", "agents", "size")
    put_off = [c.DeferStep(by="ana", step=step, because="busy", until_time=later) for step in steps]
    _added, deferred = bands(_walk(world, *put_off), 80)
    assert "2 more of these" in deferred.within(2)[1].plain


def _beside(walk: Walk) -> str:
    return "\n".join(row.plain for row in side_lines(walk, 60, 90))


def test_a_phase_of_which_nothing_applies_says_so(world: World) -> None:
    walk = _walk(world)
    view = walk.checklist.phases[-1]
    last = [item.step.id for item in walk.checklist.items if item.phase == len(walk.checklist.phases) - 1]
    walk = _walk(world, *(c.RuleOutStep(by="ana", step=step, because="not here") for step in last))
    title = walk.speech.phase(view.phase.id)
    assert f"{title} n/a" in head_lines(walk, 200)[2].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_other_phases_stay_in_sight_at_80_columns(world: World, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, tier=Tier.MAJOR)
    row = head_lines(walk, 40)[2].plain
    assert f"{len(walk.checklist.phases)}" in row.rpartition(">")[2]


def test_what_begins_takes_the_whole_width_where_nobody_is_on_call() -> None:
    words = "opens that row, Enter the one under the cursor, where it stands"
    rows = broad_boxes((("1-9", words),), (("ON CALL", []), ("LAST", []), ("HURTS", [])), (), None, (120, 20))
    assert any(words in row.plain for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", ["not-expected", "defer", "rule-out", "hold", "ask"])
def test_a_dialogue_that_covers_the_step_names_it_in_words(world: World, language: str, kind: str) -> None:
    i18n.use(language)
    walk = _walk(world)
    flow = Verbs(walk=walk, people=()).of_step(kind)
    assert not isinstance(flow, (Nothing, Ready))
    assert walk.shown is not None
    assert walk.speech.step(walk.shown.step.id) in flow.title
    part = flow.part({})
    assert isinstance(part, Question)
    if kind == "not-expected":
        assert walk.speech.text(f"step.{walk.shown.step.id}.expect") in part.notes[0]


def test_clocks_of_one_kind_beside_one_another_say_which_phase_and_which_step(world: World) -> None:
    walk = _walk(world, tier=Tier.MAJOR)
    kinds = [clock for clock in walk.clocks if clock.kind in (ClockKind.PHASE, ClockKind.STEP)]
    words = " ".join(row.plain for row in side_lines(walk, 44, 60))
    assert kinds
    for clock in kinds:
        item = walk.checklist.item(clock.subject)
        assert (f"STEP {item.number} " if item else walk.speech.phase(clock.subject)[:12]) in words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_known_of_the_next_steps_ends_in_one_column_at_every_width(world: World, language: str) -> None:
    i18n.use(language)
    walk = _walk(world, tier=Tier.MAJOR)
    for width in range(40, 80):
        for item in walk.coming():
            rows = [row.plain for row in step_rows(walk, item, width)]
            known = walk.speech.role(item.step.by) if item.step.by else ""
            assert len(rows) > 1 or not known or rows[0].endswith(f"{known} ")


def test_who_is_on_a_late_critical_step_stands_whole_in_the_pane_of_the_next_steps(world: World) -> None:
    steps = (a_step("first"), a_step("restart", timer=timedelta(minutes=5), critical=True))
    bundle = a_bundle(a_runbook([Phase(id="repair", steps=steps)]), {"en": {**EN, "step.restart.title": "VALVE: seal"}})
    walk = _walk(replace(world, bundles=(bundle,)), c.TakeStep(by="ana", step="restart"))
    late = replace(walk, now=walk.now + timedelta(minutes=6))
    for width in (46, 50, 54, 60):
        rows = [row.plain for row in next_lines(late, width, 20)]
        assert any(f"taken by {LONG} " in row for row in rows)
        assert any("LATE  critical" in row for row in rows)
        assert all(width_of(row) == width for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_free_rows_hold_the_whole_reason_and_whose_the_next_step_is(world: World, language: str) -> None:
    i18n.use(language)
    why = "waiting for approval " * 5 + "by both sides"
    until = world.clock.now() + timedelta(minutes=20)
    walk = _walk(world, c.DeferStep(by="ana", step="notice", because=why, until_time=until))
    for width in (60, 80):
        rows = [row.plain for row in below_lines(walk, width, 24)]
        assert all(width_of(row) <= width for row in rows)
        assert " ".join(" ".join(rows).split()).count(why) == 1
        assert len(below_lines(walk, width, 6)) == 6
        least = [row.plain for row in bands(walk, width)[1].within(3)]
        assert len(least) == 3
        assert "…" in least[-1]
