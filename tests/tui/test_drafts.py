from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import StorageBusy
from incident.application.ports import Batch
from incident.domain.events import NoteAdded, Recorded
from incident.walk.drafts import Draft, Drafts
from incident.walk.flows.asking import Answers, Part, Ready, asked_text
from incident.walk.flows.conversation import Conversation
from tests.tui.pages import opened
from tests.tui.worlds import World

NOTE = Draft(flow="note", incident="INC-0001", answers={"kind": "F"}, question="text", typed="half a sent")


class _BusyLog(MemoryLog):
    """Takes nothing while another holds it for longer than it is asked again."""

    is_held = False

    def append(self, batch: Batch) -> Sequence[Recorded]:
        if self.is_held:
            raise StorageBusy
        return super().append(batch)


def _is_written(folder: Path, words: str) -> bool:
    return any(words in path.read_text() for path in folder.glob("*.json"))


def _until_written(folder: Path, words: str) -> None:
    """Wait until the words are in a file of the folder."""
    end = monotonic() + 15
    while not _is_written(folder, words):
        assert monotonic() < end, words
        sleep(0.002)


def test_a_draft_comes_to_the_disk_by_itself(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    for end in range(1, len("every letter is a key")):
        drafts.keep(Draft(flow="note", incident="INC-0001", typed="every letter is a key"[:end]))
    _until_written(tmp_path / "drafts", "every letter is a ke")
    drafts.close()


def test_half_a_character_costs_that_character_and_no_later_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "ana")
    drafts.keep(Draft(flow="note", incident="INC-0001", typed="cut \udce4 off"))
    _until_written(tmp_path, "cut ? off")
    drafts.keep(NOTE)
    _until_written(tmp_path, "half a sent")
    drafts.close()


def test_the_next_program_finds_what_the_killed_one_wrote(tmp_path: Path) -> None:
    killed = Drafts(tmp_path / "drafts", "ana")
    killed.keep(NOTE)
    _until_written(tmp_path / "drafts", "half a sent")
    killed.close()
    assert Drafts(tmp_path / "drafts", "ana").interrupted("INC-0001") == NOTE


def test_two_programs_of_one_person_write_drafts_of_their_own(tmp_path: Path) -> None:
    desk, browser = Drafts(tmp_path, "ana"), Drafts(tmp_path, "ana")
    desk.keep(replace(NOTE, typed="at the desk"))
    _until_written(tmp_path, "at the desk")
    assert browser.find("note", "INC-0001") is None
    browser.keep(replace(NOTE, typed="in the browser"))
    _until_written(tmp_path, "in the browser")
    desk.forget(NOTE)
    desk.close()
    assert _is_written(tmp_path, "in the browser")
    browser.close()


def test_a_program_takes_over_what_an_ended_one_of_the_same_person_left(tmp_path: Path) -> None:
    desk, browser = Drafts(tmp_path, "ana"), Drafts(tmp_path, "ana")
    assert desk.interrupted("INC-0001") is None
    browser.keep(NOTE)
    _until_written(tmp_path, "half a sent")
    assert desk.interrupted("INC-0001") is None
    browser.close()
    assert desk.find("note", "INC-0001") == NOTE
    desk.close()


@pytest.mark.parametrize(("one", "another"), [("ana.x", "ana_x"), ("ana x", "ana.x"), ("ana", "ana~2")])
def test_nobody_is_given_the_words_of_another_person(tmp_path: Path, one: str, another: str) -> None:
    theirs = Drafts(tmp_path, one)
    theirs.keep(NOTE)
    _until_written(tmp_path, "half a sent")
    theirs.close()
    assert Drafts(tmp_path, another).find("note", "INC-0001") is None
    assert Drafts(tmp_path, one).find("note", "INC-0001") == NOTE


def test_words_of_another_terminal_are_said_to_be_from_there_and_once(tmp_path: Path) -> None:
    desk, browser = Drafts(tmp_path, "ana"), Drafts(tmp_path, "ana")
    assert (desk.find("note", "INC-0001"), desk.whence(NOTE)) == (None, "")
    browser.keep(NOTE)
    _until_written(tmp_path, "half a sent")
    assert desk.whence(NOTE) == "Another terminal of yours keeps words for this, too."
    browser.close()
    assert desk.find("note", "INC-0001") == NOTE
    assert [desk.whence(NOTE), desk.whence(NOTE)] == ["From another terminal of yours, which has ended.", ""]
    desk.close()


async def test_the_dialogue_says_which_words_another_terminal_keeps(world: World, tmp_path: Path) -> None:
    incident = world.declared()
    browser = Drafts(tmp_path / ".drafts", "ana")
    browser.keep(replace(NOTE, incident=incident))
    _until_written(tmp_path / ".drafts", "half a sent")
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING", "Another terminal of yours keeps words for this, too.")
    browser.close()


async def test_a_note_that_the_log_did_not_take_is_said_whatever_is_pressed_and_goes_on_as_words_of_its_own(
    tmp_path: Path,
) -> None:
    log = _BusyLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING")
        log.is_held = True
        await page.type("while locked")
        await page.press("enter")
        await page.sees("Another process held the log")
        await page.press("j", "full_stop")
        await page.sees("NOT SAVED: your note waits. m shows its words; Enter there saves them.")
        await page.press("m")
        await page.sees("while locked")
        await page.type("while gone")
        log.is_held = False
        await page.press("enter")
        await page.until(lambda: "NOT SAVED" not in page.text, "it to be saved")
    noted = [str(each.event.text) for each in world.log.read(incident) if isinstance(each.event, NoteAdded)]
    assert noted == ["while locked while gone"]


async def test_a_note_that_the_log_did_not_take_is_said_until_it_is_thrown_away(tmp_path: Path) -> None:
    log = _BusyLog()
    world = World(folder=tmp_path, log=log)
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING")
        log.is_held = True
        await page.type("no")
        await page.press("enter")
        await page.sees("Another process held the log")
        await page.press("j", "full_stop")
        await page.sees("NOT SAVED: your note waits.")
        await page.press("m")
        await page.sees("TYPING")
        await page.press("ctrl+u", "escape")
        await page.sees("[>] 1")
        await page.press("j", "full_stop")
        await page.until(lambda: "NOT SAVED" not in page.text, "nothing to wait any more")


def test_a_draft_left_on_purpose_waits_for_its_key(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    drafts.keep(Draft(flow="note", incident="INC-0001", typed="later", is_parked=True))
    drafts.close()
    again = Drafts(tmp_path / "drafts", "ana")
    assert again.interrupted("INC-0001") is None
    found = again.find("note", "INC-0001")
    assert found is not None
    assert found.typed == "later"


class _Form:
    """Three questions, each answered in words."""

    name = "form"
    title = "A FORM"

    def part(self, answers: Answers) -> Part:
        for question in ("who", "where", "what"):
            if question not in answers:
                return asked_text(question, f"{question}?")
        return Ready(commands=(), said="")


def test_what_was_typed_further_on_stays_on_the_disk_when_an_earlier_answer_changes(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "ana")
    talk = Conversation(_Form(), drafts=drafts, incident="INC-0001")
    talk.take("Ann")
    talk.take("Leeds")
    talk.keep("no dial tone")
    talk.go_back("no dial tone")
    talk.go_back("Leeds")
    talk.keep("Anna")
    talk.take("Anna")
    drafts.close()
    again = Drafts(tmp_path, "ana")
    talk = Conversation(_Form(), drafts=again, incident="INC-0001", goes_on=True)
    assert talk.words_for("where") == "Leeds"
    talk.take("Leeds")
    assert talk.words_for("what") == "no dial tone"
    again.close()


class _Words:
    """One question in one's own words."""

    name = "note"
    title = "NOTE"

    def part(self, answers: Answers) -> Part:
        return Ready() if "text" in answers else asked_text("text", "What?")


def _said(drafts: Drafts, words: str) -> Conversation:
    """A dialogue whose words are on their way to the log."""
    talk = Conversation(_Words(), drafts=drafts, incident="INC-0001")
    talk.keep(words)
    talk.take(words)
    talk.lend()
    return talk


def _typed(drafts: Drafts) -> str:
    found = drafts.find("note", "INC-0001")
    return found.typed if found else ""


@pytest.mark.parametrize("was_typed_before", [True, False])
def test_words_that_the_log_refused_wait_behind_those_begun_meanwhile(
    tmp_path: Path, *, was_typed_before: bool
) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    first = _said(drafts, "the first")
    second = Conversation(_Words(), drafts=drafts, incident="INC-0001")
    if was_typed_before:
        second.keep("the sec")
    first.stay()
    assert drafts.unsaved("INC-0001") == ("note",)
    second.keep("the second")
    assert _typed(drafts) == "the second"
    second.take("the second")
    second.lend()
    assert drafts.unsaved("INC-0001") == ("note",)
    second.end({})
    assert Conversation(_Words(), drafts=drafts, incident="INC-0001", goes_on=True).interrupted_words == "the first "
    drafts.close()
    assert _typed(Drafts(tmp_path / "drafts", "ana")) == "the first"
    assert len([*(tmp_path / "drafts").glob("*.json")]) == 1


def test_of_two_that_the_log_refused_neither_is_lost(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    first = _said(drafts, "the first")
    second = _said(drafts, "the second")
    first.stay()
    second.stay()
    drafts.close()
    again = Drafts(tmp_path / "drafts", "ana")
    found = []
    while typed := _typed(again):
        talk = Conversation(_Words(), drafts=again, incident="INC-0001", goes_on=True)
        talk.take(typed)
        talk.end({})
        found.append(typed)
    again.close()
    assert sorted(found) == ["the first", "the second"]


def test_a_dialogue_that_was_opened_and_left_throws_no_words_of_another_away(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    first = _said(drafts, "the first")
    second = Conversation(_Words(), drafts=drafts, incident="INC-0001")
    first.stay()
    second.leave("")
    assert _typed(drafts) == "the first"
    drafts.close()


def test_drafts_are_for_their_person_alone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    drafts.keep(NOTE)
    drafts.close()
    assert Drafts(tmp_path / "drafts", "bo").find("note", "INC-0001") is None
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "drafts").glob("*.json")] == [0]


def test_a_forgotten_draft_is_gone_from_the_disk(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts", "ana")
    drafts.keep(NOTE)
    drafts.forget(NOTE)
    assert drafts.find("note", "INC-0001") is None
    drafts.close()
    assert list((tmp_path / "drafts").glob("*.json")) == []


@pytest.mark.parametrize("found", ["", "[]", '{"flow": 1', json.dumps({"stranger": True})])
def test_a_file_that_is_no_draft_is_as_good_as_none(tmp_path: Path, found: str) -> None:
    (tmp_path / "ana.INC-0001.note.json").write_text(found)
    assert Drafts(tmp_path, "ana").find("note", "INC-0001") is None


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    drafts = Drafts(tmp_path / "file" / "drafts", "ana")
    drafts.keep(NOTE)
    drafts.close()


async def test_a_half_typed_note_is_there_after_the_program_was_killed(world: World, tmp_path: Path) -> None:
    """The first program is abandoned as a kill would leave it: nothing is closed, nothing is flushed."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.type("5xx is at 4")
        await page.until(lambda: _is_written(tmp_path / ".drafts", "5xx is at 4"), "the note on disk")
        kept = {path.name: path.read_text() for path in (tmp_path / ".drafts").glob("*.json")}
    for name, text in kept.items():
        (tmp_path / ".drafts" / name).write_text(text)
    async with opened(world, incident=incident) as page:
        await page.sees("F fact", "5xx is at 4", "TYPING")
        await page.press("enter")
        await page.sees("Noted.", "[>] 1")


async def test_escape_keeps_the_words_for_the_next_time(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.type("not now")
        await page.press("escape")
        await page.sees("[>] 1", "EXPECT")
        await page.press("m")
        await page.sees("not now")
