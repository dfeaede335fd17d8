"""Putting a step off, until a time, a step or a person, with a reason; and asking a person to see to it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.refusals import Refused
from incident.domain.timing.clocks import step_due
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.persons import how_to_tell
from incident.walk.flows.reasons import about_step
from incident.walk.flows.waking import Waking
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line
from incident.wording.typed_moments import is_clock_time, next_moment
from incident.wording.usual import DEFERRED, spoken

__all__ = ["AskFlow", "DeferFlow", "Until", "minutes_of", "minutes_question", "read_until"]

_LENGTH: Final = re.compile(r"(\d{1,3})\s*(?:m|min|分钟|分|(h|小时))", re.IGNORECASE)
"""With its unit: a number alone is one of the list, so that it never means two things."""
USUAL_MINUTES: Final = 3
"""How long somebody who is asked has, unless another length is typed: the default of `a`."""
_STEP: Final = re.compile(r"(?:step|步骤|第)\s*(\d+[a-z]?)\s*步?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """What a deferred step waits for: exactly one of the three."""

    time: datetime | None = None
    step: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferFlow(Waking):
    """Until when, then why."""

    item: Item
    people: tuple[Person, ...]

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"defer.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return about_step(_("DEFER: step {number}"), self.walk, self.item)

    def part(self, answers: Answers) -> Part:
        """Until, why, the mark."""
        if "until" not in answers:
            return self._until()
        until = self._read(answers["until"])
        if until.person is not None and (card := self.woken(until.person, answers, is_asked=False)) is not None:
            return card
        if "reason" not in answers:
            notes = self._past_due(until)
            return asked_text("reason", _("Why is it put off?"), spoken(DEFERRED), notes=notes)
        command = c.DeferStep(
            by=self.walk.person,
            step=self.item.step.id,
            because=answers["reason"],
            until_time=until.time,
            until_step=until.step,
            until_person=until.person,
        )
        said = _("Step {number} is deferred. It comes back by itself.").format(number=self.item.number)
        return Ready(commands=(command,), said=said)

    def _read(self, words: str) -> Until:
        with suppress(Refused):  # an old draft whose time the clocks skip today: the rules then ask until when
            return read_until(words, self.walk, self.people) or Until()
        return Until()

    def _past_due(self, until: Until) -> tuple[str, ...]:
        """That it comes back only after it was due; nothing where it is back in time."""
        due = step_due(self.walk.incident, self.item.step, self.walk.now)
        if due is None or until.time is None or until.time <= due:
            return ()
        said = _("Due {due}, back only {back}: that becomes its due time.")
        return (said.format(due=self._when(due), back=self._when(until.time)),)

    def _due(self) -> tuple[str, ...]:
        due = step_due(self.walk.incident, self.item.step, self.walk.now)
        return () if due is None else (_("The step is due {time}.").format(time=self._when(due)),)

    def _when(self, at: datetime) -> str:
        return self.walk.speech.when(at, self.walk.now)

    def _until(self) -> Question:
        coming = [item for item in self.walk.coming() if item.step.id != self.item.step.id]
        choices = [Choice(value=f"{n} min", words=_("for {count} min").format(count=n)) for n in (10, 30, 60)]
        choices += [
            Choice(value=f"step {i.number}", words=_("until step {number} is done").format(number=i.number))
            for i in coming[:2]
        ]
        choices += [
            Choice(
                value=person.id,
                words=self.with_rest(_("{name} has it").format(name=clean_line(person.name)), person.id),
            )
            for person in self.people[:3]
        ]
        return Question(
            id="until",
            words=_("Until when? A time (03:30), '20 min', 'step 9', or a person."),
            notes=(*self._due(), _by_number()),
            choices=tuple(choices),
            is_typed=True,
            takes_words_first=True,
            complaint=lambda words: _complaint(words, self.walk, self.people, len(choices)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFlow(Waking):
    """Who, within how many minutes, and what for."""

    item: Item
    people: tuple[Person, ...]

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"ask.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return about_step(_("ASK a person to see to step {number}"), self.walk, self.item)

    def part(self, answers: Answers) -> Part:
        """Who, minutes, words, the question."""
        if "person" not in answers:
            names = ((each.id, clean_line(each.name)) for each in self.people)
            choices = tuple(Choice(value=who, words=self.with_rest(name, who)) for who, name in names)
            return Question(id="person", words=_("Whom do you ask?"), choices=choices)
        if (card := self.woken(answers["person"], answers)) is not None:
            return card
        if "minutes" not in answers:
            return minutes_question(how_to_tell(self.walk, self.people, answers["person"]))
        if "request" not in answers:
            notes = (how_to_tell(self.walk, self.people, answers["person"]),)
            words = _("What do you ask? Enter alone: the step itself.")
            return asked_text("request", words, notes=notes, may_be_empty=True)
        command = c.AskPerson(
            by=self.walk.person,
            step=self.item.step.id,
            person=answers["person"],
            within=minutes_of(answers),
            request=answers["request"],
        )
        name = self.walk.speech.person(answers["person"])
        said = _("{name} is asked, and nothing is sent: tell them. The step comes back when time is up.")
        return Ready(commands=(command,), said=said.format(name=name))


def minutes_question(told: str) -> Question:
    """How long a person has to answer; a field without choices, since every digit may begin a length."""
    words = _("How many minutes do they have? Enter alone: {count}.").format(count=USUAL_MINUTES)
    return Question(
        id="minutes",
        words=words,
        notes=(told,),
        is_typed=True,
        may_be_empty=True,
        left_empty=str(USUAL_MINUTES),
        complaint=_whole_minutes,
    )


def minutes_of(answers: Answers) -> timedelta:
    """The length that was answered, or the usual one."""
    return timedelta(minutes=int(answers["minutes"] or USUAL_MINUTES))


def read_until(words: str, walk: Walk, people: tuple[Person, ...]) -> Until | None:
    """What the words mean: `03:30` (the next one), `20 min`, `2 h`, `step 9`, a person; None if nothing.

    Raises:
        Refused: there is no such time on that day.
    """
    trimmed = words.strip()
    step = _STEP.fullmatch(trimmed)
    if step is not None:
        item = next((i for i in walk.checklist.items if i.number == step.group(1)), None)
        return Until(step=item.step.id) if item else None
    length = _LENGTH.fullmatch(trimmed)
    if is_clock_time(trimmed):
        moment = next_moment(trimmed, walk.now, walk.speech.zone)
        return Until(time=moment) if moment else None
    if length is not None and int(length.group(1)):
        return Until(time=walk.now + timedelta(minutes=int(length.group(1)) * (60 if length.group(2) else 1)))
    found = [p for p in people if trimmed and trimmed.casefold() in (p.id.casefold(), p.name.casefold())]
    return Until(person=found[0].id) if found else None


def _complaint(words: str, walk: Walk, people: tuple[Person, ...], listed: int) -> str:
    try:
        if read_until(words, walk, people):
            return ""
    except Refused as refused:
        return say_refusal(refused, walk.speech)
    return _beyond(listed) if words.strip().isdecimal() else _unreadable()


def _by_number() -> str:
    return _("A number alone takes that answer of the list; minutes are '20 min'.")


def _beyond(listed: int) -> str:
    return _("A number alone takes an answer of the list, 1 to {count}; minutes are '20 min'.").format(count=listed)


def _whole_minutes(words: str) -> str:
    typed = words.strip()
    is_length = not typed or (typed.isdecimal() and int(typed) > 0)
    return "" if is_length else _("Type minutes as a whole number, such as 3.")


def _unreadable() -> str:
    return _("Type a time such as 03:30, '20 min', 'step 9', or a person's name.")
