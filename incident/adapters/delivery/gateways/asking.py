"""What a gateway makes of a delivery: one request, and how its answer is read.

Apart from the gateways, which share nothing else, and from who sends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from incident.adapters.delivery.answers import Reads
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.telephone import international
from incident.adapters.delivery.verdicts import NeverError
from incident.application.delivery.reasons import Reason

__all__ = ["Asking", "Gateway", "host_of", "number_of", "wanted"]

_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A POST that carries the message."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes
    reads: Reads


Gateway = Callable[[Job, datetime], Asking]
"""Makes the request of that moment, for signatures hold the time.

Raises:
    NeverError: the target's settings or the address cannot be used.
"""


def wanted(job: Job, option: str) -> str:
    """The option of the target.

    Raises:
        NeverError: it has none.
    """
    value = job.options.get(option, "")
    if not value:
        raise NeverError(Reason.TARGET_INVALID)
    return value


def host_of(job: Job, usual: str) -> str:
    """The host to ask, with its port if it has one of its own; always by TLS."""
    host = job.options.get("host", usual)
    if not _HOST.fullmatch(host):
        raise NeverError(Reason.TARGET_INVALID)
    return host


def number_of(job: Job) -> str:
    """The number to reach, `+` and country first.

    Raises:
        NeverError: the delivery names none.
    """
    number = international(job.delivery.address)
    if number is None:
        raise NeverError(Reason.ADDRESS_INVALID)
    return number
