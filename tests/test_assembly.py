"""The wired program: what two threads ask for at once is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from incident.adapters.workspace.starter import Starter, init_workspace
from incident.assembly import Program


def test_two_threads_that_ask_first_get_one_service(tmp_path: Path) -> None:
    """From Python 3.12 on a plain cached property is made by each of them."""
    folder = tmp_path / "team"
    init_workspace(folder, Starter(name="team", language="en", zone="UTC", person="ann", login="ann"))
    with closing(Program(folder)) as program:
        program.make_log()
        together = threading.Barrier(2)

        def ask() -> object:
            together.wait()
            return program.service

        with ThreadPoolExecutor(2) as pool:
            first, second = (asked.result() for asked in [pool.submit(ask), pool.submit(ask)])
    assert first is second
