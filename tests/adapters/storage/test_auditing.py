"""What `incident verify` asks of a log, all at once, over a log that the program itself wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import LiteralString

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.auditing import audit
from incident.adapters.storage.log import StoredLog
from incident.application.actor import Actor
from incident.application.errors import StorageDamaged, StorageTooNew
from incident.application.service import IncidentService
from incident.domain import commands as c
from tests.application.worlds import ANA, World, declare
from tests.contracts.tampering import raw_behind_guards
from tests.fakes import CountingIds


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "incident.db")


@pytest.fixture
def log(place: str) -> Iterator[StoredLog]:
    """A log with one incident and a note."""
    with closing(open_log(place, create=True)) as opened:
        service = _service(opened)
        incident = declare(service).incident.id
        service.execute(incident, c.AddNote(by="ana", text="5xx now 4.1 %"), ANA)
        yield opened


_services = count()


def _service(log: StoredLog) -> IncidentService:
    world, ids = World(), CountingIds(f"s{next(_services)}")
    log.load_targets(world.directory.targets())
    return IncidentService(log=log, clock=world.clock, ids=ids, directory=world.directory, outbox=log)


def test_a_record_that_the_program_wrote_is_intact(log: StoredLog) -> None:
    found, heads = audit(log)
    assert found == []
    assert audit(log, "INC-0001", heads[0].digest) == ([], heads)


@pytest.mark.parametrize(
    ("column", "edit"),
    [
        ("status", "status = 'closed'"),
        ("tier", "tier = 3"),
        ("title", "title = 'All is well'"),
        ("commander", "commander = 'nobody'"),
        ("next_due_at", "next_due_at = NULL"),
        ("steps_done", "steps_done = 1000"),
    ],
)
def test_an_edited_row_of_the_list_shows(log: StoredLog, place: str, column: str, edit: LiteralString) -> None:
    raw_behind_guards(place, "UPDATE incident_summaries SET " + edit)  # noqa: S608  (the edits above)
    (finding,), _ = audit(log)
    assert (finding.code, finding.incident_id, finding.fields) == ("summary-differs", "INC-0001", {"columns": column})


def test_a_printed_head_that_is_nowhere_shows(log: StoredLog) -> None:
    (finding,), _ = audit(log, None, "ab" * 32)
    assert (finding.code, finding.fields) == ("head-unknown", {"head": "ab" * 32})


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        ("type = 'NeverHeardOf'", StorageTooNew),
        ("schema_version = 99", StorageTooNew),
        ("body = '{}'", StorageDamaged),
    ],
)
def test_a_declaration_that_cannot_be_understood_is_no_missing_incident(
    log: StoredLog, place: str, edit: LiteralString, error: type[Exception]
) -> None:
    raw_behind_guards(place, "UPDATE events SET " + edit + " WHERE seq = 1")  # noqa: S608  (the edits above)
    with pytest.raises(error, match=r"."):
        _service(log).load("INC-0001")
    assert "digest" in {finding.code for finding in audit(log)[0]}


def test_a_damaged_runbook_leaves_the_incident_usable(log: StoredLog, place: str) -> None:
    raw_behind_guards(place, "UPDATE contents SET bytes = salt WHERE length(bytes) > 200")
    service = _service(log)
    incident = service.load("INC-0001")
    assert (incident.bundle, str(incident.title) != "") == (None, True)
    outcome = service.execute("INC-0001", c.AddNote(by="ana", text="still here"), Actor(person="ana"), "c-still-here")
    assert outcome.entries
    assert "content-altered" in {finding.code for finding in audit(log)[0]}
