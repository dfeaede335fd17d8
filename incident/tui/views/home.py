"""Home: who sits here, which incidents are open, the worst first, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.events import IncidentMode
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, blank, columns, line, rule
from incident.tui.views.mode import mode_part
from incident.wording.clocks import clock_name_of
from incident.wording.speech import Speech
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.times import clock_time, countdown

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.application.ports import Summary

__all__ = ["HomeView", "home_hints", "home_lines", "home_status", "shown_rows"]

DIGITS = 9
AROUND = 8
"""Rows of Home that are not incidents: two above the list, six below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """One moment of Home."""

    summaries: Sequence[Summary] | None
    """None until they were read."""
    person: str
    workspace: str
    speech: Speech
    now: datetime | None
    """None until the workspace is known: a sandbox may shift its clock."""
    place: int = 0
    """The row under the cursor."""
    unsent: int = 0


def home_lines(view: HomeView, width: int, height: int) -> Sequence[Line]:
    """Everything above the footer."""
    head = [_first(view, width), rule(width, _title(view))]
    start = _start(width)
    room = height - AROUND
    rows = _rows(view, width, room)
    padding = [blank()] * max(0, room - len(rows))
    return [*head, *rows, *padding, blank(), *start][:height]


def home_hints() -> Sequence[tuple[str, str]]:
    """The footer of Home."""
    return [
        ("home.open", _("resume")),
        ("home.number.option", _("that row")),
        ("home.declare", _("declare")),
        ("app.language", "中文 / English"),
        ("home.leave", _("leave")),
        ("app.help", _("keys")),
    ]


def home_status(view: HomeView, width: int) -> Line:
    """What waits to be sent, and the workspace."""
    unsent = (
        ngettext("{count} message waits to be sent", "{count} messages wait to be sent", view.unsent)
        if view.unsent
        else _("nothing waits to be sent")
    )
    return beside(
        line((f" {unsent.format(count=view.unsent)}", ".muted")), line((view.workspace, ".muted"), " "), width
    )


def shown_rows(count: int, place: int, height: int) -> range:
    """Which incidents are shown in that height, so that the place is among them."""
    room = max(1, height - AROUND - 1)
    first = max(0, min(place - room // 2, count - room))
    return range(first, min(count, first + room))


def _first(view: HomeView, width: int) -> Line:
    who = _("you: {name}").format(name=view.speech.person(view.person)) if view.person else ""
    modes = {summary.mode for summary in view.summaries or ()}
    mode = IncidentMode.EXERCISE if modes == {IncidentMode.EXERCISE} else IncidentMode.REAL
    clock = clock_time(view.now, view.speech.zone, seconds=True) if view.now else ""
    return beside(line(" ", ("incident", ".bright"), f"   {who}"), line(f"{clock}  ", mode_part(mode)), width)


def _title(view: HomeView) -> str:
    if view.summaries is None:
        return _("OPEN INCIDENTS - reading the log")
    return _("OPEN INCIDENTS {count}, the worst first").format(count=len(view.summaries))


def _rows(view: HomeView, width: int, room: int) -> Sequence[Line]:
    if view.summaries is None:
        return []
    if not view.summaries:
        return [
            blank(),
            line("  ", _("Nothing is open.")),
            line("  ", ("d", ".key"), "  ", _("declares an incident: a title, a tier, one confirmation.")),
            line("  ", _("It then walks you through the runbook, step by step, and keeps the record.")),
        ]
    shown = shown_rows(len(view.summaries), view.place, room + AROUND)
    rows = [_row(view, number, number - shown.start + 1, width) for number in shown]
    hidden = len(view.summaries) - len(rows)
    if hidden:
        words = ngettext("{count} more incident: j and k", "{count} more incidents: j and k", hidden)
        rows.append(line((f"      {words.format(count=hidden)}", ".muted")))
    return rows


def _row(view: HomeView, number: int, digit: int, width: int) -> Line:
    summary = view.summaries[number] if view.summaries else None
    if summary is None:
        return blank()
    due, is_late = _due(view, summary)
    title_width = max(10, width - 56)
    row = columns(
        ((f" {digit}" if digit <= DIGITS else "  ", ".key"), 3),
        ((summary.incident_id, ".bright"), 9),
        (summary.title, title_width),
        (tier_word(summary.tier), 14),
        (f"{summary.steps_done}/{summary.steps_total}", 6),
        ((due, ".wrong" if is_late else ""), 19),
    )
    if summary.mode is IncidentMode.EXERCISE:
        row = beside(row, line((mode_of_incident(summary.mode), ".exercise")), width)
    row = row.truncate(width, pad=True)
    return row.stylize(".selected") if number == view.place else row


def _due(view: HomeView, summary: Summary) -> tuple[str, bool]:
    if summary.next_due_at is None or view.now is None:
        return _("nothing due"), False
    left = countdown(summary.next_due_at - view.now)
    if summary.next_due == "update":
        words = _("UPDATE DUE {left}").format(left=left)
    else:
        words = f"{left} {clock_name_of(summary.next_due, view.speech)}"
    return words, view.now >= summary.next_due_at


def _start(width: int) -> Sequence[Line]:
    entries = (
        (_("Enter"), _("opens the incident at the step where it stands")),
        ("1-9", _("open that row")),
        ("d", _("declares an incident; nothing is sent by declaring")),
        ("?", _("shows all keys and runs them")),
    )
    return [rule(width, _("START")), *(columns((f"  {key}", 9), (words, width - 12)) for key, words in entries)]
