"""The channels that a target may use, and what is particular about each.

An allow-list: Apprise speaks to 170 services, some of which run programs or write
to any port (reference/DELIVERY.md 6). Mail is not here, it has a sender of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from incident.adapters.delivery.answers import Reads, code_zero, errcode_zero, numbered, ok_true
from incident.adapters.delivery.wording import Measure

__all__ = ["CHANNELS", "Channel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How one kind of service wants its texts, and how it says what became of them."""

    reads: Reads | None = None
    """Reads success or refusal from an answer's body; None where only HTTP's status speaks."""
    most: int | None = None
    """The longest text in the unit of `measure`; None for what Apprise knows, in characters."""
    measure: Measure = len
    has_title: bool = True
    """Whether the title has a place of its own; else it opens the body."""
    takes_headers: bool = False
    """Whether we may add HTTP headers: the delivery's id, so that a repeat is recognised."""


def utf8_bytes(text: str) -> int:
    """WeCom counts 2,048 of these, which is 682 Chinese characters."""
    return len(text.encode("utf-8", "replace"))


def json_bytes(text: str) -> int:
    """The bytes inside a JSON string as Apprise writes it: six for a Chinese character."""
    return len(json.dumps(text)) - 2


def utf16_units(text: str) -> int:
    """Telegram counts these: two for an emoji."""
    return len(text.encode("utf-16-le", "replace")) // 2


_WEBHOOK: Final = Channel(most=60_000, measure=utf8_bytes, takes_headers=True)
_BARK: Final = Channel(reads=numbered(200), most=3_000, measure=utf8_bytes)  # Apple takes 4 KB with all around it
_PUSHDEER: Final = Channel(reads=numbered(0), most=20_000, measure=utf8_bytes)
_FEISHU: Final = Channel(reads=code_zero, most=19_500, measure=json_bytes, has_title=False)
_WECOM: Final = Channel(reads=errcode_zero, most=2_048, measure=utf8_bytes, has_title=False)

CHANNELS: Final[Mapping[str, Channel]] = {
    "json": _WEBHOOK,
    "jsons": _WEBHOOK,
    "form": _WEBHOOK,
    "forms": _WEBHOOK,
    "xml": _WEBHOOK,
    "xmls": _WEBHOOK,
    "wecombot": _WECOM,
    "wechat": _WECOM,
    "dingtalk": Channel(reads=errcode_zero, most=19_500, measure=json_bytes, has_title=False),
    "feishu": _FEISHU,
    "lark": _FEISHU,
    "schan": Channel(reads=numbered(0), most=30_000, measure=utf8_bytes),
    "pushplus": Channel(reads=numbered(200), most=19_500, measure=json_bytes),
    "wxpusher": Channel(reads=numbered(1000)),
    "bark": _BARK,
    "barks": _BARK,
    "pushdeer": _PUSHDEER,
    "pushdeers": _PUSHDEER,
    "slack": Channel(reads=ok_true),
    "tgram": Channel(reads=ok_true, most=4_000, measure=utf16_units, has_title=False),
    "discord": Channel(),
    "workflows": Channel(),
    "pagerduty": Channel(has_title=False),
    "opsgenie": Channel(),
    "goalert": Channel(),
    "goalerts": Channel(),
    "ntfy": Channel(most=4_000, measure=utf8_bytes),
    "ntfys": Channel(most=4_000, measure=utf8_bytes),
    "twilio": Channel(has_title=False),
}
"""By the schema of the Apprise URL."""
