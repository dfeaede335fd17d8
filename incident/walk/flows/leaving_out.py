"""Who is not told on purpose: whom, and why; or that they are told again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incident.application.messages.reach import silent
from incident.application.messages.shared import beside
from incident.application.ports import Delivery, Person
from incident.domain import commands as c
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.leaving_out import beside_words, decided_words, who_words
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row
from incident.wording.usual import LET_IN, NOT_TOLD, spoken

__all__ = ["LeaveOutFlow", "left_out_notes", "mute_notes"]

OUT = "out"
IN = "in"
SEPARATOR = "\x1f"
MOST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOutFlow:
    """Asks whom it is about, then for the reason."""

    walk: Walk
    delivery: Delivery | None = None
    """The one that was looked at: its recipient is offered first."""
    audience: str = ""
    """The one that is looked at, where it is no delivery: offered first."""
    person: Person | None = None
    """Whoever of that audience is looked at: offered before it."""
    name: str = "leave-out"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOT TOLD, ON PURPOSE")

    def part(self, answers: Answers) -> Part:
        """Whom, the reason, the decision."""
        if "whom" not in answers:
            words = _("Who is not to be told, or is to be told again?")
            return Question(id="whom", words=words, choices=tuple(self._choices())[:MOST])
        way, audience, who = answers["whom"].split(SEPARATOR)
        if "because" not in answers:
            return asked_text("because", _("Why?"), spoken(NOT_TOLD if way == OUT else LET_IN))
        person, because = self.walk.person, answers["because"]
        if way == OUT:
            order: c.Command = c.LeaveOut(by=person, audience=audience, who=who, because=because)
            said = _("They are not told; the decision stands with the messages.")
            return Ready(commands=(order,), said=in_a_row(said, self._beside(audience, who)))
        order = c.LetIn(by=person, audience=audience, who=who, because=because)
        return Ready(commands=(order,), said=_("They are told from now on."))

    def _beside(self, audience: str, who: str) -> str:
        walk = self.walk
        if walk.directory is None:
            return ""
        return beside_words(beside(walk.incident, walk.directory, audience, who, walk.now), walk.speech)

    def _choices(self) -> Iterator[Choice]:
        incident, speech = self.walk.incident, self.walk.speech
        for decision in incident.left_out.values():
            words = _("tell them again: {who}").format(who=who_words(decision, speech))
            yield _choice(IN, decision.audience, decision.who, words)
        message = incident.messages.get(self.delivery.message) if self.delivery else None
        if self.delivery is not None and message is not None:
            yield from self._recipients(message.audience, self.delivery)
        first = message.audience if message else self.audience
        if self.person is not None:
            yield self._one_of(first, self.person.id, clean_line(self.person.name))
        audiences = sorted({step.audience for step in incident.runbook.steps() if step.audience})
        for audience in sorted(audiences, key=lambda each: (each != first, each)):
            if (audience, "") not in incident.left_out:
                yield _choice(OUT, audience, "", _("all of {audience}").format(audience=speech.audience(audience)))

    def _recipients(self, audience: str, delivery: Delivery) -> Iterator[Choice]:
        """Whom it is addressed to; of namesakes whom its own way does not tell apart, each with the id."""
        speech = self.walk.speech
        named = [each for each in self.walk.told(audience) or () if delivery.recipient == each.name != audience]
        its_way = [each for each in named if (each.target_id, each.address) == (delivery.target_id, delivery.address)]
        meant = {each.person or each.name: each for each in (its_way if len(its_way) == 1 else named)}
        for who, each in meant.items():
            name = speech.recipient(each.name) if len(meant) == 1 else f"{speech.recipient(each.name)} ({who})"
            yield self._one_of(audience, who, name)

    def _one_of(self, audience: str, who: str, name: str) -> Choice:
        words = _("{who} of {audience}").format(who=name, audience=self.walk.speech.audience(audience))
        return _choice(OUT, audience, who, words)


def _choice(way: str, audience: str, who: str, words: str) -> Choice:
    return Choice(value=SEPARATOR.join((way, audience, who)), words=words)


def left_out_notes(walk: Walk, audience: str) -> tuple[str, ...]:
    """What was decided about the audience, said before a message goes to it."""
    decisions = (each for (of, _who), each in walk.incident.left_out.items() if of == audience)
    words = _("Not told, on purpose: {who}")
    return tuple(words.format(who=decided_words(each, walk.speech, walk.now)) for each in decisions)


def mute_notes(walk: Walk, audience: str) -> Iterator[str]:
    """Whom it does not reach, by name: to be told by hand."""
    for each in silent(walk.incident, walk.directory, audience, walk.now) if walk.directory is not None else ():
        words = _("No way is set to reach {person}, who belongs to it. Tell them by phone.")
        yield words.format(person=clean_line(each.name))
