"""What was written once is read for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import pytest

from incident.adapters.storage.bundles import NewerFormatError, pack, unpack
from incident.adapters.storage.codec import Content, EventDecoder, encode
from incident.adapters.storage.digest import START, AttemptRow, EventRow, attempt_digest, chain_digest, event_digest
from incident.adapters.storage.entries import EntryRow, opened
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.events import (
    EVENT_TYPES,
    VERSIONS,
    Event,
    IncidentDeclared,
    NoteAdded,
    Recorded,
    RoleAssigned,
    UnknownEvent,
)
from incident.domain.runbooks.runbook import FORMAT
from tests.adapters.storage.golden import BUNDLES, EVENT_FILES
from tests.contracts.batches import note
from tests.contracts.samples import BUNDLE, EVENTS
from tests.contracts.samples import BUNDLES as FORMATS

FILES = sorted(EVENT_FILES.glob("*.json"))


def _decoded(golden: dict[str, Any]) -> object:
    words = {one["id"]: one["text"].encode() for one in golden["contents"]}
    return read(golden["type"], golden["version"], golden["body"], words)


def read(
    name: str,
    version: int,
    body: str,
    words: Mapping[str, bytes] | None = None,
    decoder: EventDecoder | None = None,
) -> Event:
    with (decoder or EventDecoder()).reading(words or {}) as decode:
        return decode(name, version, body)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_entry_still_means_what_it_meant(file: Path) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    assert file.name == f"{golden['type']}.v{golden['version']}.json"
    assert _decoded(golden) == EVENTS[golden["type"], golden["version"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_content_is_named_by_its_salted_digest(file: Path) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    for one in golden["contents"]:
        assert hashlib.sha256(bytes.fromhex(one["salt"]) + one["text"].encode()).hexdigest() == one["id"]
        assert one["id"] in golden["body"]


def test_every_version_ever_written_has_its_golden_file() -> None:
    expected = {f"{name}.v{version}" for name in EVENT_TYPES for version in range(1, VERSIONS[name] + 1)}
    assert {file.stem for file in FILES} == expected


def test_every_format_of_the_compiled_runbook_has_its_golden_file() -> None:
    assert {file.stem for file in BUNDLES.glob("*.json")} == {f"bundle.v{n}" for n in range(1, FORMAT + 1)}


@pytest.mark.parametrize("file", sorted(BUNDLES.glob("*.json")), ids=lambda file: file.stem)
def test_a_golden_bundle_is_still_the_same_runbook(file: Path) -> None:
    assert unpack(file.read_bytes()) == FORMATS[int(file.stem.removeprefix("bundle.v"))]


def test_what_is_written_today_is_what_the_golden_files_hold() -> None:
    """A field added without a new version would change bodies under old digests' readers."""
    for name, version in VERSIONS.items():
        golden = json.loads((EVENT_FILES / f"{name}.v{version}.json").read_text(encoding="utf-8"))
        written = json.loads(encode(EVENTS[name, version]).body)
        assert shape(written) == shape(json.loads(golden["body"])), name
    assert json.loads(pack(BUNDLE)) == json.loads((BUNDLES / f"bundle.v{FORMAT}.json").read_bytes())


def shape(body: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """The body with its salted digests made equal."""
    if isinstance(body, dict):
        return {key: shape(value) for key, value in body.items()}
    if isinstance(body, list):
        return [shape(value) for value in body]
    return "content" if isinstance(body, str) and len(body) == 64 and body != "0" * 64 else body


def test_older_entries_are_brought_up_step_by_step() -> None:
    """Synthetic: `who` became `holder` in version 2 and `person` in version 3, which added `role`."""
    steps = {
        ("RoleAssigned", 1): lambda body: {"holder": body["who"]},
        ("RoleAssigned", 2): lambda body: {"person": body["holder"], "role": "commander"},
    }
    decoder = EventDecoder(upcasts=steps, versions={"RoleAssigned": 3})
    assert read("RoleAssigned", 1, '{"who":"ann"}', decoder=decoder) == RoleAssigned(role="commander", person="ann")
    assert read("RoleAssigned", 2, '{"holder":"bo"}', decoder=decoder) == RoleAssigned(role="commander", person="bo")


def test_older_bundles_are_brought_up_step_by_step() -> None:
    """Synthetic: today's format called the owner `keeper`; the next one does no more."""
    old = json.loads(pack(BUNDLE))
    old["runbook"]["keeper"] = old["runbook"].pop("owner")

    def step(bundle: dict[str, Any]) -> dict[str, Any]:
        runbook = bundle["runbook"]
        return bundle | {"runbook": runbook | {"owner": runbook["keeper"], "format": FORMAT + 1}}

    bundle = unpack(msgspec.json.encode(old), upcasts={FORMAT: step}, today=FORMAT + 1)
    assert (bundle.runbook.owner, bundle.runbook.format) == ("duty-manager", FORMAT + 1)


@pytest.mark.parametrize(
    ("name", "version", "body"),
    [
        ("NeverHeardOf", 1, "{}"),
        ("NoteAdded", 99, '{"kind":"F"}'),
        ("NoteAdded", 1, '{"kind":"?"}'),
        ("NoteAdded", 1, ""),
    ],
    ids=["type", "version", "value", "damage"],
)
def test_what_this_program_does_not_understand_is_kept_as_unknown(name: str, version: int, body: str) -> None:
    assert read(name, version, body) == UnknownEvent(type=name, version=version, body=body)


def test_an_unknown_event_is_not_written_again() -> None:
    with pytest.raises(TypeError):
        encode(UnknownEvent(type="NeverHeardOf", version=1, body="{}"))


@pytest.mark.parametrize("damage", ["newer", "cut", "other", "no text", "deep"])
def test_a_declaration_stands_although_its_runbook_cannot_be_read(damage: str) -> None:
    newer = pack(BUNDLE).replace(b'"format":%d' % FORMAT, b'"format":99')
    with pytest.raises(NewerFormatError):
        unpack(newer)
    data = {
        "newer": newer,
        "cut": newer[:40],
        "other": b'{"runbook":{"format":1}}',
        "no text": b"\xff\xfe",
        "deep": b"[" * 100_000,
    }[damage]
    stored = encode(EVENTS["IncidentDeclared", 1])
    words = {one.content_id: data if one.data.startswith(b"{") else one.data for one in stored.contents}
    event = read(stored.type, stored.version, stored.body, words)
    assert isinstance(event, IncidentDeclared)
    assert (event.bundle.bundle, str(event.title)) == (None, "Payments fail · 支付失败")


def test_erased_texts_come_back_without_words_and_with_their_digests() -> None:
    stored = encode(EVENTS["IncidentDeclared", 1])
    event = read(stored.type, stored.version, stored.body)
    assert isinstance(event, IncidentDeclared)
    assert (event.title.words, event.bundle.bundle) == (None, None)
    assert {event.title.content_id, event.bundle.content_id} <= {one.content_id for one in stored.contents}
    assert encode(event).body == stored.body


def test_a_body_holds_no_words() -> None:
    stored = encode(note("call 555-0100"), lambda: b"0123456789abcdef")
    (content,) = stored.contents
    assert "555" not in stored.body
    assert content == Content(
        content_id=hashlib.sha256(b"0123456789abcdef" + b"call 555-0100").hexdigest(),
        salt=b"0123456789abcdef",
        data=b"call 555-0100",
    )


def test_salts_are_random_and_long_enough() -> None:
    salts = {encode(note()).contents[0].salt for _ in range(10)}
    assert len(salts) == 10
    assert {len(salt) for salt in salts} == {16}


def test_only_the_two_kinds_of_content_are_set_aside() -> None:
    with pytest.raises(TypeError):
        encode(NoteAdded(kind=note().kind, text=object()))  # type: ignore[arg-type]  # the point of the test
    assert encode(NoteAdded(kind=note().kind, text=FreeText(None, "f" * 64))).contents == ()
    assert PinnedBundle(None) == PinnedBundle(None)


def test_the_digest_of_an_entry_is_frozen() -> None:
    row = EventRow(
        incident_id="INC-0001",
        seq=1,
        event_id="e1",
        type="NoteAdded",
        schema_version=1,
        actor="ann",
        on_behalf_of=None,
        occurred_at=1,
        recorded_at=2,
        body='{"text":"汉"}',
        command_id="c1",
    )
    by_hand = (
        b"incident event 1\n"
        + bytes(32)
        + b"8:INC-00011:12:e19:NoteAdded1:13:ann-1:11:2"
        + '14:{"text":"汉"}2:c1'.encode()
    )
    assert event_digest(START, row) == hashlib.sha256(by_hand).hexdigest()
    assert event_digest(START, row.changed(on_behalf_of="")) != event_digest(START, row)
    attempt = AttemptRow(
        outbox_id="d1",
        n=1,
        fence=2,
        started_at=3,
        ended_at=4,
        result="delivered",
        assurance=None,
        status=250,
        provider_code="",
        provider_id="<1@x>",
        retry_after=None,
        detail_digest="ab",
    )
    of_attempt = b"incident attempt 1\n" + bytes(32) + b"2:d11:11:21:31:49:delivered-3:2500:5:<1@x>-2:ab"
    assert attempt_digest(START, attempt) == hashlib.sha256(of_attempt).hexdigest()
    chain = b"incident workspace 1\n" + bytes(32) + b"1:16:opened8:INC-00012:ab"
    assert chain_digest(START, 1, "opened", "INC-0001", "ab") == hashlib.sha256(chain).hexdigest()


def test_an_entry_that_is_read_has_every_field() -> None:
    """Entries are built slot by slot; a field added to `Recorded` must be built too."""
    row: EntryRow = ("INC-0001", 1, "e1", "StepSensed", 1, "ann", "bo", 1, 2, '{"step":"s"}', "d" * 64)
    (entry,) = opened([row], {}, EventDecoder())
    assert entry == Recorded(**{field.name: getattr(entry, field.name) for field in fields(Recorded)})
