"""`incident actions find`, `add`, `change`: findings, and what is to be changed, by whom, by when.

Apart from how far an action has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from incident.application.improving.earlier import found_before, found_earlier
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import ahead, moment
from incident.domain.commands import ChangeAction, PlanAction, RecordFinding
from incident.domain.events import ActionPlanned, FindingRecorded
from incident.domain.events.improving import ActionKind, Element, FindingKind, Priority
from incident.i18n import N_, _
from incident.wording.improving import KIND_WORDS, earlier_words
from incident.wording.safe import clean_line
from incident.wording.typed_moments import end_of_day, start_of_day

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["add", "change", "find"]


class _Typed(TypedDict):
    """What is said of an action."""

    text: str
    findings: tuple[str, ...]
    owner: str
    due: str
    proof: str
    element: str
    priority: str
    kind: str | None
    approver: str | None
    department: str
    begins: str | None
    limit: str
    risk: str
    change: str
    diff: Path | None
    steps: tuple[str, ...]


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
            for words in _found_before(session, outcome.incident, entry.event.finding):
                say(words)


def _found_before(session: Session, incident: Incident, finding: str) -> Iterator[str]:
    found = found_earlier(session.services.service, session.log, incident)
    yield from (earlier_words(finding, each, session.now()) for each in found.get(finding, ()))


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
@option(
    "--type",
    "kind",
    type=click.Choice([each.value for each in ActionKind]),
    help=N_("What somebody does."),
)
@option(
    "--approver",
    metavar="PERSON",
    help=N_("Who looks at what the owner did, and reopens it where it falls short; told too when it is overdue."),
)
@option("--department", metavar="WORDS", default="", help=N_("Which department answers for it."))
@option("--start", "begins", metavar="TIME", help=N_("When it begins: 2026-12-01, or a time."))
@option("--limit", metavar="WORDS", default="", help=N_("Which rule sets the date."))
@option("--risk", metavar="WORDS", default="", help=N_("The risk that it answers, as your register calls it."))
@option("--change", metavar="WORDS", default="", help=N_("The change of the runbook that it asks for, in words."))
@option(
    "--diff",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("The same, from a file such as 'git diff' writes."),
)
@_steps
@command_id
@answers_json
@pass_session
def add(session: Session, *, incident_id: str, command_id: str | None, **typed: Unpack[_Typed]) -> None:
    """Put it into the plan under the next number."""
    incident = session.load(incident_id)
    order = _order(session, typed)
    repeats = found_before(session.services.service, session.log, incident, order.findings)
    outcome = act(session, incident.id, order.changed(repeats=repeats), command_id)
    for entry in outcome.entries:
        if isinstance(entry.event, ActionPlanned):
            _say_planned(entry.event)


def _order(session: Session, typed: _Typed) -> PlanAction:
    kind, approver, begins, diff = typed["kind"], typed["approver"], typed["begins"], typed["diff"]
    return PlanAction(
        by=session.by,
        findings=tuple(each.upper() for each in typed["findings"]),
        text=typed["text"],
        proof=typed["proof"],
        element=Element(typed["element"]),
        priority=Priority(typed["priority"]),
        owner=known_person(session, typed["owner"]),
        due_at=ahead(end_of_day(typed["due"]), session.now(), session.speech().zone, "--due"),
        steps=typed["steps"],
        kind=ActionKind(kind) if kind else None,
        approver=known_person(session, approver) if approver else "",
        department=typed["department"],
        begins_at=_begins(session, begins) if begins else None,
        limit=typed["limit"],
        risk=typed["risk"],
        change="\n\n".join(filter(None, (typed["change"], _written_in(diff) if diff else ""))),
    )


def _begins(session: Session, words: str) -> datetime:
    """The day itself, from its first moment on; it may have begun."""
    return moment(start_of_day(words), session.now(), session.speech().zone, "--start")


def _written_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        said = _("'{file}' cannot be read as text.").format(file=file)
        raise click.BadParameter(said, param_hint="--diff") from error


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
    if event.repeats:
        names = _(", ").join(map(clean_line, event.repeats))
        say(_("What it answers was found before: {names}. What was done then did not hold.").format(names=names))
