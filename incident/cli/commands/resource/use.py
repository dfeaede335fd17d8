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
from incident.domain.resources.spending import spends
from incident.domain.resources.usage import uses
from incident.i18n import N_, _
from incident.wording.money import money_words
from incident.wording.resources import resource_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.resources.spending import Spend
    from incident.domain.resources.usage import Use

__all__ = ["use"]

_SHAPE = (
    "{version, until, uses: [{kind, incident, quarter, hours_at_work, hours_held, share}],"
    " money: [{kind, incident, quarter, currency, promised, spent}]}"
)
_MONEY: Final = ("kind", "incident", "quarter", "currency", "promised", "spent")
_BAR: Final = 20
_HOUR: Final = timedelta(hours=1)


@command("use", json_shape=_SHAPE)
@option("--by", "by", type=click.Choice(["kind", "incident", "quarter"]), default="kind", help=N_("What is added up."))
@option("--csv", "as_csv", is_flag=True, help=N_("Every kind, incident and quarter by itself, as CSV."))
@json_output
@pass_session
def use(session: Session, *, by: str, as_csv: bool, as_json: bool) -> None:
    """Print how many hours were held, and which share of them was at work; then what was promised and spent."""
    now, services = session.now(), session.services
    incidents = [session.load(row.incident_id) for row in services.log.summaries(open_only=False)]
    real, zone = [each for each in incidents if each.mode == "real"], ZoneInfo(services.workspace.zone)
    found, money = uses(real, now, zone), spends(real, zone)
    if as_json:
        shapes = [{name: getattr(each, name) for name in _MONEY} for each in money]
        print_json({"until": instant(now), "uses": [_shape(each) for each in found], "money": shapes})
    elif as_csv:
        print_data("\n".join(_csv(found, money)))
    elif not found and not money:
        say(_("No incident has held anything yet."))
    else:
        if found:
            print_data("\n".join(table([_("WHAT"), _("HELD, h"), _("AT WORK, h"), _("SHARE")], _rows(found, by), 100)))
        if found and money:
            print_data("")
        if money:
            head = [_("MONEY FOR"), _("PROMISED"), _("SPENT"), _("SPENT OF BOTH")]
            print_data("\n".join(table(head, _sums(money, by), 100)))


def _csv(found: Sequence[Use], money: Sequence[Spend]) -> list[str]:
    """Hours first; of money the columns of hours are empty, and the other way round."""
    head = "kind,incident,quarter,hours_at_work,hours_held,share,promised,spent,currency"
    hours = [",".join([*map(str, _shape(each).values()), "", "", ""]) for each in found]
    sums = [",".join([each.kind, each.incident, each.quarter, "", "", "", *_amounts(each)]) for each in money]
    return [head, *hours, *sums]


def _amounts(of: Spend) -> list[str]:
    """For a table to reckon with: no sign between thousands, and the currency by itself."""
    amounts = (of.promised, of.spent)
    return [*(money_words(each, of.currency).split()[0].replace(",", "") for each in amounts), of.currency]


def _sums(money: Sequence[Spend], by: str) -> list[list[str]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for each in money:
        name = str(getattr(each, by)), each.currency
        promised, spent = sums.get(name, (0, 0))
        sums[name] = promised + each.promised, spent + each.spent
    return [
        [
            resource_kind(name) if by == "kind" else name,
            money_words(promised, currency),
            money_words(spent, currency),
            _bar(spent / (promised + spent)),
        ]
        for (name, currency), (promised, spent) in sums.items()
    ]


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
