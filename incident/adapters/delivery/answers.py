"""What providers mean by their answers, where HTTP's own words do not say it.

Chinese chat providers answer 200 to messages that they refused, with a code in
the body; Apprise takes that for success (reference/DELIVERY.md 0, finding 1). A
reading is what the body says; None means that it says nothing it should say.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from incident.adapters.delivery.wording import one_line
from incident.application.ports import Assurance, AttemptClass

__all__ = [
    "Reading",
    "Reads",
    "code_zero",
    "errcode_zero",
    "no_portal",
    "numbered",
    "object_in",
    "ok_true",
    "refusal",
    "said_words",
]

_LONGEST_WORDS: Final = 2_000
"""Far more than is shown: what is cut before the secrets are taken out might end in half of one."""
_LONGEST_SECONDS: Final = 86_400
_PAGE: Final = 20

_NOT_TOLD: Final = ("invaliduser", "invalidparty", "invalidtag", "unlicenseduser")
"""WeCom's applications: who of a department or a tag was left out. Where nobody is left, it refuses with 81013."""

LATER: Final[Mapping[str, timedelta | None]] = {
    "45009": timedelta(minutes=1),  # WeCom: more than 20 a minute
    "-1": None,  # WeCom, DingTalk: busy
    "130101": timedelta(minutes=10),  # DingTalk: more than 20 a minute, closed for ten
    "410100": timedelta(minutes=10),  # DingTalk: the same, in its older interface
    "11232": None,  # Feishu, Lark: too often
    "9499": None,  # Feishu, Lark: too often, with HTTP 400 or 429
}
"""Codes that mean 'later', and how much later if the provider says so; every other code means never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an answer's body says."""

    result: AttemptClass
    assurance: Assurance = Assurance.CONFIRMED
    """Of a success: whether the provider took it, or has shown it to the recipient's client."""
    code: str = ""
    words: str = ""
    id: str = ""
    """What the provider calls the message, to ask it by."""
    retry_after: timedelta | None = None


Reads = Callable[[bytes], Reading | None]
"""Reads the body of an answer."""


def errcode_zero(body: bytes) -> Reading | None:
    """WeCom and DingTalk: `errcode` 0 is success; of less worth where WeCom names somebody whom it did not tell."""
    answer = object_in(body)
    if answer is None:
        return None
    reading = _by_code(answer.get("errcode"), answer.get("errmsg"))
    if reading is None or reading.result is not AttemptClass.DELIVERED:
        return reading
    missed = said_words(next((f"{key} {answer[key]}" for key in _NOT_TOLD if answer.get(key)), ""))
    id_ = said_words(answer.get("msgid"))
    return replace(reading, id=id_, code=missed, assurance=Assurance.ACCEPTED) if missed else replace(reading, id=id_)


def code_zero(body: bytes) -> Reading | None:
    """Feishu and Lark: `code` 0 is success; older robots say `StatusCode`."""
    answer = object_in(body)
    if answer is None:
        return None
    return _by_code(answer.get("code", answer.get("StatusCode")), answer.get("msg", answer.get("StatusMessage")))


def numbered(good: int) -> Reads:
    """Providers whose `code` is `good` on success: Bark and PushPlus 200, ServerChan and PushDeer 0, WxPusher 1000."""

    def reads(body: bytes) -> Reading | None:
        answer = object_in(body)
        if answer is None:
            return None
        return _by_code(answer.get("code"), answer.get("msg", answer.get("message", answer.get("error"))), good)

    return reads


def ok_true(body: bytes) -> Reading | None:
    """Slack and Telegram: `ok` is true; Slack's webhooks say just `ok`."""
    if body.strip() == b"ok":
        return Reading(result=AttemptClass.DELIVERED)
    answer = object_in(body)
    if answer is None or not isinstance(answer.get("ok"), bool):
        return None
    if answer["ok"]:
        return Reading(result=AttemptClass.DELIVERED, id=_message_id(answer))
    code = str(answer.get("error_code", answer.get("error", "")))
    words = answer.get("description", answer.get("error", ""))
    if code in {"429", "ratelimited", "rate_limited"}:
        wait = _mapping(answer.get("parameters")).get("retry_after")  # Telegram says it here, and in no header
        later = timedelta(seconds=min(wait, _LONGEST_SECONDS)) if isinstance(wait, int) and wait >= 0 else None
        return replace(refusal(code, words), result=AttemptClass.NOT_SENT, retry_after=later)
    return refusal(code, words)


def no_portal(body: bytes) -> Reading | None:
    """A webhook: any answer will do but a page for people, which is a hotel's or asks who you are."""
    if body.removeprefix(BOM_UTF8).lstrip()[:_PAGE].lower().startswith((b"<!doctype html", b"<html")):
        return None
    return Reading(result=AttemptClass.DELIVERED, assurance=Assurance.ACCEPTED)


def refusal(code: object, words: object) -> Reading:
    """A no for good, in the provider's words."""
    return Reading(result=AttemptClass.PERMANENT, code=said_words(code), words=said_words(words))


def said_words(words: object) -> str:
    """What a provider said, in a line; '' for nothing."""
    return one_line(str("" if words is None else words), _LONGEST_WORDS)


def _message_id(answer: Mapping[str, object]) -> str:
    return said_words(_mapping(answer.get("result")).get("message_id", answer.get("ts")))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _by_code(code: object, words: object, good: int = 0) -> Reading | None:
    if isinstance(code, bool) or not isinstance(code, int | str):
        return None
    number, said = said_words(code), said_words(words)
    if number == str(good):
        return Reading(result=AttemptClass.DELIVERED, code=number)
    if number in LATER:
        return Reading(result=AttemptClass.NOT_SENT, code=number, words=said, retry_after=LATER[number])
    return Reading(result=AttemptClass.PERMANENT, code=number, words=said)


def object_in(body: bytes) -> Mapping[str, object] | None:
    """The object of JSON that the body is, or None."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
