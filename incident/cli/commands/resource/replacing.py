"""What a table changes of an inventory that stands, and whether that is less than incidents hold of it.

Apart from the import, which enters what it is given: this is what a person has to know before it counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.money import money_words, parse_money

if TYPE_CHECKING:
    from incident.adapters.documents.workspace.resource_standing import Change, Replaced
    from incident.domain.resources.resource import Stock

__all__ = ["over_words", "replaced_words"]


def replaced_words(replaced: Replaced) -> str:
    """Which fields become another, each with what it was."""
    said = _("Row {number}, '{resource}': {changes}.")
    changes = _(", ").join(map(_change, replaced.changes))
    return said.format(number=replaced.number, resource=replaced.id, changes=changes)


def _change(change: Change) -> str:
    nothing = _("nothing")
    said = _("{column} {before} -> {after}")
    return said.format(column=change.column, before=change.before or nothing, after=change.after or nothing)


def over_words(text: str, stock: Stock) -> Iterator[str]:
    """Of what incidents hold or spent more than these lines of `resources.yaml` leave."""
    for name, fields in _lines(text):
        claims = stock.claims_on(name, exercise=False)
        held = sum(each.quantity for each in claims)
        before = stock.inventory.resources.get(name)
        sum_ = parse_money(str(fields.get("quantity", 1)))
        left = sum_[0] if sum_ else int(str(fields.get("quantity", 1)))
        if held <= left or before is None:
            continue
        holders = _(", ").join(dict.fromkeys(each.incident for each in claims if each.incident)) or "-"
        said = _("Of '{resource}' {held} is held ({holders}), more than the {count} there would be.")
        words = (money_words(held, before.unit), money_words(left, sum_[1])) if sum_ else (str(held), str(left))
        yield said.format(resource=name, held=words[0], count=words[1], holders=holders)


def _lines(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    for line in text.splitlines():
        name, _colon, fields = line.partition(":")
        yield name.strip(), json.loads(fields)
