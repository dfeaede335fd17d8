"""The rule about the runbook that is the right one instead: there is one, and it is in use.

Apart from the other rules, because only this one asks the whole library, and joins nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.runbooks.model import RunbookFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.adapters.documents.runbooks.others import Others
    from incident.application.errors import Problem

__all__ = ["dead_ends"]


def dead_ends(compiled: Compiled, others: Others) -> Iterator[Problem]:
    """Each `see` of `out_of_scope` that leads to no runbook, or to one that is retired."""
    for index, scope in enumerate(compiled.file.out_of_scope):
        place = compiled.document / "out_of_scope" / index / "see"
        if scope.see is not None and scope.see not in others.ids:
            said = _("There is no runbook '{id}'.").format(id=scope.see)
            yield problem(place, "RB022", said, did_you_mean(scope.see, others.ids))
        elif scope.see is not None and _is_retired(scope.see, others):
            yield problem(place, "RB022", _("The runbook '{id}' is retired.").format(id=scope.see))


def _is_retired(runbook_id: str, others: Others) -> bool:
    files = [document.file for document in others.find(runbook_id)]
    return any(isinstance(file, RunbookFile) and file.status == "retired" for file in files)
