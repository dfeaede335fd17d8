"""Sending from inside a terminal program, which keeps stdout and stderr for itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from incident.adapters.delivery.nursery import Nursery

class Captured:
    def write(self, text): return len(text)
    def flush(self): pass
    def isatty(self): return True
    def fileno(self): return -1

if __name__ == "__main__":
    sys.stdout = sys.stderr = Captured()
    nursery = Nursery()
    child = nursery.borrowed()
    alive = child.is_alive()
    nursery.give_back(child)
    nursery.close()
    sys.exit(0 if alive else 1)
"""


def test_a_child_is_born_although_stderr_has_no_descriptor(tmp_path: Path) -> None:
    """Textual's stand-in for stderr answers -1 when asked for its descriptor."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
