"""Which acts let whoever looks at another step go on looking at it: they leave it open, so the next word is about it.

Apart, because the screen and the line mode keep the look alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain import commands as c

__all__ = ["ends_look"]

STAYS: Final = (c.AddNote, c.CorrectEntry, c.RecordFact, c.AskQuestion, c.AnswerQuestion, c.TakeStep, c.ExtendTimer)


def ends_look(commands: Sequence[object]) -> bool:
    """Whether the box goes back to the current step: only the acts that leave every step open keep it where it is."""
    return not all(isinstance(command, STAYS) for command in commands)
