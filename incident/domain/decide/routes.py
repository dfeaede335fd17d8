"""Which concern decides on which command.

Apart from what holds for all of them, because a note, the commonest command of a night, needs none of these rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from incident.domain import commands as c
from incident.domain.decide import (
    beginning,
    grading,
    informing,
    marking,
    noting,
    opening,
    postponing,
    releasing,
    sensing,
    undoing,
)
from incident.domain.events import Event
from incident.domain.incident import Incident

__all__ = ["route"]


def route(incident: Incident, command: c.Command, now: datetime) -> Sequence[Event]:
    """What the command makes happen, by the rules of its concern."""
    match command:
        case c.RecordFact():
            return noting.record_fact(incident, command, now)
        case c.AddNote():
            return noting.add_note(incident, command)
        case c.CorrectEntry():
            return noting.correct_entry(incident, command)
        case c.MarkMilestone():
            return noting.mark_milestone(incident, command, now)
        case c.ReportConflict():
            return noting.report_conflict(command)
        case c.EraseContents():
            return noting.erase_contents(incident, command)
        case c.AskQuestion() | c.AssignQuestion() | c.UnderstandQuestion() | c.AnswerQuestion() | c.WarnClock():
            return _of_questions(incident, command, now)
        case c.AnswerNowLine():
            return beginning.answer_now_line(incident, command)
        case c.TakeStep():
            return marking.take(incident, command, now)
        case c.CompleteStep():
            return marking.complete(incident, command, now)
        case c.AnswerStep():
            return marking.answer(incident, command, now)
        case c.ReportNotAsExpected():
            return marking.report_not_as_expected(incident, command, now)
        case c.SenseStep():
            return sensing.sense(incident, command, now)
        case c.OverrideStep():
            return sensing.override(incident, command, now)
        case c.DeferStep():
            return postponing.defer(incident, command, now)
        case c.RuleOutStep():
            return postponing.rule_out(incident, command, now)
        case c.HoldStep():
            return postponing.hold(incident, command, now)
        case c.ResumeStep():
            return postponing.resume(incident, command, now)
        case c.ExtendTimer():
            return postponing.extend_timer(incident, command, now)
        case c.AskPerson():
            return postponing.ask(incident, command, now)
        case c.UndoMark():
            return undoing.undo(incident, command)
        case c.AssignRole():
            return opening.assign_role(incident, command)
        case c.VacateRole():
            return opening.vacate_role(incident, command)
        case c.OfferHandover() | c.ReadBackHandover() | c.AcceptHandover() | c.WithdrawHandover() | c.TakeCommand():
            return _of_handover(incident, command, now)
        case c.NameReaders():
            return opening.name_readers(incident, command)
        case c.RaiseTier():
            return grading.raise_tier(incident, command, now)
        case c.AddRunbook():
            return grading.add_runbook(incident, command)
        case c.LowerTier():
            return grading.lower_tier(incident, command, now)
        case c.SendMessage():
            return informing.send(incident, command, now)
        case c.ReleaseMessage():
            return releasing.release(incident, command, now)
        case c.CorrectMessage() | c.LeaveOut() | c.LetIn() | c.PauseEscalation():
            return _of_second_thoughts(incident, command, now)
        case c.AcknowledgeMessage():
            return informing.acknowledge(incident, command, now)
        case c.TellOtherwise():
            return informing.tell_otherwise(incident, command)
        case c.RetryDelivery():
            return informing.retry(incident, command)
        case c.FallBack():
            return informing.fall_back(incident, command)
        case c.ReportDelivered() | c.ReportUndelivered():
            return informing.report(incident, command)
        case (
            c.PrepareExercise()
            | c.StartExercise()
            | c.PauseExercise()
            | c.ResumeExercise()
            | c.SuspendExercise()
            | c.SetExerciseRate()
            | c.ReleaseInject()
            | c.EndExercise()
        ):
            return _of_exercise(incident, command)
        case (
            c.RecordFinding()
            | c.PlanAction()
            | c.ChangeAction()
            | c.MoveAction()
            | c.VerifyAction()
            | c.MakeRemark()
            | c.RateOneself()
            | c.MoveReview()
            | c.SignReview()
        ):
            return _of_improving(incident, command, now)
        case c.LabelReport() | c.GiveFeedback() | c.JudgeDeviation() | c.ExplainDecision():
            return _of_debriefing(incident, command)
        case c.CloseIncident():
            return opening.close(incident, command, now)
        case c.DeclareIncident():
            return opening.declare(incident, command, now)
        case (
            c.AddEvidence()
            | c.OfferCustody()
            | c.TakeCustody()
            | c.DeclineCustody()
            | c.SetHold()
            | c.LiftHold()
            | c.ProposeErasure()
            | c.ConfirmErasure()
            | c.DeclineErasure()
        ):
            return _of_evidence(incident, command, now)
        case (
            c.PinObligations()
            | c.StateClass()
            | c.FileReport()
            | c.ExtendObligation()
            | c.EnableObligation()
            | c.RuleOutObligation()
            | c.AlertSubstitute()
        ):
            return _of_law(incident, command, now)
        case (
            c.ReceiveCases()
            | c.AcceptCases()
            | c.HandOnCases()
            | c.PauseCases()
            | c.ResumeCases()
            | c.AnswerCases()
            | c.TellCases()
            | c.FinishCases()
            | c.ExtendCase()
            | c.PrioritiseCases()
            | c.LinkCase()
            | c.AskSatisfaction()
            | c.ShowContacts()
        ):
            return _of_cases(incident, command, now)
        case _:
            return _of_resources(incident, command, now)


def _of_evidence(incident: Incident, command: c.OfEvidence, now: datetime) -> Sequence[Event]:
    from incident.domain.decide import custody, erasing  # here: most nights keep nothing

    match command:
        case c.AddEvidence():
            return custody.add(incident, command, now)
        case c.OfferCustody():
            return custody.offer(incident, command)
        case c.TakeCustody():
            return custody.take(incident, command)
        case c.DeclineCustody():
            return custody.decline(incident, command)
        case c.SetHold():
            return erasing.hold(incident, command)
        case c.LiftHold():
            return erasing.lift(incident, command)
        case c.ProposeErasure():
            return erasing.propose(incident, command)
        case c.ConfirmErasure():
            return erasing.confirm(incident, command)
        case c.DeclineErasure():
            return erasing.decline(incident, command)
    assert_never(command)


def _of_questions(
    incident: Incident,
    command: c.AskQuestion | c.AssignQuestion | c.UnderstandQuestion | c.AnswerQuestion | c.WarnClock,
    now: datetime,
) -> Sequence[Event]:
    from incident.domain.decide import questioning  # here: most commands ask nobody

    match command:
        case c.AskQuestion():
            return questioning.ask(incident, command)
        case c.AssignQuestion():
            return questioning.assign(incident, command, now)
        case c.UnderstandQuestion():
            return questioning.understand(incident, command)
        case c.AnswerQuestion():
            return questioning.answer(incident, command)
        case c.WarnClock():
            return questioning.warn_clock(incident, command, now)
    assert_never(command)


def _of_handover(
    incident: Incident,
    command: c.OfferHandover | c.ReadBackHandover | c.AcceptHandover | c.WithdrawHandover | c.TakeCommand,
    now: datetime,
) -> Sequence[Event]:
    from incident.domain.decide import handover  # here: one command of a night is about it

    match command:
        case c.OfferHandover():
            return handover.offer(incident, command, now)
        case c.ReadBackHandover():
            return handover.read_back(incident, command, now)
        case c.AcceptHandover():
            return handover.accept(incident, command, now)
        case c.WithdrawHandover():
            return handover.withdraw(incident, command, now)
        case c.TakeCommand():
            return handover.take_command(incident, command, now)
    assert_never(command)


def _of_exercise(incident: Incident, command: c.OfExercise) -> Sequence[Event]:
    from incident.domain.decide import exercising  # here: few incidents are exercises

    return exercising.lead(incident, command)


def _of_improving(incident: Incident, command: c.OfImproving, now: datetime) -> Sequence[Event]:
    from incident.domain.decide import improving  # here: learning comes when the night is over

    return improving.improve(incident, command, now)


def _of_debriefing(incident: Incident, command: c.OfDebriefing) -> Sequence[Event]:
    from incident.domain.decide import debriefing  # here, for the same reason

    return debriefing.debrief(incident, command)


def _of_second_thoughts(
    incident: Incident, command: c.CorrectMessage | c.LeaveOut | c.LetIn | c.PauseEscalation, now: datetime
) -> Sequence[Event]:
    # here: few messages are wrong, kept from somebody or put off
    from incident.domain.decide import correcting, leaving_out, pausing

    match command:
        case c.CorrectMessage():
            return correcting.correct(incident, command, now)
        case c.LeaveOut():
            return leaving_out.leave_out(incident, command)
        case c.LetIn():
            return leaving_out.let_in(incident, command)
        case c.PauseEscalation():
            return pausing.pause(incident, command, now)
    assert_never(command)


def _of_cases(incident: Incident, command: c.OfCases, now: datetime) -> Sequence[Event]:
    from incident.domain.decide.cases import decide_cases  # here: few commands are about cases

    return decide_cases(incident, command, now)


def _of_law(incident: Incident, command: c.OfLaw, now: datetime) -> Sequence[Event]:
    from incident.domain.decide import alerting, law  # here: 2 ms, and few commands are about the law

    match command:
        case c.PinObligations():
            return law.pin(incident, command)
        case c.StateClass():
            return law.state_class(incident, command, now)
        case c.FileReport():
            return law.file(incident, command, now)
        case c.ExtendObligation():
            return law.extend(incident, command, now)
        case c.EnableObligation():
            return law.enable(incident, command)
        case c.RuleOutObligation():
            return law.rule_out(incident, command)
        case c.AlertSubstitute():
            return alerting.alert(incident, command, now)
    assert_never(command)


def _of_resources(incident: Incident, command: c.OfResources, now: datetime) -> Sequence[Event]:
    from incident.domain.decide import allocating, resources, teams  # here: most commands ask for nothing

    match command:
        case c.RequestResource():
            return resources.request(incident, command)
        case c.ApproveAllocation():
            return allocating.approve(incident, command, now)
        case c.AllocateResource():
            return allocating.allocate(incident, command, now)
        case c.MoveAllocation():
            return resources.move(incident, command, now)
        case c.PutOut():
            return resources.put_out(incident, command, now)
        case c.TakeBackRest():
            return resources.take_back_rest(incident, command, now)
        case c.EndAllocation():
            return resources.end(incident, command)
        case c.FormTeam():
            return teams.form(incident, command)
        case c.DissolveTeam():
            return teams.dissolve(incident, command)
        case c.BeginPeriod():
            return teams.begin_period(incident, command, now)
    assert_never(command)
