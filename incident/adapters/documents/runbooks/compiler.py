"""From the files of one runbook id to its bundle: every language, one structure, the messages that its steps use.

Apart from checking, because declaring wants the bundle or the problems, and no advice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import in_order, problem
from incident.adapters.documents.runbooks.compile_runbook import Compiled, compile_runbook
from incident.adapters.documents.runbooks.documents import Document, read
from incident.adapters.documents.runbooks.languages import differences
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.adapters.documents.runbooks.templates import Message, collect, used
from incident.application.errors import DocumentError, Problem
from incident.domain.runbook import Bundle
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.adapters.documents.reading.sources import Source

__all__ = ["Group", "compile_group", "compile_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All languages of one runbook, compiled as far as they go."""

    languages: tuple[Compiled, ...]
    bundle: Bundle | None
    """None where there are problems."""
    problems: tuple[Problem, ...]


def compile_sources(runbooks: Sequence[Source], templates: Sequence[Source]) -> Bundle:
    """The bundle that the files of one runbook say.

    Raises:
        DocumentError: they do not say one; carries every problem of them.
    """
    documents = [read(source) for source in templates]
    group = compile_group([read(source) for source in runbooks], collect(documents))
    if group.bundle is not None:
        return group.bundle
    unread = [found for document in documents if document.file is None for found in document.problems]
    raise DocumentError(tuple(in_order((*group.problems, *unread))))


def compile_group(documents: Sequence[Document], messages: Mapping[tuple[str, str], Message]) -> Group:
    """Compile the documents of one id, with the messages they may use."""
    problems = [found for document in documents for found in document.problems]
    languages: dict[str, Compiled] = {}
    for document in documents:
        if document.place is None or not isinstance(document.file, RunbookFile):
            continue
        compiled = compile_runbook(document.file, document.place)
        problems += compiled.problems
        if compiled.language in languages:
            problems.append(_twice(compiled, languages[compiled.language]))
            continue
        languages[compiled.language] = compiled
    every = [languages[name] for name in sorted(languages)]
    for other in every[1:]:
        problems += differences(every[0], other)
    for index, compiled in enumerate(every):
        spoken, found = used(compiled, messages)
        problems += found
        every[index] = replace(compiled, words={**compiled.words, **spoken})
    return Group(languages=tuple(every), bundle=None if problems else _bundle(every), problems=tuple(problems))


def _bundle(languages: Sequence[Compiled]) -> Bundle | None:
    if not languages:
        return None
    return Bundle(runbook=languages[0].runbook, words={each.language: each.words for each in languages})


def _twice(second: Compiled, first: Compiled) -> Problem:
    said = _("The runbook '{id}' stands twice in '{language}'; also in {other}.")
    said = said.format(id=second.runbook.id, language=second.language, other=first.document.file)
    return problem(second.document / "id", "RB003", said)
