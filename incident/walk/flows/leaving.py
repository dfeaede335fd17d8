"""Leaving the program while one leads: everybody goes on seeing them in command (reference/UX.md C, `q`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.keys import key_of

__all__ = ["LeaveFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFlow:
    """One card, with a key of its own."""

    led: Sequence[str]
    """The open incidents that the person leads."""
    unsent: str = ""
    """How many messages have not left and what sends them; '' where all have."""
    name: str = "leave"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("LEAVE THE PROGRAM")

    def part(self, answers: Answers) -> Part:
        """Whom it concerns, then the end."""
        if "sure" in answers:
            return Ready(leaves=True)
        words = _("You lead {incidents}, and go on leading for everybody else.").format(
            incidents=_(", ").join(self.led)
        )
        notes = (
            *([self.unsent] if self.unsent else []),
            _("{key} on the walk hands command over.").format(key=key_of("walk.handover", "H")),
            _("Everything is saved; the next start shows the same step."),
        )
        key = Key(key="y", word="yes", words=_("leave all the same"), value="yes")
        return Card(id="sure", words=words, notes=notes, keys=(key,), is_guarded=True)
