"""Puts a document into its model, and says in sentences where it does not fit.

Apart from the models, which say what is right and nothing of what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.reading.nodes import Fields, Items, Node, Place, Plain, Scalar, plain
from incident.adapters.documents.reading.shape_sentences import complaint
from incident.adapters.documents.reading.stand_ins import stand_in
from incident.domain.nearest import nearest
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from incident.application.errors import Problem

__all__ = ["fit"]

M = TypeVar("M", bound=BaseModel)
_ROUNDS: Final = 4
"""A value that was left out may uncover what else is wrong with its mapping."""


def fit(
    model: type[M], document: Place, rule: str, values: Plain = None, *, stands_in: bool = False
) -> tuple[M | None, list[Problem]]:
    """The document in its model, None where it does not fit; and everything that is wrong with its shape.

    What is wrong is reported and then left out, or cut where it is too long, so that what stands beside it is still
    looked at; only without something that must be there is there nothing to look at, unless something stands in for it.

    Args:
        model: what the document should be.
        document: its root.
        rule: the id of the rule that a wrong shape breaks.
        values: the document without its places, by whoever has them already.
        stands_in: whether the caller tells what is wrong with the document from what is only wrong with a stand-in.
    """
    fitted, details = _validated(model, plain(document.root) if values is None else values)
    meant = _meant(model, details)
    told = [detail for detail in details if not (detail["type"] == "missing" and detail["loc"] in meant)]
    problems = [_problem(model, detail, document, rule) for detail in told]
    root = document.root
    for _round in range(_ROUNDS):
        if fitted is not None:
            break
        wrong = [detail for detail in details if detail["type"] != "missing"]
        lacking = [detail["loc"] for detail in details if detail["type"] == "missing"]
        root = _without(root, {_owner(root, detail["loc"]): _longest(detail) for detail in wrong})
        if lacking and not (stands_in and all(_is_stood_in(model, root, loc) for loc in lacking)):
            break
        fitted, details = _validated(model, plain(root))
    return fitted, problems


def _meant(model: type[BaseModel], details: Iterable[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """The keys that a key of another spelling stands for: whoever reads 'Did you mean?' knows what is missing."""
    strange = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    near = ((loc, nearest(str(loc[-1]), list(_model_at(model, loc[:-1]).model_fields))) for loc in strange)
    return {(*loc[:-1], name) for loc, name in near if name}


def _is_stood_in(model: type[BaseModel], root: Node, loc: tuple[int | str, ...]) -> bool:
    """Whether something stands now where the missing key would; what was wrong and left out is missing as well."""
    owner, field = _mapping_at(root, loc[:-1]), _model_at(model, loc[:-1]).model_fields.get(str(loc[-1]))
    if not isinstance(owner, Fields) or field is None:
        return False
    node = stand_in(field, owner.at)
    if node is not None:
        owner.fields[str(loc[-1])] = node
    return node is not None


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
    said, hint = complaint(detail)
    return problem(place, rule, said, hint or _described(model, loc) if detail["type"] == "missing" else hint)


def _described(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """What the missing key is for, as the schema has it."""
    field = _model_at(model, loc[:-1]).model_fields.get(str(loc[-1])) if loc else None
    return _(field.description) if field is not None and field.description else ""


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
    """Which mapping of the document holds the last key of `loc` that is one, by identity, and that key."""
    node, owner = root, (id(root), "")
    for step in loc:
        if isinstance(node, Fields) and str(step) in node.fields:
            owner = id(node), str(step)
            node = node.fields[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return owner


def _mapping_at(root: Node, loc: tuple[int | str, ...]) -> Node:
    """What stands at the end of the path; a step that a model's union put into it is no place."""
    for step in loc:
        if isinstance(root, Fields):
            root = root.fields.get(str(step), root)
        elif isinstance(root, Items) and isinstance(step, int) and step < len(root.items):
            root = root.items[step]
    return root


def _longest(detail: ErrorDetails) -> int:
    """How much of a text that is too long can stay; 0 for whatever else is wrong."""
    return int(detail.get("ctx", {}).get("max_length", 0)) if detail["type"] == "string_too_long" else 0


def _without(node: Node, wrong: Mapping[tuple[int, str], int]) -> Node:
    match node:
        case Fields():
            kept = {key: _cut(each, wrong.get((id(node), key))) for key, each in node.fields.items()}
            return Fields(
                at=node.at, fields={key: _without(each, wrong) for key, each in kept.items() if each is not None}
            )
        case Items():
            return Items(at=node.at, items=[_without(item, wrong) for item in node.items])
        case _:
            return node


def _cut(node: Node, longest: int | None) -> Node | None:
    """What can stay of a value: all of it, its beginning, or nothing."""
    if longest and isinstance(node, Scalar):
        return Scalar(at=node.at, value=str(node.value)[:longest].rstrip())
    return node if longest is None else None
