"""What `incident doctor` says of the improvement plans: which actions are overdue, and which soon will be.

Apart from what an incident at night needs, because it reaches whoever looks after all plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.application.errors import StorageError
from incident.application.improving.plans import in_order, planned
from incident.application.improving.reminding import untold
from incident.cli.commands.doctor.found import Finding
from incident.domain.events.improving import ActionState
from incident.i18n import _, ngettext
from incident.wording.quoting import said

if TYPE_CHECKING:
    from incident.application.improving.plans import Planned
    from incident.cli.session import Session

__all__ = ["overdue_actions", "untold_reminders"]

_PATIENCE: Final = timedelta(hours=10)
"""A worker tells people in office hours, from nine hours after midnight on."""
_SOON: Final = timedelta(days=7)
_AHEAD: Final = (ActionState.OPEN, ActionState.STARTED)


def overdue_actions(session: Session) -> Iterator[Finding]:
    """Each that is overdue, then each that is due within a week; nothing of what is done."""
    now = session.now()
    try:
        rows = in_order(planned(session.services.service, session.log), now)
    except StorageError:  # said elsewhere
        return
    for row in rows:
        if row.action.state in _AHEAD and row.action.due_at < now + _SOON:
            late = row.action.is_overdue(now)
            words = _words(session, row, _("is overdue since {time}") if late else _("is due at {time}"))
            name = f"{row.incident.id} {row.action.id}"
            yield Finding(check="action-overdue" if late else "action-due", words=words, grave=False, about=name)


def untold_reminders(session: Session) -> Iterator[Finding]:
    """Reminders that somebody should have had for hours: nothing tells people by the clock, so no worker runs."""
    now = session.now()
    try:
        left = list(untold(session.services, now, _PATIENCE))
    except StorageError:  # said elsewhere
        return
    if left:
        said_so = ngettext(
            "{count} reminder of an action was told to nobody since {time}, so no 'incident worker' runs here; "
            "'incident actions remind' sends it.",
            "{count} reminders of actions were told to nobody since {time}, so no 'incident worker' runs here; "
            "'incident actions remind' sends them.",
            len(left),
        )
        since = session.speech().moment(min(each.since for each in left))
        yield Finding(check="action-reminder", words=said_so.format(count=len(left), time=since), grave=False)


def _words(session: Session, row: Planned, when: str) -> str:
    speech, action = session.speech(), row.action
    words = _("Action {action} of {incident}, {person}'s, {when}: {text}")
    return words.format(
        incident=row.incident.id,
        action=action.id,
        person=speech.person(action.owner),
        text=said(action.text),
        when=when.format(time=speech.moment(action.due_at)),
    )
