"""Under the columns of a broad screen: the bands, what needs a person, and what happened last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.i18n import _
from incident.tui.views.bands import bands
from incident.tui.views.below import fact_row, needs_rows
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, line, rule, wrap
from incident.tui.views.rows import step_rows
from incident.tui.views.timeline import timeline_row, timeline_rows
from incident.walk.moment import Walk

__all__ = ["beneath_lines", "next_lines"]

MOST_ENTRIES: Final = 6
MOST_WHY: Final = 3
MOST_NEEDS: Final = 6


def beneath_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """At most so many rows: what needs a person first, then the bands; the record takes what is left."""
    need = needs_rows(walk, width, MOST_NEEDS)
    fact = fact_row(walk, width)
    added, deferred = bands(walk, width)
    room = max(0, height - len(need))
    put_off = deferred.within(room)
    band = [*added.within(room - len(put_off)), *put_off]
    left = height - len(need) - len(band) - len(fact)
    return [*band, *_latest(walk, width, left), *fact[: max(0, left + len(fact))], *need][:height]


def next_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The steps after the one shown in a frame, and why that one is done; nothing where there is no room."""
    inner, room = width - SIDES, height - 2
    if room < 1:
        return []
    why = walk.speech.text(f"step.{walk.shown.step.id}.why") if walk.shown else ""
    coming = [row for item in walk.coming() for row in step_rows(walk, item, inner)]
    most = max(MOST_WHY, room - len(coming))
    reason = [line((row, ".muted")) for row in wrap(_("WHY  {words}").format(words=why), inner, most)] if why else []
    coming = coming[: room - len(reason)]
    padding = [line("")] * max(0, room - len(coming) - len(reason))
    return framed(_("NEXT"), [*coming, *padding, *reason][:room], width)


def _latest(walk: Walk, width: int, height: int) -> list[Line]:
    """A heading and the last entries, the latest first; nothing where only the heading would fit."""
    rows = [row for row in timeline_rows(walk.latest, walk.speech, width, walk.now) if not row.is_day]
    most = min(MOST_ENTRIES, height - 1)
    if most < 1 or not rows:
        return []
    return [rule(width, _("TIMELINE - the latest first")), *(timeline_row(row, width) for row in rows[:most])]
