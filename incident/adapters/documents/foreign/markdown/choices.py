"""`If the database is down:` above a list, and `Else:` above another: a question with the lists as its answers.

Apart from other lists, because here a paragraph says whether the work is done at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import words
from incident.adapters.documents.foreign.tree import Ask, Option, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids

__all__ = ["begins_condition", "choice", "condition_of", "is_otherwise"]

_IF: Final = re.compile(r"(?:if|when|in case)\s+(?P<words>\S.*?)(?:,?\s*then)?\s*[:：]", re.IGNORECASE)
_CHINESE_IF: Final = re.compile(r"(?:如果|若|如|一旦)(?P<words>\S.*?)(?:时|的话)?[，,]?(?:则)?\s*[:：]")
_BARE: Final = re.compile(
    r"(?:(?:if|in case)\s+|如果|若(?!干)|如(?!何|下|果|实|期|图))\s*(?P<words>[^.,:;。，：；]{2,60})", re.IGNORECASE
)
"""Without a colon: a line of its own that says nothing but the condition."""
_ELSE: Final = re.compile(r"(?:else|otherwise|if not|否则|如否|其他情况)\s*[,，]?\s*[:：]?", re.IGNORECASE)


def condition_of(node: SyntaxTreeNode) -> str:
    """What a paragraph makes the list below it depend on, '' if it depends on nothing."""
    said = words(node) if node.type == "paragraph" else ""
    found = _IF.fullmatch(said) or _CHINESE_IF.fullmatch(said) or _BARE.fullmatch(said)
    return found["words"] if found else ""


def begins_condition(said: str) -> bool:
    """Whether a line says what to do in one case: `If it is down: call the vendor`."""
    return _IF.match(said) is not None or _CHINESE_IF.match(said) is not None


def is_otherwise(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph says that the list below it is for the other case."""
    return node.type == "paragraph" and _ELSE.fullmatch(words(node)) is not None


def choice(condition: str, yes: Sequence[Step], no: Sequence[Step], fitting: Fitting, ids: Ids) -> Step:
    """The question whether it is so, with the work of either case below its answer."""
    question, below = fitting.question(
        fitting.say("says", words=condition) + ("？" if fitting.language == "zh-CN" else "?")
    )
    options = (
        Option(id="yes", title=fitting.say("yes"), steps=tuple(yes)),
        Option(id="no", title=fitting.say("no"), steps=tuple(no)),
    )
    return Step(
        id=ids.take(condition, "question"),
        title=fitting.title(condition, "decision"),
        verb=Ask(question=question, options=options),
        show=below,
    )
