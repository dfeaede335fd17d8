"""How the customers of an incident are reached, found again in whatever people write of it.

Apart from masking, which takes every number for a customer's: outside the register an address may be a server's, and a
number the vendor's. Each number in a text is looked up, so that thousands of customers cost what one does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.domain.cases.masking import DASHES, DATE, masked_contact, masked_name

if TYPE_CHECKING:
    from incident.domain.cases.words import CaseWords

__all__ = ["Contacts"]

_MAIL: Final = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""Without the Chinese around it, in which no blank stands."""
_RUN: Final = re.compile(rf"\+?\d(?:[\s()./{DASHES}]{{0,2}}\d){{6,}}")
_ACCOUNT: Final = re.compile(r"\b(?=\w*[a-z_])(?=\w*[\d_])\w{5,}", re.ASCII | re.IGNORECASE)
"""As of a chat: letters with a digit or an underscore among them. A plain word may be anything, and stays."""
_LEAST: Final = 7
"""Fewer digits reach nobody."""
_LOCAL: Final = 8
"""A number with fewer digits than the customer's may be anything, unless it has so many and they are its last."""
_LONGEST: Final = 18
_APART: Final = re.compile(r"[\s()/]")
"""Between a number and a count of something; a dash goes on with the number of an order."""
_MOBILE: Final = re.compile(r"861[3-9]\d{9}")
"""Of China, where nobody leaves more away than the country."""


class _Number:
    """A number of the register, and how many of its last digits have to stand in a text."""

    def __init__(self, run: re.Match[str], case: int) -> None:
        self.digits = "".join(sign for sign, _at in _digits(run)).lstrip("0")
        self.case = case
        has_code = run[0][0] in "+0"
        self.least = max(_LOCAL, len(self.digits) - (3 if has_code else 2))
        """Beside other digits: it may lack its country or its area, +86 or 010."""
        self.least_alone = _LEAST if has_code and not _MOBILE.fullmatch(self.digits) else self.least
        """Where no other digit is near, it may lack both."""

    def is_in(self, part: str, *, is_alone: bool) -> bool:
        """Whether a part of a text, as one writes a number within a country, is this one."""
        rest = part.lstrip("0")
        least = self.least_alone if is_alone else self.least
        return len(part) >= _LOCAL and len(rest) >= least and self.digits.endswith(rest)


class Contacts:
    """The numbers and addresses of these cases, by number of the case."""

    def __init__(self, cases: Iterable[tuple[int, CaseWords]]) -> None:
        self._words = dict(cases)
        self._mails: dict[str, list[int]] = {}
        self._accounts: dict[str, list[int]] = {}
        self._numbers: dict[str, list[_Number]] = {}
        """By their last digits: one writes the country before it, and another does not."""
        for case, words in self._words.items():
            for mail in _MAIL.findall(words.contact):
                self._mails.setdefault(mail.casefold(), []).append(case)
            for account in _ACCOUNT.findall(_MAIL.sub(" ", words.contact)):
                self._accounts.setdefault(account.casefold(), []).append(case)
            for run in _runs(words.contact):
                number = _Number(run, case)
                self._numbers.setdefault(number.digits[-_LEAST:], []).append(number)

    @staticmethod
    def may_be_in(text: str) -> bool:
        """Whether anybody could be reached by something in it; False without a look at any case."""
        return "@" in text or sum(map(str.isdecimal, text)) >= _LEAST or _ACCOUNT.search(text) is not None

    def without(self, text: str) -> tuple[str, frozenset[int]]:
        """The text with each of them masked, and the names beside them; and the cases that they are of."""
        places = dict(self._mails_in(text))
        for others in (self._numbers_in, self._accounts_in):
            places |= {span: cases for span, cases in others(text) if not _touches(span, places)}
        cases = frozenset(case for found in places.values() for case in found)
        for start, end in sorted(places, reverse=True):
            text = text[:start] + masked_contact(text[start:end]) + text[end:]
        return self.without_names(text, cases)[0], cases

    def without_names(self, text: str, cases: Collection[int]) -> tuple[str, frozenset[int]]:
        """The text with the names of those customers masked; and the cases whose name stood in it."""
        named = {
            case: words.name for case in cases if (words := self._words.get(case)) and _stands_in(words.name, text)
        }
        for name in sorted(named.values(), key=len, reverse=True):
            text = text.replace(name, masked_name(name))
        return text, frozenset(named)

    def _mails_in(self, text: str) -> Iterator[tuple[tuple[int, int], list[int]]]:
        for found in _MAIL.finditer(text):
            cases = self._mails.get(found[0].casefold())
            if cases:
                yield found.span(), cases

    def _accounts_in(self, text: str) -> Iterator[tuple[tuple[int, int], list[int]]]:
        for found in _ACCOUNT.finditer(text):
            cases = self._accounts.get(found[0].casefold())
            if cases:
                yield found.span(), cases

    def _numbers_in(self, text: str) -> Iterator[tuple[tuple[int, int], list[int]]]:
        """Several may stand one after the other, and further digits beside them."""
        for run in _runs(text):
            signs = list(_digits(run))
            digits, free = "".join(sign for sign, _at in signs), 0
            for end in range(_LEAST, len(digits) + 1):
                numbers = self._numbers.get(digits[free:end][-_LEAST:], ())
                known = _ending(numbers, digits[free:end], list(_parts(text, signs, free, end)) if numbers else [])
                if known:
                    length, cases = max(known.items())
                    yield (signs[end - length][1], signs[end - 1][1] + 1), cases
                    free = end


def _runs(text: str) -> Iterator[re.Match[str]]:
    """What may be numbers in it, and no date."""
    return _RUN.finditer(DATE.sub(lambda date: "|" * len(date[0]), text))


def _parts(text: str, signs: Sequence[tuple[str, int]], free: int, end: int) -> Iterator[tuple[int, bool]]:
    """How long each part of a run is that ends there and stands apart from other digits; and if it is all there is."""

    def is_apart(at: int) -> bool:
        return at in {0, len(signs)} or _APART.search(text[signs[at - 1][1] + 1 : signs[at][1]]) is not None

    if is_apart(end):
        for start in range(max(free, end - _LONGEST), end - _LOCAL + 1):
            if is_apart(start):
                yield end - start, not start and end == len(signs)


def _ending(numbers: Iterable[_Number], digits: str, parts: Collection[tuple[int, bool]]) -> Mapping[int, list[int]]:
    """The cases whose number these digits end with, by how many digits it has there."""
    found: dict[int, list[int]] = {}
    for number in numbers:
        lengths = [length for length, is_all in parts if number.is_in(digits[-length:], is_alone=is_all)]
        if digits.endswith(number.digits):
            lengths.append(len(number.digits))
        if lengths:
            found.setdefault(max(lengths), []).append(number.case)
    return found


def _touches(span: tuple[int, int], places: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in places)


def _stands_in(name: str, text: str) -> bool:
    """One sign alone may be anything."""
    return len(name) > 1 and name in text


def _digits(run: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Each digit of it as a plain one, and where it stands."""
    return ((str(int(sign)), run.start() + at) for at, sign in enumerate(run[0]) if sign.isdecimal())
