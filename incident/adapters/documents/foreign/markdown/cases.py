"""A line that says what to do in one case: `If it is red: call the vendor`, `Otherwise`, `如果已满，则清理`.

Apart from the items of a list, which do not know how people word a condition.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode

__all__ = ["Case", "case_of", "in_one_line", "is_clear", "is_conditional", "runs"]

_JOINT: Final = (
    r"\s*(?:[:：](?!//|\d)|[,，]?\s*(?:->|=>|→|⇒)|[,，]?\s*then\b\s*[:,]?|[,，]\s*(?:则|就|请|那么)[，：]?)\s*"
)
"""What stands between a condition and what follows from it."""
_BEGIN: Final = r"(?:else\s+|otherwise,?\s+|and\s+)?(?:if|when|whenever|in case(?: of)?|in the event (?:of|that))\s+"
_CHINESE: Final = r"(?:否则)?(?:如果|如若|如遇|假如|倘若|若(?!干|非)|如(?!下|何|实|期|图|果|有需要)|一旦)"
_ELSE: Final = (
    r"(?:(?:else|otherwise|in (?:all|any) other cases?)(?![\w-]|,?\s+(?:if|when)\b)"
    r"|if (?:not|neither|none(?: of (?:these|those|them))?)(?=\s*(?:[:,，：→]|->|=>|$))"
    r"|否则(?!如|若)|如否|若否|若不是|其他情况|其余情况)"
)
_VERBS: Final = (
    "add|alert|ask|attach|block|call|cancel|capture|check|close|collect|confirm|contact|continue|declare|delete|disable|"
    "do|enable|engage|ensure|escalate|fail|file|find|follow|go|inform|invite|investigate|isolate|join|kill|let|log|look|"
    "make|move|notify|open|page|phone|ping|post|proceed|promote|reach|read|reboot|rebuild|record|remove|report|reset|"
    "restart|restore|revert|roll|rotate|run|scale|send|set|skip|start|stop|switch|take|tell|try|turn|update|use|verify|wait"
)
_SPLIT: Final = (
    re.compile(rf"{_BEGIN}(?P<words>\S[^,:]*?),\s+(?P<action>(?:please\s+)?(?:{_VERBS})\b.*)", re.IGNORECASE),
    re.compile(rf"{_BEGIN}(?P<words>\S.*?){_JOINT}(?P<action>.*)", re.IGNORECASE),
    re.compile(rf"{_CHINESE}(?P<words>\S.*?)(?:时|的话)?{_JOINT}(?P<action>.*)"),
    re.compile(rf"{_CHINESE}(?P<words>[^，,：:]+?)(?:时|的话)?[，,]\s*(?P<action>\S.*)"),
)
_BARE: Final = (
    re.compile(rf"{_BEGIN}(?P<words>[^,:]+?)\s*[.,:]?(?P<action>)", re.IGNORECASE),
    re.compile(rf"{_CHINESE}(?P<words>[^，,：:]+?)(?:时|的话)?[，。]?(?P<action>)"),
)
_ELSE_IF: Final = re.compile(r"else\b|otherwise\b|否则", re.IGNORECASE)
_OTHER: Final = re.compile(rf"{_ELSE}\s*(?:[:：,，]|->|=>|→)*\s*(?P<action>.*)", re.IGNORECASE)
_ANSWER: Final = re.compile(
    r"(?P<words>yes|no|是|否|是的|不是|有|没有|无)\s*(?:$|(?:[:：,，]|->|=>|→|⇒|[-–—](?=\s))\s*)(?P<action>.*)",
    re.IGNORECASE,
)
_ONE_LINE: Final = re.compile(r"\s*[；;。.]\s*(?=否则|otherwise\b|else\b)", re.IGNORECASE)
_LISTED: Final = re.compile(r"以下|下列|\bfollowing\b|\b(?:any|all|one) of (?:these|those)\b", re.IGNORECASE)
"""The lines below are what it depends on, and no work."""
_FOLLOWS: Final = re.compile(
    r"(?:,?\s*(?:please\s+)?(?:do|take|follow|perform|execute|run)?\s*(?:the following|these|this)"
    r"(?:\s+(?:steps?|actions?))?"
    r"|[，,]?\s*(?:请)?(?:执行|采取|按)?(?:以下|下列)(?:步骤|操作|措施|流程)?(?:执行|处置|处理|操作)?)\s*[:：.。]?",
    re.IGNORECASE,
)
"""Words that only point at the lines below."""


class Case(NamedTuple):
    """What is done in one case."""

    words: str
    """The condition; '' for every other case."""
    action: str
    """What stands behind it on the same line; '' where the work stands below."""
    item: SyntaxTreeNode
    is_else: bool = False
    """Whether it counts only where the one before does not: `Else if …`."""

    @property
    def below(self) -> Sequence[SyntaxTreeNode]:
        """The blocks that stand below its line."""
        return self.item.children[1:]


def case_of(item: SyntaxTreeNode, said: str, *, is_answer: bool = False) -> Case | None:
    """The case that a line of a list is for; None for any other line.

    Args:
        item: the line, with what stands below it.
        said: its words.
        is_answer: whether it stands below a question, so that `Yes: …` is a case, too.
    """
    other = _OTHER.fullmatch(said)
    if other is not None:
        return Case("", _own(other["action"]), item)
    patterns = (*_SPLIT, *(_BARE if any(map(_is_list, item.children[1:])) else ()), *((_ANSWER,) if is_answer else ()))
    found = next(filter(None, (each.fullmatch(said) for each in patterns)), None)
    condition = re.sub(rf"[，,]\s*{_FOLLOWS.pattern}$", "", found["words"], flags=re.IGNORECASE) if found else ""
    if found is None or _LISTED.search(condition):
        return None
    return Case(condition.strip(" *_"), _own(found["action"]), item, is_else=bool(_ELSE_IF.match(said)))


def in_one_line(item: SyntaxTreeNode, said: str) -> list[Case]:
    """Both cases of a line such as `If it is red, call; otherwise wait`; none of any other line."""
    parts = _ONE_LINE.split(said) if len(item.children) == 1 else []
    cases = [each for part in parts if (each := case_of(item, part)) is not None]
    is_both = len(parts) == len(cases) == 2 and cases[0].words and not cases[1].words  # noqa: PLR2004 - both cases
    return cases if is_both and all(each.action for each in cases) else []


def is_conditional(said: str) -> bool:
    """Whether the words say what to do in one case."""
    return any(each.fullmatch(said) for each in _SPLIT)


def runs(cases: Sequence[Case | None], *, is_answer: bool) -> Iterator[list[Case]]:
    """The cases that one question asks for: answers to one, or what `Otherwise` and `Else if` hold together."""
    run: list[Case] = []
    for case in [*cases, None]:
        if run and (case is None or not run[-1].words):
            yield from _asked_apart(run, is_answer=is_answer)
            run = []
        run += [case] if case is not None and (run or case.words) else []


def _asked_apart(run: list[Case], *, is_answer: bool) -> Iterator[list[Case]]:
    """One by one where nothing says that only one of them can be so."""
    if is_answer or not run[-1].words or any(case.is_else for case in run):
        yield run
    else:
        yield from ([case] for case in run)


def is_clear(run: Sequence[Case], beside: int) -> bool:
    """Whether it is plain what each case asks for: work stands below it, or it is one of several with their work.

    `beside`: how many cases stand together below one item; 0 for items beside each other.
    """
    has_work = all(case.action or case.below for case in run)
    return has_work and (len(run) > 1 or beside > 1 or any(_is_list(block) for block in run[0].below))


def _own(action: str) -> str:
    return "" if _FOLLOWS.fullmatch(action) or not re.search(r"\w", action) else action.strip().rstrip("；;")


def _is_list(node: SyntaxTreeNode) -> bool:
    return node.type in {"bullet_list", "ordered_list"}
