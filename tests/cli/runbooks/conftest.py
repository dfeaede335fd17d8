"""A workspace on disk, and the command line over it as a user has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from incident import i18n
from incident.bootstrap.wired import Wired
from incident.cli.main import run
from tests.runs import Ran


class Desk:
    """Runs commands in a workspace."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch

    def __call__(self, *words: str, typed: str | None = None) -> Ran:
        """`typed` is what the person at the terminal types; None where nobody is there."""
        self._capture.readouterr()
        self._patch.setattr("sys.stdin", io.StringIO(typed or ""))
        code = run(words, Wired(), at_terminal=typed is not None)
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Ran(code=code, out=out, err=err)

    def done(self, *words: str, typed: str | None = None) -> Ran:
        ran = self(*words, typed=typed)
        assert ran.code == 0, ran.err
        return ran

    def new(self, *words: str) -> str:
        """Begin a runbook from the line; its id."""
        given = ("--title", "Card payments fail", "--family", "service-outage", "--when", "Customers cannot pay")
        made = self.done("runbook", "new", *given, "--owner", "duty-manager", "--tier-1", "5%", *words, "--json")
        name: str = made.json["id"]
        return name


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled documents are kept: a shipped runbook that one test has looked at is compiled for all."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def desk(
    tmp_path: Path, compiled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    folder = tmp_path / "night desk 夜班"
    for name, value in {
        "COLUMNS": "81",
        "INCIDENT_LOGIN": "ana",
        "INCIDENT_LANG": "en",
        "XDG_CACHE_HOME": str(compiled),
        "INCIDENT_HOME": str(folder),
    }.items():
        monkeypatch.setenv(name, value)
    made = Desk(folder, capsys, monkeypatch)
    made.done("init", str(folder))
    yield made
    i18n.use("en")
