"""What `incident doctor` says of the improvement plans: which actions are overdue, and which soon will be.

Apart from what an incident at night needs, because it is the only reminder that reaches whoever looks after all plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.application.errors import StorageError
from incident.application.improving.plans import in_order, planned
from incident.cli.commands.doctor.found import Finding
from incident.domain.events.improving import ActionState
from incident.i18n import _
from incident.wording.quoting import said

if TYPE_CHECKING:
    from incident.application.improving.plans import Planned
    from incident.cli.session import Session

__all__ = ["overdue_actions"]

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
