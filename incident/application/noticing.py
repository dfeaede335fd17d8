"""Tells people something that belongs to no incident: a short record of its own for each time that they are told.

So what leaves is marked as what it is, is tried again, goes once whoever finds it due, and can be read again (ADR 38).
Apart from what is due, which the domain says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from incident.application.brought_along import short_runbook
from incident.application.errors import CommandRepeated, LostRace
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import COMMANDER, Status
from incident.domain.messages.alone import alone, unhurried
from incident.domain.refusals import Refused
from incident.domain.runbooks.runbook import Step, Verb

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.incident import Incident

__all__ = ["ACKNOWLEDGE", "Notice", "hand_over", "unreached_of"]

ACKNOWLEDGE: Final = "incident message ack ${incident} ${message}"
"""In the text of a notice: the command by which its reader says that they have read it."""
_TEMPLATE: Final = "notice"
MOST_REFUSALS: Final = 10
"""How often somebody else may have been first, in one notice, before it must be something else."""


class Notice(Frozen):
    """Somebody is to be told something, once."""

    name: str
    """The same whoever finds it due: the id of the command that begins its record."""
    told: tuple[str, ...]
    """People, by id."""
    runbook: str
    phase: Mapping[str, str]
    """What it is called, by language."""
    mode: IncidentMode = IncidentMode.EXERCISE
    """An exercise goes to the targets for exercises, each way after the other; what is real goes one way."""
    is_secret: bool = False
    """Whether only these may know of it."""
    kept: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """What else its record keeps, by language and key."""


def hand_over(services: Services, notice: Notice, words: Mapping[str, tuple[str, str]], because: str) -> str | None:
    """Hand it to the outbox; its record, or None if others did or do that. One that broke off is gone on with.

    Args:
        services: with whoever tells.
        notice: whom.
        words: title and text by language.
        because: why somebody goes on with what another began, for the log.

    Raises:
        Refused: it cannot be gone on with.
        NotFound: it is closed to whoever tells.
        StorageError, CutOff: it could not be written.
    """
    try:
        record = _begun(services, notice, words)
    except LostRace:  # its name is taken by a record that is closed to whoever tells
        return None
    return record if _went_on(services, record, notice, because) else None


def unreached_of(services: Services, notice: Notice) -> Sequence[str]:
    """Those of them, by id, to whom no way leads."""
    is_exercise = notice.mode is IncidentMode.EXERCISE
    return tuple(each for each in notice.told if not services.directory.ways(each, exercise=is_exercise))


def _begun(services: Services, notice: Notice, words: Mapping[str, tuple[str, str]]) -> str:
    """The id of its record, which is declared where nobody did that."""
    begun = services.log.command(notice.name)
    if begun is not None:
        return begun.incident_id
    order = c.DeclareIncident(
        by=services.actor.acts_as,
        title=next(iter(words.values()))[0],
        tier=Tier.GENERAL,
        mode=notice.mode,
        bundle=short_runbook(notice.runbook, [_step(notice, each) for each in notice.told], _words(notice, words)),
        zone=services.workspace.zone,
        need_to_know=notice.is_secret,
    )
    try:
        return services.service.declare(order, services.actor, notice.name).incident.id
    except CommandRepeated as error:  # somebody else found it due at the same moment
        return error.record.incident_id


def _went_on(services: Services, record: str, notice: Notice, because: str) -> bool:
    """Do what is left, looking anew before each command, as others may do the same; whether the end was ours.

    Raises:
        Refused: time and again, and so by nothing that others do meanwhile.
    """
    service, person, refused = services.service, services.actor.acts_as, 0
    while (incident := service.load(record)).status is Status.OPEN:
        command = _next(incident, notice, person, because)
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


def _next(incident: Incident, notice: Notice, person: str, because: str) -> c.Command:
    """First who may read it, then each who is told, then the end; for the first and the last one has to lead."""
    is_open_to_all_told = not notice.is_secret or {*notice.told} <= {*incident.readers}
    left = [step.id for step in incident.runbook.steps() if step.id not in incident.steps]
    if is_open_to_all_told and left:
        return c.CompleteStep(by=person, step=left[0])
    if incident.person_of(COMMANDER) != person:
        return c.TakeCommand(by=person, because=because)
    if is_open_to_all_told:
        return c.CloseIncident(by=person)
    return c.NameReaders(by=person, persons=tuple(dict.fromkeys((person, *notice.told))))


def _step(notice: Notice, person: str) -> Step:
    audience = unhurried(person) if notice.mode is IncidentMode.REAL else alone(person)
    return Step(id=f"tell-{person}", verb=Verb.TELL, tiers=(Tier.GENERAL,), audience=audience, template=_TEMPLATE)


def _words(notice: Notice, words: Mapping[str, tuple[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return {
        language: {
            "title": title,
            "phase.page.title": notice.phase[language],
            **{f"step.tell-{person}.title": title for person in notice.told},
            f"template.{_TEMPLATE}.title": _harmless(title),
            f"template.{_TEMPLATE}.body": _harmless(body).replace(_harmless(ACKNOWLEDGE), ACKNOWLEDGE),
            **notice.kept.get(language, {}),
        }
        for language, (title, body) in words.items()
    }


def _harmless(words: str) -> str:
    """Words of people, without placeholders."""
    return words.replace("${", "$ {")
