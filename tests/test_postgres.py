from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.postgres import NoPostgresError, PostgresServer, running_postgres


def test_each_test_gets_an_empty_database_of_its_own(postgres_server: PostgresServer) -> None:
    with postgres_server.fresh_database() as mine, postgres_server.fresh_database() as yours:
        with psycopg.connect(mine) as connection:
            connection.execute("CREATE TABLE notes (text text)")
        with psycopg.connect(yours) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == []


def test_the_server_is_new_enough_and_not_run_by_root(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.info.server_version >= 150000
        folder = connection.execute("SHOW data_directory").fetchone()
    assert folder is not None
    assert Path(folder[0]).stat().st_uid != 0


def test_nobody_enters_without_the_password(postgres_server: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://incident_test:wrong@127.0.0.1:{postgres_server.port}/postgres")


def test_a_database_in_use_is_dropped_all_the_same(postgres_server: PostgresServer) -> None:
    with postgres_server.fresh_database() as url:
        left_open = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError), left_open:
        left_open.execute("SELECT 1")


def test_a_machine_without_postgresql_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 9999)
    with pytest.raises(NoPostgresError, match="no PostgreSQL of version 9999 or later"), running_postgres():
        pass
