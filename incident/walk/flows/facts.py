"""Stating facts: one that is picked, or those of a step one by one, which are recorded with its mark: all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from incident.domain import commands as c
from incident.domain.incident import StepState
from incident.domain.refusals import Refused
from incident.domain.runbooks.conditions import Value, facts_of
from incident.domain.runbooks.runbook import Fact, FactType, Runbook
from incident.domain.walking.checklist import Item
from incident.domain.walking.recording import facts_to_record
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready
from incident.walk.flows.doubting import AGAIN, Seen, doubt, out_of_range, reread
from incident.walk.flows.overtaking import marked_by, overtaken_words
from incident.walk.moment import Walk
from incident.wording.facts import entry_words, fact_line, fact_type_words, fact_words, number_words, unknown_word
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
        if AGAIN not in answers and (why := _doubt(self.walk, fact, answers["value"])):
            return reread(why, lambda words: _complaint(fact, words, speech, self.walk.now))
        value = read_fact(fact, answers.get(AGAIN, answers["value"]), speech, self.walk.now)
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
    """The facts of a `record` step that nobody has stated yet, one by one, then all of them with the step's mark.

    Where somebody else marked the step meanwhile, what was typed is offered beside what they stated.
    """

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

    @property
    def overtaken(self) -> str:
        """That somebody marked the step or ruled it out meanwhile, if so."""
        words = _("{person} marked step {number} at {time}: nothing typed here is recorded yet. Enter compares it.")
        return overtaken_words(self.walk, self.item, words)

    def part(self, answers: Answers) -> Part:
        """The next missing fact, or all of them with the mark, which the log refuses of a step that was ruled out."""
        if self.item.is_complete and not self._is_ruled_out and (unlike := self._unlike(answers)):
            return self._compared(unlike, answers)
        missing = [] if self.item.is_complete else list(facts_to_record(self.walk.incident, self.item.step))
        values = self._values(answers)
        for number, fact_id in enumerate(missing, start=1):
            fact = self.walk.incident.runbook.fact(fact_id)
            if fact is None:
                continue
            if fact_id in values:
                is_reread = AGAIN + fact_id in answers
                if not is_reread and (why := _doubt(self.walk, fact, answers[fact_id])):
                    return reread(why, partial(self._wrong, fact), fact_id)
                continue
            count = _("{number} of {last}").format(number=number, last=len(missing))
            return fact_question(fact_id, fact, self.walk.speech, self.walk.now, count=count, in_step=True)
        facts = {fact: value for fact, value in values.items() if fact in missing}
        command = c.CompleteStep(by=self.walk.person, step=self.item.step.id, facts=facts or None)
        said = _("Step {number}: recorded.").format(number=self.item.number)
        return Ready(commands=(command,), said=in_a_row(said, _("; ").join(self._moments(facts))))

    @property
    def _is_ruled_out(self) -> bool:
        """Whether nobody stated anything, for somebody said that it does not apply."""
        return self.item.state is StepState.NOT_APPLICABLE

    def _moments(self, facts: Mapping[str, Value]) -> Sequence[str]:
        """The times among them with their day, for only the time of day was typed."""
        speech = self.walk.speech
        times = {n: v for n, v in facts.items() if v is not None and speech.fact_type(n) is FactType.TIME}
        return [fact_line(fact, value, speech) for fact, value in times.items()]

    def _values(self, answers: Answers) -> dict[str, Value]:
        """What the answers mean; what can no longer be read is asked again."""
        runbook, speech, now = self.walk.incident.runbook, self.walk.speech, self.walk.now
        facts = {name: fact for name in answers if (fact := runbook.fact(name)) is not None}
        return {
            name: read_fact(fact, answers.get(AGAIN + name, answers[name]), speech, now)
            for name, fact in facts.items()
            if not _complaint(fact, answers[name], speech, now)
        }

    def _wrong(self, fact: Fact, words: str) -> str:
        return _complaint(fact, words, self.walk.speech, self.walk.now, in_step=True)

    def _unlike(self, answers: Answers) -> dict[str, Value]:
        """What was typed and is not what the log has."""
        facts = self.walk.incident.facts
        return {n: v for n, v in self._values(answers).items() if n not in facts or facts[n].value != v}

    def _compared(self, unlike: Mapping[str, Value], answers: Answers) -> Part:
        """What both have typed, and a key for one's own; or the statements."""
        speech = self.walk.speech
        if "own" in answers or self.item.progress is None:
            commands = [c.RecordFact(by=self.walk.person, fact=fact, value=value) for fact, value in unlike.items()]
            return Ready(commands=commands, said=_("Recorded: your values count now."))
        words = _("{person} marked step {number} at {time}. What you typed is not recorded.")
        key = Key(key="y", word="own", words=_("record yours instead"), value="yes")
        notes = [self._beside(fact, fact_words(fact, value, speech)) for fact, value in unlike.items()]
        return Card(
            id="own", words=words.format(**marked_by(self.walk, self.item)), notes=notes, keys=(key,), is_guarded=True
        )

    def _beside(self, fact: str, yours: str) -> str:
        speech, entry = self.walk.speech, self.walk.incident.facts.get(fact)
        theirs = entry_words(fact, entry, speech) if entry else unknown_word()
        words = _("{fact}: recorded {theirs}, you typed {yours}")
        return words.format(fact=speech.fact(fact), theirs=theirs, yours=yours)


def fact_question(
    id: str,  # noqa: A002 (the question's own word)
    fact: Fact,
    speech: Speech,
    now: datetime,
    *,
    count: str = "",
    in_step: bool = False,
) -> Question:
    """Asks for the value of one fact, for itself or because a step waits for it."""
    return Question(
        id=id,
        words=f"{count}  {speech.fact(fact.id)}".strip(),
        notes=() if fact.type is FactType.YES_NO else (_expected(fact),),
        choices=_yes_no() if fact.type is FactType.YES_NO else (),
        is_typed=fact.type is not FactType.YES_NO,
        complaint=lambda words: _complaint(fact, words, speech, now, in_step=in_step),
    )


def read_fact(fact: Fact, words: str, speech: Speech, now: datetime) -> Value:
    """The value that the words mean.

    Raises:
        Refused: they mean none.
    """
    return parse_value(fact.id, fact.type, words, now, speech.zone)


def _doubt(walk: Walk, fact: Fact, words: str) -> str:
    """Why the number is asked for once more; ''."""
    entry, value = walk.incident.facts.get(fact.id), read_fact(fact, words, walk.speech, walk.now)
    if entry is None or not isinstance(entry.value, float) or not isinstance(value, float):
        return ""
    last = Seen(words=fact_words(fact.id, entry.value, walk.speech), at=entry.at, number=entry.value)
    return doubt(words, value, [last], lambda at: walk.speech.when(at, walk.now))


def _known(walk: Walk, fact: str) -> str:
    entry = walk.incident.facts.get(fact)
    words = walk.speech.fact(fact)
    return words if entry is None else f"{words} {entry_words(fact, entry, walk.speech)}"


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


def _complaint(fact: Fact, words: str, speech: Speech, now: datetime, *, in_step: bool = False) -> str:
    """What is wrong with the words; which fact it is stands above them."""
    try:
        value = read_fact(fact, words, speech, now)
    except Refused as refused:
        return say_refusal(Refused(refused.code, **{**refused.fields, "fact": ""}), speech, now)
    number = value if isinstance(value, float) and not isinstance(value, bool) else None
    if number is None or fact.range is None:
        return ""
    return out_of_range(words, number, fact.range, in_step=in_step)
