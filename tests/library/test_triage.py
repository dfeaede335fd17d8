"""Events as they are reported at night, graded by the shipped runbooks: the tier, and the line that decided.

The lines are those of reference/STANDARDS.md 2.3; half of the events lie on one side or the other of a line by the
least amount there is. Instants are minutes before the moment of grading.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

import pytest

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.snapshot import Snapshot
from incident.domain.grading.tiers import Tier
from incident.domain.grading.triage import grade
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.conditions import Situation, Value
from incident.domain.runbooks.runbook import Bundle
from incident.shipped import library_root

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class Event(NamedTuple):
    """What somebody reports, and what it should come to."""

    told: str
    runbook: str
    tier: int
    decided_by: str
    """Part of the deciding line as it is written; '' where no line holds."""
    facts: dict[str, Value]
    since: tuple[str, int] | None = None
    """The fact that tells when it began, and how many minutes ago."""


EVENTS = [
    Event(
        "Voice fully down for 15 min",
        "outage.core-channel",
        1,
        "full_outage",
        {"full_outage": True},
        ("down_since", 15),
    ),
    Event("Voice fully down for 14 min", "outage.core-channel", 3, "", {"full_outage": True}, ("down_since", 14)),
    Event("11 % of customers cut off", "outage.core-channel", 1, "affected_share > 10%", {"affected_share": 11.0}),
    Event("Exactly 10 % cut off", "outage.core-channel", 2, "affected_share >= 1%", {"affected_share": 10.0}),
    Event("0.9 % cut off", "outage.core-channel", 3, "", {"affected_share": 0.9}),
    Event(
        "Chat slow for 20 min",
        "outage.core-channel",
        2,
        "core_degraded",
        {"core_degraded": True, "workaround": True},
        ("down_since", 20),
    ),
    Event(
        "Chat slow, no other way, 30 min",
        "outage.core-channel",
        1,
        "not workaround",
        {"core_degraded": True, "workaround": False},
        ("down_since", 30),
    ),
    Event(
        "Chat slow for 25 h",
        "outage.core-channel",
        1,
        "elapsed(down_since) > ",
        {"core_degraded": True, "workaround": True},
        ("down_since", 25 * 60),
    ),
    Event("Emergency line out of reach", "outage.core-channel", 1, "emergency_line", {"emergency_line": True}),
    Event(
        "Cards charged twice, and it goes on", "outage.payment-login", 1, "charges_running", {"charges_running": True}
    ),
    Event(
        "One wrong charge, stopped",
        "outage.payment-login",
        2,
        "wrong_charges",
        {"charges_running": False, "wrong_charges": 1.0},
    ),
    Event("Centre evacuated", "outage.site-lost", 1, "evacuated", {"evacuated": True}),
    Event("Half of the agents out", "outage.site-lost", 1, "agents_out >= 50%", {"agents_out": 50.0}),
    Event("A fifth of the agents out", "outage.site-lost", 2, "agents_out >= 20%", {"agents_out": 20.0}),
    Event("Nineteen in a hundred agents out", "outage.site-lost", 3, "", {"agents_out": 19.0}),
    Event(
        "Release cannot be rolled back",
        "outage.change-failed",
        2,
        "rollback_possible",
        {"core_degraded": True, "rollback_possible": False},
        ("down_since", 5),
    ),
    Event("100 complaints on one cause", "complaints.mass", 1, "complaints_day >= 100", {"complaints_day": 100.0}),
    Event("99 complaints on one cause", "complaints.mass", 2, "complaints_day >= 20", {"complaints_day": 99.0}),
    Event("19 complaints on one cause", "complaints.mass", 3, "", {"complaints_day": 19.0}),
    Event("Group of 30", "complaints.mass", 1, "group_size >= 30", {"group_size": 30.0}),
    Event("Three by 12315 in a day", "complaints.mass", 2, "via_authority >= 3", {"via_authority": 3.0}),
    Event("Post seen 10,001 times", "complaints.media", 2, "post_views > 10000", {"post_views": 10_001.0}),
    Event("Post seen 10,000 times", "complaints.media", 3, "", {"post_views": 10_000.0}),
    Event("A regulator asks about it", "complaints.media", 1, "regulator_asks", {"regulator_asks": True}),
    Event(
        "Insider, 250 call records",
        "data.insider",
        1,
        "records_logs >= 250",
        {"insider": True, "records_logs": 250.0, "pi_exposed": True},
    ),
    Event(
        "Outsider, 250 call records",
        "data.exposure",
        2,
        "pi_exposed",
        {"insider": False, "records_logs": 250.0, "pi_exposed": True, "harm_avoided": False},
    ),
    Event("1,000,000 people", "data.exposure", 1, "people_affected >= 1000000", {"people_affected": 1_000_000.0}),
    Event("999,999 people", "data.exposure", 2, "people_affected >= 500", {"people_affected": 999_999.0}),
    Event(
        "Wrong recipient, deletion confirmed",
        "data.misdirected",
        3,
        "",
        {"pi_exposed": True, "recalled": False, "deletion_confirmed": True},
    ),
    Event(
        "Files encrypted, ransom demanded",
        "data.ransomware",
        1,
        "ransom_demanded",
        {"encrypted": True, "ransom_demanded": True},
    ),
    Event("Vendor down, no restore time", "outage.vendor", 2, "vendor_no_date", {"vendor_no_date": True}),
    Event(
        "Vendor's chat down, other ways work, 14 min",
        "outage.vendor",
        3,
        "",
        {"core_degraded": True, "workaround": True, "vendor_no_date": False},
        ("down_since", 14),
    ),
    Event("Group of 29 at the counter", "complaints.group-on-site", 2, "group_size >= 5", {"group_size": 29.0}),
    Event("Group of 4 at the counter", "complaints.group-on-site", 3, "", {"group_size": 4.0}),
    Event(
        "A group that blocks the door", "complaints.group-on-site", 1, "blocked", {"group_size": 5.0, "blocked": True}
    ),
    Event("Answer to a regulator due in 4 h", "complaints.regulator", 1, "hours_left <= 4", {"hours_left": 4.0}),
    Event("Answer to a regulator due in 5 h", "complaints.regulator", 2, "hours_left <= 24", {"hours_left": 5.0}),
    Event(
        "Vendor lost 24 private records, by its own staff",
        "data.vendor-breach",
        2,
        "pi_exposed",
        {"insider": True, "records_private": 24.0, "pi_exposed": True},
    ),
    Event(
        "Vendor lost 25 private records, by its own staff",
        "data.vendor-breach",
        1,
        "records_private >= 25",
        {"insider": True, "records_private": 25.0, "pi_exposed": True},
    ),
    Event("Attack slows the site, 1 %", "data.network-attack", 2, "affected_share >= 1%", {"affected_share": 1.0}),
    Event("Intruder inside", "data.network-attack", 1, "intruder_inside", {"intruder_inside": True}),
    Event(
        "Agent took money of 20 customers", "staff.misconduct", 1, "customers_harmed >= 20", {"customers_harmed": 20.0}
    ),
    Event(
        "Agent took money of 19 customers", "staff.misconduct", 2, "customers_harmed >= 1", {"customers_harmed": 19.0}
    ),
    Event("Rude agent, nobody harmed", "staff.misconduct", 3, "", {"customers_harmed": 0.0, "continuing": False}),
    Event("Three people hurt in the hall", "site.emergency", 1, "hurt_people >= 3", {"hurt_people": 3.0}),
    Event("Two people hurt in the hall", "site.emergency", 2, "hurt_people >= 1", {"hurt_people": 2.0}),
    Event("Water on the floor, nobody hurt", "site.emergency", 3, "", {"hurt_people": 0.0, "part_closed": False}),
    Event("Enquiries at 5 times normal", "policy.enquiries", 1, "rate_ratio >= 5", {"rate_ratio": 5.0}),
    Event("Enquiries at 4.9 times normal", "policy.enquiries", 2, "rate_ratio >= 3", {"rate_ratio": 4.9}),
    Event("Enquiries at 2.9 times normal", "policy.enquiries", 3, "", {"rate_ratio": 2.9}),
    Event(
        "Something odd, unexplained for 60 min",
        "general.unknown",
        2,
        "unexplained",
        {"unexplained": True},
        ("noticed_at", 60),
    ),
    Event("Something odd, unexplained for 59 min", "general.unknown", 3, "", {"unexplained": True}, ("noticed_at", 59)),
    Event("Something odd, and somebody is in danger", "general.unknown", 1, "life_danger", {"life_danger": True}),
    Event(
        "150,000 customers, one in twenty",
        "outage.core-channel",
        1,
        "affected_customers > 100000",
        {"affected_share": 5.0, "affected_customers": 150_000.0},
    ),
    Event(
        "100,000 customers, one in twenty",
        "outage.core-channel",
        2,
        "affected_share >= 1%",
        {"affected_share": 5.0, "affected_customers": 100_000.0},
    ),
    Event("Six agents in ten cannot log in", "outage.core-channel", 1, "agents_out >= 50%", {"agents_out": 60.0}),
    Event("49 % answered in time", "outage.core-channel", 2, "service_level < 50%", {"service_level": 49.0}),
    Event(
        "Half answered in time, 15 % hang up",
        "outage.core-channel",
        3,
        "",
        {"service_level": 50.0, "abandonment": 15.0},
    ),
    Event(
        "The standby line is dead, the first one works",
        "outage.core-channel",
        2,
        "redundancy_lost",
        {"redundancy_lost": True, "full_outage": False},
    ),
    Event(
        "Payments lost 5 million yuan", "outage.payment-login", 1, "direct_loss_cny", {"direct_loss_cny": 5_000_000.0}
    ),
    Event(
        "One person not found after a fire alarm",
        "outage.site-lost",
        1,
        "people_missing >= 1",
        {"people_missing": 1.0, "evacuated": False},
    ),
    Event("One record wrong after a migration", "outage.change-failed", 2, "records_wrong", {"records_wrong": 1.0}),
    Event(
        "One complaint in five is a repeat",
        "complaints.mass",
        2,
        "repeat_share >= 20%",
        {"repeat_share": 20.0, "complaints_day": 12.0},
    ),
    Event(
        "19 complaints, and a post seen 10,001 times",
        "complaints.mass",
        2,
        "post_views > 10000",
        {"post_views": 10_001.0, "complaints_day": 19.0},
    ),
    Event(
        "An agent sold ten records for 2,500 yuan",
        "data.insider",
        1,
        "illegal_gain_cny >= 2500",
        {"insider": True, "illegal_gain_cny": 2500.0, "records_other": 10.0},
    ),
    Event(
        "Laptop lost, disk encrypted",
        "data.exposure",
        3,
        "",
        {"device_unencrypted": False, "pi_exposed": False},
    ),
    Event(
        "Laptop lost, disk open",
        "data.exposure",
        2,
        "device_unencrypted",
        {"device_unencrypted": True, "pi_exposed": False},
    ),
    Event(
        "Link clicked, no password entered",
        "data.ransomware",
        3,
        "",
        {"malware_ran": False, "encrypted": False, "privileged_account": False},
    ),
    Event(
        "Administrator's password entered on a false page",
        "data.network-attack",
        2,
        "privileged_account",
        {"privileged_account": True, "data_taken": False, "intruder_inside": False},
    ),
    Event(
        "Letter to the wrong house, who will not give it back",
        "data.misdirected",
        2,
        "refused",
        {"refused": True, "recalled": False, "pi_exposed": False},
    ),
    Event(
        "Vendor's leak, a report due in two hours",
        "data.vendor-breach",
        1,
        "short_clock",
        {"pi_exposed": True, "short_clock": True},
    ),
    Event(
        "Customers lost 50,000 yuan to one agent",
        "staff.misconduct",
        1,
        "loss_cny >= 50000",
        {"loss_cny": 50_000.0, "customers_harmed": 1.0},
    ),
    Event(
        "Four people at the counter, one streams it",
        "complaints.group-on-site",
        2,
        "media_present",
        {"group_size": 4.0, "media_present": True},
    ),
    Event(
        "12 件同类投诉，地方电视台来采访",
        "complaints.mass",
        2,
        "local_media",
        {"complaints_day": 12.0, "local_media": True},
    ),
    Event("12 件同类投诉，没有媒体来问", "complaints.mass", 3, "", {"complaints_day": 12.0, "local_media": False}),
    Event(
        "关键信息基础设施的热线全断 10 分钟",
        "outage.core-channel",
        1,
        "cii_involved",
        {"full_outage": True, "cii_involved": True},
        ("down_since", 10),
    ),
    Event(
        "关键信息基础设施的热线全断 9 分钟",
        "outage.core-channel",
        3,
        "",
        {"full_outage": True, "cii_involved": True},
        ("down_since", 9),
    ),
    Event(
        "Critical infrastructure slow for 30 min, customers have another way",
        "outage.vendor",
        1,
        "cii_involved",
        {"core_degraded": True, "workaround": True, "cii_involved": True, "vendor_no_date": False},
        ("down_since", 30),
    ),
    Event(
        "供应商线路不稳，20 秒接通率 49%",
        "outage.vendor",
        2,
        "service_level < 50%",
        {"service_level": 49.0, "abandonment": 15.0, "vendor_no_date": False, "affected_share": 0.5},
    ),
    Event(
        "Vendor's trunk, half answered, 15.1 % hang up",
        "outage.vendor",
        2,
        "abandonment > 15%",
        {"service_level": 50.0, "abandonment": 15.1, "vendor_no_date": False},
    ),
    Event(
        "Flood of traffic, 3 % of customers, and these are 150,000",
        "data.network-attack",
        1,
        "affected_customers > 100000",
        {"affected_share": 3.0, "affected_customers": 150_000.0, "core_degraded": True, "workaround": True},
        ("attack_since", 20),
    ),
    Event(
        "坐席卖出征信 13 条、通话记录 130 条，合计过线",
        "data.insider",
        1,
        "kinds_together",
        {
            "insider": True,
            "records_private": 13.0,
            "records_logs": 130.0,
            "kinds_together": True,
            "pi_exposed": True,
            "harm_avoided": False,
        },
    ),
    Event(
        "坐席拍下征信 12 条、通话记录 120 条，合计不到线",
        "data.insider",
        2,
        "pi_exposed",
        {
            "insider": True,
            "records_private": 12.0,
            "records_logs": 120.0,
            "kinds_together": False,
            "pi_exposed": True,
            "harm_avoided": False,
        },
    ),
    Event(
        "An agent's theft cost 5 million yuan, the files are back",
        "data.insider",
        1,
        "direct_loss_cny >= 5000000",
        {"direct_loss_cny": 5_000_000.0, "pi_exposed": True, "harm_avoided": True},
    ),
    Event(
        "A trojan ran on one machine, a bank has 4 h to report",
        "data.ransomware",
        1,
        "short_clock",
        {"malware_ran": True, "encrypted": False, "ransom_demanded": False, "short_clock": True},
    ),
    Event(
        "割接后主备切不回来，客户没有感觉",
        "outage.change-failed",
        2,
        "redundancy_lost",
        {"redundancy_lost": True, "core_degraded": False},
    ),
    Event(
        "Site closed by flood, work moved, lines bad for 25 h",
        "outage.site-lost",
        1,
        "elapsed(down_since) > ",
        {"evacuated": False, "core_degraded": True, "agents_out": 15.0},
        ("down_since", 25 * 60),
    ),
    Event(
        "停水停电，两成坐席到不了岗，靠发电机",
        "outage.site-lost",
        2,
        "on_backup_power",
        {"agents_out": 20.0, "on_backup_power": True, "evacuated": False, "injured": False},
    ),
    Event(
        "Outage cost 4,999,999 yuan",
        "outage.core-channel",
        3,
        "",
        {"direct_loss_cny": 4_999_999.0, "affected_share": 0.9},
    ),
    Event(
        "四个人来访，一位老人晕倒",
        "complaints.group-on-site",
        1,
        "safety",
        {"group_size": 4.0, "safety": True},
    ),
    Event(
        "热搜第三，原帖只有 9000 次浏览",
        "complaints.media",
        1,
        "public_opinion_event",
        {"post_views": 9000.0, "public_opinion_event": True},
    ),
]


class Doubtful(NamedTuple):
    """What somebody reports who does not know all, and what it comes to."""

    told: str
    runbook: str
    tier: int
    hangs_on: str
    facts: dict[str, Value | None]


DOUBTFUL = [
    Doubtful(
        "新规咨询 4 倍，明天截止，不知道客户会不会受损",
        "policy.enquiries",
        1,
        "at_stake",
        {"rate_ratio": 4.0, "deadline_near": True, "wrong_answers": False, "at_stake": None},
    ),
    Doubtful(
        "A laptop is gone, nobody knows if its disk was encrypted",
        "data.exposure",
        2,
        "device_unencrypted",
        {"device_unencrypted": None, "pi_exposed": False, "people_affected": 300.0},
    ),
    Doubtful(
        "一台电脑中过木马，不知道有没有人勒索",
        "data.ransomware",
        1,
        "ransom_demanded",
        {"malware_ran": True, "encrypted": False, "ransom_demanded": None},
    ),
    Doubtful(
        "Something odd, and nobody can say anything of it",
        "general.unknown",
        2,
        "life_danger",
        {"unexplained": None},
    ),
]


@cache
def _bundle(runbook: str) -> Bundle:
    return YamlLibrary([library_root()]).bundle(runbook)


def _facts(event: Event) -> dict[str, Value]:
    if event.since is None:
        return event.facts
    name, minutes = event.since
    return event.facts | {name: (NOW - timedelta(minutes=minutes)).isoformat()}


FAMILIES = {
    "outage": "service-outage",
    "complaints": "complaint-surge",
    "data": "data-security",
    "policy": "policy-change",
    "site": "site-emergency",
    "staff": "other",
    "general": "other",
}


def test_there_are_ninety_and_each_runbook_has_its_own() -> None:
    assert len(EVENTS) == len({event.told for event in EVENTS}) >= 90
    assert {event.runbook for event in EVENTS} == set(Snapshot([library_root()]).names)
    for event in EVENTS:
        assert _bundle(event.runbook).runbook.family == FAMILIES[event.runbook.partition(".")[0]]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.told)
def test_the_event_is_graded_as_the_standard_has_it_and_the_line_that_decided_is_shown(event: Event) -> None:
    runbook = _bundle(event.runbook).runbook
    types = {fact.id: fact.type for fact in runbook.facts}
    assert event.facts.keys() <= types.keys()
    grading = grade(runbook, Situation(facts=_facts(event), tier=None, now=NOW))
    assert grading.tier is Tier(event.tier)
    assert not grading.is_doubtful
    decided = [describe(line.condition, types) for line in grading.deciding]
    assert any(event.decided_by in line for line in decided) or (not event.decided_by and not any(decided))


@pytest.mark.parametrize("event", DOUBTFUL, ids=lambda event: event.told)
def test_where_a_graver_line_hangs_on_what_nobody_knows_it_is_one_tier_up_and_that_line_is_shown(
    event: Doubtful,
) -> None:
    runbook = _bundle(event.runbook).runbook
    types = {fact.id: fact.type for fact in runbook.facts}
    grading = grade(runbook, Situation(facts=event.facts, tier=None, now=NOW))
    assert grading.is_doubtful
    assert grading.tier is Tier(event.tier)
    assert any(event.hangs_on in describe(line.condition, types) for line in grading.deciding)
