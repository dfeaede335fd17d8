"""What incidents hold of resources and budgets, held to the entries by which they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from incident.adapters.storage.verify.sealing import finding
from incident.application.ports import Finding

if TYPE_CHECKING:
    from incident.adapters.storage.verify.rows import Held, RawRows
    from incident.adapters.storage.verify.walk import Walk

__all__ = ["Said", "check_claims", "heed_claim"]

Said: TypeAlias = dict[tuple[str, str], list[object]]
"""By table and id: resource, allocation, the entry that made it, how much, of how much, currency, what ended it."""

_THINGS, _MONEY = "reservations", "budget_holds"


def heed_claim(said: Said, incident: str, seq: int, kind: str, parsed: Mapping[str, object]) -> None:
    """What an entry makes or ends."""
    name = f"{incident}/{parsed.get('allocation')}"
    if kind == "AllocationApproved":
        of, budget, amount = parsed.get("resource"), parsed.get("budget", ""), parsed.get("amount", 0)
        if of != budget:
            row = [of, parsed.get("allocation"), seq, parsed.get("quantity"), parsed.get("capacity"), "", None]
            said[_THINGS, name] = row
        if budget and amount:
            currency, capacity = parsed.get("currency"), parsed.get("budget_capacity")
            said[_MONEY, name] = [budget, parsed.get("allocation"), seq, amount, capacity, currency, None]
    elif kind == "AllocationEnded":
        thing, money, spent = said.get((_THINGS, name)), said.get((_MONEY, name)), parsed.get("spent")
        if thing is not None and thing[-1] is None:
            thing[-1] = seq
        if money is not None and money[-1] is None and not (spent is None and parsed.get("how") == "released"):
            money[-1] = seq
            if spent:
                said[_MONEY, f"{name}/spent"] = [money[0], money[1], seq, spent, money[4], money[5], None]


def check_claims(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """Each row is what an entry made, and every entry that makes one has made it."""
    closed, present = frozenset(rows.closed()), set[tuple[str, str, str]]()
    for row in rows.claims(only):
        table, name, incident, seq = row[0], row[1], row[4], row[6]
        present.add((incident, table, name))
        walk = walked.get(incident)
        said = walk.claims.get((table, name)) if walk else None
        if incident in closed:
            continue  # its log is not for whoever asks
        if walk is None or said is None:
            yield finding("row-unsaid", incident, seq, table=table, row=name)
        elif _told(row) != (walk.is_exercise, *said):
            yield finding("claim-altered", incident, seq, table=table, row=name)
    for walk in walked.values():
        for (table, name), said in walk.claims.items():
            if (walk.incident, table, name) not in present:
                yield finding("claim-missing", walk.incident, int(str(said[2])), table=table, row=name)


def _told(row: Held) -> tuple[object, ...]:
    return bool(row[3]), row[2], row[5], *row[6:]
