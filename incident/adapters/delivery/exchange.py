"""One request to a provider and what came of it, and what that says of the message.

Apart from the probe, which changes a process to see it: this is a value and a judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from incident.adapters.delivery.answers import Reads
from incident.adapters.delivery.verdicts import by_fault, by_status
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptOutcome

__all__ = ["Exchange"]


@dataclass(slots=True)
class Exchange:
    """One request, and what came of it so far."""

    carries: bool = True
    """Whether it carries the message, and not only asks for a token."""
    wrote: bool = False
    """Whether a byte of the message went out: before that, nothing can have been delivered."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_whole: bool = False
    """Whether the answer was read to its end, or as far as we read."""
    fault: Reason | None = None

    def outcome(self, reads: Reads | None) -> AttemptOutcome:
        """What became of the message, as far as this exchange tells."""
        if self.status is None or (self.fault is not None and self.status < HTTPStatus.MULTIPLE_CHOICES):
            return by_fault(self.fault or Reason.CONNECTION_RESET, wrote=self.wrote)
        return by_status(self.status, self.headers, self.body, reads)
