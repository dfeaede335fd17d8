"""`incident db confirm`: a person's word that a restored log is the one, and may send."""

from __future__ import annotations

from incident.cli.answering import answers_with
from incident.cli.asking import require_consent
from incident.cli.output import say
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import command, option
from incident.i18n import N_, _, ngettext
from incident.wording.custody import copied_words, held_words

__all__ = ["confirm"]

_SHAPE = "{version, said}"


def _said(_session: Session, heard: Heard) -> dict[str, object]:
    return {"said": heard.said}


@command("confirm", json_shape=_SHAPE, help=N_("Let a restored log send, once the one it was copied from is stopped."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@answers_with(_said)
@pass_session
def confirm(session: Session, *, yes: bool) -> None:
    """Say whose copy it is, ask, and name what may have gone out before."""
    outbox = session.services.outbox
    unconfirmed = outbox.unconfirmed()
    if unconfirmed is None:
        say(_("There is nothing to confirm: this log is nobody's copy, or was confirmed before."))
        return
    by = session.by
    waiting, _due = outbox.waiting()
    say(held_words(waiting))
    times = copied_words(unconfirmed, session.speech())
    if times:
        say(times)
    if not yes:
        asked = _("Is the log that it was copied from stopped for good, and may this one send?")
        require_consent(session, asked, _("Nothing was confirmed, and nothing is sent."))
    perhaps = outbox.confirm(by, session.now())
    say(_("Confirmed: messages leave again."))
    if perhaps:
        said = ngettext(
            "{count} message waited in the backup and may have gone out since: nobody knows. 'incident message list' "
            "shows it, and 'retry' sends it again; a pager's goes again by itself, marked as a possible repeat.",
            "{count} messages waited in the backup and may have gone out since: nobody knows. 'incident message list' "
            "shows them, and 'retry' sends them again; a pager's goes again by itself, marked as a possible repeat.",
            perhaps,
        )
        say(said.format(count=perhaps))
