"""`incident config check`, put together: files, names, keys, plans and the log's address."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.sources import open_source
from incident.adapters.documents.workspace.address import RULE, address_problem
from incident.adapters.storage.opening import refuse_unknown
from incident.adapters.workspace.checking import check_names, check_workspace
from incident.adapters.workspace.files import SETTINGS
from incident.adapters.workspace.finding import find_workspace
from incident.application.errors import ClockShifted, ClockUnreadable, Problem, StorageDriverMissing, StorageError
from incident.bootstrap.assembly import Program
from incident.bootstrap.terminal import keys_of
from incident.wording.errors import say_error

if TYPE_CHECKING:
    from datetime import datetime

    from incident.cli.wiring import Options

__all__ = ["check_all"]


def check_all(program: Program, options: Options) -> Sequence[Problem]:
    """Everything wrong in the workspace's documents, all at once."""
    folder = find_workspace(options.workspace, os.environ)
    _keymap, troubles = keys_of(folder)
    problems = [*check_workspace(folder, program.register, partial(_now, program)), *troubles]
    if any(each.severity == "error" for each in problems):
        return problems  # it may be the file that says where the log is
    offers = list(program.library.every())
    shut = dict.fromkeys(offer.problems[0] for offer in offers if offer.problems and not offer.outline)
    if shut:  # which names these runbooks have, nobody knows; 'runbook check' tells all that is wrong with them
        return [*problems, *(replace(each, severity="warning") for each in shut)]
    books = [offer.bundle.runbook for offer in offers]
    told = {step.audience for book in books for step in book.steps() if step.audience}
    roles = {role for book in books for role in book.roles}
    names = check_names(folder, told, roles)
    return [*problems, *names, *program.plans().check(), *_address_problems(program, options)]


def _now(program: Program) -> datetime | None:
    """None where the clock cannot be used, which is said elsewhere."""
    try:
        return program.clock.now()
    except (ClockShifted, ClockUnreadable):
        return None


def _address_problems(program: Program, options: Options) -> Iterator[Problem]:
    """That the log has no such address; or, of no file, that this machine lacks what a server's log needs."""
    try:
        refuse_unknown(program.database)
    except StorageError as error:
        severity = "warning" if isinstance(error, StorageDriverMissing) else "error"
        named = "--db" if options.database else "INCIDENT_DB" if os.environ.get("INCIDENT_DB") else ""
        if named:
            yield Problem(path=named, line=0, column=0, rule=RULE, message=say_error(error), severity=severity)
        else:
            yield address_problem(open_source(program.workspace.folder / SETTINGS), say_error(error), severity)
