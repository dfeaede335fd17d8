"""What stands in for a key that is missing, so that all else in the document is still looked at.

Apart from the sentences about shapes: nothing of this is ever shown, and whoever compiles the document leaves out what
is only wrong with a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError

from incident.adapters.documents.reading.nodes import Fields, Items, Node, Scalar

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from incident.adapters.documents.reading.nodes import Mark

__all__ = ["is_stand_in", "stand_in"]

_SCALARS: Final = ("it: is missing", "it-is-missing", "it.is-missing", "it_is_missing", 1, "1d", "2000-01-01", "draft")
"""A sentence, ids of every kind, a number, a length, a day, a status. No list of ids and no mapping: what they name is
what all else in the document refers to."""


def stand_in(field: FieldInfo, at: Mark) -> Node | None:
    """A value that the field takes, at the place that lacks it; None where nothing sensible can stand there."""
    lines = Items(at=at, items=[Scalar(at=at, value=_SCALARS[0])])
    review = Fields(at=at, fields={"date": Scalar(at=at, value="2000-01-01"), "every": Scalar(at=at, value="1d")})
    tried: Iterable[tuple[Node, Any]] = (
        *((Scalar(at=at, value=value), value) for value in _SCALARS),
        (lines, [_SCALARS[0]]),
        (review, {"date": "2000-01-01", "every": "1d"}),
    )
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    return next((node for node, value in tried if _fits(adapter, value)), None)


def is_stand_in(message: str) -> bool:
    """Whether the sentence is about a word that only stands in for another."""
    return any(isinstance(each, str) and "missing" in each and each in message for each in _SCALARS)


def _fits(adapter: TypeAdapter[Any], value: object) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True
