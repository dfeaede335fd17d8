"""What the plan of exercises still asks for, in a row each: on Home in few cells, on the screen of exercises in more.

Apart from the plan, which `incident drill plan show` prints whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.exercises.overdue import Place
from incident.i18n import _, current, ngettext
from incident.tui.views.lines import Line, beside, line
from incident.wording.programme import days_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.application.exercises.agenda import Agenda
    from incident.domain.exercises.overdue import Planned

__all__ = ["agenda_lines", "agenda_rows"]

MOST = 2
"""Overdue exercises that are named above the list; of the others it is said how many."""


def agenda_rows(agenda: Agenda) -> Iterator[tuple[Line, Line]]:
    """For Home: how many are overdue and since when, and what is next; names end where there is no room."""
    if agenda.is_wrong:
        yield line(("! " + _("the plan of exercises has mistakes"), ".wrong")), line()
    if agenda.overdue:
        count, first = len(agenda.overdue), min(agenda.overdue, key=lambda row: row.occurrence.overdue_after)
        words = ngettext("{count} exercise overdue: {title}", "{count} exercises overdue: {title}", count)
        words = words.format(count=count, title=_title(agenda, first))
        yield line((f"! {words}", ".wrong")), line((str(first.occurrence.overdue_after), ".wrong"))
    if (row := agenda.next) is not None and row.place is Place.DUE:
        day = _("by {day}").format(day=row.occurrence.overdue_after)
        words = _("exercise due: {title}").format(title=_title(agenda, row))
        yield line((f"  {words}", ".waiting")), line(day)
    elif row is not None:
        day = _("from {day}").format(day=row.occurrence.window.first)
        words = _("next exercise: {title}").format(title=_title(agenda, row))
        yield line((f"  {words}", ".muted")), line((day, ".muted"))


def agenda_lines(agenda: Agenda, width: int) -> Sequence[Line]:
    """For the screen of exercises: each that is overdue, then the next."""
    wrong = line((" ! " + _("The plan of exercises has mistakes: incident drill plan check"), ".wrong"))
    rows = [wrong] if agenda.is_wrong else []
    rows += [
        _row("!", _title(agenda, row), _("overdue since {at}").format(at=row.occurrence.overdue_after), ".wrong", width)
        for row in agenda.overdue[:MOST]
    ]
    if more := len(agenda.overdue) - MOST if len(agenda.overdue) > MOST else 0:
        said = ngettext(
            "{count} more is overdue: incident drill plan show",
            "{count} more are overdue: incident drill plan show",
            more,
        )
        rows.append(line((f" ! {said.format(count=more)}", ".wrong")))
    if agenda.next is not None:
        rows.append(_next(agenda, agenda.next, width))
    return rows


def _next(agenda: Agenda, row: Planned, width: int) -> Line:
    if row.place is Place.DUE:
        words = _("due now, until {at}").format(at=row.occurrence.overdue_after)
        return _row(" ", _title(agenda, row), words, ".waiting", width)
    title = _("next: {title}").format(title=_title(agenda, row))
    return _row(" ", title, days_words(row.occurrence.window), ".muted", width)


def _row(mark: str, title: str, words: str, style: str, width: int) -> Line:
    return beside(line((f" {mark} {title}", style)), line((words, style), " "), width)


def _title(agenda: Agenda, row: Planned) -> str:
    return clean_line(agenda.title(row, current()))
