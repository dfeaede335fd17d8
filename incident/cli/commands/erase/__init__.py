"""`incident erase`: destroys the words of an entry and of the messages written from them; the entry itself stays.

Only one's own words go at once. What others wrote, evidence, and what the workspace's rules say is due, goes in two
steps: one proposes, another confirms.
"""

from __future__ import annotations

import click

from incident.application.messages.echoes import echoes, rest_of, texts_of
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id
from incident.cli.asking import require_consent
from incident.cli.commands.erase.in_two_steps import (
    because_that_stays,
    confirm_erasure,
    decline_erasure,
    propose_due,
    propose_erasure,
    say_that_it_stays,
)
from incident.cli.output import say
from incident.cli.parameters import INCIDENT_ID, SEQ
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import EraseContents
from incident.domain.decide import decide
from incident.i18n import N_, _
from incident.wording.erasing import stays_words
from incident.wording.safe import clean_line

__all__ = ["erase"]


@command("erase", json_shape=ACT_SHAPE)
@argument("ID", "incident_id", type=INCIDENT_ID, required=False)
@argument("SEQ", type=SEQ, required=False)
@because_that_stays
@option(
    "--propose",
    is_flag=True,
    help=N_("Ask for it; somebody else confirms. What others wrote, and evidence, goes only so."),
)
@option("--due", is_flag=True, help=N_("Propose what the retention rules of the workspace say is due."))
@option(
    "--confirm",
    metavar="ERASURE",
    help=N_(
        "Destroy what somebody else proposed: X1, X2 … With --as it enters the word of whoever agreed, "
        "such as by phone; the record names both, and on SQLite no login is checked."
    ),
)
@option("--decline", metavar="ERASURE", help=N_("Leave what was proposed as it is: --because."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@command_id
@answers_json
@pass_session
def erase(
    session: Session,
    *,
    incident_id: str | None,
    seq: int | None,
    because: str | None,
    propose: bool,
    due: bool,
    confirm: str | None,
    decline: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """One of the ways; a line that names two, or none, is wrong."""
    if sum(map(bool, (due, confirm, decline, propose))) > 1:
        raise click.UsageError(_("Say only one of --propose, --due, --confirm and --decline."))
    if due:
        propose_due(session, incident_id)
        return
    if incident_id is None:
        raise click.UsageError(_("Say the incident as well, or --due."))
    if confirm:
        confirm_erasure(session, incident_id, confirm.upper(), command_id, yes=yes)
    elif decline:
        decline_erasure(session, incident_id, decline.upper(), because or "", command_id)
    elif seq is None:
        raise click.UsageError(_("Say the number of the entry as well."))
    elif propose:
        propose_erasure(session, incident_id, seq, because or "", command_id)
    else:
        _erase(session, incident_id, seq, because or "", command_id, yes=yes)


def _erase(session: Session, incident_id: str, seq: int, because: str, command_id: str | None, *, yes: bool) -> None:
    """Name the messages that carry the same words, ask, and destroy all of them."""
    incident, entries = session.load(incident_id), session.services.log.read(incident_id)
    contents = tuple(t.content_id for entry in entries if entry.seq == seq for t in texts_of(entry.event))
    order = EraseContents(by=session.by, seq=seq, contents=contents, because=because)
    complete = session.services.service.completing(incident_id, order)
    decide(incident, complete, session.now(command_id))  # nobody is asked about what cannot be
    drafts = {message.drafted_seq: message.id for message in incident.messages.values()}
    for echo, _contents in echoes(entries, seq, contents):
        say(_("Message {message} carries the same words; they go too.").format(message=clean_line(drafts[echo])))
    stays = any(rest_of(entry.event) for entry in entries if entry.seq == seq)
    if stays:
        say(stays_words((seq,)))
    say_that_it_stays(because)
    if not yes:
        require_consent(
            session, _("Erase the words of entry {seq} for ever?").format(seq=seq), _("Nothing was erased.")
        )
    act(session, incident_id, order, command_id)
    gone = _("The reason in entry {seq} is gone; the record still verifies.")
    if not stays:
        gone = _("The words of entry {seq} are gone; the record still verifies.")
    say(gone.format(seq=seq))
