"""One message of an incident as the log, folded, has it; who read it, and who is not told on purpose.

Apart from the incident, because whoever tells, words or shows messages looks at nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from incident.domain.content import FreeText
from incident.domain.events import Rung, Wording
from incident.domain.frozen import Frozen

__all__ = ["Acknowledgement", "LeftOut", "Message", "Pause", "Told", "next_message_id"]


class Acknowledgement(Frozen):
    """That somebody read a message, or how many of a team did."""

    by: str
    at: datetime
    recorded_by: str
    """Who entered it; the same person, where somebody said it for themselves."""
    how: FreeText | None = None
    count: int | None = None
    of: int | None = None

    @property
    def is_short(self) -> bool:
        """Whether some of a team have not read it."""
        return self.count is not None and self.of is not None and self.count < self.of


class LeftOut(Frozen):
    """A decision that somebody is not told."""

    audience: str
    who: str
    """'' for the whole audience."""
    by: str
    at: datetime
    because: FreeText


class Pause(Frozen):
    """That the attempts of an escalation were put off."""

    by: str
    at: datetime
    until: datetime
    because: FreeText


class Told(Frozen):
    """That somebody told its audience, or some of it, in another way."""

    by: str
    at: datetime
    how: FreeText
    whom: tuple[str, ...] = ()
    """Who was told, by id; () for the whole audience."""


class Message(Frozen):
    """A text to an audience, from draft to acknowledgement."""

    id: str
    audience: str
    template: str
    step: str | None
    author: str
    drafted_at: datetime
    drafted_seq: int
    """The entry that wrote it."""
    wordings: Mapping[str, Wording]
    external: bool
    released_at: datetime | None = None
    released_seq: int = 0
    """The entry that released it."""
    approved_by: str | None = None
    released_by: str = ""
    """Who entered its release; whoever approved it and did not said so by phone, unless it left by night."""
    night_until: datetime | None = None
    """Where it left under the night policy: when that night ends. Who approved its text beforehand is `approved_by`."""
    night_role: str = ""
    """The role that would have had to approve it."""
    delivered_at: datetime | None = None
    """When a delivery of it was first accepted; a release alone has told nobody."""
    delivered_seq: int = 0
    """The entry that said so."""
    undelivered_seq: int = 0
    """The entry that said that all its deliveries ended without one being accepted."""
    unreachable_seq: int = 0
    """The entry that said that nobody of its audience can be reached."""
    told_at: datetime | None = None
    """When somebody said that they told its whole audience in another way; whom they told by name, `told_of` has."""
    told_by: str | None = None
    told_how: FreeText | None = None
    tellings: tuple[Told, ...] = ()
    """Each time that somebody told all of it or some in another way."""
    acknowledgements: tuple[Acknowledgement, ...] = ()
    """Each reader's latest, in the order in which they came."""
    rungs: tuple[Rung, ...] = ()
    """Its escalation as it was written up front; empty where it has none."""
    pause: Pause | None = None
    """The last time that its escalation was put off; it goes on by itself."""
    fell_back: tuple[str, ...] = ()
    """Deliveries that a target refused for good, and for which another one was found."""
    corrects: str | None = None
    """The message that it corrects."""
    to_others: Mapping[str, Wording] = field(default_factory=dict)
    """Of a correction: the text for those who never had the wrong one."""
    corrected_by: str | None = None
    """The message that corrects it; from then on nothing of it leaves."""
    kept_by: str | None = None
    """Who took the draft over from its author; None if nobody did."""
    was_undone: bool = False
    """Whether the mark that released it was undone once it had begun to leave."""
    is_withdrawn: bool = False
    """Whether the mark that wrote it was undone before it had left."""

    @property
    def acknowledged_by(self) -> tuple[str, ...]:
        """Who has said that they read it; of a team also some of it."""
        return tuple(each.by for each in self.acknowledgements)

    def came_after(self, seq: int) -> bool:
        """Whether it was written or let go after that entry."""
        return max(self.drafted_seq, self.released_seq) > seq

    def told_of(self, who: str) -> Told | None:
        """When and how that person was told by name, the last time."""
        return next((each for each in reversed(self.tellings) if who in each.whom), None)

    def paused(self, now: datetime) -> Pause | None:
        """Why nothing more of its escalation is due at this moment, if somebody put it off."""
        return self.pause if self.pause is not None and now < self.pause.until else None

    @property
    def is_undelivered(self) -> bool:
        """Whether it stands released and uncorrected, and no delivery of it was accepted since."""
        is_over = self.is_withdrawn or self.corrected_by is not None
        return self.released_at is not None and not is_over and self.delivered_seq < self.released_seq

    @property
    def has_reached_nobody(self) -> bool:
        """Whether it was let go, nobody could be reached, and nobody has said how any of them was told instead."""
        is_known = bool(self.tellings or self.acknowledged_by)
        return self.is_undelivered and self.unreachable_seq > self.released_seq and not is_known


def next_message_id(messages: Mapping[str, Message]) -> str:
    """The id of the message that is written next."""
    return f"M{len(messages) + 1}"
