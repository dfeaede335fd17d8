"""`incident worker`: sends and watches clocks for a team, as many of them as wanted."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from incident.application.errors import IncidentError, StorageError
from incident.application.timers import tick
from incident.cli.acting import SENDING, report_sending
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.i18n import N_, _

__all__ = ["worker"]

_TICK_SECONDS = 1.0


@command("worker")
@option("--once", is_flag=True, help=N_("Do what is due now, then stop."))
@pass_session
def worker(session: Session, *, once: bool) -> None:
    """Work until Ctrl-C or SIGTERM; once, say by the exit code whether something was lost."""
    if once:
        _tick_all(session)
        if not report_sending(session.services.dispatcher.drain(SENDING)):
            raise click.exceptions.Exit(Exit.UNDELIVERED)
        return
    stop = threading.Event()
    with _stopped_by_signals(stop):
        say(_("Working. Ctrl-C stops after the message in hand."))
        sender = threading.Thread(target=session.services.dispatcher.run, args=(stop,), name="dispatcher")
        sender.start()
        while not stop.wait(_TICK_SECONDS):
            with suppress(StorageError):  # it is asked again in a second; the dispatcher waits in the same way
                _tick_all(session)
        session.services.dispatcher.wake()
        sender.join()
    say(_("Stopped."))


def _tick_all(session: Session) -> None:
    """Let time append what is due in every open incident."""
    services = session.services
    for row in services.log.summaries():
        try:
            tick(services.service, row.incident_id)
        except StorageError:
            raise
        except IncidentError as error:
            from incident.wording.errors import say_error  # here: it is not expected

            say(f"{row.incident_id}: {say_error(error)}")


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, lambda *_received: stop.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
