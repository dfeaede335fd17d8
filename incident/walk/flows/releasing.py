"""A text that waits for its approval: read to its end, then let go as it was written.

Apart from the writing of it: the text of a step is let go by its mark, one outside the steps by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.informing import approver_for
from incident.domain.messages.message import Message
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.flows.messages import (
    ASK,
    TellFlow,
    agreed,
    approval_keys,
    gone_words,
    message_text,
    old_notes,
    reaches,
    told_notes,
)
from incident.walk.moment import Walk
from incident.wording.approving import own_words
from incident.wording.promising import stale_words
from incident.wording.safe import clean_line

__all__ = ["ReleaseFlow", "release_flow"]


def release_flow(
    walk: Walk, item: Item | None, message: Message, people: Sequence[Person] = ()
) -> TellFlow | ReleaseFlow:
    """The dialogue that lets it go."""
    return TellFlow(walk=walk, item=item, people=people) if item else ReleaseFlow(walk=walk, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFlow:
    """A text outside the steps: its approver lets it go, or who enters that they agreed by phone."""

    walk: Walk
    message: Message
    more: tuple[Key, ...] = ()
    """What else may be done with it."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"release.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("APPROVE {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """The card, then the message."""
        walk, message = self.walk, self.message
        role = approver_for(walk.incident, message.audience)
        if "send" not in answers:
            return self._card(role)
        order = c.ReleaseMessage(by=walk.person, message=message.id, approved_by=agreed(walk, role, answers))
        return Ready(commands=(order,), said=gone_words(walk, message.audience, _("The message is on its way.")))

    def _card(self, role: str | None) -> Card:
        walk, message = self.walk, self.message
        stuck = own_words(walk.incident, message, walk.speech)
        keys = () if stuck else approval_keys(walk, role, message.author, is_heard=reaches(walk, message.audience))
        written = _("Written by {person} {time}, and waits.").format(
            person=walk.speech.person(message.author), time=walk.speech.when(message.drafted_at, walk.now)
        )
        stale = stale_words(walk.incident, message, walk.speech, walk.now)
        text = message_text(walk, message.template, message.audience, message)
        told = told_notes(walk, message.template, message.audience, message)
        notes = (written, *stuck, *told, *stale, *old_notes(walk, message), *text)
        words = _("Send this to {audience}?").format(audience=walk.speech.audience(message.audience))
        keys = (*(key for key in keys if key.value != ASK), *self.more)
        return Card(id="send", words=words, notes=notes, keys=keys, is_guarded=True)
