"""Whether an action says what is to be changed: one that cannot be checked is never done.

Apart from the rules of the plan, because this judges words. The lists are measures of this program: verbs that name a
wish and no deed, in both languages.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["vague_part"]

_WISHES: Final = frozenset(
    {
        *("address", "be", "become", "better", "communicate", "consider", "coordinate", "discuss", "encourage"),
        *("enhance", "ensure", "foster", "improve", "increase", "look", "more", "optimise", "optimize", "pay"),
        *("promote", "raise", "remind", "streamline", "strengthen", "think", "try"),
    }
)
_WISHES_CHINESE: Final = (
    *("加强", "提高", "提升", "强化", "增强", "完善", "改善", "改进", "优化", "注意", "重视", "高度重视", "进一步"),
    *("督促", "考虑", "确保", "落实", "做好", "切实", "认真", "努力", "尽量"),
)
_LEAST_WORDS: Final = 3
_LEAST_SIGNS: Final = 6
_IDEOGRAPH: Final = re.compile(r"[\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def vague_part(text: str) -> str:
    """The words that say a wish instead of a deed, or all of them where they are too few; '' if it can be checked."""
    if _IDEOGRAPH.search(text):
        wish = next((each for each in _WISHES_CHINESE if text.strip().startswith(each)), "")
        return wish or (text.strip() if len(text.strip()) < _LEAST_SIGNS else "")
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS:
        return text.strip()
    return words[0] if words[0].casefold() in _WISHES else ""
