"""All languages of one runbook as its own files say it, held to one structure; no other runbook has joined it yet.

Apart from the bundle, because a runbook that another one runs is needed up to here and no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.reading.following import not_following
from incident.adapters.documents.runbooks.compile_runbook import Compiled, compile_runbook
from incident.adapters.documents.runbooks.languages import differences
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.adapters.documents.runbooks.documents import Document
    from incident.application.errors import Problem

__all__ = ["Written", "compile_languages"]

_OF_WHAT_IS_MISSING: Final = frozenset({"RB002", "RB005", "RB019"})
"""Rules that say so where something is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Every language of a runbook by its tag, sorted, and all that is wrong with its files."""

    languages: Mapping[str, Compiled]
    problems: tuple[Problem, ...]


def compile_languages(documents: Sequence[Document]) -> Written:
    """Compile the documents of one id, as far as they go."""
    problems = [found for document in documents for found in document.problems]
    languages: dict[str, Compiled] = {}
    for document in documents:
        if document.place is None or not isinstance(document.file, RunbookFile):
            continue
        compiled = compile_runbook(document.file, document.place)
        problems += not_following(compiled.problems, document.problems, document.place.root, _OF_WHAT_IS_MISSING)
        if compiled.language in languages:
            problems.append(_twice(compiled, languages[compiled.language]))
            continue
        languages[compiled.language] = compiled
    every = {name: languages[name] for name in sorted(languages)}
    for other in list(every.values())[1:]:
        problems += differences(next(iter(every.values())), other, tuple(problems))
    return Written(languages=every, problems=tuple(problems))


def _twice(second: Compiled, first: Compiled) -> Problem:
    said = _("The runbook '{id}' stands twice in '{language}'; also in {other}.")
    said = said.format(id=second.runbook.id, language=second.language, other=first.document.file)
    return problem(second.document / "id", "RB003", said)
