"""A step is read once, a word acts on what was read, and what others do is said once at the next prompt."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import NotFound, StorageBusy
from incident.application.messages.reach import recipients
from incident.application.ports import Batch, Recipient
from incident.cli.main import run
from incident.cli.walk.lines import Typed
from incident.cli.walk.voice import Left, PrintedVoice
from incident.cli.wiring import Options
from incident.domain.commands import AddNote, CompleteStep, RecordFact
from incident.domain.events import Recorded
from incident.shipped import library_root
from tests.bundles import RUNBOOK_ID
from tests.cli.walk.conftest import Aloud, HeldLog, declare
from tests.cli.world import World
from tests.fakes import FakeDirectory, ShelfLibrary


def _about(heard: list[str], words: str) -> list[str]:
    return [line for line in heard if words in line]


def test_the_place_the_caution_what_to_do_and_what_to_expect_are_a_line_each(aloud: Aloud) -> None:
    heard = aloud()
    first = heard.index("Step 1. Phase 1 of 2: Protect the customers. 0 of 9 steps done.")
    assert heard[first + 1 : first + 7] == [
        "VOICE MENU: put up the outage notice, CRITICAL",
        "Caution: The notice must not name a cause.",
        "Do: Record notice 3 and publish it on the main line",
        "Expect: A test call hears the notice",
        "If not: Ask the vendor's hotline to publish it",
        "due 03:00, in 20 min",
    ]
    assert heard[-2:] == ["<REAL, step 1:>", "Left. The place is kept."]


def test_a_step_is_read_once_and_not_after_every_word(aloud: Aloud) -> None:
    heard = aloud("where", "clocks", "people", "m", "a note", "t 3")
    assert len(_about(heard, "Do: Record notice 3")) == 1


def test_enter_alone_says_all_words_and_marks_nothing(aloud: Aloud) -> None:
    before = len(aloud.timeline)
    heard = aloud("")
    assert _about(heard, "Why: Callers who know stop calling")
    assert len(aloud.timeline) == before


@pytest.mark.parametrize("typed", [" ", "done", "DONE"])
def test_a_blank_and_the_word_are_the_same_mark(aloud: Aloud, typed: str) -> None:
    heard = aloud(typed)
    assert "Step 1: as expected." in heard
    assert _about(heard, "Step 2. Phase 1 of 2")


def test_the_word_is_understood_in_chinese_too(aloud: Aloud) -> None:
    i18n.use("zh-CN")
    heard = aloud("完成")
    assert _about(heard, "第 1 步：符合预期。")


@pytest.mark.parametrize("typed", ["done it", "  ", "sdone", "no idea", "0", "N N"])
def test_a_line_that_only_begins_like_a_word_does_nothing(aloud: Aloud, typed: str) -> None:
    before = len(aloud.timeline)
    aloud(typed)
    assert len(aloud.timeline) == before


@pytest.mark.parametrize("typed", ["call", "!"])
def test_a_call_for_help_names_whom_to_phone_and_sends_nothing(aloud: Aloud, typed: str) -> None:
    before = len(aloud.timeline)
    heard = aloud(typed, ".")
    assert "CALL FOR HELP" in heard
    assert _about(heard, "Nothing is sent from here: phone them.")
    assert _about(heard, "Bo Chen")
    assert len(aloud.timeline) == before


def test_a_way_out_in_one_sentence_is_read_once(world: World, log: HeldLog, tmp_path: Path) -> None:
    shipped = YamlLibrary((library_root(),)).bundle("outage.core-channel")
    world.library = ShelfLibrary({RUNBOOK_ID: shipped})
    declare(world)
    heard = Aloud(world, log, tmp_path)("go", "n", "all is well")
    way_out = next(number for number, words in enumerate(heard) if words.startswith("Step 1a."))
    said = "Test again in 10 min, then go on or close."
    assert sum(said in words for words in heard[way_out:]) == 1


def test_pasted_lines_do_nothing_at_all(aloud: Aloud) -> None:
    before = len(aloud.timeline)
    heard = aloud(Typed(lines=("done", "n", "m", "close")))
    assert "4 lines came at once, as if pasted: nothing was done." in heard
    assert len(aloud.timeline) == before


def test_a_mark_of_somebody_else_is_said_once_at_the_next_prompt(aloud: Aloud) -> None:
    heard = aloud(aloud.by("bo", AddNote(by="bo", text="vendor called")), "where", "where", "where")
    assert _about(heard, "vendor called") == ["02:40 Bo Chen: vendor called"]


def test_what_one_did_oneself_is_not_told_as_news(aloud: Aloud) -> None:
    heard = aloud("m", "vendor called", "where")
    assert _about(heard, "vendor called") == []


def test_a_word_acts_on_the_step_that_was_read_and_never_on_the_next(aloud: Aloud) -> None:
    heard = aloud(aloud.by("bo", CompleteStep(by="bo", step="notice")), "done")
    assert not _about(heard, "Step 2: as expected.")
    assert aloud.timeline.count("StepCompleted") == 1
    assert _about(heard, "is done: Bo Chen marked it at 02:40. Only who set that mark can take it back.")
    assert _about(heard, "Bo Chen: step 'VOICE MENU: put up the outage notice': as expected")
    assert heard[-2] == "<REAL, step 2:>"


def test_what_is_due_is_said_when_it_changes_and_not_again(aloud: Aloud) -> None:
    heard = aloud("where", "m", "a note", "+", "raise", "where")
    assert _about(heard, "next update to customers: due") == [
        "next update to customers: due 03:10, in 30 min",
        "next update to customers: due 02:55, in 15 min",
    ]


def test_that_time_is_up_is_said_once(aloud: Aloud) -> None:
    heard = aloud(lambda: aloud.world.clock.forward(minutes=31), "where", "where")
    assert len(_about(heard, "app: warning, next update to customers: the time is up")) == 1


def test_what_needs_a_person_is_said_once_and_again_when_it_comes_back(aloud: Aloud) -> None:
    exposed = aloud.by("bo", RecordFact(by="bo", fact="data_exposed", value=True))
    safe = aloud.by("bo", RecordFact(by="bo", fact="data_exposed", value=False))
    heard = aloud(exposed, "where", "where", safe, "where", exposed, "where")
    assert len(_about(heard, "NEEDS YOU: + raises to tier 1 (major)")) == 2


def test_looking_around_keeps_the_place(aloud: Aloud) -> None:
    heard = aloud("j", ".", "g 3", "g", "g 99")
    prompts = [line for line in heard if line.startswith("<")]
    assert prompts == [f"<REAL, step {number}:>" for number in (1, 2, 1, 3, 3, 3)]
    assert "There is no step 99." in heard
    assert "4 CAUSE: find what changed, to do" in heard


def test_the_timeline_says_as_many_entries_as_are_asked_for(aloud: Aloud) -> None:
    heard = aloud("m", "one", "m", "two", "t 2")
    assert heard[-4:-2] == ["02:40 Ana Lima: one", "02:40 Ana Lima: two"]


def test_the_language_changes_at_once_and_the_step_is_read_in_it(aloud: Aloud) -> None:
    assert _about(aloud("c"), "语音菜单") or _about(aloud("c"), "第 1 步")


def test_a_log_that_is_held_is_one_sentence_and_what_was_typed_is_offered_again(aloud: Aloud) -> None:
    def hold(*, is_held: bool) -> None:
        aloud.log.is_held = is_held

    heard = aloud(
        lambda: hold(is_held=True), "m", "the vendor is on the line", lambda: hold(is_held=False), "m", "", "where"
    )
    assert len(_about(heard, "Another process held the log")) == 1
    assert "Enter alone takes: the vendor is on the line" in heard
    assert aloud.timeline[-1] == "NoteAdded"


def test_words_that_are_too_many_are_said_again_and_can_be_replaced(aloud: Aloud) -> None:
    heard = aloud("n", "word " * 20_000, ".", "n", "short enough")
    assert len(_about(heard, "Shorten it, or split it.")) == 1
    assert len(_about(heard, "Typed before, and not taken: word word")) == 1
    assert all(len(each) < 500 for each in heard)


def test_a_log_that_cannot_be_read_is_said_once_and_what_was_read_stays_readable(aloud: Aloud) -> None:
    def go() -> None:
        aloud.log.is_gone = True

    heard = aloud(go, "where", "g", "where")
    assert len(_about(heard, "Another process held the log")) == 1
    assert "4 CAUSE: find what changed, to do" in heard


def test_a_log_that_is_back_is_said_once(aloud: Aloud) -> None:
    def go(*, is_gone: bool) -> None:
        aloud.log.is_gone = is_gone

    heard = aloud(lambda: go(is_gone=True), "m", "the vendor", "where", lambda: go(is_gone=False), "where", "where")
    assert len(_about(heard, "The log can be used again.")) == 1


def test_a_log_that_goes_while_it_is_written_is_said_once(aloud: Aloud, monkeypatch: pytest.MonkeyPatch) -> None:
    def goes(_batch: Batch) -> list[Recorded]:
        aloud.log.is_gone = True
        raise StorageBusy(path="incident.db")

    monkeypatch.setattr(aloud.log, "append", goes)
    heard = aloud("m", "the vendor", "where", "where")
    assert len(_about(heard, "Another process held the log")) == 1


def test_leaving_by_word_says_that_the_place_is_kept(aloud: Aloud) -> None:
    assert aloud("q", "done")[-1] == "Left. The place is kept."


def test_an_exercise_says_so_in_every_prompt(world: World, log: HeldLog, tmp_path: Path) -> None:
    declare(world, "--exercise")
    heard = Aloud(world, log, tmp_path)("where")
    assert heard.count("<EXERCISE, step 1:>") == 2
    assert "<REAL" not in " ".join(heard)


def test_an_exercise_whose_leader_is_gone_stands_and_that_is_said(world: World, log: HeldLog, tmp_path: Path) -> None:
    assert run(("drill", "run", "exercise.provider-down", "--no-watch"), world) == 0
    aloud = Aloud(world, log, tmp_path)
    log.presence().hold(aloud.incident)
    gone = partial(log.presence().let_go, aloud.incident)
    heard = aloud(lambda: None, gone, lambda: world.clock.forward(seconds=15), "where", person="bo")
    assert len(_about(heard, "EXERCISE paused: nobody leads it now")) == 1
    assert aloud.timeline.count("ExercisePaused") == 1


def test_who_would_be_told_is_known_where_the_workspace_knows_it(aloud: Aloud) -> None:
    incident = aloud.world.open_services(Options()).service.load(aloud.incident)
    now = aloud.world.clock.now()
    assert recipients(incident, aloud.world.directory, "agents", now)

    class Forgetful(FakeDirectory):
        def audience(self, audience: str, *_unread: object, **_unasked: object) -> Sequence[Recipient]:
            raise NotFound(kind="audience", name=audience)

    assert recipients(incident, Forgetful(), "agents", now) is None


def test_where_nobody_hears_any_more_nothing_more_is_done() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone, contextlib.redirect_stdout(gone):
        voice = PrintedVoice(ends_prompts=True)
        voice.say("a sentence")
        with pytest.raises(Left):
            voice.prompt("REAL: ")


def test_a_timer_that_ends_while_nothing_is_typed_asks_at_once_and_is_not_said_to_run(aloud: Aloud) -> None:
    heard = aloud(
        *("list 4", "1", "yes", "list 4a", "b", "list 4a"), lambda: aloud.world.clock.forward(minutes=10.5), ""
    )
    prompts = [number for number, words in enumerate(heard) if words == "<REAL, step 4a:>"]
    meanwhile, answer = heard[prompts[-3] + 1 : prompts[-2]], heard[prompts[-2] + 1 : prompts[-1]]
    assert _about(meanwhile, "app: warning, timer of 'RELEASE: roll back': the time is up")
    assert _about(meanwhile, "TIME IS UP: as expected?")
    assert _about(answer, "TIME IS UP: as expected?")
    assert not _about(answer, "TIMER")


def test_a_step_that_is_asked_about_is_read_as_it_stands_now(aloud: Aloud) -> None:
    heard = aloud("where", lambda: aloud.world.clock.forward(minutes=5), "")
    assert _about(heard, "due 03:00, in") == ["due 03:00, in 20 min", "due 03:00, in 15 min"]


def test_what_others_do_while_nothing_is_typed_is_said_before_the_next_line(aloud: Aloud) -> None:
    heard = aloud("where", aloud.by("bo", AddNote(by="bo", text="vendor called")))
    assert heard[-5:] == [
        "<REAL, step 1:>",
        "02:40 Bo Chen: vendor called",
        "If you had typed half a line, it still counts: go on with it.",
        "<REAL, step 1:>",
        "Left. The place is kept.",
    ]


def test_a_note_and_a_fact_leave_whoever_looks_at_another_step_there(aloud: Aloud) -> None:
    heard = aloud("g 3", "m", "a note", "f", "1", "12", ".")
    prompts = [line for line in heard if line.startswith("<REAL")]
    assert prompts == [f"<REAL, step {number}:>" for number in (1, 3, 3, 3, 1)], prompts
