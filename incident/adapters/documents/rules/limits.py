"""Rules about time: a graver tier is never slower, and no step is due after its phase.

Apart from the other rules, because these compare the tiers.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.domain.grading.tiers import Tier
from incident.domain.incident import CUSTOMERS
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.durations import write_duration
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["LIMITS"]

_POLICY: Final = ("first_update", "update_every", "restore")


def _laxer(limits: Mapping[Tier, timedelta], place: Place, name: str) -> Iterator[Problem]:
    for graver, milder in pairwise(sorted(limits)):
        if limits[graver] > limits[milder]:
            said = _("'{name}' allows tier {graver} {long}, but tier {milder} only {short}.").format(
                name=name,
                graver=int(graver),
                milder=int(milder),
                long=write_duration(limits[graver]),
                short=write_duration(limits[milder]),
            )
            yield problem(place, "RB015", said, _("A graver tier is never slower."))


def _policies(compiled: Compiled) -> Iterator[Problem]:
    for part in _POLICY:
        limits = {tier: getattr(policy, part) for tier, policy in compiled.runbook.tiers.items()}
        yield from _laxer(limits, compiled.document / "tiers", part)


def _phases(compiled: Compiled) -> Iterator[Problem]:
    for phase in compiled.runbook.phases:
        yield from _laxer(phase.limit, compiled.places[f"phase.{phase.id}"] / "limit", phase.id)
        for step in phase.steps:
            place = compiled.places[f"step.{step.id}"] / "within"
            yield from _laxer(step.within, place, step.id)
            for tier, limit in step.within.items():
                if tier in phase.limit and limit > phase.limit[tier]:
                    said = _("'{id}' is due after its phase at tier {tier}: {late}, the phase {limit}.").format(
                        id=step.id,
                        tier=int(tier),
                        late=write_duration(limit),
                        limit=write_duration(phase.limit[tier]),
                    )
                    yield problem(place, "RB015", said)


def _first_messages(compiled: Compiled) -> Iterator[Problem]:
    """The first message to customers is not due after the tier's own clock for it."""
    told = [step for step in compiled.runbook.steps() if step.verb is Verb.TELL and step.audience == CUSTOMERS]
    for tier, policy in compiled.runbook.tiers.items():
        first = next((step for step in told if tier in step.tiers), None)
        if first is not None and first.within.get(tier, policy.first_update) > policy.first_update:
            said = _("'{id}' sends the first message of tier {tier} after {late}; 'first_update' is {limit}.").format(
                id=first.id,
                tier=int(tier),
                late=write_duration(first.within[tier]),
                limit=write_duration(policy.first_update),
            )
            yield problem(compiled.places[f"step.{first.id}"] / "within", "RB015", said)


def _resources(compiled: Compiled) -> Iterator[Problem]:
    """What a graver tier asks for too is there no later than at a milder one."""
    limits: dict[tuple[str, str], dict[Tier, timedelta]] = {}
    places: dict[tuple[str, str], Place] = {}
    for tier, wants in sorted(compiled.runbook.wants.items(), reverse=True):
        for index, want in enumerate(wants):
            if want.within is not None:
                key = (want.kind, want.type)
                known = limits.setdefault(key, {})
                known[tier] = min(want.within, known.get(tier, want.within))
                places[key] = compiled.document / "resources" / int(tier) / index / "within"
    for key, known in limits.items():
        yield from _laxer(known, places[key], key[1])


LIMITS: Final = (_policies, _phases, _first_messages, _resources)
