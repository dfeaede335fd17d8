"""Who was told by hand and how: the words of whoever told them, kept beside the message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.application.delivery.turns import as_it_goes
from incident.application.messages.people import reader_of
from incident.application.ports import Delivery, Person
from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.messages.message import Message
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.escalating import all_told_words, ended_words, left_after_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.usual import TOLD, spoken

__all__ = ["ToldFlow", "told_flow"]

EVERYBODY: Final = "*"
ENOUGH: Final = "."
_MOST: Final = 8
"""Names that stand beside a choice of their own; the others are typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFlow:
    """Asks who was told and how; then whoever was told needs nothing more of it."""

    incident: Incident
    message: Message
    person: str
    speech: Speech
    now: datetime
    owing: Sequence[str] = ()
    """Who of the audience may have been told, by id; empty where nobody of it is known by name."""
    whom: tuple[str, ...] = ()
    """Who was, where it was asked about them alone: nobody else is asked about."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return ".".join(("told", self.message.id, *self.whom))

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TOLD OTHERWISE: {message}").format(message=clean_line(self.message.id))

    def part(self, answers: Answers) -> Part:
        """Who, one after the other; the words; the entry."""
        chosen = [*self.whom, *(self._meant(value) for key, value in answers.items() if key.startswith("whom."))]
        left = [who for who in self.owing if who not in chosen]
        if left and not self.whom and not {EVERYBODY, ENOUGH}.intersection(chosen):
            return self._asked_whom(chosen, left)
        whom = tuple(who for who in chosen if who not in {EVERYBODY, ENOUGH})
        if "how" not in answers:
            return self._asked_how(whom)
        order = c.TellOtherwise(by=self.person, message=self.message.id, how=answers["how"], whom=whom)
        return Ready(commands=(order,), said=_("Noted how they were told."))

    def _asked_whom(self, chosen: Sequence[str], left: Sequence[str]) -> Question:
        """Whom they told; the first time also whether it was everybody, and what that ends."""
        people = tuple(Choice(value=who, words=self.speech.reader(who)) for who in left[:_MOST])
        number, is_long = len(chosen) + 1, len(left) > _MOST
        if chosen:
            words, first = _("Who else was told?"), Choice(value=ENOUGH, words=_("nobody else"))
        else:
            words, first = _("Who was told?"), Choice(value=EVERYBODY, words=_("everybody it is for"))
        notes = tuple(self._notes(chosen, left))
        return Question(
            id=f"whom.{number}",
            words=words,
            notes=notes,
            choices=(first, *people),
            is_typed=is_long,
            complaint=self._complaint,
        )

    def _notes(self, chosen: Sequence[str], left: Sequence[str]) -> Iterator[str]:
        if not chosen and all_told_words(self.incident, self.message, self.now, self.speech):
            yield _("Of everybody: nobody more is woken for it. Of single people: it goes on for the others.")
        if len(left) > _MOST:
            yield _("{count} more: type a name.").format(count=len(left) - _MOST)

    def _asked_how(self, whom: Sequence[str]) -> Question:
        who = _(", ").join(map(self.speech.reader, whom)) or self.speech.audience(self.message.audience)
        words = _("How was '{audience}' told, and by whom?").format(audience=who)
        if whom:
            after = left_after_words(self.incident, self.message, whom, self.now, self.speech)
        else:
            after = ended_words(self.incident, self.message)
        return asked_text("how", words, spoken(TOLD), notes=(after,) if after else ())

    def _meant(self, typed: str) -> str:
        """The id of whoever is called so."""
        wanted = typed.strip().casefold()
        named = (who for who in self.owing if wanted in (who.casefold(), self.speech.reader(who).casefold()))
        return next(named, typed)

    def _complaint(self, typed: str) -> str:
        is_known = self._meant(typed) in self.owing or typed in {EVERYBODY, ENOUGH}
        return "" if is_known else _("Nobody who is still to be told of it is called so.")


def told_flow(walk: Walk, message: Message, *, whom: Person | None = None, of: Delivery | None = None) -> ToldFlow:
    """The dialogue about that message, for whoever looks at the walk.

    `whom`: about them alone. `of`: a delivery that is looked at, whose recipient is offered first.
    """
    first = reader_of(of, walk.directory) if of is not None and walk.directory is not None else None
    owing, alone = walk.owing(message), whom.id if whom is not None else walk.only_owing(message)
    incident = as_it_goes(walk.incident, walk.deliveries)
    return ToldFlow(
        incident=incident,
        message=incident.messages[message.id],
        person=walk.person,
        speech=walk.speech,
        now=walk.now,
        owing=sorted(owing, key=lambda who: first is None or who != first.id),
        whom=(alone,) if alone else (),
    )
