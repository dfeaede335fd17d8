"""The rows of the open exercises."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.i18n import _, current
from incident.tui.views.lines import Line, beside, columns, line, width_of
from incident.wording.console import shown_time
from incident.wording.safe import clean_line
from incident.wording.scenarios import phase_word
from incident.wording.tiers import tier_word
from incident.wording.times import duration
from incident.wording.titles import title_of

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.exercises.state import Exercise
    from incident.wording.speech import Speech

__all__ = ["drill_heads", "drill_line", "scenario_line"]

GAP = 3
"""Cells between a title and what stands at the end of its row, and behind that."""
_ID, _STATE, _TIME, _GAPS = 9, 12, 9, 4


def _widths(width: int) -> tuple[int, int]:
    left = width - _ID - _STATE - _TIME - _GAPS
    return left * 3 // 5, left - left * 3 // 5


def drill_heads(width: int) -> Line:
    """What stands in which column."""
    title, led = _widths(width)
    cells = (
        (" " + _("ID"), _ID),
        (_("EXERCISE"), title),
        (_("STATE"), _STATE),
        (_("CLOCK"), _TIME),
        (_("LED BY"), led),
    )
    return columns(*cells).stylize(".muted")


def drill_line(row: tuple[Summary, Exercise | None], speech: Speech, person: str, now: datetime, width: int) -> Line:
    """Its id and title, how it stands, who leads it; yours stand out."""
    summary, exercise = row
    title, led = _widths(width)
    if exercise is None:
        return columns((f" {summary.incident_id}", _ID), (title_of(summary), title), (_("no scenario"), _STATE))
    leads = person in exercise.leaders
    names = _(", ").join(speech.person(each) for each in exercise.leaders)
    return columns(
        ((f" {summary.incident_id}", ".key"), _ID),
        ((title_of(summary), ".bright" if leads else ".muted"), title),
        (phase_word(exercise.phase), _STATE),
        (shown_time(exercise.clock.read(now)), _TIME),
        ((_("you") if leads else names, ".bright" if leads else ".muted"), led),
    )


def scenario_line(bundle: ScenarioBundle, width: int) -> Line:
    """What can be played: its title, how grave and how long it is; nothing of what happens in it."""
    plan = bundle.scenario
    left = line(" ", (clean_line(bundle.text("title", current())) or plan.id, ".bright"))
    ends = [f"{tier_word(plan.tier)}  {duration(plan.length)}", duration(plan.length), ""]
    end = next(each for each in ends if not each or width_of(left) + width_of(each) + GAP <= width)
    return beside(left, line((end, ".muted"), " "), width)
