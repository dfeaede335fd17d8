"""What the board of cases says of all of them: how many wait, which are shown, what needs somebody.

Apart from the words of one case, because the walk, Home and the line mode say the same of an incident.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from incident.domain.cases.asking_by import ask_first_by
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.i18n import _, ngettext
from incident.wording.case_rows import case_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.domain.cases.register import Register
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["case_needs", "count_words", "counted", "no_cases_words", "untold_words"]


_TOLD_FOR: Final = timedelta(days=1)
"""As long somebody is told what others did with a case of theirs, or in their name; the log says it for ever."""


def no_cases_words(key: str, incident: str) -> str:
    """What an empty board teaches."""
    said = _("No customer's case yet: {key} enters one, 'incident case import {incident} FILE' takes in a list.")
    return said.format(key=key, incident=incident)


def counted(register: Register, now: datetime) -> str:
    """How many there are, and how they stand."""
    return count_words(
        total=len(register), open=register.open_count, overdue=register.overdue(now), untold=len(register.untold)
    )


def count_words(**counts: int) -> str:
    """The same of numbers: `total`, `open`, `overdue` and `untold`."""
    words = ngettext(
        "{total} case, {open} open, {overdue} overdue, {untold} not told",
        "{total} cases, {open} open, {overdue} overdue, {untold} not told",
        counts["total"],
    )
    return words.format(**counts)


def untold_words(register: Register) -> str:
    """How many customers wait for word of what came of it, the first of them named; '' for none."""
    untold = register.untold
    if not untold:
        return ""
    said = ngettext(
        "{count} customer was not told what came of it: {case}",
        "{count} customers were not told what came of it, first {case}",
        len(untold),
    )
    return said.format(count=len(untold), case=case_id(untold[0]))


def case_needs(incident: Incident, person: str, now: datetime, speech: Speech) -> list[str]:
    """What of the cases needs somebody, the gravest first."""
    register = register_of(incident)
    found = [_overdue(register, now), _handed_on(register, person), *_in_their_name(register, person, now, speech)]
    found.append(_taken(register, person, now, speech))
    if not register.open_count:  # before the end of a case nobody can be told what came of it
        found.append(untold_words(register))
    found.append(_to_ask(incident, register, now, speech))
    return [words for words in found if words]


def _overdue(register: Register, now: datetime) -> str:
    count = register.overdue(now)
    if not count:
        return ""
    first = register.case(register.in_order(now)[0])
    said = ngettext("{count} case is overdue: {case}, {due}", "{count} cases are overdue, first {case}, {due}", count)
    return said.format(count=count, case=first.id, due=case_due(first, now))


def _handed_on(register: Register, person: str) -> str:
    mine = register.handed_to(person)
    if not mine:
        return ""
    said = ngettext(
        "{count} case is handed on to you: {case}", "{count} cases are handed on to you, first {case}", len(mine)
    )
    return said.format(count=len(mine), case=case_id(mine[0]))


def _in_their_name(register: Register, person: str, now: datetime, speech: Speech) -> Iterator[str]:
    """Which cases were given more time in that person's name within the last day: others entered it."""
    said = _("{case} has more time until {time}, as {person} entered: you approved it. If not, tell them.")
    for case in map(register.case, register.approved_by(person)):
        given = case.extension
        if given is not None and now - given.given.at < _TOLD_FOR:
            when, who = speech.when(given.until, now), speech.person(given.given.by)
            yield said.format(case=case.id, time=when, person=who)


def _taken(register: Register, person: str, now: datetime, speech: Speech) -> str:
    """Who accepted cases that were that person's within the last day; of several only how many: a team takes a list."""
    taken = register.taken_from(person, now - _TOLD_FOR)
    if not taken:
        return ""
    numbers = [number for each in taken.values() for number in each]
    said = _("{count} cases of yours have other owners now, first {case}")
    if len(taken) == 1:
        said = ngettext(
            "{person} owns a case of yours now: {case}",
            "{person} owns {count} cases of yours now, first {case}",
            len(numbers),
        )
    return said.format(person=speech.person(next(iter(taken))), count=len(numbers), case=case_id(min(numbers)))


def _to_ask(incident: Incident, register: Register, now: datetime, speech: Speech) -> str:
    """Whom to ask whether they are content, until when: once all customers were told, for then nothing else waits."""
    waiting = register.to_ask
    first = None if register.open_count else ask_first_by(incident, register)
    if first is None:
        return ""
    said = ngettext(
        "{count} customer to ask whether they are content, by {time}",
        "{count} customers to ask whether they are content, the first by {time}",
        len(waiting),
    )
    return said.format(count=len(waiting), time=speech.when(first[1], now))
