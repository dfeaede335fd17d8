"""A page while the log cannot be used: people are told on every way of theirs at once, from memory.

Apart from the outbox, which stands in the log: there is no row to claim, nothing to acknowledge and nobody else who
would send. What was paged is kept in a spool until an incident takes it in (reference/DELIVERY.md 5, faults 24, 25).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from incident.application.delivery.dispatch import SEND_LIMIT
from incident.application.ports import (
    AttemptClass,
    AttemptOutcome,
    Delivery,
    DeliveryState,
    Directory,
    OnUnknown,
    Page,
    PageSpool,
    Recipient,
    Sender,
)
from incident.domain.frozen import Frozen

__all__ = ["Pager", "Told", "words_of_page"]

_AGAIN_SECONDS: Final = 5.0
_MOST_AT_ONCE: Final = 32
_A_PAGE: Final = timedelta(hours=4)

_TITLES: Final[Mapping[str, str]] = {"en": "PAGE from {by}", "zh-CN": "{by}紧急呼叫您"}
_BODIES: Final[Mapping[str, str]] = {
    "en": (
        "{text}\n\nThe log cannot be used now, so this page stands in no incident and cannot be acknowledged there.\n"
        "Do one thing: call {by} back. {contact}"
    ),
    "zh-CN": (
        "{text}\n\n日志目前无法使用，因此本呼叫不属于任何事件，也无法在其中确认收到。\n"
        "只需做一件事：回电给{by}。{contact}"
    ),
}


class Told(Frozen):
    """One way to one person, and what came of it."""

    recipient: Recipient
    outcome: AttemptOutcome

    @property
    def state(self) -> DeliveryState:
        """As an outbox would call it."""
        match self.outcome.result:
            case AttemptClass.DELIVERED:
                return DeliveryState.SENT
            case AttemptClass.UNKNOWN:
                return DeliveryState.UNKNOWN
            case _:
                return DeliveryState.FAILED


def words_of_page(text: str, by: str, contact: str, language: str) -> tuple[str, str]:
    """Title and body, in the language that the person reads."""
    tag = language if language in _BODIES else "en"
    values = {"by": by, "text": text, "contact": contact}
    return _TITLES[tag].format(**values), _BODIES[tag].format(**values).strip()


class Pager:
    """Sends without a log; what was not taken is tried again until the time is up, what may have arrived is not."""

    def __init__(self, *, sender: Sender, directory: Directory, spool: PageSpool) -> None:
        self._sender = sender
        self._directory = directory
        self.spool = spool

    def ways(self, people: Sequence[str]) -> Sequence[Recipient]:
        """Every real way to each of them."""
        return [way for person in people for way in self._directory.ways(person, exercise=False)]

    def send(
        self, page: Page, ways: Sequence[Recipient], words: Callable[[str], tuple[str, str]], wait: timedelta
    ) -> Sequence[Told]:
        """On every way at once; `words` makes title and body for a language."""
        from concurrent.futures import ThreadPoolExecutor  # here: whoever only looks at what waits starts no thread

        end = time.monotonic() + wait.total_seconds()
        rows = [_row(page, number, way, words(way.language)) for number, way in enumerate(ways)]
        with ThreadPoolExecutor(min(len(rows), _MOST_AT_ONCE)) as lanes:
            outcomes = lanes.map(partial(self._sent, end=end), rows)
            return [Told(recipient=way, outcome=each) for way, each in zip(ways, outcomes, strict=True)]

    def _sent(self, row: Delivery, *, end: float) -> AttemptOutcome:
        target = self._directory.target(row.target_id)
        if target is None:
            return AttemptOutcome(result=AttemptClass.PERMANENT)
        while True:
            outcome = self._sender.send(target, row, SEND_LIMIT)
            is_over = outcome.result is not AttemptClass.NOT_SENT or time.monotonic() + _AGAIN_SECONDS > end
            if is_over:
                return outcome
            time.sleep(_AGAIN_SECONDS)

    def close(self) -> None:
        """End whatever sends."""
        self._sender.close()


def _row(page: Page, number: int, way: Recipient, words: tuple[str, str]) -> Delivery:
    title, body = words
    return Delivery(
        id=f"{page.id}-{number}",
        incident_id=page.id,
        event_seq=0,
        message="",
        target_id=way.target_id,
        exercise=False,
        recipient=way.name,
        address=way.address,
        language=way.language,
        kind="page",
        title=title,
        body=body,
        state=DeliveryState.SENDING,
        assurance=None,
        created_at=page.at,
        due_at=page.at,
        expires_at=page.at + _A_PAGE,
        on_unknown=OnUnknown.HOLD,
        tries=1,
        fence=1,
        owner="",
        lease_until=None,
        provider_id="",
        last_class=None,
        last_detail="",
    )
