"""Whether two cases are the same, or of the same customer about the same service.

The same words written by another hand, in other widths, capitals or with other blanks, are the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from incident.domain.cases.words import ELEMENTS

if TYPE_CHECKING:
    from incident.domain.cases.words import CaseWords

__all__ = ["alike", "differences", "is_same_customer", "numbered", "same"]

_SHORTEST_NUMBER: Final = 7
_CHINA: Final = "86"
_MOBILE: Final = 11
"""Digits of a number in China without its country code."""


def same(words: CaseWords) -> tuple[str, ...]:
    """Equal for a case that is given twice: in the same file, or in one that is imported again."""
    texts = (words.name, words.service, words.problem, words.request, words.reference)
    return (_reached(words.contact), *map(_plain, texts))


def alike(words: CaseWords) -> tuple[str, str]:
    """Equal for a repeat: the same customer about the same service."""
    return _reached(words.contact), _plain(words.service)


def numbered(words: CaseWords) -> str:
    """Equal for what another system has under one number; '' where there is none: '-' and '无' are no numbers."""
    plain = _plain(words.reference)
    return plain if any(each.isdigit() for each in plain) else ""


def differences(words: CaseWords, others: CaseWords) -> tuple[str, ...]:
    """The elements in which two cases differ."""
    plain = ("name", "service", "problem", "request")
    found = {each for each in plain if _plain(getattr(words, each)) != _plain(getattr(others, each))}
    if _reached(words.contact) != _reached(others.contact):
        found.add("contact")
    return tuple(each for each in ELEMENTS if each in found)


def is_same_customer(words: CaseWords, others: CaseWords) -> bool:
    """Whether the name or the contact is the same: one of both may have been put right since."""
    return not {"name", "contact"} <= set(differences(words, others))


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())


def _reached(contact: str) -> str:
    """A number without its marks and the code of the country that customers leave out."""
    plain = _plain(contact)
    digits = "".join(each for each in plain if each.isdigit())
    if len(digits) < _SHORTEST_NUMBER or any(each.isalpha() for each in plain):
        return plain
    digits = digits.removeprefix("00")
    return digits.removeprefix(_CHINA) if len(digits) == len(_CHINA) + _MOBILE else digits
