"""Marks that were made on paper, read from one line: `1-6 9 02:10 4=2 02:15` (reference/UX.md 30).

Apart from the dialogue and the command that ask for it. What is read is tried on the incident mark by mark, so that
whoever holds the paper hears at once which step needs more than a tick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.events import NoteKind, Recorded
from incident.domain.evolve import evolve
from incident.domain.incident import Incident
from incident.domain.refusals import Refused
from incident.domain.runbooks.runbook import Mode, Verb
from incident.domain.walking.checklist import Checklist, Item, build_checklist
from incident.i18n import _
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line
from incident.wording.typed_moments import is_clock_time, parse_moment

__all__ = ["FromPaper", "from_paper"]

Mark: TypeAlias = c.CompleteStep | c.AnswerStep | c.RuleOutStep

_WIDE: Final = str.maketrans("０１２３４５６７８９－～＝：，、", "0123456789--=:  ")
_MARK: Final = re.compile(r"(\w+?)(?:(-)(\w*)|=(.+))?")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}T.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPaper:
    """What the line comes to; with a complaint it comes to nothing."""

    commands: Sequence[c.Command] = ()
    said: str = ""
    """The line as it was understood."""
    complaint: str = ""


class _Unclear(Exception):
    """What is wrong with the line."""


def from_paper(walk: Walk, line: str) -> FromPaper:
    """The marks in their order, after a note that they come from paper."""
    words = " ".join(line.translate(_WIDE).split())
    try:
        marks = list(_marks(walk, words.split()))
    except _Unclear as unclear:
        return FromPaper(complaint=str(unclear))
    except Refused as refused:
        return FromPaper(complaint=say_refusal(refused, walk.speech, walk.now))
    said = clean_line(words)
    note = c.AddNote(by=walk.person, text=_("From paper: {steps}.").format(steps=said), kind=NoteKind.ACTION)
    return FromPaper(commands=(note, *marks), said=said)


def _marks(walk: Walk, parts: Sequence[str]) -> Iterator[Mark]:
    """The marks, each tried on what those before it made of the incident."""
    incident = walk.incident
    for group, at in _groups(walk, parts):
        for part in group:
            for item, how in _steps(build_checklist(incident, walk.now), part):
                mark = _mark(walk, item, how, at)
                incident = _after(incident, mark, at)
                yield mark


def _groups(walk: Walk, parts: Sequence[str]) -> Iterator[tuple[Sequence[str], datetime]]:
    """What stands before each time, with the time."""
    group = list[str]()
    for part in parts:
        if not (is_clock_time(part) or _ISO.fullmatch(part)):
            group.append(part)
            continue
        at = parse_moment(part, walk.now, walk.speech.zone)
        if at is None:
            raise _Unclear(_("'{value}' is no time. Write it as 02:10.").format(value=part))
        if at < walk.incident.declared_at:
            words = _("{time} was before the incident was declared, {declared}.")
            declared = walk.speech.when(walk.incident.declared_at, walk.now)
            raise _Unclear(words.format(time=walk.speech.when(at, walk.now), declared=declared))
        if not group:
            raise _Unclear(_("Before {time} stands no step.").format(time=part))
        yield group, at
        group = []
    if group or not parts:
        raise _Unclear(_("Write the time from the paper after the steps: 3-7 02:10."))


def _steps(checklist: Checklist, part: str) -> Iterator[tuple[Item, str]]:
    """The steps that the part names, each with its value; `-` for one that does not apply."""
    match = _MARK.fullmatch(part)
    if match is None:
        raise _Unclear(_("'{value}' is neither steps nor a time. Write 3-7 02:10.").format(value=part))
    number, dash, last, value = match.groups()
    first = _numbered(checklist, number)
    if not last:
        yield first, dash or value or ""
        return
    end = _numbered(checklist, last)
    if end.index < first.index:
        raise _Unclear(_("In {value} the last step stands before the first.").format(value=part))
    for item in checklist.items:
        if item.number and first.index <= item.index <= end.index and item.is_work and not item.is_complete:
            yield item, ""


def _numbered(checklist: Checklist, number: str) -> Item:
    found = next((item for item in checklist.items if item.number == number.casefold()), None)
    if found is None:
        raise _Unclear(_("There is no step {number}.").format(number=number))
    return found


def _mark(walk: Walk, item: Item, how: str, at: datetime) -> Mark:
    """The mark; refused where a tick on paper is not enough."""
    step, by = item.step, walk.person
    if how == "-":
        return c.RuleOutStep(by=by, step=step.id, because=_("does not apply, by the paper"), at=at)
    if step.verb is Verb.ASK:
        if not how.isdecimal() or not 0 < int(how) <= len(step.options):
            words = _("Step {number} is a decision: write {number}= and the number of its answer, up to {most}.")
            raise _Unclear(words.format(number=item.number, most=len(step.options)))
        return c.AnswerStep(by=by, step=step.id, option=step.options[int(how) - 1], at=at)
    if step.verb is not Verb.DO or step.mode is Mode.CROSS_CHECK:
        words = _("Step {number} is more than a tick: leave it out, and {key} there marks it.")
        raise _Unclear(words.format(number=item.number, key=key_of("walk.as_expected", _("Space"))))
    if step.asks_value and not how:
        words = _("Step {number} wants what was seen: write {number}= and the value.")
        raise _Unclear(words.format(number=item.number))
    return c.CompleteStep(by=by, step=step.id, value=how, at=at)


def _after(incident: Incident, mark: Mark, at: datetime) -> Incident:
    """The incident as it would be.

    Raises:
        Refused: the rules do not allow the mark.
    """
    for event in decide(incident, mark, at):
        entry = Recorded(
            incident_id=incident.id,
            seq=incident.version + 1,
            event_id=f"imagined-{incident.version + 1}",
            event=event,
            actor=mark.by,
            on_behalf_of=None,
            occurred_at=at,
            recorded_at=at,
        )
        incident = evolve(incident, entry)
    return incident
