"""How an incident stands at a moment, and until when it stays so: what the passing of time alone does not change.

Apart from the moment that is shown, which is another one every second: the rules are asked again when an instant comes
that one of them hangs on, and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from incident.domain.grading.proposals import Proposal, proposals
from incident.domain.incident import Incident
from incident.domain.questions.waiting import open_questions
from incident.domain.timing.clocks import Clock, running_clocks
from incident.domain.timing.present import Present
from incident.domain.walking.checklist import Checklist, build_checklist

__all__ = ["Stand"]


class Stand:
    """What the rules say of one incident; each of it is computed when it is first asked for."""

    def __init__(self, incident: Incident, now: datetime) -> None:
        self._incident = incident
        self._now = Present.of(now)

    @cached_property
    def checklist(self) -> Checklist:
        """The effective checklist."""
        return build_checklist(self._incident, self._now)

    @cached_property
    def clocks(self) -> Sequence[Clock]:
        """The running clocks, the earliest due first."""
        return running_clocks(self._incident, self.checklist, self._now)

    @cached_property
    def proposals(self) -> Sequence[Proposal]:
        """The changes of tier that the facts call for."""
        return proposals(self._incident, self._now)

    @cached_property
    def unanswered(self) -> Sequence[int]:
        """The questions whose time is up, by number."""
        return [each.seq for each in open_questions(self._incident) if self._now >= each.due_at]

    def lasts(self, incident: Incident, now: datetime) -> bool:
        """Whether the incident stands the same at that moment."""
        if incident is not self._incident:
            return False
        # What was not asked yet might be otherwise by then.
        _ = self.checklist, self.clocks, self.proposals, self.unanswered
        return self._now.lasts(now)
