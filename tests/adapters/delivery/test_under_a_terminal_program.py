"""Sending from programs whose surroundings are unusual: stderr is kept, or TMPDIR is long."""

from __future__ import annotations

import os
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


def test_a_child_is_born_although_the_folder_for_temporary_files_has_a_long_name(tmp_path: Path) -> None:
    """A socket's address has room for a hundred bytes; the folder that is used instead is gone afterwards."""
    script, long = tmp_path / "program.py", tmp_path / ("a" * 120)
    script.write_text(
        f"{PROGRAM}\n".replace("nursery.close()", "nursery.close()\n    print(folder(), file=sys.__stdout__)")
    )
    long.mkdir()
    script.write_text("from multiprocessing.util import get_temp_dir as folder\n" + script.read_text())
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TMPDIR": str(long)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.strip()) < 100
    assert not Path(done.stdout.strip()).exists()
    assert list(long.iterdir()) == []
