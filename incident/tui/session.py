"""What all screens share: the gateway, the drafts, and who sits here once the workspace is known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from incident.tui.look import Look
from incident.wording.speech import Speech

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Sequence

    from incident.application.ports import Person
    from incident.domain.content import PinnedRegister
    from incident.domain.duties.rota import Rota
    from incident.domain.incident import Incident
    from incident.domain.runbooks.runbook import Bundle
    from incident.tui.gateway import Gateway
    from incident.walk.drafts import Drafts
    from incident.walk.moment import Walk

__all__ = ["Session"]


@dataclass(slots=True, kw_only=True)
class Session:
    """One person at one terminal; filled in when the gateway has opened the workspace."""

    gateway: Gateway
    look: Look = field(default_factory=Look)
    drafts: Drafts | None = None
    person: str = ""
    people: Sequence[Person] = field(default_factory=tuple)
    reached: Sequence[Person] = field(default_factory=tuple)
    """The same people with the ways of real incidents alone, for where none is open."""
    rotas: Sequence[Rota] = field(default_factory=tuple)
    zone: str = "UTC"
    contact: str = ""
    workspace: str = ""
    root: str = ""
    """The folder of the workspace."""
    unsent: int = 0
    """Messages that wait to be sent, as last seen."""
    told: set[tuple[str, int]] = field(default_factory=set)
    """The questions, by incident and number, whose answers whoever sits here was told of."""
    begun: set[str] = field(default_factory=set)
    """The incidents whose first lines have come up by themselves; from then on their key brings them."""
    is_held: bool = False
    """Whether the log is a copy that sends nothing before a person confirms it, as last seen."""

    def speech(
        self, bundle: Bundle | None = None, law: PinnedRegister | None = None, incident: Incident | None = None
    ) -> Speech:
        """How things are called for this person now."""
        return Speech.to(self.people, zone=self.zone, bundle=bundle, law=law, incident=incident)

    @property
    def has_begun(self) -> bool:
        """Whether a declaration waits that was begun and left."""
        return self.drafts is not None and self.drafts.find("declare", "") is not None

    def seen(self, walk: Walk) -> Walk:
        """What was read of an incident, now and in this person's words."""
        from incident.walk.half_typed import with_half_typed  # here: the first frame is of no incident

        incident = walk.incident
        speech = self.speech(incident.bundle, incident.law.pinned, incident)
        drafts, now = self.drafts, self.gateway.now()
        if drafts is None:
            return replace(walk, speech=speech, now=now)
        seen = replace(walk, speech=speech, now=now, unsaved=drafts.unsaved(incident.id))
        return with_half_typed(seen, drafts)
