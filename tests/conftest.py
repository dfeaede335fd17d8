"""What every test may ask for: translations that fit the sources, a wheel, a PostgreSQL, and nobody's home."""

from __future__ import annotations

import fcntl
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import NoPostgresError, PostgresServer, running_postgres

CHECKOUT = Path(__file__).resolve().parent.parent
REQUIRE_POSTGRES = "INCIDENT_REQUIRE_POSTGRES"
REQUIRE_CHROMIUM = "INCIDENT_REQUIRE_CHROMIUM"
REQUIRE_PANGO = "INCIDENT_REQUIRE_PANGO"


MEMORY = "/dev/shm"  # noqa: S108  (in it pytest makes a folder for this user only)
ROOM = 4 * 2**30
"""Bytes: a run needs a quarter of it."""


def _hurry() -> None:
    """Keep files in memory where there is room: to make databases on a disk takes most of the time of their tests.

    Whoever sets TMPDIR decides; programs must be allowed to start from there.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    place = os.statvfs(MEMORY)
    if place.f_bavail * place.f_frsize >= ROOM and not place.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"], tempfile.tempdir = MEMORY, None


def pytest_configure(config: pytest.Config) -> None:
    """Before the first import: stale catalogues are compiled, and the person's own settings are out of sight."""
    if config.option.markexpr != "bench":
        _hurry()
    runpy.run_path(str(CHECKOUT / ".ci/compile_catalogues.py"))["compile_catalogues"](CHECKOUT)
    for name in [
        name for name in os.environ if name.startswith("INCIDENT_") and not name.startswith("INCIDENT_REQUIRE_")
    ]:
        del os.environ[name]
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"
    # How long an example takes says how busy the machine is, not whether the claim holds.
    settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("any machine")
    # A runner may have been started with signals ignored (nohup, `&` in a script); its children would inherit that.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes for each core, as half of the time is spent waiting for a program to answer.

    None besides this one where speed is measured and quiet is wanted.
    """
    return 0 if config.option.markexpr == "bench" else 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    """A test that speaks another language leaves none to the next."""
    from incident import i18n  # here: the catalogues are compiled by then

    before = i18n.current()
    yield
    i18n.use(before)


@pytest.fixture(scope="session", autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the data, settings or caches of the person who runs the suite."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home if name == "HOME" else home / name.lower()))
        yield


@dataclass(frozen=True)
class Shared:
    """Folders that whichever of the suite's processes comes first fills, and all of them use."""

    root: Path

    def folder(self, name: str, fill: Callable[[Path], object]) -> Path:
        """The folder of that name, filled; the others wait meanwhile."""
        folder, filled = self.root / name, self.root / f"{name}-filled"
        with (self.root / f"{name}-lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not filled.exists():
                folder.mkdir()
                fill(folder)
                filled.touch()
        return folder


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What is costly to make and is never changed afterwards is made once in a run."""
    own = tmp_path_factory.getbasetemp()
    return Shared(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def wheel(shared: Shared) -> Path:
    """The wheel that this checkout makes, in a folder of its own; needs no network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]

    def build(folder: Path) -> None:
        subprocess.run([*command, folder], cwd=CHECKOUT, check=True, capture_output=True)

    return next(shared.folder("wheel", build).glob("*.whl"))


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
        if os.environ.get(REQUIRE_POSTGRES) == "1":
            pytest.fail(f"PostgreSQL is required here, but {reason}", pytrace=False)
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a fresh, empty database, as superuser."""
    with postgres_server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def _postgres_log(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database with the tables of a new log: making them takes ten times as long as copying them."""
    from incident.adapters.storage import open_log  # here: nothing is imported before `pytest_configure`

    with postgres_server.fresh_database() as url:
        open_log(url, create=True).close()
        yield url.rpartition("/")[2]


@pytest.fixture
def postgres_log(postgres_server: PostgresServer, _postgres_log: str) -> Iterator[str]:
    """The URL of a database with the tables of a new log, and nothing in them."""
    with postgres_server.fresh_database(like=_postgres_log) as url:
        with psycopg.connect(url, autocommit=True) as superuser:  # a copy knows that it is one, and would send nothing
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("UPDATE custody SET place = place_of_log()")
        yield url
