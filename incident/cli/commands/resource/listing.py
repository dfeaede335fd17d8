"""`incident resource list`: what an incident asked for and was given, each in its one state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.events import AllocationState
from incident.domain.incident import COMMANDER, Status
from incident.domain.resources.awaiting import at_work_longest
from incident.domain.resources.resource import Inventory
from incident.i18n import N_, _
from incident.walk.reading import readable_inventory
from incident.wording.allocations import for_words, source_words, state_word
from incident.wording.cells import hanging
from incident.wording.resource_board import awake_words, away_words, due_words, given_words, period_words, rest_words
from incident.wording.resources import given_types, own_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from incident.domain.incident import Incident
    from incident.domain.resources.allocation import Allocation
    from incident.wording.speech import Speech

__all__ = ["list_allocations"]

_SHAPE = (
    "{version, id, period, period_ends, allocations: [{id, state, since, kind, type, quantity, unit, resource, whom,"
    " site, requested_by, approved_by, needed_by, substitutes, due_at, back_at, out_until, amount, currency, budget}],"
    " teams: [{id, lead}], at_work: [{person, allocation, since, rest_due}]}"
)


@command("list", json_shape=_SHAPE)
@incident_id
@option("--all", "everything", is_flag=True, help=N_("Also what was given back, declined or called off."))
@json_output
@pass_session
def list_allocations(session: Session, *, incident_id: str, everything: bool, as_json: bool) -> None:
    """Print the allocations in the order in which they were asked for."""
    incident, now = session.load(incident_id), session.now()
    own = incident.resources
    found = list(own.allocations.values()) if everything else list(own.live)
    if as_json:
        teams = [{"id": each.id, "lead": each.lead} for each in own.teams.values()]
        period = own.period.number if own.period else None
        rows = [_shape(each, now) for each in found]
        ends = instant(own.period.ends_at if own.period else _shift_ends(session, incident))
        said = {"id": incident.id, "period": period, "period_ends": ends, "allocations": rows, "teams": teams}
        print_json({**said, "at_work": _at_work(session, incident)})
        return
    inventory = session.services.service.held().inventory
    speech = session.speech().changed(types=own_names(inventory), given=given_types(inventory))
    if found:
        _print_table(found, speech, session)
    else:
        say(_("Nothing was asked for yet, or all of it has ended. 'incident resource gap' says what is wanted."))
    if period_said := period_words(own, speech, now, _shift_ends(session, incident)):
        print_data(period_said)
    if awake := list(awake_words(incident, speech, now)):
        due = _(", ").join(rest_words(incident, inventory, speech, now))
        both = (
            _("longest at work: {people}").format(people=_(", ").join(awake)),
            _("rest due: {people}").format(people=due),
        )
        print_data("\n".join(row for words in both for row in hanging("", words, session.width)))


def _print_table(found: Sequence[Allocation], speech: Speech, session: Session) -> None:
    now = session.now()
    head = [_("ID"), _("STATE"), _("SINCE"), _("FOR"), _("FROM"), _("WHAT")]
    rows_ = (
        [
            each.id,
            _state(each, speech, now),
            speech.when(each.since_at(now), now),
            for_words(each, speech) or "-",
            source_words(each.resource, each.giver) or "-",
            _(", ").join(filter(None, (given_words(each, speech), due_words(each, speech, now)))),
        ]
        for each in found
    )
    print_data("\n".join(table(head, rows_, session.width)))


def _shift_ends(session: Session, incident: Incident) -> datetime | None:
    """When the present shift hands over, which is the period until somebody enters another."""
    rotas = session.services.directory.rotas()
    if incident.status is not Status.OPEN or not rotas:
        return None
    from incident.domain.duties.stretches import everybody_on_duty, shift_ends  # here: not every team has a rota

    return shift_ends(everybody_on_duty(rotas, session.now()), COMMANDER)


def _at_work(session: Session, incident: Incident) -> list[dict[str, Any]]:
    """Who is at work here without a rest, the longest first."""
    inventory = readable_inventory(session.services) or Inventory()
    return [
        {
            "person": each.person or None,
            "allocation": each.allocation.id if each.allocation else None,
            "since": instant(each.since),
            "rest_due": instant(each.since + inventory.rest_after),
        }
        for each in at_work_longest(incident, session.now())
    ]


def _state(each: Allocation, speech: Speech, now: datetime) -> str:
    """Its state; of what is out, why and until when too."""
    state = each.state_at(now)
    if state is not AllocationState.OUT:
        return state_word(state)
    return _("{what} ({type})").format(what=state_word(state), type=away_words(each, speech, now))


def _shape(each: Allocation, now: datetime) -> dict[str, Any]:
    return {
        "id": each.id,
        "state": each.state_at(now).value,
        "since": instant(each.since_at(now)),
        "kind": each.kind,
        "type": each.type,
        "quantity": each.quantity,
        "unit": each.unit,
        "resource": source_words(each.resource, each.giver),
        "whom": each.whom,
        "site": each.site or each.source_site,
        "requested_by": each.requested_by,
        "approved_by": each.approved_by,
        "needed_by": instant(each.needed_by),
        "substitutes": list(each.substitutes),
        "due_at": instant(each.due_at),
        "back_at": instant(each.back_at),
        "out_until": instant(each.out_until),
        "amount": each.amount,
        "currency": each.currency,
        "budget": each.budget,
    }
