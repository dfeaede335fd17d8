"""What the gateway reports back: one message a result, posted to the screen that asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from incident.adapters.reports.document import Document
    from incident.application.briefing import Briefing
    from incident.application.cases.finding import MaskedWords
    from incident.application.errors import Problem
    from incident.application.exercises.agenda import Agenda
    from incident.application.exercises.console import Console
    from incident.application.improving.earlier import Earlier
    from incident.application.merging import Merged
    from incident.application.messages.recalling import Recall
    from incident.application.ports import Cut, Lost, Offer, Person, Summary
    from incident.application.readiness import Lately, OnCall, Readiness
    from incident.application.searching import Found
    from incident.application.service import Outcome
    from incident.domain.cases.words import CaseWords
    from incident.domain.duties.rota import Rota
    from incident.domain.events import Recorded
    from incident.domain.exercises.clock import ExerciseClock
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.exercises.state import Exercise
    from incident.domain.incident import Incident
    from incident.domain.law.holding import HeldTo
    from incident.domain.resources.resource import Stock
    from incident.domain.runbooks.runbook import Bundle
    from incident.tui.glancing import Owed
    from incident.walk.moment import Walk

__all__ = [
    "AgendaRead",
    "Appended",
    "BriefingRead",
    "CaseWordsRead",
    "CommandMoved",
    "ConsoleRead",
    "ContactShown",
    "Declared",
    "ExercisesListed",
    "HomeGlanced",
    "HomeRead",
    "IncidentRead",
    "IncidentsListed",
    "InjectWaits",
    "InjectWaitsNoMore",
    "LastActStands",
    "Led",
    "LibraryRead",
    "LineBack",
    "LogBack",
    "LookChanged",
    "MouseLeft",
    "NamingRead",
    "NotDone",
    "NothingAgain",
    "ReadinessRead",
    "RestsRead",
    "ReviewRead",
    "RunbookRead",
    "RunbooksRead",
    "SearchRead",
    "SimilarRead",
    "StockRead",
    "TerminalBack",
    "TerminalGone",
    "TimelineRead",
    "WorkspaceOpened",
    "WorkspaceRenewed",
]


class WorkspaceOpened(Message):
    """The workspace is known: who sits here, and what people are called."""

    def __init__(
        self,
        *,
        name: str,
        root: str,
        person: str,
        people: Sequence[Person],
        reached: Sequence[Person],
        zone: str,
        contact: str,
        rotas: Sequence[Rota] = (),
        stale_because: Sequence[Problem] = (),
    ) -> None:
        """`reached` is the people with the ways of real incidents alone, for where none is open.

        `stale_because` is what is wrong in the workspace's files, where this is what they said before.
        """
        super().__init__()
        self.stale_because = stale_because
        self.name = name
        self.root = root
        self.person = person
        self.people, self.reached = people, reached
        self.zone = zone
        self.contact = contact
        self.rotas = rotas


class WorkspaceRenewed(WorkspaceOpened):
    """People and targets were read again: their files had changed."""


class HomeRead(Message):
    """The list of open incidents was read."""

    def __init__(
        self,
        *,
        summaries: Sequence[Summary],
        unsent: int,
        cut: Cut | None = None,
        can_write: bool = True,
        is_held: bool = False,
        lost: Sequence[Lost] = (),
    ) -> None:
        super().__init__()
        self.lost = lost
        self.is_held = is_held
        self.can_write = can_write
        self.cut = cut
        self.summaries = summaries
        self.unsent = unsent


class HomeGlanced(Message):
    """What the list does not say: how much of each incident needs a person, and whether anything can leave.

    `givers` says by incident who hands over to whoever sits here; `asked` is where they wait for an answer, or have
    waited for it; `places` has by incident the number of the step at which somebody holds, and of another that is due
    first; `broken` are targets that refused their last message for good; `gets_nothing_out` says whether messages are
    tried in vain, and none leaves.
    """

    def __init__(
        self,
        *,
        needs: Mapping[str, int],
        givers: Mapping[str, str],
        places: Mapping[str, tuple[str, str]],
        clocks: Mapping[str, ExerciseClock],
        owed: Mapping[str, Owed],
        lately: Lately,
        on_call: OnCall,
        again_at: datetime,
        can_send: bool,
        broken: Sequence[str],
        gets_nothing_out: bool,
        unentered: int,
        is_sandbox: bool,
        asked: Sequence[Incident],
    ) -> None:
        super().__init__()
        self.needs, self.givers, self.asked, self.places, self.clocks = needs, givers, asked, places, clocks
        self.owed = owed
        """By incident what others wait for: the law's next report, and the customers' update."""
        self.lately, self.on_call = lately, on_call
        self.again_at = again_at
        """When it is to be read again, though nothing is appended."""
        self.can_send = can_send
        self.broken, self.gets_nothing_out = broken, gets_nothing_out
        self.unentered = unentered
        """How many pages left without the log, and stand in no incident yet."""
        self.is_sandbox = is_sandbox


class ReadinessRead(Message):
    """All runbooks and people were looked at."""

    def __init__(self, readiness: Readiness) -> None:
        super().__init__()
        self.readiness = readiness


class AgendaRead(Message):
    """The plan of exercises was read; None where there is none."""

    def __init__(self, agenda: Agenda | None) -> None:
        super().__init__()
        self.agenda = agenda


class IncidentRead(Message):
    """The incident was read as it stands in the log."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk


class IncidentsListed(Message):
    """The incidents in sight, for a list to choose from."""

    def __init__(self, summaries: Sequence[Summary]) -> None:
        super().__init__()
        self.summaries = summaries


class Appended(Message):
    """The commands are on disk; what they made of the incident may now be drawn."""

    def __init__(self, *, outcome: Outcome, said: str, recalls: Sequence[Recall] = ()) -> None:
        super().__init__()
        self.outcome = outcome
        self.said = said
        self.recalls = recalls
        """The messages that were called back."""


class Declared(Message):
    """A new incident is on disk."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class LastActStands(Message):
    """Nothing was taken back yet: the person's last act was another one than the mark that undo takes back."""

    def __init__(self, entry: Recorded) -> None:
        super().__init__()
        self.entry = entry


class NothingAgain(Message):
    """What was taken back last is not set again unread; or nothing was."""

    def __init__(self, entry: Recorded | None) -> None:
        super().__init__()
        self.entry = entry


class InjectWaits(Message):
    """An inject is due that only the facilitator's hand lets go."""

    def __init__(self, exercise: str, number: int) -> None:
        super().__init__()
        self.exercise = exercise
        self.number = number


class InjectWaitsNoMore(Message):
    """It went out, the clock went back, or play stands: what was said of it is not so."""

    def __init__(self, exercise: str, number: int) -> None:
        super().__init__()
        self.exercise = exercise
        self.number = number


class LineBack(Message):
    """The server answers again, and what was done meanwhile was brought together."""

    def __init__(self, merged: Merged) -> None:
        super().__init__()
        self.merged = merged


class LookChanged(Message):
    """Somebody chose other colours, signs, or no mouse."""


class MouseLeft(Message):
    """The mouse is the terminal's for a while, or as the settings say again."""

    def __init__(self, *, is_left: bool) -> None:
        super().__init__()
        self.is_left = is_left


class LogBack(Message):
    """The log can be read again, which could not be a moment ago."""


class NotDone(Message):
    """The rules or the world said no; nothing was written."""

    def __init__(self, reason: Exception) -> None:
        super().__init__()
        self.reason = reason


class BriefingRead(Message):
    """The briefing for whoever takes over was written."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__()
        self.briefing = briefing


class TerminalBack(Message):
    """The program was stopped from outside and goes on; somebody else may have had the terminal."""


class TerminalGone(Message):
    """Nobody can press a key any more, nor read what is drawn."""


class CommandMoved(Message):
    """Somebody took command of an incident in sight; told on every screen."""

    def __init__(self, *, incident: str, person: str) -> None:
        super().__init__()
        self.incident = incident
        self.person = person


class SearchRead(Message):
    """Some more incidents were looked through."""

    def __init__(self, typed: str, hits: Sequence[tuple[Summary, Sequence[Found]]], left: int) -> None:
        super().__init__()
        self.typed = typed
        self.hits = hits
        """Those that have the words, with the texts."""
        self.left = left
        """How many are still to be looked through."""


class RestsRead(Message):
    """Who rests was read, and until when: by the id of the person."""

    def __init__(self, rests: Mapping[str, datetime]) -> None:
        super().__init__()
        self.rests = rests


class CaseWordsRead(Message):
    """The words of an incident's cases were read, as everybody may see them."""

    def __init__(self, words: MaskedWords) -> None:
        super().__init__()
        self.words = words


class NamingRead(Message):
    """The entries that name the customers of these cases, and stay where their words are erased."""

    def __init__(self, numbers: tuple[int, ...], entries: Sequence[int]) -> None:
        super().__init__()
        self.numbers = numbers
        self.entries = entries


class ProposedNamingRead(Message):
    """The same for each erasure that waits, by its id."""

    def __init__(self, entries: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.entries = entries


class ContactShown(Message):
    """That somebody looks at how a customer is reached is in the log: here is how."""

    def __init__(self, *, number: int, words: CaseWords | None, looked_by: str) -> None:
        super().__init__()
        self.number = number
        self.words = words
        """None: they were erased."""
        self.looked_by = looked_by
        """Who looked in somebody else's name, or ''."""


class ConsoleRead(Message):
    """An exercise was read, for whoever leads it."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console


class Led(Message):
    """What whoever leads an exercise did stands; `said` is what to tell of it."""

    def __init__(self, console: Console, said: str) -> None:
        super().__init__()
        self.console = console
        self.said = said


class ExercisesListed(Message):
    """The open exercises were read, each with how it stands; None where one has no scenario.

    `playable`: what one can be run with, read only where none is open.
    """

    def __init__(
        self, rows: Sequence[tuple[Summary, Exercise | None]], playable: Sequence[ScenarioBundle] = ()
    ) -> None:
        super().__init__()
        self.rows = rows
        self.playable = playable


class ReviewRead(Message):
    """The after-action report was written."""

    def __init__(self, document: Document, earlier: Mapping[str, Sequence[Earlier]]) -> None:
        super().__init__()
        self.document = document
        self.earlier = earlier
        """Of each finding those alike of earlier incidents."""


class StockRead(Message):
    """What there is to give, and what all incidents hold of it."""

    def __init__(self, stock: Stock) -> None:
        super().__init__()
        self.stock = stock


class TimelineRead(Message):
    """The entries of an incident were read."""

    def __init__(self, entries: Sequence[Recorded]) -> None:
        super().__init__()
        self.entries = entries


class LibraryRead(Message):
    """The runbooks were listed; those whose files say none are among them."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = offers


class RunbookRead(Message):
    """One runbook was read whole."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__()
        self.bundle = bundle


class SimilarRead(Message):
    """Incidents with the same runbook, what is open first."""

    def __init__(self, rows: Sequence[Summary]) -> None:
        super().__init__()
        self.rows = rows


class RunbooksRead(Message):
    """The runbooks that an incident can be declared with were read; `invalid` maps ids to what is wrong."""

    def __init__(
        self,
        offers: Sequence[Offer],
        invalid: Mapping[str, Exception],
        held_to: HeldTo | None = None,
        lawless: Exception | None = None,
        past: Sequence[Summary] = (),
    ) -> None:
        super().__init__()
        self.past = past
        """Earlier incidents, the latest first."""
        self.lawless = lawless
        """Why the rules of law cannot be read, if they cannot."""
        self.offers = offers
        self.invalid = invalid
        self.held_to = held_to
        """The rules of law that count; None where the workspace names no jurisdictions."""
