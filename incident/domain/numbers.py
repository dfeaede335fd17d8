"""Numbers as people type them. What one means is a rule: a step may ask for a plausible one."""

from __future__ import annotations

import re

__all__ = ["parse_number"]

_NUMBER = r"[+-]?\d+(?:[.,，]\d+)?"  # compiled when first used: most commands read no fact
_GROUPED = r"[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?"


def parse_number(words: str) -> float | None:
    """A number as people type it, `12,000` with groups of three and `12,5` with a decimal comma; None if unreadable."""
    if re.fullmatch(_GROUPED, words):
        return float(re.sub("[,，]", "", words))
    return float(re.sub("[,，]", ".", words)) if re.fullmatch(_NUMBER, words) else None
