"""What is said when all is over, in words: the hot wash, ratings of oneself, states and signatures of the report.

Apart from the improvement plan, which says what is to be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, assert_never

from incident.domain import events as e
from incident.domain.events.improving import Remark, ReviewState
from incident.i18n import N_, _
from incident.wording.quoting import said, with_reason

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = ["REMARK_WORDS", "STATE_WORDS", "remark_word", "review_event_words", "review_state_word"]

REMARK_WORDS: Final[Mapping[Remark, str]] = {
    Remark.KEEP: N_("to be kept"),
    Remark.CHANGE: N_("to be changed"),
    Remark.UNSAFE: N_("unsafe"),
    Remark.UNKNOWN: N_("was needed and not known"),
    Remark.UNREAL: N_("too unreal"),
    Remark.LUCK: N_("luck"),
    Remark.CONCLUSION: N_("conclusion"),
}
STATE_WORDS: Final[Mapping[ReviewState, str]] = {
    ReviewState.DRAFT: N_("draft"),
    ReviewState.IN_REVIEW: N_("in review"),
    ReviewState.REVIEWED: N_("reviewed, to be signed"),
    ReviewState.CLOSED: N_("closed"),
}


def remark_word(kind: Remark) -> str:
    """What a sentence of the hot wash is about."""
    return _(REMARK_WORDS[kind])


def review_state_word(state: ReviewState) -> str:
    """How far the report has come."""
    return _(STATE_WORDS[state])


def review_event_words(event: e.improving.OfReview, speech: Speech) -> str:
    """What the event says, without its time and its actor; one clean line."""
    match event:
        case e.improving.RemarkMade():
            return _("hot wash, {kind}: {text}").format(kind=remark_word(event.kind), text=said(event.text))
        case e.improving.OneselfRated():
            about = speech.step(event.step) if event.step else _("the whole")
            words = _("rates {what} {rating}, in their own view").format(what=about, rating=event.rating.value)
            return with_reason(words, event.because)
        case e.improving.ReviewMoved():
            words = _("report: {state}").format(state=review_state_word(event.to))
            return with_reason(words, event.because)
        case e.improving.ReviewSigned():
            words = _("signed the report as {capacity}") if event.capacity else _("signed the report")
            return words.format(capacity=said(event.capacity)) if event.capacity else words
    assert_never(event)
