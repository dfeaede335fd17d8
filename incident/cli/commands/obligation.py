"""`incident obligation`, `incident class`, `incident law`: what was reported, which class it is, which rules count."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import moment, until
from incident.domain.commands import (
    EnableObligation,
    ExtendObligation,
    FileReport,
    PinObligations,
    RuleOutObligation,
    StateClass,
)
from incident.domain.events import ReportFiled
from incident.i18n import N_, _
from incident.wording.law import law_words

if TYPE_CHECKING:
    from incident.application.service import Outcome
    from incident.domain.commands import Command

__all__ = ["law", "obligation", "state_class"]

_ACTIONS: Final = {
    "file": N_("It was reported: --reference, --proof, --at, and --to where there are several."),
    "extend": N_("The law allows more time: --until, --because, --approved-by, --told."),
    "enable": N_("It is no law, and counts here nevertheless: --because."),
    "not-applicable": N_("It does not apply here: --because. 'enable' takes that back."),
}


@command("obligation", words=_ACTIONS, json_shape=ACT_SHAPE)
@incident_id
@argument("OBLIGATION")
@argument("ACTION", type=click.Choice(list(_ACTIONS)))
@option("--reference", metavar="WORDS", help=N_("The proof: the number that you were given, or who took the call."))
@option("--proof", metavar="FILE", help=N_("The receipt; the record keeps its name and its SHA-256."))
@option("--at", metavar="TIME", default="now", help=N_("When it was reported: 02:40, '2026-11-21 02:40' or now."))
@option("--to", "recipient", metavar="RECIPIENT", default="", help=N_("To whom, where there are several."))
@option("--by", "person", metavar="PERSON", help=N_("Who reported it, if not you."))
@option("--until", "until_", metavar="TIME", help=N_("The new time: '2026-11-21 02:40'."))
@option("--approved-by", metavar="PERSON", help=N_("Who approved the extension."))
@option("--told", metavar="TIME", help=N_("When whoever waits was told the new time."))
@because
@command_id
@answers_json
@pass_session
def obligation(
    session: Session,
    /,
    *,
    incident_id: str,
    obligation: str,
    action: str,
    command_id: str | None,
    **typed: str | None,
) -> None:
    """Enter it, and say how the record has it."""
    incident = session.load(incident_id)
    name, _slash, recipient = obligation.partition("/")
    typed["recipient"] = typed["recipient"] or recipient
    order = _order(session, name, action, typed, session.now(command_id))
    outcome = act(session, incident.id, order, command_id)
    _said(session, outcome)
    if isinstance(order, FileReport):
        _say_again(session, outcome)


def _say_again(session: Session, outcome: Outcome) -> None:
    """That it had been reported before, and which hour the report says."""
    from incident.domain.law.asked import key_of
    from incident.domain.law.statutory import duties  # here: few incidents are held to any law
    from incident.wording.statutory import again_words

    filed = [each.event for each in outcome.entries if isinstance(each.event, ReportFiled)]
    keys = {key_of(each.obligation, each.recipient) for each in filed}
    for duty in duties(outcome.incident, session.now()):
        if duty.key in keys and duty.again is not None:
            say(again_words(duty, session.speech()))


def _order(session: Session, name: str, action: str, typed: dict[str, str | None], now: datetime) -> Command:
    by, zone = session.by, ZoneInfo(session.services.workspace.zone)
    words, recipient = typed["because"] or "", typed["recipient"] or ""
    if action == "file":
        person = known_person(session, typed["person"]) if typed["person"] else ""
        reference = _required(typed["reference"], "--reference")
        at = moment(typed["at"] or "now", now, zone, "--at")
        report = FileReport(
            by=by, obligation=name, reference=reference, at=at, recipient=recipient, filed_by=person, because=words
        )
        return _proven(report, typed["proof"])
    if action == "extend":
        later = until(_required(typed["until_"], "--until"), now, zone).time
        approver, told = typed["approved_by"], typed["told"]
        return ExtendObligation(
            by=by,
            obligation=name,
            until=later or now,
            because=words,
            recipient=recipient,
            approved_by=known_person(session, approver) if approver else "",
            told_at=moment(told, now, zone, "--told") if told else None,
        )
    kind = EnableObligation if action == "enable" else RuleOutObligation
    return kind(by=by, obligation=name, because=_required(typed["because"], "--because"))


def _proven(report: FileReport, path: str | None) -> FileReport:
    """With the file that proves it, if one is named."""
    if not path:
        return report
    from incident.walk.proofs import read_proof, unreadable_words  # here: few reports come with a file

    proof = read_proof(path)
    if proof is None:
        raise click.BadParameter(unreadable_words(path), param_hint="--proof")
    return report.changed(file=proof.name, file_digest=proof.digest, file_size=proof.size)


def _required(words: str | None, name: str) -> str:
    if not words:
        raise click.UsageError(_("Say {option} as well.").format(option=name))
    return words


@command("class", json_shape=ACT_SHAPE)
@incident_id
@argument("REGIME")
@argument("CLASS", "statutory_class")
@option("--at", metavar="TIME", help=N_("When it was classified, if not now; it starts clocks of this regime."))
@because
@command_id
@answers_json
@pass_session
def state_class(
    session: Session,
    *,
    incident_id: str,
    regime: str,
    statutory_class: str,
    at: str | None,
    because: str | None,
    command_id: str | None,
) -> None:
    """State it; the tier stays what it is."""
    session.load(incident_id)
    zone = ZoneInfo(session.services.workspace.zone)
    stated = moment(at, session.now(command_id), zone, "--at") if at else None
    order = StateClass(by=session.by, regime=regime, statutory_class=statutory_class, because=because or "", at=stated)
    _said(session, act(session, incident_id, order, command_id))


@command("law", json_shape=ACT_SHAPE)
@incident_id
@command_id
@answers_json
@pass_session
def law(session: Session, *, incident_id: str, command_id: str | None) -> None:
    """Hold it to the rules as of its declaration, which could not read them."""
    session.load(incident_id)
    order = PinObligations(by=session.by, held_to=session.services.held_to())
    _said(session, act(session, incident_id, order, command_id))


def _said(session: Session, outcome: Outcome) -> None:
    """As the timeline has it, then what runs first."""
    from incident.domain.timing.clocks import legal_clocks  # here, as below: a refusal names no clock
    from incident.wording.clocks import clock_name

    speech = session.speech()
    for entry in outcome.entries:
        say(law_words(entry.event, speech))  # type: ignore[arg-type]  # the commands of this file make no others
    running = legal_clocks(outcome.incident, session.now())
    if running:
        said = _("Next: {name}, due {time}")
        say(said.format(name=clock_name(running[0], speech), time=speech.moment(running[0].due_at)))
