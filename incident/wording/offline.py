"""What happened while the server was away, in words: what waits, what was done, what did not count.

Apart from the words of events, because screens and commands say it of what is in no log yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.repeats import words_of
from incident.i18n import N_, _, ngettext
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from incident.application.errors import StorageError
    from incident.application.merging import Merged
    from incident.application.ports import Cut, JournalEntry, Lost

__all__ = [
    "command_phrase",
    "conflict_words",
    "cut_words",
    "hidden_words",
    "lost_row",
    "lost_words",
    "merged_words",
    "strange_words",
    "uncopied_words",
]

_PHRASES: Final = {
    "AnswerNowLine": N_("answering a NOW line"),
    "TakeStep": N_("beginning step '{step}'"),
    "CompleteStep": N_("marking step '{step}' as expected"),
    "AnswerStep": N_("answering step '{step}'"),
    "ReportNotAsExpected": N_("marking step '{step}' not as expected"),
    "OverrideStep": N_("overriding step '{step}'"),
    "DeferStep": N_("deferring step '{step}'"),
    "RuleOutStep": N_("marking step '{step}' as not applicable"),
    "HoldStep": N_("holding step '{step}'"),
    "ResumeStep": N_("resuming step '{step}'"),
    "UndoMark": N_("taking back a mark"),
    "RecordFact": N_("stating a fact"),
    "AddNote": N_("a note"),
    "CorrectEntry": N_("a correction"),
    "MarkMilestone": N_("stating a moment"),
    "RaiseTier": N_("raising the tier"),
    "AddRunbook": N_("adding a runbook"),
    "PinObligations": N_("holding an incident to the law"),
    "StateClass": N_("stating a statutory class"),
    "FileReport": N_("recording a report to an authority"),
    "ExtendObligation": N_("extending a deadline"),
    "AlertSubstitute": N_("alerting a stand-in"),
    "EnableObligation": N_("switching on an obligation"),
    "RuleOutObligation": N_("ruling out an obligation"),
    "EndExercise": N_("ending an exercise"),
    "PauseExercise": N_("pausing an exercise"),
    "PrepareExercise": N_("preparing an exercise"),
    "ReleaseInject": N_("releasing an inject"),
    "ResumeExercise": N_("going on with an exercise"),
    "SetExerciseRate": N_("setting the speed of an exercise"),
    "StartExercise": N_("starting an exercise"),
    "SuspendExercise": N_("suspending an exercise"),
    "NameReaders": N_("saying who may know"),
    "LowerTier": N_("lowering the tier"),
    "AssignRole": N_("handing over a role"),
    "VacateRole": N_("leaving a role to nobody"),
    "OfferHandover": N_("a hand-over"),
    "ReadBackHandover": N_("reading back a hand-over"),
    "AcceptHandover": N_("accepting a hand-over"),
    "WithdrawHandover": N_("calling off a hand-over"),
    "TakeCommand": N_("taking command"),
    "ExtendTimer": N_("more time for step '{step}'"),
    "AskPerson": N_("asking a person"),
    "AskQuestion": N_("asking a person"),
    "AssignQuestion": N_("giving a question to a person"),
    "UnderstandQuestion": N_("saying that a question was understood"),
    "AnswerQuestion": N_("answering a question"),
    "SendMessage": N_("sending a message"),
    "ReleaseMessage": N_("approving a message"),
    "CorrectMessage": N_("correcting a message"),
    "FallBack": N_("sending by another target"),
    "LeaveOut": N_("leaving people out on purpose"),
    "LetIn": N_("telling people again who were left out"),
    "PauseEscalation": N_("putting off an escalation"),
    "AcknowledgeMessage": N_("acknowledging a message"),
    "TellOtherwise": N_("noting how people were told"),
    "RetryDelivery": N_("sending a message again"),
    "ReceiveCases": N_("taking in cases"),
    "AcceptCases": N_("accepting cases"),
    "HandOnCases": N_("handing cases on"),
    "PauseCases": N_("a pause for customers"),
    "ResumeCases": N_("going on after a pause"),
    "AnswerCases": N_("a first answer to customers"),
    "TellCases": N_("telling customers what came of it"),
    "FinishCases": N_("finishing cases"),
    "ExtendCase": N_("more time for a case"),
    "PrioritiseCases": N_("the priority of cases"),
    "LinkCase": N_("linking cases"),
    "AskSatisfaction": N_("asking whether a customer is content"),
    "ShowContacts": N_("looking at how customers are reached"),
    "RecordFinding": N_("recording a finding"),
    "PlanAction": N_("planning an action"),
    "ChangeAction": N_("changing an action"),
    "MoveAction": N_("saying how far an action is"),
    "VerifyAction": N_("verifying an action"),
    "MakeRemark": N_("a word of the hot wash"),
    "RateOneself": N_("rating oneself"),
    "MoveReview": N_("moving the report on"),
    "SignReview": N_("signing the report"),
    "LabelReport": N_("labelling the report"),
    "GiveFeedback": N_("giving feedback"),
    "JudgeDeviation": N_("judging a deviation"),
    "ExplainDecision": N_("explaining a decision"),
    "EraseContents": N_("erasing words"),
    "CloseIncident": N_("closing the incident"),
    "DeclareIncident": N_("declaring an incident"),
}
"""By the name of a command's class: what somebody was doing."""
_ANYTHING: Final = N_("what was asked for")


def command_phrase(command: str, step: str | None = None, speech: Speech | None = None) -> str:
    """What the command does, as a thing that can be waited for or refused."""
    title = (speech.step(step) if speech and step else step) or ""
    return _(_PHRASES.get(command, _ANYTHING)).format(step=clean_line(title))


def conflict_words(command: str, step: str | None, winner: str | None, speech: Speech) -> str:
    """What was done while the server was away and did not count, and who was first."""
    what = command_phrase(command, step, speech)
    words = _("done without the server, and not taken when it was back: {what}").format(what=what)
    return _("{words}; {person} was first").format(words=words, person=speech.person(winner)) if winner else words


def hidden_words(entry: JournalEntry, speech: Speech) -> str:
    """An act that waits for an incident that the server does not show to whoever gave it."""
    said = _(
        "{person} did this without the server at {time}, and it is in no record: {what}. The server does not show "
        "{incident}: who may know was changed, or it is gone. Tell its commander: {words}"
    )
    what = command_phrase(type(entry.command).__name__, getattr(entry.command, "step", None))
    return said.format(
        person=speech.person(entry.on_behalf_of or entry.actor),
        time=speech.moment(entry.occurred_at),
        what=what,
        incident=clean_line(entry.incident_id),
        words=clean_line(" - ".join(words_of(entry.command))) or what,
    )


def strange_words(entry: JournalEntry, speech: Speech) -> str:
    """An act that waits for whoever gave it: nobody gives an act to the server under another's name."""
    said = _(
        "Entry {number} of '{file}' waits: it is an act of '{person}' without the server at {time}, and the server "
        "does not take you for that person ({what}). If the id was changed in people.yaml, put it back and type "
        "'incident db upgrade', until the act is merged; else record it anew: {words}"
    )
    what = command_phrase(type(entry.command).__name__, getattr(entry.command, "step", None))
    return said.format(
        number=entry.number,
        file=clean_line(entry.journal),
        person=clean_line(entry.actor),
        time=speech.moment(entry.occurred_at),
        what=what,
        words=clean_line(" - ".join(words_of(entry.command))) or what,
    )


def uncopied_words(why: StorageError) -> str:
    """That a server's log has no copy here, and what may be lost with it."""
    said = _(
        "The copy of the log on this machine, '{place}', cannot be used: nobody works on here without the server, and "
        "what was done without it and still waits there does not reach it. Move the file aside and keep it; a new copy "
        "is made. ({why})"
    )
    place, detail = clean_line(str(why.fields.get("path", ""))), clean_line(str(why.fields.get("detail", why)))
    return said.format(place=place, why=detail)


def cut_words(cut: Cut, speech: Speech, now: datetime) -> str:
    """Since when the server has not answered, and how much waits for it."""
    words = _("OFFLINE since {time}: work goes on, messages wait").format(time=speech.when(cut.since, now))
    if not cut.unmerged:
        return words
    acts = ngettext("{count} act waits for the server", "{count} acts wait for the server", cut.unmerged)
    return _("{words}, {acts}").format(words=words, acts=acts.format(count=cut.unmerged))


def lost_words(lost: Lost) -> str:
    """What a server that took over has not, where it can be read, and what to do."""
    said = _(
        "LOST at the server: {incident}, entries {start} to {end}, and the messages that these released. A standby or "
        "an older copy answers now. Read them with 'incident --db {file} timeline {incident}', record them anew, tell "
        "again whom they told, then move that file away."
    )
    places = {"start": lost.after + 1, "end": lost.until, "incident": clean_line(lost.incident_id)}
    return said.format(**places, file=clean_line(lost.file))


def lost_row(lost: Sequence[Lost]) -> str:
    """The same in a line, for Home."""
    count = sum(each.until - each.after for each in lost)
    said = ngettext(
        "LOST at the server: {count} entry of {incidents}. 'incident doctor' says what to do.",
        "LOST at the server: {count} entries of {incidents}. 'incident doctor' says what to do.",
        count,
    )
    incidents = dict.fromkeys(clean_line(each.incident_id) for each in lost)
    return said.format(count=count, incidents=_(", ").join(incidents))


def merged_words(merged: Merged) -> str:
    """What became of what was done meanwhile."""
    words = ngettext(
        "The server is back: {count} act was merged.", "The server is back: {count} acts were merged.", merged.taken
    ).format(count=merged.taken)
    if merged.refused:
        words += " " + ngettext(
            "{count} was not taken; the incident says why.",
            "{count} were not taken; the incidents say why.",
            merged.refused,
        ).format(count=merged.refused)
    if merged.stranded:
        words += " " + ngettext(
            "{count} act never reached the server and still waits. 'incident doctor' says which, and why.",
            "{count} acts never reached the server and still wait. 'incident doctor' says which, and why.",
            merged.stranded,
        ).format(count=merged.stranded)
    return " ".join([words, lost_row(merged.lost)]) if merged.lost else words
