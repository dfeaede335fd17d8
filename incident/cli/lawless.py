"""That no legal clock runs, because the rules of law cannot be read.

Apart from declaring, because an exercise is held to the law as well, and from the rules, which refuse nobody to begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.cli.output import say
from incident.i18n import _

if TYPE_CHECKING:
    from incident.application.errors import IncidentError

__all__ = ["say_lawless"]


def say_lawless(incident_id: str, reason: IncidentError) -> None:
    """Why, and what to do once it is mended."""
    from incident.wording.errors import say_error  # here: it is hoped to be never needed

    say(say_error(reason))
    said = _("The rules of law cannot be read, so no legal clock runs. Mend that, then: incident law {incident}")
    say(said.format(incident=incident_id))
