"""What those who lead an exercise wrote, in words for themselves.

Apart from the words of the exercise's own log, which its players read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from incident.domain.events import UnknownEvent
from incident.domain.exercises import leading as led
from incident.i18n import _
from incident.wording.quoting import said, with_reason
from incident.wording.results import mark_word, observation_word
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.wording.speech import Speech

__all__ = ["lead_words"]


def lead_words(event: led.LeadEvent | UnknownEvent, speech: Speech) -> str:
    """What the entry says, in one clean line."""
    match event:
        case led.ScenarioPinned(bundle=bundle):
            words = _("{scenario}, revision {revision}")
            return words.format(scenario=bundle.scenario.id, revision=bundle.scenario.revision)
        case led.InjectHeld():
            return _("inject '{inject}' waits for a hand").format(inject=clean_line(event.inject))
        case led.InjectSkipped():
            words = _("inject '{inject}' is not played").format(inject=clean_line(event.inject))
            return with_reason(words, event.because)
        case led.InjectMarked():
            words = _("inject '{inject}' marked: {mark}")
            return words.format(inject=clean_line(event.inject), mark=mark_word(event.mark))
        case led.ObservationAdded():
            return _("{title}: {state}").format(title=observation_word(event.kind), state=said(event.text))
        case led.RatingGiven():
            return _rated(event.task, event)
        case led.ObjectiveRated():
            return _rated(event.objective, event)
        case led.TextErased():
            words = _("the words of entry {seq} were erased; {person} agreed")
            words = words.format(seq=event.seq, person=speech.person(event.approved_by))
            return with_reason(words, event.because)
        case UnknownEvent():
            return _("an entry of type '{type}', which this program does not know").format(type=clean_line(event.type))
    assert_never(event)


def _rated(name: str, event: led.RatingGiven | led.ObjectiveRated) -> str:
    words = _("{task} rated {given}").format(task=clean_line(name), given=event.given.value)
    return with_reason(words, event.because)
