"""`incident resource import`: the inventory from a table that the team keeps."""

from __future__ import annotations

from pathlib import Path

import click

from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.i18n import N_, _, ngettext
from incident.wording.safe import clean_line

__all__ = ["import_resources"]

_SHAPE = "{version, imported, wrong: [{row, words}]}"


@command("import", json_shape=_SHAPE)
@argument("FILE")
@option("--skip", is_flag=True, help=N_("Leave out rows that cannot be understood, and enter the rest."))
@json_output
@pass_session
def import_resources(session: Session, *, file: str, skip: bool, as_json: bool) -> None:
    """Enter every row into resources.yaml, in the place of what stood there under the same id; all of them or none."""
    from incident.adapters.documents.workspace.resource_rows import read_rows  # here: only this command reads tables

    try:
        rows = read_rows(Path(file))
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise click.BadParameter(clean_line(said), param_hint="FILE") from error
    for number, words in rows.wrong:
        say(_("Row {number}: {words}.").format(number=number, words=words))
    done = bool(rows.count) and (skip or not rows.wrong)
    if done:
        with about_to_write(str(Path(session.services.workspace.root) / "resources.yaml"), "--workspace"):
            session.wiring.import_inventory(rows.text, session.options)
        said = ngettext("{count} resource was entered.", "{count} resources were entered.", rows.count)
        say(said.format(count=rows.count))
    else:
        say(_("Nothing was entered. --skip leaves wrong rows out."))
    if as_json:
        wrong = [{"row": number, "words": words} for number, words in rows.wrong]
        print_json({"imported": rows.count if done else 0, "wrong": wrong})
    if not done:
        raise click.exceptions.Exit(Exit.REFUSED)
