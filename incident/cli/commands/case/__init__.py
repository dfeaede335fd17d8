"""`incident case`: one customer's matter each, from coming in until the customer was told and asked."""

from __future__ import annotations

from incident.cli.commands.case.acting import accept, answer, done, priority, told
from incident.cli.commands.case.adding import add
from incident.cli.commands.case.asking import satisfaction
from incident.cli.commands.case.erasing import erase
from incident.cli.commands.case.exporting import export
from incident.cli.commands.case.extending import extend
from incident.cli.commands.case.importing import import_cases
from incident.cli.commands.case.linking import link
from incident.cli.commands.case.listing import list_cases
from incident.cli.commands.case.showing import show
from incident.cli.commands.case.waiting import hand_on, pause, resume
from incident.cli.spoken import Group

__all__ = ["case"]

case = Group("case")

for _each in (
    list_cases,
    show,
    add,
    import_cases,
    accept,
    hand_on,
    answer,
    pause,
    resume,
    told,
    done,
    extend,
    priority,
    link,
    satisfaction,
    export,
    erase,
):
    case.add_command(_each)
