"""What an inventory says already of what a table brings again: kept where the table is silent, told where it differs.

Apart from the rows themselves: those are right or wrong whatever stood in the file before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from incident.adapters.documents.reading.nodes import plain
from incident.adapters.documents.reading.sources import INVENTORY_BYTES, read_file
from incident.adapters.documents.reading.strict_yaml import Bounds, parse
from incident.application.errors import DocumentError
from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["Change", "Fields", "Replaced", "changes", "merged", "standing"]

Fields: TypeAlias = Mapping[str, object]
"""One line of `resources.yaml`, as it is written there."""
_BOUNDS: Final = Bounds(size=INVENTORY_BYTES, values=400_000)
_SILENT: Final[Mapping[str, object]] = {"quantity": 1, "reserve": 0, "source": "own", "on_duty": False}
"""What an absent field says."""


class Change(Frozen):
    """One field that a table gives another value."""

    column: str
    """As the table calls it."""
    before: str
    after: str


class Replaced(Frozen):
    """What a row puts in the place of what stood under the same id."""

    number: int
    id: str
    changes: tuple[Change, ...]


def standing(path: Path) -> Mapping[str, Fields]:
    """Every line of the inventory by its id; nothing of a file that is not there or cannot be read."""
    try:
        found = plain(parse(read_file(path, INVENTORY_BYTES), str(path), rule="WS001", bounds=_BOUNDS))
    except (DocumentError, OSError):
        return {}
    every = found.get("resources") if isinstance(found, dict) else None
    lines = every.items() if isinstance(every, dict) else ()
    return {name: each for name, each in lines if isinstance(each, dict)}


def merged(old: Fields, new: Fields, columns: Collection[str]) -> Fields:
    """The new line, and of the old one what the table has no column for, such as the name in the other language."""
    before, after = _names(old), _names(new)
    if "en" in after and before.get("en") == before.get("zh-CN"):
        before = {}  # one name for every language is no translation that would stay
    names = {**before, **after}
    kept = {key: value for key, value in old.items() if key not in columns and key not in new}
    return {**kept, **new, **({"name": names} if names else {})}


def changes(old: Fields, new: Fields, heads: Mapping[str, str]) -> tuple[Change, ...]:
    """What is another than it was; `heads` are the table's own words for its columns."""
    every = dict.fromkeys([*new, *old])
    changed = (key for key in every if _words(key, old) != _words(key, new))
    return tuple(
        Change(column=clean_line(heads.get(key, key)), before=_words(key, old), after=_words(key, new))
        for key in changed
    )


def _names(fields: Fields) -> dict[str, object]:
    """The name by language; one that is written once is that of every language."""
    name = fields.get("name")
    if isinstance(name, dict):
        return dict(name)
    return dict.fromkeys(("en", "zh-CN"), name) if name else {}


def _words(key: str, fields: Fields) -> str:
    value = _names(fields) if key == "name" else fields.get(key, _SILENT.get(key, ""))
    if isinstance(value, dict):
        value = _(", ").join(dict.fromkeys(str(each) for each in value.values()))
    if isinstance(value, list):
        value = _(", ").join(each if isinstance(each, str) else _rest(each) for each in value)
    return clean_line(value if isinstance(value, str) else json.dumps(value))


def _rest(each: object) -> str:
    if not isinstance(each, dict):
        return str(each)
    said = _("{count} until {time}")
    return said.format(count=each.get("quantity", 1), time=each.get("until", ""))
