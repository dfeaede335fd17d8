"""Several messages to one recipient as the one text that leaves: each with its title, and its own link.

Apart from the words of a single message, because a bundle is written before it is sent and never cut: what does not
fit whole goes apart (`application/delivery/bundling.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from incident.adapters.delivery.wording import acknowledge_line, one_line
from incident.application.ports import Delivery
from incident.domain.exercises.mark import unwrapped, wrapped

__all__ = ["bundled"]

_LONGEST_TITLE = 120


def bundled(delivery: Delivery, link_of: Callable[[Delivery], str]) -> Delivery:
    """The delivery with the words of all that it carries, the oldest first; one that carries nothing as it is."""
    if not delivery.carries:
        return delivery
    every = (delivery, *delivery.carries)
    body = "\n\n".join(_parts(every, link_of))
    title = f"{one_line(delivery.title, _LONGEST_TITLE)} (+{len(delivery.carries)})"
    return delivery.changed(title=title, body=wrapped(body) if delivery.exercise else body)


def _parts(every: tuple[Delivery, ...], link_of: Callable[[Delivery], str]) -> Iterator[str]:
    for number, each in enumerate(every, 1):
        link = link_of(each)
        ending = acknowledge_line(each.language, link) if link else ""
        yield f"[{number}/{len(every)}] {one_line(each.title, _LONGEST_TITLE)}\n{unwrapped(each.body)}{ending}"
