"""The JSON Schema of a runbook, from the same models that read one.

Apart from the schemas of other documents, because a step has one verb, and each verb wants other keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incident.adapters.documents.reading.json_schema import Generator, spoken_schema
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.adapters.documents.runbooks.model_steps import StepFile
from incident.adapters.documents.runbooks.verbs import ASKED, VERBS
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import core_schema

__all__ = ["runbook_schema"]


def runbook_schema() -> Mapping[str, object]:
    """The schema, its descriptions in the language in use."""
    return spoken_schema(RunbookFile, _("A runbook of incident"), _Generator)


class _Generator(Generator):
    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        return self._step(made) if schema["cls"] is StepFile else made

    def _step(self, made: dict[str, Any]) -> dict[str, Any]:
        """A step has one verb, and the keys without which that verb says nothing."""
        told: dict[str, dict[str, Any]] = {verb: {"required": [verb]} for verb in VERBS}
        told["approve"]["not"] = {"required": ["tell"]}  # beside `tell` it is no verb
        kinds = [
            {"title": verb, "description": made["properties"][verb]["description"], **shape}
            for verb, shape in told.items()
        ]
        needs = [{"if": told[verb], "then": {"required": list(keys)}} for verb, keys in ASKED.items() if keys]
        return {**made, "oneOf": kinds, "allOf": needs}
