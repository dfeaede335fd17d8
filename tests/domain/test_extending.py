from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from incident.domain.timing.extending import Extension, ExtensionFault, Term, extended, faults_of
from tests.domain.duties import at

RECEIVED = at("2026-11-18 10:00")
TERM = Term(due_at=RECEIVED + timedelta(hours=48))
ASKED = Extension(
    asked_at=TERM.due_at - timedelta(hours=2),
    asked_by="ana",
    until=TERM.due_at + timedelta(hours=24),
    because="the part comes tomorrow",
    approved_by="bo",
    told_at=TERM.due_at - timedelta(hours=1),
)


def _asked(**changes: Any) -> Extension:  # noqa: ANN401 - any field
    return ASKED.changed(**changes)


def test_an_extension_in_time_moves_the_term_and_keeps_the_first_due_time() -> None:
    longer = extended(TERM, ASKED)
    assert (longer.until, longer.due_at) == (ASKED.until, TERM.due_at)


def test_a_second_extension_counts_from_the_first() -> None:
    longer = extended(TERM, ASKED)
    again = _asked(
        asked_at=TERM.due_at + timedelta(hours=1), told_at=TERM.due_at, until=ASKED.until + timedelta(days=1)
    )
    assert extended(longer, again).until == again.until


def test_an_extension_asked_after_the_expiry_is_refused_and_the_term_stays() -> None:
    """Case 10 of reference/STANDARDS.md 7.4: 48 hours, asked for a minute too late."""
    late = _asked(asked_at=TERM.due_at + timedelta(minutes=1), told_at=TERM.due_at + timedelta(minutes=1))
    assert ExtensionFault.TOO_LATE in faults_of(TERM, late)
    assert extended(TERM, late) is TERM


def test_the_last_second_is_in_time() -> None:
    assert faults_of(TERM, _asked(asked_at=TERM.due_at, told_at=TERM.due_at)) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"until": TERM.due_at}, ExtensionFault.NOT_LATER),
        ({"because": "  "}, ExtensionFault.NO_REASON),
        ({"approved_by": ""}, ExtensionFault.NO_APPROVER),
        ({"approved_by": "ana"}, ExtensionFault.APPROVER_IS_ASKER),
        ({"told_at": None}, ExtensionFault.NOT_TOLD),
        ({"told_at": TERM.due_at + timedelta(seconds=1)}, ExtensionFault.NOT_TOLD),
    ],
)
def test_each_thing_that_is_missing_is_named(changes: dict[str, Any], fault: ExtensionFault) -> None:
    assert faults_of(TERM, _asked(**changes)) == (fault,)


@pytest.mark.parametrize(("cap", "faults"), [(ASKED.until, ()), (TERM.due_at, (ExtensionFault.PAST_CAP,))])
def test_nothing_is_extended_past_the_law(cap: datetime, faults: tuple[ExtensionFault, ...]) -> None:
    assert faults_of(TERM, ASKED, cap) == faults
