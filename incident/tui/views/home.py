"""Home: who sits here, which incidents are open, the worst first, and how to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from incident.domain.events import IncidentMode
from incident.domain.timing.present import Present, local_day
from incident.i18n import LANGUAGES, NAMES, _, current, ngettext, pgettext
from incident.tui.views.home_broad import BROAD, broad_boxes
from incident.tui.views.home_panels import (
    Panel,
    ended_panel,
    hurting_panel,
    on_call_panel,
    panel_lines,
)
from incident.tui.views.home_row import incident_row, title_rows
from incident.tui.views.lines import Line, beside, blank, columns, line, rule, width_of
from incident.tui.views.mode import mode_of_all, mode_part
from incident.tui.views.notice import Notice, notice_lines, offline_words, read_only_words, said_lines
from incident.tui.views.passing import Passing, Row
from incident.walk.keys import key_of
from incident.wording.cells import clauses
from incident.wording.outlines import listed_audience
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import clock_time

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.application.ports import Cut, Lost, Summary
    from incident.application.readiness import Lately, OnCall, Readiness
    from incident.domain.exercises.clock import ExerciseClock
    from incident.domain.runbooks.outline import Outline
    from incident.tui.glancing import Owed
    from incident.tui.messages import HomeGlanced

__all__ = ["HomeView", "home_hints", "home_rows", "home_status", "shown_rows"]

AROUND = 8
"""Rows of Home that are not incidents: two above the list, six below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """One moment of Home."""

    summaries: Sequence[Summary] | None
    """None until they were read."""
    unread: str = ""
    """Why they cannot be read; '' where they were, or still may be."""
    person: str
    workspace: str
    speech: Speech
    now: datetime | None
    """None until the workspace is known: a sandbox may shift its clock."""
    place: int = 0
    """The row under the cursor."""
    below: int = 0
    """Of what ended lately, the one under the cursor, from 1; 0 while that is among what is open."""
    has_begun: bool = False
    """Whether a declaration was begun and left."""
    unsent: int = 0
    needs: Mapping[str, int] = field(default_factory=dict)
    """How many things of an incident need a person, by its id; empty until they were counted."""
    givers: Mapping[str, str] = field(default_factory=dict)
    """By incident who hands their work over to whoever sits here."""
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By incident: the number of the step at which somebody holds, and of another step that is due first."""
    clocks: Mapping[str, ExerciseClock] = field(default_factory=dict)
    """By exercise; until they were read nothing is said of how much time there is."""
    owed: Mapping[str, Owed] = field(default_factory=dict)
    """By incident what others wait for: the law's next report, and the customers' update."""
    can_send: bool = True
    """Whether the workspace has any place that messages can be sent to."""
    broken: Sequence[str] = ()
    """Targets that refused their last message for good."""
    gets_nothing_out: bool = False
    """Whether messages are tried in vain, and none leaves."""
    unentered: int = 0
    """How many pages left without the log, and stand in no incident yet."""
    readiness: Readiness | None = None
    """None until all runbooks and people were looked at."""
    on_call: OnCall | None = None
    """None until the rotas were asked."""
    lately: Lately | None = None
    """None until the list of all incidents was read."""
    is_sandbox: bool = False
    cut: Cut | None = None
    """How the line to the server is cut, if it is."""
    lost: Sequence[Lost] = ()
    """What the server had confirmed and no longer has."""
    can_write: bool = True
    """Whether this program may write to the log, or it is of another version."""
    is_held: bool = False
    """Whether the log is a copy that sends nothing before a person confirms it."""

    def at(self, now: datetime | None) -> Self:
        """The same a little later, with a memory of what is asked of that moment."""
        return replace(self, now=None if now is None else Present.of(now))

    def with_glance(self, glanced: HomeGlanced) -> Self:
        """The same with what the list does not say."""
        return replace(
            self,
            needs=glanced.needs,
            givers=glanced.givers,
            places=glanced.places,
            clocks=glanced.clocks,
            owed=glanced.owed,
            can_send=glanced.can_send,
            broken=glanced.broken,
            gets_nothing_out=glanced.gets_nothing_out,
            unentered=glanced.unentered,
            is_sandbox=glanced.is_sandbox,
            lately=glanced.lately,
            on_call=glanced.on_call,
        )

    def lasts(self, now: datetime | None) -> bool:
        """Whether all that was made of it would be the same at that moment."""
        return now is self.now if now is None or not isinstance(self.now, Present) else self.now.lasts(now)


ROWS_EACH = 2
"""What it is, and how it stands."""


def home_rows(view: HomeView, width: int, height: int) -> Sequence[Row]:
    """Everything above the footer; the wall clock and what is due pass with the time."""
    head: list[Row] = [Passing(partial(_first, width=width)), rule(width, _title(view))]
    room = height - AROUND
    rows = _rows(view, width, room)
    if width >= BROAD:
        boxes = _boxes(view, width, height - len(head) - len(rows) - 1)
        padding = [blank()] * (height - len(head) - len(rows) - len(boxes))
        return [*head, *rows, *padding, *boxes][:height]
    start = _start(view, width)
    on_call, ended, hurting = _panels(view)
    shown = (ended,) if view.below else (on_call, ended, hurting)  # the cursor has to be in sight
    panels = panel_lines(shown, width, room - len(rows))
    padding = [blank()] * (room - len(rows) - len(panels))
    return [*head, *rows, *padding, *panels, blank(), *start][:height]


def home_hints(*, is_ascii: bool = False, is_empty: bool = False) -> Sequence[tuple[str, str]]:
    """The footer of Home; the other language is named in itself, where its signs can be drawn.

    `is_empty`: nothing is open, so there is nothing to resume.
    """
    other = next(tag for tag in LANGUAGES if tag != current())
    return [
        *([] if is_empty else [("home.open", _("resume"))]),
        ("home.declare", _("declare")),
        ("home.leave", _("leave")),
        ("home.search", _("find")),
        ("app.language", _("Chinese") if is_ascii else NAMES[other]),
        ("home.library", _("runbooks")),
        *([] if is_empty else [("home.number.option", _("that row"))]),
        ("app.call", _("help")),
        ("app.help", _("keys")),
    ]


def home_status(view: HomeView, notice: Notice | None, width: int) -> Sequence[Line]:
    """What was said last; else what keeps messages or marks from where they should go; else what waits to be sent."""
    if notice is not None:
        return said_lines(notice, offline_words(view.cut, view.speech, view.now), width)
    trouble = view.unread or _trouble(view, width)
    if trouble:
        return notice_lines(trouble, is_refusal=True, width=width)
    if view.summaries is None:
        return [beside(line(""), line((view.workspace, ".muted"), " "), width)]  # nobody knows yet what waits
    waits = ngettext("{count} message waits to be sent", "{count} messages wait to be sent", view.unsent)
    waiting = waits if view.unsent else _("nothing waits to be sent")
    unsent = line((f" {waiting.format(count=view.unsent)}", ".muted"))
    return [beside(unsent, line((view.workspace, ".muted"), " "), width)]


def _trouble(view: HomeView, width: int) -> str:
    """The gravest of what is wrong with the log, the line, or whom messages reach; '' where nothing is."""
    if not view.can_write:
        return read_only_words()
    if offline := offline_words(view.cut, view.speech, view.now):
        return offline
    if view.lost:
        from incident.wording.offline import lost_row  # here, as above: servers hardly ever lose an entry

        return lost_row(view.lost)
    if view.is_held:
        from incident.wording.custody import held_row  # here: most logs are nobody's copy

        return held_row()
    if not view.can_send:
        return _("No message can leave: no target is set up. 'incident doctor' says more.")
    if view.gets_nothing_out:
        keys = {"key": key_of("walk.messages", "N"), "sheet": key_of("deliveries.sheet", "s")}
        return _("NO MESSAGE GETS OUT. In the incident {key}, then {sheet}, says whom to phone.").format(**keys)
    if view.broken:
        said = _("Refused for good by: {targets}. 'incident doctor' says why.")
        return said.format(targets=_(", ").join(map(clean_line, view.broken)))
    if view.unentered:
        from incident.wording.delivery import unentered_words  # here: hardly any night has one

        return unentered_words(view.unentered)
    unreached = _unreached(view)
    return _unreached_words(unreached, width) if unreached else ""


def _unreached_words(unreached: Sequence[str], width: int) -> str:
    """Who would hear nothing; how many, where their names do not fit."""
    names = _(", ").join(unreached)
    words = _("Nobody can be reached for: {names}. 'incident doctor' says more.").format(names=names)
    if width_of(words) >= width:
        words = ngettext(
            "Nobody can be reached in {count} audience. 'incident doctor' says more.",
            "Nobody can be reached in {count} audiences. 'incident doctor' says more.",
            len(unreached),
        ).format(count=len(unreached))
    return words


def _panels(view: HomeView) -> tuple[Panel, Panel, Panel]:
    on_call = on_call_panel(view.on_call, view.speech, view.now)
    hurting = hurting_panel(view.readiness, view.lately, view.now)
    return on_call, ended_panel(view.lately, view.speech, view.below), hurting


def _boxes(view: HomeView, width: int, room: int) -> Sequence[Line]:
    on_call, ended, hurting = _panels(view)
    if view.lately is not None and not ended[1]:
        ended = (ended[0], [(line("  ", (_("nothing has ended"), ".muted")), blank())])
    places = {runbook: place for place, runbook in enumerate(view.lately.used if view.lately else ())}
    runbooks = sorted(
        view.readiness.outlines if view.readiness else (), key=lambda each: places.get(each.id, len(places))
    )
    today = local_day(view.now, view.speech.zone) if view.now else None
    return broad_boxes(_entries(view), (on_call, ended, hurting), runbooks, today, (width, room))


def _unreached(view: HomeView) -> Sequence[str]:
    """Audiences that no message would reach tonight, each by the name that the first runbook gives it."""
    found = view.readiness.unreached if view.readiness and view.can_send else ()
    first: dict[str, Outline] = {}
    for outline, name in found:
        first.setdefault(name, outline)
    return [listed_audience(outline, name) for name, outline in first.items()]


def shown_rows(view: HomeView, width: int, height: int) -> range:
    """Which incidents are shown in that height, each with all of its title, so that the place is among them."""
    summaries, room = view.summaries or (), height - AROUND
    if not summaries:
        return range(0)
    if (
        len(summaries) * ROWS_EACH > room
        or sum(_rows_of(view, number, width) for number in range(len(summaries))) > room
    ):
        room -= 1  # for the row that says how many more there are
    else:
        return range(len(summaries))
    first, behind = view.place, view.place + 1
    left = room - _rows_of(view, first, width)
    while True:
        above = _rows_of(view, first - 1, width) if first else room
        below = _rows_of(view, behind, width) if behind < len(summaries) else room
        if min(above, below) > left:
            return range(first, behind)
        is_above = above <= left and (below > left or view.place - first < behind - view.place)
        first, behind = (first - 1, behind) if is_above else (first, behind + 1)
        left -= above if is_above else below


def _rows_of(view: HomeView, number: int, width: int) -> int:
    """How many rows the incident takes: its title, and how it stands."""
    summary = (view.summaries or ())[number]
    return len(title_rows(summary, width)) + 1


def _first(view: HomeView, width: int) -> Line:
    who = _("you: {name}").format(name=view.speech.person(view.person)) if view.person else ""
    mode = mode_of_all(summary.mode for summary in view.summaries or ())
    clock = clock_time(view.now, view.speech.zone, seconds=True) if view.now else ""
    word = _("SANDBOX, as if") if mode is IncidentMode.REAL else _("SANDBOX")
    end = line(f"{clock}  ", (word if view.is_sandbox else "", ".waiting"), mode_part(mode))
    left = line(" ", ("incident", ".bright"), f"   {who}")
    if width_of(left) + width_of(end) >= width:
        left = line(" ", who)
    return beside(left, end, width)


def _title(view: HomeView) -> str:
    if view.unread:
        return _("OPEN INCIDENTS - the log cannot be read")
    if view.summaries is None:
        return _("OPEN INCIDENTS - reading the log")
    return _("OPEN INCIDENTS {count}, the worst first").format(count=len(view.summaries))


def _rows(view: HomeView, width: int, room: int) -> Sequence[Row]:
    if view.summaries is None:
        return []
    if not view.summaries:
        declare = key_of("home.declare", "d")
        return [
            blank(),
            line("  ", _("Nothing is open.")),
            line(
                "  ",
                (declare, ".key"),
                "  ",
                _("declares an incident: title, tier, one confirmation"),
            ),
            line("  ", _("It then leads through the runbook and keeps the record.")),
        ]
    shown = shown_rows(view, width, room + AROUND)
    rows = [row for number in shown for row in incident_row(view, number, width)]
    if hidden := _hidden(shown.start, len(view.summaries) - shown.stop):
        rows.append(line((f"      {hidden}", ".muted")))
    return rows


def _hidden(above: int, below: int) -> str:
    """How many incidents have no room on either side, for those above are the worst; '' where all are in sight."""
    words = [_("{count} more above").format(count=above)] * bool(above)
    words += [pgettext("incidents", "{count} more below").format(count=below)] * bool(below)
    return _("{words}: j and k").format(words=_(", ").join(words)) if words else ""


def _entries(view: HomeView) -> Sequence[tuple[str, str]]:
    """How to begin: each key, and what it does."""
    declares = _("declares an incident; nothing is sent by declaring")
    begun = _("goes on with the incident you began to declare; nothing is declared yet")
    return (
        ("1-9", _("opens that row, Enter the one under the cursor, where it stands")),
        (key_of("home.declare", "d"), begun if view.has_begun else declares),
        (
            f"{key_of('home.library', 'o')} {key_of('home.drills', 't')}",
            _("opens runbooks, to read or declare with; exercises"),
        ),
        (
            f"{key_of('home.search', '/')} {key_of('app.palette', ':')}",
            _("find an incident, or words in any; find and run every command"),
        ),
    )


def _start(view: HomeView, width: int) -> Sequence[Line]:
    rows = (columns((f"  {key}", 9), (clauses(words, width - 10), width - 10)) for key, words in _entries(view))
    return [rule(width, _("START")), *rows]
