"""What a step asks for, as labelled texts: DO, EXPECT, IF NOT and their like, in the order in which they are read.

Apart from the screen that fits them into a box, because the line mode says the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.domain.frozen import Frozen
from incident.domain.runbooks.conditions import facts_of
from incident.domain.runbooks.round_ids import written
from incident.domain.runbooks.runbook import Branch, Step, Verb
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.walking.approving import roles_deciding
from incident.domain.walking.checklist import Item
from incident.domain.walking.recording import facts_to_record
from incident.i18n import _
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.conditions import condition_phrase
from incident.wording.facts import entry_words, number_words
from incident.wording.pacing import pace_texts
from incident.wording.steps import asked_value, late_words, message_title, step_label
from incident.wording.times import countdown, duration

__all__ = ["StepText", "doubt_words", "step_texts"]

SHORT: Final = -1
"""A line fewer than a text of its own."""
WHOLE: Final = 2
"""Lines more: its end says what may be typed."""
FEW: Final = 2
"""Facts of a condition that a box has room for."""


class StepText(Frozen):
    """One text of a step."""

    label: str
    """Stands before it; '' where it goes on under the label above."""
    words: str
    on_screen: str = ""
    """What a screen shows instead: the same with its key, box or gap; '' for the words as they are."""
    lines: int = 0
    """How many lines more, or fewer (negative), than other texts it may fill where room is scarce."""
    is_said_again: bool = False
    """Whether a key of the step says it whole, so that it gives up its lines first."""


def doubt_words() -> str:
    """What is asked against every decision: under stress people look for what they believe (reference/UX.md 26)."""
    return _("What would you see if this were wrong?")


def step_texts(walk: Walk, item: Item, facts: int = FEW, *, is_whole: bool = False) -> Iterator[StepText]:
    """The texts of the step, by its verb, with the values of at most so many facts of its condition.

    `is_whole` where the text of a message stands below, so that no key has to lead to it.
    """
    match item.step.verb:
        case Verb.DO | Verb.REQUEST:
            yield from _do(walk, item.step)
        case Verb.ASK:
            question = walk.speech.text(f"step.{item.step.id}.question") or walk.speech.step(item.step.id)
            yield StepText(label=step_label("ask"), words=question)
        case Verb.RECORD:
            yield from _record(walk, item.step)
        case Verb.TELL:
            yield from _tell(walk, item.step, is_whole=is_whole)
        case Verb.APPROVE:
            yield from _approve(walk, item.step)
        case Verb.WATCH:
            yield from _watch(walk, item.step, facts)
        case Verb.WAIT | Verb.REPEAT | Verb.TOGETHER | Verb.RUN:
            yield from _paced(walk, item, facts)


def _do(walk: Walk, step: Step) -> Iterator[StepText]:
    text = walk.speech.text
    label = step_label(step.verb.value)
    yield StepText(label=label, words=text(f"step.{step.id}.do") or walk.speech.step(step.id))
    if expect := text(f"step.{step.id}.expect"):
        yield StepText(label=step_label("expect"), words=expect)
    yield from _if_not(walk, step)
    if step.asks_value:
        on_screen = _value(walk, step, gap=" ____")
        yield StepText(label=step_label("value"), words=_value(walk, step), on_screen=on_screen, lines=WHOLE)


def _if_not(walk: Walk, step: Step) -> Iterator[StepText]:
    if words := walk.speech.text(f"step.{step.id}.if_not") or _way_out(walk, step):
        yield StepText(
            label=step_label("if_not"),
            words=words,
            on_screen=_("press {key} -> {steps}").format(key=key_of("walk.not_expected", "n"), steps=words),
            is_said_again=True,
        )


def _way_out(walk: Walk, step: Step) -> str:
    """The steps of its branch; asked of every step of the runbook, so only where no words stand for them."""
    out = Branch(step=written(step.id))
    branch = [s for s in walk.incident.runbook.steps() if s.branch == out and walk.incident.tier in s.tiers]
    return " / ".join(walk.speech.step(s.id) for s in branch)


def _value(walk: Walk, step: Step, gap: str = "") -> str:
    question = walk.speech.text(f"step.{step.id}.value")
    unit = walk.speech.text(f"step.{step.id}.unit")
    words = f"{question}{gap} {unit}".rstrip() if gap else asked_value(question, unit)
    if step.range is None:
        return words
    span = _("({low} to {high})").format(low=number_words(step.range.low), high=number_words(step.range.high))
    return _("{question} {span}").format(question=words, span=span)


def _record(walk: Walk, step: Step) -> Iterator[StepText]:
    wanted = facts_to_record(walk.incident, step)
    for number, fact in enumerate(step.facts):
        entry = walk.incident.facts.get(fact)
        label = step_label("record") if number == 0 else ""
        value = entry_words(fact, entry, walk.speech) if entry else ""
        words = f"{walk.speech.fact(fact)} {value}".rstrip()
        is_stated = entry is not None and fact not in wanted  # what an earlier step asked for is old by now
        on_screen = f"{'[x]' if is_stated else '[ ]'} {words}"
        yield StepText(label=label, words=words, on_screen=on_screen, lines=SHORT)


def _tell(walk: Walk, step: Step, *, is_whole: bool) -> Iterator[StepText]:
    audience = walk.speech.audience(step.audience or "")
    on_screen = "" if is_whole else _("{audience}. Enter shows the whole text.").format(audience=audience)
    yield StepText(label=step_label("tell"), words=audience, on_screen=on_screen)
    yield StepText(
        label=step_label("text"), words=message_title(walk.incident, step, walk.speech, walk.now), lines=SHORT
    )
    if step.approver is not None:
        yield StepText(label=step_label("approve"), words=_approval(walk, step))


def _approval(walk: Walk, step: Step) -> str:
    role = walk.speech.role(step.approver or "")
    holder = walk.incident.person_of(step.approver or "")
    name = walk.speech.person(holder) if holder else _("nobody yet")
    draft = walk.draft_of(step.id)
    if draft is None:
        return _("{role} ({name}) has to agree before it leaves").format(role=role, name=name)
    return _("{message} waits for {role} ({name})").format(message=draft.id, role=role, name=name)


def _approve(walk: Walk, step: Step) -> Iterator[StepText]:
    question = walk.speech.text(f"step.{step.id}.what") or walk.speech.step(step.id)
    yield StepText(label=step_label("approve"), words=question)
    deciding = [_held(walk, role) for role in roles_deciding(walk.incident, step, walk.now)]
    yield StepText(label=step_label("by"), words=_("; ").join(deciding), lines=SHORT)
    if step.if_late is not None:
        yield StepText(label=step_label("if_late"), words=late_words(step, walk.speech), lines=SHORT)


def _held(walk: Walk, role: str) -> str:
    holder = walk.incident.person_of(role)
    name = walk.speech.person(holder) if holder else _("nobody yet")
    return _("{role}: {name}").format(role=walk.speech.role(role), name=name)


def _watch(walk: Walk, step: Step, most: int) -> Iterator[StepText]:
    if step.condition is None:
        return
    yield StepText(label=step_label("watch"), words=condition_phrase(step.condition, walk.speech))
    yield from _now(walk, step, most)
    yield StepText(label=step_label("hold"), words=_soak(walk, step), lines=SHORT)


def _paced(walk: Walk, item: Item, most: int) -> Iterator[StepText]:
    """What has steps of its own, or only takes time."""
    if said := walk.speech.text(f"step.{item.step.id}.do"):
        yield StepText(label=step_label("do"), words=said)
    for label, words in pace_texts(item, walk.speech, walk.now):
        yield StepText(label=label, words=words)
    yield from _now(walk, item.step, most)
    if not item.is_complete:
        yield from _if_not(walk, item.step)


def _now(walk: Walk, step: Step, most: int) -> Iterator[StepText]:
    facts = sorted(facts_of(step.condition)) if step.condition else []
    for number, fact in enumerate(facts[:most]):
        yield StepText(label=_("NOW") if number == 0 else "", words=_last_value(walk, step, fact), lines=SHORT)


def _last_value(walk: Walk, step: Step, fact: str) -> str:
    entry, question, key = walk.incident.facts.get(fact), walk.speech.fact(fact), key_of("walk.fact", "f")
    if entry is None:
        return _("{question} not stated yet: {key} states it").format(question=question, key=key)
    value = entry_words(fact, entry, walk.speech)
    if step.fresh is not None and walk.now > entry.at + step.fresh:
        return _("{question} {value}, {age} old: {key} states it again").format(
            question=question, value=value, age=duration(walk.now - entry.at), key=key
        )
    return _("{question} {value} at {time}").format(
        question=question, value=value, time=walk.speech.when(entry.at, walk.now)
    )


def _soak(walk: Walk, step: Step) -> str:
    clock = walk.clock(ClockKind.SOAK, step.id)
    length = duration(step.hold[walk.incident.tier]) if walk.incident.tier in step.hold else ""
    if clock is None:
        return _("not true now; has to stay true for {length}").format(length=length) if length else _("not true now")
    if clock.is_overdue(walk.now):
        return _("true since {time}, long enough").format(time=walk.speech.when(clock.started_at, walk.now))
    left = countdown(clock.remaining(walk.now))
    return _("true since {time}, {left} of {length} left").format(
        time=walk.speech.when(clock.started_at, walk.now), left=left, length=length
    )
