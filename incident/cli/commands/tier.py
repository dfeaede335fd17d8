"""`incident tier`: raising and lowering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.click_words import metavar_words
from incident.cli.commands.show.filling import empty_roles
from incident.cli.output import say
from incident.cli.parameters import TIER
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain.commands import LowerTier, RaiseTier
from incident.domain.grading.tiers import Tier
from incident.domain.walking.checklist import build_checklist
from incident.i18n import N_, _, ngettext
from incident.wording.dropped import dropped_words
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from incident.domain.incident import Incident

__all__ = ["say_added", "tier"]


class _Direction(OneOf):
    """Raise or lower; who types the tier alone is told what to put before it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's)
        if str(value) in {"1", "2", "3"}:
            said = _("Say 'raise' or 'lower' before the tier: incident tier ID raise {tier} --because WORDS")
            raise click.UsageError(metavar_words(said.format(tier=value)), ctx)
        return super().convert(value, param, ctx)


@command("tier", json_shape=ACT_SHAPE)
@incident_id
@argument("raise|lower", "direction", type=_Direction(["raise", "lower"]))
@argument("N", type=TIER)
@option("--because", "--reason", "because", metavar="WORDS", required=True, help=N_("Why, for the record."))
@command_id
@answers_json
@pass_session
def tier(session: Session, *, incident_id: str, direction: str, n: Tier, because: str, command_id: str | None) -> None:
    """Change it; what is done stays done."""
    kind = RaiseTier if direction == "raise" else LowerTier
    before = session.load(incident_id)
    dropped = list(dropped_words(build_checklist(before, session.now()), n, session.speech(before.bundle)))
    outcome = act(session, incident_id, kind(by=session.by, to=n, because=because), command_id)
    say(_("{incident} is at {tier}.").format(incident=outcome.incident.id, tier=tier_phrase(outcome.incident.tier)))
    say_added(session, outcome.incident)
    for words in dropped if outcome.entries and not outcome.was_repeated else ():
        say(words)
    if outcome.incident.resources.allocations:
        _say_wanted(session, outcome.incident)
    deliver(session, outcome)


def _say_wanted(session: Session, incident: Incident) -> None:
    from incident.walk.reading import readable_inventory  # here, as below: few nights ask for resources
    from incident.wording.resource_board import unasked_words

    things = unasked_words(incident, readable_inventory(session.services), with_types=True)
    if things:
        said = _("Wanted besides, and asked for by nobody: {things}. 'incident resource request {incident} TYPE' asks.")
        say(said.format(things=_(", ").join(things), incident=incident.id))


def say_added(session: Session, incident: Incident) -> None:
    """What a raise put on the list and on people."""
    checklist = build_checklist(incident, session.now())
    added = [item for item in checklist.open_work if item.is_added]
    if added:
        said = ngettext("{count} step was added.", "{count} steps were added.", len(added))
        say(said.format(count=len(added)))
    empty = empty_roles(incident)
    if empty:
        speech = session.speech()
        say(_("Roles to fill: {roles}").format(roles=_(", ").join(speech.role(role) for role in empty)))
        for words in _on_duty(session, empty):
            say(words)


def _on_duty(session: Session, roles: Sequence[str]) -> Iterator[str]:
    rotas = session.services.directory.rotas()
    if not rotas:
        return
    from incident.domain.duties.stretches import everybody_on_duty  # here: few teams have a rota
    from incident.wording.duty import duty_lines

    now = session.now()
    yield from duty_lines(roles, rotas, everybody_on_duty(rotas, now), session.speech(), now)
