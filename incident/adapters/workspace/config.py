"""A workspace as the program knows it once its files are read: plain values, fit to be cached."""

from __future__ import annotations

from dataclasses import dataclass

from incident.application.ports import Person, Target

__all__ = ["Audience", "Entry", "Settings", "WorkspaceConfig"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an audience: a target, whoever holds a role, or a person. Exactly one of the three is filled."""

    target: str = ""
    role: str = ""
    person: str = ""
    address: str = ""
    language: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who is meant when a runbook says `tell: customers`."""

    id: str
    external: bool
    """Outside the organisation: what it is told has to be approved."""
    who: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceConfig:
    """Everything that the files of a workspace say."""

    settings: Settings
    people: tuple[Person, ...]
    targets: tuple[Target, ...]
    audiences: tuple[Audience, ...]
