"""What a list calls runbooks and their audiences.

Apart from the speech about one incident, which has a whole runbook to look its words up in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.i18n import N_, _, current
from incident.wording.safe import clean_line

if TYPE_CHECKING:  # the first frame of the screen waits for none of it
    from collections.abc import Iterable

    from incident.domain.runbooks.outline import Outline

__all__ = ["family_phrase", "family_word", "in_order", "listed_audience", "listed_title"]


_FAMILIES: Final = {
    "service-outage": N_("service outage"),
    "complaint-surge": N_("complaint surge"),
    "data-security": N_("data security"),
    "site-emergency": N_("site emergency"),
    "policy-change": N_("policy change"),
    "imported": N_("imported"),
    "other": N_("other"),
}


_PHRASES: Final = {
    "service-outage": N_("a service is down or failing"),
    "complaint-surge": N_("many complaints, media, or an authority asks"),
    "data-security": N_("data was seen, taken or lost; an attack"),
    "site-emergency": N_("people or a place are in danger"),
    "policy-change": N_("a wave of questions after a change of rules"),
    "other": N_("something else, or nobody knows yet"),
}


def family_word(family: str) -> str:
    """The kind of event that runbooks of a family are for; a family of the team's own by its id."""
    return _(_FAMILIES[family]) if family in _FAMILIES else clean_line(family)


def family_phrase(family: str) -> str:
    """The kind of event in words that somebody who was just woken can tell apart."""
    return _(_PHRASES[family]) if family in _PHRASES else family_word(family)


def in_order(families: Iterable[str]) -> list[str]:
    """The families as they are asked for: the team's own after ours, and at the end what fits nothing else."""
    places = {family: place for place, family in enumerate(_FAMILIES)}
    return sorted(families, key=lambda each: (each == "other", places.get(each, len(places)), each))


def listed_title(outline: Outline) -> str:
    """Its title in the language in use, or in another that it exists in."""
    return clean_line(outline.text("title", current()))


def listed_audience(outline: Outline, audience: str) -> str:
    """The name of an audience of it, or its id."""
    return clean_line(outline.text(f"audience.{audience}", current())) or clean_line(audience)
