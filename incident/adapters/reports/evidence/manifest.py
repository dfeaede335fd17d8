"""What stands in an export of evidence: every file with its digest, whose incident it is, and where its record ended.

Nothing in it depends on when or where it is exported: the same record makes the same bytes in the same language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from incident.adapters.reports.evidence import verifier
from incident.adapters.reports.evidence.shape import exhibit_shape, fields
from incident.domain.events import IncidentMode
from incident.domain.evidence import Exhibit
from incident.domain.exercises.mark import MARK
from incident.domain.hashing import sha256
from incident.domain.incident import Incident
from incident.i18n import _
from incident.wording.evidence import custody_lines, hold_words, size_words
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.tiers import mode_of_incident, tier_phrase
from incident.wording.titles import title_of

__all__ = ["FORMAT", "file_of", "manifest"]

FORMAT: Final = "incident-evidence/1"
_LONGEST: Final = 80
NOTHING: Final[Mapping[str, str]] = {}
_HOLD: Final = (
    "id", "because", "set_at", "set_by", "approved_by", "lifted_at", "lifted_by", "lifted_because", "lift_approved_by",
    "set_entered_by", "lifted_entered_by",
)  # fmt: skip


def manifest(
    incident: Incident, head: str, speech: Speech, altered: Mapping[str, str] = NOTHING
) -> Mapping[str, bytes]:
    """Path to bytes of everything in the export but the evidence itself.

    `altered` has the digest of each piece that stands in the log otherwise than it was kept.
    """
    texts = {
        "manifest.txt": "\n".join(_lines(incident, head, speech, altered)).encode() + b"\n",
        "verify.py": Path(verifier.__file__).read_bytes(),
    }
    said = (
        json.dumps(_shape(incident, head, texts, altered), ensure_ascii=False, indent=2, sort_keys=True).encode()
        + b"\n"
    )
    digest = sha256(said).hexdigest()
    return {**texts, verifier.MANIFEST: said, verifier.SUM: f"{digest}  {verifier.MANIFEST}\n".encode()}


def file_of(exhibit: Exhibit) -> str | None:
    """Where the bytes of the piece stand in the export; None where the log has none."""
    if exhibit.erased_at is not None or exhibit.kept_at is not None:
        return None
    name = "".join(char if char.isalnum() or char in "-_." else "_" for char in str(exhibit.name))
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return f"files/{exhibit.id}-{name.strip('.') or '_'}"


def _shape(incident: Incident, head: str, texts: Mapping[str, bytes], altered: Mapping[str, str]) -> dict[str, Any]:
    exhibits = list(incident.evidence.exhibits.values())
    kept = [(path, each) for each in exhibits if (path := file_of(each))]
    files = [
        {"path": path, "sha256": str(each.sha256), "size": each.size, "evidence": each.id, **_found(each, altered)}
        for path, each in kept
    ]
    own = [{"path": path, "sha256": sha256(text).hexdigest(), "size": len(text)} for path, text in texts.items()]
    return {
        "format": FORMAT,
        "id": incident.id,
        "title": incident.title.words,
        "mode": incident.mode.value,
        "mark": MARK if incident.mode is IncidentMode.EXERCISE else None,
        "tier": incident.tier.value,
        "head": {"entry": incident.version, "digest": head},
        "evidence": [{**exhibit_shape(each), "file": file_of(each)} for each in exhibits],
        "holds": [fields(each, *_HOLD) for each in incident.evidence.holds.values()],
        "files": sorted([*files, *own], key=lambda each: str(each["path"])),
    }


def _found(exhibit: Exhibit, altered: Mapping[str, str]) -> dict[str, str]:
    """What is exported, where that is not what was kept: the digest is that of what was kept."""
    return {"altered_before_export": altered[exhibit.id]} if exhibit.id in altered else {}


def _lines(incident: Incident, head: str, speech: Speech, altered: Mapping[str, str]) -> Iterator[str]:
    mark = [MARK] if incident.mode is IncidentMode.EXERCISE else []
    yield from mark
    yield _("Evidence of {incident}: {title} ({mode}), {tier}").format(
        incident=incident.id,
        title=said(title_of(incident)),
        mode=mode_of_incident(incident.mode),
        tier=tier_phrase(incident.tier),
    )
    yield _("Head of the record: entry {seq}, {digest}").format(seq=incident.version, digest=head)
    yield _("To verify: python3 verify.py")
    for exhibit in incident.evidence.exhibits.values():
        yield ""
        yield _("{evidence}  {file}, {size}").format(
            evidence=exhibit.id, file=said(exhibit.name), size=size_words(exhibit.size)
        )
        yield f"    {file_of(exhibit) or '-'}"
        yield f"    SHA-256  {said(exhibit.sha256)}"
        if exhibit.id in altered:
            words = _("NOT WHAT WAS KEPT: it stood in the log otherwise before this export, SHA-256 {digest}")
            yield "    " + words.format(digest=altered[exhibit.id])
        yield from (f"    {line}" for line in custody_lines(exhibit, speech))
    for hold in incident.evidence.holds.values():
        yield ""
        yield hold_words(hold, speech)
    yield from ["", *mark] if mark else ()
