"""Takes a file of another format and makes the text of a runbook of it, or says in one sentence a place why not.

What comes out has passed our own reader and compiler once; the original is handed back byte for byte, to be kept beside
it (`origin` names it and its SHA-256).
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import EXTENSION
from incident.adapters.documents.foreign.cacao.importing import cacao_plan
from incident.adapters.documents.foreign.cacao.json_text import LARGEST, parse_json
from incident.adapters.documents.foreign.fitting import Fitting
from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.nesting import shallow
from incident.adapters.documents.foreign.notes import Notes, refusal
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.rounds import fewer_rounds
from incident.adapters.documents.foreign.tree import Ask, Do, Given, Origin, Phase, Plan, Repeat, Step, Together
from incident.adapters.documents.foreign.writer import write
from incident.adapters.documents.reading.nodes import Fields, Mark, Node
from incident.adapters.documents.reading.sources import Source
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.runbooks.compile_runbook import compile_runbook
from incident.adapters.documents.runbooks.documents import read
from incident.adapters.documents.runbooks.joining import too_many_steps
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.application.errors import Problem
from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Imported", "import_document", "kept_name"]

_MARKDOWN: Final = (".md", ".markdown", ".mdown", ".mkd")
_YAML: Final = (".yaml", ".yml")


def kept_name(runbook_id: str, path: Path) -> str:
    """What the original is called beside the runbook made of it; no library takes it for a runbook."""
    suffix = clean_line(path.suffix)[:20]
    return f"{runbook_id}.original{suffix}" + (".txt" if suffix in _YAML else "")


class Imported(Frozen):
    """A foreign file as a runbook of ours."""

    text: str
    """The YAML document, to be saved."""
    runbook_id: str
    warnings: tuple[Problem, ...]
    """Everything that was changed, made up or left out."""
    original: bytes
    """The file as it was, to be kept beside it."""


def import_document(path: Path, playbooks: Mapping[str, str] | None = None) -> Imported:
    """The runbook that a CACAO file (1.x or 2.0; JSON or YAML) or a Markdown checklist says.

    Args:
        path: the file.
        playbooks: ids of playbooks, and the runbooks of the library that they are (`known.py`); None where no
            library is at hand, so that what an export of ours runs is taken at its word.

    Raises:
        DocumentError: the file cannot be read, or nobody could walk what it says.
    """
    data, changed_on = _bytes(path)
    try:
        return _Attempt(path, data, changed_on, playbooks).imported(use_ours=True)
    except _Distrusted:
        return _Attempt(path, data, changed_on, playbooks).imported(use_ours=False)


class _Distrusted(Exception):
    """What our own extension says of a file cannot be compiled."""


class _Attempt:
    def __init__(self, path: Path, data: bytes, changed_on: str, playbooks: Mapping[str, str] | None) -> None:
        self._name = path.name
        self._data = data
        self._changed_on = changed_on
        self._playbooks = playbooks
        self._notes = Notes(str(path))

    def imported(self, *, use_ours: bool) -> Imported:
        """The runbook, checked once.

        Raises:
            DocumentError: it is refused.
            _Distrusted: it cannot be compiled, but may be without our extension.
        """
        if not use_ours:
            said = _("What an earlier export of ours says of this file does not fit it any more, and is not used.")
            self._notes.tolerated(said)
        plan = self._plan(use_ours=use_ours)
        plan = replace(plan, origin=replace(plan.origin, file=kept_name(plan.id, Path(self._name))))
        ids = Ids()
        for name in _ids(plan.phases):
            ids.claim(name)
        fitting = Fitting(plan.language, self._notes)
        text = write(fewer_rounds(shallow(plan, fitting, ids, self._notes), self._notes), fitting, self._notes)
        problems = _problems(text, plan)
        if problems and use_ours and EXTENSION.encode() in self._data:
            raise _Distrusted
        if problems:
            said = _("The runbook made of it would be wrong: {problem}").format(problem=problems[0].message)
            raise refusal(self._notes.file, "IM006", [(Mark(0, 0), said)])
        return Imported(text=text, runbook_id=plan.id, warnings=self._notes.warnings(), original=self._data)

    def _plan(self, *, use_ours: bool) -> Plan:
        root = self._document()
        if root is None:
            # here: the parser takes 40 ms, and only Markdown needs it
            from incident.adapters.documents.foreign.markdown.importing import markdown_plan

            return markdown_plan(self._data, self._notes, self._origin("markdown"), self._changed_on)
        origin = self._origin("cacao-2.0")
        return cacao_plan(root, self._notes, origin, self._changed_on, playbooks=self._playbooks, use_ours=use_ours)

    def _document(self) -> Node | None:
        """The document of a JSON or YAML file; None where it is neither."""
        suffix = Path(self._name).suffix.lower()
        start = self._data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if suffix == ".json" or (start == b"{" and suffix not in _YAML + _MARKDOWN):
            return parse_json(self._data, self._notes.file)
        if suffix not in _YAML:
            return None
        root = parse(self._data, self._notes.file, rule="IM001")
        if isinstance(root, Fields) and "format" in root.fields and "workflow" not in root.fields:
            said = _("This is a runbook of ours already.")
            raise refusal(self._notes.file, "IM002", [(root.at, said)])
        return root

    def _origin(self, kind: str) -> Origin:
        return Origin(
            format=kind, sha256=hashlib.sha256(self._data).hexdigest(), file=cut(one_line(self._name)) or "file"
        )


def _problems(text: str, plan: Plan) -> tuple[Problem, ...]:
    """What our own reader and compiler say of the text; templates are the library's matter."""
    name = plan.origin.file
    source = Source(
        path=Path(name), name=name, data=text.encode(), format="runbook/1", id=plan.id, language=plan.language
    )
    document = read(source)
    if document.problems or document.place is None or not isinstance(document.file, RunbookFile):
        return document.problems
    compiled = compile_runbook(document.file, document.place)
    return compiled.problems or too_many_steps(compiled)


def _ids(phases: Iterable[Phase]) -> Iterator[str]:
    for phase in phases:
        yield phase.id
        yield from _ids_of(phase.steps)


def _ids_of(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        yield step.id
        match step.verb:
            case Ask(options=options) | Together(branches=options):
                yield from (name for option in options for name in _ids_of(option.steps))
            case Repeat(steps=body):
                yield from _ids_of(body)
            case Given() as given:
                yield from (name for option in (*given.options, *given.branches) for name in _ids_of(option.steps))
                yield from _ids_of(given.body)
        if isinstance(step.verb, Do | Given) and not isinstance(step.verb.if_not, str):
            yield from _ids_of(step.verb.if_not)


def _bytes(path: Path) -> tuple[bytes, str]:
    """The file, and the day on which it was last changed."""
    try:
        with open(path, "rb", opener=_open_at_once) as stream:  # Path.open takes no opener
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise refusal(str(path), "IM001", [(Mark(0, 0), _("This is not a file."))])
            data = stream.read(LARGEST + 1)
    except OSError as error:
        said = _("The file cannot be read: {reason}.").format(reason=error.strerror or str(error))
        raise refusal(str(path), "IM001", [(Mark(0, 0), said)]) from None
    return data, datetime.fromtimestamp(status.st_mtime, UTC).date().isoformat()


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a named pipe would wait for a writer for ever
