"""How the help of a command stands in its lines.

Apart from the commands, because those that are not asked for help pay for nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from incident.i18n import _
from incident.wording.cells import cells, wrap
from incident.wording.sentences import tight

__all__ = ["HelpLines"]

_COLUMNS: Final = 80
_TERM_CELLS: Final = 28
"""The widest term that its explanation still stands beside."""


class HelpLines(click.HelpFormatter):
    """Wraps by cells: click counts characters, and a Chinese one is two cells wide."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width, max_width)
        self.width = min(self.width, _COLUMNS - 2)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, tight(f"{_('Usage:')} ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self._write_lines([_("{heading}:").format(heading=heading)])

    def write_text(self, text: str) -> None:
        self._write_lines(wrap(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _TERM_CELLS, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max((cells(term) for term, _text in rows), default=0), col_max) + col_spacing
        for term, text in rows:
            lines = wrap(text, max(self.width - self.current_indent - column, 10))
            if cells(term) + col_spacing > column:
                self._write_lines([term])
            else:
                self._write_lines([term + " " * (column - cells(term)) + lines.pop(0)])
            self._write_lines([" " * column + line for line in lines])

    def _write_lines(self, lines: Iterable[str]) -> None:
        indent = " " * self.current_indent
        self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))
