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

__all__ = ["log_back_words", "say_trouble"]


def log_back_words() -> str:
    """What is said once the log can be read again, in the place of why it could not."""
    return _("The log can be used again. What was not saved waits where it was typed.")


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
