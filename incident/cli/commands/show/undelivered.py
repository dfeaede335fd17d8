"""What of an incident's messages needs a person: what did not arrive, what waits in vain, what nobody has answered.

Apart from the rest of the glance, of which each part is about another matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.delivery.turns import silences_of
from incident.i18n import _
from incident.wording.delivery import counted_by_state, stuck_words, targetless_words
from incident.wording.escalating import silence_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from incident.application.ports import Delivery
    from incident.cli.commands.show import View
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["messages_needing", "nobody_reached", "silent_lines"]


def messages_needing(view: View) -> Iterator[str]:
    """Each with what to type."""
    states = [counted_by_state(view.troubled)] if view.troubled else []
    states += [stuck_words(view.stuck)] if view.stuck and not view.gets_nothing_out else []
    states += [targetless_words(view.targetless)] if view.targetless else []
    if states:
        yield _("Messages: {states}.").format(states=_(", ").join(states))
        yield f"  incident message list {view.incident.id}"
    yield from view.silent


def nobody_reached(view: View, most: int) -> Iterator[str]:
    """Whom a message was to tell, and nobody has."""
    for each in view.incident.unreached[:most]:
        said = _("{audience}: nobody was reached. Tell them otherwise, then note it:")
        yield said.format(audience=view.speech.audience(each.audience))
        yield f"  incident message told {view.incident.id} {clean_line(each.id)} …"


def silent_lines(incident: Incident, rows: Sequence[Delivery], now: datetime, speech: Speech) -> Iterator[str]:
    """What nobody has answered though nobody more is asked, each with what to type once one of them was phoned."""
    for each in silences_of(incident, rows, now):
        yield silence_words(each, speech, now)
        who = clean_line(next(iter(each.people), "…"))
        yield f"  incident message ack {incident.id} {clean_line(each.message.id)} --for {who} --how …"
