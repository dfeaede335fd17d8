"""What a command line came to, in this process or in one of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Ran"]


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  (whatever was printed)
        return json.loads(self.out)
