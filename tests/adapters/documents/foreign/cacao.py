"""Small playbooks of our own, one shape each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from incident.adapters.documents.foreign.importer import Imported, import_document
from incident.adapters.documents.reading.nodes import Plain, plain
from incident.adapters.documents.reading.sources import Source, open_source
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.runbooks.compiler import compile_sources
from incident.adapters.documents.runbooks.others import NO_OTHERS, Others
from incident.domain.runbooks.runbook import Bundle

__all__ = ["Steps", "action", "compiled", "document", "imported", "playbook", "start", "told", "written"]

Steps = dict[str, dict[str, object]]


def playbook(steps: Steps, **keys: object) -> dict[str, object]:
    """A playbook that begins with the step `start`."""
    head: dict[str, object] = {"type": "playbook", "spec_version": "cacao-2.0", "id": "playbook--1", "name": "Small"}
    return {**head, "workflow_start": "start", "workflow": steps, **keys}


def start(following: str) -> dict[str, object]:
    """The step where the work begins."""
    return {"type": "start", "on_completion": following}


def action(name: str, following: str, **keys: object) -> dict[str, object]:
    """A step that a person works."""
    commands = [{"type": "manual", "command": f"Do {name}"}]
    return {"type": "action", "name": name, "commands": commands, "on_completion": following, **keys}


def written(folder: Path, content: Mapping[str, object] | str | bytes, name: str = "small.json") -> Path:
    """A file with that content."""
    path = folder / name
    text = content if isinstance(content, str | bytes) else json.dumps(content, indent=1)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def imported(folder: Path, content: Mapping[str, object] | str | bytes, name: str = "small.json") -> Imported:
    """What the import makes of that content."""
    return import_document(written(folder, content, name))


def compiled(folder: Path, made: Imported, templates: list[Source] | None = None, others: Others = NO_OTHERS) -> Bundle:
    """The bundle that the imported text says, read from a file as any other."""
    path = folder / "imported.yaml"
    path.write_text(made.text, "utf-8")
    return compile_sources([open_source(path)], templates or [], others)


def document(made: Imported) -> dict[str, Plain]:
    """The imported text as plain values."""
    found = plain(parse(made.text.encode(), "imported.yaml"))
    assert isinstance(found, dict)
    return found


def told(made: Imported, rule: str) -> list[str]:
    """The warnings of one kind."""
    return [problem.message for problem in made.warnings if problem.rule == rule]
