"""How customers' cases went: the chapter in numbers, without anybody's name.

Apart from the other chapters, because most incidents have no cases and no such chapter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.adapters.reports.document import Block, bullets, table
from incident.domain.events.cases import CaseChannel
from incident.i18n import _
from incident.wording.cases import channel_word

if TYPE_CHECKING:
    from incident.application.review.rows import CaseCounts, InTime

__all__ = ["customers"]


def customers(counts: CaseCounts) -> Iterator[Block]:
    """The two clocks of every case, then what was counted beside them."""
    yield table(
        (_("Cases"), _("In time"), _("Late"), _("Still open"), _("Overdue")),
        (_row(_("First answer"), counts.answers), _row(_("End of the case"), counts.ends)),
    )
    yield bullets(_sentences(counts))


def _row(name: str, counts: InTime) -> list[str]:
    return [name, *map(str, (counts.in_time, counts.late, counts.waiting, counts.overdue))]


def _sentences(counts: CaseCounts) -> Iterator[str]:
    said = _("{total} cases: {priority} of priority customers, {repeats} repeats, {extended} given more time.")
    yield said.format(total=counts.total, priority=counts.priority, repeats=counts.repeats, extended=counts.extended)
    if counts.paused:
        yield _("{count} wait for their customer.").format(count=counts.paused)
    by_channel = _("{channel} {count}")
    yield _("They came by: {channels}.").format(
        channels=_(", ").join(
            by_channel.format(channel=channel_word(CaseChannel(name)), count=count)
            for name, count in counts.channels.items()
        )
    )
    yield _("{told} of {total} customers were told what came of it.").format(told=counts.told, total=counts.total)
    if counts.erased:
        yield _("{count} had their words erased, and what was still owed to them ended.").format(count=counts.erased)
    yield _("{asked} were asked whether they are content; of {late} it is late.").format(
        asked=counts.asked, late=counts.asked_late
    )
    if counts.scores:
        mean = f"{counts.score_sum / counts.scores:.1f}"
        yield _("{count} gave a score, on average {mean} of 5.").format(count=counts.scores, mean=mean)
