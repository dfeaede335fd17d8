"""`incident runbook import`: a file of another format becomes a draft of ours, with the original kept beside it."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from incident.cli.arguments import json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import RUNBOOK_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.cli.writing import about_to_write
from incident.i18n import LANGUAGES, N_, _, ngettext
from incident.wording.errors import say_problem
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.importer import Imported
    from incident.cli.wiring import Runbooks

__all__ = ["import_runbook"]

_SHAPE: Final = (
    "{version, id, language, path, original, warnings: [{path, line, column, rule, severity, message, hint}]}"
)
_FORMATS: Final = {"cacao": "cacao-2.0", "markdown": "markdown"}
"""What a person says, and what the imported runbook says of its origin."""


@command("import", json_shape=_SHAPE)
@argument("FILE")
@option(
    "--format",
    "format_name",
    type=OneOf(list(_FORMATS)),
    help=N_("Refuse the file if it is not of this format; without it the file tells."),
)
@option("-o", "--output", "folder", metavar="DIR", help=N_("Write it there, and not into the workspace."))
@option("--id", "runbook_id", type=RUNBOOK_ID, metavar="ID", help=N_("Its id, if not made of its name."))
@option("--replace", is_flag=True, help=N_("Replace what was imported before."))
@json_output
@pass_session
def import_runbook(
    session: Session,
    *,
    file: str,
    format_name: str | None,
    folder: str | None,
    runbook_id: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Write the draft, keep the original, list what could not be kept, and say what comes next."""
    from incident.adapters.documents.foreign.importer import import_document, kept_name  # here: pydantic, yaml, lark
    from incident.adapters.documents.writing.saving import save

    library = session.wiring.runbooks(session.options)
    target = Path(folder) if folder is not None else library.folder
    made = import_document(_expanded(file), library.known_elsewhere())
    made = _called(made, runbook_id, kept_name(runbook_id or made.runbook_id, Path(file)))
    _refuse_other_format(made, format_name)
    if folder is None:
        _refuse_second(library, made)
    place, original = f"{made.runbook_id}.{_language(made)}.yaml", kept_name(made.runbook_id, Path(file))
    with about_to_write(str(target), "--output" if folder is not None else "--workspace"):
        target = target.expanduser()
        save({target / place: made.text.encode(), target / original: made.original}, replace=replace)
    hides = library.is_shipped(made.runbook_id) and folder is None
    if as_json:
        print_json(_shape(made, target / place, target / original))
    for path in () if as_json else (target / place, target / original):
        print_data(clean_line(str(path)))
    _say_outcome(made, hides_shipped=hides)


def _expanded(file: str) -> Path:
    try:
        return Path(file).expanduser()
    except RuntimeError:  # `~somebody`, whom this machine does not know
        return Path(file)


def _called(made: Imported, runbook_id: str | None, original: str) -> Imported:
    """The same under the id that a person chose, which its original is called by too."""
    if runbook_id is None:
        return made
    text = re.sub(r"^id: .*$", f"id: {runbook_id}", made.text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^  file: .*$", lambda _found: f"  file: {json.dumps(original)}", text, count=1, flags=re.MULTILINE)
    return dataclasses.replace(made, text=text, runbook_id=runbook_id)


def _refuse_second(library: Runbooks, made: Imported) -> None:
    """An id stands in one file a language: another file of the workspace may have it already."""
    if library.is_own(made.runbook_id) and not (library.folder / f"{made.runbook_id}.{_language(made)}.yaml").exists():
        said = _("There is a runbook '{id}' already, and an id is never used twice.")
        raise click.UsageError(in_a_row(said.format(id=made.runbook_id), _("Choose another with --id.")))


def _refuse_other_format(made: Imported, format_name: str | None) -> None:
    is_cacao = _field(made.text, "  format") != _FORMATS["markdown"]
    if format_name is not None and is_cacao != (format_name == "cacao"):
        said = _("The file is of the format '{format}'. Leave --format out, or name that one.")
        found = "cacao" if is_cacao else "markdown"
        raise click.BadParameter(said.format(format=found), param_hint="--format")


def _language(made: Imported) -> str:
    return _field(made.text, "language")


def _field(text: str, key: str) -> str:
    """A value of the header that the importer wrote."""
    found = re.search(rf"""^{key}: ["']?([\w.-]+)""", text, re.MULTILINE)
    return found[1] if found else ""


def _say_outcome(made: Imported, *, hides_shipped: bool) -> None:
    for warning in made.warnings:
        say(say_problem(warning))
    count = len(made.warnings)
    if count:
        say(ngettext("{count} thing to look at.", "{count} things to look at.", count).format(count=count))
    if hides_shipped:
        say(_("It stands before the shipped runbook of the same id from now on."))
    other = next(each for each in LANGUAGES if each != _language(made))
    said = _("The draft '{id}' speaks {language} only. That is enough; {id}.{other}.yaml would be the other language.")
    say(said.format(id=made.runbook_id, language=_language(made), other=other))
    say(_("Next: run 'incident runbook check' and edit what it names."))
    say(_("Write 'status: active' when others may rely on it."))


def _shape(made: Imported, path: Path, original: Path) -> dict[str, object]:
    return {
        "id": made.runbook_id,
        "language": _language(made),
        "path": str(path),
        "original": str(original),
        "warnings": [
            {
                "path": each.path,
                "line": each.line,
                "column": each.column,
                "rule": each.rule,
                "severity": each.severity,
                "message": each.message,
                "hint": each.hint,
            }
            for each in made.warnings
        ],
    }
