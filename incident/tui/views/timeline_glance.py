"""The incident at a glance, beside its timeline: what turned it, the earliest first, then what is due.

Apart from the rows of the timeline, which have every entry: here what was done step after step is one line with a
number, and what was taken back is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Final, TypeAlias

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock
from incident.domain.timing.present import local_day
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, columns, line, wrap
from incident.walk.moment import Walk
from incident.wording.clocks import clock_name
from incident.wording.milestones import milestone_word
from incident.wording.quoting import said
from incident.wording.tiers import tier_phrase
from incident.wording.times import clock_time

__all__ = ["glance_lines"]

TIME: Final = 5
HEAD: Final = TIME + 1 + 1 + 1 + 1 + 1
"""Cells before the words: the time, the bar, the sign, and a blank after each."""
MOST_ROWS: Final = 2
"""Of one line of it."""
LEAST_DUE: Final = 3
"""Rows that what is due keeps."""
DONE: Final = "x"
DUE: Final = "."
UPDATE: Final = "U"
SIGNS: Final[Mapping[type[e.Event], str]] = {  # of a step that of its state, of what has a key that key
    e.IncidentDeclared: "*",
    e.TierRaised: "+",
    e.TierLowered: "_",
    e.CommandTaken: "T",
    e.MilestoneMarked: "",
    e.IncidentClosed: "C",
    e.MessageReleased: "N",
    e.StepCompleted: DONE,
    e.StepAnswered: DONE,
    e.StepSensed: DONE,
    e.StepOverridden: "o",
    e.StepNotAsExpected: "!",
    e.StepDeferred: "~",
    e.StepRuledOut: "-",
    e.StepAsked: "?",
    e.StepHeld: "h",
}
COUNTED: Final = f"{DONE}!~-?N"
"""The signs of which several on end are one line with their number."""
STYLES: Final = {DONE: ".done", "o": ".overridden", "!": ".wrong", "~": ".waiting", "?": ".waiting", "D": ".bright"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One line: when, a sign, and words."""

    at: datetime
    sign: str
    words: str


Placed: TypeAlias = tuple[date, list[Line]]
"""The local day of a line, and its rows."""


def glance_lines(walk: Walk, entries: Sequence[Recorded], room: int, height: int) -> list[Line]:
    """As many lines of that width as fit: the declaration and the latest, and the earliest of what is due."""
    today, turns = local_day(walk.now, walk.speech.zone), _turns(entries)
    past = [_placed(_turn(*each, walk), walk, room) for each in (*turns[:1], *turns[1:][-height:])]
    coming = [_placed(each, walk, room) for each in _due(walk)]
    days = [today, *(day for day, _rows in (*past, *coming))]
    height -= sum(day != before for before, day in pairwise(days))  # each has a row of its own
    kept = _fitting(coming, max(LEAST_DUE, height - sum(len(rows) for _day, rows in past)))
    left = height - sum(len(rows) for _day, rows in kept)
    return list(_under_days([*_latest(past, len(turns), left), *kept], today))


def _turns(entries: Sequence[Recorded]) -> list[tuple[str, list[Recorded]]]:
    """The entries that turned it, by their sign; those of one sign on end are one, where they can be counted."""
    undone = {entry.event.mark for entry in entries if isinstance(entry.event, e.StepUndone)}
    signed = [(sign, entry) for entry in entries if (sign := _sign(entry.event)) and entry.event_id not in undone]
    turns = list[tuple[str, list[Recorded]]]()
    for sign, group in groupby(signed, key=lambda each: each[0]):
        same = [entry for _sign_of_it, entry in group]
        turns += [(sign, same)] if sign in COUNTED else [(sign, [entry]) for entry in same]
    return turns


def _sign(event: e.Event) -> str:
    """What it is shown by; a blank where it has none of its own, '' where it turned nothing."""
    if isinstance(event, e.NoteAdded):
        return event.kind.value if event.kind is e.NoteKind.DECISION else ""
    return (SIGNS[type(event)] or " ") if type(event) in SIGNS else ""


def _turn(sign: str, entries: Sequence[Recorded], walk: Walk) -> Turn:
    first = entries[0]
    if len(entries) > 1:
        return Turn(at=first.occurred_at, sign=sign, words=_many(sign, len(entries)))
    at = first.event.at if isinstance(first.event, e.MilestoneMarked) else first.occurred_at
    return Turn(at=at, sign=sign, words=_words(first.event, walk))


def _many(sign: str, count: int) -> str:
    """Several on end in one line."""
    words = {
        DONE: ngettext("{count} step done", "{count} steps done", count),
        "!": _("{count} not as expected"),
        "~": _("{count} deferred"),
        "-": _("{count} not applicable"),
        "?": _("{count} asked"),
        "N": ngettext("{count} message released", "{count} messages released", count),
    }
    return words[sign].format(count=count)


def _words(event: e.Event, walk: Walk) -> str:
    match event:
        case e.IncidentDeclared():
            return _("declared, {tier}").format(tier=tier_phrase(event.tier))
        case e.TierRaised():
            return _("raised to {tier}").format(tier=tier_phrase(event.to))
        case e.TierLowered():
            return _("lowered to {tier}").format(tier=tier_phrase(event.to))
        case e.CommandTaken():
            return _("{person} takes command").format(person=walk.speech.person(event.person))
        case e.MilestoneMarked():
            return milestone_word(event.milestone)
        case e.IncidentClosed():
            return _("closed")
        case e.NoteAdded():
            return said(event.text)
        case e.MessageReleased():
            message = walk.incident.messages.get(event.message)
            return _("to {audience}").format(audience=walk.speech.audience(message.audience)) if message else ""
        case e.StepAnswered():
            return walk.speech.option(event.step, event.option)
        case _:
            return walk.speech.step(getattr(event, "step", ""))


def _due(walk: Walk) -> Iterator[Turn]:
    """What is due, the earliest first; what is due in one minute is one line, but for the update."""
    for minute, group in groupby(walk.clocks, key=lambda clock: clock.due_at.replace(second=0, microsecond=0)):
        update, others = _parted(group)
        for clock in update:
            yield Turn(at=minute, sign=UPDATE, words=clock_name(clock, walk.speech))
        if len(others) == 1:
            yield Turn(at=minute, sign=DUE, words=clock_name(others[0], walk.speech))
        elif others:
            many = ngettext("{count} thing due", "{count} things due", len(others))
            yield Turn(at=minute, sign=DUE, words=many.format(count=len(others)))


def _parted(clocks: Iterable[Clock]) -> tuple[list[Clock], list[Clock]]:
    every = list(clocks)
    return [c for c in every if c.kind is ClockKind.UPDATE], [c for c in every if c.kind is not ClockKind.UPDATE]


def _placed(turn: Turn, walk: Walk, room: int) -> Placed:
    """Its day, and its rows."""
    is_late = turn.sign in {DUE, UPDATE} and walk.now >= turn.at
    style = ".wrong" if is_late else ".muted" if turn.sign == DUE else STYLES.get(turn.sign, "")
    first, *others = wrap(turn.words, room - HEAD, MOST_ROWS) or [""]
    time = clock_time(turn.at, walk.speech.zone)
    rows = [_row(time, turn.sign, first, style), *(_row("", "", row, style) for row in others)]
    return turn.at.astimezone(walk.speech.zone).date(), rows


def _row(time: str, sign: str, words: str, style: str) -> Line:
    return columns((time, TIME), ("|", 1), ((sign, style), 1)) + line(" ", (words, style))


def _under_days(every: Iterable[Placed], today: date) -> Iterator[Line]:
    """The rows; above those of another day than the one before, that day."""
    last = today
    for day, rows in every:
        if day != last:
            yield line((day.isoformat(), ".bright"))
        last = day
        yield from rows


def _fitting(every: Sequence[Placed], room: int) -> list[Placed]:
    """As many from the first on as have room whole."""
    kept = list[Placed]()
    for day, rows in every:
        room -= len(rows)
        if room < 0:
            break
        kept.append((day, rows))
    return kept


def _latest(past: Sequence[Placed], count: int, room: int) -> list[Placed]:
    """All of it, or the declaration, how many of so many are left out, and the latest."""
    if len(past) == count and sum(len(rows) for _day, rows in past) <= room:
        return [*past]
    (day, first), others = past[0], past[1:]
    kept = _fitting(others[::-1], room - len(first) - 1)[::-1]
    hidden = count - 1 - len(kept)
    words = ngettext("{count} more between", "{count} more between", hidden).format(count=hidden)
    return [(day, [*first, line((" " * HEAD + words, ".muted"))]), *kept]
