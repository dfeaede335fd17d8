"""Waiting and repeating as checklists say it: how long, how often, until what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Fact, Record, Repeat, Step
from incident.domain.timing.durations import parse_duration
from incident.i18n import _

if TYPE_CHECKING:
    from datetime import timedelta

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Rounds", "length_of", "waits"]

_MOST_ROUNDS: Final = 10
_UNITS: Final = {"s": "s", "m": "m", "h": "h", "d": "d", "秒": "s", "分": "m", "小": "h", "时": "h", "天": "d"}
_LENGTH: Final = r"([1-9]\d{0,4})\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|秒钟?|分钟|小时|天)"
_WAITS: Final = re.compile(rf"(?:wait(?: for)?|等待?)\s*{_LENGTH}\s*[.。]?", re.IGNORECASE)
_EVERY: Final = re.compile(rf"(?:every|每(?:隔)?)\s*{_LENGTH}", re.IGNORECASE)
_TIMES: Final = re.compile(r"([1-9]\d{0,2})\s*(?:times|rounds|次|轮)", re.IGNORECASE)


def length_of(words: str) -> timedelta | None:
    """The length that the words say and nothing else, such as `10m` or `10 minutes`."""
    return _length(re.fullmatch(rf"{_LENGTH}\s*[.。]?", words.strip(), re.IGNORECASE))


def waits(words: str) -> timedelta | None:
    """How long an item says to wait, if it says nothing else."""
    return _length(_WAITS.fullmatch(words.strip()))


def _length(found: re.Match[str] | None) -> timedelta | None:
    return parse_duration(f"{found[1]}{_UNITS[found[2][0].lower()]}") if found else None


class Rounds:
    """Makes repeats; what ends one is a question that is answered at the end of each round."""

    def __init__(self, fitting: Fitting, notes: Notes, ids: Ids) -> None:
        self._fitting = fitting
        self._notes = notes
        self._ids = ids
        self._names = Ids("_")
        for taken in ("is_major", "is_serious"):
            self._names.claim(taken)
        self.facts: list[Fact] = []

    def repeat(self, title: str, until: str, steps: tuple[Step, ...]) -> Repeat:
        """The steps again and again until that is so."""
        question = self._fitting.say("says", words=until)
        fact = Fact(id=self._names.take(f"{title} over", "over"), ask=cut(one_line(question)), type="yes_no")
        self.facts.append(fact)
        most = _TIMES.search(until)
        if most is None:
            said = _("How often the loop '{step}' is worked is made up: {most} times at most.")
            self._notes.made_up(said.format(step=cut(title, characters=80), most=_MOST_ROUNDS))
        every = _length(_EVERY.search(until))
        return Repeat(
            until=fact.id,
            words=question,
            every=every,
            most=int(most[1]) if most else _MOST_ROUNDS,
            steps=(*steps, self._note(fact)),
        )

    def _note(self, fact: Fact) -> Step:
        words = self._fitting.say("record", names=fact.id)
        title = self._fitting.title(words, "values")
        return Step(id=self._ids.take(f"note {fact.id}", "note"), title=title, verb=Record(facts=(fact.id,)))
