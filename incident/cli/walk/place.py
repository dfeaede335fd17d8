"""The incident as this person sees it, and their acts: read, executed, sent, with one sentence for what goes wrong.

Apart from what is typed and said. A log that cannot be reached ends nothing: what was read last stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.application.errors import IncidentError
from incident.application.timers import tick
from incident.cli.acting import (
    SENDING,
    called_back,
    ended_words,
    has_released,
    sending_words,
    unreached_words,
)
from incident.cli.session import Session
from incident.domain.commands import Command, DeclareIncident
from incident.domain.events import IncidentClosed, Recorded
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Flow
from incident.walk.flows.waking import Waking
from incident.walk.moment import Walk
from incident.walk.reading import moment_of
from incident.wording.delivery import left_words, unsent_words
from incident.wording.keeping_out import kept_out
from incident.wording.trouble import log_back_words, say_trouble

if TYPE_CHECKING:
    from incident.application.cases.finding import MaskedWords
    from incident.application.exercises.vigil import Vigil
    from incident.application.service import Outcome
    from incident.domain.cases.words import CaseWords
    from incident.domain.evidence import Erasure
    from incident.domain.resources.resource import Stock

__all__ = ["Place"]

MEANWHILE: Final = timedelta(seconds=0.5)
"""How long sends are begun while nothing is typed."""


class Place:
    """One incident, for one person; the step that is looked at stays where it is."""

    def __init__(self, session: Session, incident_id: str) -> None:
        self._session = session
        self._id = incident_id
        self.look: str | None = None
        """The step that is looked at, where it is not the current one."""
        self.walk: Walk | None = None
        self._troubles: frozenset[str] = frozenset()
        self._is_gone = False
        """Whether the log could not be read the last time."""
        self._meanwhile: list[str] = []
        self._vigil: Vigil | None = None

    def seen(self) -> Walk:
        """The moment as it was read last.

        Raises:
            IncidentError: it was never read, and cannot be.
        """
        return self.walk if self.walk is not None else self._read()

    def stock(self) -> Stock:
        """What there is to give, and what incidents hold of it."""
        return self._session.services.service.stock(self.seen().incident.mode)

    def with_rests(self, flow: Flow) -> Flow:
        """The dialogue; one that gives work to a person knows who rests, as far as the log can be reached."""
        if not isinstance(flow, Waking):
            return flow
        from incident.application.rests import resting_people  # here: only who gives work to somebody asks

        service, mode = self._session.services.service, self.seen().incident.mode
        with suppress(IncidentError):
            return replace(flow, rests=resting_people(service, mode, self._session.now()))
        return flow

    def read(self) -> Iterator[str]:
        """Read it anew; what to say about that, each sentence once while it holds."""
        troubles = list(self._troubled())
        yield from (words for words in troubles if words not in self._troubles)
        self._troubles = frozenset(troubles)
        yield from self._meanwhile
        self._meanwhile.clear()

    def _troubled(self) -> Iterator[str]:
        try:
            self._read()
        except IncidentError as error:
            if self.walk is None:
                raise
            self.walk = replace(self.walk, now=self._session.now(), look=self.look)
            self._is_gone = True
            yield self._say(error)
            return
        if self._is_gone:
            self._is_gone = False
            yield log_back_words()
        obstacle = self._session.services.log.obstacle
        if obstacle is not None:
            yield self._say(obstacle)
        yield from self._line()

    def entries(self, after: int = 0) -> Sequence[Recorded]:
        """The entries after that one; none while the log cannot be reached."""
        try:
            return self._session.services.log.read(self._id, after)
        except IncidentError:
            return ()

    def case_words(self) -> MaskedWords:
        """The words of its cases as everybody may hear them; none while the log cannot be reached."""
        from incident.application.cases.finding import MaskedWords  # here: few incidents have cases
        from incident.application.cases.words import words_by_number

        try:
            return MaskedWords(words_by_number(self.seen().incident, self._session.services.log))
        except IncidentError:
            return MaskedWords({})

    def naming(self, erasure: Erasure) -> Sequence[int]:
        """Which entries name its customers, and stay; none while the log cannot be reached."""
        from incident.application.evidence.naming import naming_of  # here: words are seldom erased

        try:
            return naming_of(erasure, self.seen().incident, self._session.services.log)
        except IncidentError:
            return ()

    @property
    def looked_by(self) -> str:
        """Who sits at the terminal and looks in somebody else's name, or ''."""
        return self._session.services.actor.entered_by

    def contact(self, number: int) -> tuple[CaseWords | None, list[str]]:
        """How the customer of a case is reached, once it is logged that somebody looked; else what is to be said."""
        from incident.application.cases.words import words_by_number  # here: few incidents have cases
        from incident.domain.commands import ShowContacts

        outcome, said, _keeps = self.act(ShowContacts(by=self.seen().person, cases=(number,)))
        if outcome is None:
            return None, said
        return words_by_number(outcome.incident, self._session.services.log, [number]).get(number), said

    def pass_time(self) -> None:
        """Let time append and send what is due, while nothing is typed; what came of it is said later."""
        try:
            tick(self._session.services.service, self._id)
            self._stand_unled()
            report = self._session.services.dispatcher.drain(MEANWHILE)
        except IncidentError:
            return  # the next look says so
        self._meanwhile += ended_words(report)

    def _stand_unled(self) -> None:
        """Let an exercise stand that was led, and nobody leads any more."""
        if self.seen().incident.exercise is None:
            return
        from incident.application.exercises.vigil import Vigil  # here: few incidents are exercises

        services = self._session.services
        self._vigil = self._vigil or Vigil(services.service, services.log)
        incident = services.service.look(self._id)
        if self._vigil.is_over(incident):
            self._vigil.let_stand(incident)

    def act(self, command: Command | DeclareIncident) -> tuple[Outcome | None, list[str], bool]:
        """Have it decided and written; what came of it, the words for it, and whether to keep what was typed."""
        services = self._session.services
        try:
            outcome = services.service.execute(self._id, command, services.actor)
        except Refused as refused:
            return None, [self._say(refused)], False
        except IncidentError as error:
            self._troubles |= {said := self._say(error)}
            return None, [said], True
        self._session.incident = outcome.incident
        speech = self._session.speech(outcome.incident.bundle)
        words = [*unreached_words(self._session, outcome)]
        words += called_back(self._session, outcome)
        words += left_words(outcome.incident, outcome.entries, speech, self._session.now())
        words += kept_out(outcome)
        if any(isinstance(entry.event, IncidentClosed) for entry in outcome.entries):
            words += self._head()
        return outcome, words, False

    def send(self, outcome: Outcome) -> Iterator[str]:
        """Send what the command released; what became of it."""
        if has_released(outcome):
            yield from sending_words(self._session.services.dispatcher.drain(SENDING))

    def unsent(self) -> Iterator[str]:
        """How many messages are left to others when this program ends."""
        try:
            outbox = self._session.services.outbox
            count, _next = outbox.waiting()
            is_held = bool(count) and outbox.unconfirmed() is not None
        except IncidentError:
            return
        yield unsent_words(count, is_held=is_held)

    def _head(self) -> Iterator[str]:
        """The digest that proves what stood in the record when it was closed."""
        summary = self._session.services.log.summary(self._id)
        if summary is not None:
            yield _("Head of the record: {head}").format(head=summary.head)

    def _read(self) -> Walk:
        session = self._session
        incident = session.load(self._id)
        moment = moment_of(session.services, incident)
        self.walk = replace(moment, speech=session.speech(incident.bundle), look=self.look)
        return self.walk

    def _line(self) -> Iterator[str]:
        """What became of the line to the server, if there is one."""
        link = self._session.services.link
        if link is None:
            return
        if link.is_back:
            from incident.application.merging import merge  # here: only after the line was cut
            from incident.wording.offline import merged_words

            yield merged_words(merge(self._session.services.service, link))
            self._read()
        elif link.cut is not None:
            from incident.wording.offline import cut_words  # here: as rarely

            yield cut_words(link.cut, self._session.speech(), self._session.now())

    def _say(self, reason: Exception) -> str:
        walk = self.walk
        speech = walk.speech if walk is not None else self._session.speech()
        return say_trouble(reason, speech, self._session.services.clock.now())
