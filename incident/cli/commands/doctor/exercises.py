"""What `incident doctor` says of the year's plan of exercises: what is overdue, and whether anybody approved it.

Apart from what an incident at night needs: a team that does not exercise finds out then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.application.errors import DocumentError, NotFound, StorageError
from incident.cli.commands.doctor.found import Finding
from incident.i18n import _
from incident.wording.errors import say_problem
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.cli.commands.drill.programme import Programme
    from incident.cli.session import Session

__all__ = ["overdue_exercises"]


def overdue_exercises(session: Session) -> Iterator[Finding]:
    """Each that is overdue, of a team that has a plan."""
    try:
        if not session.wiring.plans(session.options).has_any():
            return
        from incident.cli.commands.drill.programme import read_present  # here: it compiles every scenario

        programme = read_present(session)
    except DocumentError as error:
        yield from (Finding(check="drill-plan", words=say_problem(each), grave=False) for each in error.problems)
    except (NotFound, StorageError):  # only plans of years to come; or said elsewhere
        return
    else:
        yield from _of(programme)


def _of(programme: Programme) -> Iterator[Finding]:
    if not programme.is_as_approved and not (programme.approval is None and not programme.is_whole):
        said = _("The plan of exercises of {year} is not approved as it stands: incident drill plan show")
        yield Finding(check="drill-plan", words=said.format(year=programme.plan.year), grave=False)
    for row in (*programme.overdue_before, *programme.overdue):
        key, last = row.occurrence.key, row.occurrence.overdue_after
        said = _("The exercise '{key}' ({title}) is overdue since {day}.")
        words = said.format(key=key, title=clean_line(programme.title(row.entry.scenario)), day=last)
        yield Finding(check="drill-overdue", words=words, grave=False, about=key)
