"""Giving work to a person who may rest: who rests stands in the list, and is given it only with a key of its own.

Apart from the dialogues that do so, because who rests is no part of an incident: the log is asked for it
once a dialogue is open, and never with each reading of the walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Key
from incident.walk.moment import Walk
from incident.wording.roles import resting_words

__all__ = ["Waking"]

WAKE: Final = "wake"
"""Answered with who is woken: of anybody else it is asked again."""


@dataclass(frozen=True, kw_only=True)  # without slots: a dialogue may be of another kind as well
class Waking:
    """A dialogue that gives a person something to do."""

    walk: Walk
    rests: Mapping[str, datetime] | None = field(default_factory=dict)
    """Who rests, and until when; None while that is read."""

    def with_rest(self, name: str, person: str) -> str:
        """The name in a choice, with until when they rest."""
        until = (self.rests or {}).get(person)
        if until is None:
            return name
        words = _("{name}, rests until {until}")
        return words.format(name=name, until=self.walk.speech.when(until, self.walk.now))

    def named(self, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        """The people of a list, with until when they rest."""
        return tuple(replace(each, words=self.with_rest(each.words, each.value)) for each in choices)

    def woken(self, person: str, answers: Answers, *, is_asked: bool = True) -> Card | None:
        """Whether they are meant all the same; None of whoever does not rest. `is_asked`: and is not given a role."""
        if answers.get(WAKE) == person:
            return None
        if self.rests is None:
            return Card(id=WAKE, words=_("One moment: who rests is read."))
        until = self.rests.get(person)
        if until is None:
            return None
        words = _("ask them all the same") if is_asked else _("give it to them all the same")
        key = Key(key="w", word="wake", words=words, value=person, rests=True)
        return Card(id=WAKE, words=resting_words(person, until, self.walk.speech, is_asked=is_asked), keys=(key,))
