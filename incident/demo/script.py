"""What happens in the demonstration: who is on shift, what they see, what they decide.

Words that people say stand here in both languages; everything else comes from
the runbook itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from incident.domain.runbooks.conditions import Value

__all__ = ["COMMANDER", "LIAISON", "SCRIPTS", "STAFF", "TECHNICAL", "TURNS", "Script"]

COMMANDER, TECHNICAL, LIAISON = "lin", "bo", "mara"
STAFF = {
    "commander": COMMANDER,
    "resources": COMMANDER,
    "internal-liaison": COMMANDER,
    "technical": TECHNICAL,
    "customer-liaison": LIAISON,
    "scribe": LIAISON,
    "deputy": LIAISON,
    "spokesperson": LIAISON,
}
"""A night shift of three fills every role of every tier."""
TURNS = {
    "commander": (COMMANDER, LIAISON),
    "technical": (TECHNICAL, COMMANDER),
    "customer-liaison": (LIAISON, TECHNICAL),
}
"""Who is on duty for a role, and who follows a week later; the shift that plays has just begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One language's words, and the values that people observe."""

    title: str
    names: Mapping[str, str]
    facts: Mapping[str, Value]
    """What is recorded when a step asks for it; times are minutes before declaration, as numbers."""
    observed: str
    raise_because: str
    reason: str
    notes: tuple[tuple[str, str], ...]
    """Kind and words of the notes that are written on the way."""


NUMBERS: Mapping[str, Value] = {
    "down_since": 12.0,
    "full_outage": False,
    "core_degraded": True,
    "affected_share": 6.0,
    "affected_customers": 48_000.0,
    "workaround": True,
    "emergency_line": False,
    "data_exposed": False,
    "agents_out": 5.0,
    "service_level": 61.0,
    "abandonment": 9.0,
    "redundancy_lost": False,
    "vendor_no_date": False,
    "error_share": 0.4,
    "backlog": 104.0,
}
PAUSE = timedelta(minutes=2)
"""How much time passes between two steps of the demonstration."""

SCRIPTS: Mapping[str, Script] = {
    "en": Script(
        title="Voice line drops one call in five",
        names={COMMANDER: "Lin Min", TECHNICAL: "Bo Aker", LIAISON: "Mara Ode"},
        facts={
            **NUMBERS,
            "channel": "voice line",
            "affected_who": "callers in the north and east",
            "customer_action": "use chat in the app, or leave a number for a call-back",
            "progress": "calls are moved to the second line step by step",
        },
        observed="the old greeting still plays",
        raise_because="more than 10% of customers are affected now",
        reason="nothing of that kind here",
        notes=(
            ("F", "Second carrier reports no fault on its side"),
            ("D", "Move calls to the second line, region by region"),
            ("T", "Why did the alarm come 9 minutes after the first dropped call?"),
        ),
    ),
    "zh-CN": Script(
        title="热线每五通电话掉线一通",
        names={COMMANDER: "林敏", TECHNICAL: "王博", LIAISON: "马兰"},
        facts={
            **NUMBERS,
            "channel": "语音热线",
            "affected_who": "北区和东区的来电客户",
            "customer_action": "使用 App 在线客服，或留下号码等待回电",
            "progress": "来电正在分区域切换到备用线路",
        },
        observed="播放的仍是原来的欢迎语",
        raise_because="受影响客户已超过 10%",
        reason="本次没有这种情况",
        notes=(
            ("F", "备用运营商确认其线路无故障"),
            ("D", "分区域把来电切换到备用线路"),
            ("T", "第一通掉线 9 分钟后才告警，原因待查"),
        ),
    ),
}
