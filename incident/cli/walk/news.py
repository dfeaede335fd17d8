"""What is said before a prompt, each thing once: what others did, what is complete, what needs a person, what is due.

Apart from the walk, because it only remembers what was heard; a thing that went away and came back is said again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from incident.cli.walk.reading import clock_line, due_clocks, whole_minutes
from incident.domain.events import ClockWarned, Recorded, StepUndone
from incident.domain.timing.clock_kinds import ClockKind
from incident.i18n import _, ngettext
from incident.walk.moment import Walk
from incident.walk.needs import needs, relieved_words
from incident.walk.standing import time_words
from incident.wording.timeline import line, recalled_tails

__all__ = ["News", "entry_lines"]


class News:
    """What this person has heard."""

    def __init__(self, walk: Walk, entries: Sequence[Recorded]) -> None:
        """What stands already is no news."""
        self._every = list(entries)
        self.heard = max((entry.seq for entry in entries), default=0)
        """The entry up to which everything was said."""
        self._own: set[str] = set()
        self._needs: frozenset[str] = frozenset()
        self._clocks: frozenset[str] = frozenset()
        self._phases = _complete_phases(walk)
        self._relief = ""
        self._is_begun = False
        """Whether it was said how things stand: before the first step only what others do is news."""

    def did(self, entries: Iterable[Recorded]) -> None:
        """These are the person's own; what came of them was said."""
        self._own.update(entry.event_id for entry in entries)

    def of(self, walk: Walk, entries: Sequence[Recorded], *, reads_step: bool) -> Iterator[str]:
        """The sentences of this moment that were not said yet; `reads_step`: its own clocks are said with the step."""
        yield from self._written(walk, entries)
        self._is_begun = True
        yield from self._complete(walk)
        yield from self._needed(walk)
        yield from self._due(walk, reads_step=reads_step)

    def since_prompt(self, walk: Walk, entries: Sequence[Recorded]) -> Iterator[str]:
        """The sentences of this moment if others or the clocks did anything; a timer of the step shown asks."""
        if all(entry.event_id in self._own for entry in entries):
            return
        if not self._is_begun:
            yield from self._written(walk, entries)
            return
        yield from self.of(walk, entries, reads_step=False)
        timer = walk.clock(ClockKind.TIMER, walk.shown.step.id) if walk.shown is not None else None
        warned = [entry.event.clock for entry in entries if isinstance(entry.event, ClockWarned)]
        if walk.shown is not None and timer is not None and timer.key in warned:
            yield from time_words(walk, walk.shown, whole_minutes)

    def _written(self, walk: Walk, entries: Sequence[Recorded]) -> Iterator[str]:
        self._every += [entry for entry in entries if entry.seq > self.heard]
        yield from entry_lines(walk, [entry for entry in entries if entry.event_id not in self._own], self._every)
        self.heard = max([self.heard, *(entry.seq for entry in entries)])

    def _complete(self, walk: Walk) -> Iterator[str]:
        before, self._phases = self._phases, _complete_phases(walk)
        for view in walk.checklist.phases:
            if view.phase.id in self._phases - before:
                title = walk.speech.phase(view.phase.id)
                words = ngettext(
                    "PHASE COMPLETE: {title}, {count} step", "PHASE COMPLETE: {title}, {count} steps", view.total
                )
                yield words.format(title=title, count=view.total)

    def _needed(self, walk: Walk) -> Iterator[str]:
        said = needs(walk, is_typed=True) if walk.is_open else ()
        yield from self._relieved(walk)
        for words in said:
            if words not in self._needs:
                yield _("NEEDS YOU: {words}").format(words=words)
        self._needs = frozenset(said)

    def _relieved(self, walk: Walk) -> Iterator[str]:
        words = relieved_words(walk)
        if words and words != self._relief:
            yield words
        self._relief = words

    def _due(self, walk: Walk, *, reads_step: bool) -> Iterator[str]:
        """The update, the clocks of the step, and what is due first besides; that time is up stands in the record."""
        shown = walk.shown.step.id if walk.shown else ""
        clocks = due_clocks(walk)
        first = next((clock for clock in clocks if clock.kind is not ClockKind.UPDATE), None)
        own = [clock for clock in clocks if clock.kind is not ClockKind.UPDATE and clock.subject == shown]
        said = [clock for clock in clocks if clock.kind is ClockKind.UPDATE or clock is first or clock in own]
        for clock in said:
            if clock.key not in self._clocks and not (reads_step and clock in own):
                yield clock_line(walk, clock)
        self._clocks = frozenset(clock.key for clock in said)


def _complete_phases(walk: Walk) -> frozenset[str]:
    views = walk.checklist.phases
    return frozenset(each.phase.id for each in views if each.is_there and each.total and each.is_complete)


def entry_lines(walk: Walk, entries: Sequence[Recorded], every: Sequence[Recorded]) -> Iterator[str]:
    """Entries of the record: when, who, what; behind a mark taken back what became of its messages."""
    is_undone = any(isinstance(entry.event, StepUndone) for entry in entries)
    tails = recalled_tails(every, walk.speech) if is_undone else {}
    for entry in entries:
        said = line(entry, walk.speech)
        words = _("{person}: {words}").format(person=said.who, words=said.words + tails.get(entry.seq, ""))
        yield f"{walk.speech.when(said.at, walk.now)} {words}"
