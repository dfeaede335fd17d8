"""Tells people of planned exercises through the outbox: a short exercise of its own for each time that they are told.

So what leaves is marked, reaches the targets for exercises alone, is tried again, and can be read again (ADR 38). Apart
from what is due, which the domain says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.brought_along import short_runbook
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Status
from incident.domain.messages.alone import NOTICE_RUNBOOK, alone
from incident.domain.runbooks.runbook import Step, Verb

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.exercises.announcing import Announcement

__all__ = ["Told", "announce"]

_PHASE: Final = {"en": "Exercise notice", "zh-CN": "演练通知"}
_TEMPLATE: Final = "notice"


class Told(Frozen):
    """What became of one announcement."""

    announcement: Announcement
    record: str
    unreached: Sequence[str]
    """People, by id, to whom no way for exercises leads."""


def announce(services: Services, due: Announcement, words: Mapping[str, tuple[str, str]]) -> Told | None:
    """Hand it to the outbox; None if that was done before, by whomever. One that broke off on its way is gone on with.

    Args:
        services: with whoever tells.
        due: whom, of what.
        words: title and text by language.

    Raises:
        StorageError, CutOff: it could not be written.
    """
    service, person = services.service, services.actor.acts_as
    begun = services.log.command(due.name)
    if begun is None:
        title = next(iter(words.values()))[0]
        order = c.DeclareIncident(
            by=person,
            title=title,
            tier=Tier.GENERAL,
            mode=IncidentMode.EXERCISE,
            bundle=short_runbook(NOTICE_RUNBOOK, [_step(each) for each in due.told], _words(due.told, words)),
            zone=services.workspace.zone,
            need_to_know=due.is_secret,
        )
        record = service.declare(order, services.actor, due.name).incident.id
    else:
        record = begun.incident_id
    incident = service.load(record)
    if incident.status is not Status.OPEN:
        return None
    if due.is_secret and not incident.readers[1:]:
        readers = c.NameReaders(by=person, persons=tuple(dict.fromkeys((person, *due.told))))
        service.execute(record, readers, services.actor)
    left = [step.id for step in incident.runbook.steps() if step.id not in incident.steps]
    for step in left:
        service.execute(record, c.CompleteStep(by=person, step=step), services.actor)
    service.execute(record, c.CloseIncident(by=person), services.actor)
    silent = (each for each in due.told if not services.directory.ways(each, exercise=True))
    return Told(announcement=due, record=record, unreached=tuple(silent))


def _step(person: str) -> Step:
    return Step(id=f"tell-{person}", verb=Verb.TELL, tiers=(Tier.GENERAL,), audience=alone(person), template=_TEMPLATE)


def _words(told: Sequence[str], words: Mapping[str, tuple[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return {
        language: {
            "title": title,
            "phase.page.title": _PHASE[language],
            **{f"step.tell-{person}.title": title for person in told},
            f"template.{_TEMPLATE}.title": title.replace("${", "$ {"),
            f"template.{_TEMPLATE}.body": body.replace("${", "$ {"),
        }
        for language, (title, body) in words.items()
    }
