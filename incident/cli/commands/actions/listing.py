"""`incident actions list`: every action of every incident, what is overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.improving.plans import Planned, in_order, planned
from incident.application.improving.verifying import order_to_verify
from incident.cli.arguments import json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.parameters import INCIDENT_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.tables import table
from incident.domain.events.improving import ActionState
from incident.i18n import N_, _, ngettext
from incident.wording.improving import priority_word, state_words
from incident.wording.quoting import said

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = ["list_actions"]

_SHAPE: Final = (
    "{version, actions: [{incident, action, text, findings, proof, element, priority, owner, due_at, state, "
    "is_overdue, steps, done_at, verified_by, verified_at, evidence}]}"
)


@command(
    "list", help=N_("List the actions, what is overdue first; without ID those of all incidents."), json_shape=_SHAPE
)
@argument("[ID]", "incident_id", type=INCIDENT_ID, required=False)
@option("--mine", is_flag=True, help=N_("Only those that you own."))
@option("--open", "only_open", is_flag=True, help=N_("Without those that are verified or rejected."))
@json_output
@pass_session
def list_actions(session: Session, *, incident_id: str | None, mine: bool, only_open: bool, as_json: bool) -> None:
    """Print a line an action."""
    services, now = session.services, session.now()
    wanted = session.load(incident_id).id if incident_id else ""
    every = in_order(planned(services.service, services.log), now)
    rows = [
        row
        for row in every
        if wanted in ("", row.incident.id)
        and not (mine and row.action.owner != session.by)
        and not (only_open and row.action.is_settled)
    ]
    if as_json:
        print_json({"actions": [_shape(session, row) for row in rows]})
        return
    if not rows:
        say(_("There is no such action."))
        return
    speech = session.speech()
    head = [_("DUE"), _("STATE"), _("OWNER"), _("ACTION")]
    print_data("\n".join(table(head, (_row(session, row, speech) for row in rows), session.width)))
    for words in _provable(session, rows):
        say(words)
    overdue = sum(row.action.is_overdue(now) for row in rows)
    if overdue:
        say(ngettext("{count} action is overdue.", "{count} actions are overdue.", overdue).format(count=overdue))


def _provable(session: Session, rows: Sequence[Planned]) -> Iterator[str]:
    """Of what is done: which later record shows by now that it holds."""
    services = session.services
    for row in rows:
        if row.action.state is not ActionState.DONE:
            continue
        order = order_to_verify(services.service, services.log, row.incident, row.action.id, session.by)
        if order.evidence:
            words = _(
                "{later} shows that {action} holds: 'incident actions verify {incident} {action}' writes it down."
            )
            yield words.format(later=order.incident, action=row.action.id, incident=row.incident.id)


def _row(session: Session, row: Planned, speech: Speech) -> list[str]:
    action = row.action
    words = _("{incident} {action}: {text} ({priority})").format(
        incident=row.incident.id, action=action.id, text=said(action.text), priority=priority_word(action.priority)
    )
    return [speech.moment(action.due_at), state_words(action, session.now()), speech.person(action.owner), words]


def _shape(session: Session, row: Planned) -> dict[str, object]:
    action = row.action
    return {
        "incident": row.incident.id,
        "action": action.id,
        "text": action.text.words,
        "findings": list(action.findings),
        "proof": action.proof.words,
        "element": action.element.value,
        "priority": action.priority.value,
        "owner": action.owner,
        "due_at": instant(action.due_at),
        "state": action.state.value,
        "is_overdue": action.is_overdue(session.now()),
        "steps": list(action.steps),
        "done_at": instant(action.done_at),
        "verified_by": action.verified_by or None,
        "verified_at": instant(action.verified_at),
        "evidence": list(action.evidence),
    }
