"""A Feishu 飞书 robot (or a Lark one) that wants its messages signed.

Our own, because Apprise's plug-ins cannot sign, and neither takes the address that Feishu shows its users. It sends
Chinese as UTF-8, so that twice as much of it fits.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from incident.adapters.delivery.answers import code_zero
from incident.adapters.delivery.gateways.asking import Asking
from incident.adapters.delivery.job import Job
from incident.adapters.delivery.verdicts import NeverError
from incident.adapters.delivery.wording import body_of
from incident.application.reasons import Reason

__all__ = ["robot", "signature"]

_MOST: Final = 19_500
"""Bytes of text: Feishu takes 20 KB with all around it."""


def robot(job: Job, now: datetime) -> Asking:
    """The secret is the robot's own address, with `#` and the key behind it where it wants signatures."""
    try:
        url = urlsplit(job.secret)
    except ValueError:
        raise NeverError(Reason.TARGET_INVALID) from None
    if url.scheme != "https" or not url.hostname or "/bot/" not in url.path:
        raise NeverError(Reason.TARGET_INVALID)
    text = body_of(job.delivery, _MOST, _bytes, opening=job.delivery.title)
    said: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if url.fragment:
        moment = str(int(now.timestamp()))
        said = {"timestamp": moment, "sign": signature(moment, url.fragment), **said}
    body = json.dumps(said, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return Asking(url=url._replace(fragment="").geturl(), headers=headers, body=body, reads=code_zero)


def signature(moment: str, key: str) -> str:
    """Feishu signs nothing but the moment: the key is part of what it signs with."""
    return base64.b64encode(hmac.new(f"{moment}\n{key}".encode(), digestmod=hashlib.sha256).digest()).decode()


def _bytes(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) - 2
