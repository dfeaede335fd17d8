"""Rules about facts: each is filled before it is read, and read once it is declared.

Apart from the other rules about the way through a runbook, because these follow values and not steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.rules.paths import Ways
from incident.adapters.documents.runbooks.templates import placeholders
from incident.domain.runbooks.conditions import facts_of
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Step

__all__ = ["KNOWING"]

_EVERYWHERE: Final = frozenset({"how", "many", "what", "is", "are", "has", "the", "of", "now"})


def _unused(compiled: Compiled) -> Iterator[Problem]:
    read = {name for condition in compiled.runbook.conditions() for name in facts_of(condition)}
    read.update(name for words in compiled.words.values() for name in placeholders(words))
    for fact in compiled.runbook.facts:
        if fact.id not in read:
            said = _("No condition and no message uses the fact '{name}'.").format(name=fact.id)
            yield problem(compiled.places[f"fact.{fact.id}"], "RB010", said, severity="warning")


def _unfilled(compiled: Compiled) -> Iterator[Problem]:
    """Facts that a text needs before anything on the way there has asked for them."""
    filled = {step.id: _fills(step) for step in compiled.runbook.steps()}
    asked = _asked_first(compiled)
    reads = _read_in_texts(compiled)
    told: set[tuple[str, str]] = set()
    for step, tier, known in Ways(compiled.runbook).visits(filled):
        for name, place in reads.get(step.id, {}).items():
            if name in asked or name in known or (step.id, name) in told:
                continue
            told.add((step.id, name))
            said = _("'{id}' needs the fact '{name}' before anything asks for it, at tier {tier}.")
            hint = _("Record it in a step that comes before on every way, or ask for it in triage.")
            yield problem(place, "RB009", said.format(id=step.id, name=name, tier=int(tier)), hint)


def _never_filled(compiled: Compiled) -> Iterator[Problem]:
    """Facts on which a raise or a lowering waits, and nothing asks for."""
    filled = _asked_first(compiled).union(*(_fills(step) for step in compiled.runbook.steps()))
    raised = [rule.when for rule in compiled.runbook.raise_rules]
    lowered = [rule.when for rule in compiled.runbook.lower_rules]
    for key, conditions in (("raise_when", raised), ("lower_when", lowered)):
        for index, condition in enumerate(conditions):
            for name in sorted(facts_of(condition) - filled):
                said = _("Nothing asks for the fact '{name}', on which this rule waits.").format(name=name)
                place = compiled.document / key / index / "when"
                yield problem(place, "RB009", said, _("Record it in a step."), severity="warning")


def _asked_twice(compiled: Compiled) -> Iterator[Problem]:
    """Values that a step reads off, of which a fact asks too and which it leaves unknown."""
    questions = {fact.id: _significant(compiled.words.get(f"fact.{fact.id}", "")) for fact in compiled.runbook.facts}
    for step in compiled.runbook.steps():
        asked = _significant(compiled.words.get(f"step.{step.id}.value", "")) if not step.facts else frozenset()
        for name in (fact for fact, words in questions.items() if asked and asked <= words):
            said = _("The value of '{id}' is what the fact '{name}' asks, and leaves it unknown.")
            hint = _("Write 'fact: {name}' beside 'ask'.").format(name=name)
            yield problem(compiled.places[f"step.{step.id}.value"], "RB035", said.format(id=step.id, name=name), hint)


def _significant(question: str) -> frozenset[str]:
    """Its words without those that every such question has; a Chinese one is a word in whole."""
    words = "".join(sign if sign.isalnum() else " " for sign in question.casefold()).split()
    return frozenset(words) - _EVERYWHERE


def _asked_first(compiled: Compiled) -> frozenset[str]:
    """What triage asks before the first step."""
    triage = compiled.runbook.triage.values()
    return frozenset().union(*(facts_of(condition) for conditions in triage for condition in conditions))


def _fills(step: Step) -> frozenset[str]:
    """A watched condition asks for the facts that it rests on, as a step that records does."""
    return frozenset(step.facts) | (facts_of(step.condition) if step.condition else frozenset())


def _read_in_texts(compiled: Compiled) -> Mapping[str, Mapping[str, Place]]:
    """By step: the facts that its words and its message show, and where they are asked for."""
    facts = {fact.id for fact in compiled.runbook.facts}
    found: dict[str, dict[str, Place]] = {}
    for key, words in compiled.words.items():
        kind, _dot, rest = key.partition(".")
        if kind == "step" and not key.endswith(".show"):  # what is copied as it stands has signs of its own
            for name in facts.intersection(placeholders(words)):
                found.setdefault(rest.partition(".")[0], {})[name] = compiled.places[key]
    for step in compiled.runbook.steps():
        for part in ("title", "body") if step.template else ():
            for name in facts.intersection(placeholders(compiled.words.get(f"template.{step.template}.{part}", ""))):
                found.setdefault(step.id, {})[name] = compiled.places[f"step.{step.id}"] / "template"
    return found


KNOWING: Final = (_unused, _unfilled, _never_filled, _asked_twice)
