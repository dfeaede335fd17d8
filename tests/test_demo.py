"""The demonstration's workspace: the first that a newcomer sees has nothing to mend, and nothing of it is left."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from incident.application.messages.reach import unreached_audiences
from incident.bootstrap.assembly import Program
from incident.cli.stopping import Stopped
from incident.demo.running import play_whole
from incident.demo.workspace import write_workspace
from incident.i18n import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_demonstration_every_audience_of_every_shipped_runbook_can_be_reached(
    tmp_path: Path, language: str
) -> None:
    write_workspace(
        tmp_path, language, "lin", hook_url="http://127.0.0.1:9/", mail_port=9, since=date.fromisoformat("2026-11-16")
    )
    now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    with closing(Program(tmp_path)) as program:
        outlines = [offer.outline for offer in program.library.every()]
        assert len(outlines) > 1
        assert {
            outline.id: unreached
            for outline in outlines
            if outline and (unreached := unreached_audiences(outline, program.directory, now))
        } == {}


def test_a_signal_that_comes_as_the_folder_is_made_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = os.mkdir

    def stopped(place: str, mode: int = 0o777) -> None:
        make(place, mode)
        raise Stopped(signal.SIGTERM)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("os.mkdir", stopped)
    with pytest.raises(Stopped):
        play_whole("en", lambda folder, clock: Program(folder, clock=clock), "lin")
    assert list(tmp_path.iterdir()) == []
