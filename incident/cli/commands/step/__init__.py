"""`incident step`: everything that a person can say of a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import acted, answers_with
from incident.cli.arguments import command_id, incident_id
from incident.cli.click_words import metavar_words
from incident.cli.commands.step.cross_check import typed_object
from incident.cli.named import known_person, known_step
from incident.cli.parameters import LENGTH
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.stepped import say_stepped, say_taken_back
from incident.cli.texts import OneOf
from incident.cli.times import Until, until
from incident.domain import commands as c
from incident.domain.frozen import Frozen
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import build_checklist
from incident.i18n import N_, _

if TYPE_CHECKING:
    from incident.domain.commands import Command

__all__ = ["step"]

_ACTIONS: Final = {
    "take": N_("You begin it; others see that."),
    "done": N_("It went as expected."),
    "not-expected": N_("It did not; its way out opens."),
    "more-time": N_("Its time is up, and it needs a little more: --within."),
    "answer": N_("Decide: --option names the answer; --reason to change another person's."),
    "defer": N_("Later: --until and --reason."),
    "not-applicable": N_("It does not apply here: --reason."),
    "override": N_("Let a watched step count although its condition does not hold: --reason."),
    "hold": N_("Interrupt the walk here: --reason."),
    "resume": N_("Go on after a hold."),
    "ask": N_("Ask --person to see to it --within some minutes."),
    "undo": N_("Take back your own last mark on it."),
}
_SHAPE: Final = "{version, id, seq, head, said, step, state, complete}"
"""The same as of other acts, and how the step stands now; one that two people check is complete with the second."""
_WITHIN: Final = timedelta(minutes=3)


class _Said(Frozen):
    """What stands on the command line."""

    session: Session
    incident_id: str
    step: str
    now: datetime
    value: str | None
    option: str | None
    until: str | None
    reason: str | None
    approved_by: str | None
    night: bool
    person: str | None
    within: timedelta
    over: bool
    yes: bool
    alone: str | None

    @property
    def by(self) -> str:
        """Whose act it is."""
        return self.session.by

    @property
    def because(self) -> str:
        """The reason, which this action needs."""
        return _wanted(self.reason, "--reason WORDS")


def _stepped(session: Session, heard: Heard) -> dict[str, Any] | None:
    """The answer of an act, and how its step stands after it: the first of two signatures completes nothing."""
    answer = acted(session, heard)
    if answer is None:
        return None
    name = next(iter(heard.data), "")
    item = build_checklist(heard.outcomes[-1].incident, session.now()).item(name)
    stands = {"state": item.state.value, "complete": item.is_complete} if item else {"state": None, "complete": False}
    return {**answer, "step": name, **stands}


@command("step", words=_ACTIONS, json_shape=_SHAPE)
@incident_id
@argument("STEP")
@argument("ACTION", type=OneOf(list(_ACTIONS)))
@option("--value", metavar="VALUE", help=N_("What you see: done, not-expected."))
@option("--option", metavar="OPTION", help=N_("The id of the answer: answer."))
@option("--until", metavar="WHEN", help=N_("03:30, 20m, step:ID or person:ID: defer."))
@option(
    "--reason",
    "--because",
    "reason",
    metavar="WORDS",
    help=N_("Why: defer, not-applicable, override, hold, ask, answer."),
)
@option("--approved-by", metavar="PERSON", help=N_("Who agreed by phone: done."))
@option("--night", is_flag=True, help=N_("Do not wait for the approver: the night policy lets the text leave: done."))
@option("--person", metavar="PERSON", help=N_("Who is to see to it: ask."))
@option(
    "--within",
    type=LENGTH,
    metavar="LENGTH",
    default=_WITHIN,
    help=N_("How soon, or how much longer; 3m if not said: ask, more-time."),
)
@option("--over", is_flag=True, help=N_("From whoever has it: take."))
@option("--alone", metavar="OBJECT", help=N_("Nobody can cross-check; type the title's words before the colon: done."))
@option("--yes", is_flag=True, help=N_("Do not ask: done sends the step's message, ask and defer take also who rests."))
@command_id
@answers_with(_stepped)
@pass_session
def step(
    session: Session,
    /,
    incident_id: str,
    step: str,
    action: str,
    command_id: str | None,
    **said: Any,  # noqa: ANN401  (the options, which `_Said` names)
) -> None:
    """Say it of the step and show what comes next."""
    now = session.now(command_id)
    step = known_step(session, incident_id, step)
    words = _Said(session=session, incident_id=incident_id, step=step, now=now, **said)
    order = _COMMANDS[action](words)
    if action == "done" and _tells(session, incident_id, step):
        from incident.cli.preview import agree_to_send  # here: most steps tell nobody

        agree_to_send(session, incident_id, order, command_id, now, yes=words.yes)
    if isinstance(order, c.AskPerson | c.DeferStep):
        from incident.cli.resting import agree_to_wake  # here: few steps are another person's

        agree_to_wake(session, incident_id, order, command_id, yes=words.yes)
    outcome = act(session, incident_id, order, command_id, now)
    if session.heard is not None:
        session.heard.data.insert(0, step)
    say_taken_back(session, outcome)
    say_stepped(session, outcome, step)
    deliver(session, outcome)


def _tells(session: Session, incident_id: str, step: str) -> bool:
    incident = session.load(incident_id)
    found = incident.runbook.step(step) if incident.bundle else None
    return found is not None and found.verb is Verb.TELL


def _done(said: _Said) -> Command:
    approved_by = known_person(said.session, said.approved_by) if said.approved_by is not None else None
    alone = said.alone is not None and typed_object(said.session, said.incident_id, said.step, said.alone)
    return c.CompleteStep(
        by=said.by, step=said.step, value=said.value or "", approved_by=approved_by, alone=alone, night=said.night
    )


def _defer(said: _Said) -> Command:
    zone = ZoneInfo(said.session.services.workspace.zone)
    when: Until = until(_wanted(said.until, "--until WHEN"), said.now, zone)
    return c.DeferStep(
        by=said.by,
        step=said.step,
        because=said.because,
        until_time=when.time,
        until_step=known_step(said.session, said.incident_id, when.step) if when.step is not None else None,
        until_person=known_person(said.session, when.person) if when.person is not None else None,
    )


def _ask(said: _Said) -> Command:
    person = known_person(said.session, _wanted(said.person, "--person PERSON"))
    return c.AskPerson(by=said.by, step=said.step, person=person, within=said.within, request=said.reason or "")


_COMMANDS: Final[Mapping[str, Callable[[_Said], Command]]] = {
    "take": lambda said: c.TakeStep(by=said.by, step=said.step, over=said.over),
    "done": _done,
    "not-expected": lambda said: c.ReportNotAsExpected(by=said.by, step=said.step, observed=said.value or ""),
    "answer": lambda said: c.AnswerStep(
        by=said.by, step=said.step, option=_wanted(said.option, "--option OPTION"), because=said.reason or ""
    ),
    "defer": _defer,
    "not-applicable": lambda said: c.RuleOutStep(by=said.by, step=said.step, because=said.because),
    "override": lambda said: c.OverrideStep(by=said.by, step=said.step, because=said.because),
    "hold": lambda said: c.HoldStep(by=said.by, step=said.step, because=said.because),
    "resume": lambda said: c.ResumeStep(by=said.by, step=said.step),
    "ask": _ask,
    "more-time": lambda said: c.ExtendTimer(by=said.by, step=said.step, more=said.within),
    "undo": lambda said: c.UndoMark(by=said.by, step=said.step),
}


def _wanted(value: str | None, name: str) -> str:
    if value is None:
        raise click.UsageError(_("This needs {option}.").format(option=metavar_words(name)))
    return value
