"""The first three rows of the walk: which incident, how the time stands, which phase. Nothing pushes them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from incident.wording.clocks import due_words, step_due_words, timer_due_words
from incident.wording.times import clock_time, elapsed
from incident.wording.titles import title_of

__all__ = ["WIDE", "cut_title", "due_part", "head_lines", "head_rows", "ruled_title"]

_Revision = Callable[[int], Part]
"""The revision of the runbook with as much of its name as so many cells hold, least of all its number."""
_ANY_TIME = "00:00:00"
_HOUR = "00:00"
_OF_LAW = (ClockKind.REPORT, ClockKind.UNVERIFIED)


BROAD = 100
"""Cells from which the parts of row 2 stand further apart."""
WIDE = 80
"""Cells from which row 1 says 'you lead' beside any title."""
LEAST_LEAD = 12
"""Cells of who leads, where the title and the time need the others."""
LEAST_TITLE = 34
"""Cells of id and title that no name takes."""
CUT_TITLE = 25
"""Cells of them that a name leaves whole: it goes before more of the title, which stands whole elsewhere."""
CUT_NARROW = 14
"""The same under 80 cells, where the title stands in the rule above the keys."""
RULED = 5
"""Cells of a rule that no words take."""


def head_rows(walk: Walk, width: int, _height: int = 3) -> Sequence[Row]:
    """Rows 1 to 3; the wall clock and what runs pass with the time."""
    rest, revision = ([position(walk), *kept(walk)], counters(walk)), cache(partial(_revision, walk))
    fitted = _OfMoment(rest, revision, width)  # both rows ask for it, each second
    second = partial(_second, fitted=fitted, revision=revision, width=width)
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
    from incident.walk.keys import key_of  # here: few incidents are exercises
    from incident.wording.exercising import standstill_words

    exercise = walk.incident.exercise
    words = standstill_words(exercise, walk.speech, walk.now)
    if not words or not exercise.is_solo or exercise.ended_at is not None:
        return words
    return _("{words}. {key} goes on or ends it").format(words=words, key=key_of("walk.close", "C"))


def _speed(walk: Walk) -> str:
    """How fast an exercise goes, whose own time all times that run are."""
    if walk.incident.speed == 1:
        return ""
    from incident.wording.exercising import speed_words  # here: as above

    return speed_words(walk.incident.exercise)


def head_lines(walk: Walk, width: int) -> Sequence[Line]:
    """Rows 1 to 3 as they are now."""
    return at_once(head_rows(walk, width), walk)


def cut_title(walk: Walk, width: int) -> str:
    """The title of the incident, where row 1 has no room for the whole of it; else ''."""
    ends = _ends(walk)
    row = _row_one(walk, _ANY_TIME, ends, width)  # not the time itself: what is left alone may stand for hours
    return "" if row.plain.startswith(ends[0].plain) else str(title_of(walk.incident))


def ruled_title(walk: Walk, width: int) -> str:
    """The title that row 1 cuts, where the rule above the keys holds it: in a narrow window it costs no row there."""
    title = cut_title(walk, width) if width < WIDE else ""
    return title if width_of(title) <= width - RULED else ""


def _ends(walk: Walk) -> tuple[Line, Line, Line]:
    """Of row 1 what no second changes: which incident; who leads; tier and mode."""
    incident = walk.incident
    left = line(" ", (incident.id, ".bright"), " ", str(title_of(incident)))
    return left, line(_lead(walk)), tier_and_mode(incident.tier, incident.mode)


def _first(walk: Walk, ends: tuple[Line, Line, Line], width: int) -> Line:
    return _row_one(walk, clock_time(walk.now, walk.speech.zone, seconds=True), ends, width)


def _row_one(walk: Walk, clock: str, ends: tuple[Line, Line, Line], width: int) -> Line:
    """Which incident, who leads, the time of day, tier and mode; the seconds go first, in 60 cells then the time."""
    left, lead, standing = ends
    hour = clock[: len(_HOUR)]
    timed, short = (line(f"{shown}  ") + standing for shown in (clock, hour))
    is_own = walk.incident.person_of(COMMANDER) == walk.person
    whole = width_of(left) + len("  ")
    if whole + width_of(lead) + len("  ") + width_of(timed) <= width:
        return beside(left, line(" ", lead, "  ") + timed, width)
    if width < WIDE and is_own and whole + width_of(standing) <= width:
        # which incident it is matters more than that it is one's own
        return beside(left, short if whole + width_of(short) <= width else standing, width)
    title = min(width_of(left), LEAST_TITLE)
    has_time = width >= WIDE or width - width_of(short) - title - len("    ") >= width_of(lead)
    end = short if has_time else standing  # in fewer cells the time is on the wall, who leads is not
    both = width - width_of(end) - len("    ")
    room = max(min(both - title, width_of(lead)), LEAST_LEAD)
    if both - width_of(lead) >= (CUT_TITLE if width >= WIDE else CUT_NARROW):
        room = width_of(lead)
    return beside(left, line(" ", shortened(lead, room), "  ") + end, width)


def _lead(walk: Walk) -> str:
    person = walk.incident.person_of(COMMANDER)
    if person is None:
        return _("nobody leads")
    if person == walk.person:
        return _("you lead")
    return _("lead {name}").format(name=walk.speech.person(person))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitted:
    """What rows 2 and 3 say at one moment, in their order."""

    second: Sequence[Part]
    third: Sequence[Part]
    """What is due, stands otherwise or names the revision, and has no room in row 2."""
    is_dated: bool
    """Whether row 2 has room for the revision."""


class _OfMoment:
    """What was fitted for the moment that was asked for last."""

    def __init__(self, rest: tuple[Sequence[Part], Sequence[Part]], revision: _Revision, width: int) -> None:
        self._rest, self._revision, self._width = rest, revision, width
        self._walk: Walk | None = None
        self._found = _Fitted(second=(), third=(), is_dated=False)

    def __call__(self, walk: Walk) -> _Fitted:
        if walk is not self._walk:
            self._walk, self._found = walk, _fitted(walk, self._rest, self._revision, self._width)
        return self._found


def _second(walk: Walk, fitted: _OfMoment, revision: _Revision, width: int) -> Line:
    """Elapsed and the update in fixed columns, what else is due, the place with what waits, the counters, the runbook.

    What does not fit goes to row 3 as a whole: what is due beside the update, then counters; never the place, what is
    put off, or where somebody holds (reference/UX.md 20, B notes: row 2 is sacred).
    """
    found, gap = fitted(walk), _gap(width)
    row = _row(found.second, gap)
    return _ended(row, gap, ruled_out(walk), revision, width) if found.is_dated else shortened(row, width, pad=True)


def _fitted(walk: Walk, rest: tuple[Sequence[Part], Sequence[Part]], revision: _Revision, width: int) -> _Fitted:
    start, gap = (" ".join(filter(None, (elapsed(walk.elapsed()), _speed(walk)))), ".bright"), _gap(width)
    kept, counted = rest[0], list(rest[1])
    updates, others = map(list, _dues(walk))
    late, fewer = list[Part](), list[Part]()
    while True:
        parts = [start, *updates, *others, *kept, *counted]
        row = width_of(_row(parts, gap))
        if row <= width or not (updates or others or counted):
            break
        if others:
            late.insert(0, others.pop())
        elif counted:
            fewer.insert(0, counted.pop())
        else:
            late.insert(0, updates.pop())
    number = revision(0)
    is_dated = row + len(gap) + width_of(number[0]) <= width
    return _Fitted(second=parts, third=[*late, *fewer, *([] if is_dated else [number])], is_dated=is_dated)


def _gap(width: int) -> str:
    """Between the parts of row 2: of the width alone, so that nothing moves when a part comes or goes."""
    return "   " if width >= BROAD else "  "


def _ended(row: Line, gap: str, last: Sequence[Part], revision: _Revision, width: int) -> Line:
    """The row with the revision of the runbook, and before it what has room beside that."""
    least = width_of(revision(0)[0]) + len(gap)
    for part in last:
        longer = row + line(gap, part)
        row = longer if width_of(longer) + least <= width else row
    return shortened(row + line(gap, revision(width - width_of(row) - len(gap))), width, pad=True)


def _row(parts: Sequence[Part], gap: str) -> Line:
    return line(" ") + line(gap).join([line(part) for part in parts])


def _dues(walk: Walk) -> tuple[Sequence[Part], Sequence[Part]]:
    """The update; and whatever else is due first (what Home says is among them), with the law's next report."""
    update = walk.clock(ClockKind.UPDATE)
    others = [clock for clock in walk.clocks if clock.kind not in (ClockKind.UPDATE, *QUIET)]
    other = due_first(others, walk.current.step.id if walk.current else "")
    legal = next((c for c in walk.clocks if c.kind in _OF_LAW), None)
    each = dict.fromkeys(c for c in (other, legal) if c is not None)
    dues = [due_part(walk, clock) for clock in sorted(each, key=lambda c: c.due_at)]
    if update is not None:
        return [due_part(walk, update)], dues
    return [(_("UPDATE not due"), ".muted")] if walk.is_open else [], dues


def due_part(walk: Walk, clock: Clock) -> tuple[str, str]:
    """What is due and in which time, with its style; of a step that is not the current one, which."""
    words = due_words(clock.id, clock.remaining(walk.now), walk.incident.runbook.family)
    said = {ClockKind.STEP: step_due_words, ClockKind.TIMER: timer_due_words}.get(clock.kind)
    item = walk.checklist.item(clock.subject) if said is not None else None
    is_current = walk.current is not None and walk.current.step.id == clock.subject
    if said is not None and item is not None and not is_current:
        words = said(item.number, clock.remaining(walk.now))
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
    """Row 3 with what has no room in row 2, as much of it as there is room for."""
    left_out = list(fitted(walk).third)
    while left_out:
        end = line("  ").join([line(part) for part in left_out])
        room = width - width_of(end) - 3
        row = phases_row(walk, room)
        if width_of(here_words(walk)) + AROUND_PHASE <= room:
            return row + line(("─", ".muted"), " ", end, " ")
        left_out.pop()
    return phases
