"""Of what is wrong with a document, that which is only wrong because something else is.

Apart from both: whoever reads shapes leaves out what does not fit or lets something stand in for it, and whoever
compiles what is left does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.nodes import Fields, Items, last_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from incident.adapters.documents.reading.nodes import Node
    from incident.application.errors import Problem

__all__ = ["not_following"]


def not_following(
    problems: Iterable[Problem], told: Sequence[Problem], root: Node | None, of_what_is_missing: Collection[str]
) -> Iterator[Problem]:
    """Without what is only missing because it was wrong and left out: a `max` that is no number stands there.

    Without what is said of a place that was told already, too: there a stand-in is wrong, and nothing else.

    Args:
        problems: of what was made of the document.
        told: of its shape.
        root: the document as it is written.
        of_what_is_missing: the rules that say that something is not there.
    """
    lines, places = [each.line for each in told], {(each.line, each.column) for each in told}
    ends = dict(_ends(root)) if told and root is not None else {}
    for each in problems:
        if (each.line, each.column) in places:
            continue
        last = ends.get((each.line, each.column), each.line)
        if each.rule not in of_what_is_missing or not any(each.line <= line <= last for line in lines):
            yield each


def _ends(node: Node) -> Iterator[tuple[tuple[int, int], int]]:
    """Where each mapping begins, and its last line."""
    if isinstance(node, Fields):
        yield (node.at.line, node.at.column), last_line(node)
    below = node.fields.values() if isinstance(node, Fields) else node.items if isinstance(node, Items) else ()
    for each in below:
        yield from _ends(each)
