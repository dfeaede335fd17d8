"""`incident undo` and `incident redo`: one's own last mark taken back, and set again."""

from __future__ import annotations

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.exits import Exit
from incident.cli.named import known_step
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.stepped import say_stepped, say_taken_back
from incident.domain.commands import UndoMark
from incident.walk.redoing import again, again_words, taken_back, unread_words
from incident.walk.undoing import later_act, later_words

__all__ = ["redo", "undo"]


@command("undo", json_shape=ACT_SHAPE)
@incident_id
@argument("[STEP]", "step", required=False)
@command_id
@answers_json
@pass_session
def undo(session: Session, *, incident_id: str, step: str | None, command_id: str | None) -> None:
    """Take it back, on whatever step it stands if none is named, and say which one it was, and what was done since."""
    meant = known_step(session, incident_id, step) if step is not None else None
    known = session.load(incident_id)
    later = later_act(session.services.log.read(known.id), session.by) if meant is None else None
    outcome = act(session, incident_id, UndoMark(by=session.by, step=meant), command_id)
    for marked in say_taken_back(session, outcome):
        say_stepped(session, outcome, marked)
    if later is not None:
        say(later_words(later, session.speech(known.bundle)))
    deliver(session, outcome)


@command("redo", json_shape=ACT_SHAPE)
@incident_id
@command_id
@answers_json
@pass_session
def redo(session: Session, *, incident_id: str, command_id: str | None) -> None:
    """Set it again, if you have marked nothing since; what sends or states more than itself is left to be marked."""
    incident = session.load(incident_id)
    entry = taken_back(session.services.log.read(incident.id), session.by)
    again_by = again(entry, incident, session.by) if entry is not None else None
    if entry is None or again_by is None:
        say(unread_words(entry, session.speech()))
        raise click.exceptions.Exit(Exit.REFUSED)
    outcome = act(session, incident_id, again_by, command_id)
    say(again_words(entry, session.speech()))
    deliver(session, outcome)
