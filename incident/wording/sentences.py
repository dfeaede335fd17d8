"""Sentences one after another: English sets a space between them, Chinese none.

Apart, because whoever puts texts together at run time would otherwise set it by hand.
"""

from __future__ import annotations

from incident.i18n import pgettext

__all__ = ["in_a_row", "tight", "unstopped"]


def in_a_row(*sentences: str) -> str:
    """The sentences in one line; empty ones are left out."""
    first, *others = [each for each in sentences if each] or [""]
    for each in others:
        first = pgettext("sentences", "{first} {second}").format(first=first, second=each)
    return first


def tight(text: str) -> str:
    """What others set together, without a blank behind a full-width sign."""
    if text.isascii():
        return text
    from incident.i18n.composing import SIGNS  # here: English has none of them

    tightened = text
    for sign in SIGNS:
        while f"{sign} " in tightened:
            tightened = tightened.replace(f"{sign} ", sign)
    return tightened


def unstopped(text: str) -> str:
    """The text without the full stop at its end: a title that is a whole sentence stands before a colon or a comma."""
    return text[:-1] if text.endswith((".", "。")) else text
