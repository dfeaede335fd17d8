"""What is said of cases: their elements, channels and groups, and every entry about them.

Apart from the other events, because an entry may be about thousands: it names few, and never whose they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.domain import events as e
from incident.domain.cases.case import case_id
from incident.i18n import N_, _, ngettext
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.cases.checking import CaseFault
    from incident.wording.speech import Speech

__all__ = [
    "case_words",
    "cases_phrase",
    "channel_word",
    "element_word",
    "fault_words",
    "group_word",
]

_ELEMENTS: Final = {
    "name": N_("name"),
    "contact": N_("contact"),
    "service": N_("service"),
    "problem": N_("problem"),
    "request": N_("what is asked for"),
    "reference": N_("number elsewhere"),
    "received": N_("time"),
    "channel": N_("channel"),
    "group": N_("priority group"),
    "owner": N_("first-contact owner"),
}
_CHANNELS: Final = {
    e.cases.CaseChannel.PHONE: N_("phone"),
    e.cases.CaseChannel.CHAT: N_("online chat"),
    e.cases.CaseChannel.APP: N_("mobile app"),
    e.cases.CaseChannel.SOCIAL: N_("social media"),
    e.cases.CaseChannel.EMAIL: N_("e-mail"),
    e.cases.CaseChannel.COUNTER: N_("counter"),
    e.cases.CaseChannel.OTHER: N_("other"),
}
_GROUPS: Final = {
    e.cases.CaseGroup.NONE: N_("no priority"),
    e.cases.CaseGroup.HIGH_VALUE: N_("high-value customer"),
    e.cases.CaseGroup.LOYAL: N_("long-term customer"),
    e.cases.CaseGroup.DISABLED: N_("disabled customer"),
    e.cases.CaseGroup.ELDERLY: N_("elderly customer"),
    e.cases.CaseGroup.FIRST_TIME: N_("first-time customer"),
    e.cases.CaseGroup.COMPLAINING: N_("has complained before"),
}
_FAULTS: Final[Mapping[str, str]] = {
    "element-missing": N_("{field} is missing"),
    "too-long": N_("{field} is too long"),
    "date-unreadable": N_("there is no such time: '{value}'"),
    "in-future": N_("the time lies in the future: '{value}'"),
    "long-ago": N_("the time lies too far back: '{value}'"),
    "channel-unknown": N_("there is no channel '{value}'"),
    "group-unknown": N_("there is no priority group '{value}'"),
    "owner-unknown": N_("nobody is called '{value}', or several are"),
    "encoding": N_("it holds bytes that are no text"),
    "cells": N_("it has more cells than the head"),
    "masked": N_("{field} is masked and reaches nobody: '{value}'"),
    "quote": N_("a quotation mark in it is not closed"),
}
_MOST: Final = 3
"""Cases that are named before the rest is counted."""


def element_word(name: str) -> str:
    """What a column of a case is called."""
    return _(_ELEMENTS[name])


def channel_word(channel: e.cases.CaseChannel) -> str:
    """By which way it came in."""
    return _(_CHANNELS[channel])


def group_word(group: e.cases.CaseGroup) -> str:
    """Who is seen to first."""
    return _(_GROUPS[group])


def fault_words(fault: CaseFault) -> str:
    """What is wrong with a case, after its row."""
    field = element_word(fault.field) if fault.field else ""
    return _(_FAULTS[fault.kind]).format(field=field, value=clean_line(fault.value)[:40])


def cases_phrase(numbers: Sequence[int]) -> str:
    """The cases by number: `case C-0001`, or the first of many and how many there are."""
    if len(numbers) == 1:
        return _("case {case}").format(case=case_id(numbers[0]))
    shown = _(", ").join(map(case_id, numbers[:_MOST]))
    if len(numbers) <= _MOST:
        return _("cases {cases}").format(cases=shown)
    words = ngettext("{count} case ({cases} …)", "{count} cases ({cases} …)", len(numbers))
    return words.format(count=len(numbers), cases=shown)


def case_words(event: e.Event, speech: Speech) -> str:
    """An entry about cases, without the numbers and addresses of customers in it; '' for any other."""
    from incident.domain.cases.masking import masked_entry  # here: few entries are about cases

    event = masked_entry(event)
    words = _of_many(event) or _of_one(event, speech)
    if isinstance(event, e.cases.CasesAnswered | e.cases.CasesDone | e.cases.SatisfactionAsked):
        return with_reason(words, event.text)
    if isinstance(event, e.cases.CasesHandedOn):
        return with_reason(words, event.because)
    if isinstance(event, e.cases.CasesPaused):
        return with_reason(words, event.proof)
    return with_reason(words, event.how) if isinstance(event, e.cases.CasesTold) else words


def _of_many(event: e.Event) -> str:
    match event:
        case e.cases.CasesReceived():
            return _received(event)
        case e.cases.CasesAccepted():
            words = _("accepted {cases}")
        case e.cases.CasesPaused():
            words = _("the customer has to act first, time stands still: {cases}")
        case e.cases.CasesResumed():
            words = _("time runs again: {cases}")
        case e.cases.CasesAnswered():
            words = _("gave a first answer: {cases}")
        case e.cases.CasesTold():
            words = _("told the customer what came of it: {cases}")
        case e.cases.CasesDone():
            words = _("finished {cases}")
        case e.cases.ContactsShown():
            words = _("looked at how the customers of {cases} are reached")
        case e.cases.CasesPrioritised():
            words = _("priority of {cases}: {group}")
            return words.format(cases=cases_phrase(event.cases), group=group_word(event.group))
        case _:
            return ""
    return words.format(cases=cases_phrase(event.cases))


def _of_one(event: e.Event, speech: Speech) -> str:
    match event:
        case e.cases.CasesHandedOn():
            words = _("handed {cases} on to {person}, who owns them once they accept")
            return words.format(cases=cases_phrase(event.cases), person=speech.person(event.to))
        case e.cases.CaseExtended():
            return _extended(event, speech)
        case e.cases.CaseLinked():
            words = _("{case} repeats {other}") if event.repeats else _("{case} repeats no other case")
            return words.format(case=case_id(event.case), other=case_id(event.repeats))
        case e.cases.SatisfactionAsked() if event.score is None:
            return _("asked the customer of case {case} whether they are content").format(case=case_id(event.case))
        case e.cases.SatisfactionAsked():
            words = _("the customer of case {case} is content to {score} of 5")
            return words.format(case=case_id(event.case), score=event.score)
        case _:
            return ""


def _received(event: e.cases.CasesReceived) -> str:
    count, last = len(event.sheet), event.first + len(event.sheet) - 1
    if count == 1:
        return _("took in case {case}").format(case=case_id(event.first))
    words = (
        _("imported {count} cases, {first} to {last}")
        if event.imported
        else _("took in {count} cases, {first} to {last}")
    )
    return words.format(count=count, first=case_id(event.first), last=case_id(last))


def _extended(event: e.cases.CaseExtended, speech: Speech) -> str:
    words = _("more time for case {case}, until {time}, approved by {person}; the customer was told: {text}").format(
        case=case_id(event.case),
        time=speech.moment(event.until),
        person=speech.person(event.approved_by),
        text=said(event.message),
    )
    return with_reason(words, event.because)
