"""`incident list`: one line an incident, read from the summaries alone, and of an exercise its clock from the log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from incident.cli.arguments import json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.tables import table
from incident.domain.decide.words import MAX_TITLE
from incident.domain.events import IncidentMode
from incident.i18n import N_, _
from incident.wording.cells import cut
from incident.wording.clocks import due_words
from incident.wording.safe import clean_line
from incident.wording.tiers import mode_of_incident
from incident.wording.times import countdown
from incident.wording.titles import title_of, titles_shape

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.domain.exercises.clock import ExerciseClock
    from incident.wording.speech import Speech

__all__ = ["list_incidents"]

_SHAPE = (
    "{version, incidents: [{id, title, titles: [{language, title}], tier, mode, status, runbook, commander, "
    "declared_at, updated_at, seq, step, steps_done, steps_total, next_due, next_due_at, head}]}"
)


_LONGEST = 2 * MAX_TITLE
"""Cells of a title: none that is declared now has more; those of earlier programs may."""


@command("list", json_shape=_SHAPE)
@option("--all", "everything", is_flag=True, help=N_("The closed ones too."))
@json_output
@pass_session
def list_incidents(session: Session, *, everything: bool, as_json: bool) -> None:
    """Print the list; an empty one says so beside it."""
    rows = session.log.summaries(open_only=not everything)
    if as_json:
        print_json({"incidents": [_shape(row) for row in rows]})
        return
    if not rows:
        say(_("No incident is open. 'incident declare' opens one."))
        return
    now, speech = session.now(), session.speech()
    head = [_("ID"), _("TIER"), _("MODE"), _("STEPS"), _("NEXT DUE"), _("TITLE")]
    print_data("\n".join(table(head, (_row(row, now, speech, _clock(session, row)) for row in rows), session.width)))


def _clock(session: Session, row: Summary) -> ExerciseClock | None:
    """That of an exercise, by which its limits go."""
    is_played = row.mode is IncidentMode.EXERCISE and row.status == "open"
    return session.services.service.look(row.incident_id).along if is_played else None


def _row(row: Summary, now: datetime, speech: Speech, clock: ExerciseClock | None) -> list[str]:
    return [
        row.incident_id,
        str(int(row.tier)),
        mode_of_incident(row.mode),
        f"{row.steps_done}/{row.steps_total}",
        _due(row, now, speech, clock),
        cut(clean_line(title_of(row)), _LONGEST) or _("(erased)"),
    ]


def _due(row: Summary, now: datetime, speech: Speech, clock: ExerciseClock | None) -> str:
    if row.status != "open":
        return _("closed, {due}").format(due=_legal(row, now)) if row.is_in_sight else _("closed")
    if clock is not None and not clock.is_running:
        from incident.wording.exercising import stands_words  # here: as below

        return stands_words(clock) or "-"
    if row.next_due_at is None:
        return "-"
    left, speed = _left(row, row.next_due_at, now, clock)
    said = _("{time}, in {left}") if left > timedelta(0) else _("{time}, {left} late")
    words = said.format(time=speech.when(row.next_due_at, now), left=countdown(abs(left)))
    return " ".join(filter(None, (words, speed, _of_what(row.next_due))))


def _left(row: Summary, due_at: datetime, now: datetime, clock: ExerciseClock | None) -> tuple[timedelta, str]:
    """How much time there is, of an exercise its own, and how fast that goes."""
    if clock is None:
        return due_at - now, ""
    from incident.application.exercises.listed import left_by  # here: most lists hold no exercise
    from incident.wording.exercising import pace_words

    return left_by(clock, row, due_at, now), pace_words(clock)


def _of_what(due: str) -> str:
    """One word, since the column stands beside the title; of a step or a phase none."""
    return {"update": _("update"), "restore": _("recovery")}.get(due, "")


def _legal(row: Summary, now: datetime) -> str:
    """What keeps a closed incident on the list."""
    return due_words(row.next_due, row.next_due_at - now) if row.next_due_at else ""


def _shape(row: Summary) -> dict[str, object]:
    return {
        "id": row.incident_id,
        "title": row.title,
        "titles": titles_shape(row.titles),
        "tier": int(row.tier),
        "mode": row.mode.value,
        "status": row.status,
        "runbook": row.runbook,
        "commander": row.commander,
        "declared_at": instant(row.declared_at),
        "updated_at": instant(row.updated_at),
        "seq": row.seq,
        "step": row.step,
        "steps_done": row.steps_done,
        "steps_total": row.steps_total,
        "next_due": row.next_due,
        "next_due_at": instant(row.next_due_at),
        "head": row.head,
    }
