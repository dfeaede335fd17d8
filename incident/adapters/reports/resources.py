"""What was asked for, when it came and how long it worked: people, things and money.

Apart from how it was handled, because most small incidents need nothing from an inventory and have no such chapter.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.document import Block, bullets, table
from incident.application.review import Review
from incident.application.review.lengths import ResourceRow
from incident.i18n import _
from incident.wording.allocations import amount_words, state_word
from incident.wording.resources import resource_kind
from incident.wording.review import difference_words
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["resources"]


def resources(review: Review, speech: Speech) -> Iterator[Block]:
    """Each request with its wait, then the hours of each kind."""
    yield table(
        (_("No."), _("What"), _("Asked for"), _("By"), _("Needed by"), _("Arrived"), _("Difference"), _("State")),
        (_row(each, speech) for each in review.resources),
    )
    said = _("{kind}: at work for {length}, all together.")
    if review.work:
        yield bullets(said.format(kind=resource_kind(each.kind), length=duration(each.at_work)) for each in review.work)


def _row(row: ResourceRow, speech: Speech) -> tuple[str, ...]:
    late = "-"
    if row.arrived_at is not None and row.needed_by is not None:
        late = difference_words(row.arrived_at - row.needed_by)
    return (
        row.allocation,
        amount_words(row.kind, row.type, row.quantity, row.unit),
        speech.moment(row.requested_at),
        speech.person(row.requested_by),
        speech.moment(row.needed_by) if row.needed_by else "-",
        speech.moment(row.arrived_at) if row.arrived_at else "-",
        late,
        state_word(row.state),
    )
