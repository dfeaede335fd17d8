"""How entries of older programs become today's: pure steps from one version's dict to the next's.

Apart from the codec, because these are never edited once written: a change of an
event's shape adds a step here and a golden file under tests/golden, and takes
neither away (DESIGN.md 4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

__all__ = ["BUNDLE_UPCASTS", "EVENT_UPCASTS", "Upcast", "brought_up"]

Upcast: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""From the body of one version to the body of the next; gets a dict of its own to change."""


def _as_it_is(body: dict[str, Any]) -> dict[str, Any]:
    """The next version has more fields, which stand at their defaults."""
    return body


EVENT_UPCASTS: Mapping[tuple[str, int], Upcast] = {
    ("IncidentDeclared", 1): _as_it_is,
    ("IncidentDeclared", 2): _as_it_is,
    ("MilestoneMarked", 1): _as_it_is,
    ("MessageReleased", 1): _as_it_is,
    ("MessageDrafted", 1): _as_it_is,
    ("MessageAcknowledged", 1): _as_it_is,
    ("MessageAcknowledged", 2): _as_it_is,
    ("MessageDelivered", 1): _as_it_is,
    ("ReportFiled", 1): _as_it_is,
    ("ExercisePrepared", 1): _as_it_is,
    ("ExercisePrepared", 2): _as_it_is,
    ("ExercisePrepared", 3): _as_it_is,
    ("ActionPlanned", 1): _as_it_is,
    ("ErasureProposed", 1): _as_it_is,
    ("AudienceToldOtherwise", 1): _as_it_is,
}
"""By the type and the version that the step starts from."""


def _more_verbs(body: dict[str, Any]) -> dict[str, Any]:
    """Format 2 knows `wait`, `repeat`, `together`, `run` and `also_run`; nothing that was written changes."""
    body["runbook"]["format"] = 2
    return body


BUNDLE_UPCASTS: Mapping[int, Upcast] = {1: _more_verbs}
"""By the format of the compiled runbook that the step starts from."""


def brought_up(body: dict[str, Any], steps: Mapping[int, Upcast], version: int, to: int) -> dict[str, Any]:
    """The body after every step from `version` to `to`.

    Raises:
        KeyError: a step is missing; a golden file's test fails before a user meets this.
    """
    for step in range(version, to):
        body = steps[step](body)
    return body
