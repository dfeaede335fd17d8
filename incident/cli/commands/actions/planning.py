"""`incident actions find`, `add`, `change`: findings, and what is to be changed, by whom, by when.

Apart from how far an action has come.
"""

from __future__ import annotations

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import ahead
from incident.domain.commands import ChangeAction, PlanAction, RecordFinding
from incident.domain.events import ActionPlanned, FindingRecorded
from incident.domain.events.improving import Element, FindingKind, Priority
from incident.i18n import N_, _
from incident.wording.improving import KIND_WORDS
from incident.wording.typed_moments import end_of_day

__all__ = ["add", "change", "find"]

_steps = option("--step", "steps", metavar="STEP", multiple=True, help=N_("A step of the runbook; say it for each."))


@command(
    "find",
    help=N_("Record a finding: a strength, or something to improve."),
    words={kind.value: words for kind, words in KIND_WORDS.items()},
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("KIND", "kind", type=click.Choice([each.value for each in FindingKind]))
@argument("TEXT")
@_steps
@option("--because", "because", metavar="WORDS", help=N_("What contributed to it; never a person."))
@command_id
@answers_json
@pass_session
def find(
    session: Session,
    *,
    incident_id: str,
    kind: str,
    text: str,
    steps: tuple[str, ...],
    because: str | None,
    command_id: str | None,
) -> None:
    """Write it down under the next number."""
    order = RecordFinding(by=session.by, kind=FindingKind(kind), text=text, because=because or "", steps=steps)
    outcome = act(session, session.load(incident_id).id, order, command_id)
    for entry in outcome.entries:
        if isinstance(entry.event, FindingRecorded):
            say(_("Finding {finding} is recorded.").format(finding=entry.event.finding))


@command(
    "add",
    help=N_("Plan a corrective action: one deed, one owner, a date, and how one sees that it holds."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("TEXT")
@option(
    "--finding",
    "findings",
    metavar="FINDING",
    multiple=True,
    required=True,
    help=N_("What it answers; say it for each."),
)
@option("--owner", metavar="PERSON", required=True, help=N_("Who sees to it; one person."))
@option("--due", metavar="TIME", required=True, help=N_("By when: 2026-12-15, or a time."))
@option("--proof", metavar="WORDS", required=True, help=N_("How one will see that it holds."))
@option(
    "--element",
    type=click.Choice([each.value for each in Element]),
    default=Element.PLAN.value,
    show_default=True,
    help=N_("What it changes."),
)
@option(
    "--priority",
    type=click.Choice([each.value for each in Priority]),
    default=Priority.MEDIUM.value,
    show_default=True,
    help=N_("How much hangs on it."),
)
@_steps
@command_id
@answers_json
@pass_session
def add(
    session: Session,
    *,
    incident_id: str,
    text: str,
    findings: tuple[str, ...],
    owner: str,
    due: str,
    proof: str,
    element: str,
    priority: str,
    steps: tuple[str, ...],
    command_id: str | None,
) -> None:
    """Put it into the plan under the next number."""
    order = PlanAction(
        by=session.by,
        findings=tuple(each.upper() for each in findings),
        text=text,
        proof=proof,
        element=Element(element),
        priority=Priority(priority),
        owner=known_person(session, owner),
        due_at=ahead(end_of_day(due), session.now(), session.speech().zone, "--due"),
        steps=steps,
    )
    outcome = act(session, session.load(incident_id).id, order, command_id)
    for entry in outcome.entries:
        if isinstance(entry.event, ActionPlanned):
            _say_planned(entry.event)


@command("change", help=N_("Give an action to somebody else, or more time, with a reason."), json_shape=ACT_SHAPE)
@incident_id
@argument("ACTION", "name")
@option("--owner", metavar="PERSON", help=N_("Who sees to it from now on."))
@option("--due", metavar="TIME", help=N_("By when: 2026-12-15, or a time."))
@because
@command_id
@answers_json
@pass_session
def change(
    session: Session,
    *,
    incident_id: str,
    name: str,
    owner: str | None,
    due: str | None,
    because: str | None,
    command_id: str | None,
) -> None:
    """Change it, and keep what it was in the log."""
    if owner is None and due is None:
        raise click.UsageError(_("Say --owner, --due or both."))
    order = ChangeAction(
        by=session.by,
        action=name.upper(),
        because=because or "",
        owner=known_person(session, owner) if owner else None,
        due_at=ahead(end_of_day(due), session.now(), session.speech().zone, "--due") if due else None,
    )
    act(session, session.load(incident_id).id, order, command_id)
    say(_("Action {action} is changed.").format(action=name.upper()))


def _say_planned(event: ActionPlanned) -> None:
    say(_("Action {action} is planned.").format(action=event.action))
    if not event.steps:
        say(_("It names no step, so no exercise can verify it."))
