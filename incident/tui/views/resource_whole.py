"""The lists below the board of resources, each whole: nothing of them is left out, however many rows they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.domain.resources.resource import Stock
from incident.i18n import _
from incident.tui.views.lines import Line, line, wrap
from incident.tui.views.resource_panels import coming_words, report_rows
from incident.walk.moment import Walk
from incident.wording.resource_board import awake_words, missing_words, rest_words

__all__ = ["whole_lines"]

_MOST = 20
"""Rows of one of them."""


def whole_lines(walk: Walk, stock: Stock, width: int) -> Iterator[Line]:
    """Each list under its name; those that are empty are left out."""
    speech, now = walk.speech, walk.now
    yield from _listed(_("MISSING"), missing_words(walk.incident, stock, now), width)
    yield from _listed(_("WHO REPORTS TO WHOM"), list(report_rows(walk)), width)
    yield from _listed(_("LONGEST AT WORK"), list(awake_words(walk.incident, speech, now)), width)
    yield from _listed(_("REST DUE"), list(rest_words(walk.incident, stock.inventory, speech, now)), width)
    yield from _listed(_("NEXT TO HAPPEN"), coming_words(walk), width)


def _listed(label: str, words: Sequence[str], width: int) -> Iterator[Line]:
    if not words:
        return
    yield line((f" {label} {len(words)}", ".bright"))
    for each in words:
        first, *others = wrap(each, width - 7, _MOST)
        yield line(f"   {first}")
        yield from (line(f"     {row}") for row in others)
