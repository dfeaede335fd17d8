"""The full screen and the demonstration, put together: how the person at this terminal wants it, and their keys."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.workspace.finding import config_folder, find_workspace
from incident.bootstrap.assembly import Program, logged_in
from incident.cli.looks import look_of
from incident.i18n import _, current
from incident.tui.look import Look
from incident.walk.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from incident.adapters.clock import ShiftedClock
    from incident.application.errors import Problem
    from incident.application.services import Services
    from incident.cli.wiring import Options

__all__ = ["keys_of", "own_look", "play_demo", "start_terminal"]

KEYS: Final = "keys.yaml"
"""Keys of one's own, in the workspace or in the person's own settings."""


def start_terminal(services: Services, look: Look, incident_id: str | None = None, *, leads: bool = False) -> int:
    """Run the terminal program to its end, from that incident on if one is named; the exit code."""
    from incident.cli.screenful import needs_screen  # here, as below: commands draw no screen

    needs_screen()
    from incident.tui.app import run as run_terminal  # here: Textual takes 150 ms

    return run_terminal(services, incident_id, look=look, leads=leads)


def own_look(options: Options) -> Look:
    """How the person at this terminal wants it."""
    folder = find_workspace(options.workspace, os.environ)
    file = SettingsFile(folder / ".drafts", logged_in(os.environ))
    chosen = file.read()
    keymap, troubles = keys_of(folder)
    return Look(
        settings=look_of(chosen, options, os.environ),
        chosen=chosen,
        file=file,
        keymap=keymap,
        trouble=_keys_trouble(troubles),
    )


def play_demo(options: Options, *, play: bool) -> int:
    """A throw-away workspace with a live incident; with `play` a whole incident by itself."""
    from incident.demo.running import play_whole, show_live  # here: it starts servers

    language, login = options.language or current(), logged_in(os.environ)
    if play:
        return play_whole(language, _demo_program, login)
    look = Look(settings=look_of(Settings(), options, os.environ))
    return show_live(language, _demo_program, login, lambda services: start_terminal(services, look))


def keys_of(folder: Path) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """The keymap of the team, then of the person, who has the last word; empty where anything is wrong with it."""
    files = [path for path in (folder / KEYS, config_folder(os.environ) / KEYS) if path.exists()]
    if not files:
        return {}, ()
    from incident.adapters.documents.workspace.keymap import read_wishes  # here: few have keys of their own
    from incident.tui.keymap import keymap_of

    read = [read_wishes(path) for path in files]
    keymap, clashes = keymap_of([wish for wishes, _problems in read for wish in wishes])
    problems = [*(problem for _wishes, found in read for problem in found), *clashes]
    return ({} if problems else keymap), problems


def _keys_trouble(problems: Sequence[Problem]) -> str:
    """What to say at Home: the first problem, and that the usual keys hold."""
    if not problems:
        return ""
    from incident.wording.errors import say_problem  # here: mostly there is no trouble

    return _("The usual keys hold. {problem} 'incident config check' says all.").format(
        problem=say_problem(problems[0])
    )


def _demo_program(folder: Path, clock: ShiftedClock) -> Program:
    log, cache, begun = folder / "incident.db", folder / "cache", folder / "begun"
    program = Program(folder, database=str(log), clock=clock, cache=cache, begun=begun)
    program.make_log()
    return program
