"""`incident db backup`: a whole copy of the log in one file, looked through before it gets its name."""

from __future__ import annotations

import click

from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.wiring import BackupMade
from incident.i18n import N_, _, ngettext
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = ["backup"]

_SHAPE = (
    "{version, file, kept, noted, intact, incidents, entries, faults: [{id, seq, words}], heads: [{id, seq, head}]}"
)
_NOTES = N_(
    "Others go on writing meanwhile. The file is readable by its owner alone and sends nothing before 'incident db "
    "confirm', even where it is only copied into the place of the log. It holds words that are erased later: make "
    "another one after an erasure, and destroy those of before."
)


@command(
    "backup",
    json_shape=_SHAPE,
    notes=_NOTES,
    help=N_("Copy the log into one file, look through the copy, print its heads."),
)
@argument("FILE", type=click.Path())
@option("--replace", is_flag=True, help=N_("Put it in the place of the file that is there."))
@json_output
@pass_session
def backup(session: Session, *, file: str, replace: bool, as_json: bool) -> None:
    """The heads are data, to be put on paper; the exit code tells whether the record is what was written."""
    made = session.wiring.back_up(file, session.options, replace=replace)
    if as_json:
        print_json(_shape(made))
    else:
        _print(made)
    if made.is_kept and not made.is_noted:
        say(_("The log could not be written to, so the doctor does not know of this backup."))
    if made.faults:
        said = _("The record is NOT what was written, in the log as in the copy. Tell whoever answers for it.")
        say(said)
        if not made.is_kept:
            say(_("The earlier backup stays, and this one was not kept. Name another file for it."))
        raise click.exceptions.Exit(Exit.UNVERIFIED)
    say(_kept(made))


def _kept(made: BackupMade) -> str:
    incidents = ngettext("{count} incident", "{count} incidents", made.incidents).format(count=made.incidents)
    entries = ngettext("{count} entry", "{count} entries", made.entries).format(count=made.entries)
    said = _("'{file}' holds the whole log, verified: {incidents}, {entries}.")
    told = said.format(file=clean_line(made.path), incidents=incidents, entries=entries)
    return in_a_row(told, _("Put the workspace's head on paper: it proves what stood here.") if made.heads else "")


def _print(made: BackupMade) -> None:
    from incident.cli.commands.verify import print_lines  # here: a program reads the shape

    print_lines(made.faults, made.heads)


def _shape(made: BackupMade) -> dict[str, object]:
    return {
        "file": made.path,
        "kept": made.is_kept,
        "noted": made.is_noted,
        "intact": not made.faults,
        "incidents": made.incidents,
        "entries": made.entries,
        "faults": [{"id": each.incident_id, "seq": each.seq, "words": each.words} for each in made.faults],
        "heads": [{"id": each.incident_id, "seq": each.seq, "head": each.digest} for each in made.heads],
    }
