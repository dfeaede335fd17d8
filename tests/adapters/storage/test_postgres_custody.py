"""A database that pg_restore put somewhere else sends nothing before a person confirms it."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from incident.adapters.storage import open_log
from incident.application.errors import ServerKeeps
from incident.application.ports import DeliveryState
from incident.bootstrap.assembly import Program
from incident.bootstrap.keeping import backed_up, restored
from tests.contracts.batches import NOW, a_delivery
from tests.contracts.tampering import raw
from tests.deliveries import enqueue
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres

LEASE = timedelta(seconds=30)


@pytest.fixture
def elsewhere(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.fresh_database() as url:
        yield url


def dumped(url: str, file: Path) -> Path:
    subprocess.run(["pg_dump", "--format=custom", f"--file={file}", url], check=True, capture_output=True)
    return file


def test_a_database_that_was_put_back_elsewhere_waits_for_a_person(
    postgres_url: str, elsewhere: str, tmp_path: Path
) -> None:
    with closing(open_log(postgres_url, create=True)) as log:
        enqueue(log, log, a_delivery("d1"))
        assert log.unconfirmed() is None
        name = log.instance_id()
    file = dumped(postgres_url, tmp_path / "log.dump")
    subprocess.run(["pg_restore", f"--dbname={elsewhere}", file], check=True, capture_output=True)
    with closing(open_log(elsewhere)) as log:
        assert log.unconfirmed() is not None
        assert log.instance_id() != name
        assert log.claim("worker", NOW, LEASE, 9) == []
        with pytest.raises(psycopg.errors.RestrictViolation):
            raw(elsewhere, "UPDATE outbox SET state = 'sending', owner = 'w', lease_until = 1, fence = 1, tries = 1")
        assert log.confirm("ana", NOW) == 1
        assert [each.state for each in log.deliveries("INC-0001")] == [DeliveryState.UNKNOWN]
        assert log.unconfirmed() is None
        assert log.instance_id() not in ("", name)
        assert log.verify() == []
    with closing(open_log(postgres_url)) as log:
        assert len(log.claim("worker", NOW, LEASE, 9)) == 1


def test_a_database_that_was_put_back_over_itself_waits_too(postgres_url: str, tmp_path: Path) -> None:
    open_log(postgres_url, create=True).close()
    file = dumped(postgres_url, tmp_path / "log.dump")
    line = ["pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={postgres_url}", str(file)]
    subprocess.run(line, check=True, capture_output=True)
    with closing(open_log(postgres_url)) as log:
        assert log.unconfirmed() is not None
        log.confirm("ana", NOW)
        assert log.unconfirmed() is None


def test_a_person_without_the_rights_of_an_owner_confirms_it(postgres_url: str, elsewhere: str, tmp_path: Path) -> None:
    with closing(open_log(postgres_url, create=True)) as log:
        enqueue(log, log, a_delivery("d1"))
    file = dumped(postgres_url, tmp_path / "log.dump")
    subprocess.run(["pg_restore", f"--dbname={elsewhere}", file], check=True, capture_output=True)
    login = f"bo_{secrets.token_hex(4)}"
    raw(elsewhere, f"CREATE ROLE {login} LOGIN PASSWORD 'x'", f"GRANT incident_app TO {login}")
    place = psycopg.conninfo.conninfo_to_dict(elsewhere)
    try:
        with closing(open_log(f"postgresql://{login}:x@{place['host']}:{place['port']}/{place['dbname']}")) as log:
            assert log.claim("worker", NOW, LEASE, 9) == []
            assert log.confirm("bo", NOW) == 1
            assert log.unconfirmed() is None
    finally:
        raw(elsewhere, f"DROP ROLE {login}")


def test_the_line_to_type_is_said_without_what_lets_one_in(postgres_url: str, tmp_path: Path) -> None:
    program = Program(tmp_path, database=postgres_url)
    with pytest.raises(ServerKeeps) as refused:
        backed_up(program, "my log.dump", "ana", replace=False)
    said = str(refused.value.fields["command"])
    assert said.startswith("pg_dump --host=127.0.0.1 --port=")
    assert said.endswith("--format=custom '--file=my log.dump'")
    password = psycopg.conninfo.conninfo_to_dict(postgres_url)["password"]
    assert str(password) not in said
    with pytest.raises(ServerKeeps) as refused:
        restored(program, "log.dump", "ana", lose=0)
    assert str(refused.value.fields["command"]).startswith("pg_restore --host=127.0.0.1")
