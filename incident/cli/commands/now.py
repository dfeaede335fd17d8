"""`incident now`: what comes before the first step, and who said that it is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import click

from incident.cli.acting import act, deliver
from incident.cli.arguments import command_id, incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain import commands as c
from incident.i18n import N_, _
from incident.wording.beginning import NowLine, now_list
from incident.wording.cells import cells, hanging

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["now", "now_shape"]

_ANSWERS: Final = {
    "done": N_("It is done."),
    "not": N_("It will not be done: --reason. It can be done later all the same."),
}
_SHAPE: Final = "{version, id, seq, lines: [{line, words, state, by, at, because}]}"
"""`state`: unanswered, done or not-done; `seq`: the entry that an answer wrote, null where none was."""


@command("now", words=_ANSWERS, json_shape=_SHAPE)
@incident_id
@argument("LINE", required=False, type=click.IntRange(min=1))
@argument("ANSWER", required=False, type=OneOf(list(_ANSWERS)))
@option("--reason", "--because", "reason", metavar="WORDS", help=N_("Why not; or what there is to say of it."))
@command_id
@json_output
@pass_session
def now(
    session: Session,
    *,
    incident_id: str,
    line: int | None,
    answer: str | None,
    reason: str | None,
    command_id: str | None,
    as_json: bool,
) -> None:
    """List the lines; with LINE and ANSWER, answer one first."""
    seq = None
    if line is not None:
        order = c.AnswerNowLine(by=session.by, line=line, done=_is_done(answer, reason), because=reason or "")
        outcome = act(session, incident_id, order, command_id)
        seq = outcome.entries[-1].seq if outcome.entries else None
        deliver(session, outcome)
    incident, at, speech = session.load(incident_id), session.now(), session.speech()
    every = now_list(incident, speech)
    if as_json:
        print_json({"id": incident.id, "seq": seq, "lines": now_shape(incident, speech)})
    elif not every:
        say(_("This incident asks for nothing before its first step."))
    else:
        print_data("\n".join(row for each in every for row in _rows(each, speech, at, session.width)))


def now_shape(incident: Incident, speech: Speech) -> list[dict[str, Any]]:
    """The lines in JSON."""
    return [
        {
            "line": each.line,
            "words": each.words,
            "state": "unanswered" if each.answer is None else "done" if each.answer.done else "not-done",
            "by": each.answer.by if each.answer else None,
            "at": instant(each.answer.at) if each.answer else None,
            "because": each.answer.because.words if each.answer and each.answer.because else None,
        }
        for each in now_list(incident, speech)
    ]


def _rows(line: NowLine, speech: Speech, at: datetime, width: int) -> list[str]:
    words = line.said(speech, at)
    return hanging("", words, width) if cells(words) > width else [words]


def _is_done(answer: str | None, reason: str | None) -> bool:
    if answer is None:
        raise click.UsageError(_("Say whether the line is done: done, or not with --reason."))
    if answer == "not" and reason is None:
        raise click.UsageError(_("This needs {option}.").format(option="--reason"))
    return answer == "done"
