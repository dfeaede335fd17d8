"""Looks around for the screens: lets time append, and reads again what this program or others have changed.

Apart from the gateway, which has one thread for this and for what is asked of it.
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from incident.application.errors import IncidentError, StorageError
from incident.domain.refusals import Refused
from incident.tui import readings
from incident.tui.commanders import Commanders
from incident.tui.messages import Appended, CommandMoved, LineBack, LogBack, NotDone, WorkspaceRenewed

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from textual.message import Message
    from textual.message_pump import MessagePump

    from incident.application.services import Services
    from incident.domain.timing.present import Present
    from incident.tui.leading import Play
    from incident.tui.posting import Posting

__all__ = ["LOOK_SECONDS", "Watch"]

LOOK_SECONDS: Final = 0.5
"""How often changes by other processes are looked for."""
RENEW_SECONDS: Final = 0.9
"""How often people and targets are looked at: every second time, as nobody writes files by the half second."""
TICK_SECONDS: Final = 3.0
"""How often time may append to the open incident."""
_PAUSE: Final = 3.0
"""Times what a reading takes: ten thousand deliveries that leave one by one would keep every key waiting else."""
PLAY_SECONDS: Final = 1.5
"""How often it is looked what is due in the exercises that whoever sits here leads."""

_logger = logging.getLogger(__name__)


class Watch:
    """The screens that follow the log, and what each of them follows."""

    def __init__(
        self, services: Services, posting: Posting, writing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """`writing` is held while the log may be written."""
        self.commanders = Commanders()
        self.steered: set[str] = set()
        """The exercises that were led from here: none goes on without its facilitator."""
        self._services = services
        self._posting = posting
        self._writing = writing
        self._followers: dict[MessagePump, str | None] = {}
        """Screen to incident; None for the list of all."""
        self._mark: int | None = None
        self._has_begun = False
        self._idle: dict[str, tuple[int, Present]] = {}
        """Of an incident in which nothing was due: the mark of the log, and the moment of the look."""
        self._has_told_merged = self._has_warned = self._is_unread = False
        self.renewals = 0
        """How often people and targets were read again."""
        self._untold: Exception | None = None
        """What went wrong before any screen followed the log."""
        self._reads_again_at = 0.0
        self._play: Play | None = None
        self._looked_at = self._ticked_at = self._renewed_at = self._played_at = time.monotonic()

    def follow(self, incident_id: str | None, reader: MessagePump) -> bool:
        """Read for that screen, again and again; whether that is new."""
        before = self._followers.get(reader, "")
        self._followers[reader] = incident_id
        if self._untold is not None:
            self.tell(self._untold)
        return incident_id != before

    @property
    def is_at_home(self) -> bool:
        """Whether Home is in front, and no incident."""
        return None in self._followers.values()

    def forget(self, reader: MessagePump) -> None:
        """Read no longer for a screen that is not shown."""
        self._followers.pop(reader, None)

    def look_around(self) -> None:
        """Let time append, then read again what others have changed; whatever goes wrong is said, and looked again.

        A fault that ended the thread would leave screens on which no key does anything.
        """
        moment = time.monotonic()
        if moment - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = moment
        try:
            self._look(moment)
        except (Refused, IncidentError) as reason:
            self._is_unread = isinstance(reason, StorageError)
            self.tell(reason)
        except Exception as fault:  # it is ours
            _logger.exception("The gateway could not look around")
            self.tell(fault)
        else:
            self._tell_back()

    def _tell_back(self) -> None:
        """Whoever read that the log cannot be used learns that it can, before they press another key."""
        if self._is_unread or self._posting.has_missed:
            self._is_unread = self._posting.has_missed = False
            self._mark = None  # what was asked for meanwhile was never read
            for reader in list(self._followers):
                self._posting.post(LogBack(), reader)

    def _look(self, moment: float) -> None:
        self._tell_merged()
        if moment - self._renewed_at >= RENEW_SECONDS:
            self._renewed_at = moment
            self._renew()
        link = self._services.link
        if link is not None and link.is_back:
            for reader in list(self._followers)[:1]:
                self._posting.answer(self._merged, reader)
        for reader, incident_id in list(self._followers.items()):
            if incident_id is not None and moment - self._ticked_at >= TICK_SECONDS:
                self._ticked_at = moment
                self._posting.answer(partial(self._ticked, incident_id), reader)
        if moment - self._played_at >= PLAY_SECONDS:
            self._played_at = moment
            self._let_play_go_on()
        self._read_if_changed()

    def tell(self, reason: Exception) -> None:
        """Say it on the screens that follow the log; before there is one, on the first."""
        self._untold = reason
        for reader in list(self._followers):
            self._posting.post(NotDone(reason), reader)
            self._untold = None

    def home(self) -> Message:
        """Read the list of incidents."""
        mark = self._services.log.change_mark()
        answer = readings.home(self._services)
        if not self._has_begun:
            self._has_begun, self._mark = True, mark  # nothing else was read yet that could be old
        for row in answer.summaries:
            self.commanders.first_seen(row.incident_id, row.commander)
        return answer

    def incident(self, incident_id: str) -> Message:
        """Read one incident."""
        answer = readings.incident(self._services, incident_id)
        self.commanders.first_seen(incident_id, answer.walk.incident.roles.get("commander"))
        return answer

    def _tell_merged(self) -> None:
        """Say once what became of what was done without the server, if the start gave it to the server."""
        merged, reader = self._services.merged, next(iter(self._followers), None)
        if merged is not None and reader is not None and not self._has_told_merged:
            self._has_told_merged = True
            self._posting.post(LineBack(merged), reader)

    def _renew(self) -> None:
        """Read people and targets again where their files were changed, and all that hangs on them."""
        reader = next(iter(self._followers), None)
        if reader is None:
            return
        try:
            if not self._services.renew():
                return
        except Exception as reason:  # noqa: BLE001 - it is said; whatever it is, the thread that executes commands goes on
            self.tell(reason)
            return
        self.renewals += 1
        self._mark = None
        self._posting.answer(lambda: readings.workspace(self._services, WorkspaceRenewed), reader)

    def _read_if_changed(self) -> None:
        mark = self._services.log.change_mark()
        warning = self._services.log.warning
        if warning is not None and not self._has_warned:
            self._has_warned = True
            self.tell(warning)
        if mark != self._mark and time.monotonic() >= self._reads_again_at:
            self._mark, began = mark, time.thread_time()
            for reader, incident_id in list(self._followers.items()):
                job = self.home if incident_id is None else partial(self.incident, incident_id)
                self._posting.answer(job, reader)
            self._tell_commands()
            self._reads_again_at = time.monotonic() + _PAUSE * (time.thread_time() - began)

    def _let_play_go_on(self) -> None:
        """What is due of the exercises that are led here goes out, whichever screen is in front.

        Those that others led stand once nobody does.
        """
        from incident.tui.leading import Play  # here: after the first frame

        reader = next(iter(self._followers), None)
        if reader is None:
            return
        self._play = self._play or Play(self._services, self.steered)
        for own in self._play.running:
            with self._writing():
                waiting = self._play.go_on(own)
            for each in waiting:
                self._posting.post(each, reader)
        for gone in self._play.passed():
            self._posting.post(gone, reader)
        for exercise in self._play.without_a_lead:
            with self._writing():
                self._play.let_stand(exercise)

    def _tell_commands(self) -> None:
        """Say on every screen who has taken command, of whichever incident, unless it was done here."""
        reader = next(iter(self._followers), None)
        if reader is None:
            return
        try:
            rows = self._services.log.summaries()
        except IncidentError:
            return  # the readers were told a moment ago
        for incident, person in self.commanders.moved(rows):
            self._posting.post(CommandMoved(incident=incident, person=person), reader)

    def _merged(self) -> Message | None:
        """Give the server what was done while it was away."""
        from incident.application.merging import merge  # here: only after the line was cut

        link = self._services.link
        if link is None:
            return None
        with self._writing():
            return LineBack(merge(self._services.service, link))

    def _ticked(self, incident_id: str) -> Message | None:
        """Let time append; not even look while nothing has changed and no instant has come that something hangs on."""
        from incident.application.timers import tick  # here, as below: the first frame needs no rules
        from incident.domain.timing.present import Present

        if self._services.log.obstacle is not None:
            return None  # nobody here may append: the last row says so as long as it is so
        if self._services.clock.was_set():
            return None  # a deadline that a wrong clock calls over would be over in the record for good
        mark, now = self._services.log.change_mark(), self._services.service.now()
        idle = self._idle.pop(incident_id, None)
        if idle is not None and idle[0] == mark and idle[1].lasts(now):
            self._idle[incident_id] = idle
            return None
        present = Present.of(now)
        with self._writing():
            outcome = tick(self._services.service, incident_id, present)
        if outcome is None:
            self._idle[incident_id] = (mark, present)
        return None if outcome is None else Appended(outcome=outcome, said="")
