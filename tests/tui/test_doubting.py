"""A value entered twice already, or far from the last one, is asked for once more (reference/UX.md rule 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.incident import Progress, StepState
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.doubting import AGAIN, Seen, doubt, number_in, seen_at_step
from incident.walk.flows.marking import MarkFlow
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import World

START = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)


def when(at: datetime) -> str:
    return at.strftime("%H:%M")


def seen(*words: str) -> list[Seen]:
    return [Seen(words=each, at=START, number=number_in(each)) for each in words]


@pytest.mark.parametrize(
    ("typed", "before", "is_asked"),
    [
        ("40", ("40", "40"), True),
        ("40 %", ("40 %", "40 %"), True),
        ("set", ("set", "set"), True),
        ("40", ("40",), False),
        ("40", ("40", "38"), False),
        ("41", ("40", "40"), False),
        ("400", ("40",), True),
        ("4", ("40",), True),
        ("399", ("40",), False),
        ("0", ("40",), False),
        ("-40", ("40",), True),
        ("40", ("0",), False),
        ("quiet", ("40",), False),
        ("40", (), False),
    ],
)
def test_only_a_habit_or_a_leap_is_asked_about(typed: str, before: tuple[str, ...], *, is_asked: bool) -> None:
    assert bool(doubt(typed, number_in(typed), seen(*before), when)) is is_asked


def walked(world: World, *rounds: str) -> MarkFlow:
    """The step that asks for calls, after it was marked with these values in earlier rounds."""
    incident = world.service.load(world.declared())
    made = {
        f"calls~{n}": Progress(
            state=StepState.AS_EXPECTED, by="ana", at=START, mark=f"m{n}", seq=n, words=FreeText(words)
        )
        for n, words in enumerate(rounds, 2)
    }
    incident = incident.changed(steps=made)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    walk = Walk(incident=incident, person="ana", speech=speech, now=START)
    item = walk.checklist.item("calls")
    assert item is not None
    return MarkFlow(walk=walk, item=item, people=())


def test_the_value_of_a_step_counts_once_it_was_read_again(world: World) -> None:
    flow = walked(world, "4", "4")
    assert [each.words for each in seen_at_step(flow.walk.incident, "calls~3")] == ["4", "4"]
    asked = flow.part({"value": "4"})
    assert isinstance(asked, Question)
    assert asked.id == AGAIN
    assert "was entered at" in asked.words
    assert asked.complaint("99"), "it has to be plausible still"
    ready = flow.part({"value": "4", AGAIN: "5"})
    assert isinstance(ready, Ready)
    (command,) = ready.commands
    assert isinstance(command, c.CompleteStep)
    assert command.value == "5"
    assert "5 of 10 entered" in ready.said, ready.said
    assert isinstance(flow.part({"value": "5"}), Ready)


def test_a_reason_is_no_value(world: World) -> None:
    flow = walked(world, "4")
    steps = flow.walk.incident.steps
    other = {key: replace(each, state=StepState.NOT_APPLICABLE) for key, each in steps.items()}
    assert seen_at_step(flow.walk.incident.changed(steps=other), "calls") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "'50' is far from '4%', entered at 02:40."), ("zh-CN", "「50」与 02:40 录入的「4%」相差悬殊")],
)
async def test_a_fact_far_from_the_last_is_read_again(world: World, language: str, words: str) -> None:
    incident = world.declared()
    world.does(incident, c.RecordFact(by="ana", fact="affected_share", value=4.0))
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.press("f", "1")
        await page.type("50")
        await page.press("enter")
        await page.sees(words)
        await page.type("5")
        await page.press("enter")
        await page.until(lambda: world.service.load(incident).facts["affected_share"].value == 5.0, "the fact")
