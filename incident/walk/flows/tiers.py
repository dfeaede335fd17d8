"""Raising and lowering the tier: raising is one key and one plain confirmation; lowering asks for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from incident.domain import commands as c
from incident.domain.grading.proposals import runbooks_called_for
from incident.domain.grading.raising import gain
from incident.domain.grading.tiers import Tier, is_graver
from incident.domain.incident import TierChange
from incident.domain.timing.clocks import update_clock
from incident.i18n import _
from incident.walk.duty import would_be_woken
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.dropped import dropped_words
from incident.wording.proposals import proposal_because
from incident.wording.tiers import tier_phrase, tier_word
from incident.wording.times import duration
from incident.wording.usual import LOWERED, RAISED, spoken

__all__ = ["AddFlow", "LowerFlow", "RaiseFlow", "other_tiers"]

WHY: Final = "why"
"""The answer of who wants to say why before the tier is raised."""


def other_tiers(walk: Walk, *, graver: bool) -> tuple[Tier, ...]:
    """The tiers that the incident could go to, the nearest first."""
    now = walk.incident.tier
    if graver:
        return tuple(tier for tier in sorted(Tier, reverse=True) if is_graver(tier, than=now))
    return tuple(tier for tier in sorted(Tier) if is_graver(now, than=tier))


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFlow:
    """One confirmation; to say why is offered, and not asked for (reference/UX.md A-6)."""

    walk: Walk
    name: str = "raise"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("RAISE THE TIER")

    def part(self, answers: Answers) -> Part:
        """Sure; the reason, from whoever wants to say it; the raise."""
        sure, graver = answers.get("sure", ""), other_tiers(self.walk, graver=True)
        to = Tier(int(sure)) if sure.isdecimal() else graver[0]
        if not sure:
            return self._card("sure", to, [*self._raising(graver), _saying_why()], self._because(answers))
        if sure == WHY and "reason" not in answers:
            return asked_text("reason", _("Why?"), self._usual())
        if sure == WHY and "agreed" not in answers:
            return self._card("agreed", to, self._raising(graver[:1]), self._because(answers))
        command = c.RaiseTier(by=self.walk.person, to=to, because=self._because(answers))
        said_words = _("Raised to {tier}. What is done stays done.").format(tier=tier_phrase(to))
        return Ready(commands=(command,), said=said_words)

    def _because(self, answers: Answers) -> str:
        """What was said; else what the rule says that calls for it, else that it is worse."""
        return answers.get("reason") or self._usual()[0]

    def _usual(self) -> Sequence[str]:
        raises = [each for each in self.walk.proposals if each.is_raise(self.walk.incident)]
        said = [proposal_because(each, self.walk.speech) for each in raises]
        return (*dict.fromkeys(filter(None, said)), *spoken(RAISED))

    @staticmethod
    def _raising(graver: Sequence[Tier]) -> Sequence[Key]:
        """The nearest tier by its letter, the one beyond it by its number."""
        near = Key(key="r", word="raise", words=_("raise now"), value="yes")
        words = _("raise to {tier} at once")
        far = (str(int(tier)) for tier in graver[1:])
        return [
            near,
            *(Key(key=n, word="major", words=words.format(tier=tier_phrase(Tier(int(n)))), value=n) for n in far),
        ]

    def _card(self, id: str, to: Tier, keys: Sequence[Key], because: str) -> Card:  # noqa: A002 (the question's own word)
        incident = self.walk.incident
        called = runbooks_called_for(incident, to, self.walk.now)
        notes = [*_gains(self.walk, to, called), *_updates(self.walk, to)]
        notes += [
            _("The steps of '{runbook}' come with it.").format(runbook=self.walk.speech.runbook(r)) for r in called
        ]
        notes += dropped_words(self.walk.checklist, to, self.walk.speech)
        notes.append(_("The record says why: {why}").format(why=because))
        words = _("Raise to {tier}?").format(tier=tier_phrase(to))
        return Card(id=id, words=words, notes=tuple(notes), keys=tuple(keys), is_guarded=True)


def _saying_why() -> Key:
    return Key(key="w", word="why", words=_("say why in words first"), value=WHY)


def _updates(walk: Walk, to: Tier) -> Iterator[str]:
    """By when customers hear from us next in that tier, as the clock will say it, and how often after that."""
    incident, now = walk.incident, walk.now
    change = TierChange(at=now, seq=incident.version, old=incident.tier, new=to)
    clock = update_clock(replace(incident, tier=to, tier_changes=(*incident.tier_changes, change)), now)
    if clock is None:
        return
    said = _("Customers hear from us by {time}, in {left}; after that every {length}.")
    if clock.is_overdue(now):
        said = _("Customers were to hear from us by {time}, {left} ago; after that every {length}.")
    every = duration(incident.runbook.tiers[to].update_every)
    yield said.format(time=walk.speech.when(clock.due_at, now), left=duration(clock.remaining(now)), length=every)


def _gains(walk: Walk, to: Tier, runbooks: Sequence[str]) -> Iterator[str]:
    """How many steps, and which roles that nobody holds, a tier and more runbooks put on the incident."""
    more = gain(walk.incident, to, runbooks)
    yield _("Steps added: {count}. What is done stays done.").format(count=more.steps)
    yield _("Roles to fill: {roles}.").format(
        roles=_(", ").join(walk.speech.role(role) for role in more.roles) or _("none")
    )
    yield from would_be_woken(walk, more.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFlow:
    """Take in the runbook that a rule calls for: one card; who would rather raise the tier says so on it."""

    walk: Walk
    runbook: str
    because: str
    name: str = "add"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ADD A RUNBOOK")

    def part(self, answers: Answers) -> Part:
        """Sure, the addition; or what raising asks."""
        title = self.walk.speech.runbook(self.runbook)
        if "add" not in answers:
            words = _("Add the steps of '{runbook}'? {why}").format(runbook=title, why=self.because)
            keys = [Key(key="a", word="add", words=_("add now"), value="yes")]
            if other_tiers(self.walk, graver=True):
                keys.append(Key(key="r", word="raise", words=_("raise the tier instead"), value="raise"))
            notes = tuple(_gains(self.walk, self.walk.incident.tier, [self.runbook]))
            return Card(id="add", words=words.rstrip(), notes=notes, keys=tuple(keys), is_guarded=True)
        if answers["add"] == "raise":
            return RaiseFlow(walk=self.walk).part(answers)
        command = c.AddRunbook(by=self.walk.person, runbook=self.runbook, because=self.because)
        return Ready(commands=(command,), said=_("Added the steps of '{runbook}'.").format(runbook=title))


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
            has_held = any(each.to == to and not each.runbook for each in self.walk.proposals)
            usual = spoken(LOWERED) if has_held else ()
            return asked_text("reason", _("Why may it be lowered?"), usual)
        if "sure" not in answers:
            notes = tuple(dropped_words(self.walk.checklist, to, self.walk.speech))
            words = _("Lower to {tier}? Longer limits and intervals hold at once.").format(tier=tier_phrase(to))
            return Card(
                id="sure",
                words=words,
                notes=notes,
                keys=(Key(key="l", word="lower", words=_("lower now"), value="yes"),),
                is_guarded=True,
            )
        command = c.LowerTier(by=self.walk.person, to=to, because=answers["reason"])
        return Ready(commands=(command,), said=_("Lowered to {tier}.").format(tier=tier_phrase(to)))
