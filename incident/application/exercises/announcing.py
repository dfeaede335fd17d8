"""Tells people of planned exercises through the outbox, marked, by the targets for exercises alone (ADR 38).

Apart from what is due, which the domain says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.noticing import Notice, hand_over, unreached_of
from incident.domain.frozen import Frozen
from incident.domain.messages.alone import NOTICE_RUNBOOK

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.exercises.announcing import Announcement

__all__ = ["Told", "announce"]

_PHASE: Final = {"en": "Exercise notice", "zh-CN": "演练通知"}


class Told(Frozen):
    """What became of one announcement."""

    announcement: Announcement
    record: str
    unreached: Sequence[str]
    """People, by id, to whom no way for exercises leads."""


def announce(
    services: Services,
    due: Announcement,
    words: Mapping[str, tuple[str, str]],
    because: str,
    meeting: Mapping[str, Mapping[str, str]],
) -> Told | None:
    """Hand it to the outbox; None if others did or do that. One that broke off is gone on with, whoever began it.

    The other arguments and what it raises are those of `hand_over`; `meeting` is what its calendar says, by language.
    """
    notice = Notice(
        name=due.name, told=due.told, runbook=NOTICE_RUNBOOK, phase=_PHASE, is_secret=due.is_secret, kept=meeting
    )
    record = hand_over(services, notice, words, because)
    return Told(announcement=due, record=record, unreached=unreached_of(services, notice)) if record else None
