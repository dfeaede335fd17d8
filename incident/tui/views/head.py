"""The first three rows of the walk: which incident, how the time stands, which phase. Nothing pushes them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache, partial

from incident.domain.incident import COMMANDER
from incident.domain.runbooks.outline import is_review_overdue
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import QUIET, Clock, due_first
from incident.domain.timing.present import local_day
from incident.i18n import _
from incident.tui.views.counters import counters, kept, position, ruled_out
from incident.tui.views.lines import Line, Part, beside, line, shortened, width_of
from incident.tui.views.mode import tier_and_mode
from incident.tui.views.passing import Passing, Row, at_once
from incident.tui.views.phases import AROUND_PHASE, here_words, phases_row
from incident.walk.moment import Walk
from incident.wording.clocks import due_words, step_due_words
from incident.wording.times import clock_time

__all__ = ["cut_title", "due_part", "elapsed", "head_lines", "head_rows"]

_ANY_TIME = "00:00:00"
_OF_LAW = (ClockKind.REPORT, ClockKind.UNVERIFIED)


WIDE = 80
"""Cells from which row 1 says 'you lead' beside any title."""
LEAST_LEAD = 12
"""Cells of who leads, where the title and the time need the others."""
LEAST_TITLE = 34
"""Cells of id and title that no name takes."""
CUT_TITLE = 25
"""Cells of them where the title is cut anyhow: a short name goes before more of it, for it stands whole elsewhere."""


def head_rows(walk: Walk, width: int, _height: int = 3) -> Sequence[Row]:
    """Rows 1 to 3; the wall clock and what runs pass with the time."""
    rest, revision = ([position(walk), *kept(walk)], counters(walk)), cache(partial(_revision, walk))
    fitted = _OfMoment(rest, width)  # both rows ask for it, each second
    second = partial(_second, fitted=fitted, rest=rest, revision=revision, width=width)
    if words := _standstill(walk):
        return [
            Passing(partial(_first, ends=_ends(walk), width=width)),
            Passing(second),
            shortened(line((f" {words}", ".exercise")), width, pad=True),
        ]
    third = partial(_third, fitted=fitted, phases=phases_row(walk, width), width=width)
    return [Passing(partial(_first, ends=_ends(walk), width=width)), Passing(second), Passing(third)]


def _standstill(walk: Walk) -> str:
    """That an exercise is not played now, in the place of the phases: nobody should work on."""
    if walk.incident.exercise is None:
        return ""
    from incident.wording.exercising import standstill_words  # here: few incidents are exercises

    return standstill_words(walk.incident.exercise)


def head_lines(walk: Walk, width: int) -> Sequence[Line]:
    """Rows 1 to 3 as they are now."""
    return at_once(head_rows(walk, width), walk)


def cut_title(walk: Walk, width: int) -> str:
    """The title of the incident, where row 1 has no room for the whole of it; else ''."""
    ends = _ends(walk)
    row = _row_one(walk, _ANY_TIME, ends, width)  # not the time itself: what is left alone may stand for hours
    return "" if row.plain.startswith(ends[0].plain) else str(walk.incident.title)


def elapsed(length: timedelta) -> str:
    """`T+00:27:41`; hours go on past a day."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"T+{hours:02}:{minutes:02}:{seconds:02}"


def _ends(walk: Walk) -> tuple[Line, Line, Line]:
    """Of row 1 what no second changes: which incident; who leads; tier and mode."""
    incident = walk.incident
    left = line(" ", (incident.id, ".bright"), " ", str(incident.title))
    return left, line(_lead(walk)), tier_and_mode(incident.tier, incident.mode)


def _first(walk: Walk, ends: tuple[Line, Line, Line], width: int) -> Line:
    return _row_one(walk, clock_time(walk.now, walk.speech.zone, seconds=True), ends, width)


def _row_one(walk: Walk, clock: str, ends: tuple[Line, Line, Line], width: int) -> Line:
    left, lead, standing = ends
    whole = width_of(left) + len("  ") + width_of(standing)
    is_own = walk.incident.person_of(COMMANDER) == walk.person
    if width < WIDE and is_own and whole <= width < whole + width_of(lead) + len("  "):
        return beside(left, standing, width)  # which incident it is matters more than that it is one's own
    end = line(f"{clock}  ") + standing
    room = width - width_of(end) - min(width_of(left), LEAST_TITLE) - len("    ")
    if room < min(width_of(lead), LEAST_LEAD):
        end = standing  # who leads is not on the wall; the time is
        room = width - width_of(end) - min(width_of(left), LEAST_TITLE) - len("    ")
    both = width - width_of(end) - len("    ")
    is_cut = width_of(left) > both - max(min(room, width_of(lead)), LEAST_LEAD)
    if is_cut and both - width_of(lead) >= CUT_TITLE:
        room = width_of(lead)
    return beside(left, line(" ", shortened(lead, max(room, LEAST_LEAD)), "  ") + end, width)


def _lead(walk: Walk) -> str:
    person = walk.incident.person_of(COMMANDER)
    if person is None:
        return _("nobody leads")
    if person == walk.person:
        return _("you lead")
    return _("lead {name}").format(name=walk.speech.person(person))


class _OfMoment:
    """What row 2 has room for, and what is due and has none, at the moment that was asked for last."""

    def __init__(self, rest: tuple[Sequence[Part], Sequence[Part]], width: int) -> None:
        self._rest, self._width = rest, width
        self._walk: Walk | None = None
        self._found: tuple[Sequence[Part], Sequence[Part]] = ((), ())

    def __call__(self, walk: Walk) -> tuple[Sequence[Part], Sequence[Part]]:
        if walk is not self._walk:
            self._walk, self._found = walk, _fitted(walk, self._rest, self._width)
        return self._found


def _second(
    walk: Walk,
    fitted: _OfMoment,
    rest: tuple[Sequence[Part], Sequence[Part]],
    revision: Callable[[int], tuple[str, str]],
    width: int,
) -> Line:
    """Elapsed, what is due, the place with what waits, the counters, the runbook.

    What does not fit goes as a whole: the counters, then what is due beside the update, which row 3 shows; never the
    place, what is put off, or where somebody holds (reference/UX.md, B notes: row 2 is sacred).
    """
    parts, _left_out = fitted(walk)
    for gap in ("   ", "  "):
        row = _row(parts, gap)
        if width_of(row) <= width:
            is_whole = len(parts) == 1 + len(_dues(walk)) + sum(map(len, rest))
            return _ended(row, gap, ruled_out(walk), revision, width) if is_whole else row.truncate(width, pad=True)
    return shortened(_row(parts, "  "), width, pad=True)


def _fitted(
    walk: Walk, rest: tuple[Sequence[Part], Sequence[Part]], width: int
) -> tuple[Sequence[Part], Sequence[Part]]:
    """What row 2 has room for, and what is due and has none."""
    start: Part = (elapsed(walk.elapsed()), ".bright")
    kept, counters = rest[0], list(rest[1])
    dues, left_out = list(_dues(walk)), list[Part]()
    while True:
        parts = [start, *(part for part, _is_update in dues), *kept, *counters]
        if not (counters or dues) or width_of(_row(parts, "  ")) <= width:
            return parts, left_out
        if counters:
            counters.pop()
        else:
            place = next((n for n in reversed(range(len(dues))) if not dues[n][1]), -1)
            left_out.insert(0, dues.pop(place)[0])


def _ended(row: Line, gap: str, last: Sequence[Part], revision: Callable[[int], tuple[str, str]], width: int) -> Line:
    """The row with the revision of the runbook, and before it what has room beside that."""
    least = width_of(revision(0)[0]) + len(gap)
    for part in last:
        longer = row + line(gap, part)
        row = longer if width_of(longer) + least <= width else row
    room = width - width_of(row) - len(gap)
    shown = row + line(gap, revision(room)) if room + len(gap) >= least else row
    return shortened(shown, width, pad=True)


def _row(parts: Sequence[Part], gap: str) -> Line:
    return line(" ") + line(gap).join([line(part) for part in parts])


def _dues(walk: Walk) -> Sequence[tuple[Part, bool]]:
    """The update, whatever else is due first (what Home says is among them), and the law's next report.

    Each with whether it is the update, which goes last.
    """
    update = walk.clock(ClockKind.UPDATE)
    others = [clock for clock in walk.clocks if clock.kind not in (ClockKind.UPDATE, *QUIET)]
    other = due_first(others, walk.current.step.id if walk.current else "")
    legal = next((c for c in walk.clocks if c.kind in _OF_LAW), None)
    each = dict.fromkeys(c for c in (update, other, legal) if c is not None)
    shown = sorted(each, key=lambda c: c.due_at)
    dues: list[tuple[Part, bool]] = [(due_part(walk, clock), clock is update) for clock in shown]
    return dues if update is not None or not walk.is_open else [((_("UPDATE not due"), ".muted"), False), *dues]


def due_part(walk: Walk, clock: Clock) -> tuple[str, str]:
    """What is due and in which time, with its style; of a step that is not the current one, which."""
    words = due_words(clock.id, clock.remaining(walk.now), walk.incident.runbook.family)
    item = walk.checklist.item(clock.subject) if clock.kind is ClockKind.STEP else None
    is_current = walk.current is not None and walk.current.step.id == clock.subject
    if item is not None and not is_current:
        words = step_due_words(item.number, clock.remaining(walk.now))
    return (words, ".wrong" if clock.is_overdue(walk.now) else ".bright")


def _revision(walk: Walk, room: int) -> tuple[str, str]:
    """Which runbook: its revision, when it was last checked, its title; as many of them as there is room for whole."""
    runbook = walk.incident.runbook
    number = _("r{revision}").format(revision=runbook.revision)
    is_stale = is_review_overdue(runbook.reviewed_on, runbook.review_every, local_day(walk.now, walk.speech.zone))
    mark = _("{runbook} STALE").format(runbook=number) if is_stale else number
    checked = _("{runbook}, checked {date}").format(runbook=mark, date=runbook.reviewed_on)
    said = checked if runbook.reviewed_on and width_of(checked) <= room else mark
    whole = f"{said}  {walk.speech.text('title') or runbook.id}"
    return (whole if width_of(whole) <= room else said, ".wrong" if is_stale else ".muted")


def _third(walk: Walk, fitted: _OfMoment, phases: Line, width: int) -> Line:
    """Row 3 with what is due and has no room in row 2, as much of it as there is room for."""
    left_out = list(fitted(walk)[1])
    while left_out:
        end = line(" ").join([line(part) for part in left_out])
        room = width - width_of(end) - 3
        row = phases_row(walk, room)
        if width_of(here_words(walk)) + AROUND_PHASE <= room:
            return row + line(("─", ".muted"), " ", end, " ")
        left_out.pop()
    return phases
