"""Rules about the way through a runbook: questions, facts, messages, pauses, triage.

Apart from the other rules, because these follow the order of the steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.runbooks.templates import placeholders
from incident.domain.conditions import facts_of
from incident.domain.runbook import Verb
from incident.domain.tiers import Tier
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.conditions import Condition

__all__ = ["FLOW"]

_MOST_STEPS: Final = 9
"""Between two pauses (reference/UX.md rule 5)."""

_WAYS_OUT: Final = frozenset({"unknown", "unsure", "other", "none", "no"})
"""Words in the id of an option that is there for whoever fits no other."""


def _questions(compiled: Compiled) -> Iterator[Problem]:
    for step in compiled.runbook.steps():
        if step.verb is not Verb.ASK:
            continue
        place = compiled.places[f"step.{step.id}"] / "options"
        if len(step.options) <= 1:
            yield problem(place, "RB006", _("The question '{id}' has no choice.").format(id=step.id))
        elif not any(_WAYS_OUT & set(option.split("-")) for option in step.options):
            said = _("The question '{id}' has no answer for somebody who does not know.").format(id=step.id)
            yield problem(place, "RB006", said, _("Add an option with the id 'unknown', 'unsure', 'other' or 'no'."))


def _unused_facts(compiled: Compiled) -> Iterator[Problem]:
    read = {name for condition in _conditions(compiled) for name in facts_of(condition)}
    read.update(name for words in compiled.words.values() for name in placeholders(words))
    for fact in compiled.runbook.facts:
        if fact.id not in read:
            said = _("No condition and no message uses the fact '{name}'.").format(name=fact.id)
            yield problem(compiled.places[f"fact.{fact.id}"], "RB010", said, severity="warning")


def _conditions(compiled: Compiled) -> Iterator[Condition]:
    runbook = compiled.runbook
    for conditions in runbook.triage.values():
        yield from conditions
    yield from (rule.when for rule in runbook.raise_rules)
    yield from (rule.when for rule in runbook.lower_rules)
    yield from (step.condition for step in runbook.steps() if step.condition is not None)


def _first_message(compiled: Compiled) -> Iterator[Problem]:
    first = compiled.runbook.phases[0]
    for tier in (Tier.MAJOR, Tier.SERIOUS):
        if not any(step.verb is Verb.TELL and tier in step.tiers and step.branch is None for step in first.steps):
            said = _("Nobody is told in the first phase at tier {tier}.").format(tier=int(tier))
            yield problem(compiled.places[f"phase.{first.id}"], "RB017", said, _("Add a 'tell' step."))


def _endings(compiled: Compiled) -> Iterator[Problem]:
    for phase in compiled.runbook.phases:
        if f"phase.{phase.id}.exit" not in compiled.words:
            said = _("The phase '{id}' does not say when it is over.").format(id=phase.id)
            place = compiled.places[f"phase.{phase.id}"]
            yield problem(place, "RB018", said, _("Add 'exit'."), severity="warning")
    if not any(step.verb is Verb.TELL for phase in compiled.runbook.phases[1:] for step in phase.steps):
        said = _("No message says that it is over.")
        yield problem(compiled.document / "phases", "RB018", said, _("Add a 'tell' step."), severity="warning")


def _triage(compiled: Compiled) -> Iterator[Problem]:
    place = compiled.document / "triage" / "tiers"
    for tier in Tier:
        if tier not in compiled.runbook.triage:
            said = _("Triage has no line for tier {tier}.").format(tier=int(tier))
            yield problem(place, "RB019", said)
    if compiled.runbook.triage.get(Tier.GENERAL):
        said = _("Triage ends without 'otherwise'.")
        yield problem(place / "3", "RB019", said, _("Write 3: [otherwise], so that every event has a tier."))


def _long_phases(compiled: Compiled) -> Iterator[Problem]:
    for phase in compiled.runbook.phases:
        for tier in Tier:
            count = sum(tier in step.tiers and step.branch is None for step in phase.steps)
            if count > _MOST_STEPS:
                said = _("The phase '{id}' has {count} steps at tier {tier}; {most} is the most.")
                said = said.format(id=phase.id, count=count, tier=int(tier), most=_MOST_STEPS)
                yield problem(compiled.places[f"phase.{phase.id}"], "RB029", said, _("Split the phase."))
                break


FLOW: Final = (_questions, _unused_facts, _first_message, _endings, _triage, _long_phases)
