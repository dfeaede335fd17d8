"""`incident undo`: one's own last mark taken back."""

from __future__ import annotations

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.named import known_step
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.stepped import say_stepped, say_taken_back
from incident.domain.commands import UndoMark

__all__ = ["undo"]


@command("undo", json_shape=ACT_SHAPE)
@incident_id
@argument("[STEP]", "step", required=False)
@command_id
@answers_json
@pass_session
def undo(session: Session, *, incident_id: str, step: str | None, command_id: str | None) -> None:
    """Take it back, on whatever step it stands if none is named, and say which one it was."""
    meant = known_step(session, incident_id, step) if step is not None else None
    outcome = act(session, incident_id, UndoMark(by=session.by, step=meant), command_id)
    for marked in say_taken_back(session, outcome):
        say_stepped(session, outcome, marked)
    deliver(session, outcome)
