"""The rows of the evidence sheet."""

from __future__ import annotations

from collections.abc import Sequence

from incident.i18n import _
from incident.tui.views.lines import Line, line, wrap
from incident.walk.moment import Walk
from incident.wording.evidence import evidence_sections

__all__ = ["evidence_rows"]

MARGIN = 4
MOST_ROWS = 4
"""Rows of one line of the chain; the whole of it is in the timeline."""


def evidence_rows(walk: Walk, width: int) -> Sequence[Line]:
    """A piece with its digest and its custody, then the holds and what is proposed."""
    rows: list[Line] = []
    for title, lines in evidence_sections(walk.incident, walk.speech):
        rows += [line(" ", (each, ".bright")) for each in wrap(title, width - 2, MOST_ROWS)]
        for words in lines:
            first, *others = wrap(words, width - MARGIN - 3, MOST_ROWS)
            rows.append(line(" " * MARGIN, first))
            rows += [line(" " * (MARGIN + 2), each) for each in others]
    return rows or [line(" ", _("Nothing is kept as evidence yet."))]
