"""The places of a runbook's texts, `${fact}`, filled with what is known, or left as a visible place to write.

Apart from the messages, which are a record and name what is unknown in words of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.domain.runbooks.runbook import FactType
from incident.domain.runbooks.wordings import known_values

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = ["fill_places"]

_PLACE: Final = r"\$\{([a-z_][a-z0-9_]*)\}"
_BLANK: Final = "____"
_ALWAYS: Final = frozenset({"title", "incident", "tier", "since", "next_update", "contact"})


def fill_places(words: str, speech: Speech, *, is_copied: bool = False) -> str:
    """The words with every place filled.

    In a command to copy `${HOME}` stays what it is, and a number has no commas between its thousands.
    """
    values = known_values(speech.incident, speech.language) if speech.incident and speech.incident.bundle else {}

    def filled(place: re.Match[str]) -> str:
        name = place[1]
        if name in values:
            return values[name].replace(",", "") if is_copied and _is_number(name, speech) else values[name]
        if speech.bundle is not None and speech.bundle.runbook.fact(name) is not None:
            return f"{_BLANK} ({speech.fact(name).rstrip('?？')})"
        return _BLANK if name in _ALWAYS else place[0]

    return re.sub(_PLACE, filled, words)


def _is_number(name: str, speech: Speech) -> bool:
    return speech.fact_type(name) in (FactType.NUMBER, FactType.PERCENT)
