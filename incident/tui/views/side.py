"""Beside the box on a broad screen: every clock, who has which role, and what done steps say is still true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.i18n import _, ngettext
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.head import due_part
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.walk.moment import Walk

__all__ = ["side_lines"]

MOST_ROWS: Final = 3
FRAME: Final = 2
"""Rows of a frame itself."""
LEAST_CLOCKS: Final = 5


def side_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The frames, one above the other; the clocks take what the people leave, the earliest due first."""
    room = width - SIDES
    people, still_true = list(_people(walk, room)), list(_still_true(walk, room))
    left = height - FRAME - sum(len(rows) + FRAME for rows in (people, still_true) if rows)
    clocks = _cropped(list(_clocks(walk, room)), max(LEAST_CLOCKS, left))
    rows = list[Line]()
    for title, inside in ((_("CLOCKS"), clocks), (_("PEOPLE"), people), (_("STILL TRUE"), still_true)):
        left = height - len(rows) - FRAME
        if inside and left > 0:
            rows.extend(framed(title, inside[:left], width))
    return rows[:height]


def _cropped(rows: Sequence[Line], most: int) -> Sequence[Line]:
    """As many as that; those left out are counted."""
    if len(rows) <= most:
        return rows
    hidden = len(rows) - most + 1
    words = ngettext("{count} more", "{count} more", hidden).format(count=hidden)
    return [*rows[: most - 1], line((words, ".muted"))]


def _clocks(walk: Walk, room: int) -> Iterator[Line]:
    """What is due, the earliest first, with the time of the day where there is room for both."""
    for clock in walk.clocks:
        words, style = due_part(walk, clock)
        when = walk.speech.when(clock.due_at, walk.now)
        if width_of(words) + width_of(when) < room:
            yield beside(line((words, style)), line((when, ".muted")), room)
        else:
            yield from (line((row, style)) for row in wrap(words, room, MOST_ROWS))


def _people(walk: Walk, room: int) -> Iterator[Line]:
    wanted = (*walk.incident.roles_to_fill(), *walk.incident.roles)
    for role in dict.fromkeys(wanted):
        person = walk.incident.person_of(role)
        who = line((_("nobody yet"), ".wrong")) if person is None else line(_name(walk, person))
        label = f"{walk.speech.role(role)} "
        if width_of(label) + width_of(who) <= room:
            yield beside(line((label, ".muted")), who, room)
        else:
            yield from (line((row, ".muted")) for row in wrap(label, room, MOST_ROWS))
            yield beside(line(""), who, room)


def _name(walk: Walk, person: str) -> str:
    """The name, and the steps that the person has taken and not finished."""
    name = walk.speech.person(person)
    name = _("{name} (you)").format(name=name) if person == walk.person else name
    taken = [item.number for item in walk.checklist.open_items if item.progress and item.progress.taken_by == person]
    step = _("step {number}").format(number=_(", ").join(taken))
    return f"{name}  {step}" if taken else name


def _still_true(walk: Walk, room: int) -> Iterator[Line]:
    for item in walk.checklist.items:
        words = walk.speech.text(f"step.{item.step.id}.still_true")
        if words and item.is_complete and item.progress is not None:
            step = _("step {number}").format(number=item.number)
            yield from (line(row) for row in wrap(f"{step}: {words}", room, MOST_ROWS))
