"""One tier of a runbook as a CACAO 2.0 file that other tools can read, and that we read back without loss.

CACAO has no tiers, phases, approvals, deadlines or messages. What it lacks stands in an extension of our own, which
other tools pass over; in its own words the file still tells a person everything to do.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import EXTENSION, file_name, identifier
from incident.adapters.documents.foreign.cacao.kinds import kinds_of
from incident.adapters.documents.foreign.cacao.workflow import ANYBODY, Workflow
from incident.adapters.documents.foreign.written import Written
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import FactType

if TYPE_CHECKING:
    from incident.adapters.documents.reading.nodes import Plain
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Version", "export_cacao", "playbook_id"]


class Version(StrEnum):
    """Versions of CACAO that we write; the next one changes how actions and loops are told."""

    V2_0 = "cacao-2.0"


_GRAVITY: Final = {Tier.MAJOR: (100, 1), Tier.SERIOUS: (66, 2), Tier.GENERAL: (33, 3)}
"""`severity` (100 is gravest) and `priority` (1 is first) of each tier."""
_TYPES: Final = {FactType.YES_NO: "bool", FactType.PERCENT: "float", FactType.NUMBER: "float"}


def export_cacao(bundle: Bundle, tier: Tier, language: str, version: Version = Version.V2_0) -> str:
    """The JSON text; the same for the same bundle, always.

    Args:
        bundle: the compiled runbook.
        tier: whose steps are written.
        language: whose words are written.
        version: of the specification.
    """
    name = file_name(bundle.runbook.id, tier, language)
    written = Written(bundle, language)
    workflow = Workflow(bundle, tier, written, language)
    start = workflow.build()
    document = _head(bundle, tier, written, name, version) | {
        "playbook_variables": _variables(bundle, written) | workflow.variables,
        "workflow_start": start,
        "workflow": workflow.steps,
        "playbook_extensions": {EXTENSION: _ours(bundle, tier, written)},
        "agent_definitions": _agents(workflow, written),
        "target_definitions": _targets(workflow, written),
        "extension_definitions": {EXTENSION: _definition(name)},
    }
    return json.dumps({key: value for key, value in document.items() if value}, ensure_ascii=False, indent=2) + "\n"


def playbook_id(runbook_id: str, tier: Tier, language: str) -> str:
    """The id of the file that an export of the runbook is."""
    return identifier("playbook", file_name(runbook_id, tier, language))


def _head(bundle: Bundle, tier: Tier, written: Written, name: str, version: Version) -> dict[str, Plain]:
    runbook, (severity, priority) = bundle.runbook, _GRAVITY[tier]
    at = f"{runbook.reviewed_on}T00:00:00.000Z"
    return {
        "type": "playbook",
        "spec_version": version.value,
        "id": identifier("playbook", name),
        "name": written.text("title"),
        "description": written.text("applies.0"),
        "playbook_types": list(kinds_of(runbook.family)),
        "created_by": identifier("identity", runbook.owner),
        "created": at,
        "modified": at,
        "priority": priority,
        "severity": severity,
        "labels": [runbook.id, runbook.family, f"revision:{runbook.revision}", f"tier:{int(tier)}"],
        "external_references": _references(written),
    }


def _references(written: Written) -> list[Plain]:
    found: list[Plain] = []
    while title := written.text(f"reference.{len(found)}"):
        where = written.text(f"reference.{len(found)}.where")
        key = "url" if where.startswith(("https://", "http://")) and " " not in where else "description"
        found.append({"name": title, key: where})
    return found


def _variables(bundle: Bundle, written: Written) -> dict[str, Plain]:
    return {
        f"__{fact.id}__": {
            "type": _TYPES.get(fact.type, "string"),
            "description": written.text(f"fact.{fact.id}"),
            "external": False,
        }
        for fact in bundle.runbook.facts
    }


def _ours(bundle: Bundle, tier: Tier, written: Written) -> dict[str, Plain]:
    phases: list[Plain] = [
        written.phase(phase)
        for phase in bundle.runbook.phases
        if any(tier in step.tiers and step.branch is None and step.added_by is None for step in phase.steps)
    ]
    return {"format": "runbook/1", "tier": int(tier), "runbook": written.header(), "phases": phases}


def _agents(workflow: Workflow, written: Written) -> dict[str, Plain]:
    return {
        workflow.id("group", "role", role): {
            "type": "group",
            "name": "Anybody on the incident" if role == ANYBODY else written.text(f"role.{role}") or role,
        }
        for role in sorted(workflow.roles)
    }


def _targets(workflow: Workflow, written: Written) -> dict[str, Plain]:
    return {
        workflow.id("group", "audience", name): {"type": "group", "name": written.text(f"audience.{name}") or name}
        for name in sorted(workflow.audiences)
    }


def _definition(name: str) -> dict[str, Plain]:
    return {
        "type": "extension-definition",
        "name": "incident runbook",
        "description": "Tiers, phases, deadlines, approvals and messages, which CACAO has no words for.",
        "created_by": identifier("identity", name),
        "schema": "https://json-schema.org/draft-07/schema",
        "version": "1.0.0",
    }
