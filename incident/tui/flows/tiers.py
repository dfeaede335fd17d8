"""Raising and lowering the tier: raising is one key and one plain confirmation; lowering asks for a reason."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.tiers import Tier, is_graver
from incident.i18n import _
from incident.tui.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.tui.views.walk import Walk
from incident.wording.tiers import tier_phrase, tier_word
from incident.wording.times import duration

__all__ = ["LowerFlow", "RaiseFlow", "other_tiers"]


def other_tiers(walk: Walk, *, graver: bool) -> tuple[Tier, ...]:
    """The tiers that the incident could go to, the nearest first."""
    now = walk.incident.tier
    if graver:
        return tuple(tier for tier in sorted(Tier, reverse=True) if is_graver(tier, than=now))
    return tuple(tier for tier in sorted(Tier) if is_graver(now, than=tier))


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFlow:
    """To which tier if there are two, why, and one confirmation."""

    walk: Walk
    name: str = "raise"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("RAISE THE TIER")

    def part(self, answers: Answers) -> Part:
        """Which, why, sure, the raise."""
        graver = other_tiers(self.walk, graver=True)
        to = Tier(int(answers["to"])) if "to" in answers else graver[0]
        if "to" not in answers and len(graver) > 1:
            choices = tuple(Choice(value=str(int(tier)), words=tier_word(tier)) for tier in graver)
            return Question(id="to", words=_("To which tier? In doubt the graver one."), choices=choices)
        if "reason" not in answers:
            said = [self.walk.speech.text(p.words) for p in self.walk.proposals if p.is_raise(self.walk.incident)]
            usual = [
                *dict.fromkeys(filter(None, said)),
                _("It is worse than we thought"),
                _("Not sure: the higher one"),
            ]
            return asked_text("reason", _("Why?"), usual)
        if "sure" not in answers:
            return self._card(to)
        command = c.RaiseTier(by=self.walk.person, to=to, because=answers["reason"])
        said_words = _("Raised to {tier}. What is done stays done.").format(tier=tier_phrase(to))
        return Ready(commands=(command,), said=said_words)

    def _card(self, to: Tier) -> Card:
        incident = self.walk.incident
        added = [s for s in incident.runbook.steps() if to in s.tiers and incident.tier not in s.tiers]
        policy = incident.runbook.tiers[to]
        roles = [role for role in policy.fill if incident.person_of(role) is None]
        names = ", ".join(self.walk.speech.role(role) for role in roles) or "-"
        notes = (
            _("Steps added: {count}. What is done stays done.").format(count=sum(s.branch is None for s in added)),
            _("Customers hear from us every {length}.").format(length=duration(policy.update_every)),
            _("Roles to fill: {roles}.").format(roles=names),
        )
        words = _("Raise to {tier}?").format(tier=tier_phrase(to))
        return Card(id="sure", words=words, notes=notes, keys=(Key(key="r", words=_("raise now"), value="yes"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerFlow:
    """To which tier if there are two, and why."""

    walk: Walk
    name: str = "lower"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("LOWER THE TIER")

    def part(self, answers: Answers) -> Part:
        """Which, why, sure, the lowering."""
        milder = other_tiers(self.walk, graver=False)
        to = Tier(int(answers["to"])) if "to" in answers else milder[0]
        if "to" not in answers and len(milder) > 1:
            choices = tuple(Choice(value=str(int(tier)), words=tier_word(tier)) for tier in milder)
            return Question(id="to", words=_("To which tier?"), choices=choices)
        if "reason" not in answers:
            return asked_text("reason", _("Why may it be lowered?"), (_("The rule for lowering has held"),))
        if "sure" not in answers:
            words = _("Lower to {tier}? Longer limits and intervals hold at once.").format(tier=tier_phrase(to))
            return Card(id="sure", words=words, keys=(Key(key="l", words=_("lower now"), value="yes"),))
        command = c.LowerTier(by=self.walk.person, to=to, because=answers["reason"])
        return Ready(commands=(command,), said=_("Lowered to {tier}.").format(tier=tier_phrase(to)))
