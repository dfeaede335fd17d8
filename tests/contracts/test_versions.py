"""A database of every version that the migrations ever left is one that `verify` finds nothing wrong with."""

from __future__ import annotations

from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from incident.adapters.storage import open_log
from incident.adapters.storage.migrations import migrations, readers_left
from tests.contracts.tampering import raw

_SOUND = {"sqlite": 3, "postgres": 7}
"""The migration of each dialect since which every table and guard stands; of before, what is lacking is told."""
_PLACES = [
    pytest.param(dialect, number, marks=[pytest.mark.postgres] if dialect == "postgres" else [])
    for dialect, first in _SOUND.items()
    for number, _ in migrations(dialect)
    if number >= first
]


@pytest.fixture
def place(dialect: str, number: int, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that has had the migrations up to that one."""
    had = [each for each in migrations(dialect) if each[0] <= number]
    with pytest.MonkeyPatch.context() as before:
        opening = import_module(f"incident.adapters.storage.{dialect}.opening")
        before.setattr(opening, "migrations", lambda _dialect: had)
        made = request.getfixturevalue("postgres_url") if dialect == "postgres" else str(tmp_path / "log.db")
        open_log(made, create=True).close()
    return made


@pytest.mark.parametrize(("dialect", "number"), _PLACES)
def test_a_database_as_a_migration_left_it_is_sound(place: str, dialect: str, number: int) -> None:
    stands = raw(place, "SELECT schema_version, min_reader FROM meta")
    assert list(stands) == [(number, readers_left(dialect)[number])]
    with closing(open_log(place)) as log:
        assert log.verify() == []


@pytest.mark.parametrize(("dialect", "number"), _PLACES)
def test_another_reader_than_the_migration_left_shows(place: str, dialect: str, number: int) -> None:
    reader = readers_left(dialect)[number]
    raw(place, "UPDATE meta SET min_reader = min_reader - 1")
    with closing(open_log(place)) as log:
        (found,) = log.verify()
    assert (found.code, found.fields["said"]) == ("version-other", f"{number}/{reader - 1}")
    assert found.fields["built"] == f"{number}/{reader}"
