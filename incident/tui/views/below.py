"""What stands under the box: next steps, the bands, the latest fact, and what needs a person.

Rows are shared out by need: what needs you and what blocks the end come first,
the steps to come take what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.incident import FactEntry
from incident.domain.walking.checklist import Item
from incident.i18n import _
from incident.tui.views.bands import bands, more_row
from incident.tui.views.head import WIDE, cut_title, ruled_title
from incident.tui.views.lines import Line, beside, line, shortened, width_of, wrap
from incident.tui.views.rows import step_row, step_rows
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.needs import needs, relieved_words
from incident.walk.standing import all_settled
from incident.wording.facts import entry_words

__all__ = ["below_lines", "fact_row", "least_below", "needs_rows", "title_rows"]

AROUND_A_NEED: Final = 7
"""Cells beside what needs somebody: the blanks, and how many more needs there are."""
LEAST_NEEDS: Final = 2
"""Rows that what needs somebody always has."""
MOST_TITLE: Final = 4
"""Rows: a title has at most 200 characters."""
MOST_TOLD: Final = 5
"""Rows of an inject and of how many came before it; the timeline has the rest."""
MOST_WHY: Final = 2
"""Rows that the reasons of what is put off take more, before the second step to come, in a narrow window."""
MOST_COMING: Final = 3
"""More than three next steps are not read, they are searched."""


def below_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """What an exercise told whoever looks on, and the rows under it; it gives way to what needs somebody alone."""
    told = _told(walk, width, height - _kept_below(walk, width) - 1)
    return [*told, *_below(walk, width, height - len(told))]


def _below(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The rows under the box, exactly as many as fit; rows that nothing else takes show more of what needs somebody."""
    words = _needs(walk, width)
    need = _need_rows(walk, words, width, LEAST_NEEDS)
    fact = fact_row(walk, width)
    added, deferred = bands(walk, width)
    after = _after(walk)
    coming = [*_settled(walk), *(step_row(walk, item, width) for item in after[: MOST_COMING + 1])]
    first = deferred.least
    title = title_rows(walk, width) if not ruled_title(walk, width) else []
    why = min(MOST_WHY, deferred.cut) if width < WIDE else 0  # why it was put off before which steps come later
    wants = [first, len(coming[:1]), len(added.rows), len(deferred.rows) - first, len(fact), why, len(coming) - 1]
    shares = _share(height - len(need), [*wants, len(title)])
    shown = coming[: shares[1] + shares[6]]
    items = after[: len(shown)]
    if 1 < len(shown) < len(after):
        left, items = len(after) - len(shown) + 1, items[:-1]
        shown = [*shown[:-1], more_row(left, width, title=shares[7] < len(title))]
    title = title if shares[7] == len(title) else []
    raised, put_off, stated = added.within(shares[2]), shares[0] + shares[3] + shares[5], fact[: shares[4]]
    taken = len(shown) + len(raised) + len(deferred.within(put_off)) + len(title) + len(stated)
    need = _need_rows(walk, words, width, height - taken)
    spare = max(0, height - taken - len(need))
    coming = _roomy(walk, items, width, spare) + shown[len(items) :]
    band = deferred.within(put_off + spare - (len(coming) - len(shown)))
    body = [*coming, *raised, *band]
    padding = [line("")] * max(0, height - len(body) - len(title) - len(stated) - len(need))
    return [*body, *padding, *title, *stated, *need][:height]


def _roomy(walk: Walk, items: Sequence[Item], width: int, spare: int) -> list[Line]:
    """A row of each step; where rows are to spare a second one of those of which not everything has room in one."""
    shown = list[Line]()
    for item in items:
        rows = step_rows(walk, item, width)
        shown.extend(rows if len(rows) - 1 <= spare else [step_row(walk, item, width)])
        spare -= min(spare, len(rows) - 1)
    return shown


def least_below(walk: Walk, width: int) -> int:
    """Rows kept under the box: an inject, what needs somebody, what is put off, and the current step beside a look."""
    told = len(_told(walk, width, MOST_TOLD))
    return told + _kept_below(walk, width) + (walk.is_looking and walk.current is not None)


def _kept_below(walk: Walk, width: int) -> int:
    """The rows of what needs somebody, and of one step that is put off: it stays in sight until it is settled."""
    _added, deferred = bands(walk, width)
    return len(_need_rows(walk, _needs(walk, width), width, LEAST_NEEDS)) + deferred.least


def _after(walk: Walk) -> Sequence[Item]:
    """What comes after the step shown; whoever looks further on still sees the current one."""
    after, current = walk.coming(), walk.current
    if not walk.is_looking or current is None or current.step.id in {item.step.id for item in after}:
        return after
    return current, *after


def _settled(walk: Walk) -> Sequence[Line]:
    """That nothing is open, to whoever looks at a step meanwhile; else the box says it."""
    words = all_settled(walk) if walk.shown is not None else ""
    return [line(" ", (words, ".done"))] if words else []


def title_rows(walk: Walk, width: int) -> Sequence[Line]:
    """The title of the incident in full, where row 1 has no room for it."""
    lead, title = f" {_('TITLE')}  ", cut_title(walk, width)
    rows = wrap(title, width - width_of(lead) - 1, MOST_TITLE) if title else ()
    return [line((" " * width_of(lead) if number else lead, ".bright"), row) for number, row in enumerate(rows)]


def needs_rows(walk: Walk, width: int, most: int = LEAST_NEEDS, *, names_list: bool = True) -> Sequence[Line]:
    """At most so many rows, two at least: the gravest need in whole, the others where they have room.

    Behind them stands how many more there are, and the key of the list that has more of them; not on that list itself.
    """
    return _need_rows(walk, _needs(walk, width), width, most, names_list=names_list)


def _needs(walk: Walk, width: int) -> Sequence[str]:
    return needs(walk, width - width_of(_("NEEDS YOU")) - AROUND_A_NEED)


def _need_rows(walk: Walk, words: Sequence[str], width: int, most: int, *, names_list: bool = True) -> Sequence[Line]:
    if not words:
        return [line(" ", (row, ".muted")) for row in wrap(relieved_words(walk), width - 2, LEAST_NEEDS)]
    lead = line(" ", (_("NEEDS YOU"), ".wrong"), "  ")
    first, *others = wrap(words[0], width - width_of(lead), 2)
    rows, shown = [lead + line((first, ".bright")), *(line("   ", (row, ".bright")) for row in others)], 1
    for said in words[1:]:
        wrapped = wrap(said, width - AROUND_A_NEED, 2)
        if len(rows) + len(wrapped) > max(most, LEAST_NEEDS):
            break
        rows.extend(line("   ", row) for row in wrapped)
        shown += 1
    hidden = len(words) - shown
    if hidden and len(rows) < LEAST_NEEDS:
        rows.append(line("   ", words[1]))  # of two rows that it would take, what has room in one
        hidden -= 1
    if not hidden:
        return [*rows[:-1], shortened(rows[-1], width)]
    ends = _more_needs(hidden) if names_list else [f"+{hidden}"]
    end = next((each for each in ends if width_of(rows[-1]) + width_of(each) + 2 <= width), ends[-1])
    return [*rows[:-1], beside(rows[-1], line((end, ".muted"), " "), width)]


def _more_needs(count: int) -> Sequence[str]:
    """How many more needs there are and what shows them, in words and short."""
    key = key_of("walk.whole", "g")
    return _("+{count}: {key} lists them").format(count=count, key=key), f"+{count}: {key}"


def _told(walk: Walk, width: int, most: int) -> Sequence[Line]:
    """The last inject of an exercise that is whoever looks on to read; the timeline keeps all of them."""
    if walk.incident.exercise is None:
        return []
    from incident.tui.views.told import told_rows  # here: few incidents are exercises

    return told_rows(walk, width, most)


def fact_row(walk: Walk, width: int) -> Sequence[Line]:
    """The fact that was stated last, in one row or none; where there is no room, not who, then not when."""
    fact, noted = walk.incident.latest_fact, walk.incident.fact_note
    entry = walk.incident.facts.get(fact) if fact else None
    if noted is not None and (entry is None or entry.seq < noted.seq):
        return [shortened(_latest(walk, noted, _("(erased)") if noted.is_erased else str(noted.value))[0], width)]
    if fact is None or entry is None:
        return []
    asked, right = walk.speech.fact(fact), line(entry_words(fact, entry, walk.speech), " ")
    lefts = _latest(walk, entry, asked)
    left = next((each for each in lefts if width_of(each) + width_of(right) < width), lefts[-1])
    return [beside(left, right, min(width, width_of(left) + width_of(right) + 1))]


def _latest(walk: Walk, entry: FactEntry, words: str) -> Sequence[Line]:
    """What was said with who and when, with when, and alone."""
    when, name = walk.speech.when(entry.at, walk.now), walk.speech.person(entry.by)
    starts = (f"{when} {name}  ", f"{when}  ", "")
    return [line(" ", (_("LATEST FACT"), ".bright"), f"  {start}{words}") for start in starts]


def _share(rows: int, wants: Sequence[int]) -> list[int]:
    """Rows to each in turn, as far as they go."""
    shares = []
    for want in wants:
        share = max(0, min(rows, want))
        shares.append(share)
        rows -= share
    return shares
