"""A workspace as the program knows it once its files are read: plain values, fit to be cached.

Apart from opening, because the cache must know its shape, and the compiler must not be loaded for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import time, timedelta

from incident.application.ports import Person, Target
from incident.domain.cases.limits import CasePolicy
from incident.domain.duties.rota import Rota
from incident.domain.frozen import Frozen
from incident.domain.messages.preapproval import NightText

__all__ = [
    "Audience",
    "Entry",
    "Escalating",
    "LinkPage",
    "Night",
    "Settings",
    "Standing",
    "Watchdog",
    "WorkspaceConfig",
]


class Standing(Frozen):
    """What the workspace says of itself to the law, as it was written."""

    jurisdictions: tuple[str, ...]
    sectors: tuple[str, ...] | None = None
    """None: it does not say."""
    facts: Mapping[str, str] = field(default_factory=dict)
    enabled: tuple[str, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)


class Watchdog(Frozen):
    """Where a worker gives its sign of life."""

    secret: str
    """A reference to the URL."""
    limit: timedelta
    """With a delivery that has been due for so long, no sign is given."""


class Night(Frozen):
    """When it is night for the team, and which texts may leave then."""

    begins: time
    ends: time
    """Local times of the workspace's zone."""
    texts: tuple[NightText, ...]


class LinkPage(Frozen):
    """Where messages are acknowledged by link."""

    public_url: str
    secret: str
    """A reference to the key that signs them."""
    pagerduty: str = ""
    """A reference to the key by which PagerDuty signs what it tells us; '' where it tells nothing."""


class Settings(Frozen):
    """What `incident.yaml` says."""

    name: str
    language: str
    zone: str
    """IANA name, such as `Europe/Berlin`."""
    database: str = ""
    """URL without a password; '' for `incident.db` in the folder."""
    public_contact: str = ""
    """Where those who are told can ask; `${contact}` in messages."""
    sandbox: bool = False
    """Whether the clock may be shifted; never for a workspace of real incidents."""
    login_command: str = ""
    """Judges the passwords of `incident serve`; '' where those of `incident serve password` do."""
    heartbeat: Watchdog | None = None
    night: Night | None = None
    links: LinkPage | None = None
    """None: messages carry no links."""
    retention: Mapping[str, timedelta] = field(default_factory=dict)
    """How long after the closing what is kept, by kind."""
    retention_is_wrong: bool = False
    """Whether a rule of it could not be read: then nothing is due by any."""
    cases: CasePolicy = CasePolicy()
    obligations: Standing | None = None
    """None: it names no jurisdictions, and the law is not asked."""


class Entry(Frozen):
    """One line of an audience: a target, whoever holds a role, a person, whoever is on duty, or several people."""

    target: str = ""
    role: str = ""
    person: str = ""
    on_duty: str = ""
    """The rota."""
    people: tuple[str, ...] = ()
    """Everybody of a site or a list; each of them is told."""
    address: str = ""
    language: str = ""
    name: str = ""


class Escalating(Frozen):
    """What follows while nobody of an audience acknowledges."""

    after: timedelta
    then: tuple[Entry, ...] = ()


class Audience(Frozen):
    """Who is meant when a runbook says `tell: customers`."""

    id: str
    external: bool
    """Outside the organisation: what it is told has to be approved."""
    who: tuple[Entry, ...]
    escalate: Escalating | None = None
    """None: it is told once, and nobody is waited for."""


class WorkspaceConfig(Frozen):
    """Everything that the files of a workspace say."""

    settings: Settings
    people: tuple[Person, ...]
    targets: tuple[Target, ...]
    audiences: tuple[Audience, ...]
    rotas: tuple[Rota, ...] = ()
    days_version: str = ""
    """Of the package that said the days off of the rotas; '' where none was asked."""
