"""Sender children: forked from one warm server, lent out one job at a time, killed when they overrun.

Apart from what is sent: here is only the life and death of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from contextlib import redirect_stderr
from multiprocessing import forkserver, resource_tracker, util
from multiprocessing.context import ForkServerContext
from threading import Lock, Timer
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
"""Children kept for good."""

_SPARE_SECONDS: Final = 5.0
"""How long the others wait for a job: in a storm there is one at once, and a birth takes longer than a send."""


class Nursery:
    """All children of one sender; nothing is started before the first job."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[SenderChild] = []
        """The one that was given back last at the end."""
        self._trimming: Timer | None = None
        self._busy: set[SenderChild] = set()
        self._context: ForkServerContext | None = None

    def borrowed(self) -> SenderChild:
        """A child for one job; the first takes as long as its server does to start."""
        with self._lock:  # starting and reaping: multiprocessing's own lists are not made for threads
            return self._lent(self._next_alive() or self._born())

    def at_hand(self) -> SenderChild | None:
        """A child that waits for a job, if there is one and nobody is being born: this never takes long."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            child = self._next_alive()
            return self._lent(child) if child else None
        finally:
            self._lock.release()

    def give_back(self, child: SenderChild) -> None:
        """Keep it for the next job, or end it."""
        with self._lock:
            self._busy.discard(child)
            if not child.is_usable:
                child.bury()
                return
            child.idle_since = time.monotonic()
            self._idle.append(child)
            self._trim_later()

    def _trim_later(self) -> None:
        if len(self._idle) > _MOST_IDLE and self._trimming is None:
            self._trimming = Timer(_SPARE_SECONDS, self._trim)
            self._trimming.daemon = True  # nobody waits for it at the end
            self._trimming.start()

    def _trim(self) -> None:
        """End those that nobody needed for so long, and come again while there are others."""
        with self._lock:
            self._trimming = None
            late = time.monotonic() - _SPARE_SECONDS
            while len(self._idle) > _MOST_IDLE and self._idle[0].idle_since <= late:
                self._idle.pop(0).bury()
            self._trim_later()

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
        if self._trimming is not None:
            self._trimming.cancel()
            self._trimming = None
        for child in ended:
            child.kill()
        for child in ended:
            child.wait()
        is_last = not multiprocessing.active_children()  # else it is another sender's server too
        if self._context is not None and is_last:
            forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - it would stay until we end
        self._context = None

    def _next_alive(self) -> SenderChild | None:
        while self._idle:
            child = self._idle.pop()
            if child.is_alive():
                return child
        return None

    def _lent(self, child: SenderChild) -> SenderChild:
        self._busy.add(child)
        return child

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
