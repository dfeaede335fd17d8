"""What happened, as one line each: every event of the log in words.

Apart from the timeline, which puts the lines in their places. A test holds every
event type to having words.
"""

from __future__ import annotations

from incident.domain import events as e
from incident.i18n import _
from incident.wording.allocations import allocation_words
from incident.wording.beginning import now_words
from incident.wording.cases import case_words
from incident.wording.clocks import clock_name_of, threshold_word
from incident.wording.evidence import evidence_words
from incident.wording.facts import answered, fact_words
from incident.wording.graded import tier_reason
from incident.wording.handover import handover_words
from incident.wording.law import law_words, milestone_words
from incident.wording.marks import mark_words
from incident.wording.offline import conflict_words
from incident.wording.questions import question_words
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.telling import message_words
from incident.wording.tiers import mode_of_incident, tier_phrase
from incident.wording.titles import title_of

__all__ = ["event_words"]


def event_words(event: e.Event, speech: Speech) -> str:
    """What the event says, without its time and its actor; one clean line."""
    match event:
        case e.IncidentDeclared():
            return _declared(event, speech)
        case e.FactRecorded():
            return _fact(event, speech)
        case e.NoteAdded():
            return said(event.text)
        case e.EntryCorrected():
            return _("corrects entry {seq}: {text}").format(seq=event.seq, text=said(event.text))
        case e.NowLineAnswered():
            return with_reason(now_words(event, speech), event.because)
        case e.RoleAssigned():
            return _("{person} now holds the role '{role}'").format(
                person=speech.person(event.person), role=speech.role(event.role)
            )
        case e.RoleVacated():
            return _("nobody holds the role '{role}' any more; {person} did").format(
                person=speech.person(event.person), role=speech.role(event.role)
            )
        case (
            e.HandoverOffered() | e.HandoverReadBack() | e.HandoverAccepted() | e.HandoverWithdrawn() | e.CommandTaken()
        ):
            return handover_words(event, speech)
        case e.ReadersNamed():
            return _readers(event, speech)
        case e.TierRaised() | e.TierLowered():
            return _tier(event, speech)
        case e.RunbookAdded():
            return _runbook(event, speech)
        case e.MilestoneMarked():
            return milestone_words(event, speech)
        case (
            e.ObligationsPinned()
            | e.ClassStated()
            | e.ReportFiled()
            | e.ObligationExtended()
            | e.ObligationEnabled()
            | e.ObligationRuledOut()
            | e.SubstituteAlerted()
        ):
            return law_words(event, speech)
        case (
            e.MessageDrafted()
            | e.MessageReleased()
            | e.AudienceLeftOut()
            | e.EscalationPaused()
            | e.AudienceLetIn()
            | e.AudienceToldOtherwise()
            | e.AudienceUnreachable()
            | e.EscalationPlanned()
            | e.DeliveryFellBack()
            | e.NightPolicyUsed()
            | e.MessageDelivered()
            | e.MessageUndelivered()
            | e.MessageAcknowledged()
            | e.MessageRetried()
        ):
            return message_words(event, speech)
        case (
            e.AllocationRequested()
            | e.AllocationApproved()
            | e.AllocationMoved()
            | e.AllocationOut()
            | e.RestTakenBack()
            | e.AllocationEnded()
            | e.TeamFormed()
            | e.TeamDissolved()
            | e.PeriodBegun()
        ):
            return allocation_words(event, speech)
        case (
            e.ExercisePrepared()
            | e.ExerciseStarted()
            | e.ExercisePaused()
            | e.ExerciseResumed()
            | e.ExerciseSuspended()
            | e.ExerciseRateSet()
            | e.InjectReleased()
            | e.ExerciseEnded()
        ):
            return _exercise(event, speech)
        case e.ClockWarned():
            return _("warning, {clock}: {threshold}").format(
                clock=clock_name_of(event.clock, speech), threshold=threshold_word(event.threshold)
            )
        case (
            e.QuestionAssigned()
            | e.QuestionUnderstood()
            | e.QuestionAnswered()
            | e.QuestionMarkUndone()
            | e.QuestionPassedOn()
        ):
            return question_words(event, speech)
        case e.OfflineCommandConflicted():
            return with_reason(conflict_words(event.command, event.step, event.winner, speech), event.text)
        case (
            e.EvidenceAdded()
            | e.CustodyOffered()
            | e.CustodyTaken()
            | e.CustodyDeclined()
            | e.LegalHoldSet()
            | e.LegalHoldLifted()
            | e.ErasureProposed()
            | e.ErasureConfirmed()
            | e.ErasureDeclined()
        ):
            return evidence_words(event, speech)
        case e.ContentErased():
            return with_reason(_("erased words of entry {seq}").format(seq=event.seq), event.because)
        case e.IncidentClosed():
            return with_reason(_("closed the incident"), event.because)
        case e.UnknownEvent():
            return _("entry of a newer program: '{type}'").format(type=clean_line(event.type))
        case (
            e.cases.CasesReceived()
            | e.cases.CasesAccepted()
            | e.cases.CasesHandedOn()
            | e.cases.CasesPaused()
            | e.cases.CasesResumed()
            | e.cases.CasesAnswered()
            | e.cases.CasesTold()
            | e.cases.CasesDone()
            | e.cases.CaseExtended()
            | e.cases.CasesPrioritised()
            | e.cases.CaseLinked()
            | e.cases.SatisfactionAsked()
            | e.cases.ContactsShown()
        ):
            return case_words(event, speech)
        case e.FindingRecorded() | e.ActionPlanned() | e.ActionChanged() | e.ActionMoved() | e.ActionVerified():
            return _improving(event, speech)
        case (
            e.improving.RemarkMade()
            | e.improving.OneselfRated()
            | e.improving.ReviewMoved()
            | e.improving.ReviewSigned()
        ):
            return _debrief(event, speech)
        case (
            e.debriefing.ReportLabelled()
            | e.debriefing.FeedbackGiven()
            | e.debriefing.DeviationJudged()
            | e.debriefing.DecisionExplained()
        ):
            return _debriefing(event, speech)
        case _:
            return mark_words(event, speech)


def _improving(event: e.improving.OfPlan, speech: Speech) -> str:
    from incident.wording.improving import improving_words  # here: learning comes when the night is over

    return improving_words(event, speech)


def _exercise(event: e.OfExercise, speech: Speech) -> str:
    from incident.wording.exercising import exercise_words  # here: few incidents are exercises

    return exercise_words(event, speech)


def _declared(event: e.IncidentDeclared, speech: Speech) -> str:
    words = _("declared '{title}' ({mode}) at {tier}, runbook '{runbook}' revision {revision}").format(
        title=said(title_of(event)),
        mode=mode_of_incident(event.mode),
        tier=tier_phrase(event.tier),
        runbook=clean_line(event.runbook),
        revision=event.revision,
    )
    return with_reason(words, tier_reason(event.because, speech))


def _fact(event: e.FactRecorded, speech: Speech) -> str:
    value = said(event.text) if event.text is not None else fact_words(event.fact, event.value, speech)
    return answered(event.fact, value, speech)


def _readers(event: e.ReadersNamed, speech: Speech) -> str:
    if not event.persons:
        return _("everybody may know of the incident")
    persons = _(", ").join(speech.person(person) for person in event.persons)
    return _("only these may know of the incident: {persons}").format(persons=persons)


def _tier(event: e.TierRaised | e.TierLowered, speech: Speech) -> str:
    raised = isinstance(event, e.TierRaised)
    words = _("raised the incident to {tier}") if raised else _("lowered the incident to {tier}")
    return with_reason(words.format(tier=tier_phrase(event.to)), tier_reason(event.because, speech))


def _runbook(event: e.RunbookAdded, speech: Speech) -> str:
    words = _("added the steps of the runbook '{runbook}'").format(runbook=speech.runbook(event.runbook))
    return with_reason(words, event.because)


def _debriefing(event: e.debriefing.OfDebriefing, speech: Speech) -> str:
    from incident.wording.debriefing import debriefing_words  # here, for the same reason

    return debriefing_words(event, speech)


def _debrief(event: e.improving.OfReview, speech: Speech) -> str:
    from incident.wording.debrief import review_event_words  # here, for the same reason

    return review_event_words(event, speech)
