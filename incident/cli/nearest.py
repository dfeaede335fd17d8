"""The nearest right word for a wrong one, as a question; apart, because no right word pays for it."""

from __future__ import annotations

from collections.abc import Iterable

from incident.domain.nearest import nearest
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["did_you_mean"]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question, or '' if nothing is near."""
    near = nearest(word, known)
    return _("Did you mean '{word}'?").format(word=clean_line(near)) if near else ""
