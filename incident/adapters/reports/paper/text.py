"""The paper as plain text: pages of at most 66 lines by 80 columns, which any printer takes.

Apart from the other forms, because here a page is counted line by line, and a step is not torn where it can be helped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incident.adapters.reports.paper.sheet import Heading, Kind, Message, Page, PaperPhase, PaperStep, Row
from incident.i18n import _
from incident.wording.cells import cells, cut, pad, wrap
from incident.wording.sentences import tight

__all__ = ["render_text"]

_COLUMNS: Final = 80
_LINES: Final = 66
_BODY: Final = _LINES - 4
"""Without the two lines at the head and the two at the foot."""
_LEAST: Final = _BODY // 4
"""Empty lines on which the next part still begins."""
_INDENT: Final = "    "
_BOX: Final = "[ ]"
_TIME: Final = "__:__"
_NAME: Final = "______"
_LONG: Final = "____________________"
_SHORTEST_CODE: Final = 20

_Block = list[str]
"""Lines that stay on one page."""


def render_text(page: Page) -> str:
    """The pages one after the other, a form feed before each but the first."""
    bodies = list(_paged(_parts(page)))
    count = len(bodies)
    pages = (_framed(page, body, number, count) for number, body in enumerate(bodies, start=1))
    return "\n\f".join("\n".join(each) for each in pages) + "\n"


def _framed(page: Page, body: _Block, number: int, count: int) -> _Block:
    head = _ends(page.title, page.tier)
    foot = _ends(page.standing, _("page {number}/{count}").format(number=number, count=count))
    return [head, "", *body, *([""] * (_BODY - len(body))), "", foot]


def _is_cut(page: Page) -> bool:
    """Whether the head of a page is too short for the title, so that the first page says it whole."""
    return cells(page.title) > _COLUMNS - cells(page.tier) - 2


def _ends(left: str, right: str) -> str:
    room = _COLUMNS - cells(right) - 2
    return f"{pad(cut(left, room), room)}  {right}"


def _parts(page: Page) -> Iterator[list[_Block]]:
    """What begins on a page of its own, unless much of the last one is empty."""
    yield list(_front(page))
    for phase in page.phases:
        yield list(_phase(phase))
    if page.messages:
        yield _headed(_("MESSAGES"), map(_message, page.messages))
    if page.references:
        yield _headed(_("REFERENCES"), (_wrapped(each, "- ") for each in page.references))


def _headed(head: str, blocks: Iterable[_Block]) -> list[_Block]:
    first, *others = blocks
    return [[head, "", *first], *others]  # a heading never ends a page


def _paged(parts: Iterable[Iterable[_Block]]) -> Iterator[_Block]:
    body: _Block = []
    for part in parts:
        if body and len(body) + _LEAST > _BODY:
            yield body
            body = []
        body += ["", ""] if body else []
        for block in (piece for each in part for piece in _cut_block(each)):
            if any(body) and len(body) + len(block) > _BODY:
                yield body
                body = []
            body += block if body or any(block) else []
    if any(body):
        yield body


def _cut_block(block: _Block) -> Iterator[_Block]:
    """A block that is longer than a page, in pages."""
    for start in range(0, len(block), _BODY):
        yield block[start : start + _BODY]


def _front(page: Page) -> Iterator[_Block]:
    incident, declared, filled = _("Incident"), _("Declared at"), _("Filled in by")
    yield [
        *(_wrapped(page.title, "") if _is_cut(page) else []),
        f"{incident} {_LONG}  {declared} ____-__-__ {_TIME}  {filled} {_NAME}",
        "",
    ]
    yield from _listed(_("DO NOW"), page.now, f"{_BOX} ", f"  {_TIME} {_NAME}")
    yield from _listed(_("USE IT WHEN"), page.applies, "- ", "")
    if page.limits:
        yield [_("LIMITS"), *_wrapped(page.limits, ""), ""]
    yield from _listed(
        _("ROLES"), page.roles, f"{_BOX} ", tight(_("{label}:").format(label="") + " ") + f"{_LONG}  {_TIME}"
    )
    yield from _listed(_("RESOURCES"), page.wants, f"{_BOX} ", f"  {_TIME} {_NAME}")


def _listed(head: str, lines: Iterable[str], sign: str, tail: str) -> Iterator[_Block]:
    told = [line for words in lines for line in _wrapped(words + tail, sign)]
    if told:
        yield [head, *told, ""]


def _phase(phase: PaperPhase) -> Iterator[_Block]:
    said = _("PHASE {number}/{count}: {title}")
    if phase.of:
        said = _("PHASE {number}/{count} OF '{runbook}': {title}")
    said = said.format(number=phase.number, count=phase.count, runbook=phase.of, title=phase.title)
    begins = [*_wrapped(phase.begins, "== "), ""] if phase.begins else []
    head = [*begins, *_wrapped(said, ""), *(_wrapped(phase.limit, "") if phase.limit else [])]
    blocks = [_item(item) for item in phase.items]
    if blocks:
        yield [*head, "", *blocks[0]]  # a heading never ends a page
    held: _Block = []
    for item, block in zip(phase.items[1:], blocks[1:], strict=True):
        if isinstance(item, Heading):
            held += block
            continue
        yield [*held, *block]
        held = []
    over = _("Over when: {condition}").format(condition=phase.exit)
    exit_line = _wrapped(f"{over}  {_TIME} {_NAME}", f"{_BOX} ") if phase.exit else []
    yield [*held, *exit_line]


def _item(item: PaperStep | Heading) -> _Block:
    indent = _INDENT * item.depth
    if isinstance(item, Heading):
        return _wrapped(item.words, f"{indent}{_BOX} " if item.is_answer else f"{indent}")
    first = _wrapped(f"{item.number} {item.title}", f"{indent}{_BOX} ")
    tail = f"  {_TIME} {_NAME}"
    if cells(first[-1]) + cells(tail) <= _COLUMNS:
        first[-1] += " " * (_COLUMNS - cells(first[-1]) - cells(tail)) + tail
    else:
        first.append(" " * (_COLUMNS - cells(tail)) + tail)
    inner = indent + _INDENT
    rows = [line for row in item.rows for line in _row(row, inner)]
    return [*first, *(_wrapped(item.tail, inner) if item.tail else []), *rows, ""]


def _row(row: Row, indent: str) -> Iterator[str]:
    label = tight(_("{label}:").format(label=row.label) + " ") if row.label else ""
    match row.kind:
        case Kind.SHOWN:
            yield from (indent + "| " + piece for line in row.words.split("\n") for piece in _as_is(line, indent))
        case Kind.TICK:
            yield from _wrapped(row.words, f"{indent}{_BOX} ")
        case Kind.BLANK:
            yield from _wrapped(f"{label}{row.words} {_LONG}".replace("  ", " "), indent)
        case Kind.CAUTION:
            yield from _wrapped(f"! {label}{row.words}", indent)
        case Kind.TEXT:
            yield from _wrapped(f"{label}{row.words}", indent)


def _as_is(line: str, indent: str) -> list[str]:
    """A line to be copied, in pieces where it must: its blanks stay, and only a word longer than a line is broken."""
    room = max(_SHORTEST_CODE, _COLUMNS - cells(indent) - 2)
    pieces, piece = [], ""
    words = re.findall(r"\s*\S+|\s+$", line.expandtabs(4))
    for part in (part for word in words for part in (word if cells(word) > room else [word])):
        if piece.strip() and cells(piece + part) > room:
            pieces.append(piece)
            piece = ""
        piece += part
    return [*pieces, piece]


def _message(message: Message) -> _Block:
    body = [piece for line in message.body.split("\n") for piece in (_wrapped(line, _INDENT) if line.strip() else [""])]
    sent = _("Sent at {time}  by {name}").format(time=_TIME, name=_NAME)
    return [*_wrapped(message.title, "== "), "", *body, "", *_wrapped(sent, _INDENT), ""]


def _wrapped(words: str, sign: str) -> _Block:
    """The words behind their sign; following lines are set in as far."""
    width = cells(sign)
    lines = wrap(words, max(_SHORTEST_CODE, _COLUMNS - width))
    return [(sign if number == 0 else " " * width) + line for number, line in enumerate(lines)]
