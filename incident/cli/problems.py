"""Problems of documents, all at once: as text, as JSON, or as GitHub shows them beside a change.

Apart, because `config check` and `runbook check` print alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.spoken import option
from incident.cli.texts import OneOf
from incident.i18n import N_, _, ngettext
from incident.wording.errors import say_problem
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

if TYPE_CHECKING:
    from incident.application.errors import Problem

__all__ = ["SHAPE", "format_options", "report_problems"]

SHAPE: Final = "{version, ignored, problems: [{path, line, column, rule, severity, message, hint}]}"

_FORMAT: Final = option(
    "--format",
    "format_name",
    type=OneOf(["text", "json", "github"]),
    default="text",
    show_default=True,
    help=N_("How to print the problems."),
)


def format_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format`, and `--json` as every command that reads has it."""
    return _FORMAT(json_output(function))


def report_problems(problems: Sequence[Problem], format_name: str, *, as_json: bool) -> None:
    """Print them, and how many the files themselves ask not to be told; with an error the exit code says so."""
    told = [problem for problem in problems if problem.severity != "ignored"]
    ignored = len(problems) - len(told)
    if as_json or format_name == "json":
        print_json({"ignored": ignored, "problems": [_shape(problem) for problem in told]})
    elif format_name == "github":
        _print_github(told, ignored)
    else:
        for problem in told:
            word = _("error") if problem.severity == "error" else _("warning")
            said = _("{problem} [{rule}, {severity}]")
            print_data(said.format(problem=say_problem(problem), rule=problem.rule, severity=word))
    _say_counts(told, ignored)
    if any(problem.severity == "error" for problem in told):
        raise click.exceptions.Exit(Exit.DOCUMENT)


def _say_counts(told: Sequence[Problem], ignored: int) -> None:
    errors = sum(problem.severity == "error" for problem in told)
    if errors:
        say(ngettext("{count} error.", "{count} errors.", errors).format(count=errors))
    if not told:
        say(_("No problems."))
    if ignored:
        say(_ignored_words(ignored))


def _ignored_words(count: int) -> str:
    said = ngettext(
        "{count} finding is ignored, as its file asks.", "{count} findings are ignored, as the files ask.", count
    )
    return said.format(count=count)


def _print_github(told: Sequence[Problem], ignored: int) -> None:
    """Workflow commands, which stand beside the lines of a change."""
    for problem in told:
        print_data(_github(problem))
    if ignored:
        print_data(f"::notice title=runbook check::{_escaped(_ignored_words(ignored))}")


def _github(problem: Problem) -> str:
    """A workflow command; its message takes `%` and line ends escaped, its properties `:` and `,` too."""
    level = "error" if problem.severity == "error" else "warning"
    words = _escaped(in_a_row(clean_line(problem.message), clean_line(problem.hint)))
    path = _escaped(clean_line(problem.path)).replace(",", "%2C").replace(":", "%3A")
    place = f",line={problem.line},col={problem.column}" if problem.line else ""
    return f"::{level} file={path}{place},title={problem.rule}::{words}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _shape(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }
