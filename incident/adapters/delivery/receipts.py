"""What pagers, telephone and SMS services answer: that they took a message, and never that it arrived.

Apart from the chat providers' answers, because a good one here is `accepted` and no more: the network behind
the service decides, minutes later, and nobody tells us.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from incident.adapters.delivery.answers import Reading, object_in, refusal, said_words
from incident.application.ports import Assurance, AttemptClass

__all__ = ["aliyun", "discord", "pagerduty", "tencent", "twilio"]

_LOST: Final = {"failed", "undelivered", "canceled", "busy", "no-answer"}
"""Twilio's words for a message or a call that came to nothing."""

_LATER: Final[Mapping[str, timedelta | None]] = {
    "isv.BUSINESS_LIMIT_CONTROL": timedelta(minutes=1),  # Aliyun: more than one a minute to this number
    "isp.SYSTEM_ERROR": None,
    "LimitExceeded.PhoneNumberThirtySecondLimit": timedelta(seconds=30),
    "LimitExceeded.DeliveryFrequencyLimit": timedelta(minutes=1),
    "LimitExceeded.PhoneNumberOneHourLimit": None,
}
_LATER_KINDS: Final = ("Throttling", "RequestLimitExceeded", "ServiceUnavailable")
"""What such codes begin with, before the dot."""

_UNSURE: Final = {"InternalError", "InternalError.Timeout"}
"""Tencent: it may have gone out all the same."""


def twilio(body: bytes) -> Reading | None:
    """Twilio: a `sid` is a receipt; an error has a `code`."""
    answer = object_in(body)
    if answer is None:
        return None
    if not isinstance(answer.get("sid"), str):
        return refusal(answer["code"], answer.get("message")) if "code" in answer else None
    if answer.get("status") in _LOST:
        return refusal(answer.get("error_code") or answer["status"], answer.get("error_message"))
    return _taken(answer["sid"])


def pagerduty(body: bytes) -> Reading | None:
    """PagerDuty: `status` is `success`; it names the key by which it knows a repeat."""
    answer = object_in(body)
    if answer is None or "status" not in answer:
        return None
    if answer["status"] == "success":
        return _taken(answer.get("dedup_key"))
    return refusal(answer["status"], answer.get("message"))


def discord(body: bytes) -> Reading | None:
    """Discord: nothing at all means that it was taken, though perhaps not kept; an error has a `code`."""
    if not body.strip():
        return _taken("")
    answer = object_in(body)
    if answer is None:
        return None
    if "code" in answer:
        return refusal(answer["code"], answer.get("message"))
    return Reading(result=AttemptClass.DELIVERED, id=said_words(answer.get("id")))


def aliyun(body: bytes) -> Reading | None:
    """Aliyun, SMS and calls: `Code` is `OK`."""
    answer = object_in(body)
    if answer is None or not isinstance(answer.get("Code"), str):
        return None
    return _by_code(answer, "OK", answer.get("BizId", answer.get("CallId")))


def tencent(body: bytes) -> Reading | None:
    """Tencent, SMS and calls: an error of the whole, or a status of the one message."""
    whole = (object_in(body) or {}).get("Response")
    if not isinstance(whole, dict):
        return None
    if isinstance(whole.get("Error"), dict):
        return _by_code(whole["Error"], "", None)
    if isinstance(call := whole.get("SendStatus"), dict):
        return _taken(call.get("CallId"))
    match whole.get("SendStatusSet"):
        case [{"Code": str()} as status]:
            return _by_code(status, "Ok", status.get("SerialNo"))
        case _:
            return None


def _by_code(answer: Mapping[str, object], good: str, receipt: object) -> Reading:
    code = str(answer.get("Code", ""))
    if good and code == good:
        return _taken(receipt)
    no = refusal(code, answer.get("Message"))
    if code in _UNSURE:
        return replace(no, result=AttemptClass.UNKNOWN)
    if code in _LATER or code.partition(".")[0] in _LATER_KINDS:
        return replace(no, result=AttemptClass.NOT_SENT, retry_after=_LATER.get(code))
    return no


def _taken(receipt: object) -> Reading:
    return Reading(result=AttemptClass.DELIVERED, assurance=Assurance.ACCEPTED, id=said_words(receipt))
