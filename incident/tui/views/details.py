"""All words of a step, wrapped to the window: what the box has no room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from incident.domain.incident import Incident
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.timing.clocks import due_by
from incident.i18n import _
from incident.tui.views.lines import Line, blank, line
from incident.tui.views.verbs import labelled, verb_rows
from incident.walk.flows.messages import message_text
from incident.walk.moment import Walk
from incident.wording.resources import resource_kind, resource_name
from incident.wording.steps import mode_word, state_word, step_label, text_to_copy
from incident.wording.times import duration

__all__ = ["detail_rows"]

MOST = 50
_WITHOUT_MODE: Final = frozenset({Verb.WAIT, Verb.REPEAT, Verb.TOGETHER, Verb.RUN})


def detail_rows(walk: Walk, width: int) -> Iterator[Line]:
    """The rows, the caution first and the reason last."""
    item = walk.shown
    if item is None:
        return
    step, text = item.step, walk.speech.text
    modes = [] if step.verb in _WITHOUT_MODE else [mode_word(step.mode)]
    words = [state_word(item.state), *modes, *([_("critical")] if step.critical else [])]
    yield line((" " + _("This step: {words}").format(words=_("; ").join(words)), ".muted"))
    if caution := text(f"step.{step.id}.caution"):
        yield from _labelled(step_label("caution"), caution, width)
    yield from (line(" ") + row for row in verb_rows(walk, item, width - 1, most=MOST, is_whole=True))
    yield from _shown(walk, step, width)
    for key in ("undo", "still_true", "why"):
        if said := text(f"step.{step.id}.{key}"):
            label = "then_true" if key == "still_true" and not item.was_done else key
            yield from _labelled(step_label(label), said, width)
    yield from _limits(walk, step, width)
    yield from _wants(walk, step)
    if step.verb is Verb.TELL:
        yield blank()
        yield line((" " + _("The text as it would leave now:"), ".bright"))
        for words_line in message_text(walk, step.template or "", step.audience or "", walk.draft_of(step.id)):
            yield from _labelled("", words_line, width)


def _shown(walk: Walk, step: Step, width: int) -> Iterator[Line]:
    """A text of the step as it stands, line by line, to be copied."""
    shown = text_to_copy(step, walk.incident, walk.speech)
    for number, row in enumerate(shown.splitlines()):
        yield from _labelled(step_label("show") if number == 0 else "", row, width)


def _labelled(label: str, words: str, width: int) -> Iterator[Line]:
    yield from (line(" ") + row for row in labelled(label, words, width - 1, most=MOST))


def _since(incident: Incident, step: Step, limit: timedelta) -> str:
    """The limit, and which moment it is counted from: the declaration, or the raise that brought it."""
    due = due_by(step.within, replace(incident, exercise=None))  # pauses moved it, and raises brought it
    is_of_raise = any(change.is_raise and due == change.at + limit for change in incident.tier_changes)
    said = _("{length} from the raise") if is_of_raise else _("{length} from declaration")
    return said.format(length=duration(limit))


def _limits(walk: Walk, step: Step, width: int) -> Iterator[Line]:
    limit = step.within.get(walk.incident.tier)
    if limit is not None:
        yield from _labelled(step_label("within"), _since(walk.incident, step, limit), width)
    if step.timer is not None:
        said = _("{length} from taking it").format(length=duration(step.timer))
        yield from _labelled(step_label("timer"), said, width)


def _wants(walk: Walk, step: Step) -> Iterator[Line]:
    """What the tier wants, for a step that asks for it."""
    if step.verb is not Verb.REQUEST:
        return
    yield blank()
    for want in walk.incident.runbook.wants.get(walk.incident.tier, ()):
        within = _("within {length}").format(length=duration(want.within)) if want.within else ""
        yield line(f"  {resource_kind(want.kind)}  ", (resource_name(want.type), ".bright"), f"  {want.need}  {within}")
