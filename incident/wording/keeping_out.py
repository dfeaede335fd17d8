"""That contacts of customers were kept out of what somebody wrote, or stand where they were written before.

Apart from the other words of cases, because every act asks for it, and few incidents have cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.service import Outcome

__all__ = ["kept_out"]


def kept_out(outcome: Outcome) -> Iterator[str]:
    """That contacts do not stand in what somebody wrote; and where they stand since before the cases came in."""
    if outcome.masked:
        from incident.wording.cases import cases_phrase  # here, as below: see above

        words = _("The name or contact of {cases} is masked in these words, which everybody reads.")
        yield words.format(cases=cases_phrase(outcome.masked))
    if outcome.open_in:
        from incident.wording.erasing import entries_phrase

        words = _(
            "A contact that came in now can be read by everybody in {entries}; 'incident erase {incident} {seq}' takes "
            "such words out."
        )
        entries, incident = entries_phrase(outcome.open_in), clean_line(outcome.incident.id)
        yield words.format(entries=entries, incident=incident, seq=outcome.open_in[0])
    if outcome.fixed_in:
        from incident.wording.erasing import entries_phrase

        words = _(
            "A contact that came in now can be read by everybody in {entries}, and stays there: of a resource or a "
            "team only the reason can be erased."
        )
        yield words.format(entries=entries_phrase(outcome.fixed_in))
