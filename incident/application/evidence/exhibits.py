"""The bytes of a piece of evidence, read back from the log and held to their digest.

Apart from the log, which hands out pieces and knows nothing of files; nothing is believed because it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.application.errors import StorageDamaged
from incident.application.ports import EventLog
from incident.domain.evidence import Exhibit

__all__ = ["as_it_stands", "bytes_of"]


def bytes_of(log: EventLog, incident_id: str, exhibit: Exhibit) -> Iterator[bytes]:
    """The file, piece by piece; whoever reads to the end has what was kept.

    Raises:
        StorageDamaged: a piece is gone without having been erased, or the whole is not what was kept; after the last.
        CutOff: only the server has the bytes, and the line to it is cut.
    """
    from hashlib import sha256  # here: OpenSSL's, for a file may be large

    digest = sha256()
    for part in exhibit.parts:
        data = log.part(incident_id, exhibit.seq, part.content_id)
        if data is None:
            raise _damaged(incident_id, exhibit)
        digest.update(data)
        yield data
    if digest.hexdigest() != exhibit.sha256.words:
        raise _damaged(incident_id, exhibit)


def as_it_stands(log: EventLog, incident_id: str, exhibit: Exhibit, altered: dict[str, str]) -> Iterator[bytes]:
    """The same as far as it is there; where that is not what was kept, `altered` has its digest under its id then.

    Raises:
        CutOff: as above.
    """
    from hashlib import sha256  # here, as above

    digest = sha256()
    try:
        for data in bytes_of(log, incident_id, exhibit):
            digest.update(data)
            yield data
    except StorageDamaged:
        altered[exhibit.id] = digest.hexdigest()


def _damaged(incident_id: str, exhibit: Exhibit) -> StorageDamaged:
    return StorageDamaged(incident_id=incident_id, seq=exhibit.seq, detail=f"{incident_id}:{exhibit.seq}: {exhibit.id}")
