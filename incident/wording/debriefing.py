"""What completes a report, in words: how far it may go, the form of those who took part, judgements and explanations.

Apart from the hot wash and the signatures, which need none of these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, assert_never

from incident.domain import events as e
from incident.domain.events.debriefing import Aspect, Sharing, ToChange
from incident.i18n import N_, _
from incident.wording.quoting import said, with_reason

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = [
    "ASPECT_WORDS",
    "CHANGE_WORDS",
    "SHARING_WORDS",
    "aspect_word",
    "change_word",
    "debriefing_words",
    "reversible_word",
    "sharing_word",
    "verdict_word",
]

SHARING_WORDS: Final[Mapping[Sharing, str]] = {
    Sharing.RED: N_("TLP:RED, for those who were named and nobody else"),
    Sharing.AMBER_STRICT: N_("TLP:AMBER+STRICT, within the organisation, to whoever needs it"),
    Sharing.AMBER: N_("TLP:AMBER, within the organisation and its clients, to whoever needs it"),
    Sharing.GREEN: N_("TLP:GREEN, within the community, not in public"),
    Sharing.CLEAR: N_("TLP:CLEAR, for everybody"),
}
ASPECT_WORDS: Final[Mapping[Aspect, str]] = {
    Aspect.OBJECTIVES: N_("It was clear what was to be reached."),
    Aspect.REALISM: N_("What happened was realistic."),
    Aspect.PEOPLE: N_("The right people took part."),
    Aspect.PACE: N_("The pace was right."),
    Aspect.USE: N_("It was worth the time."),
    Aspect.FACILITATION: N_("It was led well."),
}
CHANGE_WORDS: Final[Mapping[ToChange, str]] = {
    ToChange.RUNBOOK: N_("the runbook should change"),
    ToChange.PRACTICE: N_("the practice should change"),
}


def sharing_word(sharing: Sharing) -> str:
    """How far the report may go."""
    return _(SHARING_WORDS[sharing])


def aspect_word(aspect: Aspect) -> str:
    """What people agreed with, or did not."""
    return _(ASPECT_WORDS[aspect])


def change_word(change: ToChange) -> str:
    """What should become different."""
    return _(CHANGE_WORDS[change])


def verdict_word(*, is_justified: bool) -> str:
    """What somebody judged of a deviation."""
    return _("justified") if is_justified else _("not justified")


def reversible_word(is_reversible: bool | None) -> str:  # noqa: FBT001  (it is the value that is worded)
    """Whether a decision could be taken back; '-' where nobody said."""
    return "-" if is_reversible is None else _("yes") if is_reversible else _("no")


def debriefing_words(event: e.debriefing.OfDebriefing, speech: Speech) -> str:
    """What the event says, without its time and its actor; one clean line."""
    match event:
        case e.debriefing.ReportLabelled():
            return _("; ").join(_labels(event, speech)) or _("labelled the report")
        case e.debriefing.FeedbackGiven():
            return _("gave feedback")  # what they wrote stands in its chapter, and nobody's name beside it
        case e.debriefing.DeviationJudged():
            words = _("deviation at {step}: {verdict}").format(
                step=speech.step(event.step), verdict=verdict_word(is_justified=event.is_justified)
            )
            if event.change:
                words = _("{words}, {change}").format(words=words, change=change_word(event.change))
            return with_reason(words, event.because)
        case e.debriefing.DecisionExplained():
            words = _("of the decision in entry {seq}").format(seq=event.entry)
            return _("{title}: {state}").format(title=words, state=_("; ").join(_explained(event)) or "-")
    assert_never(event)


def _labels(event: e.debriefing.ReportLabelled, speech: Speech) -> Iterator[str]:
    if event.sharing is not None:
        yield _("report: {state}").format(state=sharing_word(event.sharing))
    if event.owner is not None:
        yield _("the report belongs to {person}").format(person=speech.person(event.owner))


def _explained(event: e.debriefing.DecisionExplained) -> Iterator[str]:
    if event.options is not None:
        yield _("options: {words}").format(words=said(event.options))
    if event.lacked is not None:
        yield _("not known then: {words}").format(words=said(event.lacked))
    if event.is_reversible is not None:
        yield _("it could be taken back") if event.is_reversible else _("it could not be taken back")
