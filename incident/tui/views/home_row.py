"""One incident on Home: what it is and how it stands, in rows of which nothing is cut that counts.

Apart from the list, which says which of them have room.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.tui.views.home_panels import due_of, next_due_of
from incident.tui.views.lines import Line, beside, line, shortened, width_of, wrap
from incident.tui.views.mode import tier_and_mode
from incident.tui.views.passing import Passing, Row
from incident.walk.keys import key_of
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.tui.views.home import HomeView

__all__ = ["incident_row", "title_rows"]

DIGITS = 9
LEAST_LEAD = 12
"""Cells of who leads, where what is due has no room beside the whole name."""
MOST_TITLE = 6
"""Rows of a title."""


def incident_row(view: HomeView, number: int, width: int) -> Sequence[Row]:
    """What it is with its tier and mode, then who leads, what is done, and what is due; no title is cut.

    Its digit is its place among all that are open, so that a look further down numbers nothing anew.
    """
    summary = view.summaries[number] if view.summaries else None
    if summary is None:
        return []
    left = _lead_in(str(number + 1) if number < DIGITS else " ", summary)
    first, *others = title_rows(summary, width)
    below = (line(" " * (width_of(left) + 1), each) for each in others)
    end = tier_and_mode(summary.tier, summary.mode)
    rows = [beside(line(left, " ", first), end, width), *(shortened(row, width, pad=True) for row in below)]
    is_here = number == view.place and not view.below
    stands = Passing(partial(_stands, summary=summary, width=width, style=".selected" if is_here else ""))
    return [*(row.stylize(".selected") if is_here else row for row in rows), stands]


def title_rows(summary: Summary, width: int) -> Sequence[str]:
    """The title in the room that its id and its standing leave."""
    around = width_of(_lead_in("0", summary)) + width_of(tier_and_mode(summary.tier, summary.mode))
    return wrap(title_of(summary), max(1, width - around - 2), MOST_TITLE) or [""]


def _lead_in(digit: str, summary: Summary) -> Line:
    return line((f" {digit}", ".key"), "  ", (summary.incident_id, ".bright"))


def _stands(view: HomeView, summary: Summary, width: int, style: str) -> Line:
    """Who leads, what is done, and what is due: what has no room stays away, in that order, and nothing is cut."""
    due, is_late = due_of(view, summary)
    lead = _lead(view, summary.commander)
    done = _("{done}/{total} steps").format(done=summary.steps_done, total=summary.steps_total)
    count = view.needs.get(summary.incident_id, 0)
    needs = _("NEEDS YOU {count}").format(count=count) if count else ""
    number = view.places.get(summary.incident_id, ("", ""))[0]
    held = _("HOLDING AT {number}").format(number=number) if number else ""
    what = _report(view, summary)
    urgent = [
        (_handed(view, summary), ".wrong"),
        (held, ".waiting"),
        (due, ".wrong" if is_late else ".bright"),
        (needs, ".wrong"),
    ]
    calm = [(lead, ".muted"), (done, ".muted")]
    name = (shortened(line(lead), LEAST_LEAD).plain, ".muted")
    ways = (
        ([*calm, *urgent, (what, "")], "   "),
        ([*calm, *urgent], "   "),
        ([*calm, *urgent], "  "),
        ([calm[0], *urgent], "  "),
        ([name, calm[1], *urgent], "  "),
        ([name, *urgent], "  "),
    )
    rows = (line("    ") + line(gap).join(line(part) for part in way if part[0]) for way, gap in ways)
    row = next((row for row in rows if width_of(row) <= width), line(" ") + line("  ").join(map(line, urgent)))
    row = shortened(row, width, pad=True)
    return row.stylize(style) if style else row


def _handed(view: HomeView, summary: Summary) -> str:
    """That somebody hands over to whoever sits here: nothing of it moves before they answer."""
    giver, key = view.givers.get(summary.incident_id), key_of("walk.handover", "H")
    words = _("{key}: {person} hands over to you")
    return words.format(key=key, person=view.speech.person(giver)) if giver else ""


def _report(view: HomeView, summary: Summary) -> str:
    """What is to be reported, where that is due first."""
    owed, due = view.owed.get(summary.incident_id), next_due_of(view, summary)[0].partition(":")[2]
    return view.speech.changed(law=owed.law).obligation(due) if owed and due and due == owed.report else ""


def _lead(view: HomeView, commander: str) -> str:
    if not commander:
        return _("nobody leads")
    return _("you lead") if commander == view.person else _("lead {name}").format(name=view.speech.person(commander))
