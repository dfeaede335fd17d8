"""`incident note` and `incident correct`: words for the timeline."""

from __future__ import annotations

import sys
from typing import Final

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.output import say
from incident.cli.parameters import SEQ
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain.commands import AddNote, CorrectEntry
from incident.domain.events import NoteKind
from incident.i18n import N_, _

__all__ = ["correct", "note"]

_KINDS: Final = {
    "F": N_("A fact."),
    "A": N_("An action."),
    "D": N_("A decision."),
    "Q": N_("A question."),
    "T": N_("Something to do afterwards."),
    "P": N_("A step of the runbook is wrong or unclear."),
    "R": N_("The same event, reported again."),
}
_MOST_READ: Final = 100_000
"""Characters taken from stdin: more than any note may have, so that the rules can say that it is too long."""


@command("note", words=_KINDS, json_shape=ACT_SHAPE)
@incident_id
@argument("TEXT")
@option(
    "--kind",
    type=OneOf([kind.value for kind in NoteKind], case_sensitive=False),
    default=NoteKind.FACT.value,
    show_default=True,
    metavar="F|A|D|Q|T|P|R",
    help=N_("What kind of line it is."),
)
@option("--step", metavar="STEP", help=N_("The step that it is about."))
@command_id
@answers_json
@pass_session
def note(session: Session, *, incident_id: str, text: str, kind: str, step: str | None, command_id: str | None) -> None:
    """Write the line; `-` reads it from stdin."""
    words = _typed() if text == "-" else text
    about = _meant(session, incident_id, step) if step is not None else None
    order = AddNote(by=session.by, text=words, kind=NoteKind(kind.upper()), step=about)
    outcome = act(session, incident_id, order, command_id)
    if outcome.entries:
        say(_("Noted as entry {seq} of {incident}.").format(seq=outcome.entries[0].seq, incident=outcome.incident.id))


def _meant(session: Session, incident_id: str, step: str) -> str:
    from incident.cli.named import known_step  # here: most notes are about no step

    return known_step(session, incident_id, step)


def _typed() -> str:
    """What comes in on stdin; nothing, if that was closed."""
    return sys.stdin.read(_MOST_READ) if sys.stdin else ""


@command("correct", json_shape=ACT_SHAPE)
@incident_id
@argument("SEQ", type=SEQ)
@argument("TEXT")
@command_id
@answers_json
@pass_session
def correct(session: Session, *, incident_id: str, seq: int, text: str, command_id: str | None) -> None:
    """Put the words beside the entry, which stays as it is."""
    act(session, incident_id, CorrectEntry(by=session.by, seq=seq, text=text), command_id)
    say(_("The correction stands beside entry {seq}.").format(seq=seq))
