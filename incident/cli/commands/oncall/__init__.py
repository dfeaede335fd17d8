"""`incident oncall`: who is on duty, who will be, when nobody is; calendars out and in."""

from __future__ import annotations

from incident.cli.spoken import Group, Late
from incident.i18n import N_

__all__ = ["oncall"]


def _late(place: str, words: str) -> Late:
    return Late(module=f"incident.cli.commands.oncall.{place}", help=words)


oncall = Group(
    "oncall",
    late={
        "now": _late("now:now", N_("Say who is on duty, until when, and how to reach them.")),
        "rota": _late("rota:rota", N_("Show who will be on duty.")),
        "gaps": _late("gaps:gaps", N_("Show when nobody is on duty.")),
        "import": _late("importing:import_calendar", N_("Take stand-ins or days off from a calendar, or a pipe: -")),
        "export": _late("export:export", N_("Write the duties as a calendar.")),
    },
)
