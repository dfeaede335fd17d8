"""Workspaces with one incident at its first step, and what may weigh on a terminal program there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_server

from incident.adapters.storage import open_log
from incident.bootstrap.wired import Wired
from incident.cli.wiring import Options
from incident.domain.commands import SendMessage
from incident.shipped import library_root
from tests.bench.rounds import surroundings
from tests.bench.terminals import Terminal, running
from tests.contracts.batches import batch_of, note

__all__ = [
    "TITLE",
    "declared",
    "noted",
    "open_walk",
    "ours",
    "with_entries",
    "with_incidents",
    "with_steps",
    "with_target",
]

TITLE = b"Voice is down"
INCIDENT = "INC-0001"
RUNBOOK = "outage.core-channel"
AT_ONCE = 1_000
FIRST_NOTE = 100_000_000
MESSAGES = 40
"""So many that one is always under way."""


def incident(home: Path, *words: str) -> str:
    """Run a command in the workspace; what it printed."""
    command = [sys.executable, "-m", "incident", "--workspace", str(home), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings()).stdout


def ours(home: Path) -> Sequence[str]:
    """How the terminal program is run there."""
    return [sys.executable, "-m", "incident", "--workspace", str(home)]


def declared(home: Path, runbook: str = RUNBOOK) -> Path:
    """A workspace whose incident stands at its first step."""
    incident(home, "init", str(home))
    return _walked(home, runbook)


def _walked(home: Path, runbook: str) -> Path:
    incident(home, "declare", runbook, "--tier", "2", "--title", TITLE.decode())
    for line in json.loads(incident(home, "now", INCIDENT, "--json"))["lines"]:
        incident(home, "now", INCIDENT, str(line["line"]), "done")
    return home


def open_walk(stack: ExitStack, home: Path) -> Terminal:
    """The walk of the incident, open and quiet."""
    terminal = stack.enter_context(running(*ours(home)))
    terminal.seconds_until(TITLE)
    terminal.press(b"\r")
    terminal.seconds_until(b"EXPECT")
    terminal.settle()
    return terminal


def with_steps(home: Path, count: int) -> Path:
    """The same with so many steps more, after the first."""
    incident(home, "init", str(home))
    words = (library_root() / "en" / f"{RUNBOOK}.yaml").read_text()
    first, here, others = words.partition("      - id: page\n")
    more = (
        f"      - id: more-{n}\n        title: 'LINE {n}: look at it'\n        do: Call line {n}.\n"
        "        expect: Somebody answers.\n        if_not: Note which line it is.\n"
        for n in range(count)
    )
    words = "".join([first.replace(f"id: {RUNBOOK}", "id: outage.long", 1), *more, here, others])
    (home / "runbooks" / "outage.long.yaml").write_text(words)
    return _walked(home, "outage.long")


def with_entries(home: Path, count: int) -> Path:
    """The same with so many entries in the incident's record."""
    return noted(declared(home), count)


def noted(home: Path, count: int) -> Path:
    """The workspace, with so many notes more in its incident's record, each as long as the others."""
    log = open_log(home / "incident.db")
    before, row = len(log.read(INCIDENT)), log.summary(INCIDENT)
    assert row is not None
    for written in range(0, count, AT_ONCE):
        more = range(written, min(written + AT_ONCE, count))
        batch = batch_of(INCIDENT, before + written, *(note(f"entry {FIRST_NOTE + n * 7919}") for n in more))
        log.append(batch.changed(summary=row.changed(seq=before + more.stop)))
    log.close()
    return home


def with_incidents(home: Path, count: int) -> Path:
    """The same with so many other incidents open, none as bad as it."""
    log = open_log(declared(home) / "incident.db")
    row = log.summary(INCIDENT)
    assert row is not None
    first = log.read(INCIDENT)[0].event
    for number in range(2, count + 2):
        name = f"INC-{number:04}"
        other = row.changed(incident_id=name, seq=1, title="Chat is slow", next_due_at=None)
        log.append(batch_of(name, 0, first, summary=other))
    log.close()
    return home


@contextmanager
def with_target(home: Path) -> Iterator[Path]:
    """The same, with messages on their way to a target that takes them and never answers."""
    with create_server(("127.0.0.1", 0)) as server:
        incident(home, "init", str(home))
        secret = home / "chat-url"
        secret.write_text(f"json://127.0.0.1:{server.getsockname()[1]}/")
        secret.chmod(0o600)
        (home / "targets.yaml").write_text(
            "format: targets/1\ntargets:\n  chat: {kind: apprise, secret: 'file:chat-url'}\n"
            "audiences:\n  agents:\n    who: [{target: chat}]\n"
        )
        _walked(home, RUNBOOK)
        program = Wired().open_services(Options(workspace=str(home)))
        for _ in range(MESSAGES):
            order = SendMessage(by=program.actor.acts_as, audience="agents", template="agents-notice")
            program.service.execute(INCIDENT, order, program.actor)
        program.close()
        yield home
