"""What the gateway does for whoever leads an exercise, and reads for nobody else.

Apart from what it does for players: they have no way to it. Of theirs only this: they let stand what nobody leads.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from incident.application.errors import IncidentError
from incident.application.exercises.kept import KeptEntries
from incident.application.exercises.vigil import Vigil
from incident.domain.refusals import Refused
from incident.tui.messages import ConsoleRead, ExercisesListed, InjectWaits, InjectWaitsNoMore, Led

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from incident.application.exercises.leading import Leading
    from incident.application.services import Services
    from incident.domain.incident import Incident

__all__ = ["Play", "console", "exercises", "leave", "led"]


class Play:
    """Lets the exercises go on that whoever sits here leads, whichever screen is in front."""

    def __init__(self, services: Services, steered: set[str]) -> None:
        """`steered`: the exercises that are led from here; those are added that go on beside another program."""
        self._services = services
        self._steered = steered
        self._mark: int | None = None
        """The mark of the log when it was last asked who leads what."""
        self._own: tuple[str, ...] = ()
        self._others: tuple[Incident, ...] = ()
        """The exercises that go on and are led by others, as they were read last."""
        self._vigil = Vigil(services.service, services.log)
        self._told: set[tuple[str, int]] = set()
        self._waiting: dict[str, Sequence[int]] = {}
        """What waited in each exercise when it was read last."""
        self._kept = KeptEntries()

    @property
    def running(self) -> Sequence[str]:
        """The exercises that go on here; looked for again when the log has changed."""
        log = self._services.log
        if log.obstacle is not None:
            self._others = ()
            return ()
        mark = log.change_mark()
        if mark != self._mark:
            played = tuple(self._played())
            own = [each.id for each in played if each.exercise and self._person in each.exercise.leaders]
            self._others = tuple(each for each in played if each.id not in own)
            self._mark, self._own = mark, tuple(own)
        return self._own

    @property
    def without_a_lead(self) -> Sequence[Incident]:
        """Those that others led, and nobody any more; none while a wrong clock would say when they stood."""
        if self._services.clock.was_set():
            return ()
        return [each for each in self._others if self._vigil.is_over(each)]

    def let_stand(self, exercise: Incident) -> None:
        """Its clock stands, and players read why."""
        self._vigil.let_stand(exercise)

    def go_on(self, exercise: str) -> Sequence[InjectWaits]:
        """Let go what is due by itself; one that waits for a hand is told once, of several that come at once the first.

        One that cannot be read is let be: whoever opens it is told why, and the others go on.
        """
        leading = _leading(self._services, self._kept)
        try:
            if leading.hold(exercise, is_beside=exercise not in self._steered):
                self._steered.add(exercise)
            leading.advance(exercise)
            waiting = leading.waiting(exercise)
        except (IncidentError, Refused):
            return ()
        self._waiting[exercise] = waiting
        new = [each for each in waiting if (exercise, each) not in self._told]
        self._told.update((exercise, each) for each in new)
        return [InjectWaits(exercise, each) for each in new[:1]]

    def passed(self) -> Sequence[InjectWaitsNoMore]:
        """Of those that were told, which wait no more; told again should they wait again."""
        running = self.running
        gone = [one for one in self._told if one[0] not in running or one[1] not in self._waiting.get(one[0], ())]
        self._told.difference_update(gone)
        return [InjectWaitsNoMore(*one) for one in gone]

    @property
    def _person(self) -> str:
        return self._services.actor.acts_as

    def _played(self) -> Iterator[Incident]:
        from incident.domain.events import IncidentMode  # here, as below: the first frame leads nothing
        from incident.domain.exercises.state import Phase

        for row in self._services.log.summaries():
            if row.mode is IncidentMode.EXERCISE:
                with suppress(IncidentError):  # as above
                    incident = self._services.service.look(row.incident_id)
                    if incident.exercise is not None and incident.exercise.phase is Phase.RUNNING:
                        yield incident


def exercises(services: Services) -> ExercisesListed:
    """The open ones, each with how it stands, as everybody may know it; where there is none, what can be played."""
    from incident.domain.events import IncidentMode  # here, as below: the first frame leads nothing

    rows = [row for row in services.log.summaries() if row.mode is IncidentMode.EXERCISE]
    opened = [(row, services.service.look(row.incident_id).exercise) for row in rows]
    return ExercisesListed(opened, () if opened else tuple(services.scenarios()))


def console(services: Services, kept: KeptEntries, exercise: str) -> ConsoleRead:
    """What is due by itself goes out; then how it stands.

    Raises:
        Refused: whoever sits here does not lead it.
    """
    own = _leading(services, kept)
    own.hold(exercise)
    own.advance(exercise)
    return ConsoleRead(own.console(exercise))


def leave(services: Services, steered: Iterable[str]) -> None:
    """The program of whoever leads ends, or lost its terminal: the clock stands, and players read why."""
    from incident.application.exercises.leaving import let_stand  # here: few programs lead

    for exercise in steered:
        with suppress(IncidentError, Refused):
            let_stand(services.service, services.log, services.actor, exercise)


def led(services: Services, kept: KeptEntries, exercise: str, act: Callable[[Leading], object], said: str) -> Led:
    """Do it, and read the exercise anew."""
    own = _leading(services, kept)
    act(own)
    return Led(own.console(exercise), said)


def _leading(services: Services, kept: KeptEntries) -> Leading:
    from incident.application.exercises.leading import Leading

    own = Leading(services.service, services.log, services.log.leading(), services.ids, services.actor)
    own.known = kept
    return own
