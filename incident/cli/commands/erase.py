"""`incident erase`: destroys the words of an entry and of the messages written from them; the entry itself stays."""

from __future__ import annotations

from incident.application.echoes import echoes, texts_of
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.asking import require_consent
from incident.cli.output import say
from incident.cli.parameters import SEQ
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import EraseContents
from incident.domain.decide import decide
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["erase"]


@command("erase", json_shape=ACT_SHAPE)
@incident_id
@argument("SEQ", type=SEQ)
@because
@option("--yes", is_flag=True, help=N_("Do not ask."))
@command_id
@answers_json
@pass_session
def erase(
    session: Session, *, incident_id: str, seq: int, because: str | None, yes: bool, command_id: str | None
) -> None:
    """Name the messages that carry the same words, ask, and destroy all of them."""
    incident, entries = session.load(incident_id), session.services.log.read(incident_id)
    contents = tuple(t.content_id for entry in entries if entry.seq == seq for t in texts_of(entry.event))
    order = EraseContents(by=session.by, seq=seq, contents=contents, because=because or "")
    decide(incident, order, session.now(command_id))  # nobody is asked about what cannot be
    drafts = {message.drafted_seq: message.id for message in incident.messages.values()}
    for echo, _contents in echoes(entries, seq, contents):
        say(_("Message {message} carries the same words; they go too.").format(message=clean_line(drafts[echo])))
    if not yes:
        require_consent(
            session, _("Erase the words of entry {seq} for ever?").format(seq=seq), _("Nothing was erased.")
        )
    act(session, incident_id, order, command_id)
    say(_("The words of entry {seq} are gone; the record still verifies.").format(seq=seq))
