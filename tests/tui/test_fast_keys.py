from __future__ import annotations

import pytest
from textual import events

from incident.domain import commands as c
from incident.domain.events import MessageReleased, NoteAdded
from incident.tui.sudden import Sudden, is_phrase, is_sudden
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


def _burst(page: Page, *keys: str) -> None:
    """All keys at once, as they arrive after a slow line has hung."""
    for key in keys:
        page.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_the_words_of_a_note_typed_right_after_its_key_are_never_commands(world: World) -> None:
    """`s`, `n`, `u` and the rest would defer, report, undo."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        _burst(page, "m", *"snuhrmtgj", "enter")
        await page.sees("Noted.", "[>] 1")
        entries = world.log.read(incident)
        assert [str(entry.event.text) for entry in entries if isinstance(entry.event, NoteAdded)] == ["snuhrmtgj"]
        assert len(entries) == 3


async def test_a_backspace_in_a_burst_takes_the_letter_before_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        _burst(page, "m", "a", "b", "backspace", "c", "enter")
        await page.until(lambda: len(world.log.read(incident)) == 3, "the note")
        note = world.log.read(incident)[-1].event
        assert isinstance(note, NoteAdded)
        assert str(note.text) == "ac"


async def test_two_notes_in_one_burst_are_both_there_in_order(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        _burst(page, "m", *"one", "enter", "m", "tab", *"two", "enter")
        await page.until(lambda: len(world.log.read(incident)) == 4, "both notes")
        notes = [entry.event for entry in world.log.read(incident) if isinstance(entry.event, NoteAdded)]
        assert [(note.kind.value, str(note.text)) for note in notes] == [("F", "one"), ("A", "two")]


async def test_a_whole_declaration_typed_at_once_opens_nothing_else(world: World) -> None:
    """While the runbooks are read, Enter must not open the incident under the cursor."""
    world.declared(title="another one")
    async with opened(world) as page:
        await page.sees("another one")
        _burst(page, "d", "enter", "enter")
        await page.sees("DECLARE AN INCIDENT")
        assert "T+" not in page.text


async def test_a_second_space_before_the_first_is_drawn_marks_nothing_else(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        _burst(page, "space", "space")
        await page.sees("[>] 2")
        await page.sees("You have already marked step")
        assert set(world.service.load(incident).steps) == {"notice"}


TEXT = "n s u r Space: shopctl failover checkout"


def _keys(text: str) -> list[events.Key]:
    return [events.Key("enter", "\r") if sign == "\n" else events.Key(sign, sign) for sign in text]


def _arrive(page: Page, text: str) -> None:
    """As from a terminal that marks no pastes."""
    keys = _keys(text)
    assert is_sudden(keys)
    page.app.post_message(Sudden(keys))


async def test_a_text_that_arrives_at_once_is_no_row_of_keys_on_the_walk_or_on_a_sheet(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        for _ in ("walk", "timeline"):
            _arrive(page, f"{TEXT}\n{TEXT}\n")
            await page.sees("like a paste: nothing was done")
            await page.press("t")
        assert len(world.log.read(incident)) == 2


async def test_a_marked_paste_where_no_words_are_typed_says_that_it_did_nothing(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        page.app.post_message(events.Paste(TEXT))
        await page.sees("like a paste: nothing was done")
        assert len(world.log.read(incident)) == 2


async def test_a_text_that_arrives_at_once_stands_in_the_field_and_its_lines_are_one(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("TYPING")
        _arrive(page, f"{TEXT}\n")
        await page.sees("like a paste. It stands in the field: press Enter")
        await page.press("Z")
        await page.sees(f"{TEXT}Z")
        await page.press("enter")
        await page.sees("Noted.")
        await page.press("m")
        await page.sees("TYPING")
        _arrive(page, f"{TEXT}\nsecond line\n")
        await page.sees("second line")
        assert len(world.log.read(incident)) == 3


def test_the_pieces_of_a_long_paste_belong_to_it_however_short_the_last_is() -> None:
    assert is_sudden(_keys(" end"), 0.05)
    assert not is_sudden(_keys(" end"), 0.5)
    assert not is_sudden([], 0.05)


def test_a_key_that_is_held_down_and_a_few_typed_ahead_are_keys() -> None:
    assert not is_sudden(_keys("j" * 40))
    assert not is_sudden(_keys("m5xx at 4 %\n"))
    assert not is_sudden([*_keys(TEXT), events.Paste(TEXT)])


def test_what_an_input_method_gives_is_words_however_short() -> None:
    assert is_sudden(_keys("你好 世界"))
    assert not is_sudden(_keys("好"))


@pytest.mark.parametrize("words", ["ok go on", "war room 3", "call Tran now"])
async def test_a_few_words_where_nobody_types_are_no_keys_and_after_the_key_of_a_note_they_are_a_note(
    world: World, words: str
) -> None:
    incident = world.declared()
    assert is_phrase(_keys(words))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        page.app.post_message(Sudden(_keys(words), is_short=True))
        await page.sees("like a paste: nothing was done", "[>] 1")
        assert len(world.log.read(incident)) == 2
        page.app.post_message(Sudden(_keys(f"m{words}\n"), is_short=True))
        await page.sees("Noted.")
        note = world.log.read(incident)[-1].event
        assert isinstance(note, NoteAdded)
        assert str(note.text) == words


@pytest.mark.parametrize("keys", ["jjj jk ", " 12000\n", "j k j k ", "N", "g3\n"])
def test_keys_that_a_slow_line_held_back_are_keys(keys: str) -> None:
    assert not is_phrase(_keys(keys))


def _is_sent(world: World, incident: str) -> bool:
    return any(isinstance(entry.event, MessageReleased) for entry in world.log.read(incident))


@pytest.mark.parametrize("words", ["SLA 99%", "Ss"])
async def test_the_own_key_of_a_card_counts_only_where_it_came_alone(
    world: World, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """A short text that a terminal does not mark as pasted begins with it."""
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2")
        await page.press("space")
        await page.sees("S  send now")
        monkeypatch.setattr("incident.tui.app.CALM", 3_600.0)
        monkeypatch.setattr("incident.tui.screens.guarding.ALONE_SECONDS", 3_600.0)
        _burst(page, *words)
        await page.sees("like a paste: nothing was done", "[>] 2")
        await page.settled()
        monkeypatch.setattr("incident.tui.screens.guarding.ALONE_SECONDS", 0.01)
        monkeypatch.setattr("incident.tui.app.CALM", 0.0)
        assert not _is_sent(world, incident)
        await page.press("space")
        await page.sees("S  send now")
        await page.press("S")
        await page.sees("[>] 3")
        assert _is_sent(world, incident)
