"""What `incident show` says of erasures: whose words go once the reader agrees, and what became of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.i18n import ngettext

if TYPE_CHECKING:
    from incident.cli.commands.show import View

__all__ = ["erasure_lines"]


def erasure_lines(view: View, most: int) -> Iterator[str]:
    """So many of them, each with the command that answers it, if one does."""
    if not view.incident.evidence.erasures:
        return
    from incident.application.evidence.authors import told_by  # here: words are seldom erased
    from incident.domain.erasers import Told
    from incident.wording.erasing import Reader, erasure_needs

    told = told_by(view.directory) if view.directory is not None else Told()
    reader = Reader(person=view.person, told=told, authors=view.authors, speech=view.speech, now=view.now)
    needs = erasure_needs(view.incident, reader)
    for need in needs[:most]:
        yield need.words
        if need.command:
            yield f"  {need.command}"
    more = len(needs) - most
    if more > 0:
        yield ngettext("and {count} more that waits", "and {count} more that wait", more).format(count=more)
        yield f"  incident evidence list {view.incident.id}"
