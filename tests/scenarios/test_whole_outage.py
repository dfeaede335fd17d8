"""One whole outage on the shipped runbook, in both languages: clock in, timeline out.

The same play as `incident demo --play`, on the log in memory and on SQLite, with
a clock that only moves when the play says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.ports import Recipient
from incident.application.service import IncidentService
from incident.application.services import Services
from incident.application.summarising import summary_of_log
from incident.demo.play import RAISED_AFTER, Play
from incident.domain import events as e
from incident.domain.evolve import fold
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident, Status
from incident.i18n import LANGUAGES
from incident.shipped import library_root
from tests.fakes import CountingIds, FakeClock, a_team


class MovingClock(FakeClock):
    """A clock that the play moves."""

    def advance(self, by: timedelta) -> None:
        self.set(self.now() + by)


@dataclass
class Told:
    """What the play said, and the world it left."""

    incident: Incident
    log: MemoryLog | StoredLog


def play(log: MemoryLog | StoredLog, language: str) -> Told:
    directory = a_team()
    directory.audiences = {
        audience: (Recipient(name=audience, target_id="status-page", address="", language=language),)
        for audience in ("agents", "executives", "customers", "authority", "media")
    }
    log.load_targets(directory.targets())
    clock = MovingClock()
    service = IncidentService(log=log, clock=clock, ids=CountingIds(), directory=directory)
    services = SimpleNamespace(
        service=service,
        library=YamlLibrary([library_root()]),
        held_to=lambda: None,
        workspace=SimpleNamespace(zone="Asia/Shanghai", contact="1120"),
        dispatcher=SimpleNamespace(drain=lambda _span: None),
    )
    player = Play(cast("Services", services), clock, language, lambda _words: None)
    player.declare()
    return Told(incident=player.walk_to_the_end(), log=log)


@pytest.fixture(scope="module", params=[(kind, language) for kind in ("memory", "sqlite") for language in LANGUAGES])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Played once; what is asked of it afterwards only reads."""
    kind, language = request.param
    place = tmp_path_factory.mktemp("told") / "log.db"
    with closing(MemoryLog() if kind == "memory" else open_log(place, create=True)) as log:
        yield play(log, language)


def test_the_outage_ends_closed_at_the_tier_that_it_was_raised_to(told: Told) -> None:
    assert told.incident.status is Status.CLOSED
    assert told.incident.tier is Tier.MAJOR
    assert told.incident.declared_tier is Tier.SERIOUS


def test_its_log_folds_to_the_state_that_was_lived(told: Told) -> None:
    assert fold(told.incident.id, told.log.read(told.incident.id)) == told.incident


def test_its_summary_rebuilt_from_the_log_is_the_one_written_live(told: Told) -> None:
    assert told.log.rebuild_summaries(summary_of_log) == 0


def test_its_record_verifies(told: Told) -> None:
    assert not told.log.verify()


def test_every_message_released_has_a_delivery_for_each_of_its_recipients(told: Told) -> None:
    released = [r.event.message for r in told.log.read(told.incident.id) if isinstance(r.event, e.MessageReleased)]
    delivered = [delivery.message for delivery in told.log.deliveries(told.incident.id)]
    assert delivered == released
    assert len(released) >= 6


def test_no_message_is_left_with_an_unfilled_placeholder(told: Told) -> None:
    for delivery in told.log.deliveries(told.incident.id):
        assert "${" not in delivery.title + delivery.body


def test_the_raise_adds_the_steps_of_the_graver_tier_and_asks_nothing_again(told: Told) -> None:
    entries = told.log.read(told.incident.id)
    raised = next(r.seq for r in entries if isinstance(r.event, e.TierRaised))
    done = [r.event.step for r in entries if isinstance(r.event, e.StepCompleted)]
    before = {r.event.step for r in entries if isinstance(r.event, e.StepCompleted) and r.seq < raised}
    after = [r.event.step for r in entries if isinstance(r.event, e.StepCompleted) and r.seq > raised]
    assert RAISED_AFTER in before
    assert before.isdisjoint(after)
    assert len(done) == len(set(done))
    assert "executives-tier-1" in after
