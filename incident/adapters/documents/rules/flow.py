"""Rules about the way through a runbook: questions, messages, pauses, triage.

Apart from the other rules, because these follow the order of the steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.rules.paths import Ways
from incident.domain.grading.tiers import Tier
from incident.domain.incident import CUSTOMERS
from incident.domain.runbooks.runbook import Verb
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Step

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
            said = _("The question '{id}' has no choice.").format(id=step.id)
            yield problem(place, "RB006", said, _("Write two answers or more under 'options:', one of them 'unknown'."))
        elif not any(_WAYS_OUT & set(option.split("-")) for option in step.options):
            said = _("The question '{id}' has no answer for somebody who does not know.").format(id=step.id)
            yield problem(place, "RB006", said, _("Add an option with the id 'unknown', 'unsure', 'other' or 'no'."))


def _idle_questions(compiled: Compiled) -> Iterator[Problem]:
    """Questions whose answer changes nothing."""
    ways = Ways(compiled.runbook)
    for step in (step for step in compiled.runbook.steps() if step.verb is Verb.ASK):
        led = {option: ways.answer(step, option) for option in step.options}
        place = compiled.places[f"step.{step.id}"] / "options"
        if len(led) > 1 and not any(led.values()):
            said = _("No answer to '{id}' leads to a step.").format(id=step.id)
            hint = _("Say what the answers change, or record a fact instead.")
            yield problem(place, "RB007", said, hint, severity="warning")
        shapes: dict[object, str] = {}
        for index, (option, steps) in enumerate(led.items()):
            twin = shapes.setdefault(_shape(compiled, ways, steps), option) if steps else option
            if twin != option:
                said = _("The answers '{one}' and '{other}' lead to the same steps.").format(one=twin, other=option)
                yield problem(place / index, "RB007", said, _("Make one answer of the two."), severity="warning")


def _shape(compiled: Compiled, ways: Ways, steps: Sequence[Step]) -> object:
    """What the steps say, without their ids."""
    shapes = []
    for step in ways.whole(steps):
        start = f"step.{step.id}."
        words = frozenset((key[len(start) :], text) for key, text in compiled.words.items() if key.startswith(start))
        shapes.append((step.verb, step.by, step.facts, step.template, words))
    return tuple(shapes)


def _first_message(compiled: Compiled) -> Iterator[Problem]:
    first = compiled.runbook.phases[0]
    steps = list(Ways(compiled.runbook).main(first.steps))
    for tier in (Tier.MAJOR, Tier.SERIOUS):
        if not any(step.verb is Verb.TELL and tier in step.tiers for step in steps):
            said = _("Nobody is told in the first phase at tier {tier}.").format(tier=int(tier))
            yield problem(compiled.places[f"phase.{first.id}"], "RB017", said, _("Add a 'tell' step."))


def _updates(compiled: Compiled) -> Iterator[Problem]:
    """The clock of messages to customers runs at every tier; only a message to them stops it."""
    told = [step for step in compiled.runbook.steps() if step.verb is Verb.TELL]
    for tier in compiled.runbook.tiers if told else ():  # where nobody is told of anything, RB017 says so
        if not any(step.audience == CUSTOMERS and tier in step.tiers for step in told):
            said = _("No step at tier {tier} tells the customers, for whom 'first_update' and 'update_every' count.")
            place = compiled.document / "tiers" / int(tier)
            hint = _("Add a step with tell: {audience}.").format(audience=CUSTOMERS)
            yield problem(place, "RB016", said.format(tier=int(tier)), hint)


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
    ways = Ways(compiled.runbook)
    for phase in compiled.runbook.phases:
        steps = list(ways.main(phase.steps))
        for tier in Tier:
            count = sum(tier in step.tiers for step in steps)
            if count > _MOST_STEPS:
                said = _("The phase '{id}' has {count} steps at tier {tier}; {most} is the most.")
                said = said.format(id=phase.id, count=count, tier=int(tier), most=_MOST_STEPS)
                yield problem(compiled.places[f"phase.{phase.id}"], "RB029", said, _("Split the phase."))
                break


FLOW: Final = (_questions, _idle_questions, _first_message, _updates, _endings, _triage, _long_phases)
