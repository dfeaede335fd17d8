"""The first three rows of the walk: which incident, how the time stands, which phase. Nothing pushes them away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from incident.domain.clocks import ClockKind
from incident.domain.incident import COMMANDER, StepState
from incident.i18n import _
from incident.tui.views.lines import Line, Part, beside, line, rule, width_of
from incident.tui.views.mode import mode_part
from incident.tui.views.walk import Walk
from incident.wording.tiers import tier_word
from incident.wording.times import clock_time, countdown

__all__ = ["elapsed", "head_lines"]

_DIGITS = re.compile(r"\d+")


def head_lines(walk: Walk, width: int, _height: int = 3) -> Sequence[Line]:
    """Rows 1 to 3."""
    return [_first(walk, width), _second(walk, width), _phases(walk, width)]


def elapsed(length: timedelta) -> str:
    """`T+00:27:41`; hours go on past a day."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"T+{hours:02}:{minutes:02}:{seconds:02}"


def _first(walk: Walk, width: int) -> Line:
    incident, speech = walk.incident, walk.speech
    left = line(" ", (incident.id, ".bright"), " ", str(incident.title))
    clock = clock_time(walk.now, speech.zone, seconds=True)
    end = line((tier_word(incident.tier), ".bright"), f"  {clock}  ", mode_part(incident.mode))
    lead = line(" ", _lead(walk), "  ")
    if width - width_of(end) - width_of(lead) >= min(width_of(left), 22) + 1:
        end = lead + end
    return beside(left, end, width)


def _lead(walk: Walk) -> str:
    person = walk.incident.person_of(COMMANDER)
    if person is None:
        return _("nobody leads")
    if person == walk.person:
        return _("you lead")
    return _("lead {name}").format(name=walk.speech.person(person))


def _second(walk: Walk, width: int) -> Line:
    parts: list[Part] = [" ", (elapsed(walk.elapsed()), ".bright"), "   ", _update(walk), "   ", _position(walk)]
    for state, words in _counters(walk):
        parts += ["   ", (words, ".waiting" if state is StepState.DEFERRED else ".muted")]
    parts += ["   ", _revision(walk)]
    return line(*parts).truncate(width, pad=True)


def _update(walk: Walk) -> Part:
    clock = walk.clock(ClockKind.UPDATE)
    if clock is None:
        return (_("UPDATE not due"), ".muted")
    words = _("UPDATE DUE {left}").format(left=countdown(clock.remaining(walk.now)))
    return (words, ".wrong" if clock.is_overdue(walk.now) else ".bright")


def _position(walk: Walk) -> str:
    if not walk.is_open:
        return _("closed")
    numbers = [_DIGITS.match(item.number) for item in walk.checklist.items]
    last = max((int(found.group()) for found in numbers if found), default=0)
    if walk.current is None:
        waits = any(not item.is_complete for item in walk.checklist.items)
        words = _("waiting, of {last} steps") if waits else _("all {last} steps done")
        return words.format(last=last)
    return _("step {number} of {last}").format(number=walk.current.number, last=last)


def _counters(walk: Walk) -> Sequence[tuple[StepState, str]]:
    words = {
        StepState.DEFERRED: _("{count} deferred"),
        StepState.ASKED: _("{count} asked"),
        StepState.OVERRIDDEN: _("{count} overridden"),
    }
    counts = {state: len(walk.checklist.in_state(state)) for state in words}
    return [(state, words[state].format(count=count)) for state, count in counts.items() if count]


def _revision(walk: Walk) -> Part:
    runbook = walk.incident.runbook
    words = _("r{revision} {runbook}").format(runbook=runbook.id, revision=runbook.revision)
    try:
        is_stale = date.fromisoformat(runbook.reviewed_on) + runbook.review_every < walk.now.date()
    except ValueError:
        is_stale = True
    return (_("{runbook} STALE").format(runbook=words), ".wrong") if is_stale else (words, ".muted")


def _phases(walk: Walk, width: int) -> Line:
    """All titles where they fit; otherwise numbers, and the title of the phase that is worked on."""
    views, current = walk.checklist.phases, walk.current
    here = current.phase if current else len(views) - 1
    for spoken in (range(len(views)), range(here, here + 2), range(here, here + 1)):
        words = " > ".join(_phase(walk, number, is_spoken=number in spoken) for number in range(len(views)))
        if width_of(words) + 4 <= width:
            return rule(width, words)
    return rule(width, _phase(walk, here, is_spoken=True))


def _phase(walk: Walk, number: int, *, is_spoken: bool) -> str:
    view = walk.checklist.phases[number]
    title = f"{number + 1} {walk.speech.phase(view.phase.id)}" if is_spoken else str(number + 1)
    if view.is_complete and view.total:
        return _("{phase} done").format(phase=title)
    return f"{title} {view.done}/{view.total}" if is_spoken else title
