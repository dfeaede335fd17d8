"""What the reader of `resources.yaml` finds wrong, in the words of whoever keeps the table: by its heads.

Apart from the rows, because that reader knows the fields of the file and no table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.errors import Problem

__all__ = ["by_its_head"]

_KEY: Final = re.compile(r'(?<!\\)"([A-Za-z_-]+)": ')
_COLUMNS: Final = {"until": "rests_until", "rests": "resting", "en": "name", "zh-CN": "name_zh"}
"""The column of a key, where they differ."""


def by_its_head(problem: Problem, lines: str, heads: Mapping[str, str]) -> str:
    """The sentence with the head of the column that holds the value.

    Args:
        problem: what is wrong, with the place of the value.
        lines: the text that was read.
        heads: what the table calls its columns.
    """
    said = problem.message.rstrip(".。")
    key = _key(problem, lines)
    head = clean_line(heads.get(_COLUMNS.get(key, key), ""))
    quoted = _("'{word}'")
    if not head or quoted.format(word=key) in said:
        return said.replace(quoted.format(word=key), quoted.format(word=head or key), 1)
    return _("in the column '{column}': {fault}").format(column=head, fault=said)


def _key(problem: Problem, lines: str) -> str:
    """The last key before the place; '' where the resource as a whole is meant."""
    line = lines.splitlines()[problem.line - 1 : problem.line] if problem.line else []
    keys = _KEY.findall(line[0][: max(0, problem.column - 1)]) if line else []
    if len(keys) > 1 and keys[-1] in ("en", "zh-CN") and "rules" in keys:
        return "rules"
    return keys[-1] if keys else ""
