"""Roles instead of names: a report that goes further than the team need not say who.

What people wrote in notes and reasons stays as they wrote it, but for the names in it that the program knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import TypeVar, cast

from incident.adapters.reports.document import Document
from incident.application.review import Review
from incident.domain import events as e
from incident.i18n import _
from incident.wording.speech import APP, Speech

__all__ = ["leads_of", "unnamed", "without_names"]

_Value = TypeVar("_Value")
_LATIN = "A-Za-zÀ-ɏ"
"""What a name does not end beside; Chinese is written without blanks."""


def without_names(review: Review, speech: Speech) -> Speech:
    """The same speech, in which every person of this incident is called by the roles they held; who only led is not."""
    held: dict[str, list[str]] = {}
    for row in review.roles:
        for person, _since in row.holders:
            if person is not None and row.role not in held.setdefault(person, []):
                held[person].append(row.role)
    names, others = {}, 0
    leads, evaluators = leads_of(review), _evaluators_of(review)
    for person in dict.fromkeys(_persons(review)):
        if person in evaluators:
            names[person] = _("evaluator {number}").format(number=evaluators.index(person) + 1)
        elif person in leads:
            names[person] = _("facilitator {number}").format(number=leads.index(person) + 1)
        elif person in held:
            names[person] = _(", ").join(speech.role(role) for role in held[person])
        else:
            others += 1
            names[person] = _("participant {number}").format(number=others)
    recipients = {speech.names[person]: words for person, words in names.items() if person in speech.names}
    return replace(speech, names=names, recipients=recipients)


def unnamed(document: Document, real: Mapping[str, str], spoken: Speech) -> Document:
    """The document with every known name in it, also in what people wrote, replaced by what that person is called.

    Args:
        document: as it was worded without names.
        real: from a person to the name that must not stand in it.
        spoken: what persons are called instead; who is no part of the incident is somebody.
    """
    called = {name: spoken.names.get(person, _("somebody")) for person, name in real.items() if len(name) > 1}
    if not called:
        return document
    longest = sorted(called, key=len, reverse=True)
    found = re.compile(f"(?<![{_LATIN}])(?:{'|'.join(map(re.escape, longest))})(?![{_LATIN}])")
    return _mapped(document, lambda words: found.sub(lambda one: called[one.group()], words))


def _mapped(value: _Value, change: Callable[[str], str]) -> _Value:
    """The same value with every string in it changed."""
    found: object = value
    if isinstance(value, str):
        found = value if isinstance(value, StrEnum) else change(value)
    elif isinstance(value, tuple):
        found = tuple(_mapped(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{each.name: _mapped(getattr(value, each.name), change) for each in fields(value)})
    return cast("_Value", found)


def leads_of(review: Review) -> tuple[str, ...]:
    """Who led an exercise and played in none of it, then who evaluated it: its first role is theirs for a moment."""
    evaluators = _evaluators_of(review)
    prepared = (each.event for each in review.log if isinstance(each.event, e.ExercisePrepared))
    leads = next((each.controllers for each in prepared if not each.is_solo), ())
    return (*(each for each in leads if each not in evaluators), *evaluators)


def _evaluators_of(review: Review) -> tuple[str, ...]:
    return next((each.event.evaluators for each in review.log if isinstance(each.event, e.ExercisePrepared)), ())


def _persons(review: Review) -> Iterator[str]:
    """Everybody whom the log names, the first one first; then who rated and saw what players do not read."""
    for entry in review.log:
        yield from (person for person in (entry.actor, entry.on_behalf_of) if person and person != APP)
        match entry.event:
            case e.ExercisePrepared():
                yield from entry.event.controllers
            case e.HandoverOffered():
                yield entry.event.to
            case e.RoleAssigned() | e.RoleVacated() | e.StepAsked() | e.CommandTaken():
                yield entry.event.person
            case e.QuestionAssigned() | e.QuestionPassedOn():
                yield entry.event.person
            case e.QuestionUnderstood() | e.QuestionAnswered():
                yield entry.event.by
            case e.StepTaken() | e.ApprovalGiven() | e.MessageAcknowledged():
                yield entry.event.by
            case e.StepDeferred(until_person=str(person)) | e.MessageReleased(approved_by=str(person)):
                yield person
            case e.ActionPlanned():
                yield from filter(None, (entry.event.owner, entry.event.approver))
            case e.ActionChanged(owner=str(person)):
                yield person
            case e.debriefing.ReportLabelled(owner=str(person)):
                yield person
            case _:
                pass
    if review.exercise is not None:
        yield from (seen.by for seen in review.exercise.observations)
        given = [each.given for each in review.exercise.tasks] + [each.given for each in review.exercise.objectives]
        yield from (each.by for each in given if each is not None)
