"""The numbers of a report are a function of the log: the same log gives the same bytes on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from incident.adapters.storage import codec, open_log
from incident.adapters.storage.log import StoredLog
from incident.application.review import load_review, review_as_json
from incident.cli.output import as_json
from tests.scenarios.exercise_play import Play
from tests.scenarios.test_three_exercises import PROVIDER


def _salted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same salts in the same order, so that the digests of both logs are the same too."""
    numbers = count()
    salts: Iterator[bytes] = (sha256(str(number).encode()).digest() for number in numbers)
    monkeypatch.setattr(codec, "os", SimpleNamespace(urandom=lambda length: next(salts)[:length]))


def _written(log: StoredLog) -> str:
    play = Play(log, "exercise.provider-down")
    play.play(PROVIDER, 120)
    found = load_review(log, log, play.id)
    return as_json(review_as_json(found.changed(exercise=play.leading.results(play.id))))


@pytest.mark.slow
@pytest.mark.postgres
def test_the_same_log_gives_the_same_report_to_the_byte_on_both_databases(
    tmp_path: Path, postgres_log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _salted(monkeypatch)
    with closing(open_log(tmp_path / "log.db", create=True)) as file:
        first = _written(file)
    _salted(monkeypatch)
    with closing(open_log(postgres_log)) as server:
        second = _written(server)
    assert first.count('"digest"') > 30
    assert first.encode() == second.encode()
