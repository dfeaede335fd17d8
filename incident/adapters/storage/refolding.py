"""The list of incidents against the log: what a row should say, and where one says something else.

Apart from `verify`, which shares nothing with the writer: this folds the log with the program's own rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from incident.application.ports import Finding, Summary, SummaryFold
from incident.domain.events import Recorded, UnknownEvent

__all__ = ["differences", "refolded"]


def refolded(entries: Sequence[Recorded], fold: SummaryFold) -> Summary | None:
    """The row that the entries make; None where the first of them cannot be understood."""
    if isinstance(entries[0].event, UnknownEvent):
        return None
    return replace(fold(entries), seq=entries[-1].seq, head=entries[-1].digest)


def differences(
    logs: Iterable[Sequence[Recorded]], standing: Mapping[str, Summary], fold: SummaryFold
) -> Iterator[Finding]:
    """Every listed row that is not what its log makes it; a missing row is what `verify` reports."""
    for entries in logs:
        row = standing.get(entries[0].incident_id)
        rebuilt = refolded(entries, fold)
        if row is None or rebuilt is None or row == rebuilt:
            continue
        names = [field.name for field in fields(Summary) if getattr(row, field.name) != getattr(rebuilt, field.name)]
        yield Finding(
            code="summary-differs", incident_id=row.incident_id, seq=row.seq, fields={"columns": ", ".join(names)}
        )
