"""A file of the library, read and put into its model: a runbook in one language, or messages in one.

Apart from compiling, so that a file is put into its model once, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.reading.nodes import Fields, Place, Scalar
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.sources import BESIDE
from incident.adapters.documents.reading.strict_yaml import parse_tree
from incident.adapters.documents.runbooks.model import RunbookFile, TemplatesFile
from incident.application.errors import DocumentError, Problem
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.sources import Source

__all__ = ["Document", "read"]

_MODELS: Final[dict[str, type[RunbookFile | TemplatesFile]]] = {"runbook/1": RunbookFile, "templates/1": TemplatesFile}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file; `file` is None where its shape is too wrong to look further."""

    source: Source
    place: Place | None
    file: RunbookFile | TemplatesFile | None
    problems: tuple[Problem, ...]


def read(source: Source) -> Document:
    """The document in a source, with everything that is wrong with its shape."""
    try:
        tree = parse_tree(source.data, source.name)
    except DocumentError as error:
        return Document(source=source, place=None, file=None, problems=error.problems)
    place = Place(source.name, tree.root)
    model, problems = _model(place)
    if model is None:
        return Document(source=source, place=place, file=None, problems=tuple(problems))
    file, problems = fit(model, place, "RB002", tree.values, stands_in=True)
    if file is not None:
        problems += _header(source, place)
    return Document(source=source, place=place, file=file, problems=tuple(problems))


def _model(place: Place) -> tuple[type[RunbookFile | TemplatesFile] | None, list[Problem]]:
    if not isinstance(place.root, Fields):
        return None, [problem(place, "RB002", _("A document is a mapping with the key 'format'."))]
    node = (place / "format").node
    written = node.value if isinstance(node, Scalar) else None
    if written in _MODELS:
        return _MODELS[str(written)], []
    if node is None:
        return None, [problem(place, "RB002", _("'format' is missing."), _("Write format: runbook/1."))]
    said = _("Unknown format '{format}'.").format(format=written)
    known = (*_MODELS, *sorted(BESIDE))
    hint = did_you_mean(str(written), known) or _("One of: {words}.").format(words=_(", ").join(known))
    return None, [problem(place / "format", "RB002", said, hint)]


def _header(source: Source, place: Place) -> list[Problem]:
    """Format, id and language are found without reading YAML, so each must stand where that search looks."""
    found = {"format": source.format, "id": source.id, "language": source.language}
    wrong = []
    for key, value in found.items():
        node = (place / key).node
        if isinstance(node, Scalar) and node.value != value:
            said = _("'{key}' must stand on a line of its own, at its beginning.").format(key=key)
            wrong.append(problem(place / key, "RB002", said))
    return wrong
