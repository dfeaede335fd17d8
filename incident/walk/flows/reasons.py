"""Marks that need a reason, and notes: one question each, five usual answers or words of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.events import NoteKind
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import Branch
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Question, Ready, asked_text
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.milestones import note_kind_word
from incident.wording.safe import clean_line
from incident.wording.usual import HELD, OVERRIDDEN, RULED_OUT, spoken

__all__ = ["NoteFlow", "ReasonFlow", "about_step", "hold", "not_expected", "override", "rule_out"]


_LETTER: Final = re.compile(r"([FADQTPR])\s*[:：]\s*(\S.*)", re.DOTALL)
"""Notes name their kind before the words, with a colon: 'D wing is dark' begins with a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonFlow:
    """One reason, then one command."""

    name: str
    title: str
    words: str
    reasons: Sequence[str]
    command: Callable[[str], c.Command]
    said: str
    may_be_empty: bool = False
    notes: Sequence[str] = ()
    """What it is about, where that is not in sight."""

    def part(self, answers: Answers) -> Part:
        """The reason, then the mark."""
        if "reason" not in answers:
            return asked_text("reason", self.words, self.reasons, may_be_empty=self.may_be_empty, notes=self.notes)
        return Ready(commands=(self.command(answers["reason"]),), said=self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFlow:
    """A line for the timeline: its words, and a kind that Tab changes; every letter is a word from the first on."""

    walk: Walk
    step: str | None
    name: str = "note"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOTE")

    def part(self, answers: Answers) -> Part:
        """The words with their kind, the note."""
        kinds = list(NoteKind)
        kind = NoteKind(answers.get("kind", NoteKind.FACT))
        if "text" not in answers:
            following = kinds[(kinds.index(kind) + 1) % len(kinds)]
            return Question(
                id="text",
                words=f"{kind.value}  {note_kind_word(kind)}",
                notes=(_("Tab changes the kind: {kinds}").format(kinds=_kinds()), _by_letter()),
                is_typed=True,
                tab=("kind", following.value),
            )
        named, text = _named_kind(answers["text"])
        note = c.AddNote(by=self.walk.person, text=text, kind=named or kind, step=self.step)
        said = _("Noted. It is of the kind {kind}.").format(kind=_kind(named)) if named else _("Noted.")
        return Ready(commands=(note,), said=said)


def _kinds() -> str:
    return _(", ").join(map(_kind, NoteKind))


def _kind(kind: NoteKind) -> str:
    return f"{kind.value} {note_kind_word(kind)}"


def _by_letter() -> str:
    return _("So does its letter with a colon before the words: 'D: go on'. 'p' alone: the runbook is wrong here.")


def _named_kind(words: str) -> tuple[NoteKind | None, str]:
    """The kind whose letter stands before the words, and the words without it."""
    if words.strip() in ("p", "P"):
        return NoteKind.FLAW, _("This step of the runbook is wrong or unclear.")
    found = _LETTER.fullmatch(words.strip())
    return (NoteKind(found[1]), found[2]) if found else (None, words)


def about_step(said: str, walk: Walk, item: Item) -> str:
    """The title of a dialogue that covers the step: its number and its own title."""
    return f"{said.format(number=item.number)}  {walk.speech.step(item.step.id)}"


def _expected(walk: Walk, item: Item) -> str:
    return clean_line(walk.speech.text(f"step.{item.step.id}.expect"))


def not_expected(walk: Walk, item: Item) -> ReasonFlow:
    """What was observed instead; may stay empty, because the way out matters more."""
    out = Branch(step=written(item.step.id))
    has_way_out = any(step.branch == out for step in walk.incident.runbook.steps() if walk.incident.tier in step.tiers)
    said, expected = _("Step {number} is marked: not as expected. Its way out is next."), _expected(walk, item)
    if not has_way_out:
        said = _("Step {number} is marked: not as expected. Try again with Space, or rule it out with -.")
    return ReasonFlow(
        name=f"not-expected.{item.step.id}",
        title=about_step(_("NOT AS EXPECTED: step {number}"), walk, item),
        words=_("What do you see instead? Enter alone goes on."),
        reasons=(),
        command=lambda words: c.ReportNotAsExpected(by=walk.person, step=item.step.id, observed=words),
        said=said.format(number=item.number),
        may_be_empty=True,
        notes=[_("Expected: {words}").format(words=expected)] if expected else (),
    )


def rule_out(walk: Walk, item: Item) -> ReasonFlow:
    """Why the step does not apply."""
    return ReasonFlow(
        name=f"rule-out.{item.step.id}",
        title=about_step(_("NOT APPLICABLE: step {number}"), walk, item),
        words=_("Why does it not apply?"),
        reasons=spoken(RULED_OUT),
        command=lambda words: c.RuleOutStep(by=walk.person, step=item.step.id, because=words),
        said=_("Step {number} is marked: not applicable.").format(number=item.number),
    )


def override(walk: Walk, item: Item) -> ReasonFlow:
    """Why a watched step counts although its condition does not hold, or a wait or a repeat ends early."""
    return ReasonFlow(
        name=f"override.{item.step.id}",
        title=about_step(_("OVERRIDE: step {number}"), walk, item),
        words=_("What tells you that it is so, though the program does not see it?"),
        reasons=spoken(OVERRIDDEN),
        command=lambda words: c.OverrideStep(by=walk.person, step=item.step.id, because=words),
        said=_("Step {number} is overridden.").format(number=item.number),
    )


def hold(walk: Walk, item: Item) -> ReasonFlow:
    """Why the walk is interrupted."""
    return ReasonFlow(
        name=f"hold.{item.step.id}",
        title=about_step(_("HOLD at step {number}"), walk, item),
        words=_("What interrupts you?"),
        reasons=spoken(HELD),
        command=lambda words: c.HoldStep(by=walk.person, step=item.step.id, because=words),
        said=_("Holding at step {number}. {key} goes on.").format(key=key_of("walk.hold", "h"), number=item.number),
    )
