"""Whether a secret looks like one that its kind of target can be used with, without sending anything.

Apart from the senders: the doctor asks, in a process that never loads Apprise. Nothing here repeats a secret.
"""

from __future__ import annotations

from incident.adapters.delivery.channels import CHANNELS

__all__ = ["has_right_shape"]

_SHOWN = ("http", "https")
"""Addresses as services show them; which of them Apprise knows, only Apprise can say."""


def has_right_shape(kind: str, secret: str) -> bool:
    """Whether it begins as it must: with a service that may be used, or as a robot's own address."""
    scheme, found, _rest = secret.partition("://")
    match kind:
        case "apprise":
            return bool(found) and scheme.lower() in {*CHANNELS, *_SHOWN}
        case "feishu" | "dingtalk":
            return bool(found) and scheme == "https"
        case _:
            return True
