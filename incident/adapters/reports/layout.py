"""The parts of a Markdown page: headings, tables, lists. What they are given is already escaped.

Apart from the chapters, which know words and no signs of Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from incident.i18n import _

__all__ = ["bullets", "heading", "page", "paragraph", "table"]

Row = Sequence[str]


def heading(level: int, words: str) -> str:
    """A heading; its words carry no markup."""
    return f"{'#' * level} {words}"


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table, or the one word 'none' where it has no rows."""
    body = [_line(row) for row in rows]
    if not body:
        return paragraph(_("None."))
    return "\n".join([_line(head), _line(["---"] * len(head)), *body])


def bullets(lines: Iterable[str]) -> str:
    """A list, or the one word 'none' where it has no lines."""
    return "\n".join(f"- {line}" for line in lines) or paragraph(_("None."))


def paragraph(words: str) -> str:
    """A paragraph."""
    return words


def page(blocks: Iterable[str]) -> str:
    """The blocks, a blank line between them, and one line feed at the end."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"
