"""The statements of a dialect, by name, read from its `.sql` files.

Apart, because SQL is best read and searched as SQL. Both drivers keep a prepared
statement for each text, so the texts never vary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["named_queries"]

_HERE = Path(__file__).parent
_NAME = re.compile(r"^-- name: (\S+)\n", re.MULTILINE)
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


@cache
def named_queries(dialect: str, *, parameter: str = r":\1") -> Mapping[str, str]:
    """What both dialects share and what this one adds; `parameter` is how its driver writes `:name`."""
    queries: dict[str, str] = {}
    for file in (_HERE / "shared.sql", _HERE / dialect / "queries.sql"):
        _, *parts = _NAME.split(_PARAMETER.sub(parameter, file.read_text(encoding="utf-8")))
        queries |= {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return queries
