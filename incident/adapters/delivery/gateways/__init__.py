"""Services that Apprise does not know or cannot serve, each a small request of our own.

Apart from Apprise's channels: here every byte is ours, and the same probe looks on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.adapters.delivery.gateways import aliyun, robots, tencent
from incident.adapters.delivery.gateways.asking import Gateway

__all__ = ["GATEWAYS"]

GATEWAYS: Final[Mapping[str, Gateway]] = {
    "aliyun-sms": aliyun.sms,
    "aliyun-call": aliyun.call,
    "tencent-sms": tencent.sms,
    "tencent-call": tencent.call,
    "feishu": robots.feishu,
    "dingtalk": robots.dingtalk,
}
"""By the kind of the target."""
