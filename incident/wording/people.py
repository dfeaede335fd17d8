"""How a person is reached, in words that show no whole address: a screen may be shared or photographed."""

from __future__ import annotations

from collections.abc import Iterator

from incident.application.ports import Person
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["masked", "reach_words", "telephone_words", "ways_in_full"]

SHOWN = 4
"""So many last digits of a number tell its owner which one it is."""


def reach_words(person: Person) -> str:
    """The ways in the order that the person prefers, the telephone last, or that there is none."""
    ways = [clean_line(f"{target} {masked(address)}".strip()) for target, address in person.reach]
    return _(", ").join([*ways, *_phone(masked(person.phone))]) or _("NO WAY TO REACH")


def ways_in_full(person: Person) -> str:
    """The same in full and the telephone first, where people are to be phoned; '' if there is none."""
    ways = [clean_line(f"{target} {address}".strip()) for target, address in person.reach]
    return _(", ").join([*_phone(clean_line(person.phone)), *ways])


def telephone_words(person: Person | None) -> str:
    """By what to reach them at once: the telephone in full; without one the other ways, or that none is known."""
    if person is None:
        return _("no telephone of theirs is known")
    return next(_phone(clean_line(person.phone)), "") or ways_in_full(person) or _("no telephone of theirs is known")


def _phone(number: str) -> Iterator[str]:
    if number:
        yield _("phone {number}").format(number=number)


def masked(address: str) -> str:
    """The address as far as its owner needs it: first letter and domain, or the last digits."""
    name, at, domain = address.partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    return f"***{address[-SHOWN:]}" if len(address) > SHOWN else "***" if address else ""
