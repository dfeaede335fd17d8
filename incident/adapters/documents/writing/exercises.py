"""A first scenario and a first plan of exercises: the one from a scenario that stands, the other from all there are.

Apart from the questions, which are the interface's. Both are right as they stand; what is only a place to write is
commented out.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from incident.domain.frozen import Frozen
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

__all__ = ["Beginning", "Playable", "first_plan", "own_scenario"]

_DAY: Final = timedelta(days=1)


class Playable(Frozen):
    """A scenario that there is."""

    id: str
    title: str
    family: str
    roles: Sequence[str]


class Beginning(Frozen):
    """What a person said about their plan."""

    year: int
    owner: str
    approver: str
    today: date


def own_scenario(texts: Mapping[str, str], name: str, titles: Mapping[str, str]) -> Mapping[str, str]:
    """The files by their paths in a workspace: those of another scenario, by language, with an id of their own."""
    return {
        f"scenarios/{name}.{language}.yaml": _renamed(text, {"id": name, "revision": "1", **_titled(titles, language)})
        for language, text in texts.items()
    }


def _titled(titles: Mapping[str, str], language: str) -> Mapping[str, str]:
    return {"title": json.dumps(titles[language], ensure_ascii=False)} if language in titles else {}


def _renamed(text: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        line = f"{key}: {value}".replace("\\", r"\\")
        text = re.sub(rf"^{key}:.*(?:\n[ \t]+.*)*$", line, text, count=1, flags=re.MULTILINE)
    return text


def first_plan(beginning: Beginning, scenarios: Sequence[Playable]) -> str:
    """A special exercise for each family, and a full one at the end, over what is left of the year."""
    by_family = {each.family: each for each in reversed(scenarios)}
    chosen = [by_family[family] for family in sorted(by_family)]
    lines = _head(beginning)
    spans, taken = _spans(beginning, len(chosen) + 1), set[str]()
    for scenario, span in zip([*chosen, chosen[0]], spans, strict=True):
        name = "full" if len(taken) == len(chosen) else _name(scenario, taken)
        taken.add(name)
        lines += _entry(name, scenario, span, beginning.owner)
    return "\n".join(lines) + "\n"


def _head(beginning: Beginning) -> list[str]:
    year, because = beginning.year, json.dumps(_("Accounts are closed"), ensure_ascii=False)
    return [
        "# " + _("The plan of exercises of {year}.").format(year=year),
        "# " + _("What may stand in it: incident drill plan schema; whether it is right: incident drill plan check"),
        "format: drill-plan/1",
        f"year: {year}",
        f"owner: {beginning.owner}",
        f"approver: {beginning.approver}",
        _remarked("# most_per_quarter: 2", _("how often one person may be invited")),
        f"# blackouts: [{{first: {year}-12-20, last: {year}-12-31, because: {because}}}]",
        "entries:",
    ]


def _remarked(line: str, words: str) -> str:
    return f"{line}  # {words}"


def _name(scenario: Playable, taken: Collection[str]) -> str:
    short = scenario.id.rpartition(".")[2]
    return scenario.family if short in taken else short


def _spans(beginning: Beginning, count: int) -> Iterator[tuple[date, date]]:
    """The days of the year that are left, in as many parts."""
    first = max(date(beginning.year, 1, 1), min(beginning.today, date(beginning.year, 12, 1)))
    length = (date(beginning.year, 12, 31) - first + _DAY) // count
    for number in range(count):
        begins = first + number * length
        yield begins, begins + length - _DAY


def _entry(name: str, scenario: Playable, span: tuple[date, date], owner: str) -> list[str]:
    first, last = span
    is_full = name == "full"
    cites = _("Plan for emergencies: name the clause here")
    return [
        f"  {name}:  # {scenario.title}",
        f"    scenario: {scenario.id}",
        *(["    kind: full"] if is_full else []),
        f"    form: {'functional' if is_full else 'tabletop'}",
        f"    first: {first}",
        f"    last: {last}",
        _remarked(f"    # begins: {first} 14:00", _("the agreed hour: with it people are invited and reminded")),
        "    basis: annual",
        f"    cites: {json.dumps(cites, ensure_ascii=False)}",
        f"    owner: {owner}",
        _remarked(f"    # roles: [{', '.join(scenario.roles)}]", _("who has to take part")),
        _remarked(f"    # players: [{owner}]", _("who is invited, by id")),
    ]
