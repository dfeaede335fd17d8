"""How long a case may wait, by the policy of the workspace.

Policies differ (REQUIREMENTS B3 and B8), so each names its source; without one a first answer is due within 24 h and
the end within 48 h (reference/STANDARDS.md 7.0). The cases of one entry keep the policy of the day on which they came.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ASKED_WITHIN_DAYS", "CaseLimits", "CasePolicy", "limits_of"]

ASKED_WITHIN_DAYS: Final = 3
"""Working days from the end of a case in which its customer is asked whether they are content (REQUIREMENTS B10)."""

_ANSWER, _DONE = timedelta(hours=24), timedelta(hours=48)
_MINUTE = timedelta(minutes=1)


class CaseLimits(Frozen):
    """What holds for the cases of one entry, in minutes from when each came in: at tier 1, 2 and 3."""

    answer: tuple[int, int, int] = (24 * 60,) * 3
    done: tuple[int, int, int] = (48 * 60,) * 3
    source: str = ""
    """What the policy goes by, in words of `incident.yaml`; '' for the limits of this program."""
    calendar: str = ""
    """The calendar whose working days count for the question whether a customer is content; '' for Monday to Friday."""

    def answer_within(self, tier: Tier) -> timedelta:
        """The time for the first answer."""
        return self.answer[tier - 1] * _MINUTE

    def done_within(self, tier: Tier) -> timedelta:
        """The time for all of it."""
        return self.done[tier - 1] * _MINUTE


class CasePolicy(Frozen):
    """What a workspace says of cases."""

    limits: CaseLimits = CaseLimits()
    shown_to: tuple[str, ...] = ("commander", "customer-liaison")
    """The roles that may see how a customer is reached; whoever owns a case always may."""


def limits_of(
    answer: Mapping[Tier, timedelta], done: Mapping[Tier, timedelta], source: str, calendar: str
) -> CaseLimits:
    """The limits by tier; one that is not stated is that of the laxer tier, and never laxer than it."""
    return CaseLimits(answer=_spread(answer, _ANSWER), done=_spread(done, _DONE), source=source, calendar=calendar)


def _spread(stated: Mapping[Tier, timedelta], usual: timedelta) -> tuple[int, int, int]:
    general = stated.get(Tier.GENERAL, usual)
    serious = min(stated.get(Tier.SERIOUS, general), general)
    major = min(stated.get(Tier.MAJOR, serious), serious)
    return major // _MINUTE, serious // _MINUTE, general // _MINUTE
