"""What people and the app do with steps, as one line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias, assert_never

from incident.domain import events as e
from incident.i18n import N_, _
from incident.wording.facts import value_words
from incident.wording.quoting import said, with_reason, with_value
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration

__all__ = ["StepEvent", "mark_words"]

StepEvent: TypeAlias = e.StepMark | e.TimerExtended | e.ApprovalGiven | e.ResourcesRequested


_BARE: Final[Mapping[type[e.StepMark], str]] = {
    e.StepSensed: N_("step '{step}': sensed as expected"),
    e.StepUnsensed: N_("step '{step}': no longer as sensed, open again"),
    e.StepResumed: N_("step '{step}': resumed"),
    e.StepUndone: N_("step '{step}': mark taken back"),
}


def mark_words(event: StepEvent, speech: Speech) -> str:
    """What was done with the step."""
    return _words(event, speech.step(event.step), speech)


def _words(event: StepEvent, step: str, speech: Speech) -> str:
    match event:
        case e.StepTaken():
            return _("step '{step}' taken by {person}").format(step=step, person=speech.person(event.by))
        case e.StepCompleted():
            return _completed(event, step, speech)
        case e.StepAnswered():
            return _("step '{step}': answered '{answer}'").format(
                step=step, answer=speech.option(event.step, event.option)
            )
        case e.StepNotAsExpected():
            return with_value(_("step '{step}': not as expected").format(step=step), event.observed)
        case e.StepSensed() | e.StepUnsensed() | e.StepResumed() | e.StepUndone():
            return _(_BARE[type(event)]).format(step=step)
        case e.StepOverridden():
            return with_reason(_("step '{step}': overridden").format(step=step), event.because)
        case e.StepDeferred():
            return with_reason(_deferred(event, step, speech), event.because)
        case e.StepRuledOut():
            return with_reason(_("step '{step}': not applicable").format(step=step), event.because)
        case e.StepHeld():
            return with_reason(_("step '{step}': held here").format(step=step), event.because)
        case e.StepAsked():
            return with_reason(_asked(event, step, speech), event.request)
        case e.TimerExtended():
            return _("step '{step}': more time, until {until}").format(step=step, until=speech.moment(event.until))
        case e.ApprovalGiven():
            return _("step '{step}': approved by {person}").format(step=step, person=speech.person(event.by))
        case e.ResourcesRequested():
            return _("step '{step}': requested the resources of {tier}").format(step=step, tier=tier_phrase(event.tier))
        case _:
            assert_never(event)


def _completed(event: e.StepCompleted, step: str, speech: Speech) -> str:
    """As expected; a value that was entered is only said, since nobody compared it with what was to be expected."""
    if event.value is None:
        return _("step '{step}': as expected").format(step=step)
    value = value_words(event.step, said(event.value), speech)
    return _("step '{step}': done, {value} entered").format(step=step, value=value)


def _deferred(event: e.StepDeferred, step: str, speech: Speech) -> str:
    if event.until_step is not None:
        awaited = speech.step(event.until_step)
        return _("step '{step}': deferred until step '{awaited}'").format(step=step, awaited=awaited)
    if event.until_person is not None:
        person = speech.person(event.until_person)
        return _("step '{step}': deferred until {person} is there").format(step=step, person=person)
    until = speech.moment(event.until_time) if event.until_time else ""
    return _("step '{step}': deferred until {until}").format(step=step, until=until)


def _asked(event: e.StepAsked, step: str, speech: Speech) -> str:
    return _("step '{step}': asked {person}, within {within}").format(
        step=step, person=speech.person(event.person), within=duration(event.within)
    )
