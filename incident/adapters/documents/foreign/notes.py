"""What an import changed, made up or left out: one warning each, so that nothing is dropped in silence.

IM001  the file cannot be read              IM101  a text was shortened
IM002  a value is missing or of no use      IM102  something was made up that the file does not say
IM003  a step points to nothing             IM103  not kept; it stays in the original
IM004  the steps go round for ever          IM104  left out on purpose: a secret, or a person's data
IM005  too large to be walked               IM105  said in another way than in the file
IM006  the runbook made of it is wrong      IM106  against the format's own rules, and read all the same
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.foreign.plain_words import one_line
from incident.adapters.documents.reading.nodes import Mark
from incident.application.errors import DocumentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Notes", "refusal"]


class Notes:
    """Gathers the warnings of one import, in the order of the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._noted: dict[tuple[str, str], list[Mark]] = {}

    def shortened(self, message: str, at: Mark) -> None:
        """A text lost words."""
        self._note("IM101", message, at)

    def made_up(self, message: str, at: Mark | None = None) -> None:
        """The runbook says something that the file does not."""
        self._note("IM102", message, at)

    def not_kept(self, message: str, at: Mark | None = None) -> None:
        """Something stays in the original only."""
        self._note("IM103", message, at)

    def left_out(self, message: str, at: Mark | None = None) -> None:
        """A secret or a person's data was not copied."""
        self._note("IM104", message, at)

    def changed(self, message: str, at: Mark | None = None) -> None:
        """Something is said in another way."""
        self._note("IM105", message, at)

    def tolerated(self, message: str, at: Mark | None = None) -> None:
        """The file breaks the rules of its own format."""
        self._note("IM106", message, at)

    def warnings(self) -> tuple[Problem, ...]:
        """Each warning once, with its first place; how often it is true stands behind it."""
        found = [self._problem(rule, message, marks) for (rule, message), marks in self._noted.items()]
        return tuple(sorted(found, key=lambda each: (each.line, each.column, each.rule, each.message)))

    def _note(self, rule: str, message: str, at: Mark | None) -> None:
        self._noted.setdefault((rule, one_line(message)), []).append(at or Mark(0, 0))

    def _problem(self, rule: str, message: str, marks: list[Mark]) -> Problem:
        line, column = min(marks)
        said = f"{message} (×{len(marks)})" if len(marks) > 1 else message
        return Problem(path=self.file, line=line, column=column, rule=rule, message=said, severity="warning")


def refusal(file: str, rule: str, found: Iterable[tuple[Mark, str]], hint: str = "") -> DocumentError:
    """Why a file is not imported: one sentence for each place."""
    return DocumentError(
        tuple(
            Problem(path=file, line=at.line, column=at.column, rule=rule, message=one_line(message), hint=hint)
            for at, message in found
        )
    )
