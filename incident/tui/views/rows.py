"""A step as one row, wherever steps are listed: done, to come, deferred, all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.checklist import Item
from incident.domain.incident import StepState
from incident.domain.pacing import PLAIN
from incident.i18n import _
from incident.tui.views.lines import Line, beside, line, width_of
from incident.walk.moment import Walk
from incident.wording.pacing import pace_note
from incident.wording.quoting import said

__all__ = ["STATE_STYLES", "done_lines", "step_row", "step_rows", "waiting_rows"]

INDENT: Final = 10
"""Where a title begins."""
GAP: Final = "  "
"""Between the things that are known of a step."""
LEAST: Final = 8
"""In fewer cells nothing is said of a step."""

STATE_STYLES: Final = {
    StepState.CURRENT: ".bright",
    StepState.AS_EXPECTED: ".done",
    StepState.SENSED: ".done",
    StepState.OVERRIDDEN: ".overridden",
    StepState.NOT_AS_EXPECTED: ".wrong",
    StepState.DEFERRED: ".waiting",
    StepState.ASKED: ".waiting",
    StepState.HELD: ".selected",
    StepState.NOT_APPLICABLE: ".muted",
}
"""What a state looks like; its glyph says the same without colour."""


def done_lines(walk: Walk, width: int, height: int = 2) -> Sequence[Line]:
    """The steps that were done last, shrunk to a row, the latest at the bottom."""
    rows = [step_rows(walk, item, width) for item in walk.last_done(min(2, height))]
    return [row for each in rows for row in each]


def step_row(walk: Walk, item: Item, width: int) -> Line:
    """Glyph, number and title; at the right what is known of it, as far as the title leaves room."""
    left, known = _title(walk, item), _known(walk, item)
    room = width - width_of(left) - 2
    while not item.is_complete and known and width_of(known) >= room:
        known = known.rpartition(GAP)[0]  # half a role says nothing
    right = line((known, ".muted"), " ")
    return beside(left, right.truncate(room, ellipsis=True) if room >= LEAST else line(""), width)


def step_rows(walk: Walk, item: Item, width: int) -> Sequence[Line]:
    """The same with all that is known: in a second row where one is too short."""
    return _in_rows(_title(walk, item), line((_known(walk, item), ".muted")), line(""), width)


def waiting_rows(walk: Walk, item: Item, width: int) -> Sequence[Line]:
    """A deferred or asked step: until when, by whom, why; the reason is cut before anything else."""
    progress = item.progress
    why = said(progress.words) if progress is not None and progress.words is not None else ""
    by = walk.speech.person(progress.by) if progress is not None else ""
    until = _("is back") if item.is_back else _until(walk, item)
    style = ".wrong" if item.is_back else ".waiting"
    head = line(" ", (item.glyph, ".waiting"), f" {item.number:>3}  ", walk.speech.step(item.step.id))
    rows = _in_rows(head, line((until, style)), line(f"  {by}  {why}"), width)
    is_chosen = walk.is_looking and walk.shown is not None and walk.shown.step.id == item.step.id
    return [row.stylize(".selected") if is_chosen else row for row in rows]


def _title(walk: Walk, item: Item) -> Line:
    indent = "  " if item.step.branch else ""
    style = ".muted" if item.state is StepState.NOT_APPLICABLE else ""
    glyph = (item.glyph, STATE_STYLES.get(item.state, ""))
    return line(" ", glyph, f" {item.number:>3}  {indent}", (walk.speech.step(item.step.id), style))


def _in_rows(left: Line, must: Line, may: Line, width: int) -> Sequence[Line]:
    """One row, or two where the left part and what must be read do not fit beside each other."""
    room = width - width_of(left) - 3
    if width_of(must) <= room:
        return [beside(left, (must + may).truncate(room, ellipsis=True) + line(" "), width)]
    words = (must + may).truncate(width - INDENT - 1, ellipsis=True)
    return [left.truncate(width, pad=True, ellipsis=True), (line(" " * INDENT) + words).truncate(width, pad=True)]


def _known(walk: Walk, item: Item) -> str:
    progress, speech = item.progress, walk.speech
    if item.is_complete and progress is not None:
        words = speech.option(item.step.id, progress.option) if progress.option else str(progress.words or "")
        wrong = f"{StepState.NOT_AS_EXPECTED.glyph} " if progress.went_wrong_at else ""  # it worked in the end
        return f"{wrong}{speech.when(progress.at, walk.now)} {speech.person(progress.by)}  {words}".rstrip()
    parts = [pace_note(item, speech, walk.now)] if item.pace is not PLAIN else []
    parts += [_("added")] if item.is_added else []
    parts += [_("critical")] if item.step.critical else []
    if progress is not None and progress.taken_by:
        parts.append(_("taken by {name}").format(name=speech.person(progress.taken_by)))
    elif item.step.by:
        parts.append(speech.role(item.step.by))
    return GAP.join(filter(None, parts))


def _until(walk: Walk, item: Item) -> str:
    progress, speech = item.progress, walk.speech
    if progress is None:
        return ""
    if item.state is StepState.ASKED and progress.until_person and progress.until_time:
        name, time = speech.person(progress.until_person), speech.when(progress.until_time, walk.now)
        return _("{name} answers by {time}").format(name=name, time=time)
    if progress.until_time is not None:
        return _("until {time}").format(time=speech.when(progress.until_time, walk.now))
    if progress.until_step is not None:
        awaited = walk.checklist.item(progress.until_step)
        return _("until step {number}").format(number=awaited.number if awaited else progress.until_step)
    return _("with {name}").format(name=speech.person(progress.until_person or ""))
