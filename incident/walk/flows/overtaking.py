"""What an open card says of its step once somebody else has marked it or ruled it out."""

from __future__ import annotations

from incident.domain.incident import StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.moment import Walk
from incident.wording.quoting import said as quoted

__all__ = ["marked_by", "overtaken_words"]


def overtaken_words(walk: Walk, item: Item, marked: str) -> str:
    """Who was first, when and why; `marked` says it of a step that counts as done. '' while the step is open."""
    progress = item.progress
    if not item.is_complete or progress is None:
        return ""
    if item.state is not StepState.NOT_APPLICABLE:
        return marked.format(**marked_by(walk, item))
    words = _("{person} ruled step {number} out at {time}: '{why}'. What you typed is kept, not recorded.")
    return words.format(**marked_by(walk, item), why=quoted(progress.words) if progress.words else "-")


def marked_by(walk: Walk, item: Item) -> dict[str, str]:
    """The fields of a sentence about who marked the step, and when; none of a step that nobody marked."""
    if item.progress is None:
        return {}
    person, time = walk.speech.person(item.progress.by), walk.speech.when(item.progress.at, walk.now)
    return {"person": person, "number": item.number, "time": time}
