"""What a list calls runbooks and their audiences.

Apart from the speech about one incident, which has a whole runbook to look its words up in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.i18n import N_, _, current
from incident.wording.safe import clean_line

if TYPE_CHECKING:  # the first frame of the screen waits for none of it
    from incident.domain.outline import Outline

__all__ = ["family_word", "listed_audience", "listed_title"]


_FAMILIES: Final = {
    "service-outage": N_("service outage"),
    "complaint-surge": N_("complaint surge"),
    "data-security": N_("data security"),
    "site-emergency": N_("site emergency"),
    "policy-change": N_("policy change"),
    "imported": N_("imported"),
    "other": N_("other"),
}


def family_word(family: str) -> str:
    """The kind of event that runbooks of a family are for; a family of the team's own by its id."""
    return _(_FAMILIES[family]) if family in _FAMILIES else clean_line(family)


def listed_title(outline: Outline) -> str:
    """Its title in the language in use, or in another that it exists in."""
    return clean_line(outline.text("title", current()))


def listed_audience(outline: Outline, audience: str) -> str:
    """The name of an audience of it, or its id."""
    return clean_line(outline.text(f"audience.{audience}", current())) or clean_line(audience)
