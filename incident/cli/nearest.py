"""The nearest right word for a wrong one, as a question."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["did_you_mean", "nearest"]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, upper or lower case, or ''."""
    folded = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.5)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question, or '' if nothing is near."""
    near = nearest(word, known)
    return _("Did you mean '{word}'?").format(word=clean_line(near)) if near else ""
