"""Roles beside an incident: their usual names, and several in one hand where the runbook does not combine them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from incident.domain.duties.staffing import never_beside, not_combined
from incident.domain.incident import Incident
from incident.i18n import N_, _
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["named_for", "not_combined_words", "resting_words", "usual_role"]

_USUAL: Final = {
    "commander": N_("Commander"),
    "duty-manager": N_("Duty manager"),
    "deputy": N_("Deputy"),
    "scribe": N_("Scribe"),
    "technical": N_("Technical lead"),
    "customer-liaison": N_("Customer liaison"),
    "internal-liaison": N_("Internal liaison"),
    "resources": N_("Resource lead"),
    "spokesperson": N_("Spokesperson"),
    "legal": N_("Legal"),
    "security": N_("Security lead"),
    "data-protection": N_("Data protection"),
    "site-commander": N_("Site commander"),
}


def usual_role(role: str) -> str:
    """What shipped runbooks call the role, for where no runbook is at hand; one of the team's own by its id."""
    return _(_USUAL[role]) if role in _USUAL else clean_line(role)


def named_for(name: str, incident: Incident, role: str, person: str, speech: Speech) -> str:
    """The name in a choice for that role; whoever would be refused is named with why."""
    others = never_beside(incident, role, person)
    words = _("{name}: holds {others}, which never goes together with it")
    return words.format(name=name, others=_(", ").join(map(speech.role, others))) if others else name


def not_combined_words(incident: Incident, role: str, person: str, speech: Speech) -> str:
    """What the person holds besides, and that the runbook sees it otherwise; '' where it has nothing against it."""
    others = not_combined(incident, role, person)
    if not others:
        return ""
    words = _("{name} holds {others} too, which the runbook does not combine with it. Somebody else should.")
    return words.format(name=speech.person(person), others=_(", ").join(map(speech.role, others)))


def resting_words(person: str, until: datetime, speech: Speech, *, is_asked: bool = False) -> str:
    """That the person rests, as where the rules refuse them as a resource; or is asked something."""
    words = _("{person} rests until {until}. Assign somebody else, or wait until then.")
    asked = _("{person} rests until {until}. Ask somebody else, or wait until then.")
    return (asked if is_asked else words).format(person=speech.person(person), until=speech.moment(until))
