"""`incident paper`: what was ticked on paper comes back into the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import incident_id
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["paper"]


@command(
    "paper",
    json_shape=ACT_SHAPE,
    notes=N_(
        "STEP is 3, 3-7, 5=VALUE, 4=2 for the second answer of a decision, or 8- for one that does not apply; the time "
        "stands after the marks that it is of: 3-5 7 02:10 8 02:25."
    ),
)
@incident_id
@argument("STEP...", "marks", nargs=-1, required=True)
@answers_json
@pass_session
def paper(session: Session, *, incident_id: str, marks: Sequence[str]) -> None:
    """Mark the steps at the times that stand on the paper."""
    from dataclasses import replace  # here, as below: help needs none of it

    from incident.walk.paper import from_paper
    from incident.walk.reading import moment_of

    incident = session.load(incident_id)
    walk = replace(moment_of(session.services, incident), speech=session.speech(incident.bundle))
    read = from_paper(walk, " ".join(marks))
    if read.complaint:
        raise click.UsageError(read.complaint)
    for order in read.commands:
        act(session, incident_id, order)
    say(_("From paper: {steps}.").format(steps=read.said))
