"""Asks before the record says that somebody read, or was told, what never went to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from incident.application.messages.reach import belonging
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.domain.decide import decide
from incident.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.ports import Delivery
    from incident.cli.session import Session
    from incident.domain.commands import AcknowledgeMessage, TellOtherwise

__all__ = ["agree_to_stranger"]


def agree_to_stranger(
    session: Session,
    order: AcknowledgeMessage | TellOtherwise,
    who: str,
    rows: Sequence[Delivery],
    now: datetime,
    *,
    asked: str,
) -> None:
    """Ask so, where nothing of the message went to `who` and it is not for them; `rows` are its deliveries.

    Raises:
        Refused: the rules do not allow it.
        click.exceptions.Exit: it was not meant, or nobody is there to answer.
    """
    incident, directory, speech = session.incident, session.services.directory, session.speech()
    if incident is None:
        return
    decide(incident, order, now)
    message = incident.messages[order.message]
    names = {row.recipient for row in rows}
    known = {rung.who for rung in message.rungs} | {each.id for each in directory.people() if each.name in names}
    if who in names | known or who in belonging(incident, directory, message.audience, now):
        return
    words = _("Nothing of {message} went to {person}. It went to: {names}.")
    listed = _(", ").join(speech.recipient(name) for name in dict.fromkeys(row.recipient for row in rows))
    say(words.format(message=message.id, person=speech.reader(who), names=listed or _("nobody")))
    if not session.at_terminal:
        say(_("Nothing was noted. Say --yes to note it all the same."))
        raise click.exceptions.Exit(Exit.USAGE)
    if not click.confirm(asked, err=True):
        say(_("Nothing was noted."))
        raise click.exceptions.Exit(Exit.REFUSED)
