"""Audiences that no file names: one person, who is asked to stand in, say; and everybody, for a test page.

Apart from the messages, because whoever finds addresses, and whoever says names, has to know one when they see it. The
id of an audience in a file has no colon.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

__all__ = [
    "BROUGHT_ALONG",
    "EVERYBODY",
    "NOTICE_RUNBOOK",
    "ONE_AFTER_ANOTHER",
    "PLAN_RUNBOOK",
    "REMINDER_RUNBOOK",
    "TEST_RUNBOOK",
    "alone",
    "is_unhurried",
    "person_alone",
    "unhurried",
]

EVERYBODY: Final = "everybody:"
"""Every person on every way, and every channel inside the organisation."""
TEST_RUNBOOK: Final = "check.test-page"
"""The runbook of an incident that is nothing but a test page."""
ONE_AFTER_ANOTHER: Final = timedelta(minutes=3)
"""How long one person alone is given to acknowledge before the next way to them is tried."""
PLAN_RUNBOOK: Final = "check.exercise-plan"
"""The runbook of a record that keeps a plan of exercises as it was approved."""
NOTICE_RUNBOOK: Final = "check.exercise-notice"
"""The runbook of a record by which people were invited to an exercise, or reminded of it."""
REMINDER_RUNBOOK: Final = "check.action-reminder"
"""The runbook of a record by which somebody was reminded of a corrective action."""
BROUGHT_ALONG: Final = frozenset({TEST_RUNBOOK, PLAN_RUNBOOK, NOTICE_RUNBOOK, REMINDER_RUNBOOK})
"""The runbooks of records that are neither incident nor exercise, though they look so to the log."""
_PREFIX: Final = "person:"
_UNHURRIED: Final = "reader:"


def alone(person: str) -> str:
    """The audience that is that person."""
    return f"{_PREFIX}{person}"


def person_alone(audience: str) -> str:
    """The person that the audience is; '' where it is another kind of audience."""
    prefix = next((each for each in (_PREFIX, _UNHURRIED) if audience.startswith(each)), None)
    return audience.removeprefix(prefix) if prefix else ""


def unhurried(person: str) -> str:
    """The same for what can wait: it goes one way, and no silence calls for another."""
    return f"{_UNHURRIED}{person}"


def is_unhurried(audience: str) -> bool:
    """Whether nothing follows when they do not answer."""
    return audience.startswith(_UNHURRIED)
