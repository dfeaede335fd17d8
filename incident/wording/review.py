"""The measures and the questions of a review, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from incident.application.review.model import MeasureKind, Question, QuestionKind, Reading, Sign
from incident.domain.grading.tiers import Tier
from incident.i18n import N_, _
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration

__all__ = ["difference_words", "measure_word", "question_words", "reading_words"]

_MEASURES: Final[Mapping[MeasureKind, str]] = {
    MeasureKind.DETECT: N_("Began until detected"),
    MeasureKind.ACKNOWLEDGE: N_("Alert until acknowledged"),
    MeasureKind.ROLES_FILLED: N_("Declared until every role was filled"),
    MeasureKind.FIRST_UPDATE: N_("Declared until the first update to customers"),
    MeasureKind.CONTAIN: N_("Declared until contained"),
    MeasureKind.RESTORE: N_("Declared until restored"),
    MeasureKind.CLOSE: N_("Declared until closed"),
}
_SIGNS: Final[Mapping[Sign, str]] = {
    Sign.BEGAN: N_("when it began, as somebody stated"),
    Sign.DISCOVERED: N_("when it was discovered, as somebody stated"),
    Sign.DECLARED: N_("the declaration"),
    Sign.INJECT: N_("the first inject"),
    Sign.ENTRY: N_("the first entry of a player"),
    Sign.ANSWER: N_("the first page acknowledged, step taken or step marked"),
}
_QUESTIONS: Final[Mapping[QuestionKind, str]] = {
    QuestionKind.CUSTOMERS_NEVER_TOLD: N_("Customers were never told. Who decided that, or what kept it?"),
    QuestionKind.RESTORE_LATE: N_(
        "The service came back {length} later than allowed. What would have halved that time?"
    ),
    QuestionKind.UPDATE_LATE: N_("The update {message} to customers was {length} late. What kept it?"),
    QuestionKind.MESSAGE_CORRECTED: N_(
        "Message {message} said something wrong and was corrected. How did it come about, and who acted on it?"
    ),
    QuestionKind.MESSAGE_FAILED: N_("Message {message} did not reach {recipient}. How did they learn of it, and when?"),
    QuestionKind.MESSAGE_UNKNOWN: N_(
        "Nobody can say whether message {message} reached {recipient}. Did it, and how is that known?"
    ),
    QuestionKind.MESSAGE_EXPIRED: N_("Message {message} to {recipient} expired unsent. What kept it from going out?"),
    QuestionKind.MESSAGE_REACHED_NOBODY: N_(
        "Message {message} was released and there was nobody to send it to. Who should have been told, and how?"
    ),
    QuestionKind.MESSAGE_NOT_RELEASED: N_("Message {message} was written and never released. What happened to it?"),
    QuestionKind.ROLE_NEVER_FILLED: N_(
        "Nobody ever held the role '{role}'. Who did that work, or what was left undone?"
    ),
    QuestionKind.STEP_NOT_AS_EXPECTED: N_(
        "Step '{step}' did not go as expected. What was seen, and what did that change?"
    ),
    QuestionKind.STEP_OVERRIDDEN: N_("{person} let step '{step}' count unseen. What was known then, and did it hold?"),
    QuestionKind.STEP_LATE: N_("Step '{step}' was {length} late. What was going on?"),
    QuestionKind.STEP_DEFERRED_LONG: N_("Step '{step}' was deferred for {length}. What was it waiting for?"),
    QuestionKind.TIER_RAISED: N_(
        "The incident was raised to {tier} {length} after it was declared. What was known before, and by whom?"
    ),
    QuestionKind.SILENCE: N_("From {at} nobody wrote anything for {length}. What was going on?"),
}
_NEXT_UPDATE: Final = N_("The next update to customers is {length} overdue. What keeps it?")


def measure_word(kind: MeasureKind) -> str:
    """What was measured."""
    return _(_MEASURES[kind])


def reading_words(reading: Reading, speech: Speech) -> str:
    """Which entry says so, or that somebody stated it, and when that was."""
    words = _("{person} ({at})").format(person=_(_SIGNS[reading.sign]), at=speech.moment(reading.at))
    return _("{words}, entry {seq}").format(words=words, seq=reading.seq) if reading.seq else words


def difference_words(difference: timedelta) -> str:
    """How the actual time compares with the target: `5 min late`, `12 min early`, `on time`."""
    if abs(difference) < timedelta(seconds=1):
        return _("on time")
    sentence = _("{length} late") if difference > timedelta(0) else _("{length} early")
    return sentence.format(length=duration(difference))


def question_words(question: Question, speech: Speech) -> str:
    """The question as it is put to the role."""
    sentence = _QUESTIONS[question.kind]
    if question.kind is QuestionKind.UPDATE_LATE and not question.subject:
        sentence = _NEXT_UPDATE
    return _(sentence).format(
        length=duration(question.length or timedelta(0)),
        message=question.subject,
        recipient=speech.recipient(question.detail),
        role=speech.role(question.subject),
        step=speech.step(question.subject),
        person=speech.person(question.detail),
        at=speech.moment(question.at) if question.at else "",
        tier=tier_phrase(Tier(int(question.subject))) if question.kind is QuestionKind.TIER_RAISED else "",
    )
