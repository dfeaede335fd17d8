"""`incident actions list`: every action of every incident, what is overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from incident.application.improving.plans import Planned, in_order, planned
from incident.application.improving.verifying import order_to_verify
from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.parameters import INCIDENT_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.tables import table
from incident.domain.events.improving import ActionState
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _, ngettext
from incident.wording.cells import hanging
from incident.wording.improving import action_details, element_word, priority_word, state_words, steps_words
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean

if TYPE_CHECKING:
    from incident.domain.content import FreeText
    from incident.wording.speech import Speech

__all__ = ["list_actions", "show"]

_SHAPE: Final = (
    "{version, actions: [{incident, action, text, findings, proof, element, priority, owner, due_at, state, "
    "is_overdue, steps, done_at, verified_by, verified_at, evidence, type, approver, department, start, limit, risk, "
    "change, repeats}]}"
)
_ONE: Final = _SHAPE.replace("actions: [", "action: ").replace("}]}", "}}")


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


@command("show", help=N_("Show all that was said of one action."), json_shape=_ONE)
@incident_id
@argument("ACTION", "name")
@json_output
@pass_session
def show(session: Session, *, incident_id: str, name: str, as_json: bool) -> None:
    """Print a line for each thing that was said."""
    incident = session.load(incident_id)
    actions = incident.improving.actions if incident.improving else {}
    action = actions.get(name.upper())
    if action is None:
        raise Refused(Refusal.ACTION_UNKNOWN, action=name.upper(), near=nearest(name.upper(), actions))
    row = Planned(incident=incident, action=action)
    if as_json:
        print_json({"action": _shape(session, row)})
        return
    for words in _lines(session, row):
        print_data("\n".join(hanging("", words, session.width)))
    if action.change and action.change.words:
        print_data(clean(action.change.words))
    for words in _provable(session, [row]):
        say(words)


def _lines(session: Session, row: Planned) -> Iterator[str]:
    action, speech = row.action, session.speech(row.incident.bundle)
    yield _("{incident} {action}: {text} ({priority})").format(
        incident=row.incident.id, action=action.id, text=said(action.text), priority=priority_word(action.priority)
    )
    details = [
        (_("state"), with_reason(state_words(action, session.now()), action.because)),
        (_("person responsible"), speech.person(action.owner)),
        (_("to be done by"), speech.moment(action.due_at)),
        (_("proof"), said(action.proof)),
        (_("element"), element_word(action.element)),
        (_("finding"), _("; ").join(_findings(row))),
        (_("steps"), steps_words(action.steps, speech)),
        *action_details(action, speech),
    ]
    yield from (_("{name}: {words}").format(name=name, words=words) for name, words in details if words)
    if action.change:
        yield _("change of the runbook:")


def _findings(row: Planned) -> Iterator[str]:
    found = row.incident.improving.findings if row.incident.improving else {}
    yield from (f"{each} {said(found[each].text)}" for each in row.action.findings if each in found)


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
        "type": action.kind.value if action.kind else None,
        "approver": action.approver or None,
        "department": _words(action.department),
        "start": instant(action.begins_at),
        "limit": _words(action.limit),
        "risk": _words(action.risk),
        "change": _words(action.change),
        "repeats": list(action.repeats),
    }


def _words(text: FreeText | None) -> str | None:
    return text.words if text else None
