"""What makes a register of obligations wrong: rules with stable ids, applied with those of runbooks.

    OB001  a file cannot be read, an unknown key, a wrong value     OB008  an unknown class or checklist
    OB002  an id stands twice                                       OB009  a status and its dates contradict each other
    OB003  a condition cannot be read or makes no sense             OB010  a rule is past its review date
    OB004  an unknown zone, calendar, jurisdiction or sector        OB011  a confidence without a source
    OB005  a clock that nothing starts                              OB012  a fact that no rule reads
    OB006  a text is missing in a language                          OB013  a day contradicts itself
    OB007  a length without its number, or a number without length  OB014  days are counted without a calendar

The compiler applies OB003, OB006, OB007, OB011 and OB013 while it reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, available_timezones

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.application.errors import Problem
from incident.domain.law.obligations import ANYWHERE
from incident.domain.runbooks.conditions import facts_of
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from incident.adapters.documents.obligations.draft import Draft
    from incident.adapters.documents.obligations.model import ObligationFile, RegimeFile, WordsFile
    from incident.adapters.documents.obligations.reading import Read
    from incident.adapters.documents.reading.nodes import Place

__all__ = ["overdue", "regime_problems", "stands_twice", "unused_facts"]

_WORKED: Final = "working_day"


def regime_problems(
    draft: Draft,
    read: Read[RegimeFile],
    *,
    places: Collection[str],
    sectors: Collection[str],
    calendars: Collection[str],
    obligations: Collection[str],
) -> None:
    """What a regime names that is not there, and what it says that cannot be."""
    file, place = read.file, read.place
    draft.known(file.jurisdiction, places, place / "jurisdiction", "OB004", _("There is no jurisdiction '{name}'."))
    draft.known(file.sector, sectors, place / "sector", "OB004", _("There is no sector '{name}'."))
    draft.problems += _zone(file.reckoning.zone, place / "reckoning" / "zone")
    if file.reckoning.calendar is not None:
        here = place / "reckoning" / "calendar"
        draft.known(file.reckoning.calendar, calendars, here, "OB004", _("There is no calendar '{name}'."))
    elif file.reckoning.last_day != "stands":
        draft.wrong(place / "reckoning", "OB014", _("The last day may be a day off, and no calendar tells which are."))
    for name, each in file.obligations.items():
        here = place / "obligations" / name
        where = each.jurisdiction or ANYWHERE
        draft.known(where, places, here / "jurisdiction", "OB004", _("There is no jurisdiction '{name}'."))
        draft.known(each.sector or ANYWHERE, sectors, here / "sector", "OB004", _("There is no sector '{name}'."))
        draft.problems += [*_start(file, each, here, obligations, name), *_names(file, each, here), *_dates(each, here)]
        draft.problems += _calendar(file, each, here)


def overdue(read: Read[RegimeFile], today: date) -> Iterator[Problem]:
    """A regime, and each rule with a date of its own, that nobody compared with its source in time."""
    file, every = read.file, read.file.verified.every
    dated = [(each.verified_on, read.place / "obligations" / name) for name, each in file.obligations.items()]
    for on, place in ((file.verified.on, read.place / "verified"), *dated):
        if on is not None and today > on + every:
            said = _("The rule was to be compared with its source by {date}.").format(date=(on + every).isoformat())
            yield problem(place, "OB010", said, severity="warning")


def unused_facts(words: Iterable[Read[WordsFile]], draft: Draft) -> Iterator[Problem]:
    """Facts that no condition reads."""
    used = frozenset[str]().union(*(facts_of(each) for each in draft.conditions))
    for read in words:
        for name in read.file.facts:
            if name not in used:
                said = _("No rule reads the fact '{name}'.").format(name=name)
                yield problem(read.place / "facts" / name, "OB012", said)


def stands_twice(names: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Every id that stands in more than one file, at the later ones."""
    seen: dict[str, Place] = {}
    for name, place in names:
        if name in seen:
            said = _("The id '{id}' stands twice; also in {other}.").format(id=name, other=seen[name].file)
            yield problem(place / "id", "OB002", said)
        seen.setdefault(name, place)


def _zone(zone: str, place: Place) -> Iterator[Problem]:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        hint = did_you_mean(zone, available_timezones()) or _("Write an IANA name, such as Europe/Berlin.")
        yield problem(place, "OB004", _("There is no time zone '{zone}'.").format(zone=zone), hint)


def _start(
    regime: RegimeFile, file: ObligationFile, place: Place, obligations: Collection[str], name: str
) -> Iterator[Problem]:
    if (file.clock_start == "filed") != (file.after is not None):
        said = _("'clock_start: filed' and 'after' belong together.")
        yield problem(place / "clock_start", "OB005", said, _("Name the obligation whose filing starts this clock."))
    if file.after is None:
        return
    after = file.after if "." in file.after else f"{regime.id}.{file.after}"
    if after not in obligations:
        said = _("There is no obligation '{name}'.").format(name=file.after)
        yield problem(place / "after", "OB005", said, did_you_mean(after, obligations))
    if after == f"{regime.id}.{name}":
        yield problem(place / "after", "OB005", _("The clock waits for its own report."))


def _names(regime: RegimeFile, file: ObligationFile, place: Place) -> Iterator[Problem]:
    for key, name, known in (
        ("statutory_class", file.statutory_class, regime.classes),
        ("contents", file.contents, regime.checklists),
    ):
        if name is not None and name not in known:
            said = _("'{name}' is not among '{key}' of this file.")
            said = said.format(name=name, key="classes" if key == "statutory_class" else "checklists")
            yield problem(place / key, "OB008", said, did_you_mean(name, known))


def _dates(file: ObligationFile, place: Place) -> Iterator[Problem]:
    begins, ends = file.effective_from, file.effective_to
    if begins is not None and ends is not None and ends < begins:
        yield problem(place / "effective_to", "OB009", _("The rule ends before it begins."))
    if file.status == "repealed" and ends is None:
        said = _("A repealed rule needs 'effective_to', the last day on which it bound.")
        yield problem(place / "status", "OB009", said)
    if file.status == "proposed" and begins is not None:
        said = _("A proposed rule has no 'effective_from'.")
        yield problem(place / "effective_from", "OB009", said, _("Write status: in_force once it is law."))


def _calendar(regime: RegimeFile, file: ObligationFile, place: Place) -> Iterator[Problem]:
    units = [file.due.unit, *(each.unit for each in (*file.caps, *file.extensions))]
    if regime.reckoning.calendar is None and (_WORKED in units or file.noon_after_day_off_if is not None):
        yield problem(place / "due", "OB014", _("Working days are counted, and no calendar tells which they are."))
