"""`incident resource import`: the inventory from a table that the team keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incident.application.errors import NotFound
from incident.cli.arguments import json_output
from incident.cli.commands.resource.replacing import over_words, replaced_words
from incident.cli.exits import Exit
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.domain.nearest import nearest
from incident.i18n import N_, _, ngettext
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.documents.workspace.resource_rows import Rows
    from incident.adapters.documents.workspace.resource_standing import Replaced

__all__ = ["import_resources"]

_SHAPE = "{version, imported, wrong: [{row, words}], left_out: [column], replaced: [{row, id, words}], over: [words]}"

_NOTES = N_(
    "Columns: id, kind, type; quantity, reserve, unit, name, name_zh, site, source (own, team, vendor), responsible, "
    "person (of people.yaml), rules, shared_with, on_duty, resting with rests_until (2026-11-22 10:00).\n\n"
    "The inventory, resources.yaml, may have 4 MB: about 25,000 lines of an ordinary length."
)
"""The last is `INVENTORY_BYTES`, which is read late."""


@command("import", json_shape=_SHAPE, notes=_NOTES)
@argument("FILE")
@option("--check", is_flag=True, help=N_("Only say what is wrong with the table; enter nothing."))
@json_output
@pass_session
def import_resources(session: Session, *, file: str, check: bool, as_json: bool) -> None:
    """Enter every whole row into resources.yaml, in the place of what stood there under the same id; name the others.

    What the table has no column for stays as it is, and what becomes another is said.

    `-` in the place of FILE takes what is piped in.

    Raises:
        click.exceptions.Exit: a row was left out, or nothing could be entered.
    """
    inventory = Path(session.services.workspace.root) / "resources.yaml"
    rows = _read(session, Path(file), inventory)
    for number, words in rows.wrong:
        say(_("Row {number}: {words}.").format(number=number, words=words))
    if rows.left_out:
        said = _("Unknown columns are left out: {columns}. 'incident resource import --help' names the others.")
        say(said.format(columns=_(", ").join(rows.left_out)))
    replaced = [(each, replaced_words(each)) for each in rows.replaced]
    over = list(over_words(rows.text, session.services.service.held())) if replaced else []
    for words in (*(words for _each, words in replaced), *over, *_unwanted(session, rows.types)):
        say(words)
    done = bool(rows.count) and not check
    if done:
        with about_to_write(str(inventory), "--workspace"):
            session.wiring.import_inventory(rows.text, session.options)
    for words in _counted(rows, done=done):
        say(words)
    if as_json:
        print_json({"imported": rows.count if done else 0, **_shape(rows, replaced), "over": over})
    if rows.wrong or not rows.count:
        raise click.exceptions.Exit(Exit.REFUSED)


def _read(session: Session, table: Path, inventory: Path) -> Rows:
    # here: only this command reads tables
    from incident.adapters.documents.workspace.resource_rows import read_rows
    from incident.adapters.documents.workspace.resource_standing import standing

    try:
        return read_rows(table, [each.id for each in session.services.directory.people()], standing(inventory))
    except FileNotFoundError as error:
        raise NotFound(kind="file", name=str(table)) from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise click.BadParameter(clean_line(said), param_hint="FILE") from error


def _shape(rows: Rows, replaced: Iterable[tuple[Replaced, str]]) -> dict[str, object]:
    return {
        "wrong": [{"row": number, "words": words} for number, words in rows.wrong],
        "left_out": list(rows.left_out),
        "replaced": [{"row": each.number, "id": each.id, "words": words} for each, words in replaced],
    }


def _unwanted(session: Session, types: Iterable[str]) -> Iterator[str]:
    """Which types count for no want: mostly another spelling of what the runbooks ask for."""
    books = [offer.bundle.runbook for offer in session.services.library.every() if not offer.problems]
    wanted = {want.type for book in books for wants in book.wants.values() for want in wants}
    if unwanted := [each for each in types if each not in wanted]:
        meant = _("{type} ({wanted}?)")
        alike = ((each, nearest(each, wanted)) for each in unwanted)
        named = _(", ").join(meant.format(type=each, wanted=near) if near else each for each, near in alike)
        yield _("No runbook wants these types, so no want counts them: {types}.").format(types=named)


def _counted(rows: Rows, *, done: bool) -> Iterator[str]:
    count, wrong, stood = rows.count, len(rows.wrong), rows.same + len(rows.replaced)
    if not done:
        whole = ngettext(
            "{count} row is whole; nothing was entered.", "{count} rows are whole; nothing was entered.", count
        )
        yield whole.format(count=count)
        return
    yield ngettext("{count} resource was entered.", "{count} resources were entered.", count).format(count=count)
    if stood:
        said = _("{count} of them stood there before: {same} as they were, {changed} changed.")
        yield said.format(count=stood, same=rows.same, changed=len(rows.replaced))
    if wrong:
        yield ngettext("{count} row was left out.", "{count} rows were left out.", wrong).format(count=wrong)
