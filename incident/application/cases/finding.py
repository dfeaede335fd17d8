"""Which cases of an incident are meant: those that wait too long, that nobody has told, that hold some words.

Apart from the register, because words are read only where words are looked for, and mostly masked ones: nobody finds a
customer by a number that they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from incident.application.cases.words import words_by_number
from incident.domain.cases.case import case_id, case_number
from incident.domain.cases.masking import masked
from incident.domain.cases.register import register_of
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.domain.cases.case import Case
    from incident.domain.cases.register import Register
    from incident.domain.cases.words import CaseWords
    from incident.domain.incident import Incident

__all__ = ["Asked", "CaseList", "MaskedWords", "Rows", "holding", "list_cases", "numbers_asked_for"]


class Asked(Frozen):
    """What is looked for; everything that is said must be so."""

    overdue: bool = False
    open: bool = False
    waiting: bool = False
    """Not done, or done and its customer not told."""
    untold: bool = False
    priority: bool = False
    to_ask: bool = False
    """Done, and nobody has asked whether the customer is content."""
    owner: str = ""
    """Whose they are, or who is to accept them."""
    words: str = ""
    contacts: bool = False
    """Whether the words may stand in names and contacts too: for whoever may see them."""


class CaseList(Frozen):
    """Cases in the order in which they should be seen to, each with its masked words."""

    cases: Sequence[Case]
    words: Mapping[int, CaseWords]
    """By number; what was erased is missing."""


class MaskedWords:
    """The words of cases as everybody may read them; masked once each, when they are first looked at."""

    def __init__(self, clear: Mapping[int, CaseWords], *, finds_contacts: bool = False) -> None:
        """`finds_contacts` only for whoever may see them: what is shown is masked all the same."""
        self._clear = clear
        self._finds_contacts = finds_contacts
        self._masked: dict[int, CaseWords] = {}

    def __len__(self) -> int:
        return len(self._clear)

    def get(self, number: int) -> CaseWords | None:
        """The words of that case; None once they were erased."""
        words = self._clear.get(number)
        if words is not None and number not in self._masked:
            self._masked[number] = masked(words)
        return self._masked.get(number)

    def holds(self, number: int, word: str) -> bool:
        """Whether the folded word stands in what may be searched of it, or is its own number."""
        return word in self._folded.get(number, "") or word == case_id(number).casefold()

    def mask_all(self) -> None:
        """Mask and fold all of them now: whoever draws and types must not wait for it."""
        self._folded  # noqa: B018  (reading it makes it)

    @cached_property
    def _folded(self) -> Mapping[int, str]:
        shown = self._clear.get if self._finds_contacts else self.get
        found = ((number, shown(number)) for number in self._clear)
        return {number: _plain(_text(words)) for number, words in found if words is not None}


class Rows(Protocol):
    """What else of a case can be looked for: interfaces know how they say it."""

    def holds(self, number: int, word: str) -> bool:
        """Whether the row of that case says the folded word."""


def list_cases(incident: Incident, log: EventLog, asked: Asked, now: datetime, rows: Rows | None = None) -> CaseList:
    """The cases that are meant; `rows` wherever words are looked for."""
    register = register_of(incident)
    meant = numbers_asked_for(register, asked, now)
    words = MaskedWords(words_by_number(incident, log, meant), finds_contacts=asked.contacts)
    found = holding(meant, words, asked.words, rows) if rows is not None else meant
    shown = {number: each for number in found if (each := words.get(number)) is not None}
    return CaseList(cases=[register.case(number) for number in found], words=shown)


def numbers_asked_for(register: Register, asked: Asked, now: datetime) -> Sequence[int]:
    """Those that are meant, without a look at their words, in the order in which they should be seen to."""
    every = register.in_order(now)
    if asked == Asked(words=asked.words, contacts=asked.contacts):
        return every
    return [number for number in every if _is_asked_for(register.case(number), asked, now)]


def holding(numbers: Sequence[int], words: MaskedWords, typed: str, rows: Rows) -> Sequence[int]:
    """Those of them that hold all the words that were typed, in their own words or in their row."""
    wanted = [_whole(word) for word in _plain(typed).split()]
    return [n for n in numbers if all(words.holds(n, word) or rows.holds(n, word) for word in wanted)]


def _whole(word: str) -> str:
    """The number of a case as it stands on the board, however short it was typed; any other word as it is."""
    number = case_number(word) if word.startswith("c") else None
    return word if number is None else case_id(number).casefold()


def _is_asked_for(case: Case, asked: Asked, now: datetime) -> bool:
    unwanted = (
        asked.overdue and not case.is_overdue(now),
        asked.open and case.is_over,
        asked.waiting and case.is_settled,
        asked.untold and (case.told is not None or case.erased is not None),
        asked.priority and not case.group,
        asked.to_ask and (case.done is None or case.satisfaction is not None or case.erased is not None),
        asked.owner and asked.owner not in (case.owner, case.handed_to),
    )
    return not any(unwanted)


def _text(words: CaseWords) -> str:
    return " ".join((*(text for _name, text in words.elements()), words.reference))


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
