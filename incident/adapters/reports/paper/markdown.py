"""The paper as Markdown, for a wiki or a repository: boxes that a reader of it can tick.

Apart from the other forms, because words must not become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from incident.adapters.reports.escaping import md
from incident.adapters.reports.paper.sheet import Heading, Kind, Message, Page, PaperPhase, PaperStep, Row, phase_words
from incident.i18n import _

__all__ = ["render_markdown"]

_TIME: Final = "\\_\\_:\\_\\_"
_NAME: Final = "\\_\\_\\_\\_\\_\\_"


def render_markdown(page: Page) -> str:
    """The whole paper as one text."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(page))).strip("\n") + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from (f"# {md(page.title)} · {md(page.tier)}", "", f"{md(page.standing)}", "")
    yield f"{md(_('Incident'))} {_NAME} · {md(_('Declared at'))} {_TIME} · {md(_('Filled in by'))} {_NAME}"
    yield from _listed(_("Do now"), page.now, "- [ ] ", f" {_TIME} {_NAME}")
    yield from _listed(_("Use it when"), page.applies, "- ", "")
    if page.limits:
        yield from _listed(_("Limits"), [page.limits], "", "")
    yield from _listed(_("Roles"), page.roles, "- [ ] ", f": {_NAME} {_TIME}")
    yield from _listed(_("Resources"), page.wants, "- [ ] ", f" {_TIME} {_NAME}")
    for phase in page.phases:
        yield from _phase(phase)
    if page.messages:
        yield from ("", f"## {md(_('Messages'))}")
    for message in page.messages:
        yield from _message(message)
    yield from _listed(_("References"), page.references, "- ", "")


def _listed(head: str, lines: Iterable[str], sign: str, tail: str) -> Iterator[str]:
    told = [f"{sign}{md(line)}{tail}" for line in lines]
    if told:
        yield from ("", f"## {md(head)}", "", *told)


def _phase(phase: PaperPhase) -> Iterator[str]:
    if phase.begins:
        yield from ("", "---", "", f"**{md(phase.begins)}**")
    yield from ("", f"## {md(phase_words(phase))}", "", md(phase.limit), "")
    for item in phase.items:
        yield from _item(item)
    if phase.exit:
        over = _("Over when: {condition}").format(condition=phase.exit)
        yield from ("", f"- [ ] **{md(over)}** {_TIME} {_NAME}")


def _item(item: PaperStep | Heading) -> Iterator[str]:
    indent = "  " * item.depth
    if isinstance(item, Heading):
        yield f"{indent}- {'[ ] ' if item.is_answer else ''}**{md(item.words)}**"
        return
    tail = f" · {md(item.tail)}" if item.tail else ""
    yield f"{indent}- [ ] **{md(item.number)} {md(item.title)}**{tail} · {_TIME} {_NAME}"
    for row in item.rows:
        yield from _row(row, indent + "  ")


def _row(row: Row, indent: str) -> Iterator[str]:
    label = f"{md(row.label)}: " if row.label else ""
    words = md(row.words)
    match row.kind:
        case Kind.SHOWN:
            yield from _fenced(row.words, indent)
        case Kind.TICK:
            yield f"{indent}- [ ] {words}"
        case Kind.BLANK:
            yield f"{indent}- {label}{words} {_NAME}"
        case Kind.CAUTION:
            yield f"{indent}- **{label}{words}**"
        case Kind.TEXT:
            yield f"{indent}- {label}{words}"


def _message(message: Message) -> Iterator[str]:
    yield from ("", f"### {md(message.title)}", *_fenced(message.body, ""))
    yield f"{md(_('Sent'))} {_TIME} {_NAME}"


def _fenced(words: str, indent: str) -> Iterator[str]:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
    yield from ("", *(f"{indent}{line}".rstrip() for line in (f"{fence}text", *words.split("\n"), fence)), "")
