"""What a list calls runbooks and their audiences.

Apart from the speech about one incident, which has a whole runbook to look its words up in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import current
from incident.wording.safe import clean_line

if TYPE_CHECKING:  # the first frame of the screen waits for none of it
    from incident.domain.outline import Outline

__all__ = ["listed_audience", "listed_title"]


def listed_title(outline: Outline) -> str:
    """Its title in the language in use, or in another that it exists in."""
    return clean_line(outline.text("title", current()))


def listed_audience(outline: Outline, audience: str) -> str:
    """The name of an audience of it, or its id."""
    return clean_line(outline.text(f"audience.{audience}", current())) or clean_line(audience)
