"""The register of obligations that an incident is held to: the workspace's own files first, then the shipped ones.

Like the runbooks, it is compiled once and kept; reading what was kept loads neither YAML nor models nor the package of
holidays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.documents.reading.sources import REGISTER, scan
from incident.domain.law.obligations import Register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from incident.adapters.calendars.source import HolidaySource

__all__ = ["ObligationLibrary"]

_NAME: Final = "obligations"


class ObligationLibrary:
    """Reads the register from folders of YAML files."""

    def __init__(self, roots: Sequence[Path], days: HolidaySource, cache_folder: Path | None = None) -> None:
        """Look into the roots, the first that has an id decides it; keep what was compiled in the folder, if any."""
        self._roots = tuple(roots)
        self._days = days
        self._cache = cache_folder

    def register(self) -> Register:
        """All obligations, with the calendars that they count by.

        Raises:
            DocumentError: a file does not compile.
        """
        found = [[each for each in scan([root]) if each.format in REGISTER] for root in self._roots if root.is_dir()]
        parts = [part for root in found for part in (b"root", *(each.data for each in root))]
        key = cache.key_of((self._days.version.encode(), *parts))
        kept = cache.load(self._cache, _NAME, key, Register)
        if kept is not None:
            return kept
        # here: pydantic, yaml, lark and holidays, 0.4 s, and only files that have changed need them
        from incident.adapters.documents.obligations.compiler import compile_register

        register = compile_register(found, self._days)
        cache.store(self._cache, _NAME, key, register)
        return register
