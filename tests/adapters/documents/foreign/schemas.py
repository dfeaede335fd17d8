"""The JSON Schemas of CACAO 2.0, where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.conftest import CHECKOUT

__all__ = ["CORPORA", "SCHEMAS", "schema_errors"]

CORPORA = CHECKOUT.parent / "shared" / "corpora"
SCHEMAS = CORPORA / "cacao-schema"


def schema_errors(document: object) -> list[str]:
    """What the specification's schema says against a document, as draft 7; later drafts refuse its own examples."""
    root = (SCHEMAS / "playbook.json").as_uri()
    registry: Registry[Any] = Registry().with_resources(
        (path.as_uri(), _schema(path)) for path in SCHEMAS.rglob("*.json")
    )
    validator = Draft7Validator({"$ref": root}, registry=registry)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def _schema(path: Path) -> Resource[Any]:
    """The file, without the `$id` that all files of one folder share."""
    contents = json.loads(path.read_text("utf-8"))
    contents.pop("$id", None)
    return DRAFT7.create_resource(contents)
