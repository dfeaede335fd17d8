"""Obligations in words: how sure we are, since when the clock runs, how long, and why it is due then.

`confidence_word` is the one place that says how far a rule was verified; whatever shows a rule shows it with that word.
"""

from __future__ import annotations

from typing import Final

from incident.domain.law.applicability import Question, QuestionKind
from incident.domain.law.deadlines import Basis
from incident.domain.law.obligations import Confidence, LegalStatus, Moment, Obligation, Register, ReportPhase
from incident.domain.law.periods import Period, Unit
from incident.domain.timing.extending import ExtensionFault
from incident.i18n import N_, _, ngettext

__all__ = [
    "basis_sentence",
    "confidence_word",
    "extension_fault_sentence",
    "legal_status_word",
    "length_words",
    "moment_word",
    "question_words",
    "report_phase_word",
]

_CONFIDENCE: Final = {
    Confidence.VERBATIM: N_("verified in the text of the rule"),
    Confidence.QUOTED: N_("quoted word by word elsewhere"),
    Confidence.SECONDARY: N_("from a secondary source"),
    Confidence.GENERAL: N_("unverified"),
    Confidence.RECOMMENDED: N_("our recommendation"),
}
_STATUSES: Final = {
    LegalStatus.IN_FORCE: N_("law"),
    LegalStatus.PROPOSED: N_("proposed, not law"),
    LegalStatus.REPEALED: N_("repealed"),
    LegalStatus.INTERNAL: N_("benchmark, not law"),
}
_PHASES: Final = {
    ReportPhase.ASSESS: N_("assessment"),
    ReportPhase.FIRST: N_("first report"),
    ReportPhase.UPDATE: N_("follow-up report"),
    ReportPhase.FINAL: N_("final report"),
    ReportPhase.CLOSE: N_("settlement"),
}
_MOMENTS: Final = {
    Moment.BEGAN: N_("it began"),
    Moment.DISCOVERED: N_("it was discovered"),
    Moment.SUSPECTED: N_("there were grounds to suspect it"),
    Moment.AWARE: N_("we became aware of it"),
    Moment.ASSESSED: N_("it was assessed as notifiable"),
    Moment.CLASSIFIED: N_("it was classified"),
    Moment.DETERMINED: N_("it was determined to be of that kind"),
    Moment.BELIEVED: N_("there were grounds to believe it"),
    Moment.DECLARED: N_("the incident was declared"),
    Moment.CONTAINED: N_("it was contained"),
    Moment.RESTORED: N_("service was restored"),
    Moment.FIXED: N_("a corrective measure was available"),
    Moment.HANDLING_ENDED: N_("handling ended"),
    Moment.PAID: N_("the ransom was paid"),
    Moment.RECEIVED: N_("the complaint or report came in"),
    Moment.ACCEPTED: N_("the complaint was accepted"),
    Moment.YEAR_ENDED: N_("the year ended"),
    Moment.FILED: N_("the report before it was filed"),
}
_BASIS: Final = {
    Basis.HOURS_RUN_ON: N_("Hours run on through nights and holidays."),
    Basis.FIRST_DAY_LEFT_OUT: N_("The first day is not counted; the last one ends at 24:00."),
    Basis.SAME_DAY_OF_MONTH: N_("It ends with the same day of the later month."),
    Basis.WORKING_DAYS: N_("Only working days count, make-up days among them."),
    Basis.MOVED_PAST_HOLIDAY: N_("The last day was a day off: it ends with the day after."),
    Basis.CAPPED: N_("A second limit from another moment is the earlier one."),
    Basis.CAP_WAIVED: N_("The second limit does not count: the clock started after it."),
    Basis.NOON_AFTER_DAY_OFF: N_("It falls on a day off: noon of the next working day is enough."),
    Basis.NO_NUMBER: N_("The rule names no number: do it now."),
    Basis.SET_ELSEWHERE: N_("Another rule or the authority sets the time."),
    Basis.WAITS_FOR_START: N_("The clock waits until its start is stated."),
    Basis.LAW_MAY_ALLOW_MORE: N_("The law may allow a little more; do not plan on it."),
    Basis.CALENDAR_NOT_PUBLISHED: N_("The holidays of that year are not published yet: check it."),
    Basis.TARGET_OF_OUR_OWN: N_("The internal target is our own, not the law's."),
    Basis.NEXT_REPORT: N_("Counted from the last report."),
}
_FAULTS: Final = {
    ExtensionFault.TOO_LATE: N_("The time was over when the extension was asked for."),
    ExtensionFault.NOT_LATER: N_("The new time is not later than the old one."),
    ExtensionFault.PAST_CAP: N_("The law does not let it be extended that far."),
    ExtensionFault.NO_REASON: N_("An extension needs a reason."),
    ExtensionFault.NO_APPROVER: N_("An extension needs somebody who approves it."),
    ExtensionFault.APPROVER_IS_ASKER: N_("Nobody approves an extension of their own."),
    ExtensionFault.NOT_TOLD: N_("The person who waits must be told before the time is over."),
}


def confidence_word(confidence: Confidence) -> str:
    """How far the wording of a rule was checked; `unverified` where nobody has."""
    return _(_CONFIDENCE[confidence])


def legal_status_word(status: LegalStatus) -> str:
    """Whether it binds."""
    return _(_STATUSES[status])


def report_phase_word(phase: ReportPhase) -> str:
    """Which report of the row."""
    return _(_PHASES[phase])


def moment_word(moment: Moment) -> str:
    """What the clock starts with, as the end of 'since …'."""
    return _(_MOMENTS[moment])


def basis_sentence(basis: Basis) -> str:
    """One reason for a due time."""
    return _(_BASIS[basis])


def extension_fault_sentence(fault: ExtensionFault) -> str:
    """One thing that stands against more time."""
    return _(_FAULTS[fault])


def length_words(obligation: Obligation, register: Register, language: str) -> str:
    """How long the rule gives: `4 hours`, or its own words where it names no number."""
    said = register.text(f"{obligation.id}.length", language)
    return _counted(obligation.due) if obligation.due.unit.is_counted else said


def question_words(question: Question, register: Register, language: str) -> str:
    """What to ask so that it is known whether a rule binds."""
    match question.kind:
        case QuestionKind.FACT:
            return register.text(f"fact.{question.id}", language)
        case QuestionKind.CLASS:
            regime = register.text(f"{question.id}.short", language)
            return _("Which statutory class is it ({regime})?").format(regime=regime)
        case QuestionKind.JURISDICTION:
            place = register.text(f"jurisdiction.{question.id}", language)
            return _("Are we, or those affected, in {place}?").format(place=place)
        case QuestionKind.SECTOR:
            sector = register.text(f"sector.{question.id}", language)
            return _("Do the rules for {sector} bind us?").format(sector=sector)


def _counted(period: Period) -> str:
    n = period.n
    match period.unit:
        case Unit.MINUTE:
            return ngettext("{count} minute", "{count} minutes", n).format(count=n)
        case Unit.HOUR:
            return ngettext("{count} hour", "{count} hours", n).format(count=n)
        case Unit.CALENDAR_DAY:
            return ngettext("{count} calendar day", "{count} calendar days", n).format(count=n)
        case Unit.WORKING_DAY:
            return ngettext("{count} working day", "{count} working days", n).format(count=n)
        case _:
            return ngettext("{count} month", "{count} months", n).format(count=n)
