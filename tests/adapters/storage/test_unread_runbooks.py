"""A note needs no runbook; reading it would be a tenth of what the command takes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from incident.adapters.storage import bundles, open_log
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import NoteKind
from incident.domain.grading.tiers import Tier
from tests.application.worlds import ANA, OUTAGE
from tests.fakes import CountingIds, FakeClock, a_team


class ReadError(Exception):
    """Somebody looked at the runbook."""


@pytest.mark.parametrize(
    ("command", "reads"),
    [
        (c.AddNote(by="ana", kind=NoteKind.FACT, text="warm the caches"), False),
        (c.AddNote(by="ana", kind=NoteKind.FACT, text="warm the caches", step="a"), True),
        (c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"), True),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, c.Command) else "",
)
def test_only_what_needs_the_runbook_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, command: c.Command, reads: bool
) -> None:
    with closing(open_log(tmp_path / "incident.db", create=True)) as log:
        clock, ids = FakeClock(), CountingIds()

        def service() -> IncidentService:
            return IncidentService(log=log, clock=clock, ids=ids, directory=a_team())

        declare = c.DeclareIncident(by="ana", title="Voice is down", tier=Tier.SERIOUS, bundle=OUTAGE)
        name = service().declare(declare, ANA).incident.id

        def read(*_: object, **__: object) -> None:
            raise ReadError

        monkeypatch.setattr(bundles, "unpack", read)
        if reads:
            with pytest.raises(ReadError):
                service().execute(name, command, ANA)
        else:
            assert len(service().execute(name, command, ANA).entries) == 1
