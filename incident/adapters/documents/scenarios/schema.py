"""The JSON Schema of a scenario, from the same model that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.json_schema import spoken_schema
from incident.adapters.documents.scenarios.model import ScenarioFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["scenario_schema"]


def scenario_schema() -> Mapping[str, object]:
    """The schema, its descriptions in the language in use."""
    return spoken_schema(ScenarioFile, _("A scenario of incident"))
