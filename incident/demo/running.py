"""Puts the demonstration on its feet, and leaves nothing behind when it ends."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from incident.adapters.clock import ShiftedClock
from incident.adapters.demo_sinks import HttpSink, SmtpSink
from incident.adapters.reports.markdown import render_markdown
from incident.adapters.reports.report import after_action_report
from incident.application.review import load_review
from incident.application.services import Services
from incident.demo.play import Play
from incident.demo.workspace import write_workspace
from incident.i18n import _, ngettext, use
from incident.wording.sentences import in_a_row
from incident.wording.speech import Speech

__all__ = ["OpenProgram", "play_whole", "show_live"]

OpenProgram = Callable[[Path, ShiftedClock], Services]
"""Puts a program together over a folder, with a clock that can be moved."""

LAST_SENDS = timedelta(seconds=8)
STEPS_BEFORE_LIVE = 4
"""How far the shift has come when somebody sits down before the live demonstration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything that a demonstration runs on."""

    services: Services
    clock: ShiftedClock
    hook: HttpSink
    mail: SmtpSink


def play_whole(language: str, open_program: OpenProgram, login: str) -> int:
    """One whole incident by itself: talk on stderr, the review on stdout; the exit code."""
    use(language)
    with _stage(language, open_program, login) as stage:
        play = Play(stage.services, stage.clock, language, _talk)
        incident = play.declare()
        play.walk_to_the_end()
        stage.services.dispatcher.drain(LAST_SENDS)
        _talk(_deliveries(stage))
        sys.stdout.write(_review(stage.services, incident.id))
    return 0


def show_live(language: str, open_program: OpenProgram, login: str, start: Callable[[Services], int]) -> int:
    """A live incident, some steps in, in the terminal program; the exit code."""
    use(language)
    with _stage(language, open_program, login) as stage:
        play = Play(stage.services, stage.clock, language, lambda _words: None)
        play.declare()
        play.walk(STEPS_BEFORE_LIVE)
        code = start(stage.services)
    _talk(_("That was the demo. Next: 'incident init DIR' makes a workspace of your own."))
    return code


@contextmanager
def _stage(language: str, open_program: OpenProgram, login: str) -> Iterator[Stage]:
    clock = ShiftedClock()
    with _own_folder() as folder, HttpSink() as hook, SmtpSink() as mail:
        since = (clock.now() - timedelta(days=1)).date()  # whatever hour it is, the shift is on duty
        write_workspace(folder, language, login, hook_url=hook.url, mail_port=mail.port, since=since)
        services = open_program(folder, clock)
        try:
            yield Stage(services=services, clock=clock, hook=hook, mail=mail)
        finally:
            services.close()


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A new folder, gone afterwards; named before it is made, so that a signal just then leaves none behind either."""
    folder = Path(tempfile.gettempdir()) / f"incident-demo-{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)


def _review(services: Services, incident_id: str) -> str:
    incident = services.service.load(incident_id)
    review = load_review(services.log, services.outbox, incident_id)
    people = services.directory.people()
    speech = Speech.to(people, zone=services.workspace.zone, bundle=incident.bundle, law=incident.law.pinned)
    return render_markdown(after_action_report(review, speech))


def _deliveries(stage: Stage) -> str:
    hooks, mails = len(stage.hook.inbox.letters), len(stage.mail.inbox.letters)
    by_hook = ngettext("{count} message reached the webhook.", "{count} messages reached the webhook.", hooks)
    by_mail = ngettext("{count} mail reached the mail server.", "{count} mails reached the mail server.", mails)
    return in_a_row(by_hook.format(count=hooks), by_mail.format(count=mails))


def _talk(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
