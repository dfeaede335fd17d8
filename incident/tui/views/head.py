"""The first three rows of the walk: which incident, how the time stands, which phase. Nothing pushes them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, timedelta
from functools import cache, partial

from incident.domain.clock_kinds import ClockKind
from incident.domain.clocks import QUIET, Clock
from incident.domain.incident import COMMANDER, StepState
from incident.domain.outline import is_review_overdue
from incident.domain.present import local_day
from incident.i18n import _
from incident.tui.views.lines import Line, Part, beside, line, rule, width_of
from incident.tui.views.mode import mode_part
from incident.tui.views.passing import Passing, Row, at_once
from incident.walk.moment import Walk
from incident.wording.cells import cut
from incident.wording.clocks import due_words
from incident.wording.gaps import counted as counted_ends
from incident.wording.tiers import tier_word
from incident.wording.times import clock_time

__all__ = ["due_part", "elapsed", "head_lines", "head_rows"]

LEAST_TITLE = 8
"""Cells of a title from which it says something."""
_OF_LAW = (ClockKind.REPORT, ClockKind.UNVERIFIED)


def head_rows(walk: Walk, width: int, _height: int = 3) -> Sequence[Row]:
    """Rows 1 to 3; the wall clock and what runs pass with the time."""
    rest, revision = [_position(walk), *_counters(walk)], cache(partial(_revision, walk))
    second = partial(_second, rest=rest, revision=revision, width=width)
    return [Passing(partial(_first, width=width)), Passing(second), _phases(walk, width)]


def head_lines(walk: Walk, width: int) -> Sequence[Line]:
    """Rows 1 to 3 as they are now."""
    return at_once(head_rows(walk, width), walk)


def elapsed(length: timedelta) -> str:
    """`T+00:27:41`; hours go on past a day."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"T+{hours:02}:{minutes:02}:{seconds:02}"


def _first(walk: Walk, width: int) -> Line:
    incident, speech = walk.incident, walk.speech
    left = line(" ", (incident.id, ".bright"), " ", str(incident.title))
    clock = clock_time(walk.now, speech.zone, seconds=True)
    lead, tier = line(" ", _lead(walk), "  "), line((tier_word(incident.tier), ".bright"))
    mode = mode_part(incident.mode)
    end = lead + tier + line(f"  {clock}  ", mode)
    if width - width_of(end) < min(width_of(left), 22) + 1:
        end = lead + tier + line("  ", mode)  # who leads is not on the wall; the time is
    return beside(left, end, width)


def _lead(walk: Walk) -> str:
    person = walk.incident.person_of(COMMANDER)
    if person is None:
        return _("nobody leads")
    if person == walk.person:
        return _("you lead")
    return _("lead {name}").format(name=walk.speech.person(person))


def _second(walk: Walk, rest: Sequence[Part], revision: Callable[[int], tuple[str, str]], width: int) -> Line:
    """Elapsed, what is due, the place, the counters, the runbook; what does not fit goes as a whole, the last first."""
    elapsed_part: Part = (elapsed(walk.elapsed()), ".bright")
    parts = [elapsed_part, *_dues(walk), *rest]
    for gap in ("   ", "  "):
        row = _row(parts, gap)
        if width_of(row) <= width:
            room = width - width_of(row) - len(gap)
            shown = row + line(gap, revision(room)) if room >= width_of(revision(0)[0]) else row
            return shown.truncate(width, pad=True, ellipsis=True)
    while len(parts) > 1 and width_of(_row(parts, "  ")) > width:
        parts.pop()
    return _row(parts, "  ").truncate(width, pad=True, ellipsis=True)


def _row(parts: Sequence[Part], gap: str) -> Line:
    return line(" ") + line(gap).join([line(part) for part in parts])


def _dues(walk: Walk) -> Sequence[Part]:
    """The update, whatever else is due first (what Home says is among them), and the law's next report."""
    update = walk.clock(ClockKind.UPDATE)
    other = _soonest([c for c in walk.clocks if c.kind not in (ClockKind.UPDATE, *QUIET)], walk)
    legal = next((c for c in walk.clocks if c.kind in _OF_LAW), None)
    each = dict.fromkeys(c for c in (update, other, legal) if c is not None)
    shown = sorted(each, key=lambda c: c.due_at)
    dues = [due_part(walk, clock) for clock in shown]
    return dues if update is not None or not walk.is_open else [(_("UPDATE not due"), ".muted"), *dues]


def _soonest(clocks: Sequence[Clock], walk: Walk) -> Clock | None:
    """Whatever is due first; of steps that are due at once, the current one."""
    first = next(iter(clocks), None)
    if first is None or first.kind is not ClockKind.STEP or walk.current is None:
        return first
    tied = (c for c in clocks if c.kind is ClockKind.STEP and c.due_at == first.due_at)
    return next((c for c in tied if c.subject == walk.current.step.id), first)


def due_part(walk: Walk, clock: Clock) -> tuple[str, str]:
    """What is due and in which time, with its style; of a step that is not the current one, which."""
    words = due_words(clock.id, clock.remaining(walk.now), walk.incident.runbook.family)
    item = walk.checklist.item(clock.subject) if clock.kind is ClockKind.STEP else None
    is_current = walk.current is not None and walk.current.step.id == clock.subject
    if item is not None and not is_current:
        words = _("{due} (step {number})").format(due=words, number=item.number)
    return (words, ".wrong" if clock.is_overdue(walk.now) else ".bright")


def _position(walk: Walk) -> Part:
    """Where the walk is, and how much is done: counted as Home counts it."""
    if not walk.is_open:
        return _("closed")
    counted = walk.checklist.applicable
    done = sum(item.is_complete for item in counted)
    if walk.current is not None:
        words = _("step {number}  {done}/{total}")
        return words.format(number=walk.current.number, done=done, total=len(counted))
    left = walk.checklist.open_work
    if not left:
        if walk.checklist.in_state(StepState.NOT_APPLICABLE):
            return counted_ends(walk.checklist)
        return _("all {count} steps done").format(count=len(counted))
    words = _("complete except {count} waiting")
    if all(item.state is StepState.DEFERRED for item in left):
        words = _("complete except {count} deferred")
    return (words.format(count=len(left)), ".waiting")


def _counters(walk: Walk) -> Sequence[Part]:
    words = {
        StepState.DEFERRED: _("{count} deferred"),
        StepState.ASKED: _("{count} asked"),
        StepState.OVERRIDDEN: _("{count} overridden"),
    }
    if walk.current is None and walk.checklist.open_items:
        words = {StepState.OVERRIDDEN: words[StepState.OVERRIDDEN]}  # the place says the others
    counts = {state: len(walk.checklist.in_state(state)) for state in words}
    styles = {StepState.DEFERRED: ".waiting"}
    return [(words[s].format(count=n), styles.get(s, ".muted")) for s, n in counts.items() if n]


def _revision(walk: Walk, room: int) -> tuple[str, str]:
    """Which runbook: its revision, when it was last checked, its title; as much of it as there is room for."""
    runbook = walk.incident.runbook
    number = _("r{revision}").format(revision=runbook.revision)
    is_stale = is_review_overdue(runbook.reviewed_on, runbook.review_every, local_day(walk.now, UTC))
    mark = _("{runbook} STALE").format(runbook=number) if is_stale else number
    checked = _("{runbook}, checked {date}").format(runbook=mark, date=runbook.reviewed_on)
    said = checked if runbook.reviewed_on and width_of(checked) <= room else mark
    title = cut(walk.speech.text("title") or runbook.id, room - width_of(said) - 2)
    return (f"{said}  {title}" if width_of(title) >= LEAST_TITLE else said, ".wrong" if is_stale else ".muted")


def _phases(walk: Walk, width: int) -> Line:
    """All titles where they fit; otherwise numbers, and the title of the phase that is worked on."""
    there = [number for number, view in enumerate(walk.checklist.phases) if view.is_there]
    here = walk.current.phase if walk.current else there[-1]
    for spoken in (there, range(here, here + 2), range(here, here + 1)):
        words = " > ".join(_phase(walk, number, is_spoken=number in spoken) for number in there)
        if width_of(words) + 4 <= width:
            return rule(width, words)
    return rule(width, _phase(walk, here, is_spoken=True))


def _phase(walk: Walk, number: int, *, is_spoken: bool) -> str:
    view = walk.checklist.phases[number]
    title = f"{number + 1} {walk.speech.phase(view.phase.id)}" if is_spoken else str(number + 1)
    if view.is_complete and view.total:
        return _("{phase} done").format(phase=title)
    return f"{title} {view.done}/{view.total}" if is_spoken else title
