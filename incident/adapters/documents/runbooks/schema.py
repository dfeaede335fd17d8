"""The JSON Schema of a runbook, from the same models that read one: editors complete and check while people type.

Apart from the models, because what an editor should hear is less than what pydantic would say: no titles made of class
names, no `null` where leaving the key out is meant, and descriptions in the language of whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import GenerateJsonSchema

from incident.adapters.documents.runbooks.model import RunbookFile
from incident.adapters.documents.runbooks.model_steps import StepFile
from incident.adapters.documents.runbooks.verbs import ASKED, VERBS
from incident.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import CoreSchema, core_schema

__all__ = ["runbook_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TITLE: Final = N_("A runbook of incident")


def runbook_schema() -> Mapping[str, object]:
    """The schema, its descriptions in the language in use."""
    made = RunbookFile.model_json_schema(schema_generator=_Generator)
    spoken: dict[str, object] = _spoken(made)
    return {"$schema": _DIALECT, "title": _(_TITLE), **spoken}


class _Generator(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  (pydantic's signature)
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """What a left-out key means is told where it is one word; nothing and an empty list go without saying."""
        made = super().default_schema(schema)
        return made if isinstance(made.get("default"), str) else self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        plain = {key: value for key, value in made.items() if key not in {"title", "description"}}
        return self._step(plain) if schema["cls"] is StepFile else plain

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

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """A mapping refuses keys that do not fit, as the reader does."""
        keys, values = self._of(schema.get("keys_schema")), self._of(schema.get("values_schema"))
        if "enum" in keys:
            names = [str(name) for name in keys["enum"] if isinstance(name, int)]
            return {"type": "object", "properties": dict.fromkeys(names, values), "additionalProperties": False}
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def _of(self, schema: CoreSchema | None) -> dict[str, Any]:
        return {} if schema is None else self.generate_inner(schema)


def _spoken(node: Any) -> Any:  # noqa: ANN401  (whatever a schema holds)
    if isinstance(node, dict):
        words = node.get("description")
        said = {"description": _(words)} if isinstance(words, str) else {}
        return {key: _spoken(value) for key, value in node.items()} | said
    return [_spoken(each) for each in node] if isinstance(node, list) else node
