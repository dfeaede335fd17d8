"""The JSON Schema of `resources.yaml`, from the same model that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.json_schema import spoken_schema
from incident.adapters.documents.workspace.resources_model import ResourcesFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["resources_schema"]


def resources_schema() -> Mapping[str, object]:
    """The schema, its descriptions in the language in use."""
    return spoken_schema(ResourcesFile, _("The inventory of a team"))
