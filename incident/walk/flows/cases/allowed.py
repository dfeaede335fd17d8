"""Whether somebody may begin a dialogue about cases: asked before anybody types a word in it.

Apart from the dialogues, because the rules refuse it at their end all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.cases.register import register_of
from incident.domain.commands import ProposeErasure
from incident.domain.decide.cases.acting import standing_cases
from incident.domain.decide.cases.allowing import require_hand, require_offered
from incident.domain.decide.cases.erasing import require_privy
from incident.domain.refusals import Refused
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal

__all__ = ["not_theirs"]

_OF_THE_OWNER: Final = frozenset(
    {"case-answer", "case-told", "case-done", "case-pause", "case-more-time", "case-content"}
)
"""What is said of a customer by whoever deals with them."""
_OF_THE_OFFERED: Final = frozenset({"case-accept", "case-hand-on"})
"""Whose a case is: for those of the incident, and whom it was handed on to."""


def not_theirs(walk: Walk, name: str, numbers: Sequence[int]) -> str:
    """Why whoever looks may not say this of these cases, and who may; '' where they may."""
    shown_to = walk.directory.case_policy().shown_to if walk.directory is not None else ()
    register = register_of(walk.incident)
    try:
        if name == "case-erase":
            order = ProposeErasure(by=walk.person, entries=(), because="", cases=tuple(numbers), shown_to=shown_to)
            require_privy(walk.incident, standing_cases(register, numbers), order)
        elif name in _OF_THE_OFFERED:
            require_offered(walk.incident, register, numbers, walk.person)
        elif name in _OF_THE_OWNER:
            require_hand(walk.incident, register, numbers, walk.person, shown_to)
    except Refused as refused:
        return say_refusal(refused, walk.speech, walk.now)
    return ""
