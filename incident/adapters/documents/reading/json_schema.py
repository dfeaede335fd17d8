"""The JSON Schema of a document, from the same models that read it: editors complete and check while people type.

Apart from the models, because what an editor should hear is less than what pydantic would say: no titles made of class
names, no `null` where leaving the key out is meant, and descriptions in the language of whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import GenerateJsonSchema

from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic_core import CoreSchema, core_schema

__all__ = ["Generator", "spoken_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class Generator(GenerateJsonSchema):
    """Says of a model what an editor should hear."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002  (pydantic's signature)
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """What a left-out key means is told where it is one word; nothing and an empty list go without saying."""
        made = super().default_schema(schema)
        return made if isinstance(schema.get("default"), str) else self.generate_inner(schema["schema"])

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        return {key: value for key, value in made.items() if key not in {"title", "description"}}

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """A mapping refuses keys that do not fit, as the reader does."""
        keys, values = self._of(schema.get("keys_schema")), self._of(schema.get("values_schema"))
        if "enum" in keys:
            names = [str(name) for name in keys["enum"] if isinstance(name, int)]
            return {"type": "object", "properties": dict.fromkeys(names, values), "additionalProperties": False}
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def _of(self, schema: CoreSchema | None) -> dict[str, Any]:
        return {} if schema is None else self.generate_inner(schema)


def spoken_schema(
    model: type[BaseModel], title: str, generator: type[GenerateJsonSchema] = Generator
) -> Mapping[str, object]:
    """The schema of a document, its descriptions in the language in use."""
    spoken: dict[str, object] = _spoken(model.model_json_schema(schema_generator=generator))
    return {"$schema": _DIALECT, "title": title, **spoken}


def _spoken(node: Any) -> Any:  # noqa: ANN401  (whatever a schema holds)
    if isinstance(node, dict):
        words = node.get("description")
        said = {"description": _(words)} if isinstance(words, str) else {}
        return {key: _spoken(value) for key, value in node.items()} | said
    return [_spoken(each) for each in node] if isinstance(node, list) else node
