"""Compiles the files of a workspace into plain values, with every problem of all of them at once.

WS001  a file cannot be read              WS004  a person, role, target or rota that is not there
WS002  unknown or missing key             WS005  a secret in the file
WS003  something stands twice             WS006  a value that cannot be
                                          WS007  a key that cannot be given (`incident.tui.keymap`)
                                          WS008  a log that this machine cannot open (`address`)
                                          WS009  an audience that no runbook tells anything (`unused_names`)
                                          WS010  a role that no runbook has (`unused_names`)
                                          WS011  people whom no message tells apart (`namesakes`)
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel

from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.nodes import Fields, Mark, Place, plain
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.model import (
    CasesFile,
    EntryFile,
    EscalateFile,
    FallbackFile,
    PeopleFile,
    SettingsFile,
    TargetsFile,
)
from incident.adapters.documents.workspace.parts import (
    audience,
    by_tier,
    case_policy,
    links,
    night,
    person,
    standing,
    target,
)
from incident.adapters.documents.workspace.rota import RotaCompiler
from incident.adapters.documents.workspace.rota_model import OverridesFile
from incident.adapters.documents.workspace.secrets_in_files import secrets_in
from incident.adapters.documents.workspace.target_kinds import address_problem, target_problems
from incident.adapters.workspace.config import Settings, Watchdog, WorkspaceConfig
from incident.application.errors import DocumentError, Problem
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.adapters.calendars.source import HolidaySource
    from incident.adapters.documents.reading.sources import Source

__all__ = ["compile_workspace", "retention_problems"]

M = TypeVar("M", bound=BaseModel)

_PUBLIC_URL: Final = r"https?://[^\s/?#@]+(/[A-Za-z0-9._~/-]*)?"
_SHORTEST, _LONGEST = timedelta(seconds=30), timedelta(hours=1)
_NOWHERE: Final = Fields(at=Mark(1, 1))
"""Stands for a file that is not there."""


@dataclass(slots=True)
class _Files:
    problems: list[Problem] = field(default_factory=list)

    @property
    def stop(self) -> bool:
        """Whether anything of it is more than a warning."""
        return any(each.severity == "error" for each in self.problems)

    def settings(self, source: Source) -> tuple[SettingsFile | None, Place]:
        """A slip in `retention` is told, and no more: an emergency waits for no rule of what is kept after it."""
        file, place = self.read(SettingsFile, source, None)
        slips = _slips(place) if self.problems else []
        self.problems = [each.changed(severity="warning") if each in slips else each for each in self.problems]
        return file, place

    def read(self, model: type[M], source: Source | None, empty: M | None) -> tuple[M | None, Place]:
        if source is None:
            return empty, Place("", _NOWHERE)
        try:
            place = Place(source.name, parse(source.data, source.name, rule="WS001"))
        except DocumentError as error:
            self.problems += error.problems
            return None, Place(source.name, _NOWHERE)
        file, problems = fit(model, place, "WS002")
        secret = list(secrets_in(place))
        told = {(each.line, each.column) for each in secret}
        self.problems += [each for each in problems if (each.line, each.column) not in told]  # they may repeat a value
        self.problems += secret
        return file, place


def compile_workspace(
    settings: Source, people: Source | None, targets: Source | None, overrides: Source | None = None
) -> tuple[WorkspaceConfig | None, Sequence[Problem]]:
    """What the files say, None where they do not say it; and every problem. A file that is None says nothing."""
    files = _Files()
    first, settings_place = files.settings(settings)
    persons, people_place = files.read(PeopleFile, people, PeopleFile(format="people/1", people={}))
    routes, targets_place = files.read(TargetsFile, targets, TargetsFile(format="targets/1"))
    late, late_place = files.read(OverridesFile, overrides, OverridesFile(format="overrides/1"))
    if first is not None:
        files.problems += _settings(first, settings_place)
    if persons is not None:
        files.problems += _logins(persons, people_place)
    if first is None or persons is None or routes is None or late is None:
        return None, in_order(files.problems)
    duties = RotaCompiler(people=persons.people, zone=first.zone, zone_problems=_zone, days=_days)
    rotas = duties.rotas(persons.rota, people_place / "rota", late, late_place)
    files.problems += duties.problems
    config = WorkspaceConfig(
        settings=_said(first).changed(retention_is_wrong=bool(files.problems)),
        people=tuple(person(name, each, first.language) for name, each in persons.people.items()),
        targets=tuple(target(name, each) for name, each in routes.targets.items()),
        audiences=tuple(audience(name, each, persons) for name, each in routes.audiences.items()),
        rotas=rotas,
        days_version=duties.days_version,
    )
    files.problems += _night(first, persons, settings_place)
    files.problems += _ways(persons, routes, people_place)
    files.problems += _entries(persons, routes, targets_place)
    files.problems += _complete(routes, targets_place)
    return (None if files.stop else config), in_order(files.problems)


def retention_problems(settings: Source) -> list[Problem]:
    """What is wrong in the settings by their `retention` alone: only what erases by it has to wait."""
    return _slips(Place(settings.name, parse(settings.data, settings.name, rule="WS001")))


def _slips(place: Place) -> list[Problem]:
    values = plain(place.root)
    if not isinstance(values, dict) or "retention" not in values:
        return []
    others = {key: value for key, value in values.items() if key != "retention"}
    besides = fit(SettingsFile, place, "WS002", others)[1]
    return [each for each in fit(SettingsFile, place, "WS002")[1] if each not in besides]


def _said(file: SettingsFile) -> Settings:
    return Settings(
        **file.model_dump(exclude={"cases", "format", "heartbeat", "links", "night", "obligations", "serve"}),
        login_command=file.serve.login_command,
        night=night(file.night) if file.night else None,
        links=links(file.links) if file.links else None,
        heartbeat=Watchdog(**file.heartbeat.model_dump()) if file.heartbeat else None,
        cases=case_policy(file.cases),
        obligations=standing(file.obligations) if file.obligations else None,
    )


def _settings(file: SettingsFile, place: Place) -> list[Problem]:
    problems = _zone(file.zone, place / "zone")
    problems += _public_url(file.links.public_url, place / "links" / "public_url") if file.links else []
    problems += _command(file.serve.login_command, place / "serve" / "login_command")
    problems += _cases(file.cases, place / "cases") if file.cases else []
    for name, zone in (file.obligations.zones if file.obligations else {}).items():
        problems += _zone(zone, place / "obligations" / "zones" / name)
    return problems


def _cases(file: CasesFile, place: Place) -> list[Problem]:
    """A graver tier never has the laxer limit (REQUIREMENTS B3)."""
    found = []
    for name, lengths in (("first_answer", file.first_answer), ("done", file.done)):
        stated = sorted(by_tier(lengths).items())
        for (tier, length), (laxer, longest) in pairwise(stated):
            if length > longest:
                said = _("Tier {tier} has a longer limit than tier {laxer}, which is less grave.")
                words = said.format(tier=int(tier), laxer=int(laxer))
                found.append(problem(place / name, "WS006", words))
    return found


def _night(file: SettingsFile, people: PeopleFile, place: Place) -> list[Problem]:
    """A night begins and ends, and who approved a text is a person of the team."""
    if file.night is None:
        return []
    here, problems = place / "night", list[Problem]()
    if file.night.begins == file.night.ends:
        problems.append(problem(here / "ends", "WS006", _("A night that ends when it begins is no night.")))
    for index, each in enumerate(file.night.texts):
        problems += _known(each.by, people.people, here / "texts" / index / "by", _("There is no person '{name}'."))
    return problems


def _days() -> HolidaySource:
    from incident.adapters.calendars.holidays_package import HolidaysPackage  # here: few rotas ask for days off

    return HolidaysPackage()


def _zone(zone: str, place: Place) -> list[Problem]:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        hint = did_you_mean(zone, available_timezones()) or _("Write an IANA name, such as Europe/Berlin.")
        return [problem(place, "WS006", _("There is no time zone '{zone}'.").format(zone=zone), hint)]
    return []


def _public_url(url: str, place: Place) -> list[Problem]:
    if re.fullmatch(_PUBLIC_URL, url):
        return []
    said = _("Write the address that browsers use, such as https://incident.example.org, not '{value}'.")
    return [problem(place, "WS006", said.format(value=clean_line(url)))]


def _command(line: str, place: Place) -> list[Problem]:
    try:
        shlex.split(line)
    except ValueError:
        said = _("The command '{command}' cannot be read: a quotation mark is missing.").format(command=line)
        return [problem(place, "WS006", said)]
    return []


def _logins(file: PeopleFile, place: Place) -> list[Problem]:
    owners: dict[str, str] = {}
    problems = []
    for name, each in file.people.items():
        for index, login in enumerate(each.logins):
            if owners.setdefault(login, name) != name:
                said = _("The login '{login}' belongs to '{person}' already.").format(login=login, person=owners[login])
                problems.append(problem(place / "people" / name / "logins" / index, "WS003", said))
    return problems


def _ways(people: PeopleFile, routes: TargetsFile, place: Place) -> list[Problem]:
    problems = []
    for name, each in people.people.items():
        for index, way in enumerate(each.reach):
            here = place / "people" / name / "reach" / index
            problems += _route(way.target, way.address, routes, here)
    return [*problems, *_lists(people, place)]


def _entries(people: PeopleFile, routes: TargetsFile, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    for name, each in routes.audiences.items():
        here = place / "audiences" / name
        for index, entry in enumerate(each.who):
            problems += _entry(entry, people, routes, here / "who" / index)
        if each.escalate is not None:
            for index, entry in enumerate(each.escalate.then):
                problems += _entry(entry, people, routes, here / "escalate" / "then" / index)
            problems += _escalates(each.escalate, people, routes, here / "escalate")
    return problems


def _lists(people: PeopleFile, place: Place) -> list[Problem]:
    return [
        found
        for name, each in people.lists.items()
        for index, person in enumerate(each)
        for found in _known(person, people.people, place / "lists" / name / index, _("There is no person '{name}'."))
    ]


def _entry(entry: EntryFile, people: PeopleFile, routes: TargetsFile, here: Place) -> list[Problem]:
    told = [key for key in ("target", "role", "person", "on_duty", "site", "list") if getattr(entry, key)]
    if len(told) != 1:
        said = _("An entry of an audience has exactly one of: target, role, person, on_duty, site, list.")
        return [problem(here, "WS002", said)]
    if entry.target:
        return _route(entry.target, entry.address, routes, here)
    problems: list[Problem] = []
    if entry.person:
        problems += _known(entry.person, people.people, here / "person", _("There is no person '{name}'."))
    if entry.on_duty:
        problems += _known(entry.on_duty, people.rota, here / "on_duty", _("There is no rota '{name}'."))
    if entry.list:
        problems += _known(entry.list, list(people.lists), here / "list", _("There is no list '{name}'."))
    if entry.site:
        sites = {each.site for each in people.people.values() if each.site}
        problems += _known(entry.site, sites, here / "site", _("Nobody is at the site '{name}'."))
    if entry.role:
        roles = {role for each in people.people.values() for role in each.roles}
        problems += _known(entry.role, roles, here / "role", _("Nobody may fill the role '{name}'."))
    for key in entry.model_fields_set & {"address", "language", "name"}:
        said = _("'{key}' comes from people.yaml; only a target has it here.").format(key=key)
        problems.append(problem(here / key, "WS002", said, at=(here / key).key))
    return problems


def _escalates(escalate: EscalateFile, people: PeopleFile, routes: TargetsFile, here: Place) -> list[Problem]:
    """An escalation gives people time to answer, and leads somewhere."""
    if not _SHORTEST <= escalate.after <= _LONGEST:
        said = _("People get between 30 seconds and 1 hour to answer.")
        return [problem(here / "after", "WS006", said)]
    real = {name for name, each in routes.targets.items() if not each.exercise}
    ways = [sum(way.target in real for way in each.reach) for each in people.people.values()]
    if escalate.then or max(ways, default=0) > 1:
        return []
    said = _("This escalation leads nowhere: nobody has a second way to be reached, and 'then' names nobody.")
    return [problem(here, "WS006", said, at=here.key)]


def _route(name: str, address: str, routes: TargetsFile, place: Place) -> list[Problem]:
    found = routes.targets.get(name)
    if found is None:
        return _known(name, routes.targets, place / "target", _("There is no target '{name}'."))
    return list(address_problem(name, found, address, place))


def _known(name: str, names: Sequence[str] | set[str] | dict[str, M], place: Place, sentence: str) -> list[Problem]:
    if name in names:
        return []
    return [problem(place, "WS004", sentence.format(name=name), did_you_mean(name, names))]


def _complete(routes: TargetsFile, place: Place) -> list[Problem]:
    here = place / "targets"
    found = [found for name, each in routes.targets.items() for found in target_problems(name, each, here / name)]
    for name, each in routes.targets.items():
        if each.fallback is not None:
            found += _fallback(name, each.fallback, routes, here / name / "fallback")
    return found


def _fallback(name: str, file: FallbackFile, routes: TargetsFile, place: Place) -> list[Problem]:
    """A fallback is another target, and for exercises too if this one is."""
    other = routes.targets.get(file.target)
    if file.target == name:
        said = _("The target '{name}' cannot be its own fallback.").format(name=name)
    elif other is not None and other.exercise is not routes.targets[name].exercise:
        said = _("Either '{name}' or its fallback is for exercises, and the other is not.").format(name=name)
    else:
        return _route(file.target, file.address, routes, place)
    return [problem(place / "target", "WS006", said)]
