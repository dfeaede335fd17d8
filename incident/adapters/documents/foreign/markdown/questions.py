"""The cases below an item as a question, with the work of each below its answer.

Apart from the items, because a question holds several of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from incident.adapters.documents.foreign.markdown.blocks import BOX, at, is_list, words
from incident.adapters.documents.foreign.markdown.cases import Case, case_of, in_one_line, is_clear, runs
from incident.adapters.documents.foreign.markdown.choices import choice, condition_of, is_otherwise
from incident.adapters.documents.foreign.markdown.keys import is_keyed
from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.tree import Ask, Do, Option, Step
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting

__all__ = ["Questions", "Worker", "is_question"]

_YES: Final = frozenset({"yes", "so", "true", "it is", "是", "是的", "有"})
_NO: Final = frozenset({"no", "not", "false", "it is not", "否", "不是", "没有", "无"})
_WAYS_OUT: Final = frozenset({"unknown", "unsure", "other", "none", "no"})


Runs: TypeAlias = "dict[int, tuple[list[Case], int]]"
"""Cases, and how many items they are, by the place of the first."""


class Worker(Protocol):
    """Makes steps of lines."""

    def grouped(self, items: Sequence[SyntaxTreeNode], subject: str, by: str | None) -> list[list[Step]]: ...
    def steps(self, listed: SyntaxTreeNode, subject: str, by: str | None) -> list[Step]: ...
    def shown(self, block: SyntaxTreeNode) -> str: ...


class Questions:
    """Makes questions of runs of cases."""

    def __init__(self, worker: Worker, fitting: Fitting, ids: Ids) -> None:
        self._worker = worker
        self._fitting = fitting
        self._ids = ids

    def asked(self, cases: Sequence[Case], said: str, by: str | None) -> Step:
        """The question whose answers are the cases; `said` is the item that they stand below, '' for none."""
        conditions = [case for case in cases if case.words]
        if len(conditions) == 1 and not is_question(said):
            yes, no = self._work(conditions[0], by), self._work(cases[1], by) if len(cases) > 1 else []
            return choice(conditions[0].words, yes, no, self._fitting, self._ids)
        question, below = self._fitting.question(said if is_question(said) else self._fitting.say("which"))
        return Step(
            id=self._ids.take(said or conditions[0].words, "question"),
            title=self._fitting.title(said or question, "decision"),
            verb=Ask(question=question, options=tuple(self._options(cases, by))),
            by=by,
            show=below,
        )

    def chosen(self, above: SyntaxTreeNode, listed: SyntaxTreeNode, steps: list[Step], by: str | None) -> bool:
        """Whether the list is the work of the one case that stands above it; then it is put below a question."""
        condition, last = condition_of(above), steps[-1].verb if steps else None
        is_other = is_otherwise(above) and isinstance(last, Ask) and [each.id for each in last.options] == ["yes", "no"]
        if not is_list(listed) or not (condition or is_other):
            return False
        work = self._worker.steps(listed, "", by)
        if condition:
            steps.append(choice(condition, work, (), self._fitting, self._ids))
        elif isinstance(last, Ask):
            yes, no = last.options
            steps[-1] = replace(steps[-1], verb=replace(last, options=(yes, replace(no, steps=(*no.steps, *work)))))
        return True

    def clear(self, items: Sequence[SyntaxTreeNode], *, is_below: bool, is_answer: bool = False) -> Runs:
        """The runs of cases whose shape is plain, by the place of the item in which each begins."""
        cases: list[Case | None] = []
        found: Runs = {}
        for index, item in enumerate(items):
            said = BOX.sub("", words(item.children[0])) if item.children and not is_list(item.children[0]) else ""
            both = in_one_line(item, said)
            if both:
                found[index] = both, 1
            follows = bool(cases and cases[-1] and cases[-1].words)
            is_none = both or (is_keyed(said) and not follows)
            cases.append(None if is_none else case_of(item, said, is_answer=is_answer))
        beside = sum(case is not None for case in cases) if is_below else 0
        places = {id(case): index for index, case in enumerate(cases)}
        for run in runs(cases, is_answer=is_answer):
            if is_clear(run, beside):
                found[places[id(run[0])]] = run, len(run)
        return found

    def decides(self, listed: SyntaxTreeNode) -> bool:
        """Whether a question would be made of lines in a list, at any depth."""
        lists = [node for node in listed.walk() if is_list(node)]
        return any(self.clear(node.children, is_below=node is not listed) for node in lists)

    def _options(self, cases: Sequence[Case], by: str | None) -> Iterator[Option]:
        ids = Ids()
        is_yes = len(cases) == 2 and cases[0].words.casefold() in _YES  # noqa: PLR2004 - yes, and otherwise
        names = list[str]()
        for case in cases:
            said = case.words.casefold()
            if said in _NO or (not said and is_yes):
                name, title = "no", self._fitting.say("no")
            elif said in _YES:
                name, title = "yes", self._fitting.say("yes")
            elif not said:
                name, title = "other", self._fitting.say("otherwise")
            else:
                name, title = case.words, self._fitting.line(case.words, at(case.item), _("An answer"))
            names.append(ids.take(name, "answer"))
            yield Option(id=names[-1], title=title, steps=tuple(self._work(case, by)))
        if not any(_WAYS_OUT & set(name.split("-")) for name in names):
            yield Option(id=ids.take("unknown", "unknown"), title=self._fitting.say("unknown"))

    def _work(self, case: Case, by: str | None) -> list[Step]:
        """What stands behind the condition, then the lines below; other text is shown with the first of them."""
        lists = [block for block in case.below if is_list(block)]
        texts = [self._worker.shown(block) for block in case.below if block not in lists]
        below = [step for block in lists for step in self._worker.steps(block, "", by)]
        if case.action or not below:
            text, long = self._fitting.box(case.action, self._fitting.say("see_below"))
            done = Do(text=text, expect=self._fitting.say("done"))
            named = self._fitting.title(case.action or case.words, "action")
            name = self._ids.take(case.action or case.words, "step")
            show = self._fitting.show([long, *texts], at(case.item), named)
            return [Step(id=name, title=named, verb=done, by=by, show=show), *below]
        shown = self._fitting.show([*texts, below[0].show], at(case.item), below[0].title)
        return [replace(below[0], show=shown), *below[1:]]


def is_question(said: str) -> bool:
    """Whether the words ask."""
    return said.rstrip().endswith(("?", "？"))
