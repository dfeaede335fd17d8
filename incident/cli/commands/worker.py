"""`incident worker`: sends and watches clocks for a team, as many of them as wanted."""

from __future__ import annotations

import itertools
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from incident.application.delivery.heartbeat import EVERY
from incident.application.errors import (
    IncidentError,
    StorageDamaged,
    StorageError,
    StorageMissing,
    StorageReadOnly,
    StorageTooNew,
    StorageTooOld,
)
from incident.application.timers import tick
from incident.cli.acting import SENDING, report_sending, unwritten_words
from incident.cli.answering import answers_with
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import command, option
from incident.i18n import N_, _

if TYPE_CHECKING:
    from incident.application.delivery.dispatch import Dispatcher
    from incident.application.delivery.heartbeat import Heartbeat

__all__ = ["worker"]

_TICK_SECONDS = 1.0
_TICKS_UNTIL_GONE = 5
"""A log that is missing or damaged for so long does not come back by itself."""
_TICKS_BETWEEN_PLANS = 300
"""A plan of exercises is read anew so often: all scenarios have to compile, and nothing in it is due to the minute."""
_TICKS_BETWEEN_LOOKS = 60
"""Where nothing is due nothing is written, so whether it could be is asked now and then."""


_SHAPE = "{version, said}"


def _worked(_session: Session, heard: Heard) -> dict[str, object]:
    return {"said": heard.said}


@command("worker", json_shape=_SHAPE)
@option("--once", is_flag=True, help=N_("Do what is due now, then stop."))
@answers_with(_worked)
@pass_session
def worker(session: Session, *, once: bool) -> None:
    """Work until Ctrl-C, SIGTERM or SIGHUP; once, say by the exit code whether something was lost."""
    faults = _Faults()
    session.options = session.options.changed(for_everybody=True)
    if once:
        _tick_all(session, faults)
        _announce(session, faults)
        _remind(session, faults)
        if not report_sending(session.services.dispatcher.drain(SENDING)):
            raise click.exceptions.Exit(Exit.UNDELIVERED)
        return
    _look_whether_it_writes(session, faults)
    stop = threading.Event()
    with _stopped_by_signals(stop):
        say(_("Working. Ctrl-C stops after the message in hand."))
        _say_held(session)
        sender = threading.Thread(target=_send_until, args=(session.services.dispatcher, stop, faults), name="sending")
        sender.start()
        threading.Thread(target=_beat_until, args=(session.services.heartbeat, stop, faults), daemon=True).start()
        try:
            _tick_until(session, stop, faults)
        finally:
            stop.set()
            session.services.dispatcher.wake()
            sender.join()
    lost = list(unwritten_words(session.services.dispatcher.unwritten))
    for words in [*lost, _("Stopped.")]:
        say(words)
    if lost:
        raise click.exceptions.Exit(Exit.STORAGE)


def _say_held(session: Session) -> None:
    """That nothing leaves yet, if so; once a person confirms the log, the dispatcher goes on by itself."""
    outbox = session.services.outbox
    with suppress(StorageError):  # the dispatcher waits for the log too
        if outbox.unconfirmed() is not None:
            from incident.wording.custody import held_words  # here: most logs are nobody's copy

            say(held_words(outbox.waiting()[0]))


class _Faults:
    """Says each fault once, however often it comes back; the worker goes on meanwhile."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()

    def say(self, where: str, error: Exception) -> None:
        if self._is_new(where, repr(error)):
            self._print(where, _words(error))

    def say_words(self, where: str, words: str) -> None:
        """What has been put into words by whoever met it."""
        if self._is_new(where, words):
            self._print(where, words)

    def _is_new(self, where: str, what: str) -> bool:
        before = len(self._said)
        self._said.add((where, what))
        return len(self._said) > before

    def _print(self, where: str, words: str) -> None:
        place = f"{where}: " if where else ""
        say(place + words + " " + _("The worker goes on with all else."))


def _words(error: Exception) -> str:
    if isinstance(error, IncidentError):
        from incident.wording.errors import say_error  # here, as below: it is not expected

        return say_error(error)
    from incident.cli.crash import report_crash

    return report_crash(error)


def _send_until(dispatcher: Dispatcher, stop: threading.Event, faults: _Faults) -> None:
    """Keep the dispatcher running: a message that nobody sends and nobody misses is the worst of all."""
    while True:
        try:
            dispatcher.run(stop)
        except Exception as error:  # noqa: BLE001 - it is said, and the rest is sent
            faults.say("", error)
            stop.wait(_TICK_SECONDS)
        else:
            return


def _beat_until(heartbeat: Heartbeat | None, stop: threading.Event, faults: _Faults) -> None:
    """Give a sign of life once a minute, in a thread of its own: the watchdog may be slow to answer."""
    while heartbeat is not None:
        try:
            heartbeat.beat()
        except Exception as error:  # noqa: BLE001 - it is said; messages leave without a watchdog too
            faults.say("", error)
        if stop.wait(EVERY.total_seconds()):
            return


def _look_whether_it_writes(session: Session, faults: _Faults) -> None:
    """Say what keeps this worker from writing: it would send nothing, and nobody would hear of it.

    Raises:
        StorageReadOnly, StorageTooNew, StorageTooOld: the log stays as it is for this program.
    """
    try:
        session.services.log.check_writable()
    except (StorageReadOnly, StorageTooNew, StorageTooOld):
        raise
    except StorageError as error:  # a full disk is made room on, a server comes back
        faults.say("", error)


def _tick_until(session: Session, stop: threading.Event, faults: _Faults) -> None:
    """Tick every second.

    Raises:
        StorageError: the log is gone, and does not come back; or only other programs may write it.
    """
    gone = 0
    for ticks in itertools.count(1):
        if stop.wait(_TICK_SECONDS):
            return
        if ticks % _TICKS_BETWEEN_LOOKS == 0:
            _look_whether_it_writes(session, faults)
        _renew(session, faults)
        if ticks % _TICKS_BETWEEN_PLANS == 1:
            _announce(session, faults)
            _remind(session, faults)
        try:
            _tick_all(session, faults)
        except (StorageMissing, StorageDamaged):
            gone += 1
            if gone == _TICKS_UNTIL_GONE:
                raise
        except (StorageTooNew, StorageTooOld):
            raise
        except StorageError:  # it is asked again in a second; the dispatcher waits in the same way
            gone = 0
        except Exception as error:  # noqa: BLE001 - the list itself cannot be read, but messages can still leave
            faults.say("", error)
        else:
            gone = 0


def _renew(session: Session, faults: _Faults) -> None:
    """Read people, targets and audiences again where their files have changed; wrong ones are said."""
    try:
        session.services.renew()
    except Exception as error:  # noqa: BLE001 - it is said, and what the files said before holds
        faults.say("", error)


def _announce(session: Session, faults: _Faults) -> None:
    """Tell people of the exercises that are planned; a team without a plan has none, and a wrong one is said."""
    try:
        from incident.cli.commands.drill.reminding import tell_of_this_year  # here: most teams have no plan yet

        for words in tell_of_this_year(session):
            faults.say_words("drills", words)
    except Exception as error:  # noqa: BLE001 - it is said, and what is real leaves all the same
        faults.say("drills", error)


def _remind(session: Session, faults: _Faults) -> None:
    """Remind people of corrective actions."""
    try:
        from incident.cli.commands.actions.reminding import remind_in_hours  # here: not for the first tick

        if words := remind_in_hours(session):
            faults.say_words("actions", words)
    except Exception as error:  # noqa: BLE001 - as above
        faults.say("actions", error)


def _tick_all(session: Session, faults: _Faults) -> None:
    """Let time append what is due in every open incident; one that cannot be read keeps no other from it."""
    services = session.services
    if services.clock.was_set():
        return  # a deadline that a wrong clock calls over would be over in the record for good
    for row in services.log.summaries():
        try:
            tick(services.service, row.incident_id)
        except StorageDamaged as error:
            faults.say(row.incident_id, error)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            faults.say(row.incident_id, error)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in (each for each, handler in before.items() if handler is not signal.SIG_IGN):
        signal.signal(number, lambda *_received: stop.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
