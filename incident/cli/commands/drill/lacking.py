"""What the year's plan lacks, as far as whoever asks may know: others could tell by it what comes without notice.

Apart from the plan as it is shown, because the statement says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.programme import lack_words

if TYPE_CHECKING:
    from incident.cli.commands.drill.programme import Programme

__all__ = ["lack_lines", "lacks_shape"]


def lack_lines(programme: Programme) -> list[str]:
    """What the programme's rule asks for, to the trusted; others read that it is not for them."""
    if not programme.is_whole:
        return [_("only the trusted read that")]
    return [lack_words(each) for each in programme.plan.lacks()]


def lacks_shape(programme: Programme) -> list[str] | None:
    """The same; null where it is not for the reader."""
    return [each.family or "full" for each in programme.plan.lacks()] if programme.is_whole else None
