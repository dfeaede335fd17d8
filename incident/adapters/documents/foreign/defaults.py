"""What a runbook needs and no foreign file says: tiers, limits, triage, who may combine roles. Each is a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.people import COMMANDER
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Origin, Plan
    from incident.adapters.documents.reading.nodes import Plain

__all__ = ["header"]

_OWNER: Final = "duty-manager"
_REVIEW_EVERY: Final = "90d"
_LIMITS: Final = {3: ("4h", "24h", "48h"), 2: ("30m", "60m", "8h"), 1: ("15m", "20m", "2h")}
"""First update, update every, restore; those of the shipped library."""
_OWN: Final = frozenset(RunbookFile.model_fields) - {"format", "title", "phases", "origin"}
"""Keys that our own extension may bring back."""


def header(plan: Plan, fitting: Fitting, notes: Notes) -> dict[str, Plain]:
    """Every top-level key but the phases."""
    made = _made(plan, fitting)
    given: dict[str, Plain] = {key: value for key, value in plan.given.items() if key in _OWN and value is not None}
    if not given:
        notes.made_up(_("Tiers, limits, triage, owner, review and what most steps expect are made up: set your own."))
    order = [key for key in RunbookFile.model_fields if key in made or key in given]
    both: dict[str, Plain] = made | given
    both.update(_still_named(made, given))
    return {key: both[key] for key in order}


def _made(plan: Plan, fitting: Fitting) -> dict[str, Plain]:
    roles: list[Plain] = list(plan.roles) or [COMMANDER]
    made: dict[str, Plain] = {
        "format": "runbook/1",
        "id": plan.id,
        "language": plan.language,
        "revision": plan.revision,
        "status": plan.status,
        "title": plan.title,
        "family": plan.family or "imported",
        "owner": _OWNER,
        "reviewed": {"date": plan.reviewed_on, "every": _REVIEW_EVERY},
        "applies_when": list(plan.applies_when),
        "facts": _facts(plan, fitting),
        "triage": {"unsure": "higher", "tiers": {"1": ["is_major"], "2": ["is_serious"], "3": ["otherwise"]}},
        "roles": roles,
        "tiers": _tiers(roles),
        "origin": _origin(plan.origin),
        "names": {"roles": dict(plan.roles) or {COMMANDER: fitting.say("commander")}},
    }
    if len(roles) > 1:
        made["staffing"] = {"may_combine": [roles]}
    if plan.out_of_scope:
        made["out_of_scope"] = [{"when": words} for words in plan.out_of_scope]
    if plan.references:
        made["references"] = [{"title": each.title, "where": each.where} for each in plan.references]
    return made


def _origin(origin: Origin) -> Plain:
    told: dict[str, Plain] = {"format": origin.format, "sha256": origin.sha256, "file": origin.file}
    return told | ({"id": origin.id} if origin.id else {})


def _tiers(roles: list[Plain]) -> Plain:
    names = ("first_update", "update_every", "restore")
    return {str(tier): {"fill": roles, **dict(zip(names, limits, strict=True))} for tier, limits in _LIMITS.items()}


def _facts(plan: Plan, fitting: Fitting) -> dict[str, Plain]:
    """The facts of the steps, and the two that grade the event."""
    own: dict[str, Plain] = {each.id: {"ask": each.ask, "type": each.type} for each in plan.facts}
    graded: dict[str, Plain] = {
        name: {"ask": plan.grades.get(tier) or fitting.say(f"is_{tier}"), "type": "yes_no"}
        for tier, name in ((1, "is_major"), (2, "is_serious"))
    }
    return graded | own


def _still_named(made: Mapping[str, Plain], given: Mapping[str, Plain]) -> dict[str, Plain]:
    """A file of ours that another tool has added to: its new roles and facts stand beside ours."""
    if "triage" not in given:
        return {}
    merged: dict[str, Plain] = {}
    facts, own = made["facts"], given.get("facts")
    if isinstance(facts, dict) and isinstance(own, dict):
        added = {name: fact for name, fact in facts.items() if name not in {"is_major", "is_serious"}}
        merged["facts"] = added | own
    return merged
