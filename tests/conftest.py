"""What every test may ask for: translations that fit the sources, and a PostgreSQL."""

from __future__ import annotations

import os
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import NoPostgresError, PostgresServer, running_postgres

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Compile stale catalogues before the first import of a test can read them."""
    runpy.run_path(str(CHECKOUT / ".ci/compile_catalogues.py"))["compile_catalogues"](CHECKOUT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, so that `-m "not postgres"` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and "postgres_server" in item.fixturenames:
            item.add_marker("postgres")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL; skipped where there is none, unless INCIDENT_REQUIRE_POSTGRES=1 makes that a failure."""
    try:
        with running_postgres() as server:
            yield server
    except NoPostgresError as reason:
        if os.environ.get("INCIDENT_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"PostgreSQL is required here, but {reason}", pytrace=False)
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, empty database, as superuser."""
    with postgres_server.fresh_database() as url:
        yield url
