"""A step as one row, wherever steps are listed: done, to come, deferred, all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.incident import Progress, StepState
from incident.domain.timing.playing_time import back_at
from incident.domain.walking.checklist import Item
from incident.domain.walking.pacing import PLAIN
from incident.i18n import _
from incident.tui.views.lines import Line, beside, line, rule, shortened, width_of, wrap
from incident.walk.moment import Walk
from incident.walk.standing import is_late
from incident.wording.completion import ended_words
from incident.wording.facts import value_words
from incident.wording.pacing import pace_note
from incident.wording.quoting import said
from incident.wording.usual import reread

__all__ = [
    "STATE_STYLES",
    "completion_lines",
    "done_lines",
    "glyph_of",
    "step_row",
    "step_rows",
    "waiting_row",
    "waiting_rows",
]

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
    """The steps that were done last, shrunk to a row, the latest at the bottom; under it the phase that it ended."""
    ended = completion_lines(walk, width)
    most = max(1, min(2, height) - len(ended))
    rows = [step_rows(walk, item, width) for item in walk.last_done(most)]
    return [*(row for each in rows for row in each), *ended]


def completion_lines(walk: Walk, width: int) -> Sequence[Line]:
    """That a phase is complete, over the whole width, until a step of the next one is done (reference/UX.md 18)."""
    last = next(iter(walk.last_done(1)), None)
    if last is None or last.progress is None or (walk.current is not None and walk.current.phase == last.phase):
        return ()
    own = [item for item in walk.checklist.items if item.phase == last.phase and item.number]
    words = ended_words(last.phase + 1, own, walk.speech.when(last.progress.at, walk.now))
    return (rule(width, words, ".bright"),) if words else ()


def step_row(walk: Walk, item: Item, width: int) -> Line:
    """Glyph, number and title; at the right what is known of it, as far as the title leaves room."""
    left, known = _title(walk, item), _known(walk, item)
    room = width - width_of(left) - 2
    if not item.is_complete:
        known = _whole_words(known, room)
    right = line((known, ".muted"), " " * (width_of(known) <= room))
    return beside(left, shortened(right, room + 1) if room >= LEAST else line(""), width)


def _whole_words(known: str, room: int) -> str:
    """As much of what is known as has room, closer together before less of it: half a role says nothing."""
    while known and width_of(known) >= room:
        closer = known.replace(GAP, " ")
        if width_of(closer) <= room + 1:
            return closer
        known = known.rpartition(GAP)[0]
    return known


def step_rows(walk: Walk, item: Item, width: int) -> Sequence[Line]:
    """The same with all that is known: in further rows where one is too short."""
    known, room = _known(walk, item), width - INDENT - 1
    first, *others = _in_rows(_title(walk, item), line((known, ".muted")), ("", ""), width)
    rows = [known] if item.is_complete else _whole_parts(known, room)
    right = (shortened(line((row, ".muted")), room) + line(" ") for row in rows)
    return [first, *(beside(line(""), row, width) for row in right if others)]


def _whole_parts(known: str, room: int) -> list[str]:
    """What is known of a step in as many rows as that takes, none of it cut between two of them."""
    rows = [""]
    for part in known.split(GAP):
        longer = GAP.join(filter(None, (rows[-1], part)))
        if not rows[-1] or width_of(longer) <= room:
            rows[-1] = longer
        else:
            rows.append(part)
    return rows


def waiting_row(walk: Walk, item: Item, width: int) -> Sequence[Line]:
    """The same in one row where it has room: how it stands, as many whole words of it as there are cells for."""
    head, parts, style, _may = _waiting(walk, item)
    for count in range(len(parts), 0, -1):
        for gap in (GAP, " "):
            said = gap.join(parts[:count])
            if width_of(head) + width_of(said) + 2 <= width:
                return [_chosen(walk, item, beside(head, line((said, style), " "), width))]
    return waiting_rows(walk, item, width)


def waiting_rows(walk: Walk, item: Item, width: int, most: int = 0) -> Sequence[Line]:
    """A deferred or asked step: until when, by whom, why; the reason is cut before anything else.

    `most`: rows that it may take where the reason would be cut.
    """
    head, parts, style, may = _waiting(walk, item)
    must = (GAP.join(parts), style)
    rows = _in_rows(head, line(must), may, width)
    if most > len(rows) and not any(may[1] in row.plain for row in rows):
        rows = _all_rows(head, must, may, width, most)
    return [_chosen(walk, item, row) for row in rows]


def _chosen(walk: Walk, item: Item, row: Line) -> Line:
    is_chosen = walk.is_looking and walk.shown is not None and walk.shown.step.id == item.step.id
    return row.stylize(".selected") if is_chosen else row


def _waiting(walk: Walk, item: Item) -> tuple[Line, Sequence[str], str, tuple[str, str]]:
    """Which step it is; how it stands, the gravest first; in which style; who put it off, and why."""
    progress = item.progress
    answer = progress.answer if progress is not None else None
    why = _why(progress)
    by = walk.speech.person(progress.kept_by or progress.by) if progress is not None else ""
    if answer is not None:
        why, by = reread(said(answer.text)), walk.speech.person(answer.by)
    until = _("is back") if item.is_back else _until(walk, item)
    until = until if answer is None else _("answered")
    until = f"{StepState.NOT_AS_EXPECTED.glyph} {until}" if progress and progress.went_wrong_at else until
    late = answer is None and is_late(walk, item)
    parts = [_("LATE"), *([_("critical")] if item.step.critical else [])] if late else []
    style = ".wrong" if item.is_back or late else ".waiting"
    head = line(" ", (glyph_of(walk, item), ".waiting"), f" {item.number:>3}  ", walk.speech.step(item.step.id))
    return head, [*parts, until], style, (by, why)


def glyph_of(walk: Walk, item: Item) -> str:
    """As the checklist has it; but only the current step stands as one: what is back says so in words."""
    is_another = walk.current is not None and walk.current.step.id != item.step.id
    return item.state.glyph if item.is_back and is_another else item.glyph


def _title(walk: Walk, item: Item) -> Line:
    indent = "  " if item.step.branch else ""
    style = ".muted" if item.state is StepState.NOT_APPLICABLE else ""
    glyph = (glyph_of(walk, item), STATE_STYLES.get(item.state, ""))
    return line(" ", glyph, f" {item.number:>3}  {indent}", (walk.speech.step(item.step.id), style))


def _in_rows(left: Line, must: Line, may: tuple[str, str], width: int) -> Sequence[Line]:
    """One row, or two where the left part and what must be read do not fit beside each other.

    `may`: who and why; what has no room goes as a whole, only the reason is cut.
    """
    room = width - width_of(left) - 3
    if width_of(must) <= room:
        return [beside(left, must + _may(may, room - width_of(must)) + line(" "), width)]
    words = shortened(must + _may(may, width - INDENT - 1 - width_of(must)), width - INDENT - 1)
    return [shortened(left, width, pad=True), (line(" " * INDENT) + words).truncate(width, pad=True)]


def _all_rows(left: Line, must: tuple[str, str], may: tuple[str, str], width: int, most: int) -> Sequence[Line]:
    """The title, and under it who and why in as many rows as that takes and there are."""
    first, *others = wrap(GAP.join(filter(None, (must[0], *may))), width - INDENT - 1, most - 1)
    styled = len(must[0]) if first.startswith(must[0]) else 0
    rows = [
        line(" " * INDENT, (first[:styled], must[1]), first[styled:]),
        *(line(" " * INDENT, each) for each in others),
    ]
    return [shortened(left, width, pad=True), *(row.truncate(width, pad=True) for row in rows)]


def _may(may: tuple[str, str], room: int) -> Line:
    if not may[0]:
        return line("")
    by, why = (line(GAP, words) for words in may)
    if width_of(by + why) <= room:
        return by + why
    if width_of(by) + LEAST < room:
        return by + shortened(why, room - width_of(by))
    return by if width_of(by) <= room else line("")


def _known(walk: Walk, item: Item) -> str:
    progress, speech = item.progress, walk.speech
    if item.is_complete and progress is not None:
        words = speech.option(item.step.id, progress.option) if progress.option else _why(progress)
        if item.state is StepState.AS_EXPECTED and not progress.option:
            words = value_words(item.step.id, words, speech)
        wrong = f"{StepState.NOT_AS_EXPECTED.glyph} " if progress.went_wrong_at else ""  # it worked in the end
        return f"{wrong}{speech.when(progress.at, walk.now)} {speech.person(progress.by)}  {words}".rstrip()
    parts = [_("LATE")] if item.is_work and is_late(walk, item) else []
    parts += [pace_note(item, speech, walk.now)] if item.pace is not PLAIN else []
    parts += [_("added")] if item.is_added else []
    parts += [_("critical")] if item.step.critical else []
    if progress is not None and progress.taken_by:
        parts.append(_("taken by {name}").format(name=speech.person(progress.taken_by)))
    elif item.step.by:
        parts.append(speech.role(item.step.by))
    return GAP.join(filter(None, parts))


def _why(progress: Progress | None) -> str:
    """The words of a mark; a usual reason in the reader's language, for another person may have picked it."""
    return reread(said(progress.words)) if progress is not None and progress.words is not None else ""


def _until(walk: Walk, item: Item) -> str:
    progress, speech = item.progress, walk.speech
    if progress is None:
        return ""
    until = back_at(walk.incident, progress, walk.now)
    if item.state is StepState.ASKED and progress.until_person and until:
        name, time = speech.person(progress.until_person), speech.when(until, walk.now)
        words = _("{name} answers by {time}") if progress.understood_at is None else _("{name}, understood: by {time}")
        return words.format(name=name, time=time)
    if until is not None:
        return _("until {time}").format(time=speech.when(until, walk.now))
    if progress.until_step is not None:
        awaited = walk.checklist.item(progress.until_step)
        return _("until step {number}").format(number=awaited.number if awaited else progress.until_step)
    return _("with {name}").format(name=speech.person(progress.until_person or ""))
