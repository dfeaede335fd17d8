"""What became of a delivery, derived from its attempts and from the orders to try again.

Apart from the rows' identity: who and what was to be told never changes, and where it stands does. A claim has a
number, the fence; the attempt of that number says how it ended, and a claim without one was given up. After a refusal,
and after an ending that nobody knows of a target that is not to be told twice, only an entry opens a delivery again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from incident.adapters.storage.verify.rows import Attempt, Delivery
from incident.adapters.storage.verify.sealing import SLACK, finding
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_ending"]

_OPEN: Final = ("pending", "cancelled", "expired")
"""Where a delivery is that may be sent, and what it may become without being sent."""
_LONGEST_WAIT: Final = 18 * 60 * 1_000_000
"""Microseconds between an attempt that did not get out and the next."""
_FOR_EVER: Final = 2**63
_LEFT_BY: Final = {"delivered": ("sent",), "permanent": ("failed",), "not-sent": _OPEN}
"""Where a delivery is after an attempt of that class."""


def check_ending(row: Delivery, tried: Mapping[int, Attempt], walk: Walk, now: int | None) -> Iterator[Finding]:
    """Whether state, evidence and hours are possible; `tried` is the attempts by the claim that they ended.

    Without `now`, what lies in the future is not told by it.
    """
    incident, seq, state, delivery = row[0], row[1], row[2], row[4]
    latest = _FOR_EVER if now is None else now + SLACK
    if not _is_possible(row, tried, walk, latest):
        yield finding("delivery-state", incident, seq, delivery=delivery, state=state)
    other = [name for name, stands in _told(row, tried, walk, latest).items() if not stands]
    if other:
        yield finding("delivery-told", incident, seq, delivery=delivery, columns=", ".join(other))


def _is_possible(row: Delivery, tried: Mapping[int, Attempt], walk: Walk, latest: int) -> bool:
    state, tries, delivery, fence, told = row[2], row[3], row[4], row[22], row[23]
    if delivery in walk.delivered and state != "sent":
        return False
    if tries != fence or any(claim > fence for claim in tried):
        return False
    if state == "sending":
        return fence >= 1 and fence not in tried and _needed(row, tried, fence - 1) <= _orders(row, walk)
    if state in _OPEN:
        is_open = _needed(row, tried, fence) <= _orders(row, walk)
        return is_open and (state == "pending" or _is_over(row, tried.get(fence), walk, latest))
    attempt = tried.get(fence)
    if state == "unknown":
        return fence >= 1 and told == "unknown"
    return attempt is not None and told == attempt[8] and state in _LEFT_BY.get(attempt[8], ())


def _is_over(row: Delivery, attempt: Attempt | None, walk: Walk, latest: int) -> bool:
    """Whether a delivery was called off or too late, as it says."""
    seq, state, message = row[1], row[2], row[6]
    if state == "cancelled":
        return max(walk.recalled.get(each, 0) for each in ("", message)) > seq
    too_late, expired_at, ordered = row[29], row[30], row[31]
    if ordered is None:
        return True
    if expired_at is None:  # the next attempt would have come too late
        return attempt is not None and attempt[8] == "not-sent" and too_late - _LONGEST_WAIT <= latest
    said, said_at = walk.undelivered.get(message, (0, too_late))
    return too_late <= expired_at <= latest and (said < ordered or said_at >= too_late)


def _orders(row: Delivery, walk: Walk) -> int:
    return len(walk.orders.get(row[4], ()))


def _needed(row: Delivery, tried: Mapping[int, Attempt], last: int) -> int:
    """How often it cannot have gone on after a claim but by an order, up to that claim."""
    is_repeated = row[11] == "repeat"  # then a claim that was given up before its attempt was told went on by itself
    return sum(_ends(tried.get(claim), is_repeated=is_repeated) for claim in range(1, last + 1))


def _ends(attempt: Attempt | None, *, is_repeated: bool) -> bool:
    return not is_repeated and (attempt is None or attempt[8] != "not-sent")


def _told(row: Delivery, tried: Mapping[int, Attempt], walk: Walk, latest: int) -> dict[str, bool]:
    """Column, and whether it says what it should."""
    seq, state, message, lifetime = row[1], row[2], row[6], row[13]
    fence, recalled, due_at, too_late, ordered, lease_until = row[22], row[27], row[28], row[29], row[31], row[32]
    orders = walk.orders.get(row[4], [0])
    last = fence - (state == "sending")
    is_fresh = not last or (state == "pending" and bool(_ends(tried.get(last), is_repeated=row[11] == "repeat")))
    return _evidence(row, tried, last) | {
        "recalled": not recalled or max(walk.recalled.get(each, 0) for each in ("", message)) > seq,
        "due_at": due_at == too_late - lifetime if is_fresh and fence == last else due_at <= too_late,
        "expires_at": _ordered(row, orders[-1], walk) == too_late - lifetime,
        "expired_at": state == "expired" or row[30] is None,
        "lease_until": lease_until is None or lease_until <= min(too_late + SLACK, latest),
        "retry_seq": ordered in (None, orders[-1]),
        "paused_seq": row[35] == walk.paused.get(row[4], 0),
    }


def _ordered(row: Delivery, order: int, walk: Walk) -> int | None:
    """When the log says that it is due first: with the entry that orders it, or as an escalation says."""
    seq, delivery, too_late, lifetime = row[1], row[4], row[29], row[13]
    if not order and delivery in walk.due_at:
        return walk.due_at[delivery]
    return walk.ordered_at.get(order or seq, too_late - lifetime)


def _evidence(row: Delivery, tried: Mapping[int, Attempt], last: int) -> dict[str, bool]:
    """Held to the attempt that ended the last claim, or to that claim's being given up."""
    kind, assurance, detail, provider_id = row[23:27]
    before = {each[12] for claim, each in tried.items() if claim <= last}
    attempt = tried.get(last)
    if attempt is not None and kind == attempt[8]:
        given_up = kind == "unknown" and not detail  # and the attempt was told later
        return {
            "assurance": given_up or assurance == attempt[9],
            "last_detail": given_up or detail == attempt[15],
            "provider_id": provider_id in ({attempt[12]} if attempt[12] and not given_up else {"", *before}),
        }
    earlier = {each[9] for claim, each in tried.items() if claim < last}
    return {
        "last_class": kind == ("unknown" if last else None),
        "assurance": assurance in {None, *earlier},
        "last_detail": not detail,
        "provider_id": provider_id in {"", *before},
    }
