"""Robots of Feishu 飞书 (and Lark) and DingTalk 钉钉, by the address that these services show their users.

Our own, because Apprise's Feishu and Lark cannot sign, and its plug-ins do not take these addresses. Chinese goes out
as UTF-8, so that twice as much of it fits. The key for signatures stands behind a `#` in the secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from incident.adapters.delivery.answers import code_zero, errcode_zero
from incident.adapters.delivery.gateways.asking import Asking
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.verdicts import NeverError
from incident.adapters.delivery.wording import body_of, without_mentions
from incident.application.delivery.reasons import Reason

__all__ = ["dingtalk", "feishu"]

_MOST: Final = 19_500
"""Bytes of text: both take 20 KB with all around it."""

_HEADERS: Final = {"Content-Type": "application/json; charset=utf-8"}


def feishu(job: Job, now: datetime) -> Asking:
    """`https://open.feishu.cn/open-apis/bot/v2/hook/…#KEY`."""
    url, key = _address(job, "/open-apis/bot/")
    said: dict[str, object] = {"msg_type": "text", "content": {"text": without_mentions(_text(job))}}
    if key:  # it signs nothing, with the moment and the key
        moment = str(int(now.timestamp()))
        said = {"timestamp": moment, "sign": _signature(f"{moment}\n{key}", ""), **said}
    return Asking(url=url.geturl(), headers=_HEADERS, body=_json(said), reads=code_zero)


def dingtalk(job: Job, now: datetime) -> Asking:
    """`https://oapi.dingtalk.com/robot/send?access_token=…#SEC…`."""
    url, key = _address(job, "/robot/send")
    if key:  # it signs the moment and the key, with the key
        moment = str(int(now.timestamp() * 1000))
        sign = quote(_signature(key, f"{moment}\n{key}"), safe="")
        url = url._replace(query=f"{url.query}&timestamp={moment}&sign={sign}")
    said = {"msgtype": "text", "text": {"content": _text(job)}}
    return Asking(url=url.geturl(), headers=_HEADERS, body=_json(said), reads=errcode_zero)


def _address(job: Job, path: str) -> tuple[SplitResult, str]:
    try:
        url = urlsplit(job.secret)
    except ValueError:
        raise NeverError(Reason.TARGET_INVALID) from None
    if url.scheme != "https" or not url.hostname or not url.path.startswith(path):
        raise NeverError(Reason.TARGET_INVALID)
    return url._replace(fragment=""), url.fragment


def _text(job: Job) -> str:
    return body_of(job.delivery, _MOST, _bytes, opening=job.delivery.title, link=job.link)


def _signature(key: str, words: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), words.encode(), hashlib.sha256)).decode()


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


def _bytes(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) - 2
