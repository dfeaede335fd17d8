"""`incident undo` and `incident redo`: one's own last mark taken back, and set again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.asking import require_consent
from incident.cli.exits import Exit
from incident.cli.named import known_step
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.stepped import say_stepped, say_taken_back
from incident.domain.commands import UndoMark
from incident.domain.decide.undoing import OnStep, mark_to_undo
from incident.i18n import N_, _
from incident.walk.redoing import again, again_words, taken_back, unread_words
from incident.walk.undoing import later_act, later_words
from incident.wording.timeline import line

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["redo", "undo"]


@command("undo", json_shape=ACT_SHAPE)
@incident_id
@argument("[STEP]", "step", required=False)
@option("--yes", is_flag=True, help=N_("Take it back although you have done something else since."))
@command_id
@answers_json
@pass_session
def undo(session: Session, *, incident_id: str, step: str | None, yes: bool, command_id: str | None) -> None:
    """Take it back, on whatever step it stands if none is named, and say which one it was.

    Whoever has done something else since, and names no step, is asked first.
    """
    meant = known_step(session, incident_id, step) if step is not None else None
    is_repeated = command_id is not None and session.services.log.command(command_id) is not None
    if meant is None and not yes and not is_repeated:
        _ask_of_what_was_done_since(session, incident_id)
    outcome = act(session, incident_id, UndoMark(by=session.by, step=meant), command_id)
    for marked in say_taken_back(session, outcome):
        say_stepped(session, outcome, marked)
    deliver(session, outcome)


def _ask_of_what_was_done_since(session: Session, incident_id: str) -> None:
    """Where the last act is none that undo reaches: which it is, what would be taken back instead, and whether to."""
    known = session.load(incident_id)
    entries = session.services.log.read(known.id)
    later = later_act(entries, session.by)
    if later is None:
        return
    mark = mark_to_undo(known, session.by)  # or the refusal: nobody is asked about what cannot be
    speech = session.speech(known.bundle)
    meant = mark.progress.mark if isinstance(mark, OnStep) else mark.mark
    marked = next(entry for entry in entries if entry.event_id == meant)
    time = speech.when(marked.occurred_at, session.now())
    say(later_words(later, speech))
    for words in _recalling(session, known, mark) if isinstance(mark, OnStep) else ():
        say(words)
    question = _("Take back what you did before it: {words} ({time})?")
    require_consent(session, question.format(words=line(marked, speech).words, time=time), _("Nothing was taken back."))


def _recalling(session: Session, incident: Incident, mark: OnStep) -> list[str]:
    """What would become of the messages that the mark sent."""
    from incident.application.messages.recalling import recalls_of  # here: mostly nothing is asked
    from incident.wording.recalling import recalling_words

    recalls = recalls_of(incident, mark, session.services.outbox.deliveries(incident.id))
    return recalling_words(recalls, session.speech(incident.bundle))


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
