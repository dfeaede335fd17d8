"""Whether a secret looks like one that its kind of target can be used with, without sending anything.

Apart from the senders: the doctor asks, in a process that never loads Apprise. Nothing here repeats a secret.
"""

from __future__ import annotations

import re
from typing import Final

from incident.adapters.delivery.channels import CHANNELS

__all__ = ["has_right_shape"]

_SHOWN: Final = re.compile(
    r"https?://("
    r"hooks\.slack(-gov)?\.com/|discord(app)?\.com/api/webhooks/|qyapi\.weixin\.qq\.com/cgi-bin/webhook/send"
    r"|open\.larksuite\.com/open-apis/bot/v2/hook/|www\.pushplus\.plus/send|ntfy\.sh/"
    r"|[^/]+/(powerautomate/automations/direct/(cu/[0-9]+/)?)?workflows/"  # Teams
    r")",
    re.IGNORECASE,
)
"""Addresses that services show, and that Apprise takes as they are."""


def has_right_shape(kind: str, secret: str) -> bool:
    """Whether it begins as it must: with a service that may be used, or as a robot's own address."""
    scheme, found, _rest = secret.partition("://")
    match kind:
        case "apprise":
            return bool(found) and (scheme.lower() in CHANNELS or bool(_SHOWN.match(secret)))
        case "feishu" | "dingtalk":
            return bool(found) and scheme == "https"
        case _:
            return True
