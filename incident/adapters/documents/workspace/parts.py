"""Turns the entries of a workspace's files into what the application asks for.

Apart from the compiler of the whole, which holds the parts against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from incident.adapters.workspace.config import Audience, Entry, Escalating, LinkPage, Night, Standing
from incident.application.ports import OnUnknown, Person, Target
from incident.domain.cases.limits import CasePolicy, limits_of
from incident.domain.grading.tiers import Tier
from incident.domain.messages.preapproval import NightText

if TYPE_CHECKING:
    from datetime import timedelta

    from incident.adapters.documents.workspace.model import (
        AudienceFile,
        CasesFile,
        EntryFile,
        EscalateFile,
        LinksFile,
        NightFile,
        PeopleFile,
        PersonFile,
        StandingFile,
        TargetFile,
    )

__all__ = ["audience", "by_tier", "case_policy", "links", "night", "person", "standing", "target"]


def standing(file: StandingFile) -> Standing:
    """What the workspace says of itself; the register decides later whether the names are right."""
    return Standing(
        jurisdictions=tuple(file.jurisdictions),
        sectors=None if file.sectors is None else tuple(file.sectors),
        facts=file.facts,
        enabled=tuple(file.enabled),
        zones=file.zones,
        targets=file.targets,
    )


def links(file: LinksFile) -> LinkPage:
    """Where messages are acknowledged by link, and by which key PagerDuty may say so."""
    pagerduty = file.pagerduty.secret if file.pagerduty else ""
    return LinkPage(public_url=file.public_url, secret=file.secret, pagerduty=pagerduty)


def case_policy(file: CasesFile | None) -> CasePolicy:
    """How long cases may wait, and who sees contacts; what is not said is as the program has it."""
    if file is None:
        return CasePolicy()
    limits = limits_of(by_tier(file.first_answer), by_tier(file.done), file.source, file.calendar)
    shown_to = CasePolicy().shown_to if file.contacts is None else tuple(file.contacts)
    return CasePolicy(limits=limits, shown_to=shown_to)


def by_tier(lengths: timedelta | Mapping[Tier, timedelta]) -> Mapping[Tier, timedelta]:
    """One length for all tiers is that of each."""
    return lengths if isinstance(lengths, Mapping) else dict.fromkeys(Tier, lengths)


def night(file: NightFile) -> Night:
    """When it is night, and what may leave then."""
    return Night(begins=file.begins, ends=file.ends, texts=tuple(NightText(**each.model_dump()) for each in file.texts))


def person(person_id: str, file: PersonFile, language: str) -> Person:
    """The person; who names no language speaks the workspace's."""
    return Person(
        id=person_id,
        name=file.name,
        language=file.language or language,
        phone=file.phone,
        logins=tuple(file.logins),
        roles=tuple(file.roles),
        reach=tuple((way.target, way.address) for way in file.reach),
    )


def target(target_id: str, file: TargetFile) -> Target:
    """The target, with the options that were written and no others."""
    written = file.options.model_dump(exclude_none=True)
    return Target(
        id=target_id,
        exercise=file.exercise,
        kind=file.kind,
        secret=file.secret,
        on_unknown=OnUnknown(file.on_unknown),
        fallback=(file.fallback.target, file.fallback.address) if file.fallback else None,
        options={key: _as_written(value) for key, value in written.items()},
    )


def _as_written(value: object) -> str:
    return ",".join(f"{name}={part}" for name, part in value.items()) if isinstance(value, dict) else str(value)


def audience(audience_id: str, file: AudienceFile, people: PeopleFile) -> Audience:
    """The audience, entry by entry."""
    return Audience(
        id=audience_id,
        external=file.external,
        who=tuple(_entry(each, people) for each in file.who),
        escalate=_escalating(file.escalate, people) if file.escalate else None,
    )


def _escalating(file: EscalateFile, people: PeopleFile) -> Escalating:
    return Escalating(after=file.after, then=tuple(_entry(each, people) for each in file.then))


def _entry(file: EntryFile, people: PeopleFile) -> Entry:
    return Entry(
        target=file.target or "",
        role=file.role or "",
        person=file.person or "",
        on_duty=file.on_duty or "",
        people=_several(file, people),
        address=file.address,
        language=file.language or "",
        name=file.name or "",
    )


def _several(file: EntryFile, people: PeopleFile) -> tuple[str, ...]:
    """Whoever is at the site, or in the list."""
    if file.list:
        return tuple(dict.fromkeys(people.lists.get(file.list, ())))
    return tuple(name for name, each in people.people.items() if file.site and each.site == file.site)
