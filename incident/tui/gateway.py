"""The one way from the screens to the services: it owns all threads of the terminal program.

Commands queue and are executed in the order in which keys were pressed, each on
disk before its result is posted; nothing is ever dropped or overtaken. Reading
goes through the same queue, so a screen never shows less than it has written; only
where a write waits for the log does a second thread read what is asked for after it.
Between jobs the gateway looks for changes by other processes and lets time append.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from incident.application.exercises.kept import KeptEntries
from incident.tui import leading, readings
from incident.tui.acting import Acts, settling
from incident.tui.jobs import Asked, Jobs
from incident.tui.messages import (
    HomeGlanced,
    IncidentsListed,
    LibraryRead,
    RunbookRead,
    SearchRead,
    StockRead,
    TimelineRead,
)
from incident.tui.posting import Posting
from incident.tui.watching import LOOK_SECONDS, Watch

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from textual.message import Message
    from textual.message_pump import MessagePump

    from incident.application.exercises.leading import Leading
    from incident.application.ports import Summary
    from incident.application.services import Services
    from incident.domain.commands import Command, DeclareIncident, UndoMark
    from incident.domain.events import IncidentMode, Recorded
    from incident.tui.posting import Job
    from incident.wording.speech import Speech

__all__ = ["Gateway"]

LOOKED_THROUGH: Final = 5
"""So many incidents are looked through at a time."""
LEAVE_SECONDS: Final = 10.0
"""How long leaving waits for commands that are being written."""
CHECK_EACH: Final = timedelta(hours=1)
"""How old what Home says of runbooks and people may become."""
AGAIN_SECONDS: Final = 5.0
"""How long after a fault sending is begun anew."""


_logger = logging.getLogger(__name__)


class Gateway:
    """Executes and reads for the screens, away from the loop that draws."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._posting = Posting()
        self._kept = KeptEntries()
        self._jobs = Jobs(self._begin_reading)
        self._watch = Watch(services, self._posting, self._jobs.writing)
        self._acts = Acts(services, self._watch.commanders)
        self._unwritten: deque[float] = deque()
        """When each command was given that is not in the log yet, the oldest first."""
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._work, name="gateway")
        self._beside = threading.Thread(target=self._read_beside, name="reading beside", daemon=True)
        self._dispatching = threading.Thread(target=self._dispatch, name="dispatcher", daemon=True)
        self._checking: threading.Thread | None = None
        self._planning: threading.Thread | None = None
        self._checked_for: MessagePump | None = None
        """Who waits for a look at runbooks and people that has yet to begin."""
        self._check_at: datetime | None = None
        """When runbooks and people are looked at again; None: not yet."""
        self._checked = -1
        """How often people and targets had been read again when all of them were looked at last."""
        self._searched = ""
        """The words that are looked for."""

    def start(self) -> None:
        """Begin to work; what comes of it is kept until somebody listens."""
        self._thread.start()

    def listen(self) -> None:
        """The screens are there: post to them from now on."""
        self._posting.listen()

    def stop(self) -> None:
        """Finish what was asked for, then end; the dispatcher is told to end too."""
        self._leaving.set()
        self._posting.listen()
        self._jobs.end()
        if self._thread.is_alive():
            self._thread.join(LEAVE_SECONDS)
        for compiling in filter(None, (self._checking, self._planning)):
            compiling.join(LEAVE_SECONDS)  # it writes what it compiled: a folder that is going must not grow
        if self._dispatching.is_alive():
            self._services.dispatcher.wake()

    def now(self) -> datetime:
        """The present instant, as the log would record it."""
        return self._services.clock.now()

    def unwritten_for(self) -> float:
        """Seconds for which the oldest command waits to be written; 0.0 if none does."""
        try:
            return time.monotonic() - self._unwritten[0]
        except IndexError:  # looked at between two commands
            return 0.0

    def open_workspace(self, reply_to: MessagePump) -> None:
        """Find out who sits here and what people are called."""
        self._ask(lambda: readings.workspace(self._services), reply_to)

    def read_home(self, reply_to: MessagePump) -> None:
        """Read the list of open incidents, and again whenever it changes; it is not asked for twice."""
        if self._watch.follow(None, reply_to):
            self._ask(self._watch.home, reply_to)

    def read_incident(self, incident_id: str, reply_to: MessagePump) -> None:
        """Read an incident, and again whenever anybody changes it."""
        self._watch.follow(incident_id, reply_to)
        self._ask(lambda: self._watch.incident(incident_id), reply_to)

    def glance(self, incident_ids: Sequence[str], waiting: Collection[str], reply_to: MessagePump) -> None:
        """Read what the list of incidents does not say; after the first frame, and of those in sight only.

        Besides those where the person waits for an answer, in sight or not.
        """
        self._ask(lambda: self._glanced(incident_ids, waiting, reply_to), reply_to)

    def forget(self, reader: MessagePump) -> None:
        """Read no longer for a screen that is not shown."""
        self._watch.forget(reader)

    def read_timeline(self, incident_id: str, reply_to: MessagePump, after: int = 0) -> None:
        """Read the entries of an incident that come after that one."""
        self._ask(lambda: TimelineRead(self._services.log.read(incident_id, after)), reply_to)

    def read_similar(self, incident_id: str, reply_to: MessagePump) -> None:
        """Read which incidents are alike."""
        self._ask(lambda: readings.similar(self._services, incident_id), reply_to)

    def read_briefing(self, incident_id: str, reply_to: MessagePump) -> None:
        """Write the briefing of an incident, for the person who sits here."""
        self._ask(lambda: readings.briefing(self._services, incident_id), reply_to)

    def read_review(self, incident_id: str, speech: Speech, reply_to: MessagePump) -> None:
        """Write the after-action report of an incident, in that speech."""
        self._ask(lambda: readings.review(self._services, incident_id, speech), reply_to)

    def read_stock(self, mode: IncidentMode, reply_to: MessagePump) -> None:
        """Read what there is to give to an incident of that mode, what all hold of it, and who rests."""
        self._ask(lambda: StockRead(self._services.service.stock(mode)), reply_to)

    def read_rests(self, mode: IncidentMode, reply_to: MessagePump) -> None:
        """Read who rests, by what incidents of that mode say."""
        self._ask(lambda: readings.rests(self._services, mode), reply_to)

    def list_exercises(self, reply_to: MessagePump) -> None:
        """Read which exercises are open, and how each stands."""
        self._ask(lambda: leading.exercises(self._services), reply_to)

    def read_agenda(self, reply_to: MessagePump) -> None:
        """Read what the plan of the year asks for, beside the queue: scenarios may have to compile."""
        job = (lambda: readings.agenda(self._services), reply_to)
        self._planning = threading.Thread(target=self._posting.answer, args=job, name="plan of exercises", daemon=True)
        self._planning.start()

    def steer(self, exercise: str) -> None:
        """Whoever sits here leads it from here: it stands once this program ends."""
        self._watch.steered.add(exercise)

    def read_console(self, exercise: str, reply_to: MessagePump) -> None:
        """Let go what is due by itself, then read the exercise for whoever leads it."""
        self.steer(exercise)
        self._ask(lambda: leading.console(self._services, self._kept, exercise), reply_to, writes=True)

    def lead(
        self,
        exercise: str,
        act: Callable[[Leading], object],
        reply_to: MessagePump,
        said: str = "",
        settle: Callable[[bool], None] | None = None,
    ) -> None:
        """Do what whoever leads an exercise does, then read it anew; `settle` hears whether it stands."""
        self._write(
            lambda: settling(settle, lambda: leading.led(self._services, self._kept, exercise, act, said)), reply_to
        )

    def read_case_words(self, incident_id: str, reply_to: MessagePump) -> None:
        """Read the words of all cases of an incident, masked."""
        self._ask(lambda: readings.case_words(self._services, incident_id), reply_to)

    def read_naming(self, incident_id: str, numbers: tuple[int, ...], reply_to: MessagePump) -> None:
        """Look for the entries that name the customers of these cases."""
        self._ask(lambda: readings.naming(self._services, incident_id, numbers), reply_to)

    def read_naming_proposed(self, incident_id: str, reply_to: MessagePump) -> None:
        """Look for the entries that name the customers of each erasure that waits."""
        self._ask(lambda: readings.naming_proposed(self._services, incident_id), reply_to)

    def show_contact(self, incident_id: str, number: int, reply_to: MessagePump) -> None:
        """Enter that this person looks at how a customer is reached, then read it."""
        self._write(lambda: self._acts.shown(incident_id, number), reply_to)

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
        self._write(lambda: settling(settle, lambda: self._acts.executed(incident_id, commands, said)), reply_to)

    def undo(self, incident_id: str, command: UndoMark, reply_to: MessagePump, said: str) -> None:
        """Take a mark back if it was the person's last act; else report what was."""
        self._write(lambda: self._acts.undone(incident_id, command, said), reply_to)

    def redo(self, incident_id: str, person: str, reply_to: MessagePump, said: Callable[[Recorded], str]) -> None:
        """Set the mark again that the person took back last; `said` is what to tell of it."""
        self._write(lambda: self._acts.redone(incident_id, person, said), reply_to)

    def declare(
        self, command: DeclareIncident, reply_to: MessagePump, settle: Callable[[bool], None] | None = None
    ) -> None:
        """Open a new incident; `settle` hears whether it stands."""
        self._write(lambda: settling(settle, lambda: self._acts.declared(command)), reply_to)

    def _write(self, job: Job, reply_to: MessagePump) -> None:
        """Queue what writes; until it is done, or refused, it is unwritten."""

        def written() -> Message | None:
            try:
                return job()
            finally:
                self._unwritten.popleft()

        self._unwritten.append(time.monotonic())
        self._ask(written, reply_to, writes=True)

    def _ask(self, job: Job, reply_to: MessagePump, *, writes: bool = False) -> None:
        self._jobs.put(Asked(self._jobs.while_writing(job) if writes else job, reply_to, writes=writes))

    def _work(self) -> None:
        """The thread: one job after the other, and a look around between them."""
        while not self._jobs.is_done:
            asked = self._jobs.take(LOOK_SECONDS)
            if asked is not None:
                self._posting.answer(asked.job, asked.reader)
            if not self._leaving.is_set():
                if asked is None:
                    self._begin_beside()
                self._watch.look_around()
        if self._watch.steered:
            leading.leave(self._services, self._watch.steered)

    def _read_beside(self) -> None:
        """The second thread: what is asked for while a write waits, as the log stands."""
        while (taken := self._jobs.take_beside()) is not None:
            asked, write = taken
            answer = self._posting.answer_of(asked.job)
            if answer is not None:
                self._jobs.settle(asked, write, partial(self._posting.post, answer, asked.reader))

    def _begin_reading(self) -> None:
        """Begin to read beside what is written, be it a mark or what time brings; the first frame needs none."""
        if not self._beside.ident:
            self._beside.start()

    def _begin_beside(self) -> None:
        """Begin what goes on beside the queue; not before the first pause, for painting and reading go first."""
        if not self._dispatching.ident:
            self._dispatching.start()
        is_checking = self._checking is not None and self._checking.is_alive()
        if self._checked_for is not None and self._watch.is_at_home and not is_checking:
            job = (lambda: readings.readiness(self._services), self._checked_for)
            self._checked_for = None
            self._checking = threading.Thread(target=self._posting.answer, args=job, name="readiness", daemon=True)
            self._checking.start()

    def _glanced(self, incident_ids: Sequence[str], waiting: Collection[str], reply_to: MessagePump) -> Message:
        from incident.application.messages.people import out_of_reach  # here, as below: not for the first frame
        from incident.application.readiness import read_lately, read_on_call
        from incident.tui import glancing as glance

        services, now = self._services, self._services.clock.now()
        on_call = read_on_call(services.directory.rotas(), now, out_of_reach(services.directory))
        return HomeGlanced(
            needs=glance.needs_of(services, incident_ids),
            givers=glance.givers_of(services, incident_ids),
            places=glance.places_of(services, incident_ids),
            clocks=glance.exercise_clocks_of(services, incident_ids),
            owed=glance.owed_of(services, incident_ids),
            lately=read_lately(services.log, now),
            on_call=on_call,
            again_at=self._check_readiness(reply_to, now, on_call.until),
            can_send=bool(services.directory.targets()),
            broken=glance.broken_of(services, incident_ids),
            gets_nothing_out=glance.gets_nothing_out_of(services, incident_ids),
            unentered=len(services.spool.pages()),
            is_sandbox=services.workspace.is_sandbox,
            asked=glance.asked_of(services, incident_ids, waiting),
        )

    def _check_readiness(self, reply_to: MessagePump, now: datetime, hands_over: datetime | None) -> datetime:
        """Look at all runbooks and people: at first, at hand-overs, each hour, and when these were changed; when next.

        Beside the queue, and never under a walk: all runbooks may have to compile, and a mark would wait for that.
        """
        is_known = self._checked == self._watch.renewals
        if self._check_at is None or now >= self._check_at or not is_known:
            self._checked = self._watch.renewals
            self._check_at = min(now + CHECK_EACH, hands_over or now + CHECK_EACH)
            self._checked_for = reply_to
        return self._check_at

    def _search(self, typed: str, left: Sequence[Summary] | None, reply_to: MessagePump) -> Message | None:
        from incident.application.searching import latest_first  # here: few search

        if typed != self._searched:
            return None  # other words were typed meanwhile
        rows = latest_first(self._services.log) if left is None else left
        now, later = rows[:LOOKED_THROUGH], rows[LOOKED_THROUGH:]
        found = [(row, readings.found(self._services, row.incident_id, typed)) for row in now]
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
                self._watch.tell(fault)
                self._leaving.wait(AGAIN_SECONDS)
