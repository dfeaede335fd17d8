"""What Space asks before a step counts as expected: the value, the second person, the phrase; mostly nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.marking import ALONE_AFTER
from incident.domain.runbooks.runbook import Mode, Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.doubting import AGAIN, doubt, number_in, out_of_range, reread, seen_at_step
from incident.walk.flows.overtaking import overtaken_words
from incident.walk.flows.taking import taken_words
from incident.walk.moment import Walk
from incident.wording.facts import number_words, value_words
from incident.wording.safe import clean_line
from incident.wording.steps import asked_value

__all__ = ["MarkFlow"]

ALONE = "alone"
"""The answer of somebody who has nobody to check with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFlow:
    """The observed value, then the second person of a cross-check, then the mark."""

    walk: Walk
    item: Item
    people: Sequence[Person]

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"mark.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("AS EXPECTED: step {number}").format(number=self.item.number)

    @property
    def overtaken(self) -> str:
        """That somebody marked the step or ruled it out meanwhile, if so; the log then refuses the mark."""
        words = _("{person} marked step {number} at {time}. What you typed is kept, not recorded.")
        return overtaken_words(self.walk, self.item, words)

    def part(self, answers: Answers) -> Part:
        """What is missing before the mark, or the mark."""
        step = self.item.step
        if step.asks_value and "value" not in answers:
            return self._value()
        if step.asks_value and AGAIN not in answers and (why := self._doubt(answers["value"])):
            return reread(why, self._complaint)
        value = answers.get(AGAIN, answers.get("value", ""))
        if self._wants_second():
            if "second" not in answers:
                return self._second(answers)
            if answers["second"] == ALONE and "object" not in answers:
                return self._alone()
        if self.is_taken_first(self.item):
            return self._take(answers)
        second = answers.get("second")
        command = c.CompleteStep(
            by=self.walk.person,
            step=step.id,
            value=value,
            approved_by=None if second in (None, ALONE) else second,
            alone=second == ALONE,
        )
        said = _("Step {number}: the wait has begun, and ends by itself.")
        if step.verb is not Verb.WAIT:
            said = _("Step {number}: as expected.")
        if value:
            said = _("Step {number}: done, {value} entered.")
        shown = value_words(step.id, clean_line(value), self.walk.speech)
        return Ready(commands=(command,), said=said.format(number=self.item.number, value=shown))

    @staticmethod
    def is_taken_first(item: Item) -> bool:
        """Whether Space only takes the step, because a second person checks it before it counts."""
        is_taken = item.progress is not None and item.progress.taken_by is not None
        return item.step.mode is Mode.CROSS_CHECK and item.step.verb is not Verb.APPROVE and not is_taken

    def _take(self, answers: Answers) -> Ready:
        """Take the step; the value waits for the second mark."""
        command = c.TakeStep(by=self.walk.person, step=self.item.step.id)
        kept = {name: answers[name] for name in ("value", AGAIN) if name in answers}
        return Ready(commands=(command,), said=taken_words(self.item), keeps=kept)

    def _wants_second(self) -> bool:
        """Whether this person took the step, so that another one has to check it."""
        progress = self.item.progress
        taken_by = progress.taken_by if progress else None
        return self.item.step.mode is Mode.CROSS_CHECK and taken_by == self.walk.person

    def _value(self) -> Question:
        step, speech = self.item.step, self.walk.speech
        unit = speech.text(f"step.{step.id}.unit")
        span = step.range
        notes: tuple[str, ...] = (
            (_("From {low} to {high}.").format(low=number_words(span.low), high=number_words(span.high)),)
            if span
            else ()
        )
        if expected := speech.text(f"step.{step.id}.expect"):
            notes = (_("Compare it with EXPECT: {words}").format(words=expected), *notes)
        asked = speech.text(f"step.{step.id}.value") or _("What do you see?")
        words = asked_value(asked, unit)
        return asked_text("value", words, notes=notes, complaint=self._complaint)

    def _doubt(self, value: str) -> str:
        """Why the value is asked for once more; ''."""
        walk = self.walk
        seen = seen_at_step(walk.incident, self.item.step.id)
        return doubt(value, number_in(value), seen, lambda at: walk.speech.when(at, walk.now))

    def _complaint(self, words: str) -> str:
        span = self.item.step.range
        if span is None:
            return ""
        try:
            number = float(words.strip().rstrip("%％ "))
        except ValueError:
            return _("Type a number.")
        return out_of_range(words, number, span, in_step=True)

    def _second(self, answers: Answers) -> Question:
        others = [person for person in self.people if person.id != self.walk.person]
        choices = [Choice(value=ALONE, words=_("Nobody: I am alone"))]
        choices += [Choice(value=person.id, words=clean_line(person.name)) for person in others]
        words = _("Two persons check this step. Who checked it with you?")
        seen = answers.get(AGAIN, answers.get("value"))
        notes = (_("You saw: {value}").format(value=seen),) if seen is not None else ()
        return Question(id="second", words=words, notes=notes, choices=tuple(choices))

    def _alone(self) -> Card:
        title = self.walk.speech.step(self.item.step.id)
        name = title.replace("：", ":").split(":")[0].strip()
        seconds = int(ALONE_AFTER.total_seconds())
        words = _("Alone you check by typing what you worked on, {seconds} s after taking it.").format(seconds=seconds)
        return Card(id="object", words=words, phrase=name, is_guarded=True)
