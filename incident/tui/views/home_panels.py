"""What is due in a row of Home; and where the list leaves room: who is on call, what ended lately, what would hurt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from incident.domain.events import IncidentMode
from incident.domain.timing.present import days_since
from incident.i18n import _, ngettext
from incident.tui.views.lines import Line, beside, blank, line, rule
from incident.walk.keys import key_of
from incident.wording.clocks import due_words, step_due_words
from incident.wording.speech import Speech
from incident.wording.times import weekday
from incident.wording.titles import title_of

if TYPE_CHECKING:  # the first frame waits for none of it
    from incident.application.ports import Summary
    from incident.application.readiness import Lately, OnCall, Readiness
    from incident.domain.duties.rota import Rota
    from incident.domain.duties.stretches import OnDuty
    from incident.tui.views.home import HomeView

__all__ = ["LEAST", "Panel", "due_of", "ended_panel", "hurting_panel", "next_due_of", "on_call_panel", "panel_lines"]

LEAST = 4
"""Rows from which a blank one stands above a panel: a title, two lines."""
TIGHT = 2
"""Rows under which panels are left out: a title, and the gravest line."""
MOST = 8
BESIDE = 2
"""Panels that stand side by side."""
WIDE = 72
"""Cells under which no panel stands beside another."""
GAP = 2

Row = tuple[Line, Line]
"""What stands at the left, cut where it must be, and what stands whole at the right."""
Panel = tuple[str, Sequence[Row]]
"""A title, and the rows under it."""


def panel_lines(panels: Sequence[Panel], width: int, room: int) -> Sequence[Line]:
    """The panels side by side under a blank row, as many rows of each as there is room for; in little room no blank."""
    shown = [panel for panel in panels if panel[1]]
    if room < TIGHT or not shown:
        return []
    lead = [blank()] if room >= LEAST else []
    if width < WIDE:
        return _stacked(shown, width, room, lead)
    if len(shown) > BESIDE:
        shown = [shown[0], shown[-1]]
    first = (width - GAP) * 4 // 7  # it names people and times
    widths = (first, width - GAP - first) if shown[1:] else (width,)
    pieces = [
        [rule(each, title), *(beside(*row, each) for row in _gravest(rows, min(room, MOST) - len(lead) - 1))]
        for (title, rows), each in zip(shown, widths, strict=True)
    ]
    return [*lead, *(_side_by_side(row, widths) for row in zip_longest(*pieces, fillvalue=blank()))]


def _stacked(panels: Sequence[Panel], width: int, room: int, lead: Sequence[Line]) -> Sequence[Line]:
    """One panel under the other as far as there is room, first those in which something is wrong."""
    shown = list(lead)
    for title, rows in sorted(panels, key=lambda panel: not any(map(_is_wrong, panel[1]))):
        most = min(room - len(shown), MOST) - 1
        if most >= (LEAST - TIGHT if shown else TIGHT - 1):
            shown += [rule(width, title), *(beside(*row, width) for row in _gravest(rows, most))]
    return shown


def _is_wrong(row: Row) -> bool:
    return row[0].plain.startswith("!")


def _gravest(rows: Sequence[Row], most: int) -> Sequence[Row]:
    """In their order; where not all have room, what is wrong comes first."""
    if len(rows) <= most:
        return rows
    return sorted(rows, key=lambda row: not _is_wrong(row))[:most]


def _side_by_side(parts: Sequence[Line], widths: Sequence[int]) -> Line:
    padded = (part.truncate(each, pad=True) for part, each in zip(parts, widths, strict=True))
    return line(" " * GAP).join(padded)


def on_call_panel(on_call: OnCall | None, speech: Speech, now: datetime | None) -> Panel:
    """Whom each rota would wake first, and until when; what nobody would hear stands out."""
    if on_call is None or now is None:
        return _("ON CALL"), ()
    return _("ON CALL"), [_on_call(*each, on_call.mute, speech, now) for each in on_call.rotas]


def _on_call(rota: Rota, found: Sequence[OnDuty], mute: Collection[str], speech: Speech, now: datetime) -> Row:
    from incident.domain.duties.duty import on_duty  # here: the first frame asks no rota
    from incident.wording.duty import rota_name, until_words

    if not found:
        return line(("! ", ".wrong"), rota_name(rota)), line((_("NOBODY"), ".wrong"))
    words, end = _("until {time}").format(time=until_words(found[0], speech, now)), found[0].until
    after = (_(", then NOBODY"), ".wrong") if end is not None and not on_duty(rota, end) else ""
    first = found[0].shift.person
    if first in mute:
        who = line(speech.person(first), " ", (_("NO WAY TO REACH"), ".wrong"))
        return line(("! ", ".wrong"), rota_name(rota)), who
    who = line(speech.person(first), (f" {words}", ".muted"), after)
    return line("  ", (rota_name(rota), ".muted")), who


def ended_panel(lately: Lately | None, speech: Speech, chosen: int = 0) -> Panel:
    """What ended within the last seven days, the latest first; the ids tell drills from incidents.

    `chosen`: the one under the cursor, from 1; it stands first, so that it is in sight however little room there is.
    """
    rows = lately.ended if lately else ()
    shown = rows[max(0, chosen - 1) :]
    return _ended_title(is_there=bool(chosen)), [
        (_ended(row, speech, is_here=bool(chosen) and not place), blank()) for place, row in enumerate(shown)
    ]


def _ended_title(*, is_there: bool) -> str:
    """With the keys that lead there, and those that open it."""
    keys = {"down": key_of("home.down", "j"), "open": key_of("home.open", "Enter"), "V": key_of("home.review", "V")}
    words = _("LAST 7 DAYS   {open} opens   {V} report") if is_there else _("LAST 7 DAYS   {down} down to it")
    return words.format(**keys)


def _ended(row: Summary, speech: Speech, *, is_here: bool) -> Line:
    shown = line((f" {weekday(row.updated_at, speech.zone)}  ", ".muted"), row.incident_id, " ", title_of(row))
    return shown.stylize(".selected") if is_here else shown


def hurting_panel(readiness: Readiness | None, lately: Lately | None, now: datetime | None) -> Panel:
    """What should be mended before it hurts; what is as it should be stands there too, and quietly."""
    if readiness is None or lately is None or now is None:
        return _("BEFORE IT HURTS"), ()
    rows = [*_runbooks(readiness), *_people(readiness), _tested(lately, now), _drilled(lately, now)]
    if late := readiness.late_actions:
        rows.append(_loud(ngettext("{count} action overdue", "{count} actions overdue", late), late))
    return _("BEFORE IT HURTS"), [*((row, blank()) for row in rows), *_agenda(readiness)]


def _agenda(readiness: Readiness) -> Sequence[Row]:
    if readiness.agenda is None:
        return ()
    from incident.tui.views.agenda import agenda_rows  # here: few teams have a plan, and the first frame never

    return list(agenda_rows(readiness.agenda))


def _runbooks(readiness: Readiness) -> Sequence[Line]:
    current = readiness.runbooks - readiness.overdue - readiness.drafts
    rows = [_quiet(ngettext("{count} runbook current", "{count} runbooks current", current), current)]
    if readiness.overdue:
        words = ngettext("{count} runbook overdue for review", "{count} runbooks overdue for review", readiness.overdue)
        rows.append(_loud(words, readiness.overdue))
    if readiness.broken:
        words = ngettext("{count} runbook with errors", "{count} runbooks with errors", readiness.broken)
        rows.append(_loud(words, readiness.broken))
    if readiness.drafts:
        words = ngettext("{count} runbook is a draft", "{count} runbooks are drafts", readiness.drafts)
        rows.append(_quiet(words, readiness.drafts))
    return rows


def _people(readiness: Readiness) -> Sequence[Line]:
    gaps = ngettext("nobody on duty once this week", "nobody on duty {count} times this week", readiness.unstaffed)
    alone = [_loud(gaps, readiness.unstaffed)] if readiness.unstaffed else []
    if readiness.unheard:
        alone.append(_loud(_("on duty, no way to reach: {count}"), readiness.unheard))
    if readiness.silent:
        words = ngettext("{count} person cannot be reached", "{count} people cannot be reached", readiness.silent)
        return [*alone, _loud(words, readiness.silent)]
    words = ngettext("{count} person, with a way to reach", "{count} people, each can be reached", readiness.people)
    return [*alone, _quiet(words, readiness.people)]


def _tested(lately: Lately, now: datetime) -> Line:
    """How old the last test page is; what is too old stands out."""
    from incident.application.readiness import TEST_EACH  # here: the first frame has no panels

    if lately.tested_at is None:
        return line("  ", (_("no test page on record"), ".waiting"))
    days = days_since(now, lately.tested_at)
    if not days:
        return line("  ", (_("last test page today"), ".muted"))
    words = ngettext("last test page {count} day ago", "last test page {count} days ago", days)
    return _loud(words, days) if days > TEST_EACH.days else _quiet(words, days)


def _drilled(lately: Lately, now: datetime) -> Line:
    if lately.is_drilling:
        return line("  ", (_("an exercise is open now"), ".waiting"))
    if lately.drilled_at is None:
        return line("  ", (_("no drill on record"), ".waiting"))
    days = days_since(now, lately.drilled_at)
    if not days:
        return line("  ", (_("last drill today"), ".muted"))
    return _quiet(ngettext("last drill {count} day ago", "last drill {count} days ago", days), days)


def _quiet(words: str, count: int) -> Line:
    return line((f"  {words.format(count=count)}", ".muted"))


def _loud(words: str, count: int) -> Line:
    return line((f"! {words.format(count=count)}", ".wrong"))


def next_due_of(view: HomeView, summary: Summary) -> tuple[str, datetime | None]:
    """What is due first, and when; once others wait for what they were owed, that, whatever step is later still."""
    owed = view.owed.get(summary.incident_id)
    late = [each for each in owed.clocks if view.now is not None and each[1] <= view.now] if owed else ()
    return late[0] if late else (summary.next_due, summary.next_due_at)


def due_of(view: HomeView, summary: Summary) -> tuple[str, bool]:
    """What is due next, of an exercise by its own clock; whether it is late."""
    if (clock := view.clocks.get(summary.incident_id)) is not None and not clock.is_running:
        from incident.wording.exercising import stands_words  # here: few exercises wait

        return stands_words(clock) or _("nothing due"), False
    clock_id, due_at = next_due_of(view, summary)
    if due_at is None or view.now is None:
        return _("nothing due"), False
    left, speed = due_at - view.now, ""
    if summary.mode is IncidentMode.EXERCISE and summary.status == "open":
        from incident.application.exercises.listed import left_by  # here: the first frame counts no exercise's time
        from incident.wording.exercising import pace_words

        if clock is None:
            return "", False
        left = left_by(clock, summary, due_at, view.now)
        speed = f" {pace_words(clock)}".rstrip()
    number = view.places.get(summary.incident_id, ("", ""))[1]
    is_of_another = number and clock_id.startswith("step:")
    due = step_due_words(number, left) if is_of_another else due_words(clock_id, left)
    if summary.status != "open":
        due = _("closed, {due}").format(due=due)
    return f"{due}{speed}", left <= timedelta(0)
