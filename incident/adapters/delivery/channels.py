"""The channels that a target may use, and what is particular about each.

An allow-list: Apprise speaks to 170 services, some of which run programs or write
to any port (reference/DELIVERY.md 6). Mail is not here, it has a sender of its own.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from incident.adapters.delivery.answers import Reads, code_zero, errcode_zero, no_portal, numbered, ok_true
from incident.adapters.delivery.receipts import discord, pagerduty, twilio
from incident.adapters.delivery.telephone import international
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
    is_html: bool = False
    """Whether it is given HTML: Apprise's own way from text to Telegram drops `<db-01>` as a tag that nobody knows."""
    has_mentions: bool = False
    """Whether `<at …>` in a text wakes people: Feishu, and Lark."""
    takes_headers: bool = False
    """Whether we may add HTTP headers: the delivery's id, so that a repeat is recognised."""
    address: Callable[[str], str | None] | None = None
    """How a recipient is written, where each delivery may name its own in place of the URL's: None for what is none."""
    asks_first: bool = False
    """Whether a GET fetches a token before the message is sent: until then nothing can have been delivered."""


def utf8_bytes(text: str) -> int:
    """WeCom counts 2,048 of these, which is 682 Chinese characters."""
    return len(text.encode("utf-8", "replace"))


def json_bytes(text: str) -> int:
    """The bytes inside a JSON string as Apprise writes it: six for a Chinese character."""
    return len(json.dumps(text)) - 2


def utf16_units(text: str) -> int:
    """Telegram counts these: two for an emoji."""
    return len(text.encode("utf-16-le", "replace")) // 2


def teams_bytes(text: str) -> int:
    """JSON's bytes, and two more for each sign that Apprise escapes for Markdown."""
    return json_bytes(text) + 2 * sum(text.count(sign) for sign in string.punctuation)


def discord_units(text: str) -> int:
    """Discord's characters, and one more for each colon: Apprise escapes those that could begin an emoji."""
    return utf16_units(text) + text.count(":")


def _shaped(pattern: str) -> Callable[[str], str | None]:
    """Takes what has the shape as it is, and nothing else."""
    shape = re.compile(pattern)
    return lambda text: text if shape.fullmatch(text) else None


_CHAT: Final = _shaped(r"-?[0-9]{1,20}|@[A-Za-z0-9_]{5,32}")
_MEMBER: Final = _shaped(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_TEAMS: Final = Channel(reads=no_portal, most=25_000, measure=teams_bytes)  # it takes 28 KB with all around it

_WEBHOOK: Final = Channel(reads=no_portal, most=60_000, measure=utf8_bytes, takes_headers=True)
_BARK: Final = Channel(reads=numbered(200), most=3_000, measure=utf8_bytes)  # Apple takes 4 KB with all around it
_PUSHDEER: Final = Channel(reads=numbered(0), most=20_000, measure=utf8_bytes)
_FEISHU: Final = Channel(reads=code_zero, most=19_500, measure=json_bytes, has_title=False, has_mentions=True)

CHANNELS: Final[Mapping[str, Channel]] = {
    "json": _WEBHOOK,
    "jsons": _WEBHOOK,
    "form": _WEBHOOK,
    "forms": _WEBHOOK,
    "xml": _WEBHOOK,
    "xmls": _WEBHOOK,
    "wecombot": Channel(reads=errcode_zero, most=2_048, measure=utf8_bytes, has_title=False),
    "wechat": Channel(
        reads=errcode_zero, most=2_048, measure=utf8_bytes, has_title=False, address=_MEMBER, asks_first=True
    ),
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
    "tgram": Channel(reads=ok_true, is_html=True, most=4_000, measure=utf16_units, has_title=False, address=_CHAT),
    "discord": Channel(reads=discord, most=2_000, measure=discord_units, has_title=False),  # its 2,000 count the title
    "workflow": _TEAMS,
    "workflows": _TEAMS,
    "pagerduty": Channel(reads=pagerduty, most=1_024, has_title=False),
    "opsgenie": Channel(reads=no_portal),
    "goalert": Channel(reads=no_portal),
    "goalerts": Channel(reads=no_portal),
    "ntfy": Channel(reads=no_portal, most=4_000, measure=utf8_bytes),
    "ntfys": Channel(reads=no_portal, most=4_000, measure=utf8_bytes),
    "twilio": Channel(  # ten messages of Chinese in one; a call reads them out in two minutes
        reads=twilio, most=670, measure=utf16_units, has_title=False, address=international
    ),
}
"""By the schema of the Apprise URL."""
