"""The three shipped exercises, played to their end: every number of a result is derived by hand beside the script.

A task is P within its standard, S up to half as long again, M later, U where it was never done and had its time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.exercises.leading import Leading
from incident.application.review.plain import as_plain
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import NoteKind
from incident.domain.exercises.leading import ObservationAdded, ObservationKind, Rating
from incident.domain.exercises.mark import MARK
from incident.domain.grading.tiers import Tier
from tests.fakes import START, CountingIds, FakeClock, a_team
from tests.scenarios.exercise_play import LIBRARY, PLAYER, Play, done

SEEN_AT = START + timedelta(minutes=6)
DECISION = c.AddNote(by=PLAYER, kind=NoteKind.DECISION, text="decided")


def fact(name: str, value: float | str | bool) -> c.Command:  # noqa: FBT001  (a value of a fact)
    return c.RecordFact(by=PLAYER, fact=name, value=value)


def approved(step: str) -> c.Command:
    return c.CompleteStep(by="bo", step=step, approved_by=PLAYER)


def answer(step: str, option: str) -> c.Command:
    return c.AnswerStep(by=PLAYER, step=step, option=option)


PROVIDER: dict[float, list[c.Command]] = {
    3: [done("confirm")],  # 3 of 5
    12: [done("page")],  # 12 of 10, at most 15
    16: [answer("money", "money-unsure")],  # 16 of 30
    18: [fact("affected_customers", 1900), done("scope")],  # 18 of 30, and before the reserve of minute 25
    22: [answer("cause", "provider")],  # 22 of 30; 7 of 15 after the breaker
    24: [done("agents-notice")],  # 24 of 30; 19 of 25 after the calls
    30: [DECISION],  # 20 of 15 after the client
    40: [fact("unclear_payments", 1900)],  # 25 of 15 after the breaker
    45: [done("executives-tier-2")],  # 5 of 10 after the board, which came because nobody had told them by 40
    50: [fact("error_share", 3.0)],  # 20 of 15 after the failover, at most 22.5
    100: [approved("first-update")],  # 100 of 60, more than 90; 40 of 10 after the question
}
VIDEO: dict[float, list[c.Command]] = {
    4: [done("verify")],
    9: [done("capture")],
    15: [done("page")],  # 15 of 15
    19: [done("agents-notice")],  # 14 of 15 after the calls; 9 of 10 after the colleagues
    20: [answer("behind", "behind-unsure")],
    28: [DECISION],  # 8 of 10 after the partner
    33: [done("executives-tier-2")],  # 13 of 15 after the partner
    35: [done("campaigns")],  # 35 of 30, at most 45; 3 of 5 after the post that went out at 32
    42: [c.RaiseTier(by=PLAYER, to=Tier.MAJOR, because="the regulator")],  # 12 of 10, at most 15
    50: [approved("press")],  # 35 of 30, at most 45
    55: [approved("first-update"), answer("authority", "no-report")],  # 55 of 60; 25 of 20
    58: [done("check-claim")],  # 18 of 20 after the new fact
    62: [answer("result", "claim-false")],  # 22 of 25; the reporter comes 5 min later
}
KEY: dict[float, list[c.Command]] = {
    6: [done("aware")],
    14: [done("image"), c.CompleteStep(by="bo", step="image")],  # 14 of 15, with a second person
    22: [DECISION],  # 7 of 15 after the insurer
    24: [done("close-leak"), c.CompleteStep(by="bo", step="close-leak")],  # 24 of 15, more than 22.5
    30: [done("preserve")],  # 30 of 30
    31: [done("executives-2")],  # 31 of 30, at most 45
    35: [done("shortest-clock")],  # 35 of 20, more than 30
    44: [answer("authority", "named")],  # 44 of 45, and before the authority asks
    58: [answer("people", "tell-people")],  # 58 of 60
    60: [fact("people_affected", 150000)],  # 10 of 15 after the new scope
    70: [done("agents")],  # 70 of 60, at most 90; 10 of 10 after the customer
    75: [DECISION],  # 25 of 20 after the new scope
    80: [fact("data_public", True)],  # noqa: FBT003
    85: [c.RaiseTier(by=PLAYER, to=Tier.MAJOR, because="in a forum")],  # 10 of 15 after the forum
}


def played(scenario: str, script: dict[float, list[c.Command]], minutes: int) -> Play:
    play = Play(MemoryLog(), scenario)
    play.play(script, minutes)
    return play


def injects(play: Play) -> list[tuple[int, str, float | None, str]]:
    """Number, how it came, at which minute, what became of its expected actions."""
    return [
        (
            each.number,
            each.way.value,
            None if each.released is None else each.released.total_seconds() / 60,
            " ".join(expected.answer.value for expected in each.expected),
        )
        for each in play.results.injects
    ]


def objectives(play: Play) -> dict[str, str | None]:
    return {each.objective: each.proposed and each.proposed.value for each in play.results.objectives}


def test_the_provider_fails_for_two_hours() -> None:
    play = played("exercise.provider-down", PROVIDER, 120)
    assert play.rated == {
        "confirmed": ("P", 3),
        "team": ("S", 12),
        "scope-known": ("P", 18),
        "money-safe": ("P", 16),
        "cause-found": ("P", 22),
        "failover": ("S", 20),
        "agents-told": ("P", 24),
        "customers-told": ("M", 100),
        "fail-back": ("U", None),
    }
    assert injects(play) == [
        (1, "itself", 0, "met late"),
        (2, "itself", 5, "met"),
        (3, "itself", 10, "late"),
        (4, "itself", 15, "late met"),
        (5, "itself", 20, "person"),
        (6, "not-needed", None, "open"),
        (7, "itself", 30, "late"),
        (8, "itself", 40, "met"),
        (9, "itself", 60, "late"),
        (10, "itself", 90, "missing"),
        (11, "not-come", None, "open"),
    ]
    assert objectives(play) == {"detect": "S", "assess": "P", "reroute": "S", "inform": "M", "return": "U"}


def test_a_video_spreads_for_an_hour_and_a_half() -> None:
    play = played("exercise.video-spreads", VIDEO, 90)
    assert play.rated == {
        "post-verified": ("P", 4),
        "evidence-kept": ("P", 9),
        "led": ("P", 15),
        "campaigns-stopped": ("S", 35),
        "agents-first": ("P", 14),
        "holding": ("P", 55),
        "press-answered": ("S", 35),
        "executives-told": ("P", 13),
        "tier-raised": ("S", 12),
        "claim-checked": ("P", 18),
        "record-corrected": ("-", None),
    }
    assert injects(play) == [
        (1, "itself", 0, "met met"),
        (2, "itself", 5, "met"),
        (3, "itself", 10, "met"),
        (4, "itself", 15, "late"),
        (5, "itself", 20, "met met"),
        (6, "itself", 30, "late late"),
        (7, "itself", 32, "met"),
        (8, "itself", 35, "before"),
        (9, "itself", 40, "met met"),
        (10, "itself", 67, "person"),
        (11, "not-come", None, "open"),
    ]
    assert objectives(play) == {"stand": "P", "voice": "S", "pressure": "S", "truth": "P"}


def test_records_were_read_with_a_stolen_key() -> None:
    play = played("exercise.key-stolen", KEY, 120)
    assert play.rated == {
        "clock-stated": ("P", 6),
        "imaged": ("P", 14),
        "leak-closed": ("M", 24),
        "logs-held": ("P", 30),
        "shortest-known": ("M", 35),
        "reported": ("P", 44),
        "hotline-briefed": ("S", 70),
        "told-decided": ("P", 58),
        "revised": ("P", 10),
        "tier-follows": ("P", 10),
        "executives-know": ("S", 31),
    }
    assert injects(play) == [
        (1, "itself", 0, "late met"),
        (2, "itself", 15, "met"),
        (3, "itself", 20, "met"),
        (4, "not-needed", None, "open"),
        (5, "itself", 50, "met late"),
        (6, "itself", 60, "met"),
        (7, "itself", 75, "met met"),
        (8, "itself", 80, "before"),
        (9, "not-come", None, "open"),
    ]
    assert objectives(play) == {"contain": "M", "law": "M", "people": "S", "lead": "S"}


def test_a_pause_changes_no_number_of_the_results() -> None:
    plain, paused = (Play(MemoryLog(), "exercise.provider-down") for _ in range(2))
    plain.play(PROVIDER, 20)
    stopping, going = c.PauseExercise(by=PLAYER), c.ResumeExercise(by="fay")
    later = {(minute if minute < 8 else minute + 100): acts for minute, acts in PROVIDER.items()}
    paused.play({**later, 7: [stopping], 107: [going]}, 120)
    assert paused.rated == plain.rated
    assert (paused.results.played, paused.results.stood.total_seconds()) == (plain.results.played, 6000)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Play]:
    with closing(open_log(tmp_path / "log.db", create=True)) as log:
        yield Play(log, "exercise.provider-down")


def test_the_same_play_gives_the_same_bytes_on_another_log_and_a_year_later(stored: Play) -> None:
    play = Play(MemoryLog(), "exercise.provider-down")
    for each in (play, stored):
        each.play(PROVIDER, 120)
    first = json.dumps(as_plain(play.results))
    assert json.dumps(as_plain(stored.results)) == first
    clock = FakeClock()
    clock.forward(days=365)
    service = IncidentService(log=stored.log, clock=clock, ids=CountingIds("x"), directory=a_team())
    again = Leading(service, stored.log, stored.log.leading(), CountingIds("y"), Actor(person="fay"))
    assert json.dumps(as_plain(again.results(stored.id))) == first


def test_everything_that_an_exercise_sends_opens_and_closes_with_its_mark(stored: Play) -> None:
    stored.play(PROVIDER, 120)
    deliveries = stored.log.deliveries(stored.id)
    assert {each.target_id for each in deliveries} == {"sandbox"}
    assert len(deliveries) >= 3
    for each in deliveries:
        assert each.title.startswith(MARK)
        assert (each.body.startswith(MARK), each.body.endswith(MARK)) == (True, True)


def test_who_leads_and_plays_in_a_rehearsal_is_named() -> None:
    play = Play(MemoryLog(), "exercise.provider-down", is_solo=True)
    play.play({1: [c.CompleteStep(by="fay", step="confirm")], 2: [done("page")]}, 3)
    assert play.results.both_sides == ("fay",)


def test_a_rating_that_a_person_gave_counts_for_the_objective() -> None:
    play = played("exercise.provider-down", PROVIDER, 120)
    play.leading.rate(play.id, "fail-back", Rating.MAJOR, "written on paper")
    by_task = {each.task: each for each in play.results.tasks}
    assert (by_task["fail-back"].rating, by_task["fail-back"].proposed) == (Rating.MAJOR, Rating.UNABLE)
    assert objectives(play)["return"] == "M"
    assert LIBRARY.bundle("exercise.provider-down").scenario.task("fail-back") is not None


def test_what_a_hand_did_to_the_injects_is_told_apart() -> None:
    play = Play(MemoryLog(), "exercise.provider-down")
    play.leading.release(play.id, "11")
    play.leading.set_aside(play.id, "3", skip=False)
    play.leading.set_aside(play.id, "4", skip=True, because="too hard")
    assert [each[1] for each in injects(play)[:5]] == ["waiting", "waiting", "held", "skipped", "waiting"]
    play.leading.observe(
        play.id, ObservationAdded(kind=ObservationKind.STRENGTH, text=FreeText("calm"), observed_at=SEEN_AT)
    )
    play.play({}, 20)
    assert injects(play)[0] == (1, "itself", 0, "missing missing")
    assert injects(play)[4] == (5, "itself", 20, "person")
    assert injects(play)[6] == (7, "not-reached", None, "open")
    assert injects(play)[10] == (11, "hand", 0, "missing")
    assert (str(play.results.injects[3].because), play.results.injects[3].due) == ("too hard", timedelta(minutes=15))
    assert [(str(each.text), each.at) for each in play.results.observations] == [("calm", timedelta(minutes=6))]
