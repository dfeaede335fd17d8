"""What providers mean by their answers, where HTTP's own words do not say it.

Chinese chat providers answer 200 to messages that they refused, with a code in
the body; Apprise takes that for success (reference/DELIVERY.md 0, finding 1). A
reading is what the body says; None means that it says nothing it should say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from incident.adapters.delivery.wording import one_line
from incident.application.ports import AttemptClass

__all__ = ["Reading", "Reads", "code_zero", "errcode_zero", "numbered", "ok_true"]

_LONGEST_WORDS: Final = 120

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
    code: str = ""
    words: str = ""
    retry_after: timedelta | None = None


Reads = Callable[[bytes], Reading | None]
"""Reads the body of an answer."""


def errcode_zero(body: bytes) -> Reading | None:
    """WeCom and DingTalk: `errcode` 0 is success."""
    answer = _object(body)
    return None if answer is None else _by_code(answer.get("errcode"), answer.get("errmsg"))


def code_zero(body: bytes) -> Reading | None:
    """Feishu and Lark: `code` 0 is success; older robots say `StatusCode`."""
    answer = _object(body)
    if answer is None:
        return None
    return _by_code(answer.get("code", answer.get("StatusCode")), answer.get("msg", answer.get("StatusMessage")))


def numbered(good: int) -> Reads:
    """Providers whose `code` is `good` on success: Bark and PushPlus 200, ServerChan and PushDeer 0, WxPusher 1000."""

    def reads(body: bytes) -> Reading | None:
        answer = _object(body)
        if answer is None:
            return None
        return _by_code(answer.get("code"), answer.get("msg", answer.get("message", answer.get("error"))), good)

    return reads


def ok_true(body: bytes) -> Reading | None:
    """Slack and Telegram: `ok` is true; Slack's webhooks say just `ok`."""
    if body.strip() == b"ok":
        return Reading(result=AttemptClass.DELIVERED)
    answer = _object(body)
    if answer is None or not isinstance(answer.get("ok"), bool):
        return None
    if answer["ok"]:
        return Reading(result=AttemptClass.DELIVERED)
    code = str(answer.get("error_code", answer.get("error", "")))
    busy = code in {"429", "ratelimited", "rate_limited"}
    return Reading(
        result=AttemptClass.NOT_SENT if busy else AttemptClass.PERMANENT,
        code=one_line(code, _LONGEST_WORDS),
        words=one_line(str(answer.get("description", answer.get("error", ""))), _LONGEST_WORDS),
    )


def _by_code(code: object, words: object, good: int = 0) -> Reading | None:
    if isinstance(code, bool) or not isinstance(code, int | str):
        return None
    said = one_line(str(words or ""), _LONGEST_WORDS)
    number = one_line(str(code), _LONGEST_WORDS)
    if number == str(good):
        return Reading(result=AttemptClass.DELIVERED, code=number)
    if number in LATER:
        return Reading(result=AttemptClass.NOT_SENT, code=number, words=said, retry_after=LATER[number])
    return Reading(result=AttemptClass.PERMANENT, code=number, words=said)


def _object(body: bytes) -> Mapping[str, object] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None
