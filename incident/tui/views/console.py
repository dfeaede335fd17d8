"""The facilitator's screen: the plan with what became of it, the inject to come as players will read it, the players.

Apart from the screen, which knows keys: every row here is made of what was read and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from incident.application.exercises.console import Console
from incident.domain.exercises.playing import unheld
from incident.domain.exercises.results import Way
from incident.domain.exercises.scenario import Inject
from incident.i18n import _, current, ngettext
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, beside, blank, columns, heading, line, rule, shortened, width_of, wrap
from incident.walk.moment import Walk
from incident.wording.console import (
    about_words,
    clock_words,
    expected_words,
    mark_cell,
    observed_words,
    overrun_words,
    planned_cell,
    playing_words,
    real_event_words,
    shown_time,
    to_cell,
    unheld_words,
    unled_words,
    voice_words,
)
from incident.wording.speech import Speech

__all__ = [
    "console_aside",
    "console_clock",
    "console_foot",
    "console_rule",
    "plan_heads",
    "plan_line",
]

_PLAN, _AT, _NUMBER, _MARK, _GAPS = 7, 6, 3, 8, 4
"""Cells of the columns that keep theirs, and the gaps between five of them."""
ROOMY: Final = 100
"""Cells from which a row of the plan says when it was let go and what is expected; below, titles stand whole."""
_LOW: Final = 24
"""Rows of the window below which nothing stands beneath the plan but the inject to come and the players."""
_TALL: Final = 36
"""Rows from which objectives stand there too."""
_TITLE: Final = 46
"""Cells that most titles need."""
_MOST_ROWS: Final = 9
"""Rows of anything that stands beside the plan."""
_MOST_READ: Final = 2
"""Rows of what players will read, where it stands under the plan."""


def console_clock(console: Console, walk: Walk, now: datetime, width: int) -> Line:
    """Row 2: how the exercise's clock goes; at its end, how far players are."""
    shown = console.standing.exercise.clock.read(console.standing.exercise.ended_at or now)
    left = line(" ", (clock_words(console, shown), ".bright"))
    steps = [item for item in walk.checklist.items if item.number]
    done = _("{done} of {count} steps").format(done=sum(item.is_complete for item in steps), count=len(steps))
    right = line((f"{done} ", ".muted"))
    return beside(left, right, width) if width_of(left) + width_of(right) < width else shortened(left, width)


def console_rule(console: Console, speech: Speech, now: datetime, width: int, *, was_asked: bool = False) -> Line:
    """Row 3: who stopped play for what is real, that nobody led it, or that its planned time is over; else a rule.

    `was_asked`: whether what the time counts as in which nobody led it was left without an answer.
    """
    if console.ceased_by is None:
        standing = console.standing
        over = unled_words(standing, speech, now, was_asked=was_asked)
        over = over or overrun_words(standing, standing.exercise.clock.read(now))
        return shortened(line(" ! ", (over, ".caution")), width) if over else rule(width)
    return shortened(line(" ! ", (real_event_words(console.ceased_by, speech, now), ".wrong")), width)


def _widths(width: int) -> tuple[int, int, int, int]:
    """The cells of when it was let go, of its title, of to whom, and of what is expected; 0 where one has no room."""
    roomy = width >= ROOMY
    left = width - _PLAN - _NUMBER - _MARK - _GAPS - (_AT + 2 if roomy else 0)
    to = max(8, min(16, left - _TITLE))
    expected = (left - to) // 2 if roomy else 0
    return _AT if roomy else 0, left - to - expected, to, expected


def plan_heads(width: int) -> Line:
    """What stands in which column."""
    return _columns(
        (_("PLAN"), _("AT"), "#", _("INJECT"), _("TO"), _("EXPECTED"), (_("MARK"), ".muted")),
        width,
    ).stylize(".muted")


def plan_line(console: Console, place: int, speech: Speech, width: int) -> Line:
    """One inject: planned, out, its title, to whom, what is expected, what became of it."""
    inject, row = console.plan[place]
    title = console.standing.bundle.text(f"inject.{inject.id}.title", current())
    is_next = console.standing.next is not None and console.standing.next.id == inject.id
    style = ".bright" if is_next else ".muted" if row.released is not None else ""
    cells = (
        (">" if is_next else " ") + planned_cell(inject, row),
        "" if row.released is None else shown_time(row.released)[:-3],
        str(inject.number),
        title,
        _to(console, inject, speech),
        _("(not needed)") if row.way is Way.NOT_NEEDED else _first_expected(console, inject),
        mark_cell(console, inject, row),
    )
    made = _columns(cells, width)
    return made.stylize(style, 0, width - _MARK) if style else made


def _to(console: Console, inject: Inject, speech: Speech) -> str:
    """To whom, after a mark where a role of them has nobody."""
    whom = to_cell(inject, speech)
    return f"! {whom}" if unheld(console.standing.incident, inject) else whom


def _columns(cells: tuple[str, str, str, str, str, str, tuple[str, str]], width: int) -> Line:
    plan, at, number, title, to, expected, mark = cells
    out, wide, whom, looked_for = _widths(width)
    parts = [(plan if plan[:1] in "> " else f" {plan}", _PLAN)]
    parts += [(at, out)] if out else []
    parts += [(f"{number:>{_NUMBER}}", _NUMBER), (title, wide), (to, whom)]
    parts += [(expected, looked_for)] if looked_for else []
    return columns(*parts, (mark, _MARK))


def _first_expected(console: Console, inject: Inject) -> str:
    if not inject.expected:
        return ""
    words = console.standing.bundle.text(f"inject.{inject.id}.expect.0", current())
    more = len(inject.expected) - 1
    return f"{words} {_('(+{count})').format(count=more)}" if more else words


def console_aside(console: Console, inject: Inject | None, speech: Speech, width: int, height: int) -> Sequence[Line]:
    """Beside the plan: the inject to come, what to look for, who does what."""
    room = width - SIDES
    read, look = list(_read(console, inject, speech, room, 0)), list(_look_for(console, inject, speech, room))
    frames = framed(_inject_title(inject), read, width)
    frames += framed(_("LOOK FOR"), look or [heading(_("nothing of it shows in the log"))], width)
    left = max(1, height - len(frames) - 2)
    players = [row for each in _playing(console, speech) for row in _stacked(*each, room)]
    frames += framed(_("PLAYERS NOW"), players[:left] or [_nobody()], width)
    return frames[:height]


def console_foot(
    console: Console, inject: Inject | None, speech: Speech, size: tuple[int, int], hidden: int = 0
) -> Iterator[Line]:
    """Under the plan: what has no room beside it, what was seen, and what the objectives have come to.

    `hidden`: how many rows of the plan stand below those in sight.
    """
    width, height = size
    below = ngettext("{count} more below", "{count} more below", hidden).format(count=hidden) if hidden > 0 else ""
    is_broad = width >= 116  # noqa: PLR2004  (the breakpoint of the style sheet)
    if not is_broad:
        yield rule(width, "   ".join(filter(None, (_inject_title(inject), below))))
        yield from (line(" ") + row for row in _read(console, inject, speech, width - 2, _MOST_READ))
        yield _looked_for(console, inject, speech, width)
        most, players = 2 if height < _LOW else 3, [*_players(console, speech, width - 2)]
        left = len(players) - most
        more = ngettext("{count} more", "{count} more", left).format(count=left) if left > 0 else ""
        yield rule(width, "   ".join(filter(None, (_("PLAYERS NOW"), more))))
        yield from (line(" ") + row for row in players[:most] or [_nobody()])
    elif below:
        yield rule(width, below)
    if height >= _TALL or (height >= _LOW and console.results.observations):
        yield rule(width, _("OBSERVED: stands in the review, and no player reads it"))
        yield from _observed(console, width, 3 if height >= _TALL else 1)
    if height >= _TALL:
        yield rule(width, _("EXERCISE OBJECTIVES"))
        yield from _objectives(console, width)
        said = _("Messages go to the targets of exercises alone. Anybody may stop play; REAL EVENT is the word for it.")
        yield shortened(line((f" {said}", ".muted")), width)


def _inject_title(inject: Inject | None) -> str:
    if inject is None:
        return _("NO INJECT IS TO COME")
    return _("INJECT {number}: players read exactly this").format(number=inject.number)


def _read(console: Console, inject: Inject | None, speech: Speech, width: int, most: int) -> Iterator[Line]:
    """Its words in so many rows, 0 for as many as it has; then how it reaches whom."""
    if inject is None:
        yield from [blank()] * (most + 1)
        return
    words = console.standing.bundle.text(f"inject.{inject.id}.text", current())
    rows = wrap(words, width, most or _MOST_ROWS)
    yield from (line((row, ".bright")) for row in rows)
    yield from [blank()] * (most - len(rows))
    if most:
        yield _voice(console, inject, speech, width)
    else:
        yield from (line((row, ".muted")) for row in wrap(voice_words(console, inject, speech), width, _MOST_READ))
        warned = unheld_words(console.standing.incident, inject, speech)
        yield from (line((f"! {row}", ".caution")) for row in wrap(warned, width - 2, _MOST_READ) if row)


def _voice(console: Console, inject: Inject, speech: Speech, width: int) -> Line:
    """In one row: how it reaches whom, and whether a hint is ready; that it reaches nobody stands instead."""
    if warned := unheld_words(console.standing.incident, inject, speech):
        return shortened(line((f"! {warned}", ".caution")), width)
    ready = ngettext("+ {count} hint", "+ {count} hints", inject.hints).format(count=inject.hints)
    right = line((ready if inject.hints else "", ".muted"))
    said = wrap(voice_words(console, inject, speech), width - width_of(right) - 1, 1)
    return beside(line((said[0], ".muted")), right, width)


def _looked_for(console: Console, inject: Inject | None, speech: Speech, width: int) -> Line:
    """In one row: the first of it, and how many more there are."""
    rows = [] if inject is None else [*_look_for(console, inject, speech, width)]
    if not rows or inject is None:
        return blank()
    words, within = expected_words(console, inject, 0, speech) if inject.expected else (rows[0].plain, "")
    more = _("(+{count})").format(count=len(rows) - 1) if len(rows) > 1 else ""
    left = line(" ", (_("look for") + "  ", ".muted"), words)
    return beside(left, line((" ".join(filter(None, (within, more))), ".muted"), " "), width)


def _look_for(console: Console, inject: Inject | None, speech: Speech, width: int) -> Iterator[Line]:
    if inject is None:
        return
    for number in range(len(inject.expected)):
        words, within = expected_words(console, inject, number, speech)
        first, *others = wrap(words, width - width_of(within) - 2, _MOST_ROWS)
        yield beside(line(first), line((within, ".muted")), width)
        yield from (line(f"  {row}") for row in others)
    for words in about_words(console, inject):
        yield from (line((row, ".muted")) for row in wrap(words, width, 2))


def _playing(console: Console, speech: Speech) -> Iterator[tuple[str, str, bool]]:
    """Who does what, and whether they are quiet; who is quiet for the longest stands first."""
    for row in sorted(console.players, key=lambda row: -row.silent_for):
        yield (*playing_words(row, speech), row.is_quiet)


def _players(console: Console, speech: Speech, width: int) -> Iterator[Line]:
    for who, doing, is_quiet in _playing(console, speech):
        yield shortened(line((who, ".bright"), "  ", (doing, ".waiting") if is_quiet else doing), width)


def _stacked(who: str, doing: str, is_quiet: bool, width: int) -> Iterator[Line]:  # noqa: FBT001  (a row of three)
    yield shortened(line((who, ".bright")), width)
    for row in wrap(doing, width - 2, 2):
        yield line("  ", (row, ".waiting") if is_quiet else row)


def _nobody() -> Line:
    return heading(_("nobody plays yet: give a role, or let a player take command"))


def _observed(console: Console, width: int, most: int) -> Iterator[Line]:
    seen = [line(f" {observed_words(row, console)}") for row in reversed(console.results.observations)]
    yield from (shortened(row, width) for row in [*seen, *[blank()] * most][:most])


def _objectives(console: Console, width: int) -> Iterator[Line]:
    for number, row in enumerate(console.results.objectives, 1):
        words = console.standing.bundle.text(f"objective.{row.objective}", current())
        given = row.given.rating.value if row.given else ""
        proposed = f"({row.proposed.value})" if row.proposed else _("running")
        yield beside(
            line(f"  {number}  {words}"), line((given or proposed, ".bright" if given else ".muted"), " "), width
        )
