"""Puts a document into its model, and says in sentences where it does not fit.

Apart from the models, which say what is right and nothing of what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.reading.nodes import Fields, Items, Node, Place, Plain, plain
from incident.adapters.documents.reading.shape_sentences import complaint
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from incident.application.errors import Problem

__all__ = ["fit"]

M = TypeVar("M", bound=BaseModel)


def fit(model: type[M], document: Place, rule: str, values: Plain = None) -> tuple[M | None, list[Problem]]:
    """The document in its model, None where it does not fit; and everything that is wrong with its shape.

    Keys that nobody knows are reported and then left out, so that what stands beside them is still looked at.

    Args:
        model: what the document should be.
        document: its root.
        rule: the id of the rule that a wrong shape breaks.
        values: the document without its places, by whoever has them already.
    """
    fitted, details = _validated(model, plain(document.root) if values is None else values)
    problems = [_problem(model, detail, document, rule) for detail in details]
    if fitted is None and all(detail["type"] == "extra_forbidden" for detail in details):
        unknown = {_owner(document.root, detail["loc"]) for detail in details}
        fitted, _rest = _validated(model, plain(_without(document.root, unknown)))
    return fitted, problems


def _validated(model: type[M], values: Plain) -> tuple[M | None, list[ErrorDetails]]:
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _problem(model: type[BaseModel], detail: ErrorDetails, document: Place, rule: str) -> Problem:
    loc = detail["loc"]
    place = Place(document.file, document.root, loc)
    if detail["type"] == "extra_forbidden":
        said = _("Unknown key '{key}'.").format(key=loc[-1])
        known = list(_model_at(model, loc[:-1]).model_fields)
        return problem(place, rule, said, did_you_mean(str(loc[-1]), known), at=place.key)
    if loc and loc[-1] == "[key]":
        place = Place(document.file, document.root, loc[:-1])
        return problem(place, rule, *complaint(detail), at=place.key)
    return problem(place, rule, *complaint(detail))


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    for step in loc:
        field = model.model_fields.get(str(step))
        model = next(_models_in(field.annotation), model) if field else model
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _owner(root: Node, loc: tuple[int | str, ...]) -> tuple[int, str]:
    """Which mapping of the document holds the last key of `loc`, by identity, and that key."""
    node = root
    for step in loc[:-1]:
        if isinstance(node, Fields):
            node = node.fields.get(str(step), node)
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step]
    return id(node), str(loc[-1])


def _without(node: Node, unknown: set[tuple[int, str]]) -> Node:
    match node:
        case Fields():
            known = [key for key in node.fields if (id(node), key) not in unknown]
            return Fields(at=node.at, fields={key: _without(node.fields[key], unknown) for key in known})
        case Items():
            return Items(at=node.at, items=[_without(item, unknown) for item in node.items])
        case _:
            return node
