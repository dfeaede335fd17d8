"""`incident resource gap`: want, have and gap of a tier, as the operational planning worksheet has it."""

from __future__ import annotations

from incident.cli.arguments import incident_id, json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.grading.tiers import Tier
from incident.domain.resources.supply import gaps
from incident.i18n import N_, _
from incident.wording.resources import own_names, resource_name
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_phrase

__all__ = ["gap"]

_SHAPE = "{version, id, tier, gaps: [{kind, type, site, need, base, want, have, coming, resting, gap}]}"
_KEYS = ("kind", "type", "site", "need", "base", "want", "have", "coming", "resting", "gap")


@command("gap", json_shape=_SHAPE)
@incident_id
@option("--tier", "tier_", metavar="N", help=N_("Of another tier than that of now: 1, 2 or 3."))
@json_output
@pass_session
def gap(session: Session, *, incident_id: str, tier_: str | None, as_json: bool) -> None:
    """Print what is wanted, what can be had now, what is missing."""
    incident = session.load(incident_id)
    tier = Tier(int(tier_)) if tier_ in {"1", "2", "3"} else incident.tier
    stock = session.services.service.stock(incident.mode)
    found = gaps(incident, stock, session.now(), tier)
    if as_json:
        rows = [{key: getattr(each, key) for key in _KEYS} for each in found]
        print_json({"id": incident.id, "tier": int(tier), "gaps": rows})
        return
    if not found:
        say(_("The runbook wants no resources at {tier}.").format(tier=tier_phrase(tier)))
        return
    head = [_("WANT"), _("HAVE"), _("GAP"), _("COMING"), _("REST"), _("SITE"), _("WHAT")]
    numbers = (
        [each.want or clean_line(each.need), each.have, "?" if each.of_nothing else each.gap, each.coming, each.resting]
        for each in found
    )
    own = own_names(stock.inventory)
    lines = [
        [*map(str, row), clean_line(each.site) or "-", resource_name(each.type, own)]
        for row, each in zip(numbers, found, strict=True)
    ]
    print_data("\n".join(table(head, lines, session.width)))
    if of_nothing := [f"{resource_name(each.type, own)} ({each.type})" for each in found if each.of_nothing]:
        said = _("A share is wanted of what the inventory has none of at work, so nobody knows how many: {names}.")
        say(said.format(names=_(", ").join(of_nothing)))
        say(
            _("Say how many when asking for it, or mark what is at work, by that type, with on_duty in resources.yaml.")
        )
