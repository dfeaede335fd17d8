"""What a build adds to the sources: compiled catalogues, and the shipped library inside the package."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["CarryTheLibrary"]


class CarryTheLibrary(BuildHookInterface[Any]):
    """Puts `runbooks/` into the wheel as `incident/_library`; an editable install reads the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        runpy.run_path(str(root / ".ci/compile_catalogues.py"))["compile_catalogues"](root)
        if version != "editable":
            build_data["force_include"]["runbooks"] = "incident/_library"
