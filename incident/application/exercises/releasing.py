"""The order by which an inject is released: what its players read, and not a word more.

Apart from leading an exercise, so that what leaves the stream of those who lead can be seen at one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.commands import ReleaseInject

if TYPE_CHECKING:
    from incident.application.exercises.standing import Standing
    from incident.domain.exercises.scenario import Inject

__all__ = ["order_of"]


def order_of(standing: Standing, inject: Inject, by: str) -> ReleaseInject:
    """With what the players read, and not a word more."""
    key = f"inject.{inject.id}"
    words = {
        language: (said[f"{key}.from"], said[f"{key}.text"])
        for language, said in standing.bundle.words.items()
        if f"{key}.text" in said
    }
    return ReleaseInject(
        by=by, inject=inject.id, number=inject.number, to=inject.to, channel=inject.channel, words=words
    )
