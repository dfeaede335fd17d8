"""What stands below an item, sorted out: steps, questions, what belongs to a key of its step, and what is shown.

Apart from the item itself, so that nothing below it is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import at, has_box, is_list, source, words
from incident.adapters.documents.foreign.markdown.cases import case_of
from incident.adapters.documents.foreign.markdown.choices import condition_of, is_otherwise
from incident.adapters.documents.foreign.markdown.keys import fails, is_case, is_keyed, take_key
from incident.adapters.documents.foreign.markdown.questions import is_question
from incident.adapters.documents.foreign.markdown.remarks import say_conditional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.markdown.blocks import Document
    from incident.adapters.documents.foreign.markdown.questions import Questions, Worker
    from incident.adapters.documents.foreign.tree import Step

__all__ = ["Below", "Sorting"]

_TOGETHER: Final = re.compile(r"(?:at the same time|in parallel|同时(?:进行|处置)?|并行)\s*[:：]?", re.IGNORECASE)


@dataclass(slots=True)
class Below:
    """What stands below an item, sorted out."""

    keyed: dict[str, str] = field(default_factory=dict)
    inner: list[str] = field(default_factory=list)
    """Texts to be shown."""
    nested: list[list[Step]] = field(default_factory=list)
    fails: list[SyntaxTreeNode] = field(default_factory=list)
    """Lines with the way out below them."""
    is_asked: bool = False
    """Whether the item itself is the first of the nested, a question."""


class Sorting:
    """Sorts out the blocks below items."""

    def __init__(self, worker: Worker, questions: Questions, fitting: Fitting, document: Document) -> None:
        self._worker = worker
        self._questions = questions
        self._fitting = fitting
        self._document = document

    def sort(self, blocks: Sequence[SyntaxTreeNode], said: str, told: tuple[str, str | None], below: Below) -> None:
        """Sort out the blocks below an item: what is worked, what belongs to a key of the step, what is shown."""
        waiting = list(blocks)
        while waiting:
            block = waiting.pop(0)
            if waiting and is_list(waiting[0]) and (condition_of(block) or is_otherwise(block)):
                last = below.nested.pop() if is_otherwise(block) and below.nested else []
                is_chosen = self._questions.chosen(block, waiting[0], last, told[1])
                below.nested += [last] if last else []
                if is_chosen:
                    waiting.pop(0)
                    continue
            if is_list(block):
                self._sort_list(block, said, told, below)
            elif not take_key(words(block), below.keyed):
                below.inner.append(self._worker.shown(block))

    def _sort_list(self, block: SyntaxTreeNode, said: str, told: tuple[str, str | None], below: Below) -> None:
        if has_box(block) or not said:
            is_how = (said and not has_box(each) and self._is_how(each, below.keyed) for each in block.children)
            work = [each for each, how in zip(block.children, is_how, strict=True) if not how]
            below.nested += self._worker.grouped(work, *told)
            return
        left: list[SyntaxTreeNode] = []
        is_answer = is_question(said)
        clear, index = self._questions.clear(block.children, is_below=True, is_answer=is_answer), 0
        while index < len(block.children):
            run, count = clear.get(index, ([], 1))
            if run:
                below.is_asked = below.is_asked or (is_answer and not below.nested)
                below.nested.append([self._questions.asked(run, said, told[1])])
            else:
                left.append(block.children[index])
            index += count
        below.inner += self._lines(block, left, said, below)

    def _lines(self, block: SyntaxTreeNode, left: list[SyntaxTreeNode], said: str, below: Below) -> list[str]:
        """What is shown of a list; `Expect: …` goes to its key, and what stands below `If it fails:` is a way out."""
        unclear = [each for each in left if is_case(words(each))]
        for each in left:
            head = words(each.children[0]) if each.children else ""
            if each not in unclear and (is_keyed(words(each)) or not case_of(each, head)):
                continue
            say_conditional(words(each), said, at(each), self._fitting.notes)
        kept: list[SyntaxTreeNode] = []
        for each in left:
            if not unclear and fails(each):
                below.fails.append(each)
            elif unclear or not take_key(words(each), below.keyed):
                kept.append(each)
        if len(kept) == len(block.children):
            return [self._worker.shown(block)]
        return [source(self._document, each) for each in kept]

    def _is_how(self, item: SyntaxTreeNode, keyed: dict[str, str]) -> bool:
        """Whether a line among boxes says how those are worked, and nothing to do."""
        if _TOGETHER.fullmatch(words(item)):
            keyed["together"] = ""
            return True
        return not any(is_list(block) for block in item.children) and take_key(words(item), keyed)
