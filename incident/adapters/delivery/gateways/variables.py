"""The few words that an approved SMS template has room for.

Apart from whole texts: a template's own words were approved long ago, and only what stands in its variables is ours.
Each is one short line; what does not fit is cut and ends in the incident's id, where the whole text is. A link stands
whole, or the incident's id in its place: where there is none, or its variable is too short for it.
"""

from __future__ import annotations

from typing import Final

from incident.adapters.delivery.gateways.asking import wanted
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.verdicts import NeverError
from incident.adapters.delivery.wording import REPEAT_MARK, cut, one_line
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass, Delivery
from incident.domain.exercises.mark import MARK, unwrapped, wrapped_title

__all__ = ["LONGEST", "filled"]

LONGEST: Final = 35
"""Characters that Aliyun and Tencent take in one variable of a notice, where the account has no wider right."""

_LONGEST_LINE: Final = 10_000


def filled(job: Job) -> dict[str, str]:
    """The variables of the target's template, in its order.

    Raises:
        NeverError: the target names none, or an exercise's would have no mark.
    """
    pairs = (pair.partition("=") for pair in wanted(job, "variables").split(","))
    parts = {name: part for name, _, part in pairs}
    most = int(job.options.get("longest", LONGEST))
    if job.delivery.exercise and not set(parts.values()) & {"title", "text"}:
        raise NeverError(Reason.EXERCISE_LOCK)
    return {name: _value(job, part, most) for name, part in parts.items()}


def _value(job: Job, part: str, most: int) -> str:
    delivery = job.delivery
    match part:
        case "link" if job.link and len(job.link) <= most:
            return job.link
        case "link":  # half a link leads nowhere, and a service refuses an empty variable
            return one_line(delivery.incident_id, most)
        case "incident":
            return one_line(delivery.incident_id, most)
        case "message":
            return one_line(delivery.message, most)
        case "title":
            return _words(delivery, delivery.title.removeprefix(f"{MARK}: "), most)
        case "text":
            return _words(delivery, unwrapped(delivery.body), most)
        case _:
            raise NeverError(Reason.TARGET_INVALID)


def _words(delivery: Delivery, text: str, most: int) -> str:
    """The marks first: they are never what is cut off."""
    begins = wrapped_title("") if delivery.exercise else ""
    if delivery.last_class is AttemptClass.UNKNOWN:
        english, chinese = REPEAT_MARK.split(" / ")
        begins += f"{chinese if delivery.language == 'zh-CN' else english}: "
    room = most - len(begins)
    if room < 1:
        raise NeverError(Reason.TARGET_INVALID)
    return begins + cut(one_line(text, _LONGEST_LINE), room, len, delivery.incident_id)
