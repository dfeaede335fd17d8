"""A step read aloud: a line each for the place, the caution, what to do, what to expect, and its time.

Apart from when it is read; nothing here wraps or fills a column: the voice does at a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident.domain.incident import COMMANDER
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clocks import QUIET, Clock
from incident.domain.walking.checklist import Item
from incident.i18n import _, pgettext
from incident.walk.flows.messages import message_text
from incident.walk.moment import Walk
from incident.walk.standing import begin_words, interrupted_words, kind_words, nothing_left, round_words, time_words
from incident.walk.texts import doubt_words, step_texts
from incident.wording.clocks import clock_name
from incident.wording.exercising import speed_words
from incident.wording.safe import clean_line
from incident.wording.sentences import unstopped
from incident.wording.steps import mode_word, state_word, step_label, text_to_copy
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.times import duration
from incident.wording.titles import title_of

__all__ = [
    "clock_line",
    "detail_lines",
    "due_clocks",
    "head_lines",
    "listed",
    "prompt_words",
    "step_lines",
    "whole_minutes",
]

ALL = 99


def head_lines(walk: Walk) -> Iterator[str]:
    """Which incident, how grave, who leads."""
    incident = walk.incident
    yield f"{incident.id} {clean_line(str(title_of(incident)))}"
    lead = incident.person_of(COMMANDER)
    name = _("nobody leads") if lead is None else _("lead {name}").format(name=walk.speech.person(lead))
    leads = _("you lead") if lead == walk.person else name
    speed = speed_words(incident.exercise)
    yield pgettext("aloud", ", ").join(
        filter(None, (mode_of_incident(incident.mode), speed, tier_word(incident.tier), leads))
    )
    yield _("declared {time}, {length} ago").format(
        time=walk.speech.when(incident.declared_at, walk.now), length=whole_minutes(walk.elapsed())
    )


def prompt_words(walk: Walk) -> str:
    """REAL or EXERCISE stands in every prompt, and the step that the next word is about."""
    mode, shown = mode_of_incident(walk.incident.mode), walk.shown
    if shown is None:
        return _("{mode}: ").format(mode=mode)
    return _("{mode}, step {number}: ").format(mode=mode, number=shown.number)


def step_lines(walk: Walk, item: Item | None) -> Iterator[str]:
    """The step; or how the incident stands where none can be worked."""
    if item is None:
        yield from nothing_left(walk)
        yield from (listed(walk, left) for left in walk.checklist.open_work if walk.is_open)
        return
    yield _place(walk, item)
    yield pgettext("aloud", ", ").join((walk.speech.step(item.step.id), *kind_words(walk, item)))
    yield from _labelled(step_label("caution"), walk.speech.text(f"step.{item.step.id}.caution"))
    yield interrupted_words(walk, item)
    yield round_words(walk, item)
    yield from _texts(walk, item)
    if walk.speech.whole(f"step.{item.step.id}.show"):
        yield _("Enter says the text to copy.")
    yield from time_words(walk, item, whole_minutes)
    yield begin_words(item)


def _place(walk: Walk, item: Item) -> str:
    counted, phases = walk.checklist.applicable, walk.checklist.phases
    words = _("Step {number}. Phase {phase} of {phases}: {title}. {done} of {total} steps done.")
    return words.format(
        number=item.number,
        phase=item.phase + 1,
        phases=sum(view.is_there for view in phases),
        title=walk.speech.phase(phases[item.phase].phase.id),
        done=sum(each.is_complete for each in counted),
        total=len(counted),
    )


def _texts(walk: Walk, item: Item) -> Iterator[str]:
    label = ""
    for each in step_texts(walk, item, facts=ALL):
        label = each.label or label
        if each.words != walk.speech.step(item.step.id):  # a way out in one sentence was read already: it is the title
            yield from _labelled(label, each.words)
    if item.step.verb is Verb.ASK:
        chosen = item.progress.option if item.progress else None
        for number, option in enumerate(item.step.options, start=1):
            words = walk.speech.option(item.step.id, option)
            yield _("{title}: {words}").format(title=number, words=words) + (_(", chosen") if option == chosen else "")
        if chosen is None:
            yield doubt_words()


def _labelled(label: str, words: str) -> Iterator[str]:
    """`Do: roll back`; a word in capitals would be spelled."""
    if words:
        yield _("{title}: {words}").format(title=label.capitalize(), words=words)


def detail_lines(walk: Walk) -> Iterator[str]:
    """All words of the step shown, with the message that it sends and the text that is copied from it."""
    item = walk.shown
    yield from step_lines(walk, item)
    if item is None:
        return
    step, text = item.step, walk.speech.text
    yield pgettext("aloud", ", ").join((mode_word(step.mode), state_word(item.state)))
    if step.verb is Verb.TELL:
        yield _("The text as it would leave now:")
        yield from message_text(walk, step.template or "", step.audience or "", walk.draft_of(step.id))
    if shown := text_to_copy(step, walk.incident, walk.speech):
        yield from (_("{title}: {words}").format(title=step_label("show").capitalize(), words=""), *shown.splitlines())
    for key in ("undo", "still_true", "why"):
        label = "then_true" if key == "still_true" and not item.was_done else key
        yield from _labelled(step_label(label), text(f"step.{step.id}.{key}"))


def listed(walk: Walk, item: Item) -> str:
    """A step in one line of a list: number, title, state, and when and by whom it was marked."""
    words = [f"{item.number} {unstopped(walk.speech.step(item.step.id))}", state_word(item.state)]
    progress = item.progress
    if progress is not None and item.is_complete:
        words.append(f"{walk.speech.when(progress.at, walk.now)} {walk.speech.person(progress.by)}")
    return pgettext("aloud", ", ").join(words)


def due_clocks(walk: Walk) -> list[Clock]:
    """The clocks that somebody can be late for, the earliest due first."""
    return [clock for clock in walk.clocks if clock.kind not in QUIET]


def clock_line(walk: Walk, clock: Clock) -> str:
    """What is due, when, and how long that is."""
    said = _("{name}: due {time}, in {length}")
    if clock.is_overdue(walk.now):
        said = _("{name}: was due {time}, {length} ago")
    name, time = clock_name(clock, walk.speech), walk.speech.when(clock.due_at, walk.now)
    return said.format(name=name, time=time, length=whole_minutes(clock.remaining(walk.now)))


def whole_minutes(length: timedelta) -> str:
    """A length of time as somebody would say it: no seconds beside minutes, and the nearest minute."""
    is_short = abs(length) < timedelta(minutes=1)
    return duration(length if is_short else timedelta(minutes=round(abs(length) / timedelta(minutes=1))))
