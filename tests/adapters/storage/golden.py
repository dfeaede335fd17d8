"""The golden files: what entries of every version look like, word for word. Written once, never edited.

`python -m tests.adapters.storage.golden` writes the files that are missing, and touches no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from itertools import count
from pathlib import Path

from incident.adapters.storage.bundles import pack
from incident.adapters.storage.codec import StoredEvent, encode
from incident.domain.events import VERSIONS
from incident.domain.exercises.leading import LEAD_VERSIONS
from incident.domain.runbooks.runbook import FORMAT
from tests.contracts.lead_samples import LEAD_EVENTS
from tests.contracts.samples import BUNDLE, EVENTS

__all__ = ["BUNDLES", "EVENT_FILES", "GOLDEN", "LEAD_FILES"]

GOLDEN = Path(__file__).parents[2] / "golden"
EVENT_FILES = GOLDEN / "events"
BUNDLES = GOLDEN / "bundles"
LEAD_FILES = GOLDEN / "leading"
"""What those who lead an exercise write."""


def _salts(name: str) -> Callable[[], bytes]:
    numbers = count()
    return lambda: hashlib.sha256(f"{name} {next(numbers)}".encode()).digest()[:16]


def _text_of(name: str, version: int, stored: StoredEvent) -> str:
    contents = [{"id": one.content_id, "salt": one.salt.hex(), "text": one.data.decode()} for one in stored.contents]
    golden = {"type": name, "version": version, "body": stored.body, "contents": contents}
    return json.dumps(golden, indent=2, ensure_ascii=False) + "\n"


def _write_missing() -> None:
    for name, version in VERSIONS.items():
        file = EVENT_FILES / f"{name}.v{version}.json"
        if not file.exists():
            stored = encode(EVENTS[name, version], _salts(name))
            file.write_text(_text_of(name, version, stored), encoding="utf-8")
    for name, version in LEAD_VERSIONS.items():
        file = LEAD_FILES / f"{name}.v{version}.json"
        if not file.exists():
            stored = encode(LEAD_EVENTS[name], _salts(name), LEAD_VERSIONS)
            file.write_text(_text_of(name, version, stored), encoding="utf-8")
    bundle = BUNDLES / f"bundle.v{FORMAT}.json"
    if not bundle.exists():
        bundle.write_bytes(pack(BUNDLE) + b"\n")


if __name__ == "__main__":
    _write_missing()
