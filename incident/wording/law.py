"""What was stated about the law, as lines of the timeline: moments, classes, filings, extensions."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.law.asked import NO_CLASS, key_of
from incident.i18n import _, ngettext
from incident.wording.milestones import milestone_word
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["file_words", "law_words", "lawless_words", "milestone_words"]

OfLaw: TypeAlias = (
    e.ObligationsPinned
    | e.ClassStated
    | e.ReportFiled
    | e.ObligationExtended
    | e.ObligationEnabled
    | e.ObligationRuledOut
    | e.SubstituteAlerted
)


def milestone_words(event: e.MilestoneMarked, speech: Speech) -> str:
    """The moment and when it was; what had been stated before stays in sight."""
    name = milestone_word(event.milestone)
    if event.regime:
        name = _("{milestone} ({regime})").format(milestone=name, regime=speech.regime(event.regime))
    words = _("{milestone}: {at}").format(milestone=name, at=speech.moment(event.at))
    if event.instead_of is None or event.instead_of == event.at:
        return words
    return _("{statement} (corrected; before: {before})").format(
        statement=words, before=speech.moment(event.instead_of)
    )


def law_words(event: OfLaw, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.ObligationsPinned():
            return _pinned(event, speech)
        case e.ClassStated():
            return _class(event, speech)
        case e.ReportFiled():
            return _filed(event, speech)
        case e.ObligationExtended():
            words = _("extended '{obligation}' to {until}, approved by {person}").format(
                obligation=speech.obligation(key_of(event.obligation, event.recipient)),
                until=speech.moment(event.until),
                person=speech.person(event.approved_by),
            )
            return with_reason(words, event.because)
        case e.ObligationEnabled():
            words = _("switched on '{obligation}'").format(obligation=speech.obligation(event.obligation))
            return with_reason(words, event.because)
        case e.ObligationRuledOut():
            words = _("ruled out '{obligation}'").format(obligation=speech.obligation(event.obligation))
            return with_reason(words, event.because)
        case e.SubstituteAlerted():
            return _alerted(event, speech)
    assert_never(event)


def lawless_words(incident_id: str) -> str:
    """That an incident is held to no law although the workspace names jurisdictions, and what to do about it."""
    return _("{incident} is held to no rules of law, so no legal clock runs: incident law {incident}").format(
        incident=clean_line(incident_id)
    )


def _pinned(event: e.ObligationsPinned, speech: Speech) -> str:
    register = event.register.register
    places = _(", ").join(speech.legal(f"jurisdiction.{each}") or clean_line(each) for each in event.jurisdictions)
    if register is None:
        return _("is held to the rules of: {places}").format(places=places)
    count = len(register.regimes)
    return ngettext(
        "is held to {count} regime as of today, of: {places}",
        "is held to {count} regimes as of today, of: {places}",
        count,
    ).format(count=count, places=places)


def _class(event: e.ClassStated, speech: Speech) -> str:
    regime, name = speech.regime(event.regime), speech.statutory_class(event.regime, event.statutory_class)
    words = _("classed by {regime} as {statutory_class}, at {at}").format(
        regime=regime, statutory_class=name, at=speech.moment(event.at)
    )
    if event.statutory_class == NO_CLASS:
        words = _("reaches no class of {regime}, judged at {at}").format(regime=regime, at=speech.moment(event.at))
    if event.instead_of is not None and event.instead_of != event.statutory_class:
        before = speech.statutory_class(event.regime, event.instead_of)
        words = _("{statement} (before: {before})").format(statement=words, before=before)
    return with_reason(words, event.because)


def _filed(event: e.ReportFiled, speech: Speech) -> str:
    words = _("reported '{obligation}' at {at} by {person}, reference '{reference}'").format(
        obligation=speech.obligation(key_of(event.obligation, event.recipient)),
        at=speech.moment(event.at),
        person=speech.person(event.by),
        reference=said(event.reference),
    )
    if event.file is not None:
        words = _("{report}, proof {file}").format(report=words, file=file_words(event.file, event.file_digest))
    return with_reason(words, event.because)


def _alerted(event: e.SubstituteAlerted, speech: Speech) -> str:
    names = (each.rpartition("@")[0].partition(":")[2] for each in event.clocks)
    reports = _("; ").join(speech.obligation(each) for each in names)
    if not event.person:
        return _("half of the time is gone, and nobody else can be reached: {reports}").format(reports=reports)
    words = _("half of the time is gone: asked {person} to stand in, message {message}: {reports}")
    return words.format(person=speech.person(event.person), message=clean_line(event.message), reports=reports)


def file_words(name: FreeText, digest: str) -> str:
    """The file that proves a report, with what it can be told by."""
    return _("'{file}' ({digest})").format(file=said(name), digest=clean_line(digest))
