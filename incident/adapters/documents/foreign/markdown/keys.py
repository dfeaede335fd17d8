"""Lines below an item that say something of its step: `Expect: …`, `If not: …`, `By: …`.

Apart from the items, so that one table says which words are understood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import is_list, words
from incident.adapters.documents.foreign.markdown.choices import begins_condition
from incident.adapters.documents.foreign.plain_words import fits_box, is_reason
from incident.wording.cells import cells

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["fails", "is_case", "is_keyed", "take_key"]

_CAUTION: Final = 66
"""Cells of a caution."""
_KEYS: Final = {
    "expect": r"expect(?:ed)?(?: result| outcome)?|result|verify|预期(?:结果)?|结果|应看到",
    "if_not": r"if not|otherwise|on failure|if (?:it|this) fails|否则|如(?:果)?不成(?:功)?|若失败|若没有",
    "why": r"why|reason|rationale|原因|理由",
    "caution": r"caution|warning|important|注意|警告",
    "by": r"by|who|owner|role|responsible|负责(?:人)?|角色",
    "wait": r"wait|等待",
    "until": r"(?:repeat )?until|重复[,，]?直到|直到",
}
_KEYED: Final = {
    name: re.compile(rf"^(?:{pattern})\s*[:：]\s*(?P<words>\S.*)$", re.IGNORECASE) for name, pattern in _KEYS.items()
}
_FAILS: Final = re.compile(rf"(?:{_KEYS['if_not']})\s*[:：]?", re.IGNORECASE)


def is_keyed(said: str) -> bool:
    """Whether the line says something of the step above it, or what stands below it is the way out of that."""
    return _FAILS.fullmatch(said) is not None or any(pattern.match(said) for pattern in _KEYED.values())


def take_key(said: str, keyed: dict[str, str]) -> bool:
    """Put what the line says under its key, if that is free and has room for it."""
    for name, pattern in _KEYED.items():
        found = pattern.match(said)
        if found and name not in keyed and _has_room(name, found["words"]):
            keyed[name] = found["words"]
            return True
    return False


def is_case(said: str) -> bool:
    """Whether it says what to do in one case, other than that the step itself does not come out: `If not: …`."""
    return begins_condition(said) and not any(pattern.match(said) for pattern in _KEYED.values())


def fails(line: SyntaxTreeNode) -> bool:
    """Whether the lines below it are the way out of a step, and nothing else stands there."""
    below = line.children[1:]
    return bool(below) and all(map(is_list, below)) and _FAILS.fullmatch(words(line.children[0])) is not None


def _has_room(name: str, said: str) -> bool:
    if name == "caution":
        return cells(said) <= _CAUTION
    return is_reason(said) if name in {"why", "by"} else fits_box(said)
