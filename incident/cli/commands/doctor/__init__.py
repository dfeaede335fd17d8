"""`incident doctor`: would tonight work?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from incident.application.errors import StorageError
from incident.cli.arguments import json_output
from incident.cli.commands.doctor import trial
from incident.cli.commands.doctor.findings import findings
from incident.cli.commands.doctor.found import Finding
from incident.cli.commands.doctor.telling import told
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import LENGTH
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.i18n import N_, _, ngettext
from incident.wording.custody import backup_words

if TYPE_CHECKING:
    from incident.application.messages.trial import Trial

__all__ = ["doctor"]

_SHAPE = f"{{version, works, findings: [{{check, grave, words}}], test_page: {trial.SHAPE}}}"


@command("doctor", json_shape=_SHAPE)
@option("--detail", is_flag=True, help=N_("Every finding by itself, with the runbooks that want it."))
@option(
    "--send-test-page",
    is_flag=True,
    help=N_("Instead: send one harmless message to everybody on every way, and say whom it reached."),
)
@option("--exercise", is_flag=True, help=N_("With --send-test-page: to the targets for exercises, and no other."))
@option("--wait", type=LENGTH, default="60s", help=N_("With --send-test-page: how long to wait for answers."))
@option("--yes", is_flag=True, help=N_("With --send-test-page: send it without being asked."))
@json_output
@pass_session
def doctor(
    session: Session, *, detail: bool, send_test_page: bool, exercise: bool, wait: timedelta, yes: bool, as_json: bool
) -> None:
    """Look at everything that an incident at night would need; grave findings make the exit code 1."""
    if exercise and not send_test_page:
        raise click.UsageError(_("--exercise says which test page: use it with --send-test-page."))
    page = trial.send_test_page(session, wait, exercise=exercise, yes=yes) if send_test_page else None
    if page is not None and not as_json:
        trial.print_page(page, session)
        raise click.exceptions.Exit(_code(page, grave=0))
    found = list(findings(session))
    count = sum(finding.grave for finding in found)
    if as_json:
        shapes = [{"check": each.check, "grave": each.grave, "words": each.words} for each in found]
        shape = trial.page_shape(page) if page else None
        print_json({"works": not _code(page, grave=count), "findings": shapes, "test_page": shape})
    else:
        _print(session, found, count, detail=detail)
    raise click.exceptions.Exit(_code(page, grave=count))


def _code(page: Trial | None, *, grave: int) -> int:
    """Whether anything would keep tonight from working."""
    if page is not None and (page.underway or page.unreached or page.silent):
        return Exit.UNDELIVERED
    return Exit.REFUSED if grave else Exit.DONE


def _print(session: Session, found: Sequence[Finding], count: int, *, detail: bool) -> None:
    said = ngettext(
        "Tonight would not work: {count} grave finding.", "Tonight would not work: {count} grave findings.", count
    )
    say(said.format(count=count) if count else _("Tonight would work."))
    lines = list(told(found, session.width, detail=detail))
    print_data("\n".join(lines))
    if not any(each.check == "document" and each.grave for each in found):
        say(_looked_at(session))
        _say_backup(session)
    if lines != list(told(found, session.width, detail=True)):
        say(_("'incident doctor --detail' names every one, and what wants it."))


def _looked_at(session: Session) -> str:
    """How much there was to look at: a team that is empty has few findings too."""
    services = session.services
    try:
        open_incidents = str(len(services.log.summaries()))
    except StorageError:  # said above
        open_incidents = "?"
    said = _("Looked at: runbooks {runbooks}, people {people}, targets {targets}, open incidents {incidents}.")
    return said.format(
        runbooks=sum(1 for _offer in services.library.every()),
        people=len(services.directory.people()),
        targets=len(services.directory.targets()),
        incidents=open_incidents,
    )


def _say_backup(session: Session) -> None:
    """How old the last backup is, also where that is as it should be."""
    with suppress(StorageError):  # said above
        backup = session.services.outbox.last_backup()
        if backup is not None:
            say(backup_words(backup, session.now()))
