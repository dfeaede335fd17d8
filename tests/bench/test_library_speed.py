"""Two hundred runbooks: compiled against the C loader alone, and from the cache against reading and hashing them.

Every runbook says something else in its conditions, so that nothing is parsed once for all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
import yaml

from incident.adapters.documents.library import YamlLibrary
from incident.shipped import library_root
from tests.bench.rounds import medians, ratio

pytestmark = pytest.mark.bench

RUNBOOKS = 200


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    text = (library_root() / "en" / "outage.core-channel.yaml").read_text("utf-8")
    (folder / "messages.yaml").write_bytes((library_root() / "templates" / "en" / "outage.yaml").read_bytes())
    for number in range(RUNBOOKS):
        changed = re.sub(r"^id: .*$", f"id: outage.channel-{number}", text, count=1, flags=re.MULTILINE)
        changed = re.sub(r"(?<=[<>] )(\d+)(?=%)", rf"\1.{number + 1}", changed)
        (folder / f"{number}.yaml").write_text(changed, "utf-8")
    return folder


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _listed(library: YamlLibrary) -> None:
    assert sum(bool(each.outline) for each in library.every()) == RUNBOOKS


def _looked_into(library: YamlLibrary) -> None:
    assert len([each.bundle for each in library.every()]) == RUNBOOKS


def _load_in_c(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _read_and_hash(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        hashlib.sha256(path.read_bytes()).digest()


def test_compiling_costs_little_more_than_the_c_loader(library: Path) -> None:
    times = medians(
        3,
        {
            "compiled": lambda: _cpu_seconds(lambda: _listed(YamlLibrary([library]))),
            "C loader": lambda: _cpu_seconds(lambda: _load_in_c(library)),
        },
    )
    value = ratio("200 runbooks compiled / the C loader alone", times["compiled"], times["C loader"])
    assert value <= 1.3  # 1.04 to 1.13 on a quiet machine; other programs add what they take of the larger heap


def test_a_large_library_from_the_cache_costs_little_more_than_reading_it(library: Path, tmp_path: Path) -> None:
    """A start needs one runbook, a list some words of each; both look at every file."""
    _listed(YamlLibrary([library], tmp_path))
    times = medians(
        15,
        {
            "start": lambda: _cpu_seconds(lambda: YamlLibrary([library], tmp_path).bundle("outage.channel-7")),
            "listed": lambda: _cpu_seconds(lambda: _listed(YamlLibrary([library], tmp_path))),
            "looked into": lambda: _cpu_seconds(lambda: _looked_into(YamlLibrary([library], tmp_path))),
            "read": lambda: _cpu_seconds(lambda: _read_and_hash(library)),
        },
    )
    ratio("every step of 200 runbooks from the cache / reading and hashing them", times["looked into"], times["read"])
    assert ratio("all of 200 runbooks from the cache / reading and hashing them", times["listed"], times["read"]) <= 3
    assert ratio("one of 200 runbooks from the cache / reading and hashing them", times["start"], times["read"]) <= 3
