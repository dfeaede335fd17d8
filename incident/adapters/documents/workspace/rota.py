"""Compiles the rotas of a workspace, and holds the names in them against its people.

Apart from the compiler of the whole, because days off are asked of a package that few workspaces need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from incident.adapters.calendars.source import DaysOff
from incident.adapters.documents.obligations.calendars import YEARS
from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.domain.duties.rota import EVERY_DAY, Layer, Override, Rota
from incident.domain.nearest import nearest
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.wording.refusals import say_refusal
from incident.wording.speech import Speech
from incident.wording.typed_moments import moment_on_the_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from incident.adapters.calendars.source import HolidaySource
    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.workspace.model import PersonFile
    from incident.adapters.documents.workspace.rota_model import LayerFile, OverrideFile, OverridesFile, RotaFile
    from incident.application.errors import Problem

__all__ = ["RotaCompiler"]

_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NONE: Final = DaysOff(holidays=frozenset(), working_days=frozenset())
_MIDNIGHT: Final = time()
_WORKED: Final = {"workdays": True, "days-off": False}


@dataclass(slots=True, kw_only=True)
class RotaCompiler:
    """Turns what was written into rotas; what is wrong gathers in `problems`."""

    people: Mapping[str, PersonFile]
    zone: str
    zone_problems: Callable[[str, Place], list[Problem]]
    days: Callable[[], HolidaySource]
    """Asked where a rota names a place whose days off count."""
    days_version: str = ""
    """Of whoever was asked for days off; '' while nobody was."""
    problems: list[Problem] = field(default_factory=list)

    def rotas(
        self, files: Mapping[str, RotaFile], place: Place, late: OverridesFile, late_place: Place
    ) -> tuple[Rota, ...]:
        """All rotas; the overrides of the second file stand after those of the first, and so count before them."""
        after = list(enumerate(late.overrides))
        for n, each in after:
            self._known(each.rota, files, late_place / "overrides" / n / "rota", _("There is no rota '{name}'."))
        own = frozenset(each.day for each in late.days_off)
        found = []
        for name, file in files.items():
            here = place / name / "overrides"
            overrides = [self._override(each, file, here / n) for n, each in enumerate(file.overrides)]
            overrides += [
                self._override(each, file, late_place / "overrides" / n) for n, each in after if each.rota == name
            ]
            found.append(self._rota(name, file, place / name, own).changed(overrides=tuple(filter(None, overrides))))
        return tuple(found)

    def _rota(self, name: str, file: RotaFile, place: Place, own: frozenset[date]) -> Rota:
        self._roles(name, file, place)
        off = self._days_off(file, place)
        return Rota(
            id=name,
            name=file.name or "",
            roles=(name,) if file.roles is None else tuple(file.roles),
            layers=tuple(self._layers(file, place)),
            days_off=off.holidays | own,
            made_up=off.working_days - own,
        )

    def _roles(self, name: str, file: RotaFile, place: Place) -> None:
        """Every role of the rota can be filled, and by everybody who takes turns in it."""
        able = {role for each in self.people.values() for role in each.roles}
        if file.roles is None and name not in able:
            near = nearest(name, able)
            hint = _("Did you mean '{word}'?").format(word=near) if near else _("For no role at all write roles: [].")
            said = _("Nobody may fill the role '{name}'.").format(name=name)
            self.problems.append(problem(place, "WS004", said, hint, at=place.key))
        for number, role in enumerate(file.roles or ()):
            self._known(role, able, place / "roles" / number, _("Nobody may fill the role '{name}'."))
        for role in able & {*(file.roles if file.roles is not None else [name])}:
            for person, where in _in_turn(file, place):
                if person in self.people and role not in self.people[person].roles:
                    said = _("{person} is on the rota and may not fill the role '{role}'.")
                    words = said.format(person=self.people[person].name, role=role)
                    self.problems.append(problem(where, "WS004", words, _("Add it to their roles.")))

    def _layers(self, file: RotaFile, place: Place) -> Iterator[Layer]:
        self._zone(file.zone, place / "zone")
        names: set[str] = set()
        for number, layer in enumerate(file.layers):
            here = place / "layers" / number
            if layer.name in names:
                said = _("The layer '{name}' stands twice.").format(name=layer.name)
                self.problems.append(problem(here / "name", "WS003", said))
            names.add(layer.name)
            for index, person in enumerate(layer.people):
                self._person(person, here / "people" / index)
            self._zone(layer.zone, here / "zone")
            worked, weekdays = self._served(layer, here)
            begins, ends = self._hours(layer, here)
            yield Layer(
                name=layer.name,
                people=tuple(layer.people),
                start=layer.start,
                zone=layer.zone or file.zone or self.zone,
                begins=begins,
                ends=ends,
                turn_days=layer.turn.days,
                weekdays=weekdays,
                worked=worked,
            )

    def _hours(self, layer: LayerFile, place: Place) -> tuple[time, time]:
        if (layer.hand_over is None) is (layer.hours is None):
            said = _("The layer '{name}' needs one of: hand_over, hours.").format(name=layer.name)
            hint = _("hand_over: 09:00 for whole days, hours: 09:00-17:00 for a part of each.")
            self.problems.append(problem(place, "WS002", said, hint))
        if layer.hours is not None:
            return layer.hours
        return (layer.hand_over or _MIDNIGHT,) * 2

    def _served(self, layer: LayerFile, place: Place) -> tuple[bool | None, frozenset[int]]:
        """Whether it is for worked days or days off, and for which days of the week."""
        named = layer.days or []
        kinds = [day for day in named if day in _WORKED]
        if kinds and len(named) > 1:
            said = _("'{word}' stands alone, without other days.").format(word=kinds[0])
            self.problems.append(problem(place / "days", "WS006", said))
        if kinds:
            return _WORKED[kinds[0]], EVERY_DAY
        return None, frozenset(_WEEK.index(day) + 1 for day in named) or EVERY_DAY

    def _override(self, file: OverrideFile, rota: RotaFile, place: Place) -> Override | None:
        self._person(file.person, place / "person")
        if file.layer is not None:
            names = {layer.name for layer in rota.layers}
            self._known(file.layer, names, place / "layer", _("There is no layer '{name}'."))
        zone = rota.zone or self.zone
        start, end = self._instant(file.start, zone, place / "start"), self._instant(file.until, zone, place / "until")
        if start is None or end is None:
            return None  # a wrong zone or time, which is said where it stands
        if start >= end:
            self.problems.append(problem(place / "until", "WS006", _("The override ends before it begins.")))
        return Override(start=start, end=end, person=file.person, layer=file.layer or "", why=file.why)

    def _days_off(self, file: RotaFile, place: Place) -> DaysOff:
        if file.holidays is None:
            return _NONE
        source = self.days()
        self.days_version = source.version
        found = source.days_off(file.holidays, YEARS)
        if found is None:
            said = _("Nobody knows the days off of '{place}'.").format(place=file.holidays)
            hint = did_you_mean(file.holidays, source.places())
            self.problems.append(problem(place / "holidays", "WS006", said, hint))
        return found or _NONE

    def _person(self, person: str, place: Place) -> None:
        self._known(person, self.people, place, _("There is no person '{name}'."))

    def _known(self, name: str, names: Collection[str], place: Place, sentence: str) -> None:
        if name not in names:
            self.problems.append(problem(place, "WS004", sentence.format(name=name), did_you_mean(name, names)))

    def _zone(self, zone: str | None, place: Place) -> None:
        if zone is not None:
            self.problems += self.zone_problems(zone, place)

    def _instant(self, moment: datetime, zone: str, place: Place) -> datetime | None:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        try:
            return moment_on_the_wall(moment, moment.isoformat(" ", "minutes"), ZoneInfo(zone)).astimezone(UTC)
        except Refused as refused:
            self.problems.append(problem(place, "WS006", say_refusal(refused, Speech.to(()))))
        except (KeyError, ValueError, OSError):  # no such zone
            pass
        return None


def _in_turn(file: RotaFile, place: Place) -> Iterator[tuple[str, Place]]:
    """Everybody once, where the name stands first."""
    seen: set[str] = set()
    for number, layer in enumerate(file.layers):
        for index, person in enumerate(layer.people):
            if person not in seen:
                seen.add(person)
                yield person, place / "layers" / number / "people" / index
