"""What the screens are told of: the answers to their questions, read from the services of one moment.

Apart from the gateway, which says when each is read, by which thread, and what becomes of a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.errors import DocumentError
from incident.tui.messages import (
    AgendaRead,
    BriefingRead,
    CaseWordsRead,
    HomeRead,
    IncidentRead,
    NamingRead,
    ProposedNamingRead,
    ReadinessRead,
    RestsRead,
    ReviewRead,
    RunbooksRead,
    SimilarRead,
    WorkspaceOpened,
)

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Sequence

    from incident.application.searching import Found
    from incident.application.services import Services
    from incident.domain.events import IncidentMode
    from incident.wording.speech import Speech

__all__ = [
    "LATEST",
    "agenda",
    "briefing",
    "case_words",
    "found",
    "home",
    "incident",
    "naming",
    "naming_proposed",
    "readiness",
    "rests",
    "review",
    "runbooks",
    "similar",
    "workspace",
]

LATEST: Final = 12
"""So many last entries of an incident are read for the walk; what is corrected beside them takes some."""


def workspace(services: Services, told: type[WorkspaceOpened] = WorkspaceOpened) -> WorkspaceOpened:
    """Who sits here, and what people are called."""
    from incident.application.messages.people import in_mode  # here, as below: after the first frame

    place, people = services.workspace, services.directory.people()
    return told(
        name=place.name,
        root=place.root,
        person=services.actor.acts_as,
        people=people,
        reached=list(in_mode(people, services.directory, exercise=False)),
        zone=place.zone,
        contact=place.contact,
        rotas=services.directory.rotas(),
        stale_because=services.stale_because,
    )


def home(services: Services) -> HomeRead:
    """The open incidents, from their summaries alone."""
    log, link = services.log, services.link
    waiting, _ = services.outbox.waiting()
    cut = None if link is None else link.cut
    return HomeRead(
        summaries=log.summaries(),
        unsent=waiting,
        cut=cut,
        can_write=log.obstacle is None,
        is_held=services.outbox.unconfirmed() is not None,
        lost=() if link is None else link.lost,
    )


def readiness(services: Services) -> ReadinessRead:
    """How ready the runbooks and the people are."""
    from zoneinfo import ZoneInfo  # here, as below: the first frame reads no runbook

    from incident.application.exercises.agenda import read_agenda
    from incident.application.improving.plans import late_actions
    from incident.application.readiness import read_readiness

    now, zone = services.clock.now(), ZoneInfo(services.workspace.zone)
    late = late_actions(services.service, services.log, now)
    found = read_readiness(services.library, services.directory, now, zone)
    return ReadinessRead(found.changed(late_actions=late, agenda=read_agenda(services)))


def agenda(services: Services) -> AgendaRead:
    """What the plan of exercises still asks for."""
    from incident.application.exercises.agenda import read_agenda  # here: few look at exercises

    return AgendaRead(read_agenda(services))


def incident(services: Services, incident_id: str) -> IncidentRead:
    """One incident, as it stands."""
    from incident.walk.reading import moment_of  # here: the first frame walks nothing

    return IncidentRead(moment_of(services, services.service.look(incident_id), latest=LATEST))


def briefing(services: Services, incident_id: str) -> BriefingRead:
    """The briefing of an incident, for the person who sits here."""
    from incident.application.briefing import load_briefing  # here: only a hand-over reads the whole log
    from incident.walk.reading import readable_inventory

    person, now, own = services.actor.acts_as, services.clock.now(), readable_inventory(services)
    return BriefingRead(load_briefing(services.log, services.outbox, incident_id, person, now, inventory=own))


def review(services: Services, incident_id: str, speech: Speech) -> ReviewRead:
    """The after-action report as everybody may read it: of an exercise without what those who led it wrote."""
    from incident.adapters.reports.report import after_action_report  # here, as below: few read it in the terminal
    from incident.application.improving.earlier import found_earlier
    from incident.application.review import load_review

    found = load_review(services.log, services.outbox, incident_id, services.clock.now())
    if found.participants:
        from incident.application.exercises.programming import invited_to
        from incident.application.review.participating import with_invited

        found = found.changed(participants=with_invited(found.participants, invited_to(services, found.log)))
    incident = services.service.look(incident_id)
    return ReviewRead(after_action_report(found, speech), found_earlier(services.service, services.log, incident))


def rests(services: Services, mode: IncidentMode) -> RestsRead:
    """Who of the people rests, and until when."""
    from incident.application.rests import resting_people  # here: only who gives work to somebody asks

    return RestsRead(resting_people(services.service, mode, services.clock.now()))


def case_words(services: Services, incident_id: str) -> CaseWordsRead:
    """The words of all its cases, masked here: ten thousand would keep whoever draws them waiting."""
    from incident.application.cases.finding import MaskedWords  # here: few incidents have cases
    from incident.application.cases.words import words_by_number

    words = MaskedWords(words_by_number(services.service.look(incident_id), services.log))
    words.mask_all()
    return CaseWordsRead(words)


def naming(services: Services, incident_id: str, numbers: tuple[int, ...]) -> NamingRead:
    """Which entries name those whose words are to go: as it was asked for already, else of these cases."""
    from incident.application.evidence.naming import naming_of  # here: words are seldom erased
    from incident.domain.evidence import Erasure

    incident = services.service.look(incident_id)
    asked = next((each for each in incident.evidence.proposed if set(each.cases) & set(numbers)), None)
    now, person = services.clock.now(), services.actor.acts_as
    meant = asked or Erasure(id="", entries=(), because="", proposed_by=person, proposed_at=now, cases=numbers)
    return NamingRead(numbers, naming_of(meant, incident, services.log))


def naming_proposed(services: Services, incident_id: str) -> ProposedNamingRead:
    """Which entries name the customers of each erasure that waits."""
    from incident.application.evidence.naming import naming_of_proposed  # here, as above

    return ProposedNamingRead(naming_of_proposed(services.service.look(incident_id), services.log))


def found(services: Services, incident_id: str, typed: str) -> Sequence[Found]:
    """The texts of an incident that have all the words."""
    from incident.application.searching import found_in  # here: few search
    from incident.wording.finding import filled

    entries = services.log.read(incident_id)
    return filled(found_in(entries, typed), lambda: entries)


def similar(services: Services, incident_id: str) -> SimilarRead:
    """What is alike, without the incident itself."""
    from incident.walk.flows.resembling import alike  # here: few look back in the middle of an incident

    own = services.log.summary(incident_id)
    others = (row for row in services.log.summaries(open_only=False) if row.incident_id != incident_id)
    return SimilarRead(alike(others, own.runbook) if own is not None else ())


def runbooks(services: Services) -> RunbooksRead:
    """What an incident can be declared with, what cannot be read, and which law it would be held to."""
    from incident.application.holding import held_or_why  # here: the first frame declares nothing
    from incident.application.searching import latest_first

    found = list(services.library.every())
    offers = [each for each in found if each.outline]
    invalid = {each.id: DocumentError(each.problems) for each in found if each.outline is None}
    return RunbooksRead(offers, invalid, *held_or_why(services), latest_first(services.log))
