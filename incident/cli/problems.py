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

SHAPE: Final = "{version, problems: [{path, line, column, rule, severity, message, hint}]}"

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
    """Print them; with an error among them the exit code says so."""
    as_json = as_json or format_name == "json"
    if as_json:
        print_json({"problems": [_shape(problem) for problem in problems]})
    for problem in () if as_json else problems:
        print_data(_github(problem) if format_name == "github" else f"{say_problem(problem)} [{problem.rule}]")
    errors = sum(problem.severity == "error" for problem in problems)
    if errors:
        say(ngettext("{count} error.", "{count} errors.", errors).format(count=errors))
        raise click.exceptions.Exit(Exit.DOCUMENT)
    if not problems:
        say(_("No problems."))


def _github(problem: Problem) -> str:
    """A workflow command; its message takes `%`, line ends and the commas of properties escaped."""
    level = "error" if problem.severity == "error" else "warning"
    words = _escaped(in_a_row(clean_line(problem.message), clean_line(problem.hint)))
    path = _escaped(clean_line(problem.path)).replace(",", "%2C").replace(":", "%3A")
    return f"::{level} file={path},line={problem.line},col={problem.column},title={problem.rule}::{words}"


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
