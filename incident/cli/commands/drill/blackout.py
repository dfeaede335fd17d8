"""Whether anybody exercises today: the plan of the year says on which days nobody does.

Apart from beginning an exercise, which needs no plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from incident.application.errors import DocumentError, NotFound
from incident.cli.output import say
from incident.i18n import _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.cli.session import Session

__all__ = ["BLACKOUT", "require_no_blackout"]

BLACKOUT: Final = "blackout"


def require_no_blackout(session: Session, despite: Sequence[str]) -> None:
    """Today is no day on which the plan wants no exercise, or whoever begins one says that they know.

    Raises:
        click.UsageError: it is.
    """
    plans = session.wiring.plans(session.options)
    if BLACKOUT in despite or not plans.has_any():
        return
    today = session.now().astimezone(ZoneInfo(session.services.workspace.zone)).date()
    try:
        found = plans.written(today.year).plan.blackout(today)
    except NotFound:  # an exercise needs no plan
        return
    except DocumentError:  # and a wrong one stops none
        say(_("The plan of exercises is wrong, so nobody knows whether today is kept free: incident drill plan check"))
        return
    if found is not None:
        said = _("Until {end} nobody exercises: {reason}. If it has to be, say: --despite blackout")
        raise click.UsageError(said.format(end=found.window.last, reason=clean_line(found.because).rstrip(".。")))
