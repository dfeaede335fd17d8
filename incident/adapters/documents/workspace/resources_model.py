"""`resources.yaml`, field by field, as people write it: what the team has for an emergency, and who may give it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from incident.adapters.documents.reading.fields import Duration, Id, Line, Strict, TierNumber
from incident.wording.money import parse_money

__all__ = ["ApprovalFile", "ApproverFile", "Money", "Quantity", "ResourceFile", "ResourcesFile", "RestFile"]

_LANGUAGES: Final = ("en", "zh-CN")
_MOMENT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"


def _moment(value: object) -> datetime:
    try:
        if re.fullmatch(_MOMENT, str(value)):
            return datetime.fromisoformat(str(value))
    except ValueError:  # no such day or hour
        pass
    raise PydanticCustomError("moment", "no moment")


def _money(value: object) -> tuple[int, str]:
    found = parse_money(str(value))
    if found is None:
        raise PydanticCustomError("money", "no money")
    return found


def _quantity(value: object) -> int | tuple[int, str]:
    """A number of pieces; with a currency, money."""
    words = str(value)
    if not isinstance(value, bool) and re.fullmatch("[0-9]{1,9}", words):
        return int(words)
    return _money(value)


Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string"})]
"""A time as the wall of the workspace shows it: `2026-11-22 10:00`."""
Money: TypeAlias = Annotated[tuple[int, str], BeforeValidator(_money), WithJsonSchema({"type": "string"})]
Quantity: TypeAlias = Annotated[
    int | tuple[int, str], BeforeValidator(_quantity), WithJsonSchema({"type": ["integer", "string"]})
]


def _named(value: object) -> object:
    """One name for every language, or one for each."""
    return dict.fromkeys(_LANGUAGES, value) if isinstance(value, str) else value


Words: TypeAlias = Annotated[
    dict[Literal["en", "zh-CN"], Line],
    BeforeValidator(_named),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]


class RestFile(Strict):
    """How many of a pool rest, and until when."""

    quantity: Annotated[int, Field(ge=1)] = 1
    until: Moment


class ResourceFile(Strict):
    """One line of the inventory."""

    name: Words = {}
    kind: Literal["staff", "equipment", "materials", "information", "money"]
    type: Id
    quantity: Quantity = 1
    unit: Annotated[str, Field(max_length=40)] = ""
    site: Annotated[str, Field(max_length=80)] = ""
    responsible: Id | None = None
    person: Id | None = None
    rules: Words = {}
    reserve: Quantity = 0
    shared_with: list[Line] = []
    source: Literal["own", "team", "vendor"] = "own"
    on_duty: bool = False
    rests: list[RestFile] = []


class ApproverFile(Strict):
    """Somebody who may approve: a role in the incident, or a person."""

    role: Id | None = None
    person: Id | None = None
    limit: Money | None = None


class ApprovalFile(Strict):
    """Who approves at a tier, how fast, and from whom resources may come."""

    within: Duration
    source: Literal["own", "team", "vendor"] = "vendor"
    approvers: Annotated[list[ApproverFile], Field(min_length=1)]


class ResourcesFile(Strict):
    """`resources.yaml`."""

    format: Literal["resources/1"]
    rest_after: Duration = timedelta(hours=12)
    approvals: dict[TierNumber, ApprovalFile] = {}
    resources: dict[Id, ResourceFile] = {}
