"""Being on a step: begin it, so that others see that and its timer runs; give it more time when that is up.

Apart from the marks, which say what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from incident.domain import commands as c
from incident.domain.runbooks.runbook import Mode, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.times import duration

__all__ = ["TakeFlow", "asks_for_time", "more_time", "taken_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeFlow:
    """Begins a step; what somebody else has is taken over with a key of its own."""

    walk: Walk
    item: Item

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"take.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("BEGIN: step {number}").format(number=self.item.number)

    def part(self, answers: Answers) -> Part:
        """Sure, where somebody else is on it; the take."""
        progress = self.item.progress
        holder = progress.taken_by if progress is not None else None
        is_anothers = holder not in (None, self.walk.person)
        if is_anothers and "over" not in answers and progress is not None and progress.taken_at is not None:
            words = _("{name} has been on it since {time}.").format(
                name=self.walk.speech.person(holder or ""), time=self.walk.speech.when(progress.taken_at, self.walk.now)
            )
            key = Key(key="o", word="over", words=_("take it over"), value="yes")
            return Card(id="over", words=words, keys=(key,), is_guarded=True)
        command = c.TakeStep(by=self.walk.person, step=self.item.step.id, over=is_anothers)
        return Ready(commands=(command,), said=self._said())

    def _said(self) -> str:
        if self.item.step.mode is Mode.CROSS_CHECK and self.item.step.verb is not Verb.APPROVE:
            return taken_words(self.item)
        if self.item.step.verb is Verb.WAIT:
            return _("Step {number}: the wait has begun, and ends by itself.").format(number=self.item.number)
        if self.item.step.timer is None:
            return _("Step {number}: begun. Others see that you are on it.").format(number=self.item.number)
        length = duration(self.item.step.timer)
        return _("Step {number}: begun. Its {length} run.").format(number=self.item.number, length=length)


def taken_words(item: Item) -> str:
    """What is said to the first of the two who check a step: nothing counts before the second."""
    said = _("Step {number}: taken. A second person checks it: {key} by them, or {key} names who did with you.")
    return said.format(number=item.number, key=key_of("walk.as_expected", _("Space")))


def asks_for_time(walk: Walk, item: Item) -> bool:
    """Whether a digit gives the step so many minutes more: its time is up, and digits answer nothing else there."""
    timer = walk.clock(ClockKind.TIMER, item.step.id)
    return item.step.verb is not Verb.ASK and timer is not None and timer.is_overdue(walk.now)


def more_time(walk: Walk, item: Item, minutes: int) -> Ready:
    """So many minutes more, from now on."""
    length = timedelta(minutes=minutes)
    said = _("Step {number}: {length} more.").format(number=item.number, length=duration(length))
    return Ready(commands=(c.ExtendTimer(by=walk.person, step=item.step.id, more=length),), said=said)
