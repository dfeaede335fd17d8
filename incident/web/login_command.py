"""The team's own judge of passwords: a command that gets the person as argument and the password on its input.

Apart from the passwords kept here: where a command is named, those are not asked.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["LoginCommand"]

_PATIENCE_SECONDS: Final = 10.0


class LoginCommand:
    """Asks the command named in `incident.yaml`; its exit code 0 is a yes, and anything else, or no answer, a no."""

    def __init__(self, line: str, folder: Path) -> None:
        """`line` is split as a shell would, and read by none."""
        self._words = shlex.split(line)
        self._folder = folder

    def are_any(self) -> bool:
        """Who may come in is known by the command."""
        return True

    def seal(self, person: str) -> str:  # noqa: ARG002 - the command tells nobody when a password changes
        """Nothing is known of the password but that it was right."""
        return "command"

    def admits(self, person: str | None, password: str) -> bool:
        """Whether the command says yes; it is not asked about nobody."""
        if person is None:
            return False
        try:
            asked = subprocess.Popen(  # noqa: S603 - the workspace's owner wrote the line; the person is an id of it
                [*self._words, person],
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=0,  # so that what it starts can be ended with it
            )
        except OSError:
            return False
        with asked:
            try:
                asked.communicate(password.encode("utf-8", "replace") + b"\n", timeout=_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                return False
            else:
                return asked.returncode == 0
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(asked.pid, signal.SIGKILL)
