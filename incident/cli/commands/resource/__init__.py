"""`incident resource`: what there is, what an incident has of it and wants, and everything that becomes of it."""

from __future__ import annotations

from incident.cli.spoken import Group, Late
from incident.i18n import N_

__all__ = ["resource"]


def _late(place: str, words: str) -> Late:
    return Late(module=f"incident.cli.commands.resource.{place}", help=words)


resource = Group(
    "resource",
    late={
        "list": _late("listing:list_allocations", N_("Show what an incident has asked for and been given.")),
        "stock": _late("stock:stock", N_("Show the inventory: what is free, what rests, who holds the rest.")),
        "gap": _late("gap:gap", N_("Show what a tier wants, what is to be had, what is missing.")),
        "request": _late("asking:request", N_("Ask for a resource by its type.")),
        "approve": _late("asking:approve", N_("Say yes to a request: from then on nobody else has it.")),
        "assign": _late("asking:assign", N_("Put to work what was approved, or straight from the inventory.")),
        "order": _late("ordering:order", N_("Say that it is ordered, of the inventory or of somebody else.")),
        "enroute": _late("moving:enroute", N_("Say that it is on its way.")),
        "arrive": _late("moving:arrive", N_("Say that it is here.")),
        "out": _late("moving:out", N_("Say that it cannot be used: rest, repair, nobody to work it.")),
        "undo-rest": _late("moving:undo_rest", N_("Take back a rest that was entered by mistake.")),
        "release": _late("ending:release", N_("Give it back, with thanks.")),
        "decline": _late("ending:decline", N_("Say no to a request.")),
        "cancel": _late("ending:cancel", N_("Call off what is not here yet.")),
        "team": _late("teams:team", N_("Form a team under a lead, or dissolve it.")),
        "period": _late("teams:period", N_("Begin the next operational period.")),
        "use": _late("use:use", N_("Show how much of it was at work: by kind, incident or quarter.")),
        "import": _late("importing:import_resources", N_("Take an inventory from a CSV or Excel file, or a pipe: -")),
        "schema": _late(
            "schema:schema",
            N_("Print the JSON Schema of the inventory, with which editors complete and check while you type."),
        ),
    },
)
