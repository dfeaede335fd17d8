"""What the row of a case says beside its customer's own words, and can be looked for: state, channel, group.

Apart from the search in words, which knows no language; names of channels and groups are found in English too.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.i18n import _
from incident.wording.case_rows import case_standing
from incident.wording.cases import channel_word, group_word

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.cases.register import Register

__all__ = ["RowWords"]


class RowWords:
    """The rows of a register as they stand at one moment, made when one of them may hold what is typed."""

    def __init__(self, register: Register, now: datetime) -> None:
        self._register, self._now = register, now
        self._said: dict[int, str] = {}
        self._known: dict[str, bool] = {}

    def holds(self, number: int, word: str) -> bool:
        """Whether the row of that case says it; asked of thousands, while few words are any row's."""
        if word not in self._known:
            self._known[word] = any(word in each for each in _every())
        if not self._known[word]:
            return False
        if number not in self._said:
            self._said[number] = _row(self._register.case(number), self._now)
        return word in self._said[number]


def _row(case: Case, now: datetime) -> str:
    group = _group(case.group) if case.group else ""
    return f"{_plain(case_standing(case, now))} {_channel(case.channel)} {group}"


def _every() -> list[str]:
    states = (_("ERASED"), _("DONE"), _("NOT TOLD"), _("their turn"), _("OVERDUE"), _("in hand"), _("no answer"))
    return [*map(_plain, states), *map(_channel, CaseChannel), *(_group(each) for each in CaseGroup if each)]


def _channel(channel: CaseChannel) -> str:
    return _plain(f"{channel_word(channel)} {channel.value}")


def _group(group: CaseGroup) -> str:
    return _plain(f"{group_word(group)} {group.value}")


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
