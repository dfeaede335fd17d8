"""The shape of a review in JSON, written down from its rows: `{version, identification: {…}, measures: [{…}], …}`.

Apart from the values: only the help of the command asks for it, and what is read from the rows cannot lag behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from incident.application.review.deciding import DecisionRow
from incident.application.review.model import Review
from incident.application.review.plain import plain_key
from incident.application.review.standouts import FirstPage
from incident.domain.content import FreeText, PinnedBundle
from incident.domain.events import Event, Recorded

__all__ = ["review_shape"]

_SCALARS = (FreeText, PinnedBundle)
"""Written as one value, whatever they hold."""


def review_shape() -> str:
    """Every key of every row; what has no keys of its own stands alone."""
    own = f"first_page: {{{_keys(FirstPage)}}}, deciding: [{{{_keys(DecisionRow)}}}], is_draft"
    return f"{{version, {_keys(Review)}, {own}}}"


def _keys(row: type) -> str:
    hints = get_type_hints(row, localns={"Event": Event})  # `Recorded` names it, and stands apart from the register
    keys = ", ".join(_written(plain_key(field), hints[field.name]) for field in fields(row))
    return f"{keys}, type" if row is Recorded else keys


def _written(key: str, hint: object) -> str:
    shape = _shape(hint)
    return f"{key}: {shape}" if shape else key


def _shape(hint: object) -> str:
    """Of a value: its keys in braces, in brackets for a list of such; '' for all else."""
    if get_origin(hint) is UnionType:
        shapes = {shape for shape in map(_shape, get_args(hint)) if shape}
        return shapes.pop() if len(shapes) == 1 else ""  # an event has the keys of its type
    if get_origin(hint) is tuple:
        shape = _shape(get_args(hint)[0])
        return f"[{shape}]" if shape else ""
    if get_origin(hint) is Mapping or not isinstance(hint, type) or hint in _SCALARS or not is_dataclass(hint):
        return ""
    return f"{{{_keys(hint)}}}"
