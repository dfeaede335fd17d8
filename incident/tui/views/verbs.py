"""What a step asks for, as labelled rows: DO, EXPECT, IF NOT and their like, two lines each at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.domain.checklist import Item
from incident.domain.clock_kinds import ClockKind
from incident.domain.conditions import facts_of
from incident.domain.recording import facts_to_record
from incident.domain.round_ids import written
from incident.domain.runbook import Branch, IfLate, Step, Verb
from incident.domain.wordings import render
from incident.i18n import _
from incident.tui.views.lines import Line, line, width_of, wrap
from incident.walk.moment import Walk
from incident.wording.conditions import condition_phrase
from incident.wording.facts import fact_words, number_words
from incident.wording.pacing import pace_texts
from incident.wording.times import countdown, duration

__all__ = ["labelled", "verb_rows"]

LABEL_CELLS: Final = 9
LINES_EACH: Final = 2


def verb_rows(walk: Walk, item: Item, width: int, most: int = LINES_EACH) -> Iterator[Line]:
    """The rows of the step, by its verb."""
    match item.step.verb:
        case Verb.DO | Verb.REQUEST:
            yield from _do(walk, item.step, width, most)
        case Verb.ASK:
            yield from _ask(walk, item, width, most)
        case Verb.RECORD:
            yield from _record(walk, item.step, width, most)
        case Verb.TELL:
            yield from _tell(walk, item.step, width, most)
        case Verb.APPROVE:
            yield from _approve(walk, item.step, width, most)
        case Verb.WATCH:
            yield from _watch(walk, item.step, width, most)
        case Verb.WAIT | Verb.REPEAT | Verb.TOGETHER | Verb.RUN:
            yield from _paced(walk, item, width, most)


def labelled(label: str, text: str, width: int, most: int = LINES_EACH) -> Iterator[Line]:
    """The label at the left, the text beside it, wrapped and hanging."""
    own = max(LABEL_CELLS, width_of(label) + 2)
    for number, words in enumerate(wrap(text, width - own, most)):
        yield line((label if number == 0 else "", ".bright")).truncate(own, pad=True) + line(words)


def _do(walk: Walk, step: Step, width: int, most: int) -> Iterator[Line]:
    text = walk.speech.text
    label = _("REQUEST") if step.verb is Verb.REQUEST else _("DO")
    yield from labelled(label, text(f"step.{step.id}.do") or walk.speech.step(step.id), width, most)
    expect = text(f"step.{step.id}.expect")
    if expect:
        yield from labelled(_("EXPECT"), expect, width, most)
    way_out = _way_out(walk, step)
    if way_out:
        yield from labelled(_("IF NOT"), _("press n -> {steps}").format(steps=way_out), width, most)
    if step.asks_value:
        yield from labelled(_("SAY"), _value(walk, step), width, most=most - 1)


def _way_out(walk: Walk, step: Step) -> str:
    said = walk.speech.text(f"step.{step.id}.if_not")
    out = Branch(step=written(step.id))
    branch = [s for s in walk.incident.runbook.steps() if s.branch == out and walk.incident.tier in s.tiers]
    return said or " / ".join(walk.speech.step(s.id) for s in branch)


def _value(walk: Walk, step: Step) -> str:
    question = walk.speech.text(f"step.{step.id}.value")
    unit = walk.speech.text(f"step.{step.id}.unit")
    if step.range is None:
        return f"{question} ____ {unit}".rstrip()
    span = _("({low} to {high})").format(low=number_words(step.range.low), high=number_words(step.range.high))
    return f"{question} ____ {unit} {span}"


def _ask(walk: Walk, item: Item, width: int, most: int) -> Iterator[Line]:
    step = item.step
    question = walk.speech.text(f"step.{step.id}.question") or walk.speech.step(step.id)
    yield from labelled(_("ASK"), question, width, most)
    chosen = item.progress.option if item.progress else None
    for number, option in enumerate(step.options, start=1):
        mark = ("  " + _("chosen"), ".done") if option == chosen else ""
        first, *others = wrap(walk.speech.option(step.id, option), width - LABEL_CELLS - 3, most - 1)
        yield line(" " * LABEL_CELLS, (str(number), ".key"), "  ", first, mark)
        yield from (line(" " * (LABEL_CELLS + 3), words) for words in others)


def _record(walk: Walk, step: Step, width: int, most: int) -> Iterator[Line]:
    wanted = facts_to_record(walk.incident, step)
    for number, fact in enumerate(step.facts):
        entry = walk.incident.facts.get(fact)
        label = _("RECORD") if number == 0 else ""
        words = walk.speech.fact(fact)
        if entry is not None:
            box = "[ ]" if fact in wanted else "[x]"  # what an earlier step asked for is old by now
            words = f"{box} {words} {fact_words(fact, entry.value, walk.speech)}"
        yield from labelled(label, words if entry else f"[ ] {words}", width, most=most - 1)


def _tell(walk: Walk, step: Step, width: int, most: int) -> Iterator[Line]:
    audience = walk.speech.audience(step.audience or "")
    yield from labelled(_("TELL"), _("{audience}. Enter shows the whole text.").format(audience=audience), width, most)
    yield from labelled(_("TEXT"), _title(walk, step), width, most=most - 1)
    if step.approver is not None:
        yield from labelled(_("APPROVE"), _approval(walk, step), width, most)


def _title(walk: Walk, step: Step) -> str:
    """The title as it would leave now; never with its placeholders."""
    wordings = render(walk.incident, step.template or "", walk.now, step.audience or "")
    wording = wordings.get(walk.speech.language) or next(iter(wordings.values()), None)
    return str(wording.title) if wording else step.template or ""


def _approval(walk: Walk, step: Step) -> str:
    role = walk.speech.role(step.approver or "")
    holder = walk.incident.person_of(step.approver or "")
    name = walk.speech.person(holder) if holder else _("nobody yet")
    draft = walk.draft_of(step.id)
    if draft is None:
        return _("{role} ({name}) has to agree before it leaves").format(role=role, name=name)
    return _("{message} waits for {role} ({name})").format(message=draft.id, role=role, name=name)


def _approve(walk: Walk, step: Step, width: int, most: int) -> Iterator[Line]:
    question = walk.speech.text(f"step.{step.id}.what") or walk.speech.step(step.id)
    yield from labelled(_("APPROVE"), question, width, most)
    holder = walk.incident.person_of(step.approver or "")
    name = walk.speech.person(holder) if holder else _("nobody yet")
    yield from labelled(
        _("BY"), _("{role}: {name}").format(role=walk.speech.role(step.approver or ""), name=name), width, most=1
    )
    late = {
        IfLate.PROCEED: _("go on without it"),
        IfLate.STOP: _("stop and wait"),
        IfLate.ESCALATE: _("it goes to the next person"),
    }
    if step.if_late is not None:
        yield from labelled(_("IF LATE"), late[step.if_late], width, most=most - 1)


def _watch(walk: Walk, step: Step, width: int, most: int) -> Iterator[Line]:
    if step.condition is None:
        return
    yield from labelled(_("WATCH"), condition_phrase(step.condition, walk.speech), width, most)
    facts = sorted(facts_of(step.condition))
    for number, fact in enumerate(facts[:LINES_EACH]):
        yield from labelled(_("NOW") if number == 0 else "", _last_value(walk, step, fact), width, most=most - 1)
    yield from labelled(_("HOLD"), _soak(walk, step), width, most=most - 1)


def _paced(walk: Walk, item: Item, width: int, most: int) -> Iterator[Line]:
    """What has steps of its own, or only takes time."""
    said = walk.speech.text(f"step.{item.step.id}.do")
    if said:
        yield from labelled(_("DO"), said, width, most)
    for label, words in pace_texts(item, walk.speech, walk.now):
        yield from labelled(label, words, width, most)
    facts = sorted(facts_of(item.step.condition)) if item.step.condition else []
    for number, fact in enumerate(facts[:LINES_EACH]):
        yield from labelled(_("NOW") if number == 0 else "", _last_value(walk, item.step, fact), width, most=most - 1)
    way_out = _way_out(walk, item.step)
    if way_out and not item.is_complete:
        yield from labelled(_("IF NOT"), _("press n -> {steps}").format(steps=way_out), width, most)


def _last_value(walk: Walk, step: Step, fact: str) -> str:
    entry, question = walk.incident.facts.get(fact), walk.speech.fact(fact)
    if entry is None:
        return _("{question} not stated yet: f states it").format(question=question)
    age = walk.now - entry.at
    value = fact_words(fact, entry.value, walk.speech)
    if step.fresh is not None and age > step.fresh:
        return _("{question} {value}, {age} old: f states it again").format(
            question=question, value=value, age=duration(age)
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
