"""`incident drill statement`: what a year of exercises came to, to be put before an auditor, as text or JSON.

Apart from the plan as it is shown to those who keep it: every number here can be counted again from the log, whose
heads stand below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from incident.cli.arguments import json_output
from incident.cli.commands.drill.lacking import lack_lines, lacks_shape
from incident.cli.commands.drill.plan import (
    APPROVAL,
    BESIDES,
    COVERAGE,
    VERSION,
    approval_lines,
    approval_shape,
    besides_shape,
    covered_shape,
)
from incident.cli.commands.drill.programme import Programme, read_programme, tally_of, tally_shape, year_option
from incident.cli.output import as_json as json_text
from incident.cli.output import instant, print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.writing import write_file
from incident.domain.exercises.compliance import Counts, counts, held_in
from incident.domain.frozen import Frozen
from incident.i18n import N_, _
from incident.wording.cells import hanging
from incident.wording.compliance import covered_words, exercise_words, planned_lines
from incident.wording.programme import addition_words, entry_words, moves_words, place_words, unread_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.application.ports import Head
    from incident.cli.wiring import Fault
    from incident.domain.exercises.holding import Held
    from incident.domain.exercises.overdue import Planned
    from incident.domain.exercises.tally import Tally

__all__ = ["statement"]

_SHAPE: Final = (
    "{version, year, team, made_at, is_whole, plan: {path, digest, owner, approver}, "
    f"{APPROVAL}, planned: {{planned, full, special, held, held_late, due, overdue, ahead, moved}}, lacks, "
    f"overdue: [{{key, last_day}}], overdue_before: [{{key, last_day}}], besides: [{BESIDES}], {COVERAGE}, "
    "exercises: [{exercise, key, scenario, held_at, planned_seconds, played_seconds, fastest, steps_done, players, "
    "ratings: {P, S, M, U, unrated}, proposed: {P, S, M, U}, head}], unread, intact, faults, "
    "heads: [{id, seq, head}]}"
)


class _Year(Frozen):
    """Everything that is stated."""

    programme: Programme
    counts: Counts
    held: Sequence[Held]
    tallies: Mapping[str, Tally | None]
    heads: Sequence[Head]
    faults: Sequence[Fault]

    def key_of(self, exercise: str) -> str:
        """The time in the plan that the exercise counted for; '' where it was held besides."""
        rows = self.programme.rows
        return next((row.occurrence.key for row in rows if row.held and row.held.exercise == exercise), "")

    def head_of(self, incident_id: str) -> str:
        """Where its chain ends."""
        return next((each.digest for each in self.heads if each.incident_id == incident_id), "")

    def stated_heads(self) -> Sequence[Head]:
        """Of the exercises, of the approval, and of the workspace."""
        record = self.programme.approval.record if self.programme.approval else None
        named = {"", record, *(each.exercise for each in self.held)}
        return [each for each in self.heads if each.incident_id in named]


@command("statement", json_shape=_SHAPE)
@year_option
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def statement(session: Session, *, year: int | None, as_json: bool, output: str | None) -> None:
    """Read and verify the whole log, and count."""
    stated = _year(session, year)
    text = json_text({"version": VERSION, **_shape(session, stated)}) if as_json else "\n".join(_lines(session, stated))
    if not stated.programme.is_whole:
        say(_("Exercises without notice are left out, if there are any: you are not among the trusted."))
    if output is None or output == "-":
        print_data(text)
        return
    write_file(output, f"{text}\n", "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def _year(session: Session, year: int | None) -> _Year:
    programme = read_programme(session, year)
    held = held_in(programme.plan.year, programme.past.held, ZoneInfo(session.services.workspace.zone))
    verdict = session.wiring.verify(None, session.options)
    return _Year(
        programme=programme,
        counts=counts(programme.rows),
        held=held,
        tallies={each.exercise: tally_of(session, each.exercise) for each in held},
        heads=verdict.heads,
        faults=verdict.faults,
    )


def _lines(session: Session, stated: _Year) -> Iterator[str]:
    programme, speech, width = stated.programme, session.speech(), session.width
    said = _("Exercises of {year}: {team}, stated {at}")
    at = speech.moment(session.now())
    yield said.format(year=programme.plan.year, team=clean_line(session.services.workspace.name), at=at)
    for words in approval_lines(programme, speech):
        yield from hanging("", words, width)
    yield from ("", *planned_lines(stated.counts))
    parts = (
        (_("The year lacks:"), lack_lines(programme)),
        (_("Overdue:"), _overdue(session, programme, programme.overdue)),
        (_("Overdue from earlier years:"), _overdue(session, programme, programme.overdue_before)),
        (_("Due besides the plan:"), _besides(session, programme)),
        (_("Covered:"), [covered_words(each, speech) for each in programme.covered]),
        (
            _("Held:"),
            [
                exercise_words(each, stated.key_of(each.exercise), stated.tallies[each.exercise], speech)
                for each in stated.held
            ],
        ),
    )
    for head, rows in parts:
        yield from ("", head)
        yield from (line for words in rows or [_("none")] for line in hanging("  - ", words, width))
    if programme.past.unread:
        yield from ("", *hanging("", unread_words(programme.past.unread), width))
    yield from ("", *_record(stated))


def _overdue(session: Session, programme: Programme, rows: Sequence[Planned]) -> list[str]:
    """Since when, however often it was moved, and by whom: the days it was moved to may be still to come."""
    speech = session.speech()
    return [
        _("; ").join(
            [
                place_words(row, speech),
                entry_words(row.entry, row.occurrence, programme.title(row.entry.scenario), speech),
                *moves_words(row.occurrence, speech),
            ]
        )
        for row in rows
    ]


def _besides(session: Session, programme: Programme) -> list[str]:
    return [addition_words(each, programme.title(each.scenario), session.speech()) for each in programme.besides]


def _record(stated: _Year) -> Iterator[str]:
    """Where the chains end, so that the numbers can be held to the log later."""
    if stated.faults:
        yield _("The record is NOT intact: 'incident verify' names what is wrong.")
    else:
        yield _("The record was verified and is intact. Its heads:")
    for each in stated.stated_heads():
        yield f"  {each.incident_id or _('workspace')}  {each.seq}"
        yield f"    {each.digest}"


def _shape(session: Session, stated: _Year) -> dict[str, object]:
    programme = stated.programme
    plan = programme.plan
    return {
        "year": plan.year,
        "team": session.services.workspace.name,
        "made_at": instant(session.now()),
        "is_whole": programme.is_whole,
        "plan": {"path": programme.path, "digest": programme.digest, "owner": plan.owner, "approver": plan.approver},
        "approval": approval_shape(programme),
        "planned": _counted(stated.counts),
        "lacks": lacks_shape(programme),
        "overdue": _last_days(programme.overdue),
        "overdue_before": _last_days(programme.overdue_before),
        "besides": [besides_shape(each) for each in programme.besides],
        "coverage": [covered_shape(each) for each in programme.covered],
        "exercises": [_exercise(each, stated) for each in stated.held],
        "unread": list(programme.past.unread),
        "intact": not stated.faults,
        "faults": [each.words for each in stated.faults],
        "heads": [{"id": each.incident_id, "seq": each.seq, "head": each.digest} for each in stated.stated_heads()],
    }


def _last_days(rows: Sequence[Planned]) -> list[dict[str, str]]:
    return [{"key": row.occurrence.key, "last_day": str(row.occurrence.overdue_after)} for row in rows]


def _counted(found: Counts) -> dict[str, int]:
    names = ("planned", "full", "special", "held", "held_late", "due", "overdue", "ahead", "moved")
    return {name: getattr(found, name) for name in names}


def _exercise(held: Held, stated: _Year) -> dict[str, object]:
    return {
        "exercise": held.exercise,
        "key": stated.key_of(held.exercise),
        "scenario": held.scenario,
        "held_at": instant(held.at),
        "planned_seconds": int(held.length.total_seconds()),
        "played_seconds": int(held.played.total_seconds()),
        "fastest": held.fastest,
        "steps_done": len(held.done),
        "players": list(held.players),
        **tally_shape(stated.tallies[held.exercise]),
        "head": stated.head_of(held.exercise),
    }
