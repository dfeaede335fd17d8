"""What it would come to if an incident were declared now, beside every question of the wizard.

Apart from the questions: the last card says the same once all is answered, and asks for its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, runtime_checkable

from incident.application.ports import Summary
from incident.domain.grading.tiers import Tier
from incident.domain.grading.triage import Grading
from incident.domain.incident import COMMANDER
from incident.domain.runbooks.runbook import Bundle, Runbook
from incident.i18n import _, ngettext, pgettext
from incident.walk.flows.asking import Answers
from incident.walk.flows.resembling import alike
from incident.walk.keys import key_of
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase, tier_word
from incident.wording.times import duration
from incident.wording.titles import title_words

__all__ = ["Ahead", "Foreseen", "Foresees", "foreseen", "wakes"]

MOST_ALIKE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One thing that can be said before it is done: a title, and rows of a label with its words."""

    title: str
    rows: Sequence[tuple[str, str]]
    short: str = ""
    """All of it in one row, for a window that has room for no more; '' where that one may go without."""


@runtime_checkable
class Foresees(Protocol):
    """A dialogue that says what it would come to while it still asks."""

    def ahead(self, answers: Answers) -> Sequence[Ahead]:
        """What it would come to after these answers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What is known by now of a declaration."""

    past: Sequence[Summary]
    speech: Speech
    now: datetime
    bundle: Bundle | None = None
    """None until a runbook is chosen."""
    grading: Grading | None = None
    """What the facts come to by now; None while nobody is asked for them."""
    tier: Tier | None = None
    """None while nobody knows it."""
    on_duty: Sequence[str] = ()
    lawless: str = ""


def foreseen(known: Foreseen) -> Sequence[Ahead]:
    """What would run, and what is like it; nothing is sent by it, and it says so."""
    title = _("IF YOU DECLARE NOW - nothing is sent")
    blocks = [Ahead(title=title, rows=tuple(_declared(known)), short=_in_short(known))]
    like = list(_alike(known))
    return (
        [*blocks, Ahead(title=_("THIS LOOKS LIKE") if known.bundle else _("OPEN NOW"), rows=like)] if like else blocks
    )


def _in_short(known: Foreseen) -> str:
    """How bad it is by now and whom it wakes, in at most 56 cells; before any answer, that nothing is sent."""
    if known.bundle is None or known.tier is None:
        return _("IF YOU DECLARE NOW: nothing is sent, nobody is woken")
    tier = tier_word(known.tier)
    if known.grading is None or known.grading.worst is known.tier:
        return _("IF YOU DECLARE NOW: {tier}; wakes nobody").format(tier=tier)
    return _("IF YOU DECLARE NOW: {tier} so far; wakes nobody").format(tier=tier)


def _declared(known: Foreseen) -> Iterator[tuple[str, str]]:
    if known.bundle is None:
        yield _("RUNBOOK"), _("not chosen yet")
        yield wakes()
        return
    runbook = known.bundle.runbook
    speech = replace(known.speech, bundle=known.bundle)
    named = _("{title} r{revision}").format(title=speech.text("title") or runbook.id, revision=runbook.revision)
    yield _("RUNBOOK"), named
    yield wakes()
    yield _("TIER"), _tier(known)
    yield _("STEPS"), _steps(runbook, known.tier)
    if known.tier is not None:
        yield from _policy(runbook, known.tier, speech)
    yield from ((_("ON DUTY"), words) for words in known.on_duty)
    if known.lawless:
        yield _("LAW"), _("no legal clock will run")


def wakes() -> tuple[str, str]:
    """Whom declaring wakes: nobody, and what does."""
    return _("WAKES"), _("nobody; {key} calls for help once it is open").format(key=key_of("app.call", "!"))


def _tier(known: Foreseen) -> str:
    if known.tier is None:
        return _("not known yet")
    if known.grading is None or known.grading.worst is known.grading.tier:
        return tier_phrase(known.tier)
    words = _("{tier} so far; may still come to {worst}")
    return words.format(tier=tier_phrase(known.tier), worst=tier_phrase(known.grading.worst))


def _steps(runbook: Runbook, tier: Tier | None) -> str:
    """How many there are in that tier, or in each."""
    if tier is not None:
        return str(runbook.count_at(tier))
    counts = {each: runbook.count_at(each) for each in Tier}
    words = _("{major}, {serious} or {general} at tier 1, 2 or 3")
    return words.format(major=counts[Tier.MAJOR], serious=counts[Tier.SERIOUS], general=counts[Tier.GENERAL])


def _policy(runbook: Runbook, tier: Tier, speech: Speech) -> Iterator[tuple[str, str]]:
    """Who is wanted, and when customers are told."""
    policy = runbook.tiers[tier]
    yield _("LEADS"), _("you, until somebody takes over")
    others = [speech.role(role) for role in policy.fill if role != COMMANDER]
    if others:
        yield _("TO FILL"), _(", ").join(others)
    promised = _("first within {first}, then every {every}")
    yield _("UPDATES"), promised.format(first=duration(policy.first_update), every=duration(policy.update_every))


def _alike(known: Foreseen) -> Iterator[tuple[str, str]]:
    """Those with this runbook; before one is chosen, those that are open, for it may be one of them."""
    rows = [row for row in known.past if row.status == "open"]
    if known.bundle is not None:
        rows = list(alike(known.past, known.bundle.runbook.id))
    for row in rows[:MOST_ALIKE]:
        when, title = known.speech.when(row.declared_at, known.now), title_words(row)
        state = pgettext("incident", "open") if row.status == "open" else _("closed")
        words = _("{title}, {tier}, {time}, {state}")
        yield row.incident_id, words.format(title=title, tier=tier_word(row.tier), time=when, state=state)
    if len(rows) > MOST_ALIKE:
        left = len(rows) - MOST_ALIKE
        yield "", ngettext("{count} more", "{count} more", left).format(count=left)
