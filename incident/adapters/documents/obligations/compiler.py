"""From the files of a register to the register: regimes, facts, calendars, words, and everything that is wrong.

Apart from one regime, because ids, facts and calendars are the whole register's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.obligations.calendars import compile_calendar
from incident.adapters.documents.obligations.draft import Draft
from incident.adapters.documents.obligations.reading import Files, Read, read_files
from incident.adapters.documents.obligations.regime import compile_regime
from incident.adapters.documents.obligations.rules import overdue, regime_problems, stands_twice, unused_facts
from incident.adapters.documents.reading.findings import in_order
from incident.application.errors import DocumentError, Problem
from incident.domain.law.obligations import ANYWHERE, Register
from incident.domain.runbooks.runbook import Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from incident.adapters.calendars.source import HolidaySource
    from incident.adapters.documents.obligations.model import RegimeFile, WordsFile
    from incident.adapters.documents.reading.sources import Source
    from incident.domain.law.obligations import Regime
    from incident.domain.law.periods import Calendar

__all__ = ["check_register", "compile_register"]


def compile_register(sources: Sequence[Sequence[Source]], days: HolidaySource) -> Register:
    """The register that the files say; the earlier root decides an id that several have.

    Raises:
        DocumentError: they do not say one; carries every problem of them.
    """
    register, draft = _compiled([read_files(each) for each in sources], days)
    errors = [each for each in draft.problems if each.severity == "error"]
    if errors:
        raise DocumentError(tuple(in_order(errors)))
    return register


def check_register(
    sources: Sequence[Sequence[Source]], library: Sequence[Source], days: HolidaySource, today: date | None
) -> list[Problem]:
    """Every problem of the files of the roots; the library's are used and not told."""
    own, elsewhere = [read_files(each) for each in sources], read_files(library)
    _register, draft = _compiled([*own, elsewhere], days)
    problems = list(draft.problems)
    for files in own:
        problems += stands_twice((read.file.id, read.place) for read in files.regimes)
        problems += stands_twice((read.file.id, read.place) for read in files.calendars)
        problems += unused_facts(files.words, draft)
        problems += [each for read in files.regimes if today is not None for each in overdue(read, today)]
    names = {source.name for root in sources for source in root}
    return [each for each in in_order(problems) if each.path in names]


def _compiled(roots: Sequence[Files], days: HolidaySource) -> tuple[Register, Draft]:
    words = [read for files in roots for read in files.words]
    facts: dict[str, Fact] = {}
    for read in words:
        for name, fact in read.file.facts.items():
            facts.setdefault(name, Fact(id=name, type=FactType(fact.type)))
    draft = Draft(facts={name: fact.type for name, fact in facts.items()})
    draft.problems += [each for files in roots for each in files.problems]
    for read in reversed(words):  # the earlier root has the last word
        _say_words(draft, read)
    calendars: dict[str, Calendar] = {}
    for each in (read for files in roots for read in files.calendars):
        place = draft if each.file.id not in calendars else draft.aside()
        calendars.setdefault(each.file.id, compile_calendar(place, each, days))
    regimes = _regimes(draft, [read for files in roots for read in files.regimes])
    _names(draft, roots, calendars, {each.id for regime in regimes for each in regime.obligations})
    return Register(regimes=regimes, facts=tuple(facts.values()), calendars=calendars, words=draft.words), draft


def _regimes(draft: Draft, files: Sequence[Read[RegimeFile]]) -> tuple[Regime, ...]:
    regimes: dict[str, Regime] = {}
    for read in files:
        place = draft if read.file.id not in regimes else draft.aside()
        regimes.setdefault(read.file.id, compile_regime(place, read.file, read.place))
    return tuple(regimes[name] for name in sorted(regimes))


def _names(draft: Draft, roots: Sequence[Files], calendars: Collection[str], obligations: Collection[str]) -> None:
    """Note what a regime names and nobody has."""
    words = [read.file for files in roots for read in files.words]
    places = {ANYWHERE, *(name for each in words for name in each.jurisdictions)}
    sectors = {ANYWHERE, *(name for each in words for name in each.sectors)}
    for read in (read for files in roots for read in files.regimes):
        regime_problems(draft, read, places=places, sectors=sectors, calendars=calendars, obligations=obligations)


def _say_words(draft: Draft, read: Read[WordsFile]) -> None:
    for name, fact in read.file.facts.items():
        draft.say(f"fact.{name}", fact.ask, read.place / "facts" / name / "ask")
    for name, said in read.file.jurisdictions.items():
        draft.say(f"jurisdiction.{name}", said, read.place / "jurisdictions" / name)
    for name, said in read.file.sectors.items():
        draft.say(f"sector.{name}", said, read.place / "sectors" / name)
