"""Whoever is on duty stands first, with until when, wherever somebody may be called, told or given a role."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.application.ports import Recipient
from incident.domain.events import IncidentMode
from incident.domain.grading.tiers import Tier
from incident.walk.flows.asking import Card, Question
from incident.walk.flows.calling import CallFlow, PhoneFlow
from incident.walk.flows.messages import goes_to
from incident.walk.flows.roles import RoleFlow
from incident.walk.flows.tiers import RaiseFlow
from incident.walk.moment import Walk
from incident.wording.duty import end_words
from incident.wording.speech import Speech
from tests.rotas import ROTAS, TECHNICAL
from tests.tui.pages import opened
from tests.tui.worlds import World

EARLY = datetime(2026, 11, 21, 6, tzinfo=UTC)
"""Nobody is on duty as technical lead."""


@pytest.fixture
def team(world: World) -> World:
    world.directory.all_rotas = ROTAS
    return world


def _walk(world: World, tier: Tier = Tier.SERIOUS, now: datetime | None = None) -> Walk:
    incident = world.service.load(world.declared(tier))
    return Walk(
        incident=incident,
        person="ana",
        speech=Speech.to(world.directory.people(), bundle=incident.bundle, incident=incident),
        now=now or world.clock.now(),
        directory=world.directory,
    )


def _notes(part: object) -> list[str]:
    assert isinstance(part, Card)
    return list(part.notes)


def test_a_call_for_help_names_whoever_is_on_duty_first(team: World) -> None:
    walk = _walk(team)
    notes = _notes(CallFlow(walk=walk, people=team.directory.people()).part({}))
    place = notes.index("Technical lead: nobody, wanted now")
    assert notes[place + 1 : place + 3] == [
        "  Bo Chen (on duty until 05:00): NO WAY TO REACH",
        "  Dee Novak (on duty until 04:00): NO WAY TO REACH",
    ]


def test_a_call_for_help_in_an_exercise_gives_no_real_way(team: World) -> None:
    bo = next(each for each in team.directory.everybody if each.id == "bo")
    ways = (("mail", "bo@example.org"), ("sandbox", "bo-in-drills"))
    people = [bo.changed(reach=ways), *(each for each in team.directory.everybody if each.id != "bo")]
    team.directory.everybody = people
    real = _walk(team)
    drill = replace(real, incident=real.incident.changed(mode=IncidentMode.EXERCISE))
    words = ["\n".join(_notes(CallFlow(walk=walk, people=people).part({}))) for walk in (real, drill)]
    assert [("bo@example.org" in said, "bo-in-drills" in said) for said in words] == [(True, False), (False, True)]


def test_a_call_for_help_says_that_nobody_is_on_duty(team: World) -> None:
    notes = _notes(CallFlow(walk=_walk(team, now=EARLY), people=team.directory.people()).part({}))
    place = notes.index("Technical lead: nobody, wanted now")
    assert notes[place + 1 : place + 3] == ["  NOBODY is on duty for it now", "  Bo Chen: NO WAY TO REACH"]


def test_where_no_incident_is_open_whoever_is_on_duty_is_first_too(team: World) -> None:
    speech = Speech.to(team.directory.people())
    flow = PhoneFlow(people=team.directory.people(), rotas=ROTAS, speech=speech, now=team.clock.now())
    assert [line.split(" (")[0] for line in _notes(flow.part({}))[:3]] == ["Bo Chen", "Dee Novak", "Eva Roth"]


def test_the_card_that_raises_says_who_is_on_duty_and_that_it_wakes_nobody(team: World) -> None:
    answers = {"to": "1", "reason": "worse"}
    notes = _notes(RaiseFlow(walk=_walk(team)).part(answers))
    assert "On duty as Technical lead: Bo Chen (on duty until 05:00), then Dee Novak (on duty until 04:00)." in notes
    assert "They are not woken by this: ! shows how to reach them." in notes
    alone = _notes(RaiseFlow(walk=_walk(team, now=EARLY)).part(answers))
    assert "On duty as Technical lead: NOBODY." in alone


def test_of_two_rotas_for_one_role_each_person_stands_where_they_are_woken_first(team: World) -> None:
    bo, dee = (TECHNICAL.layers[number].changed(ends=time(9)) for number in (0, 1))
    one = TECHNICAL.changed(layers=(bo, dee), overrides=())
    team.directory.all_rotas = (one, one.changed(id="spare", layers=(bo,)))
    notes = _notes(RaiseFlow(walk=_walk(team)).part({"to": "1", "reason": "worse"}))
    assert any(note.startswith("On duty as Technical lead: Bo Chen") and ", then Dee" in note for note in notes)


def test_without_a_rota_the_card_that_raises_says_nothing_of_it(world: World) -> None:
    notes = _notes(RaiseFlow(walk=_walk(world)).part({"to": "1", "reason": "worse"}))
    assert not [note for note in notes if "duty" in note or "woken" in note]


def test_who_is_on_duty_is_offered_first_for_the_role(team: World) -> None:
    part = RoleFlow(walk=_walk(team), people=team.directory.people(), role="technical").part({})
    assert isinstance(part, Question)
    assert [choice.words for choice in part.choices[:2]] == [
        "Bo Chen (on duty until 05:00), may fill it",
        "Dee Novak (on duty until 04:00)",
    ]


def test_a_message_says_to_whom_it_goes_before_it_goes(team: World) -> None:
    bo = Recipient(name="Bo Chen", target_id="agents-chat", address="", language="en", person="bo")
    namesake = Recipient(name="Bo Chen", target_id="agents-chat", address="", language="en", person="bo-2")
    team.directory.audiences = {"agents": (bo, bo, namesake), "press": ()}
    walk = _walk(team)
    assert goes_to(walk, "agents") == ("Goes now to: Bo Chen (on duty until 05:00), Bo Chen.", "")
    assert "NOBODY CAN BE REACHED" in goes_to(walk, "press")[0]


async def test_the_people_page_shows_until_when_they_are_on_duty(team: World) -> None:
    incident = team.declared()
    async with opened(team, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("nobody, wanted now; Bo Chen (on duty until 05:00)", "on duty until 05:00: Technical lead")
        rows = [row for row in page.rows[:-5] if "on duty until" in row or "on duty: Vendor desk" in row]
        assert [row.split("  ")[1].strip() for row in rows[-3:]] == ["Bo Chen", "Dee Novak", "Eva Roth"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_home_says_how_often_nobody_is_on_duty_and_whom_to_call(team: World, language: str) -> None:
    i18n.use(language)
    async with opened(team) as page:
        words = i18n.ngettext("nobody on duty once this week", "nobody on duty {count} times this week", 7)
        await page.sees(words.format(count=7))
        await page.press("exclamation_mark")
        await page.sees("Bo Chen", "05:00")
        assert all(cell_len(row) <= 80 for row in page.rows)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "05:00"), (1, "tomorrow 05:00"), (3, "Tue 05:00"), (6, "Fri 05:00"), (7, "2026-11-28 05:00")],
)
def test_the_end_of_a_duty_is_a_day_of_the_week_while_that_means_one_day(days: int, words: str) -> None:
    now = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
    end = now.replace(hour=5, minute=0) + timedelta(days=days)
    assert end_words(end, Speech(zone=UTC), now) == words
