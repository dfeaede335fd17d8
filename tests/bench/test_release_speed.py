"""One message to a great many people: what its release costs grows with them, and no faster."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from time import perf_counter

import pytest

from incident.adapters.storage.opening import open_log
from incident.application.actor import Actor
from incident.application.ports import Person, Recipient
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from tests.application.test_telling import agents
from tests.bench.rounds import quiet, ratio
from tests.bundles import a_bundle
from tests.fakes import CountingIds, FakeClock

pytestmark = pytest.mark.bench

MANY, FEW = 10_000, 1_000
OVER_LINEAR = 1.5
ANA = Actor(person="ana")


def test_a_release_to_ten_thousand_takes_ten_times_what_one_to_a_thousand_takes(tmp_path: Path) -> None:
    runs = count()

    def released(size: int) -> float:
        told = [
            Recipient(name=f"Person {n}", target_id="mail", address=f"p{n}@example.org", language="en", person=f"p{n}")
            for n in range(size)
        ]
        people = tuple(Person(id=each.person, name=each.name, language="en") for each in told)
        directory = agents(*told, people=people)
        log = open_log(str(tmp_path / f"{next(runs)}.db"), create=True)
        log.load_targets(directory.targets())
        service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds(), directory=directory, outbox=log)
        order = c.DeclareIncident(by="ana", title="Chat is down", tier=Tier.SERIOUS, bundle=a_bundle())
        incident = service.declare(order, ANA).incident.id
        start = perf_counter()
        service.execute(incident, c.CompleteStep(by="ana", step="agents"), ANA)
        taken = perf_counter() - start
        assert log.waiting()[0] == size
        log.close()
        return taken

    times = quiet(3, {"many": lambda: released(MANY), "few": lambda: released(FEW)})
    print(f"\n{MANY} recipients released in {times['many']:.2f} s")  # noqa: T201 - a bench reports
    assert ratio("a release to 10,000 beside one to 1,000", times["many"], times["few"]) <= OVER_LINEAR * MANY / FEW
