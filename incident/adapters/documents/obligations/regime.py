"""Compiles one regime: its classes, checklists, obligations and notes.

Apart from the register, because a regime is checked against itself first.
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.obligations.model import (
    CapFile,
    DueFile,
    LengthFile,
    ObligationFile,
    RegimeFile,
    SourceFile,
)
from incident.domain.law.obligations import (
    Cap,
    Confidence,
    Criterion,
    LegalStatus,
    Moment,
    Note,
    Obligation,
    Regime,
    ReportPhase,
    Source,
    StatutoryClass,
)
from incident.domain.law.periods import LastDay, Period, Reckoning, Unit
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.obligations.draft import Draft
    from incident.adapters.documents.reading.nodes import Place
    from incident.domain.grading.tiers import Tier

__all__ = ["compile_regime"]

_SOURCED: Final = frozenset({"V", "Vq", "S"})


def compile_regime(draft: Draft, file: RegimeFile, place: Place) -> Regime:
    """The regime that a file says; its words and problems go into the draft."""
    draft.say(f"{file.id}.name", file.name, place / "name")
    draft.say(f"{file.id}.short", file.short, place / "short")
    for name, lines in file.checklists.items():
        draft.say_all(f"{file.id}.checklist.{name}", lines, place / "checklists" / name)
    classes = tuple(_class(draft, file, name, place / "classes" / name) for name in file.classes)
    return Regime(
        id=file.id,
        jurisdiction=file.jurisdiction,
        classes=classes,
        checklists={name: len(lines) for name, lines in file.checklists.items()},
        obligations=tuple(_obligation(draft, file, name, place / "obligations" / name) for name in file.obligations),
        notes=tuple(_note(draft, file, name, place / "notes" / name) for name in file.notes),
    )


def _class(draft: Draft, regime: RegimeFile, name: str, place: Place) -> StatutoryClass:
    file, key = regime.classes[name], f"{regime.id}.class.{name}"
    draft.say(key, file.name, place / "name")
    criteria = []
    for each, one in file.criteria.items():
        here = place / "criteria" / each
        draft.say(f"{key}.{each}", one.words, here / "words")
        when = draft.condition(one.when, here / "when")
        criteria.append(Criterion(id=each, confidence=Confidence(one.confidence), when=when))
    return StatutoryClass(id=name, criteria=tuple(criteria), requires_tier=file.requires_tier)


def _note(draft: Draft, regime: RegimeFile, name: str, place: Place) -> Note:
    file = regime.notes[name]
    draft.say(f"{regime.id}.note.{name}", file.text, place / "text")
    return Note(id=name, source=_source(draft, regime, file, place))


def _obligation(draft: Draft, regime: RegimeFile, name: str, place: Place) -> Obligation:
    file, key = regime.obligations[name], f"{regime.id}.{name}"
    _say(draft, key, file, place)
    return Obligation(
        id=key,
        regime=regime.id,
        jurisdiction=file.jurisdiction or regime.jurisdiction,
        sector=file.sector or regime.sector,
        status=LegalStatus(file.status),
        phase=ReportPhase(file.phase),
        start=Moment(file.clock_start),
        after=_after(regime, file),
        due=_due(draft, file.due, place / "due"),
        reckoning=_reckoning(regime),
        source=_source(draft, regime, file, place),
        applies_if=draft.condition(file.applies_if, place / "applies_if"),
        statutory_class=file.statutory_class or "",
        requires_tier=_tier(regime, file),
        recipients=tuple(file.recipients),
        caps=tuple(map(_cap, file.caps)),
        repeats=_length(file.repeats) if file.repeats else None,
        extensions=tuple(map(_length, file.extensions)),
        relief_if=draft.condition(file.noon_after_day_off_if, place / "noon_after_day_off_if"),
        contents=file.contents or "",
        phased_ok=file.phased_ok,
        exceptions=len(file.exceptions),
        effective_from=file.effective_from,
        effective_to=file.effective_to,
    )


def _say(draft: Draft, key: str, file: ObligationFile, place: Place) -> None:
    for name in ("title", "trigger", "channel"):
        draft.say(f"{key}.{name}", getattr(file, name), place / name)
    draft.say(f"{key}.length", file.due.words, place / "due" / "words")
    for recipient, said in file.recipients.items():
        draft.say(f"{key}.recipient.{recipient}", said, place / "recipients" / recipient)
    draft.say_all(f"{key}.exception", file.exceptions, place / "exceptions")


def _after(regime: RegimeFile, file: ObligationFile) -> str:
    """The full id of the obligation whose filing starts the clock; a bare name is one of the same file."""
    if file.after is None:
        return ""
    return file.after if "." in file.after else f"{regime.id}.{file.after}"


def _due(draft: Draft, file: DueFile, place: Place) -> Period:
    unit = Unit(file.unit)
    if unit.is_counted and file.n is None:
        draft.wrong(place, "OB007", _("'{unit}' needs a number.").format(unit=file.unit), _("Write n: 72."))
    if not unit.is_counted and file.n is not None:
        said = _("'{unit}' has no number: the rule names none.").format(unit=file.unit)
        draft.wrong(place / "n", "OB007", said, _("A target of your own belongs into the workspace."))
    if not unit.is_counted and file.words is None:
        said = _("'{unit}' needs the rule's own words.").format(unit=file.unit)
        draft.wrong(place, "OB007", said, _("Write words: with what the law says, such as without undue delay."))
    return Period(unit=unit, n=file.n or 0 if unit.is_counted else 0)


def _cap(file: CapFile) -> Cap:
    return Cap(period=_length(file), start=Moment(file.clock_start), is_waived_late=file.waived_if_late)


def _length(file: LengthFile) -> Period:
    return Period(unit=Unit(file.unit), n=file.n)


def _reckoning(regime: RegimeFile) -> Reckoning:
    file = regime.reckoning
    return Reckoning(
        zone=file.zone,
        calendar=file.calendar or "",
        last_day=LastDay(file.last_day),
        day_ends=time.fromisoformat(file.day_ends) if file.day_ends else None,
        is_european=file.european,
    )


def _source(draft: Draft, regime: RegimeFile, file: SourceFile, place: Place) -> Source:
    where = file.source or regime.source or ""
    if not where and file.confidence in _SOURCED:
        said = _("Confidence '{code}' says that a source was read; none is named.").format(code=file.confidence)
        draft.wrong(place / "confidence", "OB011", said, _("Write source: or confidence: G."))
    verified_on: date = file.verified_on or regime.verified.on
    return Source(
        legal_ref=file.legal_ref,
        where=where,
        confidence=Confidence(file.confidence),
        verified_on=verified_on,
        review_by=verified_on + regime.verified.every,
    )


def _tier(regime: RegimeFile, file: ObligationFile) -> Tier | None:
    """The obligation's own, or that of its class."""
    if file.requires_tier is not None or file.statutory_class is None:
        return file.requires_tier
    graded = regime.classes.get(file.statutory_class)
    return graded.requires_tier if graded else None
