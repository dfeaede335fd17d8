"""What the columns and the words of a list of cases may be called, in both languages.

Apart from reading the rows, because these lists grow with every system that cases come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar
from unicodedata import normalize

from incident.domain.cases.words import ELEMENTS
from incident.domain.events.cases import CaseChannel, CaseGroup

__all__ = ["HEADS", "channel_of", "columns_of", "doubled_columns", "group_of", "missing_columns", "unread_columns"]

T = TypeVar("T")

HEADS: Final[Mapping[str, Sequence[str]]] = {
    "name": ("name", "customer", "customer name", "姓名", "客户", "客户姓名", "客户名称", "客户称呼", "联系人"),
    "contact": (
        "contact",
        "phone",
        "telephone",
        "mobile",
        "email",
        "联系方式",
        "电话",
        "联系电话",
        "手机",
        "手机号",
        "手机号码",
    ),
    "service": (
        "service",
        "product",
        "business",
        "服务",
        "业务",
        "产品",
        "服务项目",
        "业务类型",
        "涉及服务",
        "涉及业务",
    ),
    "problem": (
        "problem",
        "issue",
        "description",
        "what happened",
        "问题",
        "问题描述",
        "投诉内容",
        "反映问题",
        "反映内容",
    ),
    "request": (
        "request",
        "asked for",
        "what is asked for",
        "demand",
        "remedy",
        "诉求",
        "服务诉求",
        "客户诉求",
        "客户要求",
    ),
    "reference": (
        "reference",
        "number elsewhere",
        "ref",
        "ticket",
        "ticket id",
        "ticket number",
        "编号",
        "外部编号",
        "工单",
        "工单号",
        "工单编号",
        "来电编号",
    ),
    "received": (
        "received",
        "received at",
        "came in",
        "time",
        "date",
        "created",
        "created at",
        "时间",
        "受理时间",
        "来电时间",
        "接到时间",
        "接报时间",
        "接收时间",
        "创建时间",
        "日期",
    ),
    "channel": ("channel", "source", "渠道", "来源", "受理渠道", "来源渠道"),
    "group": (
        "group",
        "priority",
        "priority group",
        "customer group",
        "客户群体",
        "优先客户类别",
        "优先群体",
        "重点客户",
        "优先",
        "客户类别",
        "客户等级",
    ),
    "owner": (
        "owner",
        "first contact",
        "first-contact owner",
        "who owns it",
        "agent",
        "首问责任人",
        "责任人",
        "负责人",
        "受理人",
        "首问人",
        "受理坐席",
    ),
}
"""By what a column is for: what it may be called; the first is what an export calls it.

What the screens call it is among them, in both languages.
"""

_CHANNELS: Final[Mapping[CaseChannel, Sequence[str]]] = {
    CaseChannel.PHONE: ("phone", "telephone", "call", "hotline", "电话", "热线", "来电"),
    CaseChannel.CHAT: ("chat", "online", "online chat", "webchat", "在线", "在线客服", "网聊"),
    CaseChannel.APP: ("app", "mobile app", "手机应用", "客户端"),
    CaseChannel.SOCIAL: ("social", "social media", "社交媒体", "微博", "微信", "自媒体"),
    CaseChannel.EMAIL: ("email", "e-mail", "mail", "邮件", "电子邮件", "邮箱"),
    CaseChannel.COUNTER: ("counter", "branch", "on site", "柜台", "网点", "现场", "营业厅", "柜面"),
    CaseChannel.OTHER: ("other", "其他", "其它"),
}
_GROUPS: Final[Mapping[CaseGroup, Sequence[str]]] = {
    CaseGroup.NONE: ("none", "no", "no priority", "normal", "0", "无", "否", "普通", "普通客户", "-"),
    CaseGroup.HIGH_VALUE: (
        "high-value",
        "high value",
        "high-value customer",
        "vip",
        "高价值",
        "高价值客户",
        "贵宾",
        "贵宾客户",
    ),
    CaseGroup.LOYAL: ("loyal", "long-term", "long-term customer", "长期", "忠诚", "老客户", "长期客户", "长期忠诚客户"),
    CaseGroup.DISABLED: (
        "disabled",
        "disability",
        "disabled customer",
        "残疾",
        "残障",
        "残疾人",
        "残疾客户",
        "残障客户",
        "残障人士",
    ),
    CaseGroup.ELDERLY: ("elderly", "elderly customer", "old", "senior", "老年", "老人", "老年人", "老年客户"),
    CaseGroup.FIRST_TIME: ("first-time", "first time", "first-time customer", "new", "首次", "新客户", "首次客户"),
    CaseGroup.COMPLAINING: (
        "complaining",
        "complaint",
        "has complained before",
        "投诉",
        "曾投诉",
        "曾投诉客户",
        "投诉客户",
        "已投诉",
    ),
}


def columns_of(head: Sequence[str]) -> Mapping[str, int]:
    """Where each column stands that the head names; the first of two of a kind."""
    known = {_plain(word): name for name, words in HEADS.items() for word in words}
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        name = known.get(_plain(cell))
        if name is not None:
            found.setdefault(name, at)
    return found


def doubled_columns(head: Sequence[str]) -> Sequence[str]:
    """What stands twice among the columns that are known: nobody can say which is meant."""
    known = {_plain(word) for words in HEADS.values() for word in words}
    plain = [_plain(cell) for cell in head]
    return [cell for at, cell in enumerate(head) if plain[at] in known and plain[at] in plain[:at]]


def unread_columns(head: Sequence[str]) -> Sequence[str]:
    """The heads of what nothing is read from: nobody knows the word, or another column of the kind stands before it."""
    read = set(columns_of(head).values())
    return [cell for at, cell in enumerate(head) if cell.strip() and at not in read]


def missing_columns(head: Sequence[str]) -> Sequence[str]:
    """The elements of a case that no column is for."""
    found = columns_of(head)
    return [each for each in ELEMENTS if each not in found]


def channel_of(typed: str) -> CaseChannel | None:
    """The channel that is meant; None where none is."""
    return _meant(typed, _CHANNELS)


def group_of(typed: str) -> CaseGroup | None:
    """The group that is meant; None where none is."""
    return _meant(typed, _GROUPS)


def _meant(typed: str, words: Mapping[T, Sequence[str]]) -> T | None:
    wanted = _plain(typed)
    return next((each for each, names in words.items() if wanted in map(_plain, names)), None)


def _plain(text: str) -> str:
    """Without what hands differ in: capitals, widths, blanks, lines, stars that mean 'to be filled in'."""
    plain = normalize("NFKC", text).casefold()
    return "".join(each for each in plain if each not in "*:()[]_-\ufeff" and not each.isspace())
