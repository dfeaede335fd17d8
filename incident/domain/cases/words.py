"""What is personal of a case: its five elements, kept apart from everything that is counted and measured.

Source of the five: REQUIREMENTS A9 (name, contact, service, problem, what is asked for).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.domain.frozen import Frozen

__all__ = ["ELEMENTS", "CaseWords"]

ELEMENTS: Final = ("name", "contact", "service", "problem", "request")
"""Every case has all five."""


class CaseWords(Frozen):
    """The words of one case, as they were given."""

    name: str
    contact: str
    """A telephone number, an address of mail, a name in a chat."""
    service: str
    problem: str
    request: str
    """What the customer asks for (服务诉求)."""
    reference: str = ""
    """The number that the case has in another system; '' where it has none."""

    def elements(self) -> Iterator[tuple[str, str]]:
        """Name and value of the five."""
        return ((each, getattr(self, each)) for each in ELEMENTS)
