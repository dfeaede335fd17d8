"""What kinds of clocks there are.

Apart from the clocks themselves, because a list says which one is due next without knowing the rules of any.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ClockKind"]


class ClockKind(StrEnum):
    """What a clock measures."""

    UPDATE = "update"
    RESTORE = "restore"
    PHASE = "phase"
    STEP = "step"
    TIMER = "timer"
    ASKED = "asked"
    REPORT = "report"
    """A report that the law asks for; it runs on after closing, and no change of tier moves it."""
    UNVERIFIED = "unverified"
    """The same by a rule whose wording nobody has seen."""
    CASE_ANSWER = "case-answer"
    """First answers to customers, those due within one hour as one clock."""
    CASE_DONE = "case-done"
    """The end of their cases, in the same way."""
    CASE_ASK = "case-ask"
    """Whether the customers whose cases ended are content: the first of them, in three working days."""
    SOAK = "soak"
    """A watched condition must hold until then; ends in good news, warns nobody."""
    WAIT = "wait"
    """A wait is over then, by itself; it warns nobody either."""
    ROUND = "round"
    """The coming round of a repeat begins then; warns once, when it should."""
