"""What a clean interpreter has loaded, which a static graph cannot tell.

An import that only happens when a line is reached still costs a responder its time at 3 a.m.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import incident

PACKAGE = Path(incident.__file__).parent

REPORT = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


def _loaded_by(statements: str) -> set[str]:
    """The top-level packages in memory after `statements`, in an interpreter that has done nothing else."""
    bare = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {statements}; {REPORT}",
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    names: list[str] = json.loads(bare.stdout)
    return set(names)


def _third_party(names: set[str]) -> set[str]:
    before = _loaded_by("pass")  # an installed .pth file may load something into every interpreter
    ours = sys.stdlib_module_names | {"incident"}
    return {name for name in names - before if name not in ours and not name.startswith("_sysconfigdata")}


def _modules_of(package: str) -> list[str]:
    folder = PACKAGE / package
    paths = sorted(path.relative_to(PACKAGE.parent) for path in folder.rglob("*.py"))
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


@pytest.mark.parametrize("package", ["domain", "application"])
def test_the_core_needs_the_standard_library_and_nothing_else(package: str) -> None:
    modules = _modules_of(package)
    assert modules
    assert _third_party(_loaded_by(f"import {', '.join(modules)}")) == set()


def test_a_sentence_costs_the_standard_library_alone() -> None:
    loaded = _loaded_by("import incident.i18n as i18n; i18n.use('zh-CN'); i18n._('Stop')")
    assert _third_party(loaded) == set()


@pytest.mark.parametrize(
    "package", ["incident", "incident.adapters", "incident.adapters.storage", "incident.cli", "incident.tui"]
)
def test_a_package_root_loads_nothing(package: str) -> None:
    """Whoever wants one room of a package pays for that room only."""
    assert _third_party(_loaded_by(f"import {package}")) == set()
