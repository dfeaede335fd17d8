"""Rules about commands that can break something: there is a way back, or somebody said yes before.

Apart from the other rules, because these are about harm and not about time or words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.rules.paths import Ways
from incident.domain.runbooks.runbook import Verb
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["DANGER"]


def _no_way_back(compiled: Compiled) -> Iterator[Problem]:
    """A critical step that shows a command: `undo` takes it back, or an `approve` stands before it on every way."""
    gains = {step.id: ("approval",) for step in compiled.runbook.steps() if step.verb is Verb.APPROVE}
    told: set[str] = set()
    for step, tier, behind in Ways(compiled.runbook).visits(gains):
        shows = step.critical and f"step.{step.id}.show" in compiled.words
        if shows and f"step.{step.id}.undo" not in compiled.words and not behind and step.id not in told:
            told.add(step.id)
            said = _(
                "'{id}' is critical and shows a command, but has no 'undo', and nobody approves it at tier {tier}."
            )
            hint = _("Write 'undo', or put a step with 'approve' before it.")
            place = compiled.places[f"step.{step.id}"]
            yield problem(place, "RB020", said.format(id=step.id, tier=int(tier)), hint)


DANGER: Final = (_no_way_back,)
