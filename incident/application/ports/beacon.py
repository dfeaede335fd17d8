"""The door to a watchdog outside, which is alarmed when the sign of life stops.

Apart from the senders: it takes no message.
"""

from __future__ import annotations

from typing import Protocol

__all__ = ["Beacon"]


class Beacon(Protocol):
    """Where the sign is given."""

    def ping(self) -> None:
        """Give it once.

        Raises:
            BeaconUnanswered: nobody took it, or its address cannot be read.
        """
        ...
