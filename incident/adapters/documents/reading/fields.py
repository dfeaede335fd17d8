"""The kinds of values that documents are made of, each with its bounds.

Apart from the models, because runbooks, workspaces and registers share them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from incident.domain.grading.tiers import Tier
from incident.domain.timing.durations import WRITTEN, parse_duration

__all__ = [
    "Date",
    "DocumentId",
    "Duration",
    "FactId",
    "Id",
    "Line",
    "PerTier",
    "Phone",
    "Strict",
    "Text",
    "TierNumber",
]

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
FactId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
DocumentId: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$", max_length=60)
]
Line: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S([^\n]*\S)?$")]
"""Words on one line."""
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
"""Words on any number of lines."""


_TIERS: Final = {str(int(tier)): tier for tier in Tier}
_NUMBER: Final = r"\+?[0-9(][0-9 ()./-]{1,38}( ?(ext\.?|x|#|转) ?[0-9]{1,8})?"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


class Strict(BaseModel):
    """A mapping whose keys are all known and whose values are taken as written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _duration(value: object) -> timedelta:
    length = parse_duration(value) if isinstance(value, str) else None
    if length is None:
        raise PydanticCustomError("duration", "no duration")
    return length


def _date(value: object) -> date:
    try:
        if re.fullmatch(_DAY, str(value)):
            return date.fromisoformat(str(value))
    except ValueError:  # no such day
        pass
    raise PydanticCustomError("date", "no date")


def _phone(value: object) -> str:
    if value != "" and (isinstance(value, bool) or not re.fullmatch(_NUMBER, str(value))):
        raise PydanticCustomError("phone", "no phone")
    return str(value)


def _shape(value: object) -> str:
    return ":each" if isinstance(value, Mapping) else ":all"


def _tier(value: object) -> Tier:
    if value is True or str(value) not in _TIERS:
        raise PydanticCustomError("tier", "no tier")
    return _TIERS[str(value)]


TierNumber: TypeAlias = Annotated[Tier, BeforeValidator(_tier), WithJsonSchema({"enum": [*map(int, Tier), *_TIERS]})]
"""A tier, as a value or (all keys of a document are text) as a key."""
Duration: TypeAlias = Annotated[
    timedelta, BeforeValidator(_duration), WithJsonSchema({"type": "string", "pattern": f"^{WRITTEN}$"})
]
Date: TypeAlias = Annotated[
    date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY}$"})
]
Phone: TypeAlias = Annotated[
    str, BeforeValidator(_phone), WithJsonSchema({"type": ["string", "integer"], "pattern": f"^({_NUMBER})?$"})
]
"""A telephone number as it is dialled, digits alone without quotes; '' where none is known."""
PerTier: TypeAlias = Annotated[
    Annotated[Duration, Tag(":all")] | Annotated[dict[TierNumber, Duration], Tag(":each")], Discriminator(_shape)
]
"""One length for all tiers, or one for each tier that is named."""
