"""What a step asks for, as labelled rows: DO, EXPECT, IF NOT and their like, two lines each at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.lines import Line, line, width_of, wrap
from incident.walk.moment import Walk
from incident.walk.texts import doubt_words, step_texts

__all__ = ["labelled", "verb_rows"]

LABEL_CELLS: Final = 9
LINES_EACH: Final = 2
MOST_ANSWER: Final = 4
"""Lines of an answer to choose, however little room there is: half an answer misleads."""
FEW: Final = 5
"""So many answers leave room for the question after them."""


def verb_rows(
    walk: Walk, item: Item, width: int, most: int = LINES_EACH, *, again: int | None = None, is_whole: bool = False
) -> Iterator[Line]:
    """The rows of the step, by its verb; `is_whole` where no other screen says more.

    `again`: the same as `most`, of what a key of the step says whole.
    """
    for each in step_texts(walk, item, is_whole=is_whole):
        lines = again if again is not None and each.is_said_again else most
        yield from labelled(each.label, each.on_screen or each.words, width, max(1, lines + each.lines))
    if item.step.verb is Verb.ASK:
        yield from _options(walk, item, width, most)
        if not item.is_complete and len(item.step.options) <= FEW and most >= LINES_EACH:
            yield from (line((row, ".muted")) for row in wrap(doubt_words(), width, 1))


def labelled(label: str, text: str, width: int, most: int = LINES_EACH) -> Iterator[Line]:
    """The label at the left, the text beside it, wrapped and hanging."""
    own = max(LABEL_CELLS, width_of(label) + 2)
    for number, words in enumerate(wrap(text, width - own, most)):
        yield line((label if number == 0 else "", ".bright")).truncate(own, pad=True) + line(words)


def _options(walk: Walk, item: Item, width: int, most: int) -> Iterator[Line]:
    step = item.step
    chosen = item.progress.option if item.progress else None
    for number, option in enumerate(step.options, start=1):
        mark = ("  " + _("chosen"), ".done") if option == chosen else ""
        first, *others = wrap(walk.speech.option(step.id, option), width - LABEL_CELLS - 3, max(most, MOST_ANSWER))
        yield line(" " * LABEL_CELLS, (str(number), ".key"), "  ", first, mark)
        yield from (line(" " * (LABEL_CELLS + 3), words) for words in others)
