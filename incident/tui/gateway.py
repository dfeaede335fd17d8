"""The one way from the screens to the services: it owns all threads of the terminal program.

Commands queue and are executed in the order in which keys were pressed, each on
disk before its result is posted; nothing is ever dropped or overtaken. Reading
goes through the same queue, so a screen never shows less than it has written.
Between jobs the gateway looks for changes by other processes and lets time append.
"""

from __future__ import annotations

import logging
import threading
import time
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, TypeAlias

from incident.application.errors import IncidentError
from incident.domain.refusals import Refused
from incident.tui import readings
from incident.tui.commanders import Commanders
from incident.tui.messages import (
    Appended,
    CommandMoved,
    Declared,
    HomeGlanced,
    IncidentsListed,
    LastActStands,
    LibraryRead,
    LineBack,
    NotDone,
    RunbookRead,
    SearchRead,
    TimelineRead,
)

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.message import Message
    from textual.message_pump import MessagePump

    from incident.application.ports import Summary
    from incident.application.service import Outcome
    from incident.application.services import Services
    from incident.domain.commands import Command, DeclareIncident, UndoMark
    from incident.domain.present import Present

    Job: TypeAlias = Callable[[], Message | None]

__all__ = ["Gateway"]

LOOK_SECONDS: Final = 0.5
"""How often changes by other processes are looked for."""
TICK_SECONDS: Final = 3.0
"""How often time may append to the open incident."""
LOOKED_THROUGH: Final = 5
"""So many incidents are looked through at a time."""
LEAVE_SECONDS: Final = 10.0
"""How long leaving waits for commands that are being written."""
AGAIN_SECONDS: Final = 5.0
"""How long after a fault sending is begun anew."""


_logger = logging.getLogger(__name__)


class Gateway:
    """Executes and reads for the screens, away from the loop that draws."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._jobs: SimpleQueue[tuple[Job, MessagePump] | None] = SimpleQueue()
        self._leaving = threading.Event()
        self._is_heard = threading.Event()
        self._thread = threading.Thread(target=self._work, name="gateway")
        self._dispatching = threading.Thread(target=self._dispatch, name="dispatcher", daemon=True)
        self._checking: threading.Thread | None = None
        self._followers: dict[MessagePump, str | None] = {}
        self._mark: int | None = None
        self._idle: dict[str, tuple[int, Present]] = {}
        """Of an incident in which nothing was due: the mark of the log, and the moment of the look."""
        self._commanders = Commanders()
        self._searched = ""
        """The words that are looked for."""
        self._has_told_merged = False
        self._looked_at = self._ticked_at = time.monotonic()

    def start(self) -> None:
        """Begin to work; what comes of it is kept until somebody listens."""
        self._thread.start()

    def listen(self) -> None:
        """The screens are there: post to them from now on."""
        self._is_heard.set()

    def stop(self) -> None:
        """Finish what was asked for, then end; the dispatcher is told to end too."""
        self._leaving.set()
        self._is_heard.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(LEAVE_SECONDS)
        if self._checking is not None:
            self._checking.join(LEAVE_SECONDS)  # it writes what it compiled: a folder that is going must not grow
        if self._dispatching.is_alive():
            self._services.dispatcher.wake()

    def now(self) -> datetime:
        """The present instant, as the log would record it."""
        return self._services.clock.now()

    def open_workspace(self, reply_to: MessagePump) -> None:
        """Find out who sits here and what people are called."""
        self._ask(lambda: readings.workspace(self._services), reply_to)

    def read_home(self, reply_to: MessagePump) -> None:
        """Read the list of open incidents, and again whenever it changes."""
        self._followers[reply_to] = None
        self._ask(self._home, reply_to)

    def read_incident(self, incident_id: str, reply_to: MessagePump) -> None:
        """Read an incident, and again whenever anybody changes it."""
        self._followers[reply_to] = incident_id
        self._ask(lambda: self._incident(incident_id), reply_to)

    def glance(self, incident_ids: Sequence[str], reply_to: MessagePump) -> None:
        """Read what the list of incidents does not say; after the first frame, and of those in sight only."""
        self._ask(lambda: self._glanced(incident_ids, reply_to), reply_to)

    def forget(self, reader: MessagePump) -> None:
        """Read no longer for a screen that is not shown."""
        self._followers.pop(reader, None)

    def read_timeline(self, incident_id: str, reply_to: MessagePump) -> None:
        """Read all entries of an incident."""
        self._ask(lambda: TimelineRead(self._services.log.read(incident_id)), reply_to)

    def read_briefing(self, incident_id: str, reply_to: MessagePump) -> None:
        """Write the briefing of an incident, for the person who sits here."""
        self._ask(lambda: readings.briefing(self._services, incident_id), reply_to)

    def list_incidents(self, reply_to: MessagePump) -> None:
        """Read the list of incidents in sight, once."""
        self._ask(lambda: IncidentsListed(self._services.log.summaries()), reply_to)

    def read_library(self, reply_to: MessagePump) -> None:
        """List the runbooks, those that are broken too."""
        self._ask(lambda: LibraryRead(list(self._services.library.every())), reply_to)

    def read_runbook(self, runbook: str, reply_to: MessagePump) -> None:
        """Read one runbook whole."""
        self._ask(lambda: RunbookRead(self._services.library.bundle(runbook)), reply_to)

    def read_runbooks(self, reply_to: MessagePump) -> None:
        """Read the runbooks that an incident can be declared with."""
        self._ask(lambda: readings.runbooks(self._services), reply_to)

    def search(self, typed: str, reply_to: MessagePump) -> None:
        """Look for words in all incidents, a few at a time: a mark that is made meanwhile waits for few of them."""
        self._searched = typed
        self._ask(lambda: self._search(typed, None, reply_to), reply_to)

    def execute(
        self,
        incident_id: str,
        commands: Sequence[Command],
        reply_to: MessagePump,
        said: str = "",
        settle: Callable[[bool], None] | None = None,
    ) -> None:
        """Execute the commands in order, up to the first that is refused; `said` is what to tell when they stand.

        `settle` hears whether all of them stand, before the screen does.
        """
        self._ask(lambda: _settling(settle, lambda: self._executed(incident_id, commands, said)), reply_to)

    def undo(self, incident_id: str, command: UndoMark, reply_to: MessagePump, said: str) -> None:
        """Take a mark back if it was the person's last act; else report what was."""
        self._ask(lambda: self._undone(incident_id, command, said), reply_to)

    def declare(
        self, command: DeclareIncident, reply_to: MessagePump, settle: Callable[[bool], None] | None = None
    ) -> None:
        """Open a new incident; `settle` hears whether it stands."""
        self._ask(
            lambda: _settling(settle, lambda: Declared(self._services.service.declare(command, self._services.actor))),
            reply_to,
        )

    def _ask(self, job: Job, reply_to: MessagePump) -> None:
        self._jobs.put((job, reply_to))

    def _work(self) -> None:
        """The thread: one job after the other, and a look around between them."""
        while True:
            try:
                job = self._jobs.get(timeout=LOOK_SECONDS)
            except Empty:
                self._look_around()
                if not self._dispatching.ident and not self._leaving.is_set():
                    self._dispatching.start()  # not before the first pause: painting and reading go first
                continue
            if job is None:
                return
            self._run(*job)
            self._look_around()

    def _run(self, job: Job, reply_to: MessagePump) -> None:
        """Post what the job came to; whatever goes wrong becomes a sentence, never the end of the program."""
        try:
            answer = job()
        except (Refused, IncidentError) as reason:
            answer = NotDone(reason)
        except Exception as fault:  # a fault of ours must not take the walk away from its people
            _logger.exception("The gateway could not do its job")
            answer = NotDone(fault)
        self._is_heard.wait()
        if answer is not None:
            _post(answer, reply_to)

    def _look_around(self) -> None:
        """Let time append, then read again what others have changed."""
        moment = time.monotonic()
        if moment - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = moment
        link = self._services.link
        self._tell_merged()
        if link is not None and link.is_back:
            for reader in list(self._followers)[:1]:
                self._run(self._merged, reader)
        for reader, incident_id in list(self._followers.items()):
            if incident_id is not None and moment - self._ticked_at >= TICK_SECONDS:
                self._ticked_at = moment
                self._run(partial(self._ticked, incident_id), reader)
        self._run_if_changed()

    def _tell_merged(self) -> None:
        """Say once what became of what was done without the server, if the start gave it to the server."""
        merged, reader = self._services.merged, next(iter(self._followers), None)
        if merged is not None and reader is not None and not self._has_told_merged:
            self._has_told_merged = True
            self._run(lambda: LineBack(merged), reader)

    def _run_if_changed(self) -> None:
        try:
            mark = self._services.log.change_mark()
        except Exception as reason:  # noqa: BLE001 - it is said; whatever it is, the thread that executes commands goes on
            self._tell(reason)
            return
        if mark != self._mark:
            self._mark = mark
            for reader, incident_id in list(self._followers.items()):
                self._run(self._home if incident_id is None else partial(self._incident, incident_id), reader)
            self._tell_commands()

    def _tell_commands(self) -> None:
        """Say on every screen who has taken command, of whichever incident; it is no news to whoever did."""
        reader = next(iter(self._followers), None)
        if reader is None:
            return
        try:
            rows = self._services.log.summaries()
        except IncidentError:
            return  # the readers were told a moment ago
        for incident, person in self._commanders.moved(rows, self._services.actor.acts_as):
            _post(CommandMoved(incident=incident, person=person), reader)

    def _merged(self) -> Message | None:
        """Give the server what was done while it was away."""
        from incident.application.merging import merge  # here: only after the line was cut

        link = self._services.link
        return None if link is None else LineBack(merge(self._services.service, link))

    def _ticked(self, incident_id: str) -> Message | None:
        """Let time append; not even look while nothing has changed and no instant has come that something hangs on."""
        from incident.application.timers import tick  # here: the first frame needs no rules
        from incident.domain.present import Present

        mark, now = self._services.log.change_mark(), self._services.service.now()
        idle = self._idle.pop(incident_id, None)
        if idle is not None and idle[0] == mark and idle[1].lasts(now):
            self._idle[incident_id] = idle
            return None
        present = Present.of(now)
        outcome = tick(self._services.service, incident_id, present)
        if outcome is None:
            self._idle[incident_id] = (mark, present)
        return None if outcome is None else Appended(outcome=outcome, said="")

    def _home(self) -> Message:
        answer = readings.home(self._services)
        for row in answer.summaries:
            self._commanders.first_seen(row.incident_id, row.commander)
        return answer

    def _glanced(self, incident_ids: Sequence[str], reply_to: MessagePump) -> Message:
        from incident.application.readiness import read_lately  # here: the first frame needs none of it
        from incident.tui.glancing import needs_of

        services = self._services
        self._check_readiness(reply_to)
        return HomeGlanced(
            needs=needs_of(services, incident_ids),
            lately=read_lately(services.log, services.clock.now()),
            can_send=bool(services.directory.targets()),
            is_sandbox=services.workspace.is_sandbox,
        )

    def _check_readiness(self, reply_to: MessagePump) -> None:
        """Look once at all runbooks and people, beside the queue: all runbooks may have to compile."""
        if self._checking is None:
            job = (lambda: readings.readiness(self._services), reply_to)
            self._checking = threading.Thread(target=self._run, args=job, name="readiness", daemon=True)
            self._checking.start()

    def _incident(self, incident_id: str) -> Message:
        answer = readings.incident(self._services, incident_id)
        self._commanders.first_seen(incident_id, answer.walk.incident.roles.get("commander"))
        return answer

    def _undone(self, incident_id: str, command: UndoMark, said: str) -> Message | None:
        """Take the mark back, unless the person has done something else since."""
        from incident.walk.undoing import later_act  # here: the first frame takes nothing back

        act = later_act(self._services.log.read(incident_id), command.by)
        if act is not None:
            return LastActStands(act)
        return self._executed(incident_id, [command], said)

    def _executed(self, incident_id: str, commands: Sequence[Command], said: str) -> Message | None:
        outcome: Outcome | None = None
        for command in commands:
            outcome = self._services.service.execute(incident_id, command, self._services.actor)
            self._commanders.acted_on(outcome.incident)
        return None if outcome is None else Appended(outcome=outcome, said=said)

    def _search(self, typed: str, left: Sequence[Summary] | None, reply_to: MessagePump) -> Message | None:
        from incident.application.searching import found_in, latest_first  # here: few search

        if typed != self._searched:
            return None  # other words were typed meanwhile
        rows = latest_first(self._services.log) if left is None else left
        now, later = rows[:LOOKED_THROUGH], rows[LOOKED_THROUGH:]
        found = [(row, found_in(self._services.log.read(row.incident_id), typed)) for row in now]
        if later:
            self._ask(lambda: self._search(typed, later, reply_to), reply_to)
        return SearchRead(typed, [(row, hits) for row, hits in found if hits], len(later))

    def _dispatch(self) -> None:
        """Send what is due, in the background, for as long as the program is open; a fault is said, and sent on."""
        while not self._leaving.is_set():
            try:
                self._services.dispatcher.run(self._leaving)
            except Exception as fault:  # a message that nobody sends and nobody misses is the worst of all
                _logger.exception("The dispatcher ended")
                self._tell(fault)
                self._leaving.wait(AGAIN_SECONDS)

    def _tell(self, reason: Exception) -> None:
        """Say it on the screens that follow the log."""
        self._is_heard.wait()
        for reader in list(self._followers):
            _post(NotDone(reason), reader)


def _settling(settle: Callable[[bool], None] | None, job: Job) -> Message | None:
    """Do the job, and tell whoever keeps the typed words whether they are in the log."""
    is_written = False
    try:
        answer = job()
        is_written = True
    finally:
        if settle is not None:
            settle(is_written)
    return answer


def _post(message: Message, reader: MessagePump) -> None:
    try:
        reader.post_message(message)
    except RuntimeError:  # a signal has ended the screens, and their loop with them; what was written stands
        if reader.is_running:
            _logger.exception("A screen did not take what it was told")
