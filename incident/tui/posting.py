"""Does a job for a screen and posts what it came to; whatever goes wrong becomes a sentence, never the program's end.

Apart from the gateway, because each of its threads does it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, TypeAlias

from incident.application.errors import IncidentError, StorageMissing, StorageUnreachable
from incident.domain.refusals import Refused
from incident.tui.messages import NotDone

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable

    from textual.message import Message
    from textual.message_pump import MessagePump

    Job: TypeAlias = Callable[[], Message | None]

__all__ = ["Posting"]

_logger = logging.getLogger(__name__)


class Posting:
    """What is posted before somebody listens is kept until then."""

    def __init__(self) -> None:
        self._is_heard = threading.Event()
        self.has_missed = False
        """Whether something could not be read or written since the log was last seen, because it was not there."""

    def listen(self) -> None:
        """The screens are there."""
        self._is_heard.set()

    def answer(self, job: Job, reader: MessagePump) -> None:
        """Do the job, and post what it came to."""
        answer = self.answer_of(job)
        if answer is not None:
            self.post(answer, reader)

    def answer_of(self, job: Job) -> Message | None:
        """Do the job; what it came to."""
        try:
            return job()
        except (Refused, IncidentError) as reason:
            self.has_missed = self.has_missed or isinstance(reason, StorageMissing | StorageUnreachable)
            return NotDone(reason)
        except Exception as fault:  # a fault of ours must not take the walk away from its people
            _logger.exception("The gateway could not do its job")
            return NotDone(fault)

    def post(self, message: Message, reader: MessagePump) -> None:
        """Hand it to the screen."""
        self._is_heard.wait()
        try:
            reader.post_message(message)
        except RuntimeError:  # a signal has ended the screens, and their loop with them; what was written stands
            if reader.is_running:
                _logger.exception("A screen did not take what it was told")
