"""A small runbook in the normal form, in two languages, with every verb: what tests of interfaces walk through.

Built by hand, so that nothing here depends on the documents or their compiler.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.domain.runbooks.runbook import (
    Branch,
    Bundle,
    Fact,
    FactType,
    LowerRule,
    Mode,
    Phase,
    RaiseRule,
    Range,
    Runbook,
    Staffing,
    Step,
    TierPolicy,
    Verb,
    Want,
)

__all__ = ["ALL", "EN", "RUNBOOK_ID", "ZH", "a_beginning", "a_bundle", "a_runbook", "a_step", "fact", "more"]

RUNBOOK_ID = "outage.line"
ALL = (Tier.MAJOR, Tier.SERIOUS, Tier.GENERAL)
GRAVE = (Tier.MAJOR, Tier.SERIOUS)


def fact(name: str) -> Condition:
    """That a yes-or-no fact holds."""
    return Condition(op=Op.FACT, name=name)


def more(name: str, than: Value) -> Condition:
    """That a number is above another."""
    return Condition(op=Op.MORE, args=(fact(name), Condition(op=Op.LITERAL, value=than)))


def _less(name: str, than: Value) -> Condition:
    return Condition(op=Op.LESS, args=(fact(name), Condition(op=Op.LITERAL, value=than)))


def _minutes(**by_tier: int) -> dict[Tier, timedelta]:
    return {Tier(int(key[1:])): timedelta(minutes=minutes) for key, minutes in by_tier.items()}


def a_step(step_id: str, verb: Verb = Verb.DO, **fields: Any) -> Step:  # noqa: ANN401  (any field of a step)
    """A step of all tiers, unless `fields` say otherwise."""
    return Step(**{"id": step_id, "verb": verb, "tiers": ALL, **fields})


def _protect() -> tuple[Step, ...]:
    return (
        a_step(
            "notice",
            by="customer-liaison",
            within=_minutes(t1=10, t2=20),
            critical=True,
        ),
        a_step("notice-if-not", branch=Branch(step="notice"), by="customer-liaison"),
        a_step(
            "agents",
            Verb.TELL,
            tiers=GRAVE,
            by="customer-liaison",
            audience="agents",
            template="agents-notice",
        ),
        a_step(
            "customers",
            Verb.TELL,
            by="customer-liaison",
            audience="customers",
            template="first",
            approver="commander",
            within=_minutes(t1=15, t2=30, t3=240),
        ),
        a_step("second-line", tiers=(Tier.MAJOR,), by="technical", within=_minutes(t1=10)),
    )


def _repair() -> tuple[Step, ...]:
    return (
        a_step("cause", Verb.ASK, by="technical", options=("release", "vendor")),
        a_step("rollback", branch=Branch(step="cause", option="release"), by="technical", timer=timedelta(minutes=10)),
        a_step("hotline", branch=Branch(step="cause", option="vendor"), by="technical"),
        a_step("size", Verb.RECORD, by="technical", facts=("affected_share", "error_share")),
        a_step("staff", Verb.REQUEST, tiers=(Tier.MAJOR,), by="commander"),
        a_step("plan", Verb.APPROVE, tiers=GRAVE, by="technical", approver="commander", within=_minutes(t1=30, t2=60)),
        a_step("fix", by="technical", mode=Mode.CROSS_CHECK, critical=True),
        a_step("calls", by="customer-liaison", asks_value=True, range=Range(low=0, high=10)),
        a_step(
            "stable",
            Verb.WATCH,
            by="technical",
            condition=_less("error_share", 1.0),
            hold=_minutes(t1=60, t2=30, t3=15),
            fresh=timedelta(minutes=10),
        ),
    )


def a_runbook(phases: Sequence[Phase] | None = None) -> Runbook:
    """Two phases, three tiers, a raise rule and a lowering rule."""
    return Runbook(
        id=RUNBOOK_ID,
        revision=3,
        family="service-outage",
        owner="duty-manager",
        reviewed_on="2026-11-01",
        review_every=timedelta(days=90),
        facts=(
            Fact(id="affected_share", type=FactType.PERCENT, range=Range(low=0, high=100)),
            Fact(id="error_share", type=FactType.PERCENT),
            Fact(id="down_since", type=FactType.TIME),
            Fact(id="data_exposed", type=FactType.YES_NO),
            Fact(id="channel", type=FactType.TEXT),
        ),
        triage={
            Tier.MAJOR: (more("affected_share", 10.0), fact("data_exposed")),
            Tier.SERIOUS: (more("affected_share", 1.0),),
            Tier.GENERAL: (),
        },
        tiers={
            Tier.GENERAL: _policy(("commander", "customer-liaison"), 240, 1440, 2880),
            Tier.SERIOUS: _policy(("commander", "technical", "customer-liaison"), 30, 60, 480),
            Tier.MAJOR: _policy(("commander", "deputy", "technical", "customer-liaison"), 15, 20, 120),
        },
        roles=("commander", "deputy", "scribe", "technical", "customer-liaison"),
        staffing=Staffing(never_combine=(("commander", "technical"),)),
        raise_rules=(RaiseRule(to=Tier.MAJOR, when=fact("data_exposed")),),
        lower_rules=(
            LowerRule(to=Tier.GENERAL, when=_less("affected_share", 1.0), hold=timedelta(minutes=30), by="commander"),
        ),
        wants={Tier.MAJOR: (Want(kind="staff", type="agent", need="+50%", within=timedelta(minutes=30)),)},
        phases=tuple(
            phases
            or (
                Phase(id="protect", steps=_protect(), limit=_minutes(t1=15, t2=30, t3=240)),
                Phase(id="repair", steps=_repair(), limit=_minutes(t1=120, t2=480, t3=2880)),
            )
        ),
    )


def _policy(fill: tuple[str, ...], first: int, every: int, restore: int) -> TierPolicy:
    lengths = (timedelta(minutes=minutes) for minutes in (first, every, restore))
    first_update, update_every, restored = lengths
    return TierPolicy(fill=fill, first_update=first_update, update_every=update_every, restore=restored)


def a_bundle(runbook: Runbook | None = None, words: Mapping[str, Mapping[str, str]] | None = None) -> Bundle:
    """The runbook with its words in English and Chinese."""
    return Bundle(runbook=runbook or a_runbook(), words=words or {"en": EN, "zh-CN": ZH})


def a_beginning() -> Bundle:
    """The same with three lines that come before its first step."""
    lines = {
        "en": ("AGENTS: tell them before customers ask", "ROOM: open one call", "CHANGES: freeze them"),
        "zh-CN": ("坐席：在客户询问之前告知", "会议：开通一路通话", "变更：全部冻结"),
    }
    words = {"en": EN, "zh-CN": ZH}
    return a_bundle(
        words={
            language: {**words[language], **{f"now.{number}": line for number, line in enumerate(said)}}
            for language, said in lines.items()
        }
    )


EN = {
    "title": "A line is down",
    "phase.protect.title": "Protect the customers",
    "phase.protect.exit": "Every channel carries the notice",
    "phase.repair.title": "Find the fault and repair",
    "phase.repair.exit": "The line is stable",
    "step.notice.title": "VOICE MENU: put up the outage notice",
    "step.notice.do": "Record notice 3 and publish it on the main line",
    "step.notice.expect": "A test call hears the notice",
    "step.notice.if_not": "Ask the vendor's hotline to publish it",
    "step.notice.caution": "The notice must not name a cause.",
    "step.notice.why": "Callers who know stop calling; the queue halves",
    "step.notice-if-not.title": "Ask the vendor's hotline to publish it",
    "step.agents.title": "AGENTS: send the notice",
    "step.customers.title": "CUSTOMERS: send the first message",
    "step.second-line.title": "SECOND LINE: open the overflow queue",
    "step.second-line.do": "Open the overflow queue",
    "step.second-line.expect": "Calls arrive there",
    "step.cause.title": "CAUSE: find what changed",
    "step.cause.question": "What changed in the last two hours?",
    "step.cause.option.release": "A release",
    "step.cause.option.vendor": "Something at a vendor",
    "step.rollback.title": "RELEASE: roll back",
    "step.rollback.do": "Roll back",
    "step.rollback.expect": "The error rate falls",
    "step.hotline.title": "VENDOR: call the hotline",
    "step.hotline.do": "Call the hotline",
    "step.hotline.expect": "They confirm the time",
    "step.size.title": "SIZE: record how many are affected",
    "step.staff.title": "STAFF: ask for more agents",
    "step.staff.do": "Ask for the resources of the tier",
    "step.staff.expect": "The shift lead confirms",
    "step.plan.title": "PLAN: approve the fix",
    "step.plan.what": "Start this fix now?",
    "step.fix.title": "FIX: start the plan",
    "step.fix.do": "Carry out the plan; read each command aloud first.",
    "step.fix.expect": "A smaller share of attempts fails",
    "step.calls.title": "TEST CALLS: make ten",
    "step.calls.do": "Make ten test calls",
    "step.calls.expect": "All ten are answered",
    "step.calls.value": "How many were answered?",
    "step.calls.unit": "of 10",
    "step.stable.title": "ERRORS: stay under 1 %",
    "fact.affected_share": "Share of customers affected",
    "fact.error_share": "Share of attempts that fail",
    "fact.down_since": "When did the first failure begin?",
    "fact.data_exposed": "Any sign that customer data was seen?",
    "fact.channel": "Which channel fails?",
    "role.commander": "Commander",
    "role.deputy": "Deputy",
    "role.scribe": "Scribe",
    "role.technical": "Technical lead",
    "role.customer-liaison": "Customer liaison",
    "audience.agents": "Agents on shift",
    "audience.customers": "Customers",
    "raise.0": "Customer data may be exposed",
    "template.agents-notice.title": "Outage notice for agents",
    "template.agents-notice.body": "A channel is affected: ${channel}. Next update: ${next_update}",
    "template.first.title": "Service disruption",
    "template.first.body": "We know about it and are working on it. Next update: ${next_update}",
}

ZH = {
    "title": "线路中断",
    "phase.protect.title": "保护客户",
    "phase.protect.exit": "所有渠道均已发布公告",
    "phase.repair.title": "查找并修复故障",
    "phase.repair.exit": "线路稳定",
    "step.notice.title": "语音菜单：发布中断公告",
    "step.notice.do": "录制公告 3 并在主线路发布",
    "step.notice.expect": "测试来电能听到公告",
    "step.notice.if_not": "请供应商热线发布",
    "step.notice.caution": "公告不得说明原因。",
    "step.notice.why": "知情的来电者不再来电；排队减半",
    "step.notice-if-not.title": "请供应商热线发布",
    "step.agents.title": "坐席：发送通知",
    "step.customers.title": "客户：发送首次消息",
    "step.second-line.title": "二线：开放溢出队列",
    "step.second-line.do": "开放溢出队列",
    "step.second-line.expect": "来电进入该队列",
    "step.cause.title": "原因：查明变更",
    "step.cause.question": "过去两小时内有何变更？",
    "step.cause.option.release": "一次发布",
    "step.cause.option.vendor": "供应商问题",
    "step.rollback.title": "发布：回滚",
    "step.rollback.do": "回滚",
    "step.rollback.expect": "错误率下降",
    "step.hotline.title": "供应商：拨打热线",
    "step.hotline.do": "拨打热线",
    "step.hotline.expect": "对方确认时间",
    "step.size.title": "规模：记录受影响范围",
    "step.staff.title": "人员：申请增援坐席",
    "step.staff.do": "申请本级别的资源",
    "step.staff.expect": "值班长确认",
    "step.plan.title": "方案：批准修复",
    "step.plan.what": "现在开始修复吗？",
    "step.fix.title": "修复：执行方案",
    "step.fix.do": "执行方案；先读出每条命令。",
    "step.fix.expect": "失败比例下降",
    "step.calls.title": "测试呼叫：十次",
    "step.calls.do": "拨打十次测试呼叫",
    "step.calls.expect": "十次均接通",
    "step.calls.value": "接通了几次？",
    "step.calls.unit": "次（共 10 次）",
    "step.stable.title": "错误：保持低于 1 %",
    "fact.affected_share": "受影响客户比例",
    "fact.error_share": "失败比例",
    "fact.down_since": "首次故障何时开始？",
    "fact.data_exposed": "是否有客户数据被查看的迹象？",
    "fact.channel": "哪个渠道故障？",
    "role.commander": "总指挥",
    "role.deputy": "副总指挥",
    "role.scribe": "记录员",
    "role.technical": "技术负责人",
    "role.customer-liaison": "客户沟通负责人",
    "audience.agents": "当班坐席",
    "audience.customers": "客户",
    "raise.0": "客户数据可能已泄露",
    "template.agents-notice.title": "坐席中断通知",
    "template.agents-notice.body": "渠道受影响：${channel}。下次更新：${next_update}",
    "template.first.title": "服务中断",
    "template.first.body": "我们已知悉并正在处理。下次更新：${next_update}",
}
