"""Whether a finding, an action and its proof say what can be checked: a wish is never done, and nobody is a cause.

Apart from the rules of the plan, because this judges words. The lists are measures of this program, in both languages:
what begins with no deed, what is only wished for, what lays it on a person, what proves nothing.
"""

from __future__ import annotations

import re
from typing import Final

from incident.domain.refusals import Refusal, Refused

__all__ = ["require_deed", "require_no_blame", "require_proof", "require_telling", "vague_part"]

_WISHES: Final = frozenset(
    {
        *("address", "be", "become", "better", "communicate", "consider", "coordinate", "discuss", "encourage"),
        *("enhance", "ensure", "foster", "improve", "increase", "look", "more", "optimise", "optimize", "pay"),
        *("promote", "raise", "remind", "streamline", "strengthen", "think", "try"),
    }
)
_WISHES_CHINESE: Final = (
    *("加强", "提高", "提升", "强化", "增强", "完善", "改善", "改进", "优化", "注意", "重视", "高度重视", "进一步"),
    *("督促", "考虑", "确保", "落实", "做好", "切实", "认真", "努力", "尽量", "更加", "更好", "更多", "更快", "更为"),
    *("多加", "多注意", "小心", "仔细", "谨慎", "务必"),
)
_VERBLESS: Final = re.compile(
    r"(?i:the|an?|we|he|she|they|it|this|that|these|those|i|you|our|my|their|all|every\w*|some\w*|people|staff|there)\b"
    r"(?: \w+)?|\S+(?: [A-Z]\S*)? (?:should|must|shall|will|ought|needs?|has|had|is|are|was)\b"
)
_VERBLESS_CHINESE: Final = re.compile(
    r"大家|我们|他们|你们|(?:各部门|各单位|各团队|所有人|全员|全体|相关人员|有关人员|值班人员|团队|员工|人员)(?:都)?(?:要|应|需|须|必须|得|会|将)"
    r"|.{1,6}?(?:应当?|应该|需要|必须|要)(?=更|多加|注意|重视|加强|提高|小心|仔细|认真|谨慎|努力|尽快)"
)
_BLAME: Final = re.compile(
    r"\b(?:more|be|too|was|were|been) (?:careful|careless|attentive|diligent|lazy)\b"
    r"|\b(?:carelessness|negligence|human error|forgot|was inattentive|did not pay attention|made a mistake)\b"
    r"|粗心|疏忽|马虎|不认真|责任心|人为失误|人为错误",
    re.IGNORECASE,
)
_EMPTY: Final = frozenset(
    {
        *("ok", "okay", "none", "no", "yes", "done", "good", "fine", "well", "tbd", "na", "n", "a", "all", "is", "it"),
        *("nothing", "later", "to", "be", "seen", "checked", "works", "bad", "not", "very", "was", "went"),
    }
)
_LEAST_WORDS: Final = 3
_LEAST_SIGNS: Final = 6
_FEWEST_WORDS: Final = 2
_FEWEST_SIGNS: Final = 4
_IDEOGRAPH: Final = re.compile(r"[\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def require_deed(text: str) -> None:
    """It begins with what is done, and lays nothing on a person.

    Raises:
        Refused: WORDS_BLAME, ACTION_VERBLESS or ACTION_VAGUE, with the words that show it.
    """
    require_no_blame(text)
    begun = (_VERBLESS_CHINESE if _IDEOGRAPH.search(text) else _VERBLESS).match(text.strip())
    if begun:
        raise Refused(Refusal.ACTION_VERBLESS, value=begun[0])
    if wish := vague_part(text):
        raise Refused(Refusal.ACTION_VAGUE, value=wish)


def require_no_blame(text: str) -> None:
    """It lays nothing on a person.

    Raises:
        Refused: WORDS_BLAME.
    """
    if found := _BLAME.search(text):
        raise Refused(Refusal.WORDS_BLAME, value=found[0])


def require_proof(proof: str) -> None:
    """It names something that one could look at.

    Raises:
        Refused: PROOF_EMPTY.
    """
    if _is_bare(proof) or all(word.casefold() in _EMPTY for word in _WORD.findall(proof)):
        raise Refused(Refusal.PROOF_EMPTY, value=proof.strip())


def require_telling(finding: str) -> None:
    """It is more than one word, of which nobody knows next year what it meant.

    Raises:
        Refused: FINDING_BARE.
    """
    if _is_bare(finding):
        raise Refused(Refusal.FINDING_BARE, value=finding.strip())


def vague_part(text: str) -> str:
    """The words that say a wish instead of a deed, or all of them where they are too few; '' if it can be checked."""
    if _IDEOGRAPH.search(text):
        wish = next((each for each in _WISHES_CHINESE if text.strip().startswith(each)), "")
        return wish or (text.strip() if len(text.strip()) < _LEAST_SIGNS else "")
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS:
        return text.strip()
    return words[0] if words[0].casefold() in _WISHES else ""


def _is_bare(text: str) -> bool:
    if _IDEOGRAPH.search(text):
        return len(text.strip()) < _FEWEST_SIGNS
    return len(text.split()) < _FEWEST_WORDS
