"""Prints the lowest run-time versions that pyproject.toml promises, as constraints for pip.

Only what the program itself runs on: old test tools prove nothing to anybody.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

__all__ = ["lowest"]


def lowest(requirement: str) -> str | None:
    """`click>=8.1.8` as `click==8.1.8`; None where no lower bound is given."""
    wanted = Requirement(requirement)
    floors = [bound.version for bound in wanted.specifier if bound.operator == ">="]
    return f"{wanted.name}=={floors[0]}" if floors else None


if __name__ == "__main__":
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
    promised = [
        *project["dependencies"],
        *(each for extra in ("postgres", "web", "report") for each in project["optional-dependencies"][extra]),
    ]
    print(*filter(None, map(lowest, promised)), sep="\n")
