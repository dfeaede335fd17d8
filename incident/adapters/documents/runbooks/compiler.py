"""From the files of one runbook id to its bundle: every language, one structure, the messages that its steps use.

Apart from checking, because declaring wants the bundle or the problems, and no advice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import in_order
from incident.adapters.documents.runbooks.compile_languages import compile_languages
from incident.adapters.documents.runbooks.documents import Document, read
from incident.adapters.documents.runbooks.joining import join, stands_alone
from incident.adapters.documents.runbooks.others import NO_OTHERS, Others
from incident.adapters.documents.runbooks.templates import Message, collect, used
from incident.application.errors import DocumentError, Problem
from incident.domain.runbooks.runbook import Bundle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.runbooks.compile_runbook import Compiled

__all__ = ["Group", "compile_group", "compile_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All languages of one runbook, compiled as far as they go."""

    languages: tuple[Compiled, ...]
    """As its own files say it, with the messages that its own steps use."""
    joined: tuple[Compiled, ...]
    """With the steps of every runbook that it runs or may add, as far as they could join."""
    bundle: Bundle | None
    """None where there are problems."""
    problems: tuple[Problem, ...]


def compile_sources(runbooks: Sequence[Source], templates: Sequence[Source], others: Others = NO_OTHERS) -> Bundle:
    """The bundle that the files of one runbook say.

    Raises:
        DocumentError: they do not say one; carries every problem of them, and of the runbooks that it runs.
    """
    documents = [read(source) for source in templates]
    group = compile_group([read(source) for source in runbooks], collect(documents), others)
    if group.bundle is not None:
        return group.bundle
    unread = [found for document in documents if document.file is None for found in document.problems]
    raise DocumentError(tuple(in_order((*group.problems, *unread))))


def compile_group(
    documents: Sequence[Document], messages: Mapping[tuple[str, str], Message], others: Others = NO_OTHERS
) -> Group:
    """Compile the documents of one id, with the messages and the other runbooks that they may use."""
    written = compile_languages(documents)
    problems = list(written.problems)
    spoken, joined = [], []
    for compiled in written.languages.values():
        spoken.append(_spoken(compiled, messages, problems))
        if stands_alone(compiled.runbook):
            joined.append(spoken[-1])
            continue
        whole = join(compiled, others)
        problems += whole.problems
        joined.append(_spoken(whole, messages, problems))
    bundle = None if problems else _bundle(joined)
    return Group(languages=tuple(spoken), joined=tuple(joined), bundle=bundle, problems=tuple(problems))


def _spoken(compiled: Compiled, messages: Mapping[tuple[str, str], Message], problems: list[Problem]) -> Compiled:
    words, found = used(compiled, messages)
    problems += found
    return replace(compiled, words={**compiled.words, **words})


def _bundle(languages: Sequence[Compiled]) -> Bundle | None:
    if not languages:
        return None
    return Bundle(runbook=languages[0].runbook, words={each.language: each.words for each in languages})
