"""Whose silence is said: everybody's who was asked and is still waited for, whoever else is left out on purpose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain.events import Rung
from incident.domain.messages.escalating import silences
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, at, plan, step


def asked() -> Walk:
    """Osei and Kim are told first, Vale once neither has answered."""
    here = Walk(plan([step("tell", Verb.TELL, audience="agents", template="first"), step("b")]))
    here.done("tell", by="ann", clock="02:45")
    here.delivered("M1", "02:45")
    rungs = [
        Rung(delivery=who, who=who, way="sms", chains=chains, due_at=at("02:45") + timedelta(minutes=after))
        for who, chains, after in (("osei", ("osei",), 0), ("kim", ("kim",), 0), ("vale", ("osei", "kim"), 3))
    ]
    message = here.incident.messages["M1"].changed(rungs=tuple(rungs))
    here.incident = here.incident.changed(messages={"M1": message})
    return here


@pytest.mark.parametrize(
    ("left_out", "silent"),
    [
        ((), [("osei", "kim", "vale")]),
        (("kim",), [("osei", "vale")]),
        (("kim", "osei"), []),
    ],
)
def test_who_is_left_out_hides_nobody_elses_silence(left_out: tuple[str, ...], silent: list[tuple[str, ...]]) -> None:
    here = asked()
    for who in left_out:
        here.do(c.LeaveOut(by="ann", audience="agents", who=who, because="asleep"), "02:46")
    assert [each.people for each in silences(here.incident, at("03:30"))] == silent


def test_one_answer_ends_the_silence_of_all() -> None:
    here = asked()
    here.do(c.AcknowledgeMessage(by="vale", message="M1"), "02:50")
    assert list(silences(here.incident, at("03:30"))) == []
