"""What our families are in CACAO's vocabulary of playbook types, and back.

Apart from reading and writing files, which both ask it. The vocabulary (`playbook-type-ov` of CACAO 2.0) is open and
tells what a playbook is for, not what happened; so the family stands among the labels too, and there it is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.domain.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["family_of", "kinds_of"]

_KINDS: Final = {
    "service-outage": ("mitigation", "remediation", "notification"),
    "complaint-surge": ("engagement", "notification", "investigation"),
    "data-security": ("investigation", "mitigation", "notification"),
    "site-emergency": ("mitigation", "notification"),
    "policy-change": ("engagement", "notification"),
    "other": ("investigation", "mitigation"),
}
_ANY: Final = ("mitigation", "notification")
"""For a family of the team's own: every runbook of ours handles something and tells somebody."""


def kinds_of(family: str) -> Sequence[str]:
    """The types of a playbook made from a runbook of that family, the first the one that fits best."""
    return _KINDS.get(family, _ANY)


def family_of(labels: Collection[str], kinds: Sequence[str]) -> str:
    """The family that a playbook names, or whose types it has; `imported` where nothing in it tells one."""
    told = [family for family in FAMILIES if family in labels]
    same = [family for family, types in _KINDS.items() if set(types) == set(kinds)]
    attacked = ["data-security"] if "attack" in kinds else []
    return next(iter([*told, *same, *attacked]), "imported")
