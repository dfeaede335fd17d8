"""A phase that is complete says so over the whole width, and only when it is true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.application.briefing import assemble_briefing
from incident.cli.walk.news import News
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.i18n import _
from incident.tui.printing import checklist_on_paper
from incident.tui.views.head import head_lines
from incident.tui.views.rows import completion_lines
from incident.walk.moment import Walk
from incident.walk.standing import all_settled
from incident.wording.briefing import briefing_sections
from incident.wording.gaps import counted
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _said(world: World, incident: str) -> list[str]:
    return [row.plain.strip("\u2500 ") for row in completion_lines(_walk(world, incident), 80)]


def _walk(world: World, incident: str) -> Walk:
    state = world.service.load(incident)
    return Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())


def test_a_phase_with_an_open_step_is_not_called_complete(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    assert _said(world, incident) == []
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    assert _said(world, incident) == []


def test_a_phase_that_ended_counts_how_until_a_step_of_the_next_is_done(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.RuleOutStep(by="ana", step="customers", because="nobody is hit"),
    )
    assert _said(world, incident) == ["PHASE 1 COMPLETE 02:40 - 1 done  1 n/a"]
    world.does(incident, c.AnswerStep(by="ana", step="cause", option="vendor"))
    assert _said(world, incident) == []


def test_what_waits_is_said_with_it(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    world.does(
        incident,
        c.DeferStep(by="ana", step="customers", because="no answer", until_step="fix"),
        c.CompleteStep(by="ana", step="notice"),
    )
    assert _said(world, incident) == ["PHASE 1 COMPLETE EXCEPT 1 DEFERRED 02:40 - 1 done"]


def test_the_line_mode_says_one_step_of_a_phase_that_has_one(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    news = News(_walk(world, incident), ())
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.RuleOutStep(by="ana", step="customers", because="nobody is hit"),
    )
    said = list(news.of(_walk(world, incident), (), reads_step=True))
    assert [words.rpartition(", ")[2] for words in said if words.startswith("PHASE COMPLETE")] == ["1 step"]


def test_inside_a_question_before_the_first_step_the_line_mode_says_only_what_others_do(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    news = News(_walk(world, incident), world.log.read(incident))
    world.does(incident, c.AddNote(by="ana", text="vendor called"))
    (said,) = news.since_prompt(_walk(world, incident), world.log.read(incident, news.heard))
    assert said.endswith("vendor called")


def test_what_somebody_overrode_is_named_where_nothing_is_open(world: World) -> None:
    """Not among those that are done, in the box or in `show`."""
    incident = world.declared(Tier.GENERAL)
    world.does(incident, c.OverrideStep(by="ana", step="stable", because="the gauge is broken"))
    while open_items := _walk(world, incident).checklist.open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=open_items[0].step.id, because="test"))
    walk = _walk(world, incident)
    assert counted(walk.checklist).startswith("1 overridden  ")
    assert all_settled(walk).startswith("COMPLETE: nothing is open - 1 overridden  ")
    second = head_lines(walk, 120)[1].plain
    assert "0 done" in second
    assert "1 overridden" in second


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_line_is_as_wide_as_what_stands_around_it(world: World, size: tuple[int, int], language: str) -> None:
    i18n.use(language)
    incident = world.declared(Tier.GENERAL)
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.RuleOutStep(by="ana", step="customers", because="nobody is hit"),
    )
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("02:40 - ")
        assert {cell_len(row) for row in await page.settled()} == {size[0]}


@pytest.mark.parametrize(
    ("language", "done", "ruled_out"), [("en", "Done: 1", "Not applicable: 2"), ("zh-CN", "已完成：1", "不适用：2")]
)
def test_the_paper_calls_nothing_done_that_was_ruled_out(
    world: World, language: str, done: str, ruled_out: str
) -> None:
    i18n.use(language)
    walk = _ruled_out(world)
    above = checklist_on_paper(walk).splitlines()[1:3]
    assert above[0].endswith(done)
    assert above[1] == ruled_out


def test_the_briefing_counts_the_steps_as_the_head_does(world: World) -> None:
    walk = _ruled_out(world)
    incident = walk.incident.id
    briefing = assemble_briefing(world.log.read(incident), [], incident, "ana", world.clock.now())
    lines = [words for section in briefing_sections(briefing, walk.speech) for words in section.lines]
    assert "1 step done" in lines
    assert "1/" in head_lines(walk, 80)[1].plain


def _ruled_out(world: World) -> Walk:
    incident = world.declared(Tier.GENERAL)
    rule_out = c.RuleOutStep(by="ana", step="customers", because="nobody is hit")
    state = world.does(incident, c.CompleteStep(by="ana", step="notice"), rule_out)
    return Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_briefing_says_of_a_step_that_was_answered_what_the_answer_is(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared(Tier.GENERAL)
    world.does(incident, c.AskPerson(by="ana", step="notice", person="bo", within=timedelta(minutes=3)))
    asked = world.log.read(incident)[-1].seq
    world.of(BO).does(incident, c.AnswerQuestion(by="bo", question=asked, text="yes, it plays"))
    briefing = assemble_briefing(world.log.read(incident), [], incident, "ana", world.clock.now())
    sections = briefing_sections(briefing, Speech(bundle=world.service.load(incident).bundle))
    (row,) = (line for line in sections[2].lines if "[?]" in line)
    answered = _("answered {time} by {person}: {words}").format(time="02:40", person="bo", words="yes, it plays")
    assert row.endswith(answered)
