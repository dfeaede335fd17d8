"""Every event of the log has words, in both languages, on one clean line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from incident import i18n
from incident.domain import events as e
from incident.domain.content import CaseSheet, FreeText, PinnedBundle, PinnedRegister
from incident.domain.events.debriefing import Aspect, Sharing, ToChange
from incident.domain.events.improving import ActionState, Element, FindingKind, Priority, Rating, Remark, ReviewState
from incident.domain.grading.tiers import Tier
from incident.wording.events import event_words
from incident.wording.speech import Speech

AT = datetime(2026, 11, 21, 2, 50, tzinfo=UTC)
HOSTILE = FreeText("[/nope] \x1b[2J\n03:14 Ana D closed")

SAMPLES: tuple[e.Event, ...] = (
    e.cases.CasesReceived(
        first=7,
        sheet=CaseSheet(content_ids=("a",)),
        received=(0,),
        channels=(e.cases.CaseChannel.PHONE,),
        groups=(e.cases.CaseGroup.NONE,),
        owners=("bo",),
    ),
    e.cases.CasesAccepted(cases=(7, 8)),
    e.cases.CasesHandedOn(cases=(7,), to="chen", because=HOSTILE),
    e.cases.CasesPaused(cases=(7,), proof=HOSTILE),
    e.cases.CasesResumed(cases=(7,)),
    e.cases.CasesAnswered(cases=(7,), text=HOSTILE),
    e.cases.CasesTold(cases=(7,), how=HOSTILE),
    e.cases.CasesDone(cases=(7,)),
    e.cases.CaseExtended(case=7, until=AT, because=HOSTILE, approved_by="chen", message=HOSTILE),
    e.cases.CasesPrioritised(cases=(7,), group=e.cases.CaseGroup.ELDERLY),
    e.cases.CaseLinked(case=8, repeats=7),
    e.cases.CaseLinked(case=8, repeats=0),
    e.cases.SatisfactionAsked(case=7, text=HOSTILE),
    e.cases.SatisfactionAsked(case=7, score=5),
    e.cases.ContactsShown(cases=(7, 8)),
    e.IncidentDeclared(
        title=HOSTILE,
        tier=Tier.SERIOUS,
        mode=e.IncidentMode.EXERCISE,
        runbook="outage.line",
        revision=3,
        bundle=PinnedBundle(None),
        because=HOSTILE,
    ),
    e.FactRecorded(fact="affected_share", value=12.5),
    e.NowLineAnswered(line=2, done=True),
    e.NowLineAnswered(line=2, done=False),
    e.NowLineAnswered(line=2, done=False, because=HOSTILE),
    e.StepTaken(step="notice", by="bo"),
    e.StepCompleted(step="notice", value=HOSTILE),
    e.StepAnswered(step="cause", option="release"),
    e.StepNotAsExpected(step="notice", observed=HOSTILE),
    e.StepSensed(step="stable"),
    e.StepUnsensed(step="stable"),
    e.StepOverridden(step="stable", because=HOSTILE),
    e.StepDeferred(step="notice", because=HOSTILE, until_time=AT),
    e.StepRuledOut(step="notice", because=HOSTILE),
    e.StepHeld(step="notice", because=HOSTILE),
    e.TimerExtended(step="notice", until=AT),
    e.StepResumed(step="notice"),
    e.StepAsked(step="notice", person="chen", within=timedelta(minutes=3), request=HOSTILE),
    e.StepUndone(step="notice", mark="e7"),
    e.ApprovalGiven(step="plan", by="ana"),
    e.NoteAdded(kind=e.NoteKind.FACT, text=HOSTILE),
    e.QuestionAssigned(question=7, person="chen", within=timedelta(minutes=3)),
    e.QuestionUnderstood(question=7, by="chen"),
    e.QuestionAnswered(question=7, text=HOSTILE, by="chen"),
    e.QuestionMarkUndone(question=7, mark="e9"),
    e.QuestionPassedOn(clock="asked:#7@1", person="bo"),
    e.QuestionPassedOn(clock="timer:notice@1", person="bo"),
    e.EntryCorrected(seq=7, text=HOSTILE),
    e.ReadersNamed(persons=("ann", "bo")),
    e.ExercisePrepared(
        scenario="exercise.[/nope]\x1b[2J",
        revision=1,
        plan="",
        controllers=("bo",),
        length=timedelta(hours=1),
        briefing={"en": HOSTILE},
    ),
    e.ExerciseStarted(rate=10),
    e.ExercisePaused(because=HOSTILE),
    e.ExerciseResumed(),
    e.ExerciseSuspended(incident="[/nope]\x1b[2J"),
    e.ExerciseRateSet(rate=2),
    e.InjectReleased(
        inject="[/nope]\x1b[2J",
        number=99,
        to=("[/nope]\x1b[2J",),
        channel="[/nope]\x1b[2J",
        words={"en": e.InjectWords(sender=HOSTILE, text=HOSTILE)},
    ),
    e.ExerciseEnded(because=HOSTILE),
    e.FindingRecorded(finding="F1", kind=FindingKind.IMPROVE, text=HOSTILE, because=HOSTILE),
    e.ActionPlanned(
        action="A1",
        findings=("F1",),
        text=HOSTILE,
        proof=HOSTILE,
        element=Element.PLAN,
        priority=Priority.LOW,
        owner="bo",
        due_at=AT,
    ),
    e.ActionChanged(action="A1", because=HOSTILE, owner="bo", due_at=AT),
    e.ActionMoved(action="A1", to=ActionState.REJECTED, because=HOSTILE),
    e.ActionVerified(action="A1", incident="EX-0002", began_at=AT, evidence=("e1",)),
    e.improving.RemarkMade(kind=Remark.KEEP, text=HOSTILE),
    e.improving.OneselfRated(rating=Rating.MAJOR, because=HOSTILE),
    e.improving.ReviewMoved(to=ReviewState.REVIEWED, because=HOSTILE),
    e.improving.ReviewSigned(capacity=HOSTILE),
    e.debriefing.ReportLabelled(sharing=Sharing.RED, owner="bo"),
    e.debriefing.FeedbackGiven(scores={Aspect.PACE: 1}, liked=HOSTILE, missed=HOSTILE),
    e.debriefing.DeviationJudged(step="notice", is_justified=False, because=HOSTILE, change=ToChange.PRACTICE),
    e.debriefing.DecisionExplained(entry=1, options=HOSTILE, lacked=HOSTILE, is_reversible=True),
    e.InjectReleased(inject="a", number=1, to=("all",), channel="phone", words={}),
    e.OfflineCommandConflicted(command="CompleteStep", refusal="step-done", step="notice", winner="bo", text=HOSTILE),
    e.RoleAssigned(role="technical", person="bo"),
    e.RoleVacated(role="technical", person="bo"),
    e.HandoverOffered(
        handover="H1",
        to="bo",
        carries=("role:commander", "step:notice", "question:notice", "answer:notice", "clock:update", "draft:M1"),
        worry=HOSTILE,
        half_decided=HOSTILE,
    ),
    e.HandoverReadBack(handover="H1", next_action=HOSTILE, can_hurt=HOSTILE, due_next=HOSTILE),
    e.HandoverAccepted(
        handover="H1",
        items=("role:commander", "step:notice", "question:notice", "answer:notice", "clock:update", "draft:M1", "x:y"),
    ),
    e.HandoverWithdrawn(handover="H1", because=HOSTILE),
    e.CommandTaken(person="bo", instead_of="ana", handover="H1", because=HOSTILE),
    e.CommandTaken(person="bo"),
    e.TierRaised(to=Tier.MAJOR, because=HOSTILE),
    e.TierLowered(to=Tier.GENERAL, because=HOSTILE),
    e.RunbookAdded(runbook="data.exposure", because=HOSTILE),
    e.MilestoneMarked(milestone=e.Milestone.RESTORED, at=AT),
    e.MessageDrafted(
        message="M1", audience="customers", template="first", wordings={"en": e.Wording(title=HOSTILE, body=HOSTILE)}
    ),
    e.MessageReleased(message="M1", approved_by="ana"),
    e.MessageDrafted(
        message="M2",
        audience="customers",
        template="first",
        wordings={"en": e.Wording(title=HOSTILE, body=HOSTILE)},
        corrects="M1",
    ),
    e.AudienceLeftOut(audience="customers", because=HOSTILE),
    e.DeliveryFellBack(message="M1", delivery="d1", refused_by="[/nope]", target="mail"),
    e.NightPolicyUsed(message="M1\x1b[2J", by="bo", role="commander", until=AT),
    e.EscalationPlanned(
        message="M1\x1b[2J", rungs=(e.Rung(delivery="d", who="bo", way="sms\x1b[2J", chains=("bo",), due_at=AT),)
    ),
    e.EscalationPaused(message="M1\x1b[2J", minutes=5, until=AT, because=HOSTILE, deliveries=("d",)),
    e.AudienceLeftOut(audience="customers", because=HOSTILE, who="chen"),
    e.AudienceLetIn(audience="customers", because=HOSTILE),
    e.AudienceLetIn(audience="customers", because=HOSTILE, who="chen"),
    e.AudienceUnreachable(message="M1", audience="customers"),
    e.AudienceToldOtherwise(message="M1", how=HOSTILE),
    e.AudienceToldOtherwise(message="M1\x1b[2J", how=HOSTILE, whom=("chen", "[/nope]")),
    e.MessageDelivered(message="M1", delivery="d1"),
    e.MessageUndelivered(message="M1"),
    e.MessageUndelivered(message="M1", unknown=1),
    e.MessageAcknowledged(message="M1", by="chen"),
    e.MessageAcknowledged(message="M1", by="chen", how=HOSTILE),
    e.MessageAcknowledged(message="M1", by="agents", count=12),
    e.MessageAcknowledged(message="M1", by="agents", count=12, of=14),
    e.MessageRetried(delivery="d1"),
    e.ResourcesRequested(step="staff", tier=Tier.MAJOR),
    e.AllocationRequested(allocation="R1", kind="staff", type="agent", quantity=2, because=FreeText("<why>")),
    e.AllocationApproved(allocation="R1", resource="agents", quantity=2, capacity=9, by="ann"),
    e.AllocationMoved(allocation="R1", to=e.AllocationState.ASSIGNED, whom="Alpha"),
    e.AllocationOut(allocation="R1", reason=e.OutReason.REPAIR),
    e.RestTakenBack(allocation="R1", until=None, because=FreeText("<the other Ruiz>")),
    e.AllocationEnded(allocation="R1", how=e.AllocationState.RELEASED, words=FreeText("<thanks>")),
    e.TeamFormed(team="Alpha", lead="ann"),
    e.TeamDissolved(team="Alpha"),
    e.PeriodBegun(number=1, ends_at=AT),
    e.ClockWarned(clock="step:notice@1795229400", threshold=e.Threshold.DUE),
    e.EvidenceAdded(
        evidence="E1", name=HOSTILE, where=HOSTILE, sha256=HOSTILE, size=5, found_at=AT, found_by="bo", kept_at=HOSTILE
    ),
    e.CustodyOffered(evidence="E1", to="bo", because=HOSTILE),
    e.CustodyTaken(evidence="E1"),
    e.CustodyDeclined(evidence="E1", because=HOSTILE),
    e.LegalHoldSet(hold="L1", because=HOSTILE, approved_by="bo"),
    e.LegalHoldLifted(hold="L1", because=HOSTILE, approved_by="bo"),
    e.ErasureProposed(erasure="X1", entries=(7,), because="retention"),
    e.ErasureProposed(erasure="X2", entries=(7,), because="asked for it", cases=(4,)),
    e.ErasureConfirmed(erasure="X1"),
    e.ErasureDeclined(erasure="X1", because=HOSTILE),
    e.ContentErased(seq=7, contents=("c1",), because="retention"),
    e.IncidentClosed(because=HOSTILE),
    e.ObligationsPinned(register=PinnedRegister(None), jurisdictions=("cn",)),
    e.ClassStated(regime="cn.cac", statutory_class="larger", at=AT, because=HOSTILE, instead_of="general"),
    e.ReportFiled(
        obligation="cn.cac.ordinary", recipient="police", at=AT, by="chen", reference=HOSTILE, because=HOSTILE
    ),
    e.ObligationExtended(
        obligation="cn.cac.ordinary", recipient="", until=AT, because=HOSTILE, approved_by="ana", told_at=AT
    ),
    e.ObligationEnabled(obligation="cn.cac.ordinary", because=HOSTILE),
    e.ObligationRuledOut(obligation="cn.cac.ordinary", because=HOSTILE),
    e.SubstituteAlerted(clocks=("report:cn.cac.ordinary/police@1",), person="bo", message="M2"),
    e.SubstituteAlerted(clocks=("?",)),
    e.UnknownEvent(type="CaseOpened", version=1, body="{}"),
)


def test_there_is_a_sample_of_every_event() -> None:
    assert {type(event) for event in SAMPLES} == set(e.Event.__args__)


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_every_event_has_words(event: e.Event, language: str, speech: Speech) -> None:
    words = event_words(event, speech)
    assert words
    assert "\n" not in words
    assert "\x1b" not in words
    assert not re.search(r"None|Tier\.|FreeText|\{\w+\}", words), words
    if not isinstance(event, e.NoteAdded):
        ours = words.replace(" ".join(str(HOSTILE).replace("\x1b", "").split()), "")
        assert bool(re.search("[\u4e00-\u9fff]", ours.replace("陈静", "").replace("演练", ""))) is (language == "zh-CN")


_AT_ONCE: Final = e.Rung(delivery="c", who="chen", way="push", chains=("ana", "bo"), due_at=AT - timedelta(minutes=3))


@pytest.mark.parametrize(
    ("event", "english", "chinese"),
    [
        (
            e.StepDeferred(step="notice", because=FreeText("no quorum"), until_step="agents"),
            "step 'VOICE MENU: put up the outage notice': deferred until step 'AGENTS: send the notice': \"no quorum\"",
            "步骤「语音菜单：发布中断公告」：推迟到步骤「坐席：发送通知」之后：「no quorum」",
        ),
        (
            e.StepDeferred(step="notice", because=FreeText("out"), until_person="chen"),
            "step 'VOICE MENU: put up the outage notice': deferred until 陈静 is there: \"out\"",
            "步骤「语音菜单：发布中断公告」：推迟到陈静到位：「out」",
        ),
        (
            e.FactRecorded(fact="down_since", value="2026-11-21T02:50:00+00:00"),
            "When did the first failure begin? 2026-11-21 10:50",
            "首次故障何时开始？2026-11-21 10:50",
        ),
        (
            e.FactRecorded(fact="affected_share", value=None),
            "Share of customers affected: unknown",
            "受影响客户比例：不清楚",
        ),
        (
            e.FactRecorded(fact="data_exposed", value=True),
            "Any sign that customer data was seen? yes",
            "是否有客户数据被查看的迹象？是",
        ),
        (
            e.cases.CasesReceived(
                first=7,
                sheet=CaseSheet(content_ids=("a", "b")),
                received=(0,),
                channels=(e.cases.CaseChannel.PHONE,),
                groups=(e.cases.CaseGroup.NONE,),
                owners=("bo",),
                imported=True,
            ),
            "imported 2 cases, C-0007 to C-0008",
            "导入 2 张工单，C-0007～C-0008",
        ),
        (
            e.cases.CasesTold(cases=(7, 8, 9, 10), how=FreeText("called 13800138000")),
            'told the customer what came of it: 4 cases (C-0007, C-0008, C-0009 …): "called ***00"',
            "已将结果告知客户：4 张工单（C-0007、C-0008、C-0009…）：「called ***00」",
        ),
        (
            e.cases.CaseExtended(
                case=7, until=AT, because=FreeText("bank"), approved_by="chen", message=FreeText("Monday")
            ),
            'more time for case C-0007, until 2026-11-21 10:50, approved by 陈静; the customer was told: Monday: "bank"',  # noqa: E501  (one sentence)
            "工单 C-0007 延期至 2026-11-21 10:50，由陈静批准；已告知客户：Monday：「bank」",
        ),
        (
            e.cases.SatisfactionAsked(case=7, score=4),
            "the customer of case C-0007 is content to 4 of 5",
            "工单 C-0007 的客户满意度为 4/5",
        ),
        (e.FactRecorded(fact="channel", text=FreeText("voice")), "Which channel fails? voice", "哪个渠道故障？voice"),
        (e.NoteAdded(kind=e.NoteKind.FACT, text=FreeText(None)), "(erased)", "（已删除）"),
        (e.MessageReleased(message="M1"), "released message M1", "放行消息 M1"),
        (
            e.EscalationPlanned(message="M1", rungs=(_AT_ONCE, _AT_ONCE.changed(delivery="d", way="sms", due_at=AT))),
            "if nobody acknowledges message M1: 10:50 陈静 by sms",
            "若无人确认消息 M1：10:50 经 sms 通知陈静",
        ),
        (
            e.EscalationPlanned(message="M1", rungs=(_AT_ONCE,)),
            "if nobody acknowledges message M1: nobody else is asked",
            "若无人确认消息 M1：不再通知其他人",
        ),
        (
            e.AudienceToldOtherwise(message="M1", how=FreeText("by phone"), whom=("chen",)),
            "陈静 was told of message M1 by hand: by phone",
            "已人工告知陈静消息 M1：电话告知",
        ),
        (
            e.TierRaised(to=Tier.MAJOR, because=FreeText("data")),
            'raised the incident to tier 1 (major): "data"',
            "响应级别提升到一级（重大）：「data」",
        ),
        (
            e.AllocationRequested(
                allocation="R1", kind="equipment", type="van", quantity=1, substitutes=("bus", "taxi")
            ),
            "R1 requested: 1 × van, or else bus, taxi",
            "R1 申请：1 × van，或以 bus、taxi 替代",
        ),
    ],
)
def test_the_words_are_those_of_the_field(event: e.Event, english: str, chinese: str, speech: Speech) -> None:
    i18n.use("en")
    assert event_words(event, speech) == english
    i18n.use("zh-CN")
    assert event_words(event, Speech(bundle=speech.bundle, zone=speech.zone, names=speech.names)) == chinese
