"""The keys that a dialogue names stand whole at every width, and what is listed is whole or counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Verb
from incident.tui.screens.walk import Walking
from incident.tui.views.asking import Asking, key_lines
from incident.tui.views.below import needs_rows
from incident.walk.flows.asking import Card, Flow, Part, Question, Ready
from incident.walk.moment import Walk
from incident.walk.verbs import Nothing, Verbs
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import World

BORDERS = 4
"""Cells of a dialogue that no words take."""
TYPED = {"minutes": "5", "until": "20 min", "reason": "words", "text": "words", "observed": "words"}


def _walk(world: World, tier: Tier = Tier.SERIOUS) -> Walk:
    incident = world.service.load(world.declared(tier))
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


def _flows(world: World) -> Iterator[Flow]:
    """Every dialogue of every kind of step, and those of the incident."""
    walk, people = _walk(world), tuple(world.directory.people())
    for item in walk.checklist.items:
        verbs = Verbs(walk=replace(walk, look=item.step.id), people=people)
        kinds = ("not-expected", "defer", "rule-out", "override", "ask")
        begun = [verbs.as_expected(), verbs.hold(), *map(verbs.of_step, kinds)]
        begun += [verbs.option(1)] if item.step.verb is Verb.ASK else []
        yield from (each for each in begun if not isinstance(each, (Nothing, Ready)))
    verbs = Verbs(walk=walk, people=people)
    whole = (verbs.note, verbs.fact, verbs.roles, verbs.offer, verbs.update, verbs.raise_tier, verbs.lower_tier)
    yield from (each for verb in whole if not isinstance(each := verb(), (Nothing, Ready)))


def _parts(flow: Flow, answers: dict[str, str]) -> Iterator[Part]:
    """What it asks along the first answer of each question."""
    part = flow.part(answers)
    if isinstance(part, Ready) or len(answers) > len(TYPED):
        return
    yield part
    if isinstance(part, Question):
        first = part.choices[0].value if part.choices else TYPED.get(part.id, "")
    else:
        first = part.keys[0].value if part.keys else ""
    if first and part.id not in answers:
        yield from _parts(flow, {**answers, part.id: first})


def _moments(flow: Flow) -> Iterator[Asking]:
    for part in _parts(flow, {}):
        asking = Asking(title=flow.title, part=part)
        yield asking
        if isinstance(part, Question):
            yield replace(asking, is_typing=True)
            yield replace(asking, chosen=0 if part.choices else None)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_key_line_of_any_dialogue_is_cut(world: World, width: int, language: str) -> None:
    i18n.use(language)
    room, seen = width - BORDERS, 0
    for flow in _flows(world):
        for asking in _moments(flow):
            rows = [row.plain for row in key_lines(asking, room, 24)]
            assert all(cell_len(row) <= room for row in rows), (flow.name, rows)
            assert not any(".." in row for row in rows), (flow.name, rows)
            seen += 1
    assert seen > 40


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_at_80_columns_the_keys_that_type_a_reason_fill_one_row(world: World, language: str) -> None:
    i18n.use(language)
    walk = _walk(world)
    flow = Verbs(walk=walk, people=tuple(world.directory.people())).of_step("rule-out")
    assert not isinstance(flow, (Nothing, Ready))
    part = flow.part({})
    assert isinstance(part, (Question, Card))
    rows = key_lines(Asking(title=flow.title, part=part, is_typing=True), 80 - BORDERS, 24)
    assert len(rows) == 1
    assert "Esc" in rows[0].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_roles_that_need_somebody_are_named_whole_or_counted(world: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = replace(_walk(world), incident=world.service.load(world.declared(Tier.MAJOR)))
    words = " ".join(row.plain for row in needs_rows(walk, width))
    assert "…" not in words
    names = [walk.speech.role(role) for role in walk.empty_roles]
    named = [name for name in names if name in words]
    assert named == names[: len(named)]
    assert len(named) == len(names) or str(len(names) - len(named)) in words


def test_the_sentence_counts_what_it_does_not_name(world: World) -> None:
    walk = replace(_walk(world), incident=world.service.load(world.declared(Tier.MAJOR)))
    words: Sequence[str] = [row.plain for row in needs_rows(walk, 60)]
    assert any("and " in row and " more" in row for row in words), words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_footers_name_undo_and_leaving_at_80_columns(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared()
    async with opened(world) as page:
        await page.until(lambda: " q " in page.rows[-2], "q in the footer of Home")
        assert [key for key in (" d ", " / ", " c ", " o ", " ! ", " ? ") if key not in page.rows[-2]] == []
    walk = _walk(world)
    for item in walk.checklist.items:
        async with opened(world, incident=incident) as page:
            page.screen(Walking).look_at(item.step.id)
            await page.until(lambda: "u " in page.rows[-2] and "? " in page.rows[-2], f"u and ? at {item.step.id}")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
async def test_the_footer_of_the_board_names_every_key_of_it(world: World, language: str, width: int) -> None:
    i18n.use(language)
    async with opened(world, incident=world.declared(), size=(width, 24)) as page:
        await page.press("N")
        await page.until(lambda: "A " in page.rows[-2], "the footer of the board")
        assert [key for key in (*"AReTLs/", "Esc") if f" {key} " not in f"{page.rows[-2]} "] == []


async def test_the_key_for_keys_works_over_a_question_and_comes_back_to_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "question_mark")
        await page.sees("KEYS", "The next answer, or further down")
        await page.press("escape")
        await page.sees("Which role?")


async def test_keys_are_printed_in_one_way(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=(120, 60)) as page:
        await page.press("question_mark")
        await page.sees("Ctrl+L", "Ctrl+Q")
        await page.press("escape", "g", "question_mark")
        await page.sees("Home", "End G", "PgUp")


async def test_the_capital_g_looks_at_the_last_step_and_the_place_stays(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("G")
        last = [item for item in _walk(world).checklist.items if item.number][-1]
        await page.sees(f"{last.number}  ", "LOOKING")
        await page.press("full_stop")
        await page.sees("[>] 1")


async def test_space_is_called_so_where_it_does_nothing(world: World) -> None:
    async with opened(world) as page:
        await page.press("space")
        await page.sees("'Space' does nothing here.")


async def test_the_whole_text_does_not_point_to_itself(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("Enter shows the whole text")
        await page.press("enter")
        await page.sees("The text as it would leave now:")
        assert "Enter shows the whole text" not in page.text


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("D：决定切换到备用线路", "D", "决定切换到备用线路"),
        ("D wing of the site is dark", "F", "D wing of the site is dark"),
        ("Q: who called?", "Q", "who called?"),
        ("A：通知客户", "A", "通知客户"),
        ("A customer called", "F", "A customer called"),
        ("Done already", "F", "Done already"),
        ("T", "F", "T"),
    ],
)
async def test_a_letter_before_the_words_is_the_kind_of_a_note(world: World, typed: str, kind: str, words: str) -> None:
    flow = Verbs(walk=_walk(world), people=()).note()
    assert not isinstance(flow, (Nothing, Ready))
    ready = flow.part({"text": typed})
    assert isinstance(ready, Ready)
    note = ready.commands[0]
    assert isinstance(note, c.AddNote)
    assert (note.kind.value, str(note.text)) == (kind, words)
