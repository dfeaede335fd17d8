"""`incident walk`: opens the incident where it stands, on the full screen or line by line."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incident.cli.output import say
from incident.cli.parameters import INCIDENT_ID
from incident.cli.screenful import needs_screen, needs_terminal
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.i18n import N_, _
from incident.walk.keys import use_keys
from incident.wording.safe import clean_line
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.cli.walk.lines import TypedLines

__all__ = ["walk"]


@command("walk", notes=N_("Without ID: the incident that is open. In line mode '?' says what can be typed."))
@argument("[ID]", "incident_id", type=INCIDENT_ID, required=False)
@option("--plain", is_flag=True, help=N_("Line by line, without a screen: for screen readers and dumb terminals."))
@pass_session
def walk(session: Session, *, incident_id: str | None, plain: bool) -> int:
    """Walk it to its end, or until it is left."""
    incident_id = incident_id or _only_one(session)
    incident = session.load(incident_id)
    if plain:
        _line_by_line(session, incident.id)
        return 0
    needs_terminal(session)
    needs_screen()
    return session.wiring.start_terminal(session.options, incident.id)


def _only_one(session: Session) -> str:
    """The incident that is open.

    Raises:
        click.UsageError: none is, or several are.
    """
    rows = session.log.summaries()
    if not rows:
        raise click.UsageError(_("No incident is open. 'incident declare' opens one."))
    if len(rows) > 1:
        for row in rows:
            say(f"{row.incident_id}  {clean_line(title_of(row))}")
        raise click.UsageError(_("Several incidents are open. Name one."))
    return rows[0].incident_id


def _line_by_line(session: Session, incident_id: str) -> None:
    from incident.cli.walk.place import Place  # here, as below: the full screen needs none of it
    from incident.cli.walk.voice import PrintedVoice
    from incident.cli.walk.walking import Walking
    from incident.walk.drafts import Drafts

    # No screen lies over the walk here, so one letter reads back and accepts; a space is heard by nobody.
    use_keys({"handover.accept": "H", "walk.as_expected": "done"})
    services, lines = session.services, _lines()
    voice = PrintedVoice(ends_prompts=not lines.is_terminal)
    with closing(Drafts(Path(services.workspace.root) / ".drafts", session.by)) as drafts:
        walking = Walking(
            place=Place(session, incident_id),
            lines=lines,
            voice=voice,
            people=services.directory.people(),
            drafts=drafts,
        )
        try:
            walking.run()
        except KeyboardInterrupt:
            voice.interrupt(_("Left. The place is kept."))
            raise
        finally:
            use_keys({})


def _lines() -> TypedLines:
    from incident.cli.walk.lines import TypedLines

    if sys.stdin is None:
        return TypedLines(-1, is_terminal=False)
    return TypedLines(sys.stdin.fileno(), is_terminal=sys.stdin.isatty())
