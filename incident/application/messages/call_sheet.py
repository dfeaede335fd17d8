"""Who is to be phoned, and what to tell them, when messages do not arrive.

Apart from the ledger: it joins what the deliveries say with the numbers in the team's own files (DESIGN.md 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from incident.application.messages.people import in_mode, readers_of
from incident.application.messages.reach import belonging, out_of_reach
from incident.application.ports import Delivery, DeliveryState, Directory, Person
from incident.domain.events import IncidentMode, Wording
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.messages.escalating import is_settled, is_waited_for
from incident.domain.messages.message import Message

__all__ = ["Call", "CallSheet", "Errand", "Try", "Vacancy", "write_call_sheet"]

_TOLD: Final = frozenset({DeliveryState.SENT, DeliveryState.CANCELLED})


class Try(Frozen):
    """One way by which the program tries somebody by itself, and what became of it."""

    at: datetime
    way: str
    """The target."""
    state: DeliveryState


class Call(Frozen):
    """One recipient of a message, to be told by voice."""

    name: str
    """The person, or the channel that a group reads."""
    people: Sequence[Person]
    """Who may be meant: nobody of that name stands in people.yaml for a channel, or customers; more than one where the
    row's way to them does not tell namesakes apart."""
    target_id: str
    state: DeliveryState | None
    """None where no way leads to them, so that nothing was sent."""
    has_read: bool = False
    """Whether whoever is meant has said so, or somebody for them."""
    attempts: Sequence[Try] = ()
    """By which ways the program has tried or tries by itself, where there are several or it escalates; none that was
    called off."""
    is_unknown: bool = False
    """Whether only the server can say what was sent, and it does not answer."""


class Errand(Frozen):
    """One message that has not arrived everywhere: the words, and whom to tell."""

    message: Message
    wordings: Sequence[tuple[str, Wording]]
    """Language and words, those that the people on the sheet read."""
    calls: Sequence[Call]
    """Empty where the audience has nobody whom the program can reach."""


class Vacancy(Frozen):
    """A role that the tier wants and nobody holds, and who may fill it."""

    role: str
    able: Sequence[Person]


class CallSheet(Frozen):
    """Everything that a person at a telephone needs."""

    incident: Incident
    errands: Sequence[Errand]
    vacancies: Sequence[Vacancy]
    holders: Sequence[tuple[str, Person]]
    """Role and who holds it, so that those at work can reach one another."""
    is_copy: bool = False
    """Whether the log is a restored backup, which sends nothing."""


def write_call_sheet(
    incident: Incident,
    deliveries: Sequence[Delivery],
    directory: Directory,
    *,
    message_id: str | None = None,
    is_copy: bool = False,
    is_cut: bool = False,
) -> CallSheet:
    """The sheet of what has not arrived; of one message whole, if it is named.

    Where the line to the server `is_cut` and no delivery is known, whoever belongs to the audience is on it. An
    exercise gives the ways of exercises alone, and a real incident none of them.
    """
    people = list(in_mode(directory.people(), directory, exercise=incident.mode is IncidentMode.EXERCISE))
    mute = out_of_reach(incident, deliveries, directory)
    every = incident.messages.values() if message_id is None else ()
    meant = [each for each in every if each.id in mute or _is_open(incident, each, deliveries, people)]
    meant = meant if message_id is None else [incident.messages[message_id]]
    errands = [
        _errand(incident, each, deliveries, people, mute.get(each.id, ()), every=message_id is not None)
        for each in meant
    ]
    if is_cut:
        errands = [each if each.calls else _from_the_files(incident, each, people, directory) for each in errands]
    empty = [role for role in incident.roles_to_fill() if role not in incident.roles]
    return CallSheet(
        incident=incident,
        errands=errands,
        vacancies=[Vacancy(role=role, able=[p for p in people if role in p.roles]) for role in empty],
        holders=[(role, each) for role, name in incident.roles.items() for each in people if each.id == name],
        is_copy=is_copy,
    )


def _is_open(incident: Incident, message: Message, deliveries: Sequence[Delivery], people: Sequence[Person]) -> bool:
    """Whether it was let go and somebody may not have been told."""
    is_over = message.is_withdrawn or message.corrected_by is not None
    if message.released_at is None or is_over or message.told_at is not None or is_settled(incident, message):
        return False
    own = [row for row in deliveries if row.message == message.id]
    return not own or bool(_untold(incident, message, own, people))


def _untold(incident: Incident, message: Message, own: Sequence[Delivery], people: Sequence[Person]) -> list[Delivery]:
    """What has not arrived, and was not answered all the same; of an escalation, every attempt for the silence of
    somebody who has not, and whom no attempt reached.
    """
    rungs = {rung.delivery: rung for rung in message.rungs}
    reached = {rungs[row.id].who for row in own if row.id in rungs and row.state is DeliveryState.SENT}

    def is_open(row: Delivery) -> bool:
        rung = rungs.get(row.id)
        if rung is None:
            return row.state not in _TOLD
        is_unreached = row.state not in _TOLD and rung.who not in reached
        is_kept = incident.is_left_out(message.audience, rung.who)
        return is_waited_for(incident, message, rung) or (is_unreached and not is_kept)

    return [row for row in own if is_open(row) and not _is_known(row, message, readers_of(row, people))]


def _errand(
    incident: Incident,
    message: Message,
    deliveries: Sequence[Delivery],
    people: Sequence[Person],
    mute: Sequence[Person],
    *,
    every: bool,
) -> Errand:
    """Whom no way leads to comes before the others: nobody else tells them."""
    own = [row for row in deliveries if row.message == message.id]
    untold = own if every else _untold(incident, message, own, people)
    whose = {row.id: _whose(row, message, people) for row in own}
    languages = {row.language for row in untold} | {each.language for each in mute}
    said = [(tag, words) for tag, words in message.wordings.items() if tag in languages]
    return Errand(
        message=message,
        wordings=said or list(message.wordings.items()),
        calls=[
            *(Call(name=each.name, people=[each], target_id="", state=None) for each in mute),
            *(_call(row, message, people, own, whose) for row in _once_a_person(untold, message, whose)),
        ],
    )


def _from_the_files(incident: Incident, errand: Errand, people: Sequence[Person], directory: Directory) -> Errand:
    """With all who belonged to its audience when it left: who of them was reached, only the server knows."""
    message = errand.message
    whose = belonging(incident, directory, message.audience, message.released_at or message.drafted_at)
    meant = [each for each in people if each.id in whose and not incident.is_left_out(message.audience, each.id)]
    read = {each.by for each in message.acknowledgements if not each.is_short}
    calls = [
        Call(name=each.name, people=[each], target_id="", state=None, has_read=each.id in read, is_unknown=True)
        for each in meant
    ]
    places = sorted(whose - {each.id for each in people})
    calls += [Call(name=each, people=[], target_id=each, state=None, is_unknown=True) for each in places]
    return errand.changed(calls=calls)


def _once_a_person(rows: Sequence[Delivery], message: Message, whose: Mapping[str, str]) -> Iterator[Delivery]:
    """One row for each person, of an escalation in the order in which they are told; each that a group reads."""
    seen = set[str]()
    for row in sorted(rows, key=lambda row: row.due_at) if message.rungs else rows:
        if whose[row.id] not in seen:
            seen.add(whose[row.id])
            yield row


def _whose(row: Delivery, message: Message, people: Sequence[Person]) -> str:
    """The person's id; of what others read, or where nobody can tell, its own."""
    who, meant = next((rung.who for rung in message.rungs if rung.delivery == row.id), None), readers_of(row, people)
    return who or (meant[0].id if len(meant) == 1 else row.id)


def _call(
    row: Delivery, message: Message, people: Sequence[Person], own: Sequence[Delivery], whose: Mapping[str, str]
) -> Call:
    meant = readers_of(row, people)
    return Call(
        name=row.recipient,
        people=meant,
        target_id=row.target_id,
        state=row.state,
        has_read=_has_read(row, message, meant),
        attempts=_tries([each for each in own if whose[each.id] == whose[row.id]], message),
    )


def _tries(theirs: Sequence[Delivery], message: Message) -> Sequence[Try]:
    hours = {rung.delivery: rung.due_at for rung in message.rungs}
    if len(theirs) == 1 and theirs[0].id not in hours:
        return ()
    tries = (Try(at=hours.get(row.id, row.due_at), way=row.target_id, state=row.state) for row in theirs)
    return sorted((each for each in tries if each.state is not DeliveryState.CANCELLED), key=lambda each: each.at)


def _is_known(row: Delivery, message: Message, meant: Sequence[Person]) -> bool:
    """Whether whoever it went to has read it, or was told by hand."""
    return _has_read(row, message, meant) or (len(meant) == 1 and message.told_of(meant[0].id) is not None)


def _has_read(row: Delivery, message: Message, meant: Sequence[Person]) -> bool:
    """Whether whoever it went to has said so, of a team everybody; of two namesakes nobody knows which of them did."""
    whose = {row.recipient, *(person.id for person in meant if len(meant) == 1)}
    return any(each.by in whose and not each.is_short for each in message.acknowledgements)
