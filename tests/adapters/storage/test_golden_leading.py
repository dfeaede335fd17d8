"""What those who lead an exercise wrote once is read for ever."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from incident.adapters.storage.codec import encode
from incident.adapters.storage.digest import START, lead_digest
from incident.adapters.storage.leading import lead_decoder
from incident.domain.exercises.leading import LEAD_VERSIONS
from tests.adapters.storage.golden import LEAD_FILES
from tests.adapters.storage.test_golden import shape
from tests.contracts.lead_samples import LEAD_EVENTS

FILES = sorted(LEAD_FILES.glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_entry_still_means_what_it_meant(file: Path) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    words = {one["id"]: one["text"].encode() for one in golden["contents"]}
    for one in golden["contents"]:
        assert hashlib.sha256(bytes.fromhex(one["salt"]) + one["text"].encode()).hexdigest() == one["id"]
        assert one["text"] not in golden["body"]
    with lead_decoder().reading(words) as decode:
        assert decode(golden["type"], golden["version"], golden["body"]) == LEAD_EVENTS[golden["type"]]


def test_every_version_ever_written_has_its_golden_file_and_is_written_so_today() -> None:
    assert {file.stem for file in FILES} == {
        f"{name}.v{n}" for name, version in LEAD_VERSIONS.items() for n in range(1, version + 1)
    }
    for name, version in LEAD_VERSIONS.items():
        golden = json.loads((LEAD_FILES / f"{name}.v{version}.json").read_text(encoding="utf-8"))
        written = json.loads(encode(LEAD_EVENTS[name], versions=LEAD_VERSIONS).body)
        assert shape(written) == shape(json.loads(golden["body"])), name


def test_the_digest_of_an_entry_is_frozen() -> None:
    fields = ("EX-0001", 1, "e1", "InjectHeld", 1, "ann", 1, 2, '{"inject":"汉"}')
    said = b"7:EX-00011:12:e110:InjectHeld1:13:ann1:11:2" + '16:{"inject":"汉"}'.encode()
    assert lead_digest(START, fields) == hashlib.sha256(b"incident lead 1\n" + bytes(32) + said).hexdigest()
