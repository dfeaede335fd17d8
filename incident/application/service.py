"""The one way in which anything happens: a command is decided and appended.

Two people may decide at the same moment; the log takes one of them, and the
other is decided again on what now stands. A command that was executed before is
recognised by its id and not executed twice.

In a terminal that sends, two threads execute: the one that answers keys, and the
one that reports what became of messages. They take turns.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from incident.application.actor import Actor
from incident.application.errors import CommandRepeated, LostRace, NotFound, StorageDamaged, StorageError, StorageTooNew
from incident.application.messages.told import TELLING, Reached, Telling
from incident.application.order import Order, batch_of, imagined
from incident.application.ports import (
    Clock,
    Directory,
    EventLog,
    Ids,
    NewEvent,
    Outbox,
    Summary,
)
from incident.application.repeats import is_same_command, request_digest
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.events import VERSIONS, ContentErased, Event, IncidentMode, Recorded, UnknownEvent
from incident.domain.evolve import fold, is_quiet
from incident.domain.frozen import Frozen
from incident.domain.incident import PROGRAM, Incident
from incident.domain.resources.resource import Inventory, Stock

__all__ = ["APP", "IncidentService", "Outcome"]

P = ParamSpec("P")
T = TypeVar("T")

MOST_RACES = 50
"""Lost races in a row before it must be a fault and not bad luck."""

APP = Actor(person=PROGRAM)
"""The program itself: timers and sensors."""


class Outcome(Frozen):
    """What a command came to."""

    incident: Incident
    entries: Sequence[Recorded] = ()
    """What it wrote; empty if it changed nothing."""
    was_repeated: bool = False
    """Whether it had been executed before, and `entries` are those of that time."""
    unreachable: tuple[str, ...] = ()
    """Audiences that were to be told and have nobody who can be reached."""
    unreached: tuple[str, ...] = ()
    """Recipients who may have a wrong text, and to whom no way leads any more."""
    masked: tuple[int, ...] = ()
    """The cases whose contacts stood in what was typed, and are masked in what was written."""
    open_in: tuple[int, ...] = ()
    """Entries that hold the contact of a customer who came in only now, for everybody to read."""
    fixed_in: tuple[int, ...] = ()
    """Those in which it stands where nothing can be erased."""


def _in_turn(
    method: Callable[Concatenate[IncidentService, P], T],
) -> Callable[Concatenate[IncidentService, P], T]:
    """The method, which a second thread enters when the first has left it; what was folded is one memory for both."""

    @wraps(method)
    def waiting(service: IncidentService, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with service.turn:
            return method(service, *args, **kwargs)

    return waiting


class IncidentService:
    """Executes commands and answers what is so; may be used by several threads at once."""

    def __init__(
        self,
        *,
        log: EventLog,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        outbox: Outbox | None = None,
        prepare: Callable[[], None] | None = None,
        inventory: Callable[[], Inventory] | None = None,
    ) -> None:
        """`prepare` is called before rows enter the outbox; it brings the table of targets up to date.

        `inventory` says what there is to give, whenever a command asks for resources; None: nothing.
        """
        self._log = log
        self._clock = clock
        self._ids = ids
        self._directory = directory
        self.outbox = outbox
        """What has become of messages; None where nothing is sent."""
        self._prepare = prepare
        self._inventory = inventory
        self.turn = threading.RLock()
        """Held while a command is executed or an incident is read."""
        self._folded: dict[str, Incident] = {}
        self._epoch = log.epoch

    def now(self) -> datetime:
        """The present instant, as the log will record it."""
        return self._clock.now()

    @_in_turn
    def load(self, incident_id: str) -> Incident:
        """The incident as it stands.

        Raises:
            NotFound: there is no incident of that id.
            StorageTooNew, StorageDamaged: its first entry cannot be understood.
        """
        known = self._known(incident_id)
        entries = self._log.read(incident_id, known.version if known else 0)
        if self._log.epoch != self._epoch:
            return self.load(incident_id)  # another copy answered: what was known is not what it continues
        _refuse_undeclared(incident_id, entries, known)
        return self._followed(incident_id, entries, known)

    def look(self, incident_id: str) -> Incident:
        """The incident as it stands; where a command is being executed, whoever looks does not wait for its end.

        Raises:
            NotFound: there is no incident of that id.
            StorageTooNew, StorageDamaged: its first entry cannot be understood.
        """
        if self.turn.acquire(blocking=False):
            try:
                return self.load(incident_id)
            finally:
                self.turn.release()
        epoch, known = self._epoch, self._folded.get(incident_id)
        entries = self._log.read(incident_id, known.version if known else 0)
        if self._log.epoch != epoch or any(isinstance(entry.event, ContentErased) for entry in entries):
            known, entries = None, self._log.read(incident_id)
        _refuse_undeclared(incident_id, entries, known)
        return fold(incident_id, entries, known)

    def _known(self, incident_id: str) -> Incident | None:
        """The incident as it was last read, while the log is still the one that it was read from."""
        if self._epoch != self._log.epoch:
            self._epoch = self._log.epoch
            self._folded.clear()
        return self._folded.get(incident_id)

    def _followed(self, incident_id: str, entries: Sequence[Recorded], known: Incident | None) -> Incident:
        """The incident after these entries; once words are erased it is read anew, so that nobody remembers them."""
        if known is not None and any(isinstance(entry.event, ContentErased) for entry in entries):
            known, entries = None, self._log.read(incident_id)
        self._folded[incident_id] = incident = fold(incident_id, entries, known)
        return incident

    @_in_turn
    def declare(self, command: c.DeclareIncident, actor: Actor, command_id: str | None = None) -> Outcome:
        """Open a new incident under the next free id.

        Raises:
            Refused: the rules do not allow it.
            CommandRepeated: the command id was used for another command.
            LostRace: others declared first, fifty times in a row.
            StorageError: it could not be written; nothing happened.
            ValueError: the command names another person than the actor acts for; a fault of the caller.
        """
        command_id = command_id or self._ids.new()
        for _ in range(MOST_RACES):
            repeated = self._repeated("", command, command_id)
            if repeated is not None:
                return repeated
            incident = Incident(id=self._log.next_incident_id(command.mode))
            try:
                order = Order(command=command, actor=actor, command_id=command_id, occurred_at=self.now())
                outcome = self._append(incident, order)
            except (LostRace, CommandRepeated):
                continue  # somebody declared under this id, or this very command: look again
            from incident.application.exercises.freezing import ceases_play, freeze_all  # here: only for a declaration

            if ceases_play(command.mode, command.bundle.runbook.id):
                freeze_all(self, self._log, outcome.incident.id, order.occurred_at)
            return outcome
        raise LostRace(incident_id="", expected_seq=0)

    @_in_turn
    def execute(
        self,
        incident_id: str,
        command: c.Command,
        actor: Actor,
        command_id: str | None = None,
        occurred_at: datetime | None = None,
    ) -> Outcome:
        """Decide the command on what stands and append what it makes happen.

        Raises:
            NotFound: there is no such incident.
            Refused: the rules do not allow it.
            CommandRepeated: the command id was used for another command.
            LostRace: others appended first, fifty times in a row.
            StorageError: it could not be written; nothing happened.
            ValueError: the command names another person than the actor acts for; a fault of the caller.
        """
        command_id = command_id or self._ids.new()
        for _ in range(MOST_RACES):
            repeated = self._repeated(incident_id, command, command_id)
            if repeated is not None:
                return repeated
            incident = self.load(incident_id)
            try:
                at = occurred_at or self._happened(command, incident)
                order = Order(command=command, actor=actor, command_id=command_id, occurred_at=at)
                return self._append(incident, order)
            except (LostRace, CommandRepeated):
                self._folded.pop(incident_id, None)  # a replica may also have gone back
        raise LostRace(incident_id=incident_id, expected_seq=0)

    def _happened(self, command: c.Command, incident: Incident) -> datetime:
        """Now; or when a mark was made on paper, which was neither before the incident nor is to come."""
        if isinstance(command, c.AddNote):
            return self.now()
        stated = command.at if isinstance(command, c.CompleteStep | c.AnswerStep | c.RuleOutStep) else None
        return self.now() if stated is None else max(incident.declared_at, min(stated, self.now()))

    def _repeated(self, incident_id: str, command: c.Command, command_id: str) -> Outcome | None:
        """What the command came to when it was executed before; None if it never was.

        Raises:
            CommandRepeated: its id was used for another command.
        """
        record = self._log.command(command_id)
        if record is None:
            return None
        entries = self._log.read(record.incident_id, record.first_seq - 1)[: record.count]
        if record.request_digest != request_digest(incident_id, command):
            raise CommandRepeated(record)
        incident = self.load(record.incident_id)
        if not is_same_command(command, entries):
            command, masked = self._masked(command, incident)
            if not masked or not is_same_command(command, entries):
                raise CommandRepeated(record)
        return Outcome(incident=incident, entries=entries, was_repeated=True)

    def _append(self, incident: Incident, order: Order) -> Outcome:
        if order.command.by != order.actor.acts_as:
            raise ValueError(order.actor)  # a fault of the caller: the log would name another person than the rules saw
        command, masked = self._masked(order.command, incident)
        command, reached = self._completed(command, incident)
        events = decide(incident, command, order.occurred_at)
        if not events:
            return Outcome(incident=incident)
        new = [NewEvent(event_id=self._ids.new(), event=event) for event in events]
        after = imagined(incident, new, order)
        telling = self._telling(after, events, reached, order.occurred_at)
        if telling.gaps:
            gaps = [NewEvent(event_id=self._ids.new(), event=gap) for gap in telling.gaps]
            new, after = [*new, *gaps], imagined(after, gaps, order)
        if telling.deliveries and self._prepare is not None:
            self._prepare()
        summary = self._summary(after, [each.event for each in new])
        batch = batch_of(incident, summary, new=new, telling=telling, order=order, recorded_at=self.now())
        entries = self._log.append(batch)
        stored = self._followed(incident.id, entries, incident)
        open_in, fixed_in = self._open_in(command, stored)
        return Outcome(
            incident=stored,
            entries=entries,
            unreachable=tuple(gap.audience for gap in telling.unreachable),
            unreached=telling.unreached,
            masked=masked,
            open_in=open_in,
            fixed_in=fixed_in,
        )

    @_in_turn
    def foreseen(self, incident_id: str, command: c.Command, actor: Actor, at: datetime) -> tuple[Incident, Telling]:
        """What the command would make of the incident and send, if it were executed now; nothing is written.

        Raises:
            NotFound: there is no such incident.
            Refused: the rules do not allow it.
        """
        incident = self.load(incident_id)
        complete, reached = self._completed(self._masked(command, incident)[0], incident)
        events = decide(incident, complete, at)
        order = Order(command=command, actor=actor, command_id="", occurred_at=at)
        after = imagined(incident, [NewEvent(event_id="", event=event) for event in events], order)
        return after, self._telling(after, events, reached, at)

    def _telling(self, after: Incident, events: Sequence[Event], reached: Reached, at: datetime) -> Telling:
        if not any(isinstance(event, TELLING) for event in events):
            return Telling()
        from incident.application.messages.telling import plan_telling  # here: a note tells nobody

        return plan_telling(after, events, directory=self._directory, ids=self._ids, now=at, reached=reached)

    def _completed(self, command: c.Command, incident: Incident) -> tuple[c.Command, Reached]:
        """The command with what the state does not know, and who may have the text that it corrects."""
        if isinstance(command, c.AddNote):
            return command, Reached()
        from incident.application.incomplete import wants_ledgers, wants_stock  # here: a note wants to know nothing

        if wants_stock(command, incident):
            from incident.application.rests import gives_people  # here, as above

            held = self.held()
            found = self.stock(incident.mode) if gives_people(command, incident, held) else held
            return command.changed(stock=found), Reached()
        if not wants_ledgers(command):
            return command, Reached()
        from incident.application.completing import Ledgers, completed  # here, as above

        ledgers = Ledgers(log=self._log, outbox=self.outbox, directory=self._directory)
        return completed(command, incident, ledgers, self.now())

    def _masked(self, command: c.Command, incident: Incident) -> tuple[c.Command, tuple[int, ...]]:
        """The command without the contacts of the incident's customers, and the cases that they are of."""
        if incident.cases is None or command.by == PROGRAM:
            return command, ()
        from incident.application.cases.keeping_out import without_contacts  # here: few incidents have cases

        return without_contacts(command, incident, self._log)

    def _open_in(self, command: c.Command, incident: Incident) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if incident.cases is None or not isinstance(command, c.ReceiveCases):
            return (), ()
        from incident.application.cases.keeping_out import entries_with  # here: few commands take in cases

        return entries_with(command, self._log.read(incident.id))

    def stock(self, mode: IncidentMode = IncidentMode.REAL) -> Stock:
        """What there is, what incidents hold of it now, and who rests after an incident of that mode.

        Raises:
            DocumentError: the inventory cannot be read.
        """
        from incident.application.rests import rested  # here: a note asks nobody to work

        return rested(self.held(), mode, log=self._log, now=self.now())

    def held(self) -> Stock:
        """What there is, and what incidents hold of it now.

        Raises:
            DocumentError: the inventory cannot be read.
        """
        inventory = self._inventory() if self._inventory else Inventory()
        return Stock(inventory=inventory, claims=tuple(self._log.claims()))

    @_in_turn
    def completing(self, incident_id: str, command: c.Command) -> c.Command:
        """The command as the rules will see it, for whoever shows beforehand what it would do.

        Raises:
            NotFound: there is no such incident.
        """
        return self._completed(command, self.load(incident_id))[0]

    def _summary(self, after: Incident, events: Sequence[Event]) -> Summary:
        """The summary after these events; a note changes nothing of it that needs the runbook."""
        erases = any(isinstance(event, ContentErased) for event in events)
        if not erases and all(is_quiet(event) for event in events):
            known = self._log.summary(after.id)
            if known is not None and known.seq + len(events) == after.version:
                return known.changed(seq=after.version, updated_at=after.updated_at)
        from incident.application.summarising import summarise  # here: a note needs no checklist

        return summarise(after)


def _refuse_undeclared(incident_id: str, entries: Sequence[Recorded], known: Incident | None) -> None:
    """Raises: NotFound, StorageTooNew, StorageDamaged: nothing is known of the incident, and the entries do not say."""
    if known is None and not entries:
        raise NotFound(kind="incident", name=incident_id)
    if known is None and isinstance(entries[0].event, UnknownEvent):
        raise _undeclared(incident_id, entries[0].event)


def _undeclared(incident_id: str, first: UnknownEvent) -> StorageError:
    """Why an incident whose declaration this program does not understand is not there for it."""
    is_newer = first.version > VERSIONS.get(first.type, 0)
    kind = StorageTooNew if is_newer else StorageDamaged
    return kind(incident_id=incident_id, seq=1, detail=f"{incident_id}:1: {first.type} {first.version}")
