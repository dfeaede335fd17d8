"""`incident drill plan`: what a year's plan of exercises says, how it stands, and what is wrong with its file.

Apart from one exercise: a plan is what a manager looks at when there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from incident.application.errors import IncidentError, NotFound
from incident.application.exercises.approving import keep_approval
from incident.cli.arguments import json_output
from incident.cli.commands.access import say_what_holds_it
from incident.cli.commands.drill.lacking import lack_lines, lacks_shape
from incident.cli.commands.drill.programme import (
    Programme,
    departed_words,
    read_present,
    read_programme,
    tally_of,
    tally_shape,
    this_year,
    year_option,
)
from incident.cli.exits import Exit
from incident.cli.output import as_json as json_text
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.problems import SHAPE, format_options, report_problems
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, Late, argument, command
from incident.cli.tables import table
from incident.i18n import N_, _, ngettext
from incident.wording.cells import hanging
from incident.wording.compliance import covered_words
from incident.wording.programme import (
    addition_words,
    days_words,
    entry_words,
    lack_words,
    moves_words,
    place_words,
    unread_words,
)
from incident.wording.results import tally_words

if TYPE_CHECKING:
    from incident.domain.exercises.additions import Addition
    from incident.domain.exercises.compliance import Covered
    from incident.domain.exercises.overdue import Planned
    from incident.domain.exercises.programme import Entry, Move
    from incident.domain.exercises.tally import Tally
    from incident.wording.speech import Speech

__all__ = [
    "BESIDES",
    "COVERAGE",
    "ENTRY",
    "VERSION",
    "approval_lines",
    "approval_shape",
    "besides_shape",
    "covered_shape",
    "plan",
]

VERSION: Final = 2
"""Of a plan and of the statement: version 1 counted among `ratings` what the log only proposes."""
ENTRY: Final = (
    "{key, entry, title, scenario, family, kind, form, basis, cites, purpose, owner, notice, roles, players, units, "
    "first, last, begins, state, last_day, is_late, exercise, held_at, ratings: {P, S, M, U, unrated}, "
    "proposed: {P, S, M, U}, without, moves: [{first, last, because, by, on}]}"
)
BESIDES: Final = "{runbook, scenario, basis, source, since, steps, tasks, revisions, planned}"
APPROVAL: Final = "approval: {record, by, at, digest, is_current, departed}"
COVERAGE: Final = "coverage: [{what, runbook, done, of, missing}]"
_SHAPE: Final = (
    f"{{version, year, path, digest, owner, approver, {APPROVAL}, lacks, entries: [{ENTRY}], "
    f"overdue_before: [{ENTRY}], besides: [{BESIDES}], {COVERAGE}}}"
)
_BRIEFLY: Final = ("families", "tiers", "shifts")
"""What of the coverage stands below the plan; the statement has all of it."""

_APPROVED: Final = f"{{version, {APPROVAL}}}"

Rated: TypeAlias = Mapping[str, "Tally | None"]
"""Of each exercise, how many objectives have which rating; None for whoever did not lead it."""

plan = Group(
    "plan",
    late={
        "new": Late(
            module="incident.cli.commands.drill.making:new_plan",
            help=N_("Begin the plan of a year below drills/: a special exercise for each family, and a full one."),
        )
    },
)


def _shown(session: Session, year: int | None) -> Programme:
    if year is None:
        with suppress(NotFound):  # neither of this year nor of an earlier one
            return read_present(session)
    return read_programme(session, year)


@command("show", help=N_("Show the plan of a year: what is held, due, overdue, and due besides."), json_shape=_SHAPE)
@year_option
@json_output
@pass_session
def show(session: Session, *, year: int | None, as_json: bool) -> None:
    """Print an entry a line, in the order of days, and below what lacks."""
    programme = _shown(session, year)
    if programme.past.unread:
        say(unread_words(programme.past.unread))
    rated = {row.held.exercise: tally_of(session, row.held.exercise) for row in programme.rows if row.held}
    if as_json:
        print_json(_shape(programme, rated), VERSION)
        return
    speech = session.speech()
    head = [_("DAYS"), _("STATE"), _("WHAT")]
    lines = (_row(row, programme, rated, speech) for row in (*programme.overdue_before, *programme.rows))
    print_data("\n".join(table(head, lines, session.width)))
    for line in _below(programme, speech, session.width):
        print_data(line)
    if year is None and programme.plan.year != this_year(session):
        say(
            _("Nobody has planned {year} yet: this is the plan of {last}.").format(
                year=this_year(session), last=programme.plan.year
            )
        )
    overdue = len(programme.overdue_before) + len(programme.overdue)
    if overdue:
        words = ngettext("{count} exercise is overdue.", "{count} exercises are overdue.", overdue)
        say(words.format(count=overdue))


@command(
    "check",
    help=N_("Check plans: these files, or all there are; all problems at once."),
    json_shape=SHAPE,
    notes=N_("What a rule such as PL005 means: incident runbook rules PL005"),
)
@argument("[PATH...]", "paths", nargs=-1)
@format_options
@pass_session
def check(session: Session, *, paths: tuple[str, ...], format_name: str, as_json: bool) -> None:
    """Print what is wrong."""
    found = session.wiring.plans(session.options).check([Path(path) for path in paths])
    if not paths:
        _say_what_departed(session)
    report_problems(found, format_name, as_json=as_json)


def _say_what_departed(session: Session) -> None:
    with suppress(IncidentError):  # the check is of the file, and needs neither a log nor a plan of this year
        programme = read_programme(session, None)
        if programme.approval is not None and not programme.is_as_approved:
            for words in approval_lines(programme, session.speech()):
                say(words)


@command(
    "schema",
    help=N_("Print the JSON Schema of plans, with which editors complete and check while you type."),
    notes=N_("It is JSON as it stands, and so has no --json."),
)
@pass_session
def schema(session: Session) -> None:
    """Print it with its descriptions in the language in use."""
    print_data(json_text(session.wiring.plans(session.options).schema()))


@command("approve", help=N_("Approve the plan as its file is now; the log keeps it."), json_shape=_APPROVED)
@year_option
@json_output
@pass_session
def approve(session: Session, *, year: int | None, as_json: bool) -> None:
    """Keep it in the log, with who approved it; nothing else holds the team to it."""
    programme = read_programme(session, year)
    if not programme.is_as_approved:
        _require_approvable(session, programme)
        plan, path = programme.plan, programme.path  # whole: who approves is trusted
        title = _("Plan of exercises {year}: approved").format(year=programme.plan.year)
        keep_approval(session.services, title, Path(path).name, path, programme.data, readers=plan.readers)
        programme = read_programme(session, year)
    if as_json:
        print_json({"approval": approval_shape(programme)})
    for words in approval_lines(programme, session.speech()):
        say(words)
    if programme.plan.readers:
        say_what_holds_it(session)


def _require_approvable(session: Session, programme: Programme) -> None:
    plan, speech = programme.plan, session.speech()
    if session.by != plan.approver:
        say(_("Only {person} may approve this plan; its file says so.").format(person=speech.person(plan.approver)))
        raise click.exceptions.Exit(Exit.REFUSED)
    if plan.lacks():
        lacking = _(", ").join(map(lack_words, plan.lacks()))
        say(_("A plan that lacks something is not approved: {lacking}.").format(lacking=lacking))
        raise click.exceptions.Exit(Exit.REFUSED)


for _each in (show, check, schema, approve):
    plan.add_command(_each)


def _row(row: Planned, programme: Programme, rated: Rated, speech: Speech) -> list[str]:
    words = entry_words(row.entry, row.occurrence, programme.title(row.entry.scenario), speech)
    more = moves_words(row.occurrence, speech)
    tally = rated.get(row.held.exercise) if row.held else None
    if tally:
        more.append(_("objectives: {ratings}").format(ratings=tally_words(tally)))
    if row.without:
        more.append(_("without: {roles}").format(roles=_(", ").join(row.without)))
    return [days_words(row.occurrence.window), place_words(row, speech), _("; ").join([words, *more])]


def _below(programme: Programme, speech: Speech, width: int) -> Iterator[str]:
    yield ""
    yield from (line for words in approval_lines(programme, speech) for line in hanging("", words, width))
    parts = (
        (_("The year lacks:"), lack_lines(programme)),
        (
            _("Due besides the plan:"),
            [addition_words(each, programme.title(each.scenario), speech) for each in programme.besides],
        ),
        (_("Covered:"), [covered_words(each, speech) for each in programme.covered if each.what in _BRIEFLY]),
    )
    for head, lines in parts:
        if lines:
            yield from ("", head)
            yield from (line for words in lines for line in hanging("  - ", words, width))


def approval_lines(programme: Programme, speech: Speech) -> Iterator[str]:
    """Who approved the plan, and what the file has become since."""
    approval = programme.approval
    if approval is None and not programme.is_whole:  # whether or not one is hidden: that would tell of a secret
        yield _("No approval that you may read; where something comes without notice, the trusted alone read it.")
        return
    if approval is None:
        said = _("Not approved. {person} approves it: incident drill plan approve --year {year}")
        yield said.format(person=speech.person(programme.plan.approver), year=programme.plan.year)
        return
    said = _("Approved by {person} {at}, record {record}, SHA-256 {digest}.")
    at = speech.moment(approval.at)
    yield said.format(person=speech.person(approval.by), at=at, record=approval.record, digest=approval.digest)
    if not programme.is_as_approved:
        yield _("The file has changed since it was approved: SHA-256 {digest}.").format(digest=programme.digest)
    if programme.departed:
        yield departed_words(programme)


def _shape(programme: Programme, rated: Rated) -> dict[str, object]:
    plan = programme.plan
    return {
        "year": plan.year,
        "path": programme.path,
        "digest": programme.digest,
        "owner": plan.owner,
        "approver": plan.approver,
        "approval": approval_shape(programme),
        "lacks": lacks_shape(programme),
        "entries": [
            {**_entry(row, programme), **tally_shape(rated.get(row.held.exercise) if row.held else None)}
            for row in programme.rows
        ],
        "overdue_before": [{**_entry(row, programme), **tally_shape(None)} for row in programme.overdue_before],
        "besides": [besides_shape(each) for each in programme.besides],
        "coverage": [covered_shape(each) for each in programme.covered],
    }


def approval_shape(programme: Programme) -> dict[str, object] | None:
    """Who approved it when, and whether the file still is what they approved."""
    approval = programme.approval
    if approval is None:
        return None
    return {
        "record": approval.record,
        "by": approval.by,
        "at": instant(approval.at),
        "digest": approval.digest,
        "is_current": programme.is_as_approved,
        "departed": list(programme.departed),
    }


def besides_shape(addition: Addition) -> dict[str, object]:
    """One reason for an exercise that nobody wrote down."""
    return {
        "runbook": addition.runbook,
        "scenario": addition.scenario,
        "basis": addition.basis.value,
        "source": addition.source,
        "since": instant(addition.since),
        "steps": list(addition.steps),
        "tasks": list(addition.tasks),
        "revisions": list(addition.revisions or ()),
        "planned": addition.planned,
    }


def covered_shape(each: Covered) -> dict[str, object]:
    """How much of something was reached, and what was not."""
    named = {"what": each.what, "runbook": each.runbook}
    return {**named, "done": each.done, "of": each.of, "missing": list(each.missing)}


def _entry(row: Planned, programme: Programme) -> dict[str, object]:
    """One time of an entry, and how it stands."""
    entry, occurrence, held = row.entry, row.occurrence, row.held
    return {
        "key": occurrence.key,
        "entry": entry.id,
        "title": programme.title(entry.scenario),
        **_written(entry),
        "first": str(occurrence.window.first),
        "last": str(occurrence.window.last),
        "begins": instant(occurrence.begins),
        "state": row.place.value,
        "last_day": str(occurrence.overdue_after),
        "is_late": row.is_late,
        "exercise": held.exercise if held else None,
        "held_at": instant(held.at if held else None),
        "without": list(row.without),
        "moves": [_move(each) for each in occurrence.moves],
    }


def _written(entry: Entry) -> dict[str, object]:
    return {
        "scenario": entry.scenario,
        "family": entry.family,
        "kind": entry.kind.value,
        "form": entry.form.value,
        "basis": entry.basis.value,
        "cites": entry.cites,
        "purpose": entry.purpose,
        "owner": entry.owner,
        "notice": entry.notice.value,
        "roles": list(entry.roles),
        "players": list(entry.players),
        "units": list(entry.units),
    }


def _move(move: Move) -> dict[str, object]:
    days = {"first": str(move.window.first), "last": str(move.window.last)}
    return {**days, "because": move.because, "by": move.by, "on": str(move.on)}
