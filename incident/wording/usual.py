"""The usual reasons that a person picks with one digit, and the same reason read in another language later.

The log keeps the words as the person saw them. A reason of this table is shown in the language of whoever reads it, any
other as it was typed.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from incident.i18n import N_, _, current, in_each

__all__ = [
    "DEFERRED",
    "ENDED",
    "EVERY",
    "HELD",
    "LET_IN",
    "LOWERED",
    "NOT_TOLD",
    "OVERRIDDEN",
    "PAUSED",
    "RAISED",
    "RULED_OUT",
    "TAKEN_BACK",
    "THANKED",
    "TOLD",
    "reread",
    "spoken",
]

RULED_OUT: Final = (
    N_("No such system here"),
    N_("Already so"),
    N_("Another team does it"),
    N_("Not this kind of event"),
)
OVERRIDDEN: Final = (N_("Seen another way"), N_("The sensor is wrong"), N_("No longer needed"))
HELD: Final = (N_("Phone call"), N_("Waiting for a person"), N_("Waiting for a system"), N_("Hand-over"))
DEFERRED: Final = (
    N_("No answer, try again"),
    N_("Waiting for approval"),
    N_("Not possible yet"),
    N_("Less urgent now"),
)
RAISED: Final = (N_("It is worse than we thought"), N_("Not sure: the higher one"))
LOWERED: Final = (N_("The rule for lowering has held"),)
TOLD: Final = (N_("by phone"), N_("in person"))
NOT_TOLD: Final = (N_("It does not concern them"), N_("They wait for the next update"), N_("They would act too early"))
PAUSED: Final = (N_("They are on their way"), N_("We have them on the phone"), N_("Somebody is calling them now"))
LET_IN: Final = (N_("It concerns them now"), N_("They were left out by mistake"))
THANKED: Final = (N_("Thank you, that helped"), N_("Thank you, it was not this after all"))
ENDED: Final = (N_("No longer needed"), N_("Nobody has it"), N_("Another resource does it"))
TAKEN_BACK: Final = (N_("Entered by mistake"), N_("It was another one"))

CEASED: Final = (N_("REAL EVENT"),)
"""The reserved word of an exercise."""
EVERY: Final = (
    *RULED_OUT, *OVERRIDDEN, *HELD, *DEFERRED, *RAISED, *LOWERED, *TOLD, *NOT_TOLD, *PAUSED, *LET_IN, *THANKED, *ENDED,
    *TAKEN_BACK, *CEASED,
)  # fmt: skip
"""No two of them read alike in one language, else one would come back as the other."""


def spoken(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons in the language in use, in the order of the digits that pick them."""
    return tuple(map(_, reasons))


def reread(words: str) -> str:
    """A usual reason in the language in use, whichever it was picked in; any other words as they are."""
    if current() == "en" and words.isascii():
        return words  # the Chinese catalogue takes 10 ms to load, and could say nothing of these
    known = _by_words().get(words)
    return _(known) if known else words


@cache
def _by_words() -> dict[str, str]:
    return {words: reason for reason in EVERY for words in in_each(reason)}
