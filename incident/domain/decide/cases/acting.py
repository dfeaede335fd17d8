"""What may be done about cases that are there: owned, answered, told, done, given more time, linked, asked about.

An act on several passes over those of which it is so already, and is refused if it is so of all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.case import Case, Stamp, case_id
from incident.domain.cases.register import Register, register_of
from incident.domain.decide.cases.allowing import require_approver, require_hand, require_offered
from incident.domain.decide.words import optional_text, require_text
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.extending import Extension, Term, faults_of

__all__ = [
    "accept",
    "answer",
    "ask_satisfaction",
    "case_of",
    "extend",
    "finish",
    "link",
    "prioritise",
    "show_contacts",
    "standing_cases",
    "tell",
]

SCORES: Final = range(1, 6)
"""From not content at all to very content."""


def accept(incident: Incident, command: c.AcceptCases) -> Sequence[e.Event]:
    """Own them: until now whoever was reached first did, or whoever accepted them last."""
    register = register_of(incident)

    def is_theirs(case: Case) -> Stamp | None:
        return case.accepted if case.owner == command.by else None

    left, since = _left(register, command.cases, is_theirs)
    if since:
        raise Refused(Refusal.CASE_YOURS, case=since.case, by=since.by, at=since.at)
    require_offered(incident, register, left, command.by)
    return [e.cases.CasesAccepted(cases=left)]


def answer(incident: Incident, command: c.AnswerCases) -> Sequence[e.Event]:
    """The first answer; later ones are told in a note."""
    register = register_of(incident)
    left, since = _left(register, command.cases, lambda case: case.answered)
    if since:
        raise Refused(Refusal.CASE_ANSWERED, case=since.case, by=since.by, at=since.at)
    require_hand(incident, register, left, command.by, command.shown_to)
    return [e.cases.CasesAnswered(cases=left, text=optional_text(command.text, "answer"))]


def tell(incident: Incident, command: c.TellCases) -> Sequence[e.Event]:
    """Word of what came of it, without which the incident is not closed."""
    register = register_of(incident)
    left, since = _left(register, command.cases, lambda case: case.told)
    if since:
        raise Refused(Refusal.CASE_TOLD, case=since.case, by=since.by, at=since.at)
    require_hand(incident, register, left, command.by, command.shown_to)
    return [e.cases.CasesTold(cases=left, how=optional_text(command.text, "answer"))]


def finish(incident: Incident, command: c.FinishCases) -> Sequence[e.Event]:
    """The end of them; who was not told yet is told with it, or waits for it."""
    register = register_of(incident)
    left, since = _left(register, command.cases, lambda case: case.done)
    if since:
        raise Refused(Refusal.CASE_DONE, case=since.case, by=since.by, at=since.at)
    require_hand(incident, register, left, command.by, command.shown_to)
    untold = tuple(number for number in left if register.case(number).told is None)
    told = [e.cases.CasesTold(cases=untold)] if command.told and untold else []
    return [e.cases.CasesDone(cases=left, text=optional_text(command.text, "answer")), *told]


def extend(incident: Incident, command: c.ExtendCase, now: datetime) -> Sequence[e.Event]:
    """More time: while the time still runs, with a reason, an approver and word to the customer (DESIGN.md 6).

    Raises:
        Refused: CASE_UNKNOWN, CASE_DONE, CASE_OF_OTHERS, EXTENSION_REFUSED, CASE_APPROVER, TEXT_EMPTY.
    """
    register = register_of(incident)
    (case,) = standing_cases(register, (command.case,))
    if case.done is not None:
        raise Refused(Refusal.CASE_DONE, case=case.id, by=case.done.by, at=case.done.at)
    require_hand(incident, register, (case.number,), command.by, command.shown_to)
    asked = Extension(
        asked_at=now,
        asked_by=command.by,
        until=command.until,
        because=command.because,
        approved_by=command.approved_by,
        told_at=now if command.text.strip() else None,
    )
    waited = now - case.paused.at if case.paused else timedelta()
    faults = faults_of(Term(due_at=case.done_due_at + waited), asked)
    if faults:
        raise Refused(Refusal.CASE_EXTENSION_REFUSED, case=case.id, faults=tuple(each.value for each in faults))
    require_approver(incident, case, command.approved_by, command.by)
    return [
        e.cases.CaseExtended(
            case=case.number,
            until=command.until,
            because=require_text(command.because, "reason"),
            approved_by=command.approved_by,
            message=require_text(command.text, "message"),
        )
    ]


def prioritise(incident: Incident, command: c.PrioritiseCases) -> Sequence[e.Event]:
    """Say who is seen to first; of those in that group already nothing is said."""
    register = register_of(incident)
    cases = [case_of(register, number) for number in dict.fromkeys(command.cases)]
    left = tuple(case.number for case in cases if case.group is not command.group)
    return [e.cases.CasesPrioritised(cases=left, group=command.group)] if left else []


def link(incident: Incident, command: c.LinkCase) -> Sequence[e.Event]:
    """Tie a repeat to the case it repeats, or untie it."""
    register = register_of(incident)
    case = case_of(register, command.case)
    if command.repeats:
        first = case_of(register, command.repeats)
        if command.case in (first.number, first.repeats):
            raise Refused(Refusal.CASE_CIRCULAR, case=case.id, repeated=first.id)
    if case.repeats == command.repeats:
        return []
    return [e.cases.CaseLinked(case=case.number, repeats=command.repeats)]


def ask_satisfaction(incident: Incident, command: c.AskSatisfaction) -> Sequence[e.Event]:
    """Asked after the end, and again only to enter what they said."""
    register = register_of(incident)
    (case,) = standing_cases(register, (command.case,))
    if case.done is None:
        raise Refused(Refusal.CASE_NOT_DONE, case=case.id)
    require_hand(incident, register, (case.number,), command.by, command.shown_to)
    if command.score is not None and command.score not in SCORES:
        raise Refused(Refusal.SCORE_UNREADABLE, value=str(command.score), low=float(SCORES[0]), high=float(SCORES[-1]))
    if case.satisfaction is not None and command.score is None:
        raise Refused(Refusal.CASE_ASKED, case=case.id, by=case.satisfaction.by, at=case.satisfaction.asked_at)
    return [
        e.cases.SatisfactionAsked(case=case.number, score=command.score, text=optional_text(command.text, "answer"))
    ]


def show_contacts(incident: Incident, command: c.ShowContacts) -> Sequence[e.Event]:
    """Looking is an entry of the log, and only for whoever owns the cases or holds a role that may."""
    register = register_of(incident)
    cases = [case_of(register, number) for number in dict.fromkeys(command.cases)]
    may = any(incident.person_of(role) == command.by for role in command.shown_to)
    others = next((case for case in cases if case.owner != command.by), None)
    if others is not None and not may:
        raise Refused(Refusal.CONTACTS_HIDDEN, case=others.id, person=others.owner, roles=command.shown_to)
    return [e.cases.ContactsShown(cases=tuple(case.number for case in cases))]


def case_of(register: Register, number: int) -> Case:
    """The case of that number, or the refusal that names the last one."""
    if number not in register:
        latest = case_id(len(register)) if len(register) else ""
        raise Refused(Refusal.CASE_UNKNOWN, case=case_id(number), latest=latest)
    return register.case(number)


def standing_cases(register: Register, numbers: Sequence[int]) -> Sequence[Case]:
    """The cases of these numbers whose customers can still be reached.

    Raises:
        Refused: CASE_UNKNOWN; CASE_ERASED where the words of all of them are gone.
    """
    cases = [case_of(register, number) for number in dict.fromkeys(numbers)]
    standing = [case for case in cases if case.erased is None]
    if cases and not standing and cases[0].erased is not None:
        gone = cases[0].erased
        raise Refused(Refusal.CASE_ERASED, case=cases[0].id, by=gone.by, at=gone.at)
    return standing


class _Since(Frozen):
    """Since when it is so of a case."""

    case: str
    by: str
    at: datetime


def _left(
    register: Register, numbers: Sequence[int], stamp_of: Callable[[Case], Stamp | None]
) -> tuple[tuple[int, ...], _Since | None]:
    """The cases of which it is not so yet; where none is left, since when it is so of the first."""
    cases = standing_cases(register, numbers)
    left = tuple(case.number for case in cases if stamp_of(case) is None)
    stamp = stamp_of(cases[0]) if cases and not left else None
    return left, _Since(case=cases[0].id, by=stamp.by, at=stamp.at) if stamp else None
