"""What stands under the box: next steps, the bands, the latest fact, and what needs a person.

Rows are shared out by need: what needs you and what blocks the end come first,
the steps to come take what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.incident import FactEntry, StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, line, rule, shortened, width_of, wrap
from incident.tui.views.rows import step_row, waiting_rows
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.facts import fact_words

__all__ = ["bands", "below_lines", "fact_row", "needs_rows"]

AROUND_A_NEED: Final = 7
"""Cells beside what needs somebody: the blanks, and how many more needs there are."""
LEAST_HEADED: Final = 3
"""Rows from which a band keeps its heading: a heading without a step says nothing."""
MOST_COMING: Final = 3
"""More than three next steps are not read, they are searched."""


def below_lines(walk: Walk, width: int, height: int) -> Sequence[Line]:
    """The rows under the box, exactly as many as fit."""
    need = needs_rows(walk, width)
    fact = fact_row(walk, width)
    added, deferred = bands(walk, width)
    after = walk.coming()
    coming = [step_row(walk, item, width) for item in after[:MOST_COMING]]
    left = height - len(need)
    if len(after) > MOST_COMING:
        coming.append(_more(len(after) - MOST_COMING, width))
    shares = _share(left, [len(coming[:1]), len(added), len(deferred), len(fact), len(coming) - 1])
    shown = coming[: shares[0] + shares[4]]
    if 1 < len(shown) < len(coming):
        shown = [*shown[:-1], _more(len(after) - len(shown) + 1, width)]
    body = [*shown, *_crop(added, shares[1], width), *_crop(deferred, shares[2], width)]
    need = [*fact[: shares[3]], *need]
    left = height - len(need)
    padding = [line("") for _row in range(max(0, left - len(body)))]
    return [*body, *padding, *need][:height]


def bands(walk: Walk, width: int) -> tuple[list[Line], list[Line]]:
    """What a raise added and its place was passed, and what is put off; each with its heading, or empty."""
    added = _band(walk, _("ADDED BY THE RAISE - before this phase ends"), _hidden(walk, walk.checklist.band), width)
    waiting = [*walk.checklist.in_state(StepState.DEFERRED, StepState.ASKED)]
    if walk.shown is None:
        waiting = []  # the box has them
    return added, _band(walk, _("DEFERRED - must be settled before closing"), waiting, width)


def needs_rows(walk: Walk, width: int) -> Sequence[Line]:
    """At most two rows: the gravest need in whole, the next one where it has room, and how many more there are."""
    words = needs(walk, width - width_of(_("NEEDS YOU")) - AROUND_A_NEED)
    if not words:
        return []
    lead = line(" ", (_("NEEDS YOU"), ".wrong"), "  ")
    first, *others = wrap(words[0], width - width_of(lead), 2)
    rows = [lead + line((first, ".bright"))]
    if others or words[1:]:
        second = line((others[0], ".bright")) if others else line(words[1])
        hidden = len(words) - (1 if others else 2)
        more = f"+{hidden} " if hidden else ""
        rows.append(beside(line("   ", second), line((more, ".muted")), width))
    return rows


def fact_row(walk: Walk, width: int) -> Sequence[Line]:
    """The fact that was stated last, in one row or none; where there is no room, not who, then not when."""
    fact, noted = walk.incident.latest_fact, walk.incident.fact_note
    entry = walk.incident.facts.get(fact) if fact else None
    if noted is not None and (entry is None or entry.seq < noted.seq):
        return [shortened(_latest(walk, noted, str(noted.value))[0], width)]
    if fact is None or entry is None:
        return []
    asked, right = walk.speech.fact(fact), line(fact_words(fact, entry.value, walk.speech), " ")
    lefts = _latest(walk, entry, asked)
    left = next((each for each in lefts if width_of(each) + width_of(right) < width), lefts[-1])
    return [beside(left, right, min(width, width_of(left) + width_of(right) + 1))]


def _latest(walk: Walk, entry: FactEntry, words: str) -> Sequence[Line]:
    """What was said with who and when, with when, and alone."""
    when, name = walk.speech.when(entry.at, walk.now), walk.speech.person(entry.by)
    starts = (f"{when} {name}  ", f"{when}  ", "")
    return [line(" ", (_("LATEST FACT"), ".bright"), f"  {start}{words}") for start in starts]


def _hidden(walk: Walk, band: Sequence[Item]) -> Sequence[Item]:
    """The band without the step that stands in the box."""
    shown = walk.shown
    return [item for item in band if shown is None or item.step.id != shown.step.id]


def _band(walk: Walk, title: str, items: Sequence[Item], width: int) -> list[Line]:
    if not items:
        return []
    waits = (StepState.DEFERRED, StepState.ASKED)
    rows = (waiting_rows(walk, i, width) if i.state in waits else [step_row(walk, i, width)] for i in items)
    return [rule(width, title), *(row for each in rows for row in each)]


def _crop(band: list[Line], height: int, width: int) -> Sequence[Line]:
    """The band in that many rows; what does not fit is counted. Its heading goes before its first step does."""
    if height >= len(band):
        return band
    shown = band if height >= LEAST_HEADED else band[1:]
    if height >= len(shown) or height <= 1:
        return shown[: max(0, height)]
    return [*shown[: height - 1], _more(len(shown) - height + 1, width)]


def _more(count: int, width: int) -> Line:
    whole = _("{key} shows the whole list").format(key=key_of("walk.whole", "g"))
    words = ngettext("{count} more step", "{count} more steps", count).format(count=count)
    return beside(
        line((f"         {words}", ".muted")),
        line((whole, ".muted"), " "),
        width,
    )


def _share(rows: int, wants: Sequence[int]) -> list[int]:
    """Rows to each in turn, as far as they go."""
    shares = []
    for want in wants:
        share = max(0, min(rows, want))
        shares.append(share)
        rows -= share
    return shares
