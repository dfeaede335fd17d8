"""`incident evidence add`: keep files, with where, when and by whom they were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id
from incident.cli.exits import Exit
from incident.cli.named import known_person, known_step
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.times import moment
from incident.domain.commands import AddEvidence
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _
from incident.walk.exhibits import Unfit, files_below, found
from incident.wording.refusals import say_refusal

__all__ = ["add"]


@command(
    "add", help=N_("Keep files, or all files below a folder, as evidence; prints their numbers."), json_shape=ACT_SHAPE
)
@incident_id
@argument("FILE", "files", nargs=-1, required=True)
@option("--where", metavar="WORDS", required=True, help=N_("Where it was found: the machine, the folder, the desk."))
@option("--when", metavar="TIME", default="now", help=N_("When it was secured: 02:40, '2026-11-21 02:40' or now."))
@option("--by", "person", metavar="PERSON", help=N_("Who secured it and holds it, if not you."))
@option("--kept-at", metavar="WORDS", default="", help=N_("Keep its digest only; the original is sealed there."))
@option("--step", metavar="STEP", help=N_("The step at which it was secured."))
@option("--again", is_flag=True, help=N_("Also where the same bytes are kept already."))
@command_id
@answers_json
@pass_session
def add(
    session: Session,
    *,
    incident_id: str,
    files: tuple[str, ...],
    where: str,
    when: str,
    person: str | None,
    kept_at: str,
    step: str | None,
    again: bool,
    command_id: str | None,
) -> None:
    """Each file is an act of its own: what cannot be kept is said, and stops no other."""
    session.load(incident_id)
    now = session.now(command_id)
    order = AddEvidence(
        by=session.by,
        file="",
        where=where,
        sha256="",
        size=0,
        found_at=moment(when, now, ZoneInfo(session.services.workspace.zone), "--when"),
        found_by=known_person(session, person) if person else "",
        kept_at=kept_at,
        step=known_step(session, incident_id, step) if step else None,
        again=again,
    )
    are_kept = [_kept(session, incident_id, order, path, command_id) for path in _all_files(files)]
    if not all(are_kept):
        raise click.exceptions.Exit(Exit.REFUSED)


def _all_files(names: Sequence[str]) -> Iterator[Path | Unfit]:
    for name in names:
        try:
            yield from files_below(name)
        except Unfit as unfit:
            yield unfit


def _kept(session: Session, incident_id: str, order: AddEvidence, path: Path | Unfit, command_id: str | None) -> bool:
    """Whether the file is kept now; that it was already is said, and is well."""
    try:
        if isinstance(path, Unfit):
            raise path
        file = found(path, keep=not order.kept_at)
    except Unfit as unfit:
        say(str(unfit))
        return False
    own = order.changed(file=file.name, sha256=file.sha256, size=file.size, parts=file.parts)
    named = f"{command_id[:80]}.{file.sha256[:16]}" if command_id else None
    try:
        outcome = act(session, incident_id, own, named)
    except Refused as refused:
        if refused.code is not Refusal.EVIDENCE_TWICE:
            raise
        say(say_refusal(refused, session.speech()))
        return True
    for exhibit in outcome.incident.evidence.exhibits.values():
        if any(entry.seq == exhibit.seq for entry in outcome.entries):
            print_data(exhibit.id)
            said = _("{evidence}: '{file}', SHA-256 {digest}.")
            say(said.format(evidence=exhibit.id, file=exhibit.name, digest=file.sha256))
    return True
