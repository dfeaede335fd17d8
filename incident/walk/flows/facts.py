"""Stating facts: one that is picked, or those of a step one by one; each is on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from incident.domain import commands as c
from incident.domain.checklist import Item
from incident.domain.conditions import Value, facts_of
from incident.domain.recording import facts_to_record
from incident.domain.refusals import Refused
from incident.domain.runbook import Fact, FactType, Runbook
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.moment import Walk
from incident.wording.facts import fact_type_words, fact_words, number_words, unknown_word
from incident.wording.refusals import say_refusal
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech
from incident.wording.typed_facts import parse_value

__all__ = ["FactFlow", "RecordFlow", "fact_question", "read_fact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFlow:
    """Which fact, then its value; those that the step shown waits for stand first."""

    walk: Walk
    item: Item | None
    name: str = "fact"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("STATE A FACT")

    def part(self, answers: Answers) -> Part:
        """Which, what, the statement."""
        runbook, speech = self.walk.incident.runbook, self.walk.speech
        legal = {fact.id: fact for fact in self._legal()}
        if "fact" not in answers:
            order = dict.fromkeys([*self._order(runbook), *legal])
            choices = tuple(Choice(value=fact, words=_known(self.walk, fact)) for fact in order)
            return Question(id="fact", words=_("Which fact?"), choices=choices)
        fact = runbook.fact(answers["fact"]) or legal.get(answers["fact"])
        if fact is None:
            return Ready()
        if "value" not in answers:
            return fact_question("value", fact, speech, self.walk.now)
        value = read_fact(fact, answers["value"], speech, self.walk.now)
        said = f"{speech.fact(fact.id)} {fact_words(fact.id, value, speech)}"
        return Ready(commands=(c.RecordFact(by=self.walk.person, fact=fact.id, value=value),), said=said)

    def _legal(self) -> Sequence[Fact]:
        """The facts that decide which rules of law bind."""
        pinned = self.walk.incident.law.pinned
        register = pinned.register if pinned else None
        return register.facts if register else ()

    def _order(self, runbook: Runbook) -> Sequence[str]:
        step = self.item.step if self.item else None
        first = [*step.facts, *sorted(facts_of(step.condition) if step.condition else ())] if step else []
        return list(dict.fromkeys([*first, *(fact.id for fact in runbook.facts)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFlow:
    """The facts of a `record` step that nobody has stated yet, one by one, then the step's mark."""

    walk: Walk
    item: Item

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"record.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("RECORD: step {number}").format(number=self.item.number)

    def part(self, answers: Answers) -> Part:
        """The next missing fact, or the mark."""
        runbook, speech, now = self.walk.incident.runbook, self.walk.speech, self.walk.now
        missing = list(facts_to_record(self.walk.incident, self.item.step))
        for number, fact_id in enumerate(missing, start=1):
            fact = runbook.fact(fact_id)
            if fact is None or fact_id in answers:
                continue
            count = _("{number} of {last}").format(number=number, last=len(missing))
            return fact_question(fact_id, fact, speech, now, count=count, by=self.walk.person)
        command = c.CompleteStep(by=self.walk.person, step=self.item.step.id)
        return Ready(commands=(command,), said=_("Step {number}: recorded.").format(number=self.item.number))


def fact_question(
    id: str,  # noqa: A002 (the question's own word)
    fact: Fact,
    speech: Speech,
    now: datetime,
    *,
    count: str = "",
    by: str | None = None,
) -> Question:
    """Asks for the value of one fact; with `by`, the answer is recorded at once."""

    def command(words: str) -> c.Command:
        return c.RecordFact(by=by or "", fact=fact.id, value=read_fact(fact, words, speech, now))

    return Question(
        id=id,
        words=f"{count}  {speech.fact(fact.id)}".strip(),
        notes=() if fact.type is FactType.YES_NO else (_expected(fact),),
        choices=_yes_no() if fact.type is FactType.YES_NO else (),
        is_typed=fact.type is not FactType.YES_NO,
        complaint=lambda words: _complaint(fact, words, speech, now),
        command=command if by is not None else None,
    )


def read_fact(fact: Fact, words: str, speech: Speech, now: datetime) -> Value:
    """The value that the words mean.

    Raises:
        Refused: they mean none.
    """
    return parse_value(fact.id, fact.type, words, now, speech.zone)


def _known(walk: Walk, fact: str) -> str:
    entry = walk.incident.facts.get(fact)
    words = walk.speech.fact(fact)
    return words if entry is None else f"{words} {fact_words(fact, entry.value, walk.speech)}"


def _expected(fact: Fact) -> str:
    words = _("Type {type}, or '{unknown}' if nobody knows.").format(
        type=fact_type_words(fact.type), unknown=unknown_word()
    )
    if fact.range is None:
        return words
    span = _("From {low} to {high}.").format(low=number_words(fact.range.low), high=number_words(fact.range.high))
    return in_a_row(words, span)


def _yes_no() -> tuple[Choice, ...]:
    words = {"yes": _("yes"), "no": _("no"), "unknown": unknown_word()}
    return tuple(Choice(value=value, words=said) for value, said in words.items())


def _complaint(fact: Fact, words: str, speech: Speech, now: datetime) -> str:
    try:
        value = read_fact(fact, words, speech, now)
    except Refused as refused:
        return say_refusal(refused, speech, now)
    number = value if isinstance(value, float) and not isinstance(value, bool) else None
    if number is None or fact.range is None or fact.range.low <= number <= fact.range.high:
        return ""
    return _("'{value}' is not between {low} and {high}. Read it again.").format(
        value=words, low=number_words(fact.range.low), high=number_words(fact.range.high)
    )
