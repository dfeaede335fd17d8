"""The fold: it never refuses the past, and going on is the same as beginning again."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.register import register_of
from incident.domain.content import CaseSheet, FreeText, PinnedBundle, PinnedRegister
from incident.domain.events.improving import ActionState, Element, FindingKind, Priority, Rating, Remark, ReviewState
from incident.domain.evolve import evolve, fold
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import build_checklist
from tests.domain.walks import Walk, at, fact_is, plan, step

WORDS = FreeText("words")
STRAY: tuple[e.Event, ...] = (
    e.FactRecorded(fact="since", value="half past two"),
    e.FactRecorded(fact="never-declared", value=1.0),
    e.NowLineAnswered(line=9, done=False),
    e.StepTaken(step="gone", by="bo"),
    e.StepCompleted(step="gone"),
    e.StepAnswered(step="gone", option="gone"),
    e.StepNotAsExpected(step="gone"),
    e.StepSensed(step="gone"),
    e.StepUnsensed(step="gone"),
    e.StepOverridden(step="gone", because=WORDS),
    e.StepDeferred(step="a", because=WORDS, until_step="gone"),
    e.StepRuledOut(step="gone", because=WORDS),
    e.StepHeld(step="gone", because=WORDS),
    e.TimerExtended(step="gone", until=at("02:50")),
    e.StepResumed(step="gone"),
    e.StepAsked(step="gone", person="bo", within=timedelta(minutes=3)),
    e.StepUndone(step="gone", mark="e99"),
    e.ApprovalGiven(step="gone", by="bo"),
    e.NoteAdded(kind=e.NoteKind.FACT, text=FreeText(None)),
    e.NoteAdded(kind=e.NoteKind.QUESTION, text=FreeText(None)),
    e.QuestionAssigned(question=99, person="bo", within=timedelta(minutes=3)),
    e.QuestionUnderstood(question=99, by="bo"),
    e.QuestionAnswered(question=99, text=FreeText(None), by="bo"),
    e.QuestionMarkUndone(question=99, mark="e98"),
    e.QuestionPassedOn(clock="asked:gone@1", person="bo"),
    e.EntryCorrected(seq=99, text=WORDS),
    e.ReadersNamed(persons=("bo",)),
    e.ExercisePrepared(
        scenario="exercise.gone",
        revision=1,
        plan="",
        controllers=("bo",),
        length=timedelta(hours=1),
        briefing={"en": WORDS},
    ),
    e.ExerciseStarted(rate=10),
    e.ExercisePaused(because=WORDS),
    e.ExerciseResumed(),
    e.ExerciseSuspended(incident="gone"),
    e.ExerciseRateSet(rate=2),
    e.InjectReleased(
        inject="gone",
        number=99,
        to=("gone",),
        channel="gone",
        words={"en": e.InjectWords(sender=WORDS, text=WORDS)},
    ),
    e.ExerciseEnded(because=WORDS),
    e.FindingRecorded(finding="F9", kind=FindingKind.STRENGTH, text=WORDS, steps=("gone",)),
    e.ActionChanged(action="A99", because=WORDS, owner="gone"),
    e.ActionMoved(action="A99", to=ActionState.DONE),
    e.ActionVerified(action="A99", incident="gone", began_at=at("02:00"), evidence=("gone",)),
    e.improving.RemarkMade(kind=Remark.CHANGE, text=WORDS),
    e.improving.OneselfRated(rating=Rating.UNABLE, step="gone"),
    e.improving.ReviewMoved(to=ReviewState.CLOSED),
    e.improving.ReviewSigned(),
    e.debriefing.ReportLabelled(),
    e.debriefing.FeedbackGiven(scores={}),
    e.debriefing.DeviationJudged(step="gone", is_justified=False, because=WORDS),
    e.debriefing.DecisionExplained(entry=99),
    e.ActionPlanned(
        action="A9",
        findings=("F99",),
        text=WORDS,
        proof=WORDS,
        element=Element.PLAN,
        priority=Priority.LOW,
        owner="gone",
        due_at=at("02:00"),
        steps=("gone",),
    ),
    e.OfflineCommandConflicted(command="CompleteStep", refusal="step-done", step="gone"),
    e.RoleAssigned(role="gone", person="bo"),
    e.RoleVacated(role="gone", person="bo"),
    e.HandoverOffered(handover="H9", to="bo", carries=("step:gone", "?"), worry=WORDS),
    e.HandoverReadBack(handover="H99", next_action=WORDS, can_hurt=WORDS, due_next=WORDS),
    e.HandoverAccepted(handover="H99", items=("step:gone",)),
    e.HandoverWithdrawn(handover="H99"),
    e.CommandTaken(person="bo", handover="H99"),
    e.TierRaised(to=Tier.MAJOR, because=WORDS),
    e.TierLowered(to=Tier.GENERAL, because=WORDS),
    e.RunbookAdded(runbook="gone"),
    e.MilestoneMarked(milestone=e.Milestone.BEGAN, at=at("02:00")),
    e.ObligationsPinned(register=PinnedRegister(None), jurisdictions=("gone",)),
    e.ClassStated(regime="gone", statutory_class="gone", at=at("02:00")),
    e.ReportFiled(obligation="gone", recipient="gone", at=at("02:00"), by="bo", reference=WORDS),
    e.ObligationExtended(obligation="gone", recipient="", until=at("02:00"), because=WORDS, approved_by="bo"),
    e.ObligationEnabled(obligation="gone", because=WORDS),
    e.ObligationRuledOut(obligation="gone", because=WORDS),
    e.SubstituteAlerted(clocks=("report:gone@1",), person="gone", message="M99"),
    e.MessageDrafted(message="M9", audience="gone", template="gone", wordings={}),
    e.MessageReleased(message="M99"),
    e.AudienceLeftOut(audience="gone", because=WORDS, who="bo"),
    e.AudienceLetIn(audience="gone", because=WORDS),
    e.NightPolicyUsed(message="M99", by="bo", role="commander", until=at("02:50")),
    e.EscalationPlanned(
        message="M99", rungs=(e.Rung(delivery="d", who="bo", way="sms", chains=("bo",), due_at=at("02:50")),)
    ),
    e.EscalationPaused(message="M99", minutes=5, until=at("02:50"), because=WORDS, deliveries=("d",)),
    e.AudienceUnreachable(message="M99", audience="customers"),
    e.AudienceToldOtherwise(message="M99", how=FreeText("by phone")),
    e.AudienceToldOtherwise(message="M99", how=FreeText("by phone"), whom=("bo",)),
    e.MessageDelivered(message="M99", delivery="d1"),
    e.MessageUndelivered(message="M99"),
    e.MessageAcknowledged(message="M99", by="bo"),
    e.MessageRetried(delivery="D99"),
    e.DeliveryFellBack(message="M99", delivery="D99", refused_by="gone", target="gone"),
    e.ResourcesRequested(step="gone", tier=Tier.MAJOR),
    e.AllocationRequested(allocation="R9", kind="staff", type="agent", quantity=1),
    e.AllocationApproved(allocation="R99", resource="gone", quantity=1, capacity=1, by="bo"),
    e.AllocationMoved(allocation="R99", to=e.AllocationState.ASSIGNED),
    e.AllocationOut(allocation="R99", reason=e.OutReason.REPAIR),
    e.RestTakenBack(allocation="R99", until=None, because=FreeText("no")),
    e.AllocationEnded(allocation="R99", how=e.AllocationState.RELEASED),
    e.TeamFormed(team="Alpha", lead="gone"),
    e.TeamDissolved(team="gone"),
    e.PeriodBegun(number=9, ends_at=at("02:00")),
    e.ClockWarned(clock="gone@1", threshold=e.Threshold.HALF),
    e.EvidenceAdded(evidence="E9", name=WORDS, where=WORDS, sha256=WORDS, size=1, found_at=at("02:50"), found_by="bo"),
    e.CustodyOffered(evidence="E99", to="bo", because=WORDS),
    e.CustodyTaken(evidence="E99"),
    e.CustodyDeclined(evidence="E99"),
    e.LegalHoldSet(hold="L9", because=WORDS, approved_by="bo"),
    e.LegalHoldLifted(hold="L99", because=WORDS, approved_by="bo"),
    e.ErasureProposed(erasure="X9", entries=(99,), because="rule 4"),
    e.ErasureConfirmed(erasure="X99"),
    e.ErasureDeclined(erasure="X99", because=WORDS),
    e.cases.CasesReceived(
        first=9,
        sheet=CaseSheet(content_ids=("c",)),
        received=(0,),
        channels=(e.cases.CaseChannel.APP,),
        groups=(),
        owners=("bo",),
    ),
    e.cases.CasesAccepted(cases=(9,)),
    e.cases.CasesHandedOn(cases=(9,), to="bo"),
    e.cases.CasesPaused(cases=(9,), proof=WORDS),
    e.cases.CasesResumed(cases=(9,)),
    e.cases.CasesAnswered(cases=(9,)),
    e.cases.CasesTold(cases=(9,)),
    e.cases.CasesDone(cases=(9,)),
    e.cases.CaseExtended(case=9, until=at("03:00"), because=WORDS, approved_by="bo", message=WORDS),
    e.cases.CasesPrioritised(cases=(9,), group=e.cases.CaseGroup.LOYAL),
    e.cases.CaseLinked(case=9, repeats=8),
    e.cases.SatisfactionAsked(case=9, score=9),
    e.cases.ContactsShown(cases=(9,)),
    e.ContentErased(seq=1, contents=("c1",), because="rule 4"),
    e.IncidentClosed(),
    e.UnknownEvent(type="CaseImported", version=3, body="{}"),
)


def walk() -> Walk:
    return Walk(plan([step("a"), step("quiet", Verb.WATCH, condition=fact_is("data_out"))]))


@pytest.mark.parametrize("event", STRAY, ids=lambda event: type(event).__name__)
def test_the_past_is_never_refused_even_where_it_makes_no_sense(event: e.Event) -> None:
    here = walk()
    here.record(event, "bo")
    assert here.incident.version == 3
    assert here.checklist.items or here.incident.status.value == "closed"
    assert register_of(here.incident).overdue(here.now) <= 1


@pytest.mark.parametrize("event", STRAY, ids=lambda event: type(event).__name__)
def test_nor_where_the_runbook_was_erased(event: e.Event) -> None:
    here = walk()
    here.incident = here.incident.changed(pinned=None)
    here.record(event, "bo")
    assert here.checklist.items == ()


def test_every_event_was_tried() -> None:
    tried = {type(event) for event in STRAY} | {e.IncidentDeclared}
    assert tried == {*e.EVENT_TYPES.values(), e.UnknownEvent}


def test_a_declaration_whose_runbook_is_gone_is_still_one() -> None:
    here = walk()
    declared = here.entries[0].event
    assert isinstance(declared, e.IncidentDeclared)
    here.record(
        e.IncidentDeclared(
            title=FreeText(None),
            tier=declared.tier,
            mode=declared.mode,
            runbook=declared.runbook,
            revision=1,
            bundle=PinnedBundle(None),
        ),
        "ann",
    )
    assert here.incident.bundle is None
    with pytest.raises(LookupError):
        _ = here.incident.runbook


def test_an_entry_without_effect_still_counts() -> None:
    here = walk()
    here.do(c.AddNote(by="bo", text="hello"), "02:50")
    assert (here.incident.version, here.incident.updated_at) == (3, at("02:50"))
    assert fold("INC-0001", here.entries) == here.incident


def test_folding_on_is_the_same_as_folding_anew() -> None:
    here = walk()
    here.done("a")
    here.do(c.AddNote(by="bo", text="hello"))
    here.do(c.RaiseTier(by="bo", to=Tier.MAJOR, because="worse"))
    for cut in range(len(here.entries) + 1):
        start = fold("INC-0001", here.entries[:cut])
        assert fold("INC-0001", here.entries[cut:], start) == here.incident


@pytest.mark.parametrize("clocks", list(permutations(("02:41", "02:50", "02:45", "02:55"))))
def test_a_clock_that_is_set_back_folds_as_it_was_lived(clocks: tuple[str, ...]) -> None:
    """Two notes, a mark, a note: which of them is the latest must not hang on what was folded at one go."""
    here = walk()
    here.do(c.AddNote(by="bo", text="one"), clocks[0])
    here.do(c.AddNote(by="bo", text="two"), clocks[1])
    here.done("a", clock=clocks[2])
    here.do(c.AddNote(by="bo", text="three"), clocks[3])
    assert here.incident.updated_at == at("02:55")
    for cut in range(len(here.entries) + 1):
        start = fold("INC-0001", here.entries[:cut])
        assert fold("INC-0001", here.entries[cut:], start) == here.incident


def test_nothing_folded_is_an_undeclared_incident() -> None:
    assert fold("INC-0001", []) == Incident(id="INC-0001")
    assert build_checklist(Incident(id="INC-0001"), at("03:00")).items == ()


def test_an_undo_that_names_another_mark_changes_nothing() -> None:
    here = walk()
    here.done("a")
    before = here.incident.steps
    here.record(e.StepUndone(step="a", mark="e1"), "ann")
    assert here.incident.steps == before


def test_warnings_of_a_clock_add_up() -> None:
    here = walk()
    for threshold in (e.Threshold.HALF, e.Threshold.DUE):
        here.do(c.WarnClock(by="app", clock="update@1", threshold=threshold))
    assert here.incident.warned == {"update@1": (e.Threshold.HALF, e.Threshold.DUE)}
    assert here.do(c.WarnClock(by="app", clock="update@1", threshold=e.Threshold.HALF)) == []


def test_a_history_of_thousands_of_marks_is_compared_and_printed_without_going_down_it() -> None:
    here = walk()
    for _ in range(2000):
        here.done("a")
        here.do(c.UndoMark(by="ann"))
        here.record(e.StepSensed(step="quiet"), "app")
        here.record(e.StepUnsensed(step="quiet"), "app")
    assert fold("INC-0001", here.entries) == here.incident
    assert "quiet" in repr(here.incident)


def test_evolve_leaves_what_it_was_given_as_it_was() -> None:
    here = walk()
    before = here.incident
    copy = fold("INC-0001", here.entries)
    here.done("a")
    here.do(c.RecordFact(by="ann", fact="share", value=3.0))
    assert before == copy
    assert evolve(before, here.entries[-1]) is not before
