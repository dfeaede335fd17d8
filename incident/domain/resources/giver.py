"""Who gives what no inventory has: typed freely, so it may be a person, and has to be erasable as all free text is.

Apart from the allocation, because the entry has it in the words beside its body: the first line of why.
"""

from __future__ import annotations

from incident.domain.content import FreeText
from incident.domain.events.resources import AllocationApproved

__all__ = ["elsewhere_id", "giver_of"]


def elsewhere_id(incident: str, allocation: str) -> str:
    """In the place of the resource: no inventory has an id with such a sign, and nobody reads a name out of it."""
    return f"{incident}/{allocation}"


def giver_of(event: AllocationApproved) -> tuple[FreeText | None, FreeText | None]:
    """Who gives it, None of the inventory; and why it was approved.

    Logs have givers that stand as they were typed in the place of the resource, "IT/Operations" among them: their
    words are why, and nobody's name.
    """
    if not event.resource.endswith(elsewhere_id("", event.allocation)) or event.because is None:
        return None, event.because
    if event.because.words is None:
        return event.because, None
    name, _, why = event.because.words.partition("\n")
    content = event.because.content_id
    return FreeText(name, content), FreeText(why, content) if why else None
