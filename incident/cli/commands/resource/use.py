"""`incident resource use`: utilisation by kind, incident or quarter, as text with bars, CSV or JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.cli.arguments import json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.resources.usage import uses
from incident.i18n import N_, _
from incident.wording.resources import resource_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.resources.usage import Use

__all__ = ["use"]

_SHAPE = "{version, until, uses: [{kind, incident, quarter, hours_at_work, hours_held, share}]}"
_BAR: Final = 20
_HOUR: Final = timedelta(hours=1)


@command("use", json_shape=_SHAPE)
@option("--by", "by", type=click.Choice(["kind", "incident", "quarter"]), default="kind", help=N_("What is added up."))
@option("--csv", "as_csv", is_flag=True, help=N_("Every kind, incident and quarter by itself, as CSV."))
@json_output
@pass_session
def use(session: Session, *, by: str, as_csv: bool, as_json: bool) -> None:
    """Print how many hours were held, and which share of them was at work."""
    now, services = session.now(), session.services
    incidents = [session.load(row.incident_id) for row in services.log.summaries(open_only=False)]
    found = uses([each for each in incidents if each.mode == "real"], now, ZoneInfo(services.workspace.zone))
    if as_json:
        print_json({"until": instant(now), "uses": [_shape(each) for each in found]})
    elif as_csv:
        rows = [",".join(map(str, _shape(each).values())) for each in found]
        print_data("\n".join(["kind,incident,quarter,hours_at_work,hours_held,share", *rows]))
    elif not found:
        say(_("No incident has held anything yet."))
    else:
        print_data("\n".join(table([_("WHAT"), _("HELD, h"), _("AT WORK, h"), _("SHARE")], _rows(found, by), 100)))


def _shape(each: Use) -> dict[str, str | float]:
    return {
        "kind": each.kind,
        "incident": each.incident,
        "quarter": each.quarter,
        "hours_at_work": round(each.at_work / _HOUR, 2),
        "hours_held": round(each.held / _HOUR, 2),
        "share": round(each.at_work / each.held, 4),
    }


def _rows(found: Sequence[Use], by: str) -> list[list[str]]:
    sums: dict[str, tuple[timedelta, timedelta]] = {}
    for each in found:
        name = str(getattr(each, by))
        work, held = sums.get(name, (timedelta(), timedelta()))
        sums[name] = work + each.at_work, held + each.held
    return [
        [resource_kind(name) if by == "kind" else name, f"{held / _HOUR:.1f}", f"{work / _HOUR:.1f}", _bar(work / held)]
        for name, (work, held) in sums.items()
    ]


def _bar(share: float) -> str:
    """A plot that any terminal can draw."""
    return f"{'#' * round(_BAR * share):.<{_BAR}} {share:.0%}"
