"""What was noted about copies of the database, held to itself: nothing else in the record speaks of it.

Apart from the tables of the record: whoever cuts off the last notes, or adds a confirmation as a person would, leaves
nothing behind by which to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.adapters.storage.verify.rows import RawRows
from incident.adapters.storage.verify.sealing import finding
from incident.application.ports import Finding

__all__ = ["check_custody"]

_ANEW: Final = {True: ("copied", "restored"), False: ("confirmed",)}
"""What gives a database another name: of a file, that it is a copy; of a server, that somebody answers for it again."""


def check_custody(rows: RawRows) -> Iterator[Finding]:
    """Notes are numbered from one, and each names the database as those before allow."""
    notes = rows.custody()
    if notes is None:
        return
    if not (notes or rows.is_file()):
        yield finding("custody-other", "", 0, line=1)
    names, before, sent, anew = [rows.named()], "made", 0, _ANEW[rows.is_file()]
    for place, (n, kind, name, deliveries) in enumerate(notes, 1):
        is_named = name not in names if kind in anew else name == names[-1]
        is_due = kind != "confirmed" or not rows.is_file() or before in anew
        if n != place or deliveries < sent or not (is_named and is_due):
            yield finding("custody-other", "", 0, line=n)
        names.append(name)
        sent, before = deliveries, before if kind == "backed-up" else kind
