"""Pages that went out while the log could not be used, in a file of the person's own: a line each, on disk at once.

Apart from the drafts, which only one person misses: these lines are a part of the record that has no log yet.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from incident.application.errors import FileUnwritable
from incident.application.ports import Page

__all__ = ["FileSpool", "spool_file"]


def spool_file(environment: Mapping[str, str], folder: Path) -> Path:
    """Where the pages of that workspace wait: not beside its log, whose disk may be the one that is full."""
    import hashlib  # here: only a log that cannot be used needs it

    root = environment.get("XDG_STATE_HOME")
    state = Path(root) if root else Path.home() / ".local" / "state"
    name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return state / "incident" / f"pages-{name}.jsonl"


class FileSpool:
    """Implements `incident.application.ports.PageSpool`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, page: Page) -> None:
        self._add(
            {
                "id": page.id,
                "at": page.at.isoformat(),
                "by": page.by,
                "people": list(page.people),
                "text": page.text,
                "came": None if page.came is None else [list(each) for each in page.came],
            }
        )

    def pages(self) -> Sequence[Page]:
        found: dict[str, Page] = {}
        for line in self._lines():
            if "taken" in line:
                found.pop(str(line["taken"]), None)
            else:
                page = _page(line)
                found[page.id] = page
        return list(found.values())

    def taken(self, page_id: str) -> None:
        self._add({"taken": page_id})

    def _lines(self) -> Sequence[Mapping[str, Any]]:
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return ()
        return [json.loads(line) for line in text.splitlines() if line.endswith("}")]  # the last may be half a line

    def _add(self, line: Mapping[str, object]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(number, "ab") as file:
                file.write(f"\n{json.dumps(line, ensure_ascii=False)}\n".encode(errors="replace"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise FileUnwritable(path=str(self._path), detail=str(error)) from error


def _page(line: Mapping[str, Any]) -> Page:
    came = line["came"]
    return Page(
        id=line["id"],
        at=datetime.fromisoformat(line["at"]),
        by=line["by"],
        people=line["people"],
        text=line["text"],
        came=None if came is None else [(person, target, state) for person, target, state in came],
    )
