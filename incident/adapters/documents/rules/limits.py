"""Rules about time: a graver tier is never slower, and no step is due after its phase.

Apart from the other rules, because these compare the tiers.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.domain.durations import write_duration
from incident.domain.tiers import Tier
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


LIMITS: Final = (_policies, _phases)
