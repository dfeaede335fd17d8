"""Keys of one's own: they act, they are printed, and what cannot be is refused with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.dom import DOMNode

from incident.adapters.documents.workspace.keymap import read_wishes
from incident.application.errors import Problem
from incident.bootstrap.wired import Wired
from incident.domain.grading.tiers import Tier
from incident.tui.app import IncidentApp
from incident.tui.keymap import keymap_of, keys_and_words, usual_keys
from incident.tui.look import Look
from incident.tui.screens.page import Page
from incident.walk.keys import use_keys
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    """No test leaves its keys to the next."""
    yield
    use_keys({})


def _written(folder: Path, words: str) -> Path:
    path = folder / "keys.yaml"
    path.write_text(f"format: keys/1\nkeys:\n{words}", encoding="utf-8")
    return path


def _look(folder: Path, words: str) -> Look:
    wishes, problems = read_wishes(_written(folder, words))
    keymap, clashes = keymap_of(wishes)
    assert [*problems, *clashes] == []
    return Look(keymap=keymap)


def _problems(folder: Path, words: str) -> list[Problem]:
    wishes, problems = read_wishes(_written(folder, words))
    return [*problems, *keymap_of(wishes)[1]]


async def test_a_key_of_ones_own_acts_and_the_usual_one_does_not(world: World, tmp_path: Path) -> None:
    look = _look(tmp_path, "  walk.note: w\n")
    async with opened(world, incident=world.declared(Tier.MAJOR), look=look) as page:
        await page.press("m")
        await page.sees("'m' does nothing here")
        await page.press("w")
        await page.sees("NOTE")


async def test_hints_help_sheets_and_sentences_print_the_keys_really_bound(world: World, tmp_path: Path) -> None:
    words = (
        "  walk.note: w\n  walk.roles: Z\n  timeline.correct: [B, z]\n  app.help: F1\n"
        '  walk.raise: "@"\n  sheet.down: [J, Down]\n'
    )
    incident = world.declared(Tier.SERIOUS)
    async with opened(world, incident=incident, look=_look(tmp_path, words)) as page:
        await page.sees("w note", "Z fills roles", "F1 keys")
        await page.press("Q")
        await page.sees("'Q' does nothing here. F1 shows the keys.")
        await page.press("t")
        await page.sees("B correct", "J k move")
        await page.press("escape", "f1")
        await page.sees("KEYS")
        await page.press("G")
        await page.sees(" @ ", "raise the tier")


async def test_a_refusal_names_the_key_that_was_chosen(world: World, tmp_path: Path) -> None:
    async with opened(world, incident=world.declared(Tier.MAJOR), look=_look(tmp_path, "  walk.hold: Z\n")) as page:
        await page.press("Z")
        await page.sees("1  Phone call")
        await page.press("1", "enter")
        await page.sees("HOLDING HERE")
        await page.press("space")
        await page.sees("YOU WERE AT")
        await page.press("escape", "space")
        await page.sees("Step 1 is held: press Z to go on, then mark it.")


async def test_several_keys_may_do_one_thing(world: World, tmp_path: Path) -> None:
    async with opened(world, incident=world.declared(), look=_look(tmp_path, "  walk.timeline: [t, Ctrl+T]\n")) as page:
        await page.press("ctrl+t")
        await page.sees("TIMELINE")


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("  walk.defr: S\n", 3, "Nothing is called 'walk.defr'"),
        ("  walk.note: w\n  walk.defer: n\n", 4, "'walk.not_expected' and 'walk.defer' would both be on 'n'"),
        ("  walk.note: w\n  walk.fact: w\n", 4, "would both be on 'w'"),
        ("  timeline.correct: c\n", 3, "'app.language' and 'timeline.correct' would both be on 'c'"),
        ("  walk.as_expected: Enter\n", 3, "'Enter' keeps what it does everywhere"),
        ("  walk.undo: 回车\n", 3, "keeps what it does everywhere"),
        ('  walk.undo: "1"\n', 3, "'1' keeps what it does everywhere"),
        ("  walk.undo: Hyper+X\n", 3, "There is no key 'Hyper+X'"),
        ("  walk.undo: 7\n", 3, ""),
        ("  walk.undo: []\n", 3, ""),
        ("  walk.undo: w\n  walk.undo: Z\n", 4, ""),
    ],
)
def test_what_cannot_be_is_reported_with_its_line(tmp_path: Path, words: str, line: int, said: str) -> None:
    found = _problems(tmp_path, words)
    assert [problem.line for problem in found] == [line]
    assert said in found[0].message


def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert "walk.defer" in _problems(tmp_path, "  walk.defr: S\n")[0].hint


def test_two_that_swap_their_keys_do_not_clash(tmp_path: Path) -> None:
    assert _problems(tmp_path, "  walk.note: f\n  walk.fact: m\n") == []


def test_what_is_printed_as_the_usual_keys_is_a_valid_file_that_changes_nothing(tmp_path: Path) -> None:
    printed = "".join(f"  {name}: {list(map(str, keys))!r}\n" for name, (keys, _words) in keys_and_words().items())
    wishes, problems = read_wishes(_written(tmp_path, printed.replace("\\\\", "\\")))
    keymap, clashes = keymap_of(wishes)
    assert [*problems, *clashes] == []
    assert {name: set(keys.split(",")) for name, keys in keymap.items()} == {
        name: set(keys.split(",")) for name, keys in usual_keys().items()
    }


def test_every_name_has_words_that_say_what_its_key_does() -> None:
    assert {name for name, (_keys, words) in keys_and_words().items() if not words} == set()
    assert Wired().usual_keys() == keys_and_words()


async def test_a_keymap_that_is_wrong_leaves_the_usual_keys_and_says_so(world: World) -> None:
    async with opened(world, look=Look(trouble="keys.yaml:3:3: Nothing is called 'x'.")) as page:
        await page.sees("keys.yaml:3:3")
        await page.press("question_mark")
        await page.sees("KEYS")


async def test_whoever_begins_in_an_incident_reads_there_that_the_keymap_is_wrong(world: World) -> None:
    look = Look(trouble="keys.yaml:3:3: Nothing is called 'x'.")
    async with opened(world, incident=world.declared(), look=look) as page:
        await page.sees("[>] 1", "keys.yaml:3:3: Nothing is called 'x'.")
        await page.press("j")
        await page.loses("keys.yaml")


def test_no_action_of_a_screen_comes_and_goes_by_itself() -> None:
    """A page finds the keys in force once: Textual asks `check_action` of each of them every time."""
    assert usual_keys()  # which imports every screen
    kinds: list[type[DOMNode]] = [IncidentApp, *_below(Page)]
    assert [kind for kind in kinds if kind.check_action is not DOMNode.check_action] == []


def _below(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)
