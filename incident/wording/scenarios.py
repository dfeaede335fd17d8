"""The words of a scenario's rules: when an inject goes, by which standard a task is judged, how the log shows it.

Apart from the words of runbooks, which know neither injects nor standards.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from incident.domain.exercises.evidence import EvidenceKind
from incident.domain.exercises.scenario import EVERYBODY, TriggerKind
from incident.domain.exercises.state import Phase
from incident.domain.runbooks.condition_text import describe
from incident.i18n import N_, _, current
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.domain.exercises.evidence import Evidence
    from incident.domain.exercises.scenario import Scenario, ScenarioBundle, Trigger
    from incident.domain.runbooks.runbook import Bundle

__all__ = [
    "CHANNEL_WORDS",
    "channel_word",
    "evidence_words",
    "phase_word",
    "standard_words",
    "to_words",
    "told_apart",
    "trigger_words",
]

_PHASES = {
    Phase.READY: N_("not begun"),
    Phase.RUNNING: N_("running"),
    Phase.PAUSED: N_("paused"),
    Phase.SUSPENDED: N_("suspended"),
    Phase.ENDED: N_("ended"),
}
CHANNEL_WORDS = {
    "monitor": N_("on the monitor"),
    "phone": N_("by phone"),
    "mail": N_("by mail"),
    "chat": N_("in the chat"),
    "ticket": N_("as a ticket"),
    "press": N_("from the press"),
    "social": N_("on social media"),
    "face": N_("in person"),
    "document": N_("as a document"),
}
_NAMED = {
    EvidenceKind.STEP: (N_("step done: {name}"), "step.{name}.title"),
    EvidenceKind.TOLD: (N_("message sent to: {name}"), "audience.{name}"),
    EvidenceKind.ROLE: (N_("role taken: {name}"), "role.{name}"),
    EvidenceKind.FACT: (N_("stated: {name}"), "fact.{name}"),
}
_NOTES = {
    "F": N_("a fact is noted"),
    "A": N_("an action is noted"),
    "D": N_("a decision is noted"),
    "Q": N_("a question is noted"),
    "T": N_("a task is noted"),
}


def phase_word(phase: Phase) -> str:
    """Where an exercise is in its life."""
    return _(_PHASES[phase])


def channel_word(channel: str) -> str:
    """How an inject reaches the players."""
    return _(CHANNEL_WORDS.get(channel, channel))


def to_words(roles: tuple[str, ...], runbook: Bundle) -> str:
    """Who hears an inject."""
    language = current()
    if EVERYBODY in roles:
        return _("everybody")
    return _(", ").join(runbook.text(f"role.{role}", language) or role for role in roles)


def evidence_words(rule: Evidence, scenario: ScenarioBundle, runbook: Bundle) -> str:
    """How the log shows it."""
    language = current()
    if rule.kind in _NAMED:
        sentence, key = _NAMED[rule.kind]
        name = runbook.text(key.format(name=rule.name), language) or rule.name
        said = _(sentence).format(name=name)
        option = runbook.text(f"step.{rule.name}.option.{rule.option}", language) if rule.option else ""
        return _("{what}, answered {option}").format(what=said, option=option) if option else said
    match rule.kind:
        case EvidenceKind.WHEN:
            facts = {fact.id: fact.type for fact in runbook.runbook.facts}
            return describe(rule.condition, facts) if rule.condition else ""
        case EvidenceKind.TIER:
            return _("tier raised: {tier}").format(tier=tier_phrase(rule.tier) if rule.tier else "")
        case EvidenceKind.MARKED:
            return _("milestone stated: {name}").format(name=rule.name)
        case EvidenceKind.NOTED:
            return _(_NOTES[rule.name])
        case EvidenceKind.OBSERVED:
            words = scenario.text(f"observed.{rule.name}", language)
            return _("a person looks for: {words}").format(words=words)
        case _:
            joint = _(" and ") if rule.kind is EvidenceKind.ALL else _(" or ")
            return joint.join(evidence_words(part, scenario, runbook) for part in rule.parts)


def standard_words(within: timedelta | None, after: str, plan: Scenario, shown: str) -> str:
    """By when, and how it shows."""
    if within is None:
        return _("Shows by: {evidence}").format(evidence=shown)
    inject = plan.inject(after) if after else None
    if inject is None:
        return _("Within {length}; shows by: {evidence}").format(length=duration(within), evidence=shown)
    said = _("Within {length} of inject {number}; shows by: {evidence}")
    return said.format(length=duration(within), number=inject.number, evidence=shown)


def trigger_words(trigger: Trigger, bundle: ScenarioBundle, runbook: Bundle) -> str:
    """When an inject goes."""
    if trigger.is_by_hand:
        return _("in reserve, by hand") if trigger.kind is TriggerKind.CONTINGENCY else _("by hand")
    after = bundle.scenario.inject(trigger.after) if trigger.after else None
    length = duration(trigger.delay) if trigger.delay else _("0 min")
    when = _("at {length}").format(length=length)
    if after is not None:
        when = _("{length} after inject {number}").format(length=length, number=after.number)
    if trigger.missing is not None:
        shown = evidence_words(trigger.missing, bundle, runbook)
        said = _("{when}, unless: {evidence}").format(when=when, evidence=shown)
        return _("in reserve: {when}").format(when=said) if trigger.kind is TriggerKind.CONTINGENCY else said
    if trigger.happened is not None:
        shown = evidence_words(trigger.happened, bundle, runbook)
        if not trigger.delay:
            return _("upon: {evidence}").format(evidence=shown)
        return _("{length} after: {evidence}").format(length=length, evidence=shown)
    return when


def told_apart(titles: Mapping[str, str]) -> Mapping[str, str]:
    """By scenario what it is called; where two are called alike, with their names."""
    times = Counter(titles.values())
    words = _("{title} ({scenario})")
    return {
        name: words.format(title=title, scenario=name) if times[title] > 1 else title for name, title in titles.items()
    }
