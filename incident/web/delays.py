"""How long somebody must wait after wrong passwords: longer with every one, for each key by itself.

Apart from the door, because it is a rule with numbers, and is tested as one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

__all__ = ["Delays"]

_FREE: Final = 2
"""Slips of the finger that cost nothing."""
_FORGOTTEN_SECONDS: Final = 15 * 60.0
_MOST_KEYS: Final = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Delays:
    """Failed attempts by key; a key is a person or an address."""

    def __init__(self, clock: Callable[[], float], *, longest: float) -> None:
        """`clock` tells seconds that only grow; nobody waits more than `longest` seconds."""
        self._clock = clock
        self._longest = longest
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def left(self, key: str) -> float:
        """Seconds until the key may try again; 0 if it may now."""
        failures = self._failures.get(key)
        if failures is None or failures.count <= _FREE:
            return 0.0
        wait = min(2.0 ** min(failures.count - _FREE - 1, 30), self._longest)
        return max(0.0, failures.last + wait - self._clock())

    def begin(self, key: str) -> None:
        """Count an attempt as failed before it is judged, so that a hundred at once are a hundred."""
        now = self._clock()
        self._forget(now)
        known = self._failures.pop(key, None)
        self._failures[key] = _Failures(count=known.count + 1 if known else 1, last=now)

    def take_back(self, key: str) -> None:
        """The attempt was none that failed."""
        known = self._failures.get(key)
        if known is not None:
            known.count -= 1

    def forgive(self, key: str) -> None:
        """All that failed before is forgotten."""
        self._failures.pop(key, None)

    def _forget(self, now: float) -> None:
        """The oldest stand first."""
        while self._failures:
            key, oldest = next(iter(self._failures.items()))
            if oldest.last + _FORGOTTEN_SECONDS > now and len(self._failures) < _MOST_KEYS:
                return
            del self._failures[key]
