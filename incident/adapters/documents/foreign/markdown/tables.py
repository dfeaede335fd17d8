"""A table of work: each row is a step, where a column says what is done.

Apart from lists, because here the head tells what each part of a line is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.markdown.blocks import at, rows
from incident.adapters.documents.foreign.plain_words import cut, fits_box
from incident.adapters.documents.foreign.tree import Do, Reference, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.tree import SyntaxTreeNode

    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids
    from incident.adapters.documents.foreign.people import Roles
    from incident.adapters.documents.reading.nodes import Mark

__all__ = ["contacts", "is_contacts", "work_in_rows"]

_WORK: Final = re.compile(
    r"(?:action|step|task|what to do|activity|procedure)s?"
    r"|(?:处置|应急|操作|工作)?(?:步骤|动作|任务|措施|操作|内容)",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"(?:owner|who|role|responsible|assignee|by)|负责人|责任人|角色|岗位|责任部门", re.IGNORECASE)
_EXPECT: Final = re.compile(r"expected(?: result| outcome)?|result|预期(?:结果)?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"#|no\.?|nr\.?|序号|编号|步骤号|\W*", re.IGNORECASE)
_CONTACT: Final = re.compile(
    r".*\b(?:phone|telephone|tel|mobile|cell|e-?mail|contact|number|extension|pager|slack|address)\b.*"
    r"|.*(?:电话|手机|邮箱|邮件|联系方式|号码|分机|地址).*",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(r"roles?|team|角色|岗位|职责", re.IGNORECASE)
_IS_BOX: Final = re.compile(r"(?:\[[ xX]?\]|[☐☑✓✔])?")
"""A cell to tick, or an empty one."""
_MOST_REACH: Final = 200
"""As in `fields.Line`."""


def is_contacts(table: SyntaxTreeNode) -> bool:
    """Whether a table says how somebody is reached: who stands in it does not become a role by that."""
    head, *_lines = rows(table) or [[]]
    if head and _ROLE.fullmatch(head[0]):
        return False
    return any(_CONTACT.fullmatch(name) for name in head[1:]) and not any(_WORK.fullmatch(name) for name in head)


def contacts(table: SyntaxTreeNode) -> Iterator[Reference]:
    """Each row of such a table: who, and how."""
    head, *lines = rows(table)
    for line in lines:
        told = [f"{name}: {text}" if name else text for name, text in zip(head[1:], line[1:], strict=False) if text]
        if line and line[0] and told:
            yield Reference(title=cut(line[0]), where=cut("; ".join(told), characters=_MOST_REACH))


def work_in_rows(table: SyntaxTreeNode, fitting: Fitting, roles: Roles, ids: Ids) -> list[Step]:
    """The steps of a table with a column of work; none of any other table."""
    head, *lines = rows(table) or [[]]
    work = next((column for column, name in enumerate(head) if _is_work(name, lines, column)), None)
    if work is None or len(head) < 2:  # noqa: PLR2004 - one column is a list in a frame
        return []
    made = _Rows(head, work, fitting, roles)
    return [made.step(line, at(table), ids) for line in lines if len(line) > work and line[work]]


def _is_work(name: str, lines: list[list[str]], column: int) -> bool:
    """Whether a column says what is done; one of numbers only counts the steps."""
    texts = [line[column] for line in lines if len(line) > column]
    return bool(_WORK.fullmatch(name)) and any(not re.fullmatch(r"[\W\d]*", text) for text in texts)


class _Rows:
    def __init__(self, head: list[str], work: int, fitting: Fitting, roles: Roles) -> None:
        self._head = head
        self._work = work
        self._fitting = fitting
        self._roles = roles

    def step(self, line: list[str], mark: Mark, ids: Ids) -> Step:
        """The step that a row is."""
        said, say = line[self._work], self._fitting.say
        by, expect, rest = self._told(line)
        words, below = self._fitting.box(said, say("see_below"))
        return Step(
            id=ids.take(said, "step"),
            title=self._fitting.title(said, "action"),
            verb=Do(text=words, expect=expect or say("done")),
            by=by,
            show=self._fitting.show([below, "\n".join(rest)], mark, said),
        )

    def _told(self, line: list[str]) -> tuple[str | None, str, list[str]]:
        """Who does it, what to expect, and whatever else the row says."""
        by, expect, rest = None, "", list[str]()
        for name, text in zip(self._head, line, strict=False):
            if name == self._head[self._work] or _IS_BOX.fullmatch(text) or _NUMBER.fullmatch(name):
                continue
            if _WHO.fullmatch(name) and by is None:
                by = self._roles.role(cut(text, characters=40))
            elif _EXPECT.fullmatch(name) and not expect and fits_box(text):
                expect = text
            else:
                rest.append(f"{name}{'：' if self._fitting.language == 'zh-CN' else ': '}{text}")
        return by, expect, rest
