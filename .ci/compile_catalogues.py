"""Compiles the catalogues that were not made of their source as it is.

Apart from the build hook, because a test run and a person in a checkout need it without a build:
`python .ci/compile_catalogues.py`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["compile_catalogues"]


def compile_catalogues(root: Path) -> list[Path]:
    """Write `incident.mo` beside every `incident.po` under the checkout `root`; tell which were written."""
    sources = sorted(root.glob("incident/locale/*/LC_MESSAGES/incident.po"))
    stale = [source for source in sources if _is_stale(source)]
    for source in stale:
        _compile(source)
    return [source.with_suffix(".mo") for source in stale]


def _is_stale(source: Path) -> bool:
    """By the time that a catalogue takes over from its source: a copied checkout may hold one of older words."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    made_of = source.stat()
    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".tmp", delete=False) as draft:
        write_mo(draft, catalogue)
    finished = Path(draft.name)
    finished.chmod(0o644)
    os.utime(finished, ns=(made_of.st_atime_ns, made_of.st_mtime_ns))
    finished.replace(source.with_suffix(".mo"))  # in one step: two test workers may write at once


if __name__ == "__main__":
    for written in compile_catalogues(Path(__file__).resolve().parent.parent):
        print(written)
