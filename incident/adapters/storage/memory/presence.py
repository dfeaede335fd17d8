"""Which exercises are led from the one program that a log in memory has."""

from __future__ import annotations

from incident.application.ports.leading import Presence

__all__ = ["MemoryPresence"]


class MemoryPresence(Presence):
    """Ends with the process, as the log does."""

    def __init__(self) -> None:
        self._held: set[str] = set()

    def hold(self, exercise_id: str) -> None:
        self._held.add(exercise_id)

    def let_go(self, exercise_id: str) -> bool:
        was_held = exercise_id in self._held
        self._held.discard(exercise_id)
        return was_held

    def is_led(self, exercise_id: str) -> bool:
        return exercise_id in self._held

    def close(self) -> None:
        self._held.clear()
