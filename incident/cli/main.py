"""Runs one command line from its words to its exit code; no error leaves here but as a sentence.

Apart from the commands, so that each of them may raise what it wants and only one place says it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

import click

from incident import i18n
from incident.application.errors import (
    IncidentError,
    StorageDamaged,
    StorageError,
    StorageFull,
    StorageReadOnly,
    StorageUnreachable,
)
from incident.cli.click_words import clicks_words_in
from incident.cli.exits import Exit, exit_of
from incident.cli.options import asked_language, asked_workspace, unspoken_words
from incident.cli.output import say
from incident.cli.session import Session
from incident.cli.stopping import Stopped, Stopping, stops_by_signal
from incident.cli.wiring import Options
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.merging import Merged
    from incident.application.ports import Lost
    from incident.cli.wiring import Wiring
    from incident.wording.speech import Speech

__all__ = ["PROGRAM", "run"]

PROGRAM = "incident"
_TELLING: Final = frozenset({"declare", "send"})
"""Words of commands after which people wait to be told."""
_WALKING: Final = frozenset({"declare", "show", "step", "walk"})
"""Words of commands by which people work through a runbook."""
_LASTING: Final = (StorageDamaged, StorageFull, StorageReadOnly, StorageUnreachable)
"""What does not pass within a moment: whoever works goes on without the log."""
_SYSTEM: Final = {
    errno.ENAMETOOLONG: Exit.USAGE,
    errno.EACCES: Exit.STORAGE,
    errno.EPERM: Exit.STORAGE,
}
"""How it ends when the system does not let it; a fault of the program, where nothing stands here."""


def run(argv: Sequence[str], wiring: Wiring, *, at_terminal: bool | None = None) -> int:
    """Do what the words after the program's name say; the exit code.

    `at_terminal` says whether a person sits there; None looks at the streams.

    Raises:
        SystemExit: a shell asked for completion.
    """
    language = i18n.use(_language(argv, wiring))
    _let_every_character_through()
    session = Session(wiring, Options(), at_terminal=_is_terminal() if at_terminal is None else at_terminal)
    with clicks_words_in(language), stops_by_signal() as stopping:
        try:
            return _ended(argv, session, stopping)
        except Exception as error:  # noqa: BLE001  (not even what it was could be said: where no file can be opened)
            return _failed(error, stopping)


def _failed(error: Exception, stopping: Stopping) -> int:
    if stopping.exit_code is not None:
        return stopping.exit_code
    say(_fault(error))
    return Exit.INTERNAL


def _fault(error: Exception) -> str:
    try:
        from incident.cli.crash import report_crash  # here: it is hoped to be never needed

        return report_crash(error)
    except OSError:  # nothing can be opened, be it the module
        words = _("A fault of the program ({kind}). What was recorded before is safe.")
        return words.format(kind=type(error).__name__)


def _ended(argv: Sequence[str], session: Session, stopping: Stopping) -> int:
    """The exit code; what went wrong has been said."""
    with contextlib.closing(session):
        try:
            return _printed(_run(argv, session), session)
        except (IncidentError, Refused) as error:
            say(_sentence(error, session))
            if isinstance(error, StorageError) and not _TELLING.isdisjoint(argv):
                say(_("To tell people all the same: incident message page PERSON TEXT"))
            if isinstance(error, _LASTING) and not _WALKING.isdisjoint(argv):
                say(_("To work on without the log, on paper: incident runbook print RUNBOOK"))
            return exit_of(error)
        except OSError as error:
            say(_("The system does not let it: {reason}").format(reason=_reason(error)))
            return _SYSTEM.get(error.errno or 0, Exit.INTERNAL)
        except KeyboardInterrupt:
            say(_("Interrupted."))
            return Exit.INTERRUPTED
        except Stopped as stopped:
            return stopped.exit_code
        except Exception as error:  # noqa: BLE001  (a person at 3 a.m. gets a sentence, whatever it was)
            return _failed(error, stopping)


def _reason(error: OSError) -> str:
    """What the system says, and of which file."""
    said = clean_line(error.strerror or str(error))
    if not error.filename:
        return said
    return _("{place}: {words}").format(place=clean_line(str(error.filename)), words=said)


def _language(argv: Sequence[str], wiring: Wiring) -> str:
    """The one asked for, else the person's own, else that of their locale, else that of the team's folder."""
    if asked := asked_language(argv):
        return asked
    folder = asked_workspace(argv)
    own = None if os.environ.get("INCIDENT_LANG") else wiring.own_language(folder)
    return own or i18n.detect(os.environ) or wiring.language_of(folder) or "en"


def _run(argv: Sequence[str], session: Session) -> int:
    from incident.cli.root import root  # here: its texts are made once the language is known

    try:
        code = root.main(args=list(argv), prog_name=PROGRAM, obj=session, standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        from incident.cli.wrong_line import say_wrong_line  # here: most lines are right

        say_wrong_line(error)
        return Exit.USAGE
    if session.obstacle is not None:
        from incident.wording.errors import say_error  # here: only a log of a newer program has one

        say(say_error(session.obstacle))
    if session.warning is not None:
        from incident.wording.errors import say_error  # here: disks are seldom full

        say(say_error(session.warning))
    if session.stale_because:
        from incident.wording.errors import say_stale  # here: files are mostly right

        say(say_stale(session.stale_because))
    _say_of_the_line(session)
    if name := i18n.unspoken(os.environ):
        say(unspoken_words(name))
    return code if isinstance(code, int) else Exit.DONE


def _say_of_the_line(session: Session) -> None:
    """That a server is away, or was, and what is lost where nothing could be copied of it."""
    if session.merged is not None:
        _say_merged(session.merged, session.speech)
    if session.uncopied is not None and not isinstance(session.uncopied, StorageReadOnly):  # that, the doctor says
        from incident.wording.offline import uncopied_words  # here, as below: only a server has a copy

        say(uncopied_words(session.uncopied))
    if session.cut is not None:
        from incident.wording.offline import cut_words

        say(cut_words(session.cut, session.speech(), session.now()))
    if session.lost:
        _say_lost(session.lost)


def _say_lost(lost: Sequence[Lost]) -> None:
    from incident.wording.offline import lost_words  # here: servers hardly ever lose an entry

    for each in lost:
        say(lost_words(each))


def _say_merged(merged: Merged, speech: Callable[[], Speech]) -> None:
    """What became of what was done without the server, and each act that it takes from somebody else only."""
    from incident.wording.offline import merged_words, strange_words  # here: only after the line was cut

    say(merged_words(merged))
    for entry in merged.strange:
        say(strange_words(entry, speech()))


def _printed(code: int, session: Session) -> int:
    """The exit code, unless what was asked for could not be printed."""
    if not session.unprinted:
        return code
    said = _("The output could not be written: {reason}. What this command recorded stays recorded.")
    say(said.format(reason=clean_line(session.unprinted)))
    return code or Exit.STORAGE


def _sentence(error: IncidentError | Refused, session: Session) -> str:
    from incident.wording.errors import say_error  # here, as below: a command that succeeds has no use for it

    if isinstance(error, IncidentError):
        return say_error(error)
    from incident.wording.refusals import say_refusal

    return say_refusal(error, _speech(session), _now(session))


def _speech(session: Session) -> Speech:
    from incident.wording.speech import Speech

    with contextlib.suppress(IncidentError):
        return session.speech()
    return Speech()


def _now(session: Session) -> datetime | None:
    with contextlib.suppress(IncidentError):
        return session.now()
    return None


def _is_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _let_every_character_through() -> None:
    """What a terminal cannot show, or nobody can read, becomes a question mark and not a crash."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
