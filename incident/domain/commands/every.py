"""Any command, whatever it is about.

Apart from the commands, because whoever gives one needs not know the others.
"""

from __future__ import annotations

from typing import TypeAlias

from incident.domain.commands import (
    cases,
    debriefing,
    evidence,
    exercising,
    handover,
    improving,
    law,
    noting,
    opening,
    resources,
    telling,
    working,
)

__all__ = ["Command"]

Command: TypeAlias = (
    opening.DeclareIncident
    | noting.RecordFact
    | working.AnswerNowLine
    | working.TakeStep
    | working.CompleteStep
    | working.AnswerStep
    | working.ReportNotAsExpected
    | working.SenseStep
    | working.OverrideStep
    | working.DeferStep
    | working.RuleOutStep
    | working.HoldStep
    | working.ResumeStep
    | working.AskPerson
    | working.ExtendTimer
    | working.UndoMark
    | noting.AddNote
    | noting.CorrectEntry
    | noting.AskQuestion
    | noting.AssignQuestion
    | noting.UnderstandQuestion
    | noting.AnswerQuestion
    | opening.AssignRole
    | opening.VacateRole
    | handover.OfferHandover
    | handover.ReadBackHandover
    | handover.AcceptHandover
    | handover.WithdrawHandover
    | handover.TakeCommand
    | opening.NameReaders
    | opening.RaiseTier
    | opening.AddRunbook
    | opening.LowerTier
    | noting.MarkMilestone
    | telling.SendMessage
    | telling.ReleaseMessage
    | telling.CorrectMessage
    | telling.FallBack
    | telling.LeaveOut
    | telling.LetIn
    | telling.PauseEscalation
    | telling.AcknowledgeMessage
    | telling.RetryDelivery
    | telling.TellOtherwise
    | telling.ReportDelivered
    | telling.ReportUndelivered
    | cases.OfCases
    | law.OfLaw
    | noting.WarnClock
    | noting.ReportConflict
    | exercising.OfExercise
    | improving.OfImproving
    | debriefing.OfDebriefing
    | noting.EraseContents
    | evidence.OfEvidence
    | resources.OfResources
    | opening.CloseIncident
)
