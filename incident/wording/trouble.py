"""Whatever went wrong, as one sentence for the last row."""

from __future__ import annotations

from datetime import datetime

from incident.application.errors import IncidentError
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.wording.errors import say_error
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["say_trouble"]


def say_trouble(reason: Exception, speech: Speech, now: datetime) -> str:
    """The refusal, the error, or that the fault is ours; nothing was written in any of the cases."""
    match reason:
        case Refused():
            return clean_line(say_refusal(reason, speech, now))
        case IncidentError():
            return clean_line(say_error(reason))
        case _:
            kind = type(reason).__name__
            return _("A fault of the program ({kind}) kept it from being done.").format(kind=kind)
