"""Warnings of customers' clocks as people read them: those of one kind and one minute are one line.

A list of thousands that comes in late warns once for each hour in which some were due, and all at once. The log keeps
each warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import ClockWarned, Recorded, Threshold
from incident.domain.frozen import Frozen
from incident.domain.timing.clock_kinds import ClockKind
from incident.i18n import _, ngettext
from incident.wording.speech import Speech
from incident.wording.timeline import TimelineLine, lines

__all__ = ["Warned", "cases_meant", "folded", "numbers_phrase", "warned_together", "warnings_of", "with_cases"]

_TOGETHER: Final = timedelta(minutes=1)
_MOST: Final = 3
_OF_CASES: Final = (ClockKind.CASE_ANSWER, ClockKind.CASE_DONE, ClockKind.CASE_ASK)


class Warned(Frozen):
    """Warnings that say the same, as one."""

    seq: int
    """The entry of the first of them."""
    at: datetime
    clock: str
    threshold: Threshold
    others: tuple[int, ...] = ()
    """The numbers of the other entries."""
    cases: tuple[int, ...] = ()
    """What they are about, so far as it is known."""


def folded(entries: Iterable[Recorded], speech: Speech) -> list[TimelineLine]:
    """The lines of a log; a warning that somebody corrected keeps a line of its own."""
    every = list(entries)
    said = lines(every, speech)
    alone = {each.seq for each in said if each.corrections or each.answers}
    by_seq = warnings_of(every, speech, alone)
    gone = {seq for each in by_seq.values() for seq in each.others}
    return [
        each.changed(words=with_cases(each.words, by_seq[each.seq])) if each.seq in by_seq else each
        for each in said
        if each.seq not in gone
    ]


def warnings_of(entries: Sequence[Recorded], speech: Speech, alone: Collection[int] = ()) -> Mapping[int, Warned]:
    """The warnings of a log by the first entry of each; those that stand alone are left out."""
    meant = cases_meant(entries, speech)
    warned = warned_together(_warned(entry, meant) for entry in entries if entry.seq not in alone)
    return {each.seq: each for each in warned}


def warned_together(warnings: Iterable[Warned | None]) -> list[Warned]:
    """Every warning of a clock, in order; those of customers' clocks that came together as one."""
    found: list[Warned] = []
    latest: dict[tuple[str, Threshold], int] = {}
    for each in filter(None, warnings):
        kind = each.clock.partition("@")[0]
        place = latest.get((kind, each.threshold))
        if place is not None and each.at - found[place].at < _TOGETHER:
            found[place] = _as_one(found[place], each)
            continue
        if kind in _OF_CASES:
            latest[kind, each.threshold] = len(found)
        found.append(each)
    return found


def _as_one(first: Warned, other: Warned) -> Warned:
    cases = tuple(dict.fromkeys((*first.cases, *other.cases)))
    return first.changed(others=(*first.others, other.seq), cases=cases)


def _warned(entry: Recorded, meant: Mapping[int, Sequence[int]]) -> Warned | None:
    event = entry.event
    if not isinstance(event, ClockWarned):
        return None
    cases = tuple(meant.get(entry.seq, ()))
    return Warned(seq=entry.seq, at=entry.occurred_at, clock=event.clock, threshold=event.threshold, cases=cases)


def cases_meant(entries: Sequence[Recorded], speech: Speech) -> Mapping[int, Sequence[int]]:
    """By the entry of a warning the cases that it was about; none where the log is not there from its beginning."""
    incident = speech.incident
    if incident is None or incident.cases is None or not entries or entries[0].seq != 1:
        return {}
    from incident.domain.cases.warned import warned_cases  # here: few incidents have cases

    return warned_cases(incident, entries)


def with_cases(words: str, warned: Warned) -> str:
    """How many warnings it stands for, and the numbers of the first cases."""
    count, cases = 1 + len(warned.others), _listed(warned.cases)
    if count == 1:
        return _("{words} ({cases})").format(words=words, cases=cases) if cases else words
    said = ngettext("{words} ({count} warning)", "{words} ({count} warnings)", count)
    if cases:
        said = ngettext("{words} ({count} warning: {cases})", "{words} ({count} warnings: {cases})", count)
    return said.format(words=words, count=count, cases=cases)


def numbers_phrase(seqs: Sequence[int]) -> str:
    """The numbers of entries, those in a row as one: 12-14, 17."""
    runs: list[list[int]] = []
    for seq in seqs:
        if runs and seq == runs[-1][-1] + 1:
            runs[-1].append(seq)
        else:
            runs.append([seq])
    return _(", ").join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _listed(numbers: Sequence[int]) -> str:
    from incident.domain.cases.case import case_id  # here: as above

    shown, more = _(", ").join(map(case_id, numbers[:_MOST])), len(numbers) - _MOST
    if more <= 0:
        return shown
    return ngettext("{shown} and {count} more", "{shown} and {count} more", more).format(shown=shown, count=more)
