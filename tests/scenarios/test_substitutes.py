"""Half of the time for a report is gone and nothing was filed: somebody else is asked, once, about all of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.messages.call_sheet import write_call_sheet
from incident.application.ports import Delivery, Directory
from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain.events import IncidentMode, SubstituteAlerted
from incident.domain.messages.called_off import is_called_off
from incident.domain.messages.escalating import silences
from incident.wording.speech import Speech
from incident.wording.statutory import legal_needs, undecided_needs
from tests.desks import LEAK, LegalDesk
from tests.fakes import FakeDirectory, a_team
from tests.rotas import DESK

NIGHT = "2026-11-20 23:30"
HALF = "2026-11-21 01:30"
CAC = "cn.cac.ordinary/provincial-cac"


def _team(**ways: tuple[tuple[str, str], ...]) -> FakeDirectory:
    """The team, in which these people can be reached and nobody else."""
    team = a_team()
    return replace(team, everybody=[person.changed(reach=ways.get(person.id, ())) for person in team.everybody])


def _leak(team: Directory, mode: IncidentMode = IncidentMode.REAL, **facts: bool) -> LegalDesk:
    """A million people, known of since half past eleven: four hours, or one where critical infrastructure is hit."""
    desk = LegalDesk("cn", NIGHT, facts={**LEAK, "people_affected": 1_000_000.0, **facts}, team=team, mode=mode)
    desk.mark("aware", NIGHT)
    return desk


def _tick(desk: LegalDesk, at: str) -> list[Delivery]:
    desk.clock.set(desk.at(at))
    tick(desk.service, desk.id)
    return [row for row in desk.log.deliveries(desk.id) if row.kind == "page"]


def _asked(desk: LegalDesk) -> list[str]:
    return [entry.event.person for entry in desk.log.read(desk.id) if isinstance(entry.event, SubstituteAlerted)]


MAIL = (("mail", "somebody@example.org"),)


def test_at_half_and_not_before_the_deputy_is_paged_once() -> None:
    desk = _leak(_team(dee=MAIL, ana=MAIL))
    assert _tick(desk, "2026-11-21 01:29") == []
    (page,) = _tick(desk, HALF)
    assert (page.recipient, page.target_id, page.title) == (
        "Dee Novak", "mail", "Legal report not filed: half of the time is gone",
    )  # fmt: skip
    assert "CAC / Report to the provincial cyberspace administration" in page.body
    assert "due 2026-11-21 03:30 (UTC+0800)" in page.body
    assert page.expires_at - page.due_at == timedelta(hours=4)
    assert len(_tick(desk, "2026-11-21 02:50")) == 1
    assert len(_tick(desk, "2026-11-21 03:31")) == 1
    assert _asked(desk) == ["dee"]


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("en", "Legal report not filed: its time is OVER", "was due 2026-11-21 03:30 (UTC+0800): OVERDUE"),
        ("zh-CN", "法定报告尚未报送：时限已过", "2026-11-21 03:30 (UTC+0800)已到期：逾期"),
    ],
)
def test_a_worker_that_comes_back_after_the_deadline_says_that_it_is_over(language: str, title: str, line: str) -> None:
    team = _team(dee=MAIL)
    people = [each.changed(language=language) if each.id == "dee" else each for each in team.everybody]
    (page,) = _tick(_leak(replace(team, everybody=people)), "2026-11-21 03:31")
    assert page.title == title
    assert line in page.body
    assert "half" not in page.title + page.body


def test_whoever_reads_chinese_is_asked_in_chinese() -> None:
    team = _team(chen=MAIL)
    team = replace(team, everybody=[p.changed(roles=("deputy",)) if p.id == "chen" else p for p in team.everybody])
    (page,) = _tick(_leak(team), HALF)
    assert page.title == "法定报告尚未报送：时限已过半"
    assert "2026-11-21 03:30 (UTC+0800)到期" in page.body


def test_the_next_way_is_tried_three_minutes_later_unless_they_acknowledge() -> None:
    desk = _leak(_team(dee=(*MAIL, ("agents-chat", "dee"))))
    first, second = _tick(desk, HALF)
    assert (first.target_id, second.target_id, second.due_at - first.due_at) == (
        "mail", "agents-chat", timedelta(minutes=3),
    )  # fmt: skip
    desk.do(c.AcknowledgeMessage(by="ana", message=first.message, reader="dee", text="by phone"))
    assert [row.state.value for row in desk.log.deliveries(desk.id)] == ["cancelled", "cancelled"]


def test_what_was_filed_in_time_asks_nobody() -> None:
    desk = _leak(_team(dee=MAIL))
    desk.file("cn.cac.ordinary", "2026-11-21 00:30")
    assert _tick(desk, HALF) == []


def test_two_reports_of_one_moment_are_one_message() -> None:
    desk = _leak(_team(dee=MAIL), cii_involved=True)
    (page,) = _tick(desk, "2026-11-21 00:00")
    assert page.body.count("due 2026-11-21 00:30") == 2
    assert page.body.count("Entered with: incident obligation") == 2
    assert "incident clocks INC-0001 --detail" in page.body


def test_two_terminals_ask_once() -> None:
    desk = _leak(_team(dee=MAIL), cii_involved=True)
    _tick(desk, "2026-11-21 00:05")
    key = next(iter(desk.clocks().values())).key
    desk.do(c.AlertSubstitute(by="ana", clocks=(key,)))  # what a terminal would say that had seen one of the two
    assert len(_tick(desk, "2026-11-21 00:05")) == 1


def test_an_acknowledgement_of_the_person_counts() -> None:
    desk = _leak(_team(dee=MAIL))
    (page,) = _tick(desk, HALF)
    desk.do(c.AcknowledgeMessage(by="ana", message=page.message, reader="dee", text="by phone"))
    assert [row.state.value for row in desk.log.deliveries(desk.id)] == ["cancelled"]


def _on_duty(team: FakeDirectory, person: str) -> FakeDirectory:
    always = DESK.layers[0].changed(people=(person,))
    return replace(team, all_rotas=[DESK.changed(roles=("deputy",), layers=(always,))])


@pytest.mark.parametrize(
    ("team", "held", "asked"),
    [
        (_team(bo=MAIL, dee=MAIL), {"deputy": "bo"}, ["bo"]),
        (_team(bo=MAIL, dee=MAIL), {"deputy": "ana"}, ["dee"]),
        (_team(bo=MAIL, dee=()), {"deputy": "dee"}, [""]),
        (_on_duty(_team(bo=MAIL, dee=MAIL), "bo"), {}, ["bo"]),
        (_team(ana=MAIL), {}, [""]),
    ],
    ids=["the deputy", "never the commander", "nobody whom nobody reaches", "who is on duty", "nobody else"],
)
def test_the_nearest_who_can_be_reached_stands_in(team: FakeDirectory, held: dict[str, str], asked: list[str]) -> None:
    desk = _leak(team)
    for role, person in held.items():
        desk.do(c.AssignRole(by="ana", role=role, person=person))
    _tick(desk, HALF)
    assert _asked(desk) == asked


def test_where_nobody_else_can_be_reached_the_record_and_the_needs_say_so() -> None:
    desk = _leak(_team())
    assert _tick(desk, HALF) == []
    assert _tick(desk, "2026-11-21 01:31") == []
    assert _asked(desk) == [""]
    incident = desk.incident
    speech = Speech.to(bundle=incident.bundle, law=incident.law.pinned)
    needs = legal_needs(incident, desk.clock.now(), speech)
    assert any(each.startswith("half of its time is gone and nobody else can be reached: CAC") for each in needs)
    desk.file("cn.cac.ordinary", "2026-11-21 01:40")
    assert not any("nobody else" in each for each in legal_needs(desk.incident, desk.clock.now(), speech))


def test_an_answer_that_decides_of_a_report_says_when_the_first_would_be_due() -> None:
    """Nobody's clock runs while it is unanswered, and the time of the law does."""
    desk = _leak(_team())
    speech, now = Speech.to(bundle=desk.incident.bundle, law=desk.incident.law.pinned), desk.clock.now()
    words, is_soon = undecided_needs(desk.incident, now, speech)
    assert re.search(r"^\d+ answers decide what the law asks; the first report would be due tomorrow 15:30$", words)
    assert not is_soon
    assert undecided_needs(desk.incident, now + timedelta(hours=20), speech)[1]


def test_an_exercise_pages_no_real_way() -> None:
    desk = _leak(_team(dee=(("mail", "dee@example.org"), ("sandbox", ""))), mode=IncidentMode.EXERCISE)
    (page,) = _tick(desk, HALF)
    assert (page.target_id, page.exercise, page.body.startswith("EXERCISE")) == ("sandbox", True, True)
    assert _tick(_leak(_team(dee=MAIL), mode=IncidentMode.EXERCISE), HALF) == []


def test_whoever_may_not_know_of_it_is_not_asked() -> None:
    desk = _leak(_team(dee=MAIL, bo=MAIL))
    desk.do(c.NameReaders(by="ana", persons=("ana", "bo")))
    desk.do(c.AssignRole(by="ana", role="deputy", person="bo"))
    _tick(desk, HALF)
    assert _asked(desk) == ["bo"]


def _asked_on_two_ways() -> tuple[LegalDesk, Delivery]:
    """Dee was mailed at half, and a second way waits for her silence."""
    desk = _leak(_team(dee=(*MAIL, ("agents-chat", "dee"))))
    first, _second = _tick(desk, HALF)
    return desk, first


def test_what_is_filed_after_the_alert_ends_all_ways_of_it_and_nobody_is_said_to_be_silent() -> None:
    desk, first = _asked_on_two_ways()
    desk.file("cn.cac.ordinary", "2026-11-21 01:31", "provincial-cac")
    assert {row.state.value for row in desk.log.deliveries(desk.id)} == {"cancelled"}
    assert is_called_off(desk.incident, desk.incident.messages[first.message], first.id, "dee")
    desk.clock.set(desk.at("2026-11-21 03:00"))
    assert list(silences(desk.incident, desk.clock.now())) == []
    assert write_call_sheet(desk.incident, desk.log.deliveries(desk.id), FakeDirectory()).errands == []


def test_until_everything_is_filed_that_an_alert_names_it_goes_on() -> None:
    desk = _leak(_team(dee=(*MAIL, ("agents-chat", "dee"))), cii_involved=True)
    _tick(desk, "2026-11-21 00:05")
    one, another = next(iter(desk.incident.law.alerts.values()))
    desk.do(
        c.FileReport(
            by="ana", obligation=one.split("/")[0], recipient=one.partition("/")[2], reference="7", at=desk.clock.now()
        )
    )
    assert {row.state.value for row in desk.log.deliveries(desk.id)} == {"pending"}
    desk.do(c.RuleOutObligation(by="ana", obligation=another.split("/")[0], because="not ours"))
    assert {row.state.value for row in desk.log.deliveries(desk.id)} == {"cancelled"}
