"""The one bright thing: the current step in a heavy box, its labels by its verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from incident.domain.checklist import Item
from incident.domain.clock_kinds import ClockKind
from incident.domain.incident import StepState
from incident.domain.runbook import Mode, Verb
from incident.i18n import _
from incident.tui.views.lines import Line, blank, line, width_of, wrap
from incident.tui.views.rows import STATE_STYLES, waiting_rows
from incident.tui.views.verbs import labelled, verb_rows
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.pacing import pace_note
from incident.wording.quoting import said
from incident.wording.steps import mode_word
from incident.wording.times import countdown, duration

__all__ = ["box_lines"]

EDGE = ".bright"
LONGEST: Final = 6
"""Lines of a text in the box, where there is room."""
MOST_BRANCH: Final = 24
"""Cells of the title of a branch; the step's own title stands beside it."""
MOST_TITLE: Final = 3
EDGES: Final = 6
"""Cells of the upper border that no title takes."""
MINUTE: Final = timedelta(minutes=1)


def box_lines(walk: Walk, width: int, height: int = 12) -> Sequence[Line]:
    """The box around the step shown, borders included, in at most `height` rows."""
    item = walk.shown
    top, under = _top(walk, item, width)
    most = max(1, height - 2 - len(under))
    rows = _fitting(walk, item, width - 4, most) if item else _nothing_left(walk)
    if len(rows) > most:
        rows = [*rows[: most - 1], rows[-1]]
    if item is None and walk.is_open:
        left = (row for each in walk.checklist.open_work for row in waiting_rows(walk, each, width - 4))
        rows.extend(islice(left, most - len(rows)))
    sides = (_side(row, width) for row in (*under, *rows))
    return [top, *sides, line(("┗" + "━" * (width - 2) + "┛", EDGE))]


def _fitting(walk: Walk, item: Item, width: int, most: int) -> list[Line]:
    """The step in as many lines each as there is room for, so that words are cut only where they must be."""
    rows = list[Line]()
    for lines_each in range(LONGEST, 1, -1):
        rows = list(_rows(walk, item, width, lines_each))
        if len(rows) <= most:
            break
    return rows


def _rows(walk: Walk, item: Item, width: int, lines_each: int) -> Iterator[Line]:
    caution = walk.speech.text(f"step.{item.step.id}.caution")
    if caution:
        words = _("! CAUTION  {words}").format(words=caution)
        yield from (line((row, ".caution")) for row in wrap(words, width, lines_each))
    if item.state in (StepState.HELD, StepState.DEFERRED, StepState.ASKED, StepState.NOT_AS_EXPECTED):
        yield from _interrupted(walk, item)
    if item.is_waiting and item.pace.until is not None and item.step.verb is not Verb.WAIT:
        words = _("ITS ROUND begins at {time}, in {left}   Space begins it now")
        left, time = countdown(item.pace.until - walk.now), walk.speech.when(item.pace.until, walk.now)
        yield line((words.format(time=time, left=left), ".waiting"))
    yield from verb_rows(walk, item, width, most=lines_each)
    if walk.speech.whole(f"step.{item.step.id}.show"):
        yield from labelled(_("TO COPY"), _("Enter shows the text to copy"), width, most=1)
    yield _times(walk, item)


def _interrupted(walk: Walk, item: Item) -> Iterator[Line]:
    """Why the step is not simply current, and since when."""
    progress = item.progress
    if progress is None:
        return
    words = {
        StepState.HELD: _("HOLDING HERE for {time}, {name}: {why}   h goes on"),
        StepState.DEFERRED: _("DEFERRED {time} ago by {name}: {why}"),
        StepState.ASKED: _("ASKED {time} ago by {name}: {why}"),
        StepState.NOT_AS_EXPECTED: _("NOT AS EXPECTED {time} ago, {name}: {why}"),
    }[item.state]
    since = _ago(walk.now - progress.at)
    name, why = walk.speech.person(progress.by), said(progress.words) if progress.words else "-"
    if item.state is StepState.ASKED and progress.until_person:
        name = f"{name} -> {walk.speech.person(progress.until_person)}"
    yield line((words.format(time=since, name=name, why=why), STATE_STYLES[item.state]))


def _ago(length: timedelta) -> str:
    """In words and whole minutes: `02:09` would be taken for a time of the day."""
    return duration(length - length % MINUTE if length >= MINUTE else length)


def _times(walk: Walk, item: Item) -> Line:
    """When the step is due, how its timer stands, and whose it is."""
    step, progress, parts = item.step, item.progress, list[str]()
    timer, due = walk.clock(ClockKind.TIMER, step.id), walk.clock(ClockKind.STEP, step.id)
    if timer is not None and timer.is_overdue(walk.now):
        parts.append(_("TIME IS UP: as expected? Space yes, n no"))
    elif timer is not None:
        parts.append(_("TIMER {left} left").format(left=countdown(timer.remaining(walk.now))))
    if due is not None:
        left = countdown(abs(due.remaining(walk.now)))
        words = _("was due {time}, {left} late") if due.is_overdue(walk.now) else _("due {time}, in {left}")
        parts.append(words.format(time=walk.speech.when(due.due_at, walk.now), left=left))
    if progress is not None and progress.taken_by and progress.taken_at:
        name, time = walk.speech.person(progress.taken_by), walk.speech.when(progress.taken_at, walk.now)
        parts.append(_("taken by {name} {time}").format(name=name, time=time))
    parts.append(_owner(walk, step.by))
    late = any(clock is not None and clock.is_overdue(walk.now) for clock in (timer, due))
    return line(("   ".join(filter(None, parts)), ".wrong" if late else ".muted"))


def _owner(walk: Walk, role: str | None) -> str:
    if role is None:
        return ""
    person = walk.incident.person_of(role)
    name = walk.speech.person(person) if person else _("nobody yet")
    return _("{role}: {name}").format(role=walk.speech.role(role), name=name)


def _top(walk: Walk, item: Item | None, width: int) -> tuple[Line, Sequence[Line]]:
    """The upper border: glyph, number and title at the left, how the step is worked at the right.

    What has no room in it stands in the rows under it: no title is cut.
    """
    if item is None:
        return _border(walk.speech.text("title"), "", width), ()
    glyph = "[.]" if walk.is_looking and item.state is StepState.TO_DO else item.state.glyph
    lead, title, end = f"{glyph} {item.number}  ", walk.speech.step(item.step.id), _kind(walk, item)
    room = width - EDGES - width_of(lead)
    if width_of(title) + width_of(end) + 2 * bool(end) < room:
        return _border(lead + title, end, width), ()
    first, *others = wrap(title, room, MOST_TITLE)
    kind = [line((end, EDGE))] if end else []
    return _border(lead + first, "", width), [*(line((row, ".bright")) for row in others), *kind]


def _border(title: str, end: str, width: int) -> Line:
    right = line((f" {end} " if end else "", EDGE), ("━┓", EDGE))
    left = line(("┏━ ", EDGE), (title, ".bright"), (" ", EDGE)).truncate(max(4, width - width_of(right)), ellipsis=True)
    return left + line(("━" * max(0, width - width_of(left) - width_of(right)), EDGE)) + right


def _kind(walk: Walk, item: Item) -> str:
    words = [_("LOOKING, . goes back")] if walk.is_looking else []
    words += _within(walk, item)
    words += [_("CRITICAL")] if item.step.critical else []
    words += [_("ADDED")] if item.is_added else []
    if item.step.verb is Verb.DO and item.step.mode is not Mode.READ_DO:
        words.append(mode_word(item.step.mode))
    return "  ".join(words)


def _within(walk: Walk, item: Item) -> list[str]:
    """Of a step of a repeat its round, of one of a branch that branch."""
    branch = item.step.branch
    above = walk.checklist.item(branch.step) if branch and branch.is_body else None
    if above is None or branch is None:
        return []
    if above.step.verb is Verb.REPEAT:
        return [] if item.is_waiting else [pace_note(above, walk.speech, walk.now)]  # the row of its round says it
    return [cut(walk.speech.option(branch.step, branch.option), MOST_BRANCH)] if branch.option else []


def _side(row: Line, width: int) -> Line:
    return line(("┃ ", EDGE)) + row.truncate(width - 4, pad=True, ellipsis=True) + line((" ┃", EDGE))


def _nothing_left(walk: Walk) -> list[Line]:
    """What stands in the box where no step can be worked."""
    if not walk.is_open:
        closed_at = walk.incident.closed_at or walk.now
        words = _("CLOSED at {time}. t shows the timeline, m adds a note.").format(time=walk.speech.moment(closed_at))
        return [line((words, ".bright"))]
    left = walk.checklist.open_work
    if left:
        words = _("COMPLETE EXCEPT {count} WAITING").format(count=len(left))
        return [line((words, ".waiting")), line(_("j and k choose one; its keys work on it at once."))]
    return [line((_("COMPLETE: nothing is open"), ".done")), blank(), line(_("C closes the incident."))]
