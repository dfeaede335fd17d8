"""What a change of tier takes off the list: open steps of the old tier, and the questions that stay all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.i18n import _
from incident.wording.tiers import tier_word

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["asked_beyond", "dropped_words", "owed_words"]


def dropped_words(checklist: Checklist, to: Tier, speech: Speech) -> Iterator[str]:
    """Which open steps the tier no longer asks for, and which of them stay because somebody was asked."""
    going = [item for item in checklist.open_work if item.number and to not in item.step.tiers]
    asked = [item for item in going if item.state is StepState.ASKED]
    gone = [item for item in going if item not in asked]
    if gone:
        yield _("No longer asked at {tier}: {steps}.").format(tier=tier_word(to), steps=_named(gone, speech))
    if asked:
        yield _("Stays open, for somebody was asked: {steps}.").format(steps=_named(asked, speech))


def asked_beyond(incident: Incident, checklist: Checklist) -> Sequence[Item]:
    """The open questions on steps that the tier no longer asks for."""
    return [item for item in checklist.in_state(StepState.ASKED) if incident.tier not in item.step.tiers]


def owed_words(incident: Incident, checklist: Checklist, speech: Speech) -> Iterator[str]:
    """A sentence for each such question: who still owes the answer."""
    for item in asked_beyond(incident, checklist):
        person = item.progress.until_person if item.progress else None
        words = _("{person} was asked {step}; the tier changed, the question stands")
        yield words.format(person=speech.person(person or ""), step=_named([item], speech))


def _named(items: Sequence[Item], speech: Speech) -> str:
    return _(", ").join(f"{item.number} {speech.step(item.step.id)}".strip() for item in items)
