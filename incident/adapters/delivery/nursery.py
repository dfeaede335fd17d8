"""Sender children: forked from one warm server, lent out one job at a time, killed when they overrun.

Apart from what is sent: here is only the life and death of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from contextlib import redirect_stderr
from multiprocessing import forkserver, resource_tracker, util
from multiprocessing.context import ForkServerContext
from threading import Lock
from typing import Final

from incident.adapters.delivery.sender_child import SenderChild

__all__ = ["Nursery"]

_WARM: Final = "incident.adapters.delivery.warm"

_LONGEST_FOLDER: Final = 70
"""Bytes of a folder's path under which a socket of `multiprocessing` can stand: of 104 it takes the rest itself."""

_SHORT_FOLDERS: Final = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - a folder of our own is made in it, for this user only

_PATIENCE_SECONDS: Final = 1.0
"""How long an end waits for a birth."""

_MOST_IDLE: Final = 4
"""Children kept for the next job; more than these end with theirs."""


class Nursery:
    """All children of one sender; nothing is started before the first job."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[SenderChild] = []
        self._busy: set[SenderChild] = set()
        self._context: ForkServerContext | None = None

    def borrowed(self) -> SenderChild:
        """A child for one job; the first takes as long as its server does to start."""
        with self._lock:  # starting and reaping: multiprocessing's own lists are not made for threads
            alive = (child for child in iter(self._next_idle, None) if child.is_alive())
            child = next(alive, None) or self._born()
            self._busy.add(child)
            return child

    def give_back(self, child: SenderChild) -> None:
        """Keep it for the next job, or end it."""
        with self._lock:
            self._busy.discard(child)
            if child.is_usable and len(self._idle) < _MOST_IDLE:
                self._idle.append(child)
            else:
                child.bury()

    def close(self) -> None:
        """End every child, busy or not; another job would start anew."""
        for child in tuple(self._busy):
            child.kill()  # before the lock: whoever waits for a birth holds it
        if not self._lock.acquire(timeout=_PATIENCE_SECONDS):
            return  # a child that is still being born ends with us
        try:
            self._end_all()
        finally:
            self._lock.release()

    def _end_all(self) -> None:
        ended, self._idle = [*self._idle, *self._busy], []
        for child in ended:
            child.kill()
        for child in ended:
            child.wait()
        is_last = not multiprocessing.active_children()  # else it is another sender's server too
        if self._context is not None and is_last:
            forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - it would stay until we end
        self._context = None

    def _next_idle(self) -> SenderChild | None:
        return self._idle.pop() if self._idle else None

    def _born(self) -> SenderChild:
        if self._context is None:
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload([_WARM])
            _make_short_folder()
            with redirect_stderr(sys.__stderr__):  # the terminal program's own has no descriptor to inherit
                resource_tracker.ensure_running()
                forkserver.ensure_running()
        return SenderChild(self._context)


def _make_short_folder() -> None:
    """Where TMPDIR is too long for a socket's address, have the sockets' folder made elsewhere; it goes when we end."""
    usual = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER:
        return
    tempfile.tempdir = next((folder for folder in _SHORT_FOLDERS if os.access(folder, os.W_OK | os.X_OK)), usual)
    try:
        util.get_temp_dir()  # it is made once, and then kept
    finally:
        tempfile.tempdir = usual
