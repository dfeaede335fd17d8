"""`incident fact`: values stated for the record."""

from __future__ import annotations

import click

from incident.cli.acting import act, send_now
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.exits import Exit
from incident.cli.facts import facts_of, read_facts
from incident.cli.output import say
from incident.cli.parameters import FACT
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.domain.commands import RecordFact
from incident.wording.facts import fact_line
from incident.wording.safe import clean_line

__all__ = ["fact"]


@command("fact", json_shape=ACT_SHAPE)
@incident_id
@argument("NAME=VALUE...", "typed", type=FACT, nargs=-1, required=True)
@command_id
@answers_json
@pass_session
def fact(session: Session, *, incident_id: str, typed: tuple[tuple[str, str], ...], command_id: str | None) -> None:
    """State each of them; if one cannot be read, none is recorded."""
    incident = session.load(incident_id)
    values = read_facts(session, facts_of(incident), typed, session.now(_nth(command_id, 0, len(dict(typed)))))
    speech = session.speech()
    sent: list[bool] = []
    for number, (name, value) in enumerate(values.items()):
        order = RecordFact(by=session.by, fact=name, value=value)
        outcome = act(session, incident.id, order, _nth(command_id, number, len(values)))
        say(clean_line(fact_line(name, value, speech)))
        sent.append(send_now(session, outcome))
    if not all(sent):
        raise click.exceptions.Exit(Exit.UNDELIVERED)


def _nth(command_id: str | None, number: int, count: int) -> str | None:
    """Each of several acts has an id of its own, made from the one given."""
    return command_id if command_id is None or count == 1 else f"{command_id}.{number + 1}"
