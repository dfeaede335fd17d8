"""A file that runs another, taken into a workspace that has that other."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.documents.foreign.cacao import action, playbook, start, written
from tests.cli.runbooks.conftest import Desk

OTHER = "playbook--11111111-1111-4111-8111-111111111111"


def test_what_a_playbook_runs_is_found_once_it_was_imported(desk: Desk, tmp_path: Path) -> None:
    end: dict[str, object] = {"type": "end"}
    run: dict[str, object] = {"type": "playbook-action", "name": "Leak", "playbook_id": OTHER, "on_completion": "end"}
    main = written(tmp_path, playbook({"start": start("p"), "p": run, "end": end}, name="Main"), "main.json")
    other = playbook({"start": start("a"), "a": action("Look", "end"), "end": end}, id=OTHER, name="Other")

    lost = desk.done("runbook", "import", str(main))
    assert "which the library lacks" in lost.err
    desk.done("runbook", "import", str(written(tmp_path, other, "other.json")))
    found = desk.done("runbook", "import", str(main), "--replace")
    assert "which the library lacks" not in found.err
    (step,) = [
        each
        for each in json.loads(desk.done("runbook", "export", "imported.main", "--format", "cacao").out)[
            "workflow"
        ].values()
        if each["type"] == "playbook-action"
    ]
    assert step["name"] == "RUNBOOK: Leak"
