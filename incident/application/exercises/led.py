"""An exercise as those who lead it know it: how it stands, and the stream that they alone write.

Apart from steering and from judging it, which rest on this, and from the service, which knows nothing of what players
must not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.actor import Actor
from incident.application.errors import NotFound, StorageDamaged, StorageTooNew
from incident.application.exercises.standing import Standing, pinned, put_aside
from incident.application.ports.leading import LeadBatch
from incident.domain.events import IncidentMode
from incident.domain.exercises.due import due_injects, require_next
from incident.domain.exercises.lapse import lapse_of
from incident.domain.exercises.leading import LeadEntry, LeadEvent
from incident.domain.exercises.sides import require_leader, require_led_by
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.application.exercises.kept import KeptEntries
    from incident.application.ports import EventLog, Ids
    from incident.application.ports.leading import LeadStream
    from incident.application.service import IncidentService
    from incident.domain.events import Recorded
    from incident.domain.exercises.scenario import Inject

__all__ = ["LedExercises", "require_unplayed"]


def require_unplayed(service: IncidentService, log: EventLog, scenario: str, actor: Actor) -> None:
    """Whoever leads no exercise that is played on the scenario may not read it meanwhile.

    Raises:
        Refused: EXERCISE_LED_SIDE.
        StorageError: the log is out of reach now, so that nobody knows who plays.
    """
    for row in log.summaries():
        if row.mode is IncidentMode.EXERCISE:
            with suppress(NotFound, StorageDamaged, StorageTooNew):  # what nobody can read hides no scenario
                incident = service.look(row.incident_id)
                if incident.exercise is not None and incident.exercise.scenario == scenario:
                    require_led_by(incident, actor.acts_as)


class LedExercises:
    """The exercises that somebody leads, read and written with their own stream."""

    known: KeptEntries | None = None
    """Where whoever looks again and again keeps what was read."""

    def __init__(self, service: IncidentService, log: EventLog, stream: LeadStream, ids: Ids, actor: Actor) -> None:
        self._service = service
        self._log = log
        self._stream = stream
        self._ids = ids
        self._actor = actor

    def _entries(self, exercise_id: str) -> Sequence[Recorded]:
        """All of its log."""
        return self._log.read(exercise_id) if self.known is None else self.known.read(self._log, exercise_id)

    def standing(self, exercise_id: str) -> Standing:
        """How it stands now, to whoever leads it and to nobody else; that is asked before their stream is read.

        Raises:
            NotFound: there is no such exercise.
            Refused: it has no scenario, or EXERCISE_LED_SIDE: one person, one side.
        """
        incident = self._service.load(exercise_id)
        if incident.exercise is None:
            code = Refusal.NO_EXERCISE if incident.mode is IncidentMode.REAL else Refusal.EXERCISE_UNPREPARED
            raise Refused(code, incident=exercise_id)
        require_led_by(incident, self._actor.acts_as)
        entries = self._stream.read(exercise_id)
        bundle = pinned(exercise_id, entries)
        held, skipped = put_aside(entries)
        log, now, exercise = self._entries(exercise_id), self._service.now(), incident.exercise
        due = due_injects(bundle.scenario, exercise, log, {*held, *skipped}, now)
        gone = {name: at for name, at in {**skipped, **exercise.released}.items() if name not in held}
        return Standing(
            incident=incident,
            exercise=exercise,
            bundle=bundle,
            held=held,
            skipped=tuple(skipped),
            due=due,
            last=entries[-1].seq,
            head=entries[-1].digest,
            lapse=lapse_of(bundle.scenario, exercise, log, due, gone, now=now),
        )

    def steered(self, exercise_id: str) -> Standing:
        """The same, to whoever steers it.

        Raises:
            NotFound, Refused: as `standing`; or they evaluate it.
        """
        standing = self.standing(exercise_id)
        require_leader(standing.exercise, self._actor.acts_as)
        return standing

    def kept(self, exercise_id: str) -> Sequence[LeadEntry]:
        """What those who lead it wrote, in its order.

        Raises:
            NotFound, Refused: as `standing`.
        """
        self.standing(exercise_id)
        return self._stream.read(exercise_id)

    def named(self, standing: Standing, name: str) -> Inject:
        """The inject of that id or number; `next` is the next of the plan.

        Raises:
            NotFound: there is none.
            Refused: nothing of the plan is left to go by itself.
        """
        if name == "next":
            return require_next(standing.next)
        inject = standing.bundle.scenario.inject(name)
        if inject is None:
            raise NotFound(kind="inject", name=name)
        return inject

    def write(self, exercise_id: str, expected: int, event: LeadEvent) -> None:
        """Write it behind the entry of that number.

        Raises:
            LostRace: somebody else wrote since.
        """
        now: datetime = self._service.now()
        batch = LeadBatch(
            exercise_id=exercise_id,
            expected_seq=expected,
            actor=self._actor.person,
            occurred_at=now,
            recorded_at=now,
            events=((self._ids.new(), event),),
        )
        self._stream.append(batch)
