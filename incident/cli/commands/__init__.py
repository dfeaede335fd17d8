"""The commands, a file or a folder each, named in `incident/cli/root.py`."""

from __future__ import annotations
