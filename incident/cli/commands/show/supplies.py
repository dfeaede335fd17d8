"""What of resources needs whoever looks at an incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.domain.incident import Status

if TYPE_CHECKING:
    from incident.cli.commands.show import View

__all__ = ["supplies_needing"]


def supplies_needing(view: View) -> Iterator[str]:
    """What was approved in the reader's name."""
    if view.incident.status is Status.OPEN and view.incident.resources.allocations:
        from incident.wording.resource_needs import approved_words  # here: most nights ask for nothing

        yield from filter(None, [approved_words(view.incident, view.person, view.now, view.speech)])
