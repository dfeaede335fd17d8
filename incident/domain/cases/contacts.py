"""How the customers of an incident are reached, found again in whatever people write of it.

Apart from masking, which takes every number for a customer's: outside the register an address may be a server's, and a
number the vendor's. Each number in a text is looked up, so that thousands of customers cost what one does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from incident.domain.cases.masking import DASHES, DATE, masked_contact, masked_name

if TYPE_CHECKING:
    from incident.domain.cases.words import CaseWords

__all__ = ["Contacts"]

_Place: TypeAlias = tuple[int, int, Sequence[int]]
"""Where in a text a contact begins and ends, and whose it is."""

_MAIL: Final = re.compile(r"[^\W_][\w.%+-]*@[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""Without the Chinese around it, in which no blank stands."""
_GOES_ON: Final = re.compile(r"[._-]+")
"""Where a mail may end, and a sentence go on without a blank."""
_RUN: Final = re.compile(rf"[+＋]?\d(?:[\s()（）./·{DASHES}]{{0,3}}\d){{6,}}")
_SEVERAL: Final = re.compile(r"/|(?<=\d{8})\s+(?=\d)")
"""Between two numbers of one customer."""
_ACCOUNT: Final = re.compile(r"\b(?=\w*[a-z_])(?=\w*[\d_])\w{5,}", re.ASCII | re.IGNORECASE)
"""As of a chat: letters with a digit or an underscore among them. A plain word may be anything, and stays."""
_LEAST: Final = 7
"""Fewer digits reach nobody."""
_LOCAL: Final = 8
"""A number with fewer digits than the customer's may be anything, unless it has so many and they are its last."""
_LONGEST: Final = 18
_APART: Final = re.compile(r"[\s()（）/]")
"""Between a number and a count of something; a dash goes on with the number of an order."""
_MOBILE: Final = re.compile(r"(?:86)?(1[3-9]\d{9})")
"""Of China, where nobody leaves more away than the country; so long that it is one beside whatever stands there."""


class _Number:
    """A number of the register, and how many of its last digits have to stand in a text."""

    def __init__(self, run: re.Match[str], case: int) -> None:
        digits = "".join(sign for sign, _at in _digits(run)).lstrip("0")
        mobile = _MOBILE.fullmatch(digits)
        self.digits = mobile[1] if mobile else digits
        self.case = case
        has_code = run[0][0] in "+＋0"
        self.least = len(self.digits) if mobile else max(_LOCAL, len(digits) - (3 if has_code else 2))
        """Beside other digits: it may lack its country or its area, +86 or 010."""
        self.least_alone = _LEAST if has_code and not mobile else self.least
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
            for run in _runs(_SEVERAL.sub("|", words.contact)):
                number = _Number(run, case)
                self._numbers.setdefault(number.digits[-_LEAST:], []).append(number)

    @staticmethod
    def may_be_in(text: str) -> bool:
        """Whether anybody could be reached by something in it; False without a look at any case."""
        return "@" in text or sum(map(str.isdecimal, text)) >= _LEAST or _ACCOUNT.search(text) is not None

    def without(self, text: str) -> tuple[str, frozenset[int]]:
        """The text with each of them masked, and the names beside them; and the cases that they are of."""
        places = _merged([*self._mails_in(text), *self._numbers_in(text), *self._accounts_in(text)])
        cases = frozenset(case for *_span, found in places for case in found)
        for start, end, _cases in reversed(places):
            text = text[:start] + masked_contact(text[start:end]) + text[end:]
        return self.without_names(text, cases)[0], cases

    def without_names(self, text: str, cases: Collection[int]) -> tuple[str, frozenset[int]]:
        """The text with the names of those customers masked; and the cases whose name stood in it."""
        # one sign alone may be anything
        names = {case: words.name for case in cases if (words := self._words.get(case)) and len(words.name) > 1}
        named = {case: name for case, name in names.items() if _as_word(name).search(text)}
        for name in sorted(named.values(), key=len, reverse=True):
            text = _as_word(name).sub(lambda found: masked_name(found[0]), text)
        return text, frozenset(named)

    def _mails_in(self, text: str) -> Iterator[_Place]:
        for found in _MAIL.finditer(text):
            start, at = found.start(), text.index("@", found.start())
            ends = [found.end(), *(sign.start() for sign in _GOES_ON.finditer(text, at, found.end()))]
            known = ((end, self._mails.get(text[start:end].casefold())) for end in sorted(ends, reverse=True))
            for end, cases in islice(((end, cases) for end, cases in known if cases), 1):
                yield start, end, cases

    def _accounts_in(self, text: str) -> Iterator[_Place]:
        for found in _ACCOUNT.finditer(text):
            cases = self._accounts.get(found[0].casefold())
            if cases:
                yield *found.span(), cases

    def _numbers_in(self, text: str) -> Iterator[_Place]:
        """Several may stand one after the other, and further digits beside them."""
        for run in _runs(text):
            signs = list(_digits(run))
            digits, free = "".join(sign for sign, _at in signs), 0
            for end in range(_LEAST, len(digits) + 1):
                numbers = self._numbers.get(digits[free:end][-_LEAST:], ())
                known = _ending(numbers, digits[free:end], list(_parts(text, signs, free, end)) if numbers else [])
                if known:
                    length, cases = max(known.items())
                    yield _begin(text, signs[end - length : end]), signs[end - 1][1] + 1, cases
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


def _begin(text: str, signs: Sequence[tuple[str, int]]) -> int:
    """Where a number begins: without the end of a time before it, and with its own bracket."""
    first = next(at for at, (sign, _place) in enumerate(signs) if sign != "0")
    while first and signs[first - 1][1] + 1 == signs[first][1]:
        first -= 1
    start, end = signs[first][1], signs[-1][1]
    is_closed = any(sign in ")）" for sign in re.sub(r"[(（][^()（）]*[)）]", "", text[start:end]))
    return start - (is_closed and text[start - 1 : start] in {"(", "（"})


def _merged(places: Iterable[_Place]) -> list[_Place]:
    """A number within a mail or an account is one contact with it."""
    merged: list[_Place] = []
    for start, end, cases in sorted(places, key=itemgetter(0, 1)):
        if merged and start < merged[-1][1]:
            before = merged.pop()
            merged.append((before[0], max(before[1], end), [*before[2], *cases]))
        else:
            merged.append((start, end, cases))
    return merged


def _as_word(name: str) -> re.Pattern[str]:
    """A Latin name within a word is not it."""
    before, after = (r"(?<![A-Za-z])" if name[0].isascii() else ""), (r"(?![A-Za-z])" if name[-1].isascii() else "")
    return re.compile(before + re.escape(name) + after)


def _digits(run: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Each digit of it as a plain one, and where it stands."""
    return ((str(int(sign)), run.start() + at) for at, sign in enumerate(run[0]) if sign.isdecimal())
