"""The current step as `incident show` prints it: what to do, what to expect, and the exact command that marks it.

Apart from the rest of the page, because it alone differs by what kind of step it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.grading.tiers import Tier
from incident.domain.incident import COMMANDER
from incident.domain.runbooks.runbook import Mode, Step, Verb
from incident.domain.timing.clocks import step_due
from incident.domain.timing.playing_time import left_until
from incident.domain.walking.recording import facts_to_record
from incident.i18n import _
from incident.wording.cells import cells, hanging, pad, wrap
from incident.wording.conditions import condition_phrase
from incident.wording.facts import fact_type_words
from incident.wording.pacing import pace_texts
from incident.wording.steps import asked_value, message_title, mode_word, state_word, step_label, text_to_copy
from incident.wording.times import countdown, duration

if TYPE_CHECKING:
    from incident.application.ports import Directory
    from incident.domain.incident import Incident
    from incident.domain.walking.checklist import Checklist, Item
    from incident.wording.speech import Speech

__all__ = ["COMMAND", "REMARK", "may_leave_by_night", "step_lines"]

_ASKS = {Verb.ASK: "ask", Verb.APPROVE: "approve", Verb.TELL: "tell", Verb.WATCH: "watch", Verb.REQUEST: "request"}
"""What stands before the words of a step that says in another way what to do."""
COMMAND = "  > "
"""What stands before a line that is to be typed."""
REMARK = "    # "
"""What stands between a command and what it means."""


def step_lines(  # noqa: PLR0917  (what one block of the page needs)
    incident: Incident,
    checklist: Checklist,
    now: datetime,
    speech: Speech,
    width: int,
    person: str = "",
    night: str = "",
) -> list[str]:
    """The one bright thing; empty if no step can be worked on.

    `night`: who approved its text beforehand, where the night policy lets it leave.
    """
    item = checklist.current
    if item is None:
        return []
    lines = _title(incident, item, now, speech, width)
    texts = [(label, text) for label, text in _texts(incident, item, now, speech) if text]
    column = max((cells(label) for label, _text in texts), default=0) + 2
    for label, text in texts:
        lines += hanging(f"  {pad(label, column)}", text, width)
    lines += [f"  {line}" for line in _to_copy(incident, item, speech)]
    commands = (COMMAND + line for line in _commands(incident, item, speech, person, night, now))
    who = [
        f"  {line}" for words in _who_else(incident, item.step, speech, person, now) for line in wrap(words, width - 2)
    ]
    return [*lines, *_questions(incident, item, speech, width), *who, *commands]


def may_leave_by_night(  # noqa: PLR0917  (what one sentence of the page needs)
    incident: Incident, checklist: Checklist, directory: Directory, person: str, now: datetime, speech: Speech
) -> str:
    """Who approved the text of the current step beforehand, if it may leave without its approver now."""
    step = checklist.current.step if checklist.current is not None else None
    if step is None or step.verb is not Verb.TELL or not step.approver:
        return ""
    from incident.application.messages.by_night import lets_leave  # here: few steps wait for an approval

    found = lets_leave(incident, directory, step, person, now)
    return speech.person(found.by) if found is not None else ""


def _questions(incident: Incident, item: Item, speech: Speech, width: int) -> Iterator[str]:
    """What a record asks and nobody has answered: each with its fact, its type and its own command."""
    wanted = facts_to_record(incident, item.step) if item.step.verb is Verb.RECORD else ()
    for fact in map(incident.runbook.fact, wanted):
        if fact is not None:
            asked = _("{fact}: {question} ({type})").format(
                fact=fact.id, question=speech.fact(fact.id), type=fact_type_words(fact.type)
            )
            yield from (f"  {line}" for line in wrap(asked, width - 2))
            yield f"{COMMAND}incident fact {incident.id} {fact.id}=…"


def _to_copy(incident: Incident, item: Item, speech: Speech) -> Iterator[str]:
    """A text of the step as it stands, line by line."""
    shown = text_to_copy(item.step, incident, speech)
    if shown:
        yield step_label("show")
        yield from shown.splitlines()


def _title(incident: Incident, item: Item, now: datetime, speech: Speech, width: int) -> list[str]:
    """Which step, and until when; the time below it where both are longer than the line."""
    lead, title = f"{item.glyph} {item.number} ", speech.step(item.step.id)
    due_at = step_due(incident, item.step, now)
    if due_at is None:
        return hanging(lead, title, width)
    words = _("due {time} (overdue {left})") if due_at <= now else _("due {time} ({left} left)")
    due = words.format(time=speech.when(due_at, now), left=countdown(abs(left_until(incident, due_at, now))))
    whole = f"{lead}{title}  {due}"
    return [whole] if cells(whole) <= width else [*hanging(lead, title, width), *hanging(" " * cells(lead), due, width)]


def _texts(incident: Incident, item: Item, now: datetime, speech: Speech) -> Iterator[tuple[str, str]]:
    step = item.step
    yield _("WHO"), _who(incident, item, now, speech)
    yield step_label("caution"), speech.text(f"step.{step.id}.caution")
    yield (
        step_label(_ASKS.get(step.verb, "do")),
        speech.text(f"step.{step.id}.do") or _asked(incident, step, now, speech),
    )
    yield step_label("expect"), speech.text(f"step.{step.id}.expect")
    yield step_label("if_not"), speech.text(f"step.{step.id}.if_not")
    yield from pace_texts(item, speech, now)
    if item.is_waiting and item.pace.until is not None and step.verb is not Verb.WAIT:
        yield (
            step_label("round"),
            _("begins at {time}, or as soon as it is marked").format(time=speech.when(item.pace.until, now)),
        )
    yield step_label("value"), asked_value(speech.text(f"step.{step.id}.value"), speech.text(f"step.{step.id}.unit"))


def _who(incident: Incident, item: Item, now: datetime, speech: Speech) -> str:
    step, progress = item.step, item.progress
    words = [speech.role(step.by)] if step.by else []
    holder = incident.person_of(step.by) if step.by else None
    if holder:
        words.append(speech.person(holder))
    if progress is not None and progress.taken_by is not None and progress.taken_at is not None:
        said = _("taken by {person} at {time}")
        words.append(said.format(person=speech.person(progress.taken_by), time=speech.when(progress.taken_at, now)))
    if step.mode is Mode.CROSS_CHECK:
        words.append(mode_word(step.mode))
    if item.state.value in {"held", "not-as-expected"}:
        words.append(state_word(item.state))
    return _(", ").join(words)


def _asked(incident: Incident, step: Step, now: datetime, speech: Speech) -> str:
    """What a step asks for that has no words of its own for it."""
    match step.verb:
        case Verb.ASK:
            return speech.text(f"step.{step.id}.question")
        case Verb.APPROVE:
            return speech.text(f"step.{step.id}.what")
        case Verb.TELL:
            return _("Send '{title}' to {audience}").format(
                title=message_title(incident, step, speech, now), audience=speech.audience(step.audience or "")
            )
        case Verb.WATCH:
            return condition_phrase(step.condition, speech) if step.condition else ""
        case _:
            return ""


def _commands(  # noqa: PLR0917  (what the commands of a step need)
    incident: Incident, item: Item, speech: Speech, person: str, night: str, now: datetime
) -> Iterator[str]:
    """Ready to be typed."""
    step = item.step
    mark = f"incident step {incident.id} {step.id}"
    match step.verb:
        case Verb.ASK:
            for choice in step.options:
                yield f"{mark} answer --option {choice}{REMARK}{speech.option(step.id, choice)}"
        case Verb.RECORD:
            if not facts_to_record(incident, step):
                yield f"{mark} done"
        case Verb.WATCH:
            hold = step.hold.get(incident.tier)
            if hold:
                yield _("ticks by itself once that has held for {length}").format(length=duration(hold))
            yield f"{mark} override --reason …"
        case Verb.WAIT:
            yield f"{mark} override --reason …" if item.pace.until else f"{mark} done"
        case Verb.REPEAT:
            yield f"{mark} not-expected"
            yield f"{mark} override --reason …"
        case Verb.TELL:
            yield from _of_message(incident, step, person, _by_night(incident, step, night), now)
        case Verb.APPROVE:
            yield f"{mark} done{_approval(incident, step)}"
            yield f"{mark} not-expected"
        case _:
            done = f"step {incident.id} {step.id} done" + (" --value …" if step.asks_value else "")
            yield from (f"incident{_by(item, person)} {done}", f"{mark} not-expected")


def _by(item: Item, person: str) -> str:
    """Whose command it is, where two people check the step and the reader was the first."""
    first = item.progress.taken_by if item.progress is not None else None
    return " --as …" if item.step.mode is Mode.CROSS_CHECK and first == person else ""


def _of_message(incident: Incident, step: Step, person: str, by_night: Sequence[str], now: datetime) -> Iterator[str]:
    """The command that sends it; where the reader may not, whose command does, behind what the night policy lets."""
    mark = f"step {incident.id} {step.id} done{_approval(incident, step)} --yes"
    if step.approver and incident.person_of(step.approver) is None:
        yield f"incident role {incident.id} {step.approver} …"
    if not _is_own(incident, step, person, now):
        yield f"incident {mark}"
        yield from by_night
        return
    yield from by_night
    yield f"incident --as … {mark}"
    if step.approver == COMMANDER:
        yield f"incident --as … handover {incident.id} take --because …"
    else:
        yield f"incident role {incident.id} {step.approver} …"


def _by_night(incident: Incident, step: Step, night: str) -> tuple[str, ...]:
    """The command that sends it without its approver, where the night policy lets it leave."""
    if not night:
        return ()
    words = _("night policy: {name} approved it before; send").format(name=night)
    return (f"incident step {incident.id} {step.id} done --night --yes{REMARK}{words}",)


def _who_else(incident: Incident, step: Step, speech: Speech, person: str, now: datetime) -> Iterator[str]:
    """Who has to do what the reader may not."""
    if step.verb is Verb.TELL and _is_own(incident, step, person, now):
        words = _(
            "At tier 1 {person} cannot approve their own text: somebody else writes it (put their name for …), "
            "or takes the role '{role}'."
        )
        yield words.format(person=speech.person(person), role=speech.role(step.approver or ""))


def _is_own(incident: Incident, step: Step, person: str, now: datetime) -> bool:
    """Whether the reader would write and approve the same text, which tier 1 does not allow."""
    from incident.domain.messages.drafts import author_of  # here: few steps tell anybody

    author = author_of(incident, step.id, person, now)
    holder = incident.person_of(step.approver) if step.approver else None
    return bool(person) and incident.tier is Tier.MAJOR and holder == person == author


def _approval(incident: Incident, step: Step) -> str:
    """Whose agreement goes with the mark."""
    holder = incident.person_of(step.approver) if step.approver else None
    return f" --approved-by {holder}" if holder else ""
