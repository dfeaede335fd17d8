"""Targets that refused their last message for good, or all the last ones: whoever mends them in time loses none.

Apart from the retrying, which gives such a message up, and from the falling back, which sends it another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from incident.application.delivery.retrying import times_tried
from incident.application.ports import AttemptClass, Delivery, DeliveryState, Directory

__all__ = ["broken_targets", "idle_targets", "was_tried"]

_CHANNELS: Final = frozenset({"apprise", "feishu", "dingtalk"})
"""Kinds whose secret is the whole address: what they refuse for good they refuse to everybody. A mail server or a
telephone gateway may mean the recipient alone.
"""
_REFUSES_ALL: Final = re.compile(
    "(SIGNATURE|TEMPLATE|VOICE_FILE)_ILLEGAL|AuthFailure|InvalidAccessKeyId|SignatureDoesNotMatch"
    "|(Signature|Template)IncorrectOrUnapproved"
)
"""What the codes of telephone gateways say where the key, the signature or the text is at fault, not the number."""
_REFUSES_ONE: Final = re.compile(r"\b(21610|21211|21614)\b")
"""Twilio: this number unsubscribed, is none, or takes no SMS."""
_ENDED: Final = frozenset({DeliveryState.SENT, DeliveryState.FAILED})
_IN_VAIN: Final = frozenset({DeliveryState.FAILED, DeliveryState.EXPIRED})


def broken_targets(rows: Iterable[Delivery], directory: Directory) -> dict[str, Delivery]:
    """By target: the delivery that it refused, where it has taken none that was made later."""
    latest: dict[str, Delivery] = {}
    for row in sorted(rows, key=lambda each: each.created_at):
        if row.state in _ENDED:
            latest[row.target_id] = row
    kinds = {target.id: target.kind for target in directory.targets()}
    return {
        name: row
        for name, row in latest.items()
        if row.state is DeliveryState.FAILED
        and row.last_class is AttemptClass.PERMANENT
        and _is_broken(kinds.get(name, ""), row.last_detail)
    }


def was_tried(row: Delivery) -> bool:
    """Whether somebody tried to send it, whatever became of that."""
    return row.state is DeliveryState.SENT or times_tried(row) > 0


def idle_targets(rows: Iterable[Delivery]) -> dict[str, list[Delivery]]:
    """By target: what was last tried on it in vain, where it took nothing made then or later, and is not busy with it.

    One address that refuses may be wrong itself: of a target that ever took something it wants two.
    """
    vain: dict[str, list[Delivery]] = {}
    taken: dict[str, datetime] = {}
    for row in sorted(filter(was_tried, rows), key=lambda each: each.created_at):
        if row.state in _IN_VAIN:
            vain.setdefault(row.target_id, []).append(row)
        elif row.state is not DeliveryState.CANCELLED:
            taken[row.target_id] = row.created_at
    for name, since in taken.items():
        vain[name] = [row for row in vain.get(name, ()) if row.created_at > since]
    return {name: own for name, own in vain.items() if len({row.address for row in own}) > (name in taken)}


def _is_broken(kind: str, detail: str) -> bool:
    """Whether what it said of one message holds for everybody's."""
    if kind in _CHANNELS:
        return _REFUSES_ONE.search(detail) is None
    return _REFUSES_ALL.search(detail) is not None
