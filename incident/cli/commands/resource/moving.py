"""`incident resource enroute`, `arrive`, `out`: where it is, and why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.resource.said import acted, later
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Command, argument, command, option
from incident.cli.texts import OneOf
from incident.domain.commands import MoveAllocation, PutOut, TakeBackRest
from incident.domain.events import AllocationState, OutReason
from incident.i18n import N_, _

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["arrive", "enroute", "out", "undo_rest"]


def _moving(name: str, to: AllocationState) -> Command:
    @command(name, json_shape=ACT_SHAPE)
    @incident_id
    @argument("ALLOCATION")
    @option("--due", metavar="TIME", help=N_("When it should arrive: 03:30 or 20m."))
    @because
    @command_id
    @answers_json
    @pass_session
    def moved(
        session: Session,
        /,
        *,
        incident_id: str,
        allocation: str,
        due: str | None,
        because: str | None,
        command_id: str | None,
    ) -> None:
        """Say where it is."""
        session.load(incident_id)
        due_at = later(session, due, command_id, "--due")
        said = MoveAllocation(by=session.by, allocation=allocation, to=to, due_at=due_at, because=because or "")
        acted(session, incident_id, said, command_id)

    return moved


enroute = _moving("enroute", AllocationState.EN_ROUTE)
arrive = _moving("arrive", AllocationState.ON_HAND)


_REASONS: Final = {"休息": "rest", "维修": "repair", "无人操作": "staffing"}
"""The reasons as the boards say them in Chinese; those of English are the words themselves."""


@command("out", json_shape=ACT_SHAPE, notes=N_("REASON is rest, repair or staffing (there is nobody to work it)."))
@incident_id
@argument("ALLOCATION")
@argument("REASON", type=OneOf([each.value for each in OutReason], also=_REASONS))
@option("--until", "until_", metavar="TIME", help=N_("When it can be used again: 06:00 or 8h. A rest needs it."))
@because
@command_id
@answers_json
@pass_session
def out(
    session: Session,
    /,
    *,
    incident_id: str,
    allocation: str,
    reason: str,
    until_: str | None,
    because: str | None,
    command_id: str | None,
) -> None:
    """Take it out of use; with a time it comes back by itself."""
    before = _rest_of(session, incident_id, allocation)
    ends = later(session, until_, command_id, "--until")
    said = PutOut(by=session.by, allocation=allocation, reason=OutReason(reason), until=ends, because=because or "")
    acted(session, incident_id, said, command_id)
    after = _rest_of(session, incident_id, allocation)
    if before is not None and after is not None and before != after:
        words = _("It rested until {until} already; 'incident resource undo-rest' takes back the later rest alone.")
        say(words.format(until=session.speech().moment(before)))


@command("undo-rest", json_shape=ACT_SHAPE)
@incident_id
@argument("ALLOCATION")
@option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))
@command_id
@answers_json
@pass_session
def undo_rest(session: Session, *, incident_id: str, allocation: str, because: str, command_id: str | None) -> None:
    """Take back a rest that was entered by mistake: it is as though nobody had said it, given back meanwhile or not.

    It wants a reason. Both stay in the log, with who entered them.
    """
    session.load(incident_id)
    said = TakeBackRest(by=session.by, allocation=allocation, because=because)
    acted(session, incident_id, said, command_id)
    _say_other_rest(session, incident_id, allocation)


def _say_other_rest(session: Session, incident_id: str, allocation: str) -> None:
    """That it rests still, where two rests were entered."""
    until = _rest_of(session, incident_id, allocation)
    if until is not None:
        words = _("It still rests until {until}, as was entered before: the same command takes that back too.")
        say(words.format(until=session.speech().moment(until)))


def _rest_of(session: Session, incident_id: str, allocation: str) -> datetime | None:
    """Until when it rests by the last word of it; None while it does not."""
    own = session.load(incident_id).resources.allocations.get(allocation.upper())
    return own.out_until if own is not None and own.is_live and own.rests_at(session.now()) else None
