"""Finds the playbook in a file that wraps it: a STIX bundle, a list, or an object that holds it under a name.

Apart from reading a playbook, which begins at its own object. Where there are several, no importer can choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.reading.nodes import Fields, Items, Scalar
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Node

__all__ = ["playbook_in"]

_WRAPS: Final = ("objects", "playbooks", "playbook")
_MOST_NAMED: Final = 5


def playbook_in(root: Node, notes: Notes) -> Node:
    """The one playbook that the document holds, or the document as it is.

    Raises:
        DocumentError: it holds several.
    """
    if isinstance(root, Fields) and "workflow" in root.fields:
        return root
    held = _held(root)
    found = [each for each in held if isinstance(each, Fields) and "workflow" in each.fields]
    if not found:
        return root
    if len(found) > 1:
        names = ", ".join(f"'{_name(each)}'" for each in found[:_MOST_NAMED])
        said = _("The file holds {count} playbooks: {names}. Put each into a file of its own.")
        raise refusal(notes.file, "IM002", [(found[1].at, said.format(count=len(found), names=names))])
    notes.tolerated(_("The playbook stands inside something else; it is read as if it stood alone."), found[0].at)
    if len(held) > 1:
        notes.not_kept(_("What stands beside the playbook stays in the original only."), root.at)
    return found[0]


def _held(root: Node) -> Sequence[Node]:
    if isinstance(root, Items):
        return root.items
    inner = [root.fields[key] for key in _WRAPS if key in root.fields] if isinstance(root, Fields) else []
    return [each for node in inner for each in (node.items if isinstance(node, Items) else [node])]


def _name(playbook: Fields) -> str:
    names = [playbook.fields.get(key) for key in ("name", "id")]
    texts = [str(each.value) for each in names if isinstance(each, Scalar) and each.value]
    return cut(one_line(next(iter(texts), "?")), characters=60)
