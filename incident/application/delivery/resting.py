"""Targets that are left alone for a while: those that asked for it, and those that nobody could reach a moment ago.

Apart from the dispatcher, which only asks whom to avoid. Else a target that refuses at once is asked as fast as the
machine can, and what a storm left for it takes the time of those that answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.application.delivery.reasons import Reason, reason_of
from incident.application.delivery.retrying import LONGEST_WAIT
from incident.application.ports import AttemptClass, AttemptOutcome, Target

__all__ = ["Resting"]

_UNREACHED: Final = timedelta(milliseconds=500)
"""How long a target that nobody could reach is left alone: a page to it still leaves well within two seconds."""

_NOBODY_THERE: Final = frozenset(
    {Reason.CONNECTION_REFUSED, Reason.CONNECT_TIMEOUT, Reason.DNS, Reason.PROXY, Reason.TLS, Reason.SECRET_UNAVAILABLE}
)


class Resting:
    """By target, until when it is left alone."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def heed(
        self, outcome: AttemptOutcome, target_id: str, targets: Iterable[Target], now: datetime, *, is_brief: bool
    ) -> None:
        """What an attempt says of its target, and of those that go by the same account.

        Who sends for a few seconds only leaves none alone but who asks for it: each message is tried once.
        """
        if outcome.result is not AttemptClass.NOT_SENT:
            return
        if outcome.retry_after is not None:
            until = now + min(outcome.retry_after, LONGEST_WAIT)
            self._until |= dict.fromkeys(_alike(target_id, tuple(targets)), until)
        elif not is_brief and reason_of(outcome.detail)[0] in _NOBODY_THERE:
            self._until[target_id] = now + _UNREACHED

    def those(self, now: datetime) -> Sequence[str]:
        """The targets to leave alone now; a clock set back prolongs that for none."""
        self._until = {target: until for target, until in self._until.items() if now < until <= now + LONGEST_WAIT}
        return tuple(self._until)


def _alike(target_id: str, targets: Sequence[Target]) -> Sequence[str]:
    """The targets that go by the same secret, and so to the same account and its limits; this one at least."""
    secrets = {each.secret for each in targets if each.id == target_id and each.secret}
    return [target_id, *(each.id for each in targets if each.secret in secrets)]
