"""Tells everything that is wrong with the files of a library, all at once.

Apart from the compiler, which stops where there is no meaning; checking goes on to the last file.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.collecting import uncollected
from incident.adapters.documents.reading.findings import in_order, problem
from incident.adapters.documents.reading.sources import BESIDE, REGISTER, SCENARIO, list_files, open_source, scan
from incident.adapters.documents.rules import JOINED, STRUCTURE, WORDING
from incident.adapters.documents.rules.ignoring import silenced
from incident.adapters.documents.rules.scope import dead_ends
from incident.adapters.documents.rules.untranslated import untranslated
from incident.adapters.documents.runbooks.compiler import compile_group
from incident.adapters.documents.runbooks.documents import Document, read
from incident.adapters.documents.runbooks.model import RunbookFile, TemplatesFile
from incident.adapters.documents.runbooks.others import Others
from incident.adapters.documents.runbooks.templates import Message, collect, malformed
from incident.application.errors import DocumentError, Problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.adapters.documents.runbooks.compiler import Group

__all__ = ["check"]


def check(paths: Iterable[Path], *, library: Sequence[Path] = (), today: date | None = None) -> list[Problem]:
    """Every problem of every file at or below the paths, in the order of files and lines; also those that are ignored.

    Args:
        paths: files and folders.
        library: folders whose templates the files may use as well; their own problems are not told.
        today: lets overdue reviews show; None asks nobody.
    """
    with uncollected():
        return in_order(_found(list(paths), library, today))


def _found(paths: Sequence[Path], library: Sequence[Path], today: date | None) -> list[Problem]:
    documents, errors = _opened(paths)
    elsewhere = [read(source) for source in scan(library) if source.format == "templates/1"]
    messages = collect([*documents, *elsewhere])
    own = collect(documents)
    errors += _twice(documents, own)
    errors += [found for message in own.values() for found in malformed(message)]
    others = _others(documents, library)
    advice: list[Problem] = []
    for group in _by_id(documents).values():
        compiled = compile_group(group, messages, others)
        errors += compiled.problems
        shapes = {(each.path, each.line) for document in group for each in document.problems}
        advice += (each for each in _advice(compiled, others, today) if (each.path, each.line) not in shapes)
    errors += [found for document in documents for found in document.problems]
    register = _register(paths, library, today)
    errors += [found for found in register if found.severity == "error"]
    advice += [found for found in register if found.severity != "error"]
    sources = list(scan(paths))
    errors += _scenarios(sources, paths, library)
    advice += untranslated(sources)
    return [*errors, *silenced(sources, errors, advice)]


def _opened(paths: Iterable[Path]) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in list_files(paths):
        try:
            source = open_source(path)
            documents += [] if source.format in BESIDE else [read(source)]
        except DocumentError as error:
            problems += error.problems
    return documents, problems


def _register(paths: Iterable[Path], library: Sequence[Path], today: date | None) -> list[Problem]:
    """What is wrong with obligations, and with the calendars and words that they use."""
    roots = [[source for source in scan([path]) if source.format in REGISTER] for path in paths]
    if not any(roots):
        return []
    # here: models of their own, and few checks look at obligations
    from incident.adapters.calendars.holidays_package import HolidaysPackage
    from incident.adapters.documents.obligations.compiler import check_register

    return check_register(roots, list(scan(library)), HolidaysPackage(), today)


def _scenarios(sources: Sequence[Source], paths: Sequence[Path], library: Sequence[Path]) -> Sequence[Problem]:
    """What is wrong with scenarios, each on the runbook that it tries out."""
    if not any(source.format == SCENARIO for source in sources):
        return ()
    # here, as above: a model of its own
    from incident.adapters.documents.scenarios.checking import check_scenarios

    folders = [path for path in paths if path.is_dir()]
    return check_scenarios(sources, [*folders, *library]).problems


def _by_id(documents: Iterable[Document]) -> Mapping[str, list[Document]]:
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if isinstance(document.file, RunbookFile):
            groups[document.file.id].append(document)
    return groups


def _others(documents: Iterable[Document], library: Sequence[Path]) -> Others:
    """The runbooks that a runbook may run: those that are checked, in further languages the library's."""
    roots = [[source for source in scan([root]) if source.format == "runbook/1"] for root in library]
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.source.format == "runbook/1":
            groups[document.source.id].append(document)

    def find(runbook_id: str) -> Sequence[Document]:
        own = groups.get(runbook_id, [])
        spoken = {document.source.language for document in own}
        for root in roots:
            there = [source for source in root if source.id == runbook_id]
            if there:
                return [*own, *(read(source) for source in there if source.language not in spoken)]
        return own

    return Others(ids={*groups, *(source.id for root in roots for source in root)}, find=find)


def _advice(group: Group, others: Others, today: date | None) -> Iterator[Problem]:
    for first, joined in zip(group.languages[:1], group.joined, strict=False):
        yield from (found for rule in STRUCTURE for found in rule(first))
        yield from (found for rule in JOINED for found in rule(joined) if found.path == first.document.file)
        yield from _overdue(first, today)
    yield from (found for each in group.languages for found in dead_ends(each, others))
    yield from (found for each in group.languages for rule in WORDING for found in rule(each))


def _overdue(compiled: Compiled, today: date | None) -> Iterator[Problem]:
    reviewed = compiled.file.reviewed
    if today is not None and today > reviewed.date + reviewed.every:
        said = _("The review was due on {date}.").format(date=(reviewed.date + reviewed.every).isoformat())
        yield problem(compiled.document / "reviewed", "RB025", said, severity="warning")


def _twice(documents: Iterable[Document], first: Mapping[tuple[str, str], Message]) -> Iterator[Problem]:
    for document in documents:
        if isinstance(document.file, TemplatesFile) and document.place is not None:
            for name in document.file.templates:
                kept = first[document.file.language, name].place
                if kept.root is not document.place.root:
                    said = _("The template '{name}' stands twice in '{language}'; also in {other}.")
                    said = said.format(name=name, language=document.file.language, other=kept.file)
                    yield problem(document.place / "templates" / name, "RB003", said)
