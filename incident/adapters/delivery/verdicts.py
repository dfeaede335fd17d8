"""What HTTP says about a message: not sent, maybe, accepted, never.

Apart from the probe that saw the exchange: this is the judgement, and it has no
library in it. Rules: reference/DELIVERY.md 2, "What to take".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from incident.adapters.delivery.answers import Reading, Reads
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome

__all__ = ["NeverError", "by_fault", "by_status", "never", "retry_after"]

_LATER: Final = {
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,  # the proxy's answer: the target was not asked
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}

_REASONS: Final = {
    AttemptClass.NOT_SENT: Reason.PROVIDER_BUSY,
    AttemptClass.PERMANENT: Reason.PROVIDER_REFUSED,
    AttemptClass.UNKNOWN: Reason.PROVIDER_UNSURE,
}

_NEVER: Final = {HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED}


class NeverError(Exception):
    """Nothing went out, and nothing will change by trying again."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.outcome = never(reason)


def never(reason: Reason) -> AttemptOutcome:
    """The outcome of what cannot be sent as it is."""
    return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(reason))


def by_fault(fault: Reason, *, wrote: bool) -> AttemptOutcome:
    """The outcome where no answer came, or half of one."""
    if fault is Reason.TARGET_INVALID:
        return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(fault))
    is_unknown = wrote and fault is not Reason.PROXY
    return AttemptOutcome(result=AttemptClass.UNKNOWN if is_unknown else AttemptClass.NOT_SENT, detail=detail(fault))


def by_status(status: int, headers: Mapping[str, str], body: bytes, reads: Reads | None) -> AttemptOutcome:
    """The outcome where an answer came."""
    reading = reads(body) if reads is not None else None
    if reading is not None and (reading.result is AttemptClass.NOT_SENT or _is_success(status)):
        return _by_reading(status, headers, reading)
    if not _is_success(status):
        return _refused(status, headers, reading)
    if reads is not None:  # a captive portal, or a provider that changed its answers: a repeat might be a second copy
        return AttemptOutcome(result=AttemptClass.UNKNOWN, status=status, detail=detail(Reason.NOT_UNDERSTOOD))
    return AttemptOutcome(result=AttemptClass.DELIVERED, assurance=Assurance.ACCEPTED, status=status)


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _by_reading(status: int, headers: Mapping[str, str], reading: Reading) -> AttemptOutcome:
    if reading.result is AttemptClass.DELIVERED:
        return AttemptOutcome(
            result=AttemptClass.DELIVERED,
            assurance=reading.assurance,
            status=status,
            provider_code=reading.code,
            provider_id=reading.id,
        )
    return AttemptOutcome(
        result=reading.result,
        status=status,
        provider_code=reading.code,
        retry_after=retry_after(headers) if reading.retry_after is None else reading.retry_after,
        detail=detail(_REASONS[reading.result], f"{reading.code} {reading.words}".strip()),
    )


def _refused(status: int, headers: Mapping[str, str], reading: Reading | None) -> AttemptOutcome:
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return AttemptOutcome(result=AttemptClass.PERMANENT, status=status, detail=detail(Reason.REDIRECTED))
    said = (reading.code, reading.words) if reading is not None and reading.result is AttemptClass.PERMANENT else ()
    return AttemptOutcome(
        result=_class_of(status),
        status=status,
        provider_code=said[0] if said else "",
        retry_after=retry_after(headers),
        detail=detail(Reason.STATUS, " ".join(filter(None, (str(status), _phrase(status), *said)))),
    )


def _class_of(status: int) -> AttemptClass:
    if status == HTTPStatus.GATEWAY_TIMEOUT:  # whoever stands behind the gateway may have it
        return AttemptClass.UNKNOWN
    if status in _LATER or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _NEVER):
        return AttemptClass.NOT_SENT
    return AttemptClass.PERMANENT


def _phrase(status: int) -> str:
    """HTTP's own words; the server's might hold anything."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the server wants us to wait: seconds, or a date by its own clock; None if it does not say."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        return timedelta(seconds=min(int(asked[:9]), 10**6))
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return max(wait, timedelta(0))
