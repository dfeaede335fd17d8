"""That a message was read: by whoever sits here, by somebody who said so, or by so many of a team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.messages.message import Message
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.moments import asked_moment, recorded_moment
from incident.walk.moment import Walk
from incident.wording.acknowledging import acknowledged_words, read_count
from incident.wording.escalating import not_asked_words
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row
from incident.wording.usual import TOLD, spoken

__all__ = ["ReadFlow"]

MOST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFlow:
    """Who read it; for somebody else how they said so, for a team how many."""

    walk: Walk
    message: Message
    people: tuple[Person, ...] = ()
    first: str = ""
    """Whoever is looked at, by id or as a delivery names them: offered first."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"read.{self.message.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("READ: {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """Who, how, the entry."""
        if "who" not in answers:
            words = _("Who has read it? You acknowledge for yourself; of others you say that they told you.")
            return Question(id="who", words=words, notes=tuple(self._known()), choices=tuple(self._choices())[:MOST])
        who = answers["who"]
        if who == self.walk.person:
            return self._ready(c.AcknowledgeMessage(by=self.walk.person, message=self.message.id))
        if self._is_team(who):
            return self._counted(who, answers)
        if "how" not in answers:
            words = _("How did {name} tell you, and what did they say?")
            return asked_text("how", words.format(name=self.walk.speech.reader(who)), spoken(TOLD))
        if "at" not in answers:
            words = _("When did they say so? A time (02:40), a day and a time, or now.")
            return asked_moment(self.walk, words)
        return self._ready(
            c.AcknowledgeMessage(
                by=self.walk.person,
                message=self.message.id,
                reader=who,
                text=answers["how"],
                at=recorded_moment(answers["at"], self.walk),
            )
        )

    def _counted(self, team: str, answers: Answers) -> Part:
        if "count" not in answers:
            words = _("How many of '{team}' have read it, of how many? Such as 12/14; it may be said again.")
            return asked_text("count", words.format(team=self.walk.speech.reader(team)), complaint=self._complaint)
        count, of = read_count(answers["count"])
        order = c.AcknowledgeMessage(by=self.walk.person, message=self.message.id, reader=team, count=count, of=of)
        return self._ready(order)

    def _ready(self, order: c.AcknowledgeMessage) -> Ready:
        walk, who = self.walk, order.reader or order.by
        after = not_asked_words(walk.incident, self.message, who, walk.now, walk.speech) if order.count is None else ""
        return Ready(commands=(order,), said=in_a_row(_("Noted who has read it."), after))

    def _complaint(self, typed: str) -> str:
        try:
            read_count(typed)
        except Refused as refused:
            return say_refusal(refused, self.walk.speech)
        return ""

    def _known(self) -> Iterator[str]:
        """Who has read it already."""
        for each in self.message.acknowledgements:
            yield _("read by {names}").format(names=acknowledged_words(each, self.walk.speech))

    def _choices(self) -> Iterator[Choice]:
        """Whoever sits here, then those it went to, the one looked at first."""
        if self.walk.person not in self.message.acknowledged_by:
            yield Choice(value=self.walk.person, words=_("I have read it myself"))
        own = [row.recipient for row in self.walk.deliveries if row.message == self.message.id]
        first = [self.first] if self.first else []
        whole = {each.by for each in self.message.acknowledgements if not each.is_short}
        for name in dict.fromkeys([*first, *own]):
            who = self._who(name)
            if who != self.walk.person and who not in whole:
                yield Choice(value=who, words=self.walk.speech.reader(name))

    def _who(self, name: str) -> str:
        """The person of that name, if there is one and one only; else the name of a team or a channel."""
        named = [person.id for person in self.people if name in {person.id, person.name}]
        return named[0] if len(named) == 1 else name

    def _is_team(self, who: str) -> bool:
        return all(who not in (person.id, person.name) for person in self.people)
