"""A report for outsiders: what happened and when, without what people wrote, whom messages went to, what was stated.

Apart from calling people by their roles: that changes how somebody is called, this takes out what somebody said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from incident.application.review import Review
from incident.application.review.rows import DeliveryRow, MessageRow
from incident.domain import events as e
from incident.domain.content import FreeText, PinnedBundle, PinnedRegister
from incident.domain.improving.plan import Debriefed
from incident.i18n import _

__all__ = ["for_the_cover", "redacted"]

_TOLD: Final = (
    e.IncidentDeclared,
    e.TierRaised,
    e.TierLowered,
    e.RunbookAdded,
    e.MilestoneMarked,
    e.StepCompleted,
    e.StepAnswered,
    e.StepNotAsExpected,
    e.StepOverridden,
    e.MessageReleased,
    e.MessageDelivered,
    e.ReportFiled,
    e.IncidentClosed,
    e.ExerciseStarted,
    e.ExerciseEnded,
)
"""The entries that outsiders read, without their words; every other kind is left out, also one that is yet to come."""
_WHOLE: Final = (PinnedBundle, PinnedRegister)
"""What stays as it is: the words of documents, of which the report takes titles."""
_T = TypeVar("_T")


def redacted(review: Review) -> Review:
    """The same review without free words, facts, notes, recipients and reasons of failure."""
    told = replace(
        review,
        log=tuple(entry for entry in review.log if isinstance(entry.event, _TOLD)),
        messages=tuple(map(_message, review.messages)),
        not_told=(),
        decisions=(),
        findings=(),
        actions=(),
        said=(),
        rated=(),
        debriefed=Debriefed(sharing=review.debriefed.sharing),
        exercise=None,
    )
    return _without_words(told)


def for_the_cover(review: Review) -> Review:
    """The whole review but for what signers called themselves: whose it is and what nobody signed is no secret.

    The cover takes no other words of people from it, and counts entries that outsiders do not read.
    """
    return replace(review, signatures=tuple(each.changed(capacity=None) for each in review.signatures))


def _message(row: MessageRow) -> MessageRow:
    deliveries = tuple(_delivery(each, row.audience) for each in row.deliveries)
    return row.changed(deliveries=deliveries, acknowledged_by=(), acknowledgements=())


def _delivery(row: DeliveryRow, audience: str) -> DeliveryRow:
    return row.changed(recipient=audience, target="-", last_detail="")


def _without_words(value: _T) -> _T:
    """The value with every text of a person replaced, however deep it stands."""
    kept: Any = value
    if isinstance(kept, FreeText):
        return FreeText(words=_("(left out)"))  # type: ignore[return-value]  # of the same type as it came
    if isinstance(kept, _WHOLE):
        return value
    if isinstance(kept, tuple):
        return tuple(_without_words(each) for each in kept)  # type: ignore[return-value]  # as above
    if isinstance(kept, Mapping) and any(isinstance(each, FreeText) for each in kept.values()):
        return {key: _without_words(each) for key, each in kept.items()}  # type: ignore[return-value]  # as above
    if is_dataclass(kept) and not isinstance(kept, type):
        before = {one.name: getattr(kept, one.name) for one in fields(kept)}
        after = {name: _without_words(each) for name, each in before.items()}
        changed = {name: each for name, each in after.items() if each is not before[name]}
        return replace(kept, **changed) if changed else value  # type: ignore[return-value]  # as above
    return value
