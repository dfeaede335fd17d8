"""The statements of a dialect, by name, read from its `.sql` files.

Apart, because SQL is best read and searched as SQL. Both drivers keep a prepared
statement for each text, so the texts never vary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

__all__ = ["PositionalQueries", "named_queries", "with_parameters"]

InOrder: TypeAlias = Callable[[Mapping[str, object]], tuple[object, ...]]
"""From values by name to values in the places of a statement."""

_HERE = Path(__file__).parent
_NAME = "-- name: "
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


@cache
def named_queries(dialect: str) -> Mapping[str, str]:
    """What both dialects share and what this one adds."""
    queries: dict[str, str] = {}
    for file in (_HERE / "shared.sql", _HERE / dialect / "queries.sql"):
        for part in file.read_text(encoding="utf-8").split(_NAME)[1:]:
            name, _, text = part.partition("\n")
            queries[name] = text.strip()
    return queries


def with_parameters(text: str, written: str) -> str:
    """The statement with each `:name` as a driver writes it, as `re.sub` takes it."""
    return _PARAMETER.sub(written, text)


class PositionalQueries(dict[str, tuple[str, InOrder]]):
    """Statements with `?`, each with what puts named values into its order: a driver that looks up names is slower."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self._named = named_queries(dialect)

    def __missing__(self, query: str) -> tuple[str, InOrder]:
        text = self._named[query]
        self[query] = made = with_parameters(text, "?"), _in_order(_PARAMETER.findall(text))
        return made


def _in_order(names: Sequence[str]) -> InOrder:
    match names:
        case []:
            return lambda _: ()
        case [name]:
            return lambda values: (values[name],)
        case _:
            return itemgetter(*names)
