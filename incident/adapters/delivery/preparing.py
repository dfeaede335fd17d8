"""Preparations of a send that may hang: a secret's command, a file on a server that is gone, the birth of a child.

Apart, because a thread that hangs cannot be ended, only left behind: whoever
waits here goes on when the time is up, and nothing has gone out by then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, TypeVar

__all__ = ["NotPrepared", "Preparations"]

_Made = TypeVar("_Made")


class NotPrepared(Exception):
    """The time was up, or the sender was closed, before it was ready."""


class Preparations:
    """All that is being prepared; safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._awaited: set[Future[Any]] = set()

    def made(
        self, make: Callable[[], _Made], deadline: float, put_back: Callable[[_Made], None] = lambda _: None
    ) -> _Made:
        """What `make` makes by `deadline` of the monotonic clock; what comes later is put back.

        Raises:
            NotPrepared: it did not come in time.
        """
        coming: Future[_Made] = Future()
        with self._lock:
            self._awaited.add(coming)
        Thread(target=_make, args=(make, coming, put_back), daemon=True, name="preparation").start()
        try:
            return _awaited(coming, deadline)
        finally:
            with self._lock:
                self._awaited.discard(coming)

    def give_up(self) -> None:
        """Let nobody wait any longer."""
        with self._lock:
            for coming in self._awaited:
                coming.cancel()


def _make(make: Callable[[], _Made], coming: Future[_Made], put_back: Callable[[_Made], None]) -> None:
    try:
        made = make()
    except BaseException as error:  # noqa: BLE001 - it is raised again, where somebody waits for it
        if coming.set_running_or_notify_cancel():
            coming.set_exception(error)
        return
    if coming.set_running_or_notify_cancel():
        coming.set_result(made)
    else:
        put_back(made)


def _awaited(coming: Future[_Made], deadline: float) -> _Made:
    with suppress(TimeoutError, CancelledError):
        coming.exception(max(0.0, deadline - time.monotonic()))
    coming.cancel()  # has no effect on what is there
    try:
        return coming.result()
    except CancelledError:
        raise NotPrepared from None
