"""A sender child: takes one job at a time from its parent, and dies with it.

Apart from the parent's side, so that the parent may name this function without
loading what the function needs.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Mapping
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Final, Protocol

from incident.adapters.clock import awake_seconds
from incident.adapters.delivery.beginnings import begin
from incident.adapters.delivery.job import UNDERWAY, Crash, Job, Underway
from incident.adapters.delivery.wording import BundleTooLongError
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import AttemptClass, AttemptOutcome

__all__ = ["serve"]

_GRACE_SECONDS: Final = 1.0
"""After its time plus this a child ends itself: its parent, who should have done so, is gone."""


class Notifier(Protocol):
    """Makes one attempt."""

    def attempt(self, job: Job, underway: Underway) -> AttemptOutcome:
        """Send once; call `underway` before the first byte that may carry the message."""
        ...


def serve(line: Connection) -> None:
    """Answer jobs until the parent hangs up."""
    _keep_to_itself()
    from incident.adapters.delivery import warm  # here: the parent names `serve` and must not load Apprise

    notifiers = warm.notifiers()
    try:
        while True:
            line.send(_done(line.recv(), notifiers, line))
    except (EOFError, ConnectionError):
        return  # the parent has gone
    except BaseException as error:  # whatever it is, the parent must hear of it; then it is raised all the same
        line.send(Crash(error=type(error).__name__))
        raise


def _done(job: Job, notifiers: Mapping[str, Notifier], line: Connection) -> AttemptOutcome:
    if awake_seconds() >= job.end:
        return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.TOO_LATE))
    notifier = notifiers.get(job.kind)
    if notifier is None:
        return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(Reason.TARGET_INVALID))
    signal.setitimer(signal.ITIMER_REAL, job.seconds + _GRACE_SECONDS)
    try:
        return notifier.attempt(job, _Beginning(job, line))
    except BundleTooLongError:  # it is written before anything is sent
        later = timedelta(0)
        return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.BUNDLE_TOO_LONG), retry_after=later)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Beginning:
    """Says that a send begins, before its first byte; an attempt may take several requests, and says so of each."""

    def __init__(self, job: Job, line: Connection) -> None:
        self._job, self._line, self._is_ours = job, line, False

    def __call__(self) -> None:
        """Go on, or end where the claim was taken away meanwhile, or where the parent is gone and cannot be told."""
        self._line.send(UNDERWAY)
        self._is_ours = self._is_ours or begin(self._job.marks)
        if not self._is_ours:
            self._line.send(AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.TOO_LATE)))
            os._exit(0)  # a plug-in may catch whatever is raised, and go on


def _keep_to_itself() -> None:
    """No word on the terminal, no answer to its keys, no secret in a core file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
