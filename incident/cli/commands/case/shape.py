"""What `--json` says of a case; nobody's name or contact in the clear unless it was asked for and logged.

Apart from the commands, because a list and a single case have the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.cli.output import instant
from incident.domain.cases.asking_by import ask_by
from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of

if TYPE_CHECKING:
    from incident.domain.cases.case import Case, Stamp
    from incident.domain.cases.words import CaseWords
    from incident.domain.incident import Incident

__all__ = ["CASE_SHAPE", "case_shape"]

CASE_SHAPE: Final = (
    "{id, seq, name, contact, service, problem, request, reference, masked, channel, group, owner, accepted_at, "
    "handed_to, paused_at, received_at, answer_due_at, answered_at, done_due_at, done_at, told_at, overdue, repeats, "
    "repeated_by: [id], erased_at, extended: {until, because, approved_by, message}, ask_by, "
    "satisfaction: {asked_at, score, text}}"
)


def case_shape(
    incident: Incident, case: Case, words: CaseWords | None, now: datetime, *, masked: bool
) -> Mapping[str, object]:
    """The case as `CASE_SHAPE` has it; texts are null once they are erased."""
    names = ("name", "contact", "service", "problem", "request", "reference")
    later = register_of(incident).repeated_by(case.number) if case.erased is None else ()
    return {
        "id": case.id,
        "seq": case.seq,
        **{name: getattr(words, name) if words else None for name in names},
        "masked": masked,
        **_standing(case),
        "overdue": case.is_overdue(now),
        "repeated_by": [case_id(number) for number in later],
        **_later(case),
        "ask_by": instant(ask_by(incident, case)),
    }


def _standing(case: Case) -> Mapping[str, object]:
    """Whose it is, and what was due and done."""
    return {
        "channel": case.channel.value,
        "group": case.group.value,
        "owner": case.owner,
        "accepted_at": _at(case.accepted),
        "handed_to": case.handed_to or None,
        "paused_at": _at(case.paused),
        "received_at": instant(case.received_at),
        "answer_due_at": instant(case.answer_due_at),
        "answered_at": _at(case.answered),
        "done_due_at": instant(case.done_due_at),
        "done_at": _at(case.done),
        "told_at": _at(case.told),
    }


def _later(case: Case) -> Mapping[str, object]:
    """What most cases do not have."""
    more, said = case.extension, case.satisfaction
    return {
        "repeats": case_id(case.repeats) if case.repeats and case.erased is None else None,
        "erased_at": _at(case.erased),
        "extended": more
        and {
            "until": instant(more.until),
            "because": more.because.words,
            "approved_by": more.approved_by,
            "message": str(more.message),
        },
        "satisfaction": said
        and {"asked_at": instant(said.asked_at), "score": said.score, "text": said.text and said.text.words},
    }


def _at(stamp: Stamp | None) -> str | None:
    return instant(stamp.at) if stamp else None
