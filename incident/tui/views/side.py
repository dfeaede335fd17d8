"""Beside the box on a broad screen: every clock, who has which role, open questions, what steps say is still true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.domain.questions.waiting import open_questions
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock
from incident.i18n import _, ngettext
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.head import due_part
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.walk.moment import Walk
from incident.wording.clocks import due_words, step_due_words
from incident.wording.questions import asked_words, standing_words

__all__ = ["side_lines", "whole_parts"]

MOST_ROWS: Final = 3
FRAME: Final = 2
"""Rows of a frame itself."""
LEAST_CLOCKS: Final = 5


def side_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The frames, one above the other; the clocks take what the people leave, the earliest due first."""
    room = width - SIDES
    people, asked, still_true = (list(part(walk, room)) for part in (_people, _asked, _still_true))
    left = height - FRAME - sum(sum(map(len, part)) + FRAME for part in (people, asked, still_true) if part)
    clocks = _cropped(walk, room, max(LEAST_CLOCKS, left))
    rows = list[Line]()
    parts = (
        (_("CLOCKS"), [[row] for row in clocks]),
        (_("PEOPLE"), people),
        (_("OPEN QUESTIONS"), asked),
        (_("STILL TRUE"), still_true),
    )
    for title, inside in parts:
        left = height - len(rows) - FRAME
        if inside and left > 0:
            rows.extend(framed(title, whole_parts(inside, left), width))
    return rows[:height]


def whole_parts(parts: Sequence[Sequence[Line]], most: int) -> Sequence[Line]:
    """As many of them as have room in so many rows, each whole; those left out are counted."""
    if sum(map(len, parts)) <= most:
        return [row for part in parts for row in part]
    shown = list[Line]()
    for count, part in enumerate(parts):
        if len(shown) + len(part) >= most:
            return [*shown, _more(len(parts) - count)] if shown else part[:most]
        shown.extend(part)
    return shown


def _more(count: int) -> Line:
    return line((ngettext("{count} more", "{count} more", count).format(count=count), ".muted"))


def _cropped(walk: Walk, room: int, most: int) -> Sequence[Line]:
    """As many whole clocks as have room in so many rows, the update among them; those left out are counted."""
    update = walk.clock(ClockKind.UPDATE)
    clocks = [(clock is update, _clock(walk, clock, room)) for clock in walk.clocks]
    if sum(len(rows) for _is_update, rows in clocks) <= most:
        return [row for _is_update, rows in clocks for row in rows]
    left = most - 1 - sum(len(rows) for is_update, rows in clocks if is_update)
    shown, count, is_full = list[Line](), 0, False
    for is_update, rows in clocks:
        is_full = is_full or (not is_update and len(rows) > left)
        if is_update or not is_full:
            left -= 0 if is_update else len(rows)
            shown.extend(rows)
            count += 1
    return [*shown, _more(len(clocks) - count)]


def _clock(walk: Walk, clock: Clock, room: int) -> Sequence[Line]:
    """What is due, with the time of the day at the end."""
    words, style = due_part(walk, clock)
    when = walk.speech.when(clock.due_at, walk.now)
    *others, last = wrap(_named(walk, clock) or words, room, MOST_ROWS)
    if width_of(last) + width_of(when) >= room:
        others, last = [*others, last], ""
    return [*(line((row, style)) for row in others), beside(line((last, style)), line((when, ".muted")), room)]


def _named(walk: Walk, clock: Clock) -> str:
    """With the phase or the step that it is about, of which others stand beside it; '' of any other clock."""
    item = walk.checklist.item(clock.subject) if clock.kind is ClockKind.STEP else None
    if item is not None:
        return step_due_words(item.number, clock.remaining(walk.now))
    if clock.kind is not ClockKind.PHASE:
        return ""
    words = due_words(clock.id, clock.remaining(walk.now))
    return _("{words}: {title}").format(words=words, title=walk.speech.phase(clock.subject))


def _people(walk: Walk, room: int) -> Iterator[Sequence[Line]]:
    wanted = (*walk.incident.roles_to_fill(), *walk.incident.roles)
    for role in dict.fromkeys(wanted):
        person = walk.incident.person_of(role)
        who = line((_("nobody yet"), ".wrong")) if person is None else line(_name(walk, person))
        label = walk.speech.role(role)
        if width_of(label) + 1 + width_of(who) <= room:
            yield [beside(line((label, ".muted")), who, room)]
        else:
            named = [line((row, ".muted")) for row in wrap(label, room, MOST_ROWS)]
            yield [*named, beside(line(""), who, room)]


def _name(walk: Walk, person: str) -> str:
    """The name, and the steps that the person has taken and not finished."""
    name = walk.speech.person(person)
    name = _("{name} (you)").format(name=name) if person == walk.person else name
    taken = [item.number for item in walk.checklist.open_items if item.progress and item.progress.taken_by == person]
    step = _("step {number}").format(number=_(", ").join(taken))
    return f"{name}  {step}" if taken else name


def _asked(walk: Walk, room: int) -> Iterator[Sequence[Line]]:
    """What waits for an answer in words, each with how it stands."""
    for question in open_questions(walk.incident):
        words = [line(row) for row in wrap(asked_words(question, walk.speech), room, MOST_ROWS)]
        style = ".wrong" if walk.now >= question.due_at else ".muted"
        standing = standing_words(question, walk.speech, walk.now)
        yield [*words, *(line((f"  {row}", style)) for row in wrap(standing, room - 2, MOST_ROWS))]


def _still_true(walk: Walk, room: int) -> Iterator[Sequence[Line]]:
    for item in walk.checklist.items:
        words = walk.speech.text(f"step.{item.step.id}.still_true")
        if words and item.was_done and item.progress is not None:
            standing = _("step {number}: {words}").format(number=item.number, words=words)
            yield [line(row) for row in wrap(standing, room, MOST_ROWS)]
