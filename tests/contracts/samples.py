"""One event of every type, and one compiled runbook that uses every field: what golden files are held to.

Never edited for a version that exists: a new version gets a sample of its own beside these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from incident.domain import events as e
from incident.domain.cases.limits import CaseLimits
from incident.domain.cases.words import CaseWords
from incident.domain.content import CaseSheet, FreeText, PinnedBundle, PinnedRegister
from incident.domain.events.debriefing import Aspect, Sharing, ToChange
from incident.domain.events.improving import (
    ActionKind,
    ActionState,
    Element,
    FindingKind,
    Priority,
    Rating,
    Remark,
    ReviewState,
)
from incident.domain.grading.tiers import Tier
from incident.domain.law import obligations as o
from incident.domain.law.periods import Calendar, LastDay, Period, Reckoning, Unit
from incident.domain.runbooks import runbook as r
from incident.domain.runbooks.conditions import Condition, Op

__all__ = ["BUNDLE", "BUNDLES", "EVENTS", "REGISTER"]

_AT = datetime(2026, 11, 21, 2, 40, 5, 123456, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)

_SHARE = Condition(op=Op.FACT, name="affected_share")
_GRAVE = Condition(
    op=Op.AND,
    args=(
        Condition(op=Op.MORE, args=(_SHARE, Condition(op=Op.LITERAL, value=10.0))),
        Condition(op=Op.NOT, args=(Condition(op=Op.FACT, name="workaround"),)),
        Condition(op=Op.IN, args=(Condition(op=Op.TIER), Condition(op=Op.LITERAL, value=1.0))),
        Condition(
            op=Op.AT_LEAST, args=(Condition(op=Op.ELAPSED, name="down_since"), Condition(op=Op.LITERAL, value=1800.0))
        ),
    ),
)

_STEPS = (
    r.Step(
        id="notice",
        verb=r.Verb.DO,
        tiers=(Tier.MAJOR, Tier.SERIOUS),
        by="customer-liaison",
        within={Tier.MAJOR: 10 * _MINUTE, Tier.SERIOUS: 20 * _MINUTE},
        timer=90 * timedelta(seconds=1),
        mode=r.Mode.CROSS_CHECK,
        critical=True,
        asks_value=True,
        range=r.Range(low=0, high=12.5),
    ),
    r.Step(
        id="notice-if-not", verb=r.Verb.DO, tiers=(Tier.MAJOR,), branch=r.Branch(step="notice"), mode=r.Mode.DO_CONFIRM
    ),
    r.Step(id="cause", verb=r.Verb.ASK, tiers=(Tier.MAJOR,), options=("release", "unknown")),
    r.Step(
        id="size",
        verb=r.Verb.RECORD,
        tiers=(Tier.MAJOR,),
        branch=r.Branch(step="cause", option="unknown"),
        facts=("affected_share",),
    ),
    r.Step(
        id="first",
        verb=r.Verb.TELL,
        tiers=(Tier.MAJOR,),
        audience="customers",
        template="first",
        approver="commander",
        if_late=r.IfLate.ESCALATE,
    ),
    r.Step(
        id="stable",
        verb=r.Verb.WATCH,
        tiers=(Tier.MAJOR,),
        condition=_GRAVE,
        hold={Tier.MAJOR: 60 * _MINUTE},
        fresh=10 * _MINUTE,
    ),
)

_FIRST_BUNDLE = r.Bundle(
    runbook=r.Runbook(
        id="outage.core-channel",
        revision=4,
        family="service-outage",
        owner="duty-manager",
        reviewed_on="2026-11-01",
        review_every=timedelta(days=90),
        facts=(
            r.Fact(id="affected_share", type=r.FactType.PERCENT, range=r.Range(low=0, high=100)),
            r.Fact(id="workaround", type=r.FactType.YES_NO),
            r.Fact(id="down_since", type=r.FactType.TIME),
        ),
        triage={Tier.MAJOR: (_GRAVE,), Tier.GENERAL: ()},
        tiers={
            Tier.MAJOR: r.TierPolicy(
                fill=("commander", "technical"),
                first_update=15 * _MINUTE,
                update_every=20 * _MINUTE,
                restore=120 * _MINUTE,
            )
        },
        roles=("commander", "technical", "customer-liaison"),
        phases=(r.Phase(id="protect", steps=_STEPS, limit={Tier.MAJOR: 15 * _MINUTE}),),
        staffing=r.Staffing(may_combine=(("commander", "scribe"),), never_combine=(("commander", "technical"),)),
        raise_rules=(r.RaiseRule(to=Tier.MAJOR, when=_GRAVE),),
        lower_rules=(r.LowerRule(to=Tier.GENERAL, when=_SHARE, hold=30 * _MINUTE, by="commander"),),
        wants={Tier.MAJOR: (r.Want(kind="staff", type="agent", need="+50%", within=30 * _MINUTE),)},
    ),
    words={"en": {"title": "A core channel is down"}, "zh-CN": {"title": "核心渠道中断"}},
)

_LATER_STEPS = (
    r.Step(id="rest", verb=r.Verb.WAIT, tiers=(Tier.MAJOR,), wait=10 * _MINUTE),
    r.Step(
        id="poll",
        verb=r.Verb.REPEAT,
        tiers=(Tier.MAJOR,),
        condition=_GRAVE,
        every=30 * _MINUTE,
        rounds=8,
        by="technical",
    ),
    r.Step(id="look", verb=r.Verb.DO, tiers=(Tier.MAJOR,), branch=r.Branch(step="poll", is_body=True)),
    r.Step(id="both", verb=r.Verb.TOGETHER, tiers=(Tier.MAJOR,), options=("phones", "branches")),
    r.Step(id="call", verb=r.Verb.DO, tiers=(Tier.MAJOR,), branch=r.Branch(step="both", option="phones", is_body=True)),
    r.Step(id="leak", verb=r.Verb.RUN, tiers=(Tier.MAJOR,), runbook="data.exposure"),
    r.Step(id="leak/stop", verb=r.Verb.DO, tiers=(Tier.MAJOR,), branch=r.Branch(step="leak", is_body=True)),
    r.Step(id="media/hold", verb=r.Verb.DO, tiers=(Tier.MAJOR,), added_by="complaints.media"),
)

BUNDLE = replace(
    _FIRST_BUNDLE,
    runbook=replace(
        _FIRST_BUNDLE.runbook,
        phases=(*_FIRST_BUNDLE.runbook.phases, r.Phase(id="later", steps=_LATER_STEPS)),
        raise_rules=(r.RaiseRule(to=Tier.MAJOR, when=_GRAVE, also_run="complaints.media"),),
        added={"complaints.media": {Tier.MAJOR: ("press",)}},
    ),
)

BUNDLES: Mapping[int, r.Bundle] = {1: _FIRST_BUNDLE, r.FORMAT: BUNDLE}
"""By format: the value that its golden file decodes to today."""

_SOURCE = o.Source(
    legal_ref="第四条",
    where="a public copy",
    confidence=o.Confidence.QUOTED,
    verified_on=date(2026, 10, 9),
    review_by=date(2027, 4, 7),
)
_RECKONING = Reckoning(
    zone="Asia/Shanghai", calendar="cn", last_day=LastDay.AFTER_HOLIDAY, day_ends=time(17, 30), is_european=True
)

REGISTER = o.Register(
    regimes=(
        o.Regime(
            id="cn.cac",
            jurisdiction="cn",
            obligations=(
                o.Obligation(
                    id="cn.cac.ordinary",
                    regime="cn.cac",
                    jurisdiction="cn",
                    sector="telecom",
                    status=o.LegalStatus.IN_FORCE,
                    phase=o.ReportPhase.FIRST,
                    start=o.Moment.FILED,
                    due=Period(unit=Unit.HOUR, n=4),
                    reckoning=_RECKONING,
                    source=_SOURCE,
                    after="cn.cac.benchmark",
                    applies_if=_GRAVE,
                    statutory_class="larger",
                    requires_tier=Tier.MAJOR,
                    recipients=("provincial-cac",),
                    caps=(o.Cap(period=Period(unit=Unit.HOUR, n=24), start=o.Moment.AWARE, is_waived_late=True),),
                    repeats=Period(unit=Unit.HOUR, n=2),
                    extensions=(Period(unit=Unit.WORKING_DAY, n=30),),
                    relief_if=_SHARE,
                    contents="article-7",
                    phased_ok=True,
                    exceptions=1,
                    effective_from=date(2025, 11, 1),
                    effective_to=date(2099, 1, 1),
                ),
                o.Obligation(
                    id="cn.cac.benchmark",
                    regime="cn.cac",
                    jurisdiction="cn",
                    sector=o.ANYWHERE,
                    status=o.LegalStatus.INTERNAL,
                    phase=o.ReportPhase.CLOSE,
                    start=o.Moment.AWARE,
                    due=Period(unit=Unit.IMMEDIATELY),
                    reckoning=Reckoning(),
                    source=_SOURCE.changed(confidence=o.Confidence.GENERAL),
                ),
            ),
            classes=(
                o.StatutoryClass(id="general"),
                o.StatutoryClass(
                    id="larger",
                    criteria=(
                        o.Criterion(id="people", confidence=o.Confidence.VERBATIM, when=_GRAVE),
                        o.Criterion(id="catch-all", confidence=o.Confidence.SECONDARY),
                    ),
                    requires_tier=Tier.MAJOR,
                ),
            ),
            checklists={"article-7": 1},
            notes=(o.Note(id="channels", source=_SOURCE),),
        ),
    ),
    facts=(r.Fact(id="affected_share", type=r.FactType.PERCENT),),
    calendars={
        "cn": Calendar(
            id="cn",
            weekend=frozenset({7}),
            holidays=frozenset({date(2026, 10, 1)}),
            working_days=frozenset({date(2026, 10, 11)}),
            settled_until=date(2026, 12, 31),
        )
    },
    words={"en": {"cn.cac.short": "CAC"}, "zh-CN": {"cn.cac.short": "网信"}},
)
"""Pinned rules that use every field."""

_ALL: tuple[e.Event, ...] = (
    e.IncidentDeclared(
        title=FreeText("Payments fail · 支付失败"),
        tier=Tier.SERIOUS,
        mode=e.IncidentMode.EXERCISE,
        runbook="outage.core-channel",
        revision=4,
        bundle=PinnedBundle(_FIRST_BUNDLE),
        because=FreeText("affected_share > 1%"),
    ),
    e.FactRecorded(fact="channel", value=None, text=FreeText("voice\nand [chat] \x1b[2J")),
    e.NowLineAnswered(line=2, done=False, because=FreeText("no room is free")),
    e.StepTaken(step="notice", by="ann"),
    e.StepCompleted(step="notice", value=FreeText("10")),
    e.StepAnswered(step="cause", option="unknown"),
    e.StepNotAsExpected(step="notice", observed=FreeText("silence")),
    e.StepSensed(step="stable"),
    e.StepUnsensed(step="stable"),
    e.StepOverridden(step="stable", because=FreeText("the sensor is down")),
    e.StepDeferred(step="size", because=FreeText("asleep"), until_time=_AT, until_step=None, until_person=None),
    e.StepRuledOut(step="size", because=FreeText("no such channel")),
    e.StepHeld(step="notice", because=FreeText("phone")),
    e.StepResumed(step="notice"),
    e.StepAsked(step="notice", person="bo", within=timedelta(minutes=3), request=FreeText("now")),
    e.TimerExtended(step="notice", until=_AT),
    e.QuestionAssigned(question=7, person="bo", within=3 * _MINUTE),
    e.QuestionUnderstood(question=7, by="bo"),
    e.QuestionAnswered(question=7, text=FreeText("the feed is 4 min behind"), by="bo"),
    e.QuestionMarkUndone(question=7, mark="0190a1b3"),
    e.QuestionPassedOn(clock="asked:#7@1795314600", person="dee"),
    e.StepUndone(step="notice", mark="0190a1b2", left=("M1",)),
    e.ApprovalGiven(step="plan", by="cy"),
    e.NoteAdded(kind=e.NoteKind.DECISION, text=FreeText("roll back 🚑"), step="notice"),
    e.EntryCorrected(seq=3, text=FreeText("it was bo")),
    e.OfflineCommandConflicted(
        command="CompleteStep", refusal="step-done", step="notice", winner="bo", text=FreeText("heard it")
    ),
    e.RoleAssigned(role="commander", person="ann"),
    e.RoleVacated(role="scribe", person="bo"),
    e.ReadersNamed(persons=("ann", "bo")),
    e.HandoverOffered(
        handover="H1",
        to="bo",
        carries=("role:commander", "step:size", "clock:update"),
        worry=FreeText("B fills up at 07:30"),
        half_decided=FreeText("move voice to B"),
    ),
    e.HandoverReadBack(
        handover="H1",
        next_action=FreeText("ask Tran at 07:00"),
        can_hurt=FreeText("B over 95 %"),
        due_next=FreeText("06:16, customers"),
    ),
    e.HandoverAccepted(handover="H1", items=("step:size", "clock:update")),
    e.HandoverWithdrawn(handover="H1", because=FreeText("she stays")),
    e.CommandTaken(person="bo", instead_of="ann", handover="H1", because=FreeText("she fainted")),
    e.ExercisePrepared(
        scenario="exercise.provider-down",
        revision=1,
        plan="ab" * 32,
        controllers=("cy",),
        length=timedelta(hours=2),
        briefing={"en": FreeText("It is 09:00."), "zh-CN": FreeText("现在是 09:00。")},
    ),
    e.ExerciseStarted(rate=10),
    e.ExercisePaused(because=FreeText("somebody is unwell")),
    e.ExerciseResumed(),
    e.ExerciseSuspended(incident="INC-0007"),
    e.ExerciseRateSet(rate=2),
    e.InjectReleased(
        inject="errors",
        number=1,
        to=("all",),
        channel="monitor",
        words={"en": e.InjectWords(sender=FreeText("Monitoring"), text=FreeText("Payments fail."))},
    ),
    e.ExerciseEnded(because=FreeText("all was seen"), head="cd" * 32),
    e.FindingRecorded(
        finding="F1",
        kind=FindingKind.IMPROVE,
        text=FreeText("nobody read back"),
        because=FreeText("two rooms"),
        steps=("notice",),
    ),
    e.ActionPlanned(
        action="A1",
        findings=("F1",),
        text=FreeText("write the read-back into step 2"),
        proof=FreeText("step 2 goes as expected in an exercise"),
        element=Element.TRAINING,
        priority=Priority.HIGH,
        owner="bo",
        due_at=_AT,
        steps=("notice",),
    ),
    e.ActionChanged(action="A1", because=FreeText("bo is away"), owner="cy", due_at=_AT),
    e.ActionMoved(action="A1", to=ActionState.DONE, because=FreeText("revision 6 has it")),
    e.ActionVerified(action="A1", incident="EX-0002", began_at=_AT, evidence=("0193", "0194")),
    e.improving.RemarkMade(kind=Remark.LUCK, text=FreeText("region B had been tested on Thursday")),
    e.improving.OneselfRated(rating=Rating.SOME, step="notice", because=FreeText("the text was old")),
    e.improving.ReviewMoved(to=ReviewState.IN_REVIEW, because=FreeText("sent round")),
    e.improving.ReviewSigned(capacity=FreeText("head of operations")),
    e.debriefing.ReportLabelled(sharing=Sharing.AMBER_STRICT, owner="bo"),
    e.debriefing.FeedbackGiven(
        scores={Aspect.REALISM: 4, Aspect.PACE: 2}, liked=FreeText("one voice"), missed=FreeText("a second line")
    ),
    e.debriefing.DeviationJudged(
        step="notice", is_justified=True, because=FreeText("the line was down"), change=ToChange.RUNBOOK
    ),
    e.debriefing.DecisionExplained(
        entry=4, options=FreeText("wait, or fail over"), lacked=FreeText("when B was tested"), is_reversible=False
    ),
    e.TierRaised(to=Tier.MAJOR, because=FreeText("payments too")),
    e.TierLowered(to=Tier.GENERAL, because=FreeText("it holds")),
    e.RunbookAdded(runbook="data.exposure", because=FreeText("customers call about it")),
    e.MilestoneMarked(milestone=e.Milestone.HANDLING_ENDED, at=_AT),
    e.MessageDrafted(
        message="M1",
        audience="customers",
        template="first",
        wordings={
            "en": e.Wording(title=FreeText("Disruption"), body=FreeText("We know.")),
            "zh-CN": e.Wording(title=FreeText("中断"), body=FreeText("我们已获知。")),
        },
        step="first",
        external=True,
    ),
    e.MessageReleased(message="M1", approved_by="cy"),
    e.AudienceLeftOut(audience="sales", because=FreeText("they wait for the note of 08:00"), who="eva"),
    e.AudienceLetIn(audience="sales", because=FreeText("the note is out")),
    e.NightPolicyUsed(message="M1", by="eva", role="commander", until=_AT),
    e.EscalationPlanned(
        message="M1",
        rungs=(
            e.Rung(delivery="d1", who="bo", way="push", chains=("bo",), due_at=_AT),
            e.Rung(delivery="d2", who="cy", way="voice", chains=("bo", "eva"), due_at=_AT + 6 * _MINUTE),
        ),
    ),
    e.EscalationPaused(
        message="M1",
        minutes=10,
        until=_AT + 10 * _MINUTE,
        because=FreeText("on the phone with them"),
        deliveries=("d1", "d2"),
    ),
    e.AudienceUnreachable(message="M1", audience="customers"),
    e.AudienceToldOtherwise(message="M1", how=FreeText("by phone, to the shift lead")),
    e.MessageDelivered(message="M1", delivery="d1"),
    e.MessageUndelivered(message="M1", unknown=1),
    e.MessageAcknowledged(message="M1", by="bo", crossed=("d1", "d2")),
    e.MessageRetried(delivery="d1"),
    e.DeliveryFellBack(message="M1", delivery="d1", refused_by="chat", target="mail"),
    e.ResourcesRequested(step="staff", tier=Tier.MAJOR),
    e.AllocationRequested(
        allocation="R1",
        kind="staff",
        type="agent",
        quantity=210,
        unit="person",
        need="+50%",
        needed_by=_AT,
        whom="customer-liaison",
        site="chengdu",
        substitutes=("hotline-agent",),
        step="staff",
        because=FreeText("the queue doubles"),
    ),
    e.AllocationApproved(
        allocation="R1",
        resource="agents-off",
        quantity=140,
        capacity=140,
        by="cy",
        person="bo",
        site="chengdu",
        amount=120_000,
        currency="CNY",
        budget="emergency",
        budget_capacity=5_000_000,
        because=FreeText("double pay at night"),
    ),
    e.AllocationMoved(
        allocation="R1",
        to=e.AllocationState.EN_ROUTE,
        due_at=_AT,
        back_at=_AT + 60 * _MINUTE,
        whom="Alpha",
        because=FreeText("by taxi"),
    ),
    e.AllocationOut(allocation="R1", reason=e.OutReason.REST, until=_AT, because=FreeText("twelve hours")),
    e.AllocationEnded(allocation="R1", how=e.AllocationState.RELEASED, words=FreeText("thank you"), spent=100_000),
    e.RestTakenBack(allocation="R1", until=_AT, because=FreeText("the other Ruiz")),
    e.TeamFormed(team="Alpha", lead="bo"),
    e.TeamDissolved(team="Alpha"),
    e.PeriodBegun(number=1, ends_at=_AT),
    e.ClockWarned(clock="step:notice", threshold=e.Threshold.MOST),
    e.ContentErased(seq=2, contents=("0" * 64,), because="retention-2y"),
    e.IncidentClosed(because=FreeText("stable for an hour")),
    e.ObligationsPinned(
        register=PinnedRegister(REGISTER),
        jurisdictions=("cn",),
        sectors=("telecom",),
        facts={"central_organ": False, "clients": 1200.0},
        enabled=("cn.cac.benchmark",),
        zones={"cn": "Asia/Urumqi"},
        targets={"cn.cac.police": ("hour", 24)},
    ),
    e.ClassStated(
        regime="cn.cac", statutory_class="larger", at=_AT, because=FreeText("1,000,000 people"), instead_of="general"
    ),
    e.ReportFiled(
        obligation="cn.cac.ordinary",
        recipient="provincial-cac",
        at=_AT,
        by="ann",
        reference=FreeText("网信〔2026〕7号"),
        because=FreeText("the line was busy"),
    ),
    e.SubstituteAlerted(clocks=("report:cn.cac.ordinary/provincial-cac@1795314600",), person="dee", message="M2"),
    e.ObligationExtended(
        obligation="cn.cac.ordinary",
        recipient="provincial-cac",
        until=_AT,
        because=FreeText("Article 12"),
        approved_by="cy",
        told_at=_AT,
    ),
    e.ObligationEnabled(obligation="cn.cac.benchmark", because=FreeText("the board wants it")),
    e.ObligationRuledOut(obligation="cn.cac.ordinary", because=FreeText("the key was not taken")),
    e.cases.CasesReceived(
        first=7,
        sheet=CaseSheet(
            [
                CaseWords(name="Lin 林", contact="13800138000", service="pay", problem="paid twice", request="refund"),
                CaseWords(
                    name="Ito", contact="i@x.jp", service="pay", problem="late", request="when?", reference="T-9"
                ),
            ]
        ),
        received=(1_795_000_000, 1_795_000_060),
        channels=(e.cases.CaseChannel.PHONE, e.cases.CaseChannel.EMAIL),
        groups=(e.cases.CaseGroup.ELDERLY, e.cases.CaseGroup.NONE),
        owners=("bo",),
        repeats=(0, 3),
        limits=CaseLimits(answer=(60, 120, 1440), done=(720, 1440, 2880), source="manual 6.2", calendar="cn"),
        imported=True,
    ),
    e.cases.CasesAccepted(cases=(7, 8)),
    e.cases.CasesHandedOn(cases=(7, 8), to="cy", because=FreeText("speaks Cantonese")),
    e.cases.CasesPaused(cases=(7,), proof=FreeText("asked by mail for the receipt")),
    e.cases.CasesResumed(cases=(7,)),
    e.cases.CasesAnswered(cases=(7,), text=FreeText("we look into it")),
    e.cases.CasesTold(cases=(7,), how=FreeText("by phone: refunded")),
    e.cases.CasesDone(cases=(7,), text=FreeText("refunded")),
    e.cases.CaseExtended(
        case=8, until=_AT, because=FreeText("the bank is closed"), approved_by="cy", message=FreeText("on Monday")
    ),
    e.cases.CasesPrioritised(cases=(8,), group=e.cases.CaseGroup.DISABLED),
    e.cases.CaseLinked(case=8, repeats=7),
    e.cases.SatisfactionAsked(case=7, score=4, text=FreeText("took long")),
    e.cases.ContactsShown(cases=(7,)),
)

_LATER: tuple[e.Event, ...] = (
    e.ActionPlanned(
        action="A1",
        findings=("F1",),
        text=FreeText("write the read-back into step 2"),
        proof=FreeText("step 2 goes as expected in an exercise"),
        element=Element.TRAINING,
        priority=Priority.HIGH,
        owner="bo",
        due_at=_AT,
        steps=("notice",),
        kind=ActionKind.RUNBOOK,
        approver="cy",
        department=FreeText("技术部"),
        begins_at=_AT - timedelta(days=7),
        limit=FreeText("audit rule 4: 30 days"),
        risk=FreeText("R-17"),
        change=FreeText("step notice: + read it back"),
        repeats=("INC-0003 F1",),
    ),
    e.ExercisePrepared(
        scenario="exercise.provider-down",
        revision=1,
        plan="ab" * 32,
        controllers=("cy",),
        length=timedelta(hours=2),
        briefing={"en": FreeText("It is 09:00.")},
        is_solo=True,
        despite=("INC-0007",),
    ),
    e.IncidentDeclared(
        title=FreeText("Payments fail · 支付失败"),
        tier=Tier.SERIOUS,
        mode=e.IncidentMode.EXERCISE,
        runbook="outage.core-channel",
        revision=4,
        bundle=PinnedBundle(_FIRST_BUNDLE),
        because=FreeText("affected_share > 1%"),
        zone="Asia/Shanghai",
        contact=FreeText("the bridge, 400-1"),
        now_lines=3,
    ),
    e.MilestoneMarked(milestone=e.Milestone.ASSESSED, at=_AT, regime="cn.cac", instead_of=_AT + timedelta(minutes=3)),
    e.MessageReleased(message="M1", approved_by="cy", deliveries={"d1": "ab" * 32, "d2": "cd" * 32}),
    e.MessageDrafted(
        message="M2",
        audience="customers",
        template="first",
        wordings={
            "en": e.Wording(title=FreeText("Correction: Disruption"), body=FreeText("It was wrong. Voice is up."))
        },
        step="first",
        external=True,
        corrects="M1",
        to_others={"en": e.Wording(title=FreeText("Disruption"), body=FreeText("Voice is up."))},
    ),
    e.MessageAcknowledged(message="M1", by="agents", crossed=("d1",), how=FreeText("by phone"), count=12, of=14),
    e.ReportFiled(
        obligation="cn.cac.ordinary",
        recipient="provincial-cac",
        at=_AT,
        by="ann",
        reference=FreeText("网信〔2026〕7号"),
        because=FreeText("the line was busy"),
        file=FreeText("回执.pdf"),
        file_digest="sha256:" + "5a" * 32,
        file_size=18_204,
    ),
    e.MessageDelivered(message="M1", delivery="d1", beside=("M2", "M3")),
    e.ErasureProposed(erasure="X2", entries=(7,), because="the customer asked for it", cases=(4,)),
    e.AudienceToldOtherwise(message="M1", how=FreeText("by phone, to the shift lead"), whom=("bo", "chen")),
)

_FOURTH: tuple[e.Event, ...] = (
    e.ExercisePrepared(
        scenario="exercise.provider-down",
        revision=1,
        plan="ab" * 32,
        controllers=("cy", "ou"),
        length=timedelta(hours=2),
        briefing={"en": FreeText("It is 09:00.")},
        evaluators=("ou",),
    ),
)

_THIRD: tuple[e.Event, ...] = (
    e.ExercisePrepared(
        scenario="exercise.provider-down",
        revision=1,
        plan="ab" * 32,
        controllers=("cy",),
        length=timedelta(hours=2),
        briefing={"en": FreeText("It is 09:00.")},
        programmed=e.exercising.Programmed(
            key="payments",
            kind=e.exercising.Kind.SPECIAL,
            form=e.exercising.Form.TABLETOP,
            basis=e.exercising.Basis.ANNUAL,
            notice=e.exercising.Notice.ANNOUNCED,
            cites=FreeText("Plan for emergencies 6.3"),
            purpose=FreeText("to see who decides"),
        ),
    ),
    e.MessageAcknowledged(
        message="M1", by="agents", crossed=("d1",), how=FreeText("by phone"), count=12, of=14, at=_AT
    ),
    e.IncidentDeclared(
        title=FreeText("Payments fail"),
        tier=Tier.SERIOUS,
        mode=e.IncidentMode.EXERCISE,
        runbook="outage.core-channel",
        revision=4,
        bundle=PinnedBundle(_FIRST_BUNDLE),
        zone="Asia/Shanghai",
        titles={"en": FreeText("Payments fail"), "zh-CN": FreeText("支付失败")},
    ),
)

_EVIDENCE: tuple[e.Event, ...] = (
    e.EvidenceAdded(
        evidence="E1",
        name=FreeText("网关日志.csv"),
        where=FreeText("gateway 2, /var/log"),
        sha256=FreeText("5a" * 32),
        size=12,
        found_at=_AT,
        found_by="ann",
        kept_at=FreeText("the safe"),
        step="notice",
    ),
    e.CustodyOffered(evidence="E1", to="bo", because=FreeText("the lawyers want it")),
    e.CustodyTaken(evidence="E1"),
    e.CustodyDeclined(evidence="E1", because=FreeText("not mine")),
    e.LegalHoldSet(hold="L1", because=FreeText("a suit was filed"), approved_by="cy"),
    e.LegalHoldLifted(hold="L1", because=FreeText("settled"), approved_by="cy"),
    e.ErasureProposed(erasure="X1", entries=(2, 7), because="evidence: 1095 days after closing"),
    e.ErasureConfirmed(erasure="X1"),
    e.ErasureDeclined(erasure="X1", because=FreeText("still needed")),
)

EVENTS: Mapping[tuple[str, int], e.Event] = {
    **{(type(event).__name__, 1): event for event in (*_ALL, *_EVIDENCE)},
    **{(type(event).__name__, 2): event for event in _LATER},
    **{(type(event).__name__, 3): event for event in _THIRD},
    **{(type(event).__name__, 4): event for event in _FOURTH},
}
"""By stored type and version: the value that its golden file decodes to today."""
