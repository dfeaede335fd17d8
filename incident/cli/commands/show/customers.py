"""What of customers' cases needs whoever looks at an incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.domain.incident import Status

if TYPE_CHECKING:
    from incident.cli.commands.show import View

__all__ = ["customers_needing"]


def customers_needing(view: View, most: int) -> Iterator[str]:
    """Who has waited too long, what is meant for the reader, and what was given in their name: so many of it."""
    if view.incident.status is Status.OPEN and view.incident.cases is not None:
        from incident.wording.case_board import case_needs  # here: few incidents have cases

        yield from case_needs(view.incident, view.person, view.now, view.speech)[:most]
