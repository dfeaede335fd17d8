"""The JSON Schema of a year's plan, from the same model that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.drills.model import PlanFile
from incident.adapters.documents.reading.json_schema import spoken_schema
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["plan_schema"]


def plan_schema() -> Mapping[str, object]:
    """The schema, its descriptions in the language in use."""
    return spoken_schema(PlanFile, _("A year's plan of exercises"))
