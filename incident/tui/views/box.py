"""The one bright thing: the current step in a heavy box, its labels by its verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from incident.domain.incident import StepState
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.lines import Line, blank, line, shortened, width_of, wrap
from incident.tui.views.passing import Passing, Row, at_once
from incident.tui.views.rows import STATE_STYLES, waiting_rows
from incident.tui.views.verbs import labelled, verb_rows
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import (
    begin_words,
    interrupted_words,
    is_late,
    kind_words,
    nothing_left,
    round_words,
    time_words,
)
from incident.wording.steps import step_label

__all__ = ["box_lines", "box_rows", "grown"]

EDGE = ".bright"
LONGEST: Final = 6
"""Lines of a text in the box, where there is room."""
_LINES: Final = (*((lines, lines) for lines in range(LONGEST, 1, -1)), (2, 1), (1, 1))
"""Of each text, and of what to do if it is not as expected: `n` says that again, so its second line goes first."""
LEAST_WHY: Final = 3
"""Lines of why the step is interrupted, however little room there is."""
MOST_TITLE: Final = 3
MOST_TIMES: Final = 3
EDGES: Final = 6
"""Cells of the upper border that no title takes."""


def box_lines(walk: Walk, width: int, height: int = 12, least: int = 0) -> Sequence[Line]:
    """The box as it is now."""
    return at_once(box_rows(walk, width, height, least), walk)


def box_rows(walk: Walk, width: int, height: int = 12, least: int = 0) -> Sequence[Row]:
    """The box around the step shown, borders included, in at most `height` rows and at least `least`."""
    item = walk.shown
    top, under = _top(walk, item, width)
    most = max(1, height - 2 - len(under))
    rows: list[Row] = _fitting(walk, item, width - 4, most) if item else [*_nothing_left(walk, width - 4)]
    if len(rows) > most:
        rows = [*_cut(rows, most - 1, item), rows[-1]]  # when it is due is the last
    if item is None and walk.is_open:
        left = (row for each in walk.checklist.open_work for row in waiting_rows(walk, each, width - 4))
        rows.extend(islice(left, most - len(rows)))
    sides = (_side(row, width) for row in (*under, *rows))
    return grown([top, *sides, line(("┗" + "━" * (width - 2) + "┛", EDGE))], width, min(least, height))


def grown(box: Sequence[Row], width: int, least: int) -> Sequence[Row]:
    """The box in at least so many rows; when its step is due stays the last of them."""
    return [*box[:-2], *[_sided(blank(), width)] * (least - len(box)), *box[-2:]]


def _fitting(walk: Walk, item: Item, width: int, most: int) -> list[Row]:
    """The step in as many lines each as there is room for, so that words are cut only where they must be."""
    times = _times(walk, item, width)
    rows = list[Row]()
    for lines_each, again in _LINES:
        rows = list(_rows(walk, item, width, lines_each, again))
        if len(rows) + len(times) <= most:
            break
    return [*rows, *times[: max(1, most - len(rows))]]


def _cut(rows: Sequence[Row], most: int, item: Item | None) -> Sequence[Row]:
    """The first of them; of a decision with more answers than rows it is said where all of them stand."""
    if item is None or item.step.verb is not Verb.ASK:
        return rows[:most]
    words = _("not all of it has room: {key} shows the whole step").format(key=key_of("walk.details", "Enter"))
    return [*rows[: most - 1], line((words, ".waiting"))]


def _rows(walk: Walk, item: Item, width: int, lines_each: int, again: int) -> Iterator[Row]:
    caution = walk.speech.text(f"step.{item.step.id}.caution")
    if caution:
        words = _("! CAUTION  {words}").format(words=caution)
        yield from (line((row, ".caution")) for row in wrap(words, width, lines_each))
    if interrupted := interrupted_words(walk, item):
        style = STATE_STYLES.get(item.state, ".waiting")
        yield from (line((row, style)) for row in wrap(interrupted, width, max(LEAST_WHY, lines_each)))
    if its_round := round_words(walk, item):
        yield line((its_round, ".waiting"))
    yield from verb_rows(walk, item, width, most=lines_each, again=again)
    if walk.speech.whole(f"step.{item.step.id}.show"):
        yield from labelled(step_label("show"), _("Enter shows the text to copy"), width, most=1)


def _times(walk: Walk, item: Item, width: int) -> Sequence[Row]:
    """How the time of the step stands and whose it is: in another row what has no room in the first, cut nowhere.

    Which part stands in which row no second changes.
    """
    parts, begin = time_words(walk, item, length=None), begin_words(item)
    groups = _groups([*parts, begin] if begin else parts, width)
    if begin and len(groups) > 1:
        groups = _groups(parts, width)
    return [Passing(partial(_time_row, item=item, width=width, shown=group)) for group in groups[:MOST_TIMES]]


def _groups(parts: Sequence[str], width: int) -> Sequence[slice]:
    """Which of the parts stand in one row, in their order."""
    groups = [slice(0, 1)]
    for place in range(1, len(parts)):
        fits = width_of("  ".join(parts[groups[-1].start : place + 1])) <= width
        if fits:
            groups[-1] = slice(groups[-1].start, place + 1)
        else:
            groups.append(slice(place, place + 1))
    return groups


def _time_row(walk: Walk, item: Item, width: int, shown: slice) -> Line:
    parts = [*time_words(walk, item), begin_words(item)][shown]
    wide, close = (gap.join(filter(None, parts)) for gap in ("   ", "  "))
    words = wide if width_of(wide) <= width else close
    return line((words, ".wrong" if is_late(walk, item) else ".muted"))


def _top(walk: Walk, item: Item | None, width: int) -> tuple[Line, Sequence[Line]]:
    """The upper border: glyph, number and title at the left, how the step is worked at the right.

    What has no room in it stands in the rows under it: no title is cut.
    """
    if item is None:
        return _border(walk.speech.text("title"), "", width), ()
    glyph = "[.]" if walk.is_looking and item.state is StepState.TO_DO else item.state.glyph
    lead, title, end = f"{glyph} {item.number}  ", walk.speech.step(item.step.id), _kind(walk, item)
    room = width - EDGES - width_of(lead)
    if width_of(title) + width_of(end) + 2 * bool(end) < room:
        return _border(lead + title, end, width), ()
    first, *others = wrap(title, room, MOST_TITLE)
    kind = [line((end, EDGE))] if end else []
    return _border(lead + first, "", width), [*(line((row, ".bright")) for row in others), *kind]


def _border(title: str, end: str, width: int) -> Line:
    right = line((f" {end} " if end else "", EDGE), ("━┓", EDGE))
    left = shortened(line(("┏━ ", EDGE), (title, ".bright"), (" ", EDGE)), max(4, width - width_of(right)))
    return left + line(("━" * max(0, width - width_of(left) - width_of(right)), EDGE)) + right


def _side(row: Row, width: int) -> Row:
    return row.within(partial(_sided, width=width)) if isinstance(row, Passing) else _sided(row, width)


def _sided(row: Line, width: int) -> Line:
    return line(("┃ ", EDGE)) + shortened(row, width - 4, pad=True) + line((" ┃", EDGE))


def _kind(walk: Walk, item: Item) -> str:
    looking = [_("LOOKING, {key} goes back").format(key=key_of("walk.current", "."))] if walk.is_looking else []
    return "  ".join([*looking, *kind_words(walk, item)])


def _nothing_left(walk: Walk, width: int) -> list[Line]:
    """What stands in the box where no step can be worked; it tells of keys, so no word of it is cut."""
    first, *others = ([line(row) for row in wrap(words, width, LONGEST)] for words in nothing_left(walk))
    style = ".bright" if not walk.is_open else ".waiting" if walk.checklist.open_work else ".done"
    gap = [blank()] if style == ".done" else []
    return [*(row.stylize(style) for row in first), *gap, *(row for each in others for row in each)]
