"""What undo would take back, in words; and whether it was the last that the person did.

Apart from the undoing itself, which is a command like any other.
"""

from __future__ import annotations

from collections.abc import Iterable

from incident.domain.events import Recorded, StepMark
from incident.domain.incident import Progress
from incident.walk.moment import Walk
from incident.wording.steps import state_word

__all__ = ["later_act", "undo_words"]


def later_act(entries: Iterable[Recorded], person: str) -> Recorded | None:
    """The last act of the person, if that is none that undo takes back; else None."""
    own = [entry for entry in entries if entry.person == person]
    return own[-1] if own and not isinstance(own[-1].event, StepMark) else None


def undo_words(walk: Walk, step: str, progress: Progress) -> str:
    """The mark in a few words: `7 as expected 03:14`."""
    item = walk.checklist.item(step)
    number = item.number if item else step
    return f"{number} {state_word(progress.state)} {walk.speech.when(progress.at, walk.now)}"
