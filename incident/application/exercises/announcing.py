"""Tells people of planned exercises through the outbox: a short exercise of its own for each time that they are told.

So what leaves is marked, reaches the targets for exercises alone, is tried again, and can be read again (ADR 38). Apart
from what is due, which the domain says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.brought_along import short_runbook
from incident.application.errors import CommandRepeated, LostRace
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import COMMANDER, Status
from incident.domain.messages.alone import NOTICE_RUNBOOK, alone
from incident.domain.refusals import Refused
from incident.domain.runbooks.runbook import Step, Verb

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.exercises.announcing import Announcement
    from incident.domain.incident import Incident

__all__ = ["Told", "announce"]

_PHASE: Final = {"en": "Exercise notice", "zh-CN": "演练通知"}
_TEMPLATE: Final = "notice"
MOST_REFUSALS: Final = 10
"""How often somebody else may have been first, in one announcement, before it must be something else."""


class Told(Frozen):
    """What became of one announcement."""

    announcement: Announcement
    record: str
    unreached: Sequence[str]
    """People, by id, to whom no way for exercises leads."""


def announce(services: Services, due: Announcement, words: Mapping[str, tuple[str, str]], because: str) -> Told | None:
    """Hand it to the outbox; None if others did or do that. One that broke off is gone on with, whoever began it.

    Args:
        services: with whoever tells.
        due: whom, of what.
        words: title and text by language.
        because: why somebody goes on with what another began, for the log.

    Raises:
        Refused: it cannot be gone on with.
        NotFound: it is closed to whoever tells.
        StorageError, CutOff: it could not be written.
    """
    try:
        record = _begun(services, due, words)
    except LostRace:  # its name is taken by a record that is closed to whoever tells
        return None
    if not _went_on(services, record, due, because):
        return None
    silent = (each for each in due.told if not services.directory.ways(each, exercise=True))
    return Told(announcement=due, record=record, unreached=tuple(silent))


def _begun(services: Services, due: Announcement, words: Mapping[str, tuple[str, str]]) -> str:
    """The id of its record, which is declared where nobody did that."""
    begun = services.log.command(due.name)
    if begun is not None:
        return begun.incident_id
    order = c.DeclareIncident(
        by=services.actor.acts_as,
        title=next(iter(words.values()))[0],
        tier=Tier.GENERAL,
        mode=IncidentMode.EXERCISE,
        bundle=short_runbook(NOTICE_RUNBOOK, [_step(each) for each in due.told], _words(due.told, words)),
        zone=services.workspace.zone,
        need_to_know=due.is_secret,
    )
    try:
        return services.service.declare(order, services.actor, due.name).incident.id
    except CommandRepeated as error:  # somebody else found it due at the same moment
        return error.record.incident_id


def _went_on(services: Services, record: str, due: Announcement, because: str) -> bool:
    """Do what is left, looking anew before each command, as others may do the same; whether the end was ours.

    Raises:
        Refused: time and again, and so by nothing that others do meanwhile.
    """
    service, person, refused = services.service, services.actor.acts_as, 0
    while (incident := service.load(record)).status is Status.OPEN:
        command = _next(incident, due, person, because)
        try:
            service.execute(record, command, services.actor)
        except Refused:
            refused += 1
            if refused == MOST_REFUSALS:
                raise
        else:
            if isinstance(command, c.CloseIncident):
                return True
    return False


def _next(incident: Incident, due: Announcement, person: str, because: str) -> c.Command:
    """First who may read it, then each who is told, then the end; for the first and the last one has to lead."""
    is_open_to_all_told = not due.is_secret or {*due.told} <= {*incident.readers}
    left = [step.id for step in incident.runbook.steps() if step.id not in incident.steps]
    if is_open_to_all_told and left:
        return c.CompleteStep(by=person, step=left[0])
    if incident.person_of(COMMANDER) != person:
        return c.TakeCommand(by=person, because=because)
    if is_open_to_all_told:
        return c.CloseIncident(by=person)
    return c.NameReaders(by=person, persons=tuple(dict.fromkeys((person, *due.told))))


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
