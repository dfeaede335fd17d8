"""An incident that is held to the shipped rules of law, worked through the service: commands in, clocks out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from incident.adapters.calendars.holidays_package import HolidaysPackage
from incident.adapters.documents.obligations.library import ObligationLibrary
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.ports import Directory
from incident.application.service import IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.events import IncidentMode, Milestone
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.law.holding import HeldTo, Profile
from incident.domain.law.obligations import Register
from incident.domain.law.statutory import Duty, duties
from incident.domain.runbooks.conditions import Value
from incident.domain.timing.clocks import Clock, legal_clocks
from incident.shipped import library_root
from tests.bundles import a_bundle
from tests.fakes import CountingIds, FakeClock, a_team

__all__ = ["LEAK", "LegalDesk", "instant", "shipped_register"]

LEAK: Mapping[str, Value] = {
    "pi_exposed": True,
    "harm_avoided": False,
    "consumer_data": False,
    "cii_involved": False,
    "central_organ": False,
    "crime_suspected": False,
}
"""Personal data of an ordinary operator leaked, nobody suspects a crime."""


@cache
def shipped_register() -> Register:
    """The rules that come with the program."""
    return ObligationLibrary([library_root()], HolidaysPackage()).register()


def instant(written: str, zone: str = "Asia/Shanghai") -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


class LegalDesk:
    """Ana at a terminal, in a place with laws; times are typed as local ones."""

    def __init__(
        self,
        jurisdiction: str,
        at: str,
        *,
        zone: str = "Asia/Shanghai",
        tier: Tier = Tier.MAJOR,
        facts: Mapping[str, Value] | None = None,
        standing: Mapping[str, Value] | None = None,
        sectors: tuple[str, ...] | None = (),
        register: Register | None = None,
        pins: bool = True,
        team: Directory | None = None,
        mode: IncidentMode = IncidentMode.REAL,
    ) -> None:
        """`register` stands in for the shipped rules, which the declaration cannot read unless it `pins` them."""
        self.zone = zone
        self.clock = FakeClock(self.at(at))
        self.log, self.team = MemoryLog(), team or a_team()
        self.log.load_targets(self.team.targets())
        self.service = IncidentService(
            log=self.log, clock=self.clock, ids=CountingIds(), directory=self.team, outbox=self.log
        )
        self.actor = Actor(person="ana")
        rules = register or shipped_register()
        self.held = HeldTo(
            register=rules, profile=Profile(jurisdictions=(jurisdiction,), sectors=sectors, facts=standing or {})
        )
        order = c.DeclareIncident(
            by="ana", title="A leak", tier=tier, bundle=a_bundle(), facts=dict(facts or {}), mode=mode
        )
        order = order.changed(zone=zone)
        if pins:
            order = order.changed(held_to=self.held)
        self.id = self.service.declare(order, self.actor).incident.id

    def at(self, written: str) -> datetime:
        """The instant of a local time."""
        return instant(written, self.zone)

    def do(self, command: c.Command) -> Outcome:
        """Have it executed now."""
        return self.service.execute(self.id, command, self.actor)

    def mark(self, milestone: str, at: str, regime: str = "") -> None:
        """State when something happened; the clock goes there if it is not that late yet."""
        moment = self.at(at)
        self.clock.set(max(self.clock.now(), moment))
        self.do(c.MarkMilestone(by="ana", milestone=Milestone(milestone), at=moment, regime=regime))

    def fact(self, **values: Value) -> None:
        """State facts."""
        for name, value in values.items():
            self.do(c.RecordFact(by="ana", fact=name, value=value))

    def file(self, obligation: str, at: str, recipient: str = "", reference: str = "no. 7") -> None:
        """Enter a report."""
        moment = self.at(at)
        self.clock.set(max(self.clock.now(), moment))
        order = c.FileReport(by="ana", obligation=obligation, recipient=recipient, reference=reference, at=moment)
        self.do(order)

    @property
    def incident(self) -> Incident:
        """As it stands, read anew from the log by another terminal."""
        other = IncidentService(log=self.log, clock=self.clock, ids=CountingIds("other"), directory=a_team())
        return other.load(self.id)

    def duties(self, obligation: str) -> list[Duty]:
        """What is due by that rule now."""
        return [each for each in duties(self.incident, self.clock.now()) if each.obligation.id == obligation]

    def clocks(self) -> dict[str, Clock]:
        """The legal clocks that run now."""
        return {each.subject: each for each in legal_clocks(self.incident, self.clock.now())}

    def due(self, key: str) -> str:
        """When the clock of that key is due, local time; '' if it does not run."""
        clock = self.clocks().get(key)
        return f"{clock.due_at.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}" if clock else ""
