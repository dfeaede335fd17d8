"""What one step says on paper: its caution first, then what to do, then the places to write what came of it.

Apart from the sheet, because it alone differs by what kind of step it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template
from typing import Final

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Mode, Step, Verb
from incident.i18n import N_, _
from incident.wording.conditions import condition_phrase
from incident.wording.facts import fact_type_words
from incident.wording.safe import clean
from incident.wording.speech import Speech
from incident.wording.steps import asked_value, late_words, mode_word, step_label
from incident.wording.times import duration

__all__ = ["Words", "message"]

_ALWAYS: Final = {
    "title": N_("title of the incident"),
    "incident": N_("number of the incident"),
    "tier": N_("tier"),
    "since": N_("declared at"),
    "next_update": N_("next update"),
    "contact": N_("contact"),
}
_MOST_ROUNDS: Final = 12
"""Boxes for rounds that fit into a line."""

_Row = tuple[str, str, str]


class Words:
    """The words of one step at one tier."""

    def __init__(self, step: Step, tier: Tier, speech: Speech) -> None:
        self._step = step
        self._tier = tier
        self._speech = speech

    def title(self) -> str:
        """The title, or the question."""
        return self._speech.step(self._step.id)

    def tail(self) -> str:
        """Who works it, until when, how."""
        step = self._step
        within = step.within.get(self._tier)
        parts = [
            self._speech.role(step.by) if step.by else "",
            _("critical") if step.critical else "",
            _("within {length} of the declaration").format(length=duration(within)) if within else "",
            _("{length} from starting it").format(length=duration(step.timer)) if step.timer else "",
            mode_word(step.mode) if step.mode is not Mode.READ_DO else "",
        ]
        return " · ".join(filter(None, parts))

    def rows(self) -> Iterator[_Row]:
        """Kind, label and words of every line under the title."""
        yield from self._said("caution")
        yield from self._said("do", label="request" if self._step.verb is Verb.REQUEST else "do")
        yield from self._asked()
        for key in ("expect", "undo", "still_true", "why"):
            yield from self._said(key, label="then_true" if key == "still_true" else "")
        shown = Template(_whole(f"step.{self._step.id}.show", self._speech)).safe_substitute(_Gaps())
        shown = shown.strip("\n")
        if shown:
            yield "shown", "", shown
        if self._step.mode is Mode.CROSS_CHECK:
            yield "blank", _("Second person"), ""

    def _said(self, key: str, *, label: str = "") -> Iterator[_Row]:
        words = self._speech.text(f"step.{self._step.id}.{key}")
        if words:
            yield "caution" if key == "caution" else "text", step_label(label or key), words

    def _asked(self) -> Iterator[_Row]:
        step, text = self._step, self._speech.text
        question = text(f"step.{step.id}.question")
        if step.asks_value:
            unit = text(f"step.{step.id}.unit")
            yield "blank", step_label("value"), asked_value(text(f"step.{step.id}.value"), unit)
        if question and question != self.title():
            yield "text", step_label("ask"), question
        for fact in step.facts if step.verb is Verb.RECORD else ():
            kind = self._speech.fact_type(fact)
            yield "blank", "", asked_value(self._speech.fact(fact), fact_type_words(kind) if kind else "")
        yield from self._worked()
        if step.approver and step.verb is not Verb.APPROVE:
            yield "blank", _("Approved by {role}").format(role=self._speech.role(step.approver)), ""

    def _worked(self) -> Iterator[_Row]:
        """What the kinds of steps that have no `do` ask for."""
        step, tier, speech = self._step, self._tier, self._speech
        condition = condition_phrase(step.condition, speech) if step.condition else ""
        match step.verb:
            case Verb.TELL:
                yield "text", step_label("tell"), speech.audience(step.audience or "")
                title = message(step.template or "", speech)[0]
                yield "text", step_label("text"), _("{title} (at the end)").format(title=title)
            case Verb.APPROVE:
                yield from self._approval()
            case Verb.WATCH:
                yield "text", step_label("watch"), condition
                hold = step.hold.get(tier)
                if hold:
                    yield "text", step_label("hold"), duration(hold)
                yield "blank", "", _("True since")
            case Verb.WAIT if step.wait:
                yield "blank", step_label("wait"), _("{length}; it ends at").format(length=duration(step.wait))
            case Verb.REPEAT:
                yield "text", step_label("until"), condition
                if step.every:
                    yield "text", step_label("every"), duration(step.every)
                yield "text", step_label("round"), "[ ] " * min(step.rounds or 0, _MOST_ROUNDS)

    def _approval(self) -> Iterator[_Row]:
        step, speech = self._step, self._speech
        yield "text", step_label("approve"), speech.text(f"step.{step.id}.what")
        yield "tick", "", _("yes")
        yield "tick", "", _("no")
        yield "blank", step_label("by"), speech.role(step.approver or "")
        if step.if_late:
            yield "text", step_label("if_late"), late_words(step, speech)


def message(template: str, speech: Speech) -> tuple[str, str]:
    """Title and body of a message, with a place to write for every value."""
    texts = (_whole(f"template.{template}.{key}", speech) for key in ("title", "body"))
    title, body = (Template(text).safe_substitute(_Places(speech)) for text in texts)
    return title, body.strip("\n")


def _whole(key: str, speech: Speech) -> str:
    """Words on any number of lines."""
    return clean(speech.bundle.text(key, speech.language)) if speech.bundle else ""


class _Gaps(dict[str, str]):
    """What stands in a text to copy for a value that it names: a blank to fill, with what belongs there."""

    def __missing__(self, name: str) -> str:
        return f"____({_(_ALWAYS[name])})" if name in _ALWAYS else f"${{{name}}}"


class _Places(dict[str, str]):
    """What stands in a message for a value that nobody knows yet."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech

    def __missing__(self, name: str) -> str:
        words = _(_ALWAYS[name]) if name in _ALWAYS else self._speech.fact(name)
        return f"[{words} ________]"
