"""Ten thousand customers: how long their list takes to come in, and whether the board feels them."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.rounds import ratio, seconds
from tests.bench.terminals import Terminal
from tests.bench.workspaces import declared, incident, open_walk

pytestmark = pytest.mark.bench

CASES = 10_000
FEW = 30
KEYS = 32


def _with_cases(home: Path, count: int) -> Path:
    declared(home)
    rows = (f"Customer {n},138{n:08d},pay,paid twice,refund" for n in range(count))
    (home / "cases.csv").write_text("\n".join(["name,contact,service,problem,request", *rows]), encoding="utf-8")
    return home


def _import(home: Path) -> float:
    return seconds(lambda: incident(home, "case", "import", "INC-0001", str(home / "cases.csv")))


def test_10_000_cases_come_in_within_10_seconds_and_a_second_time_none(tmp_path: Path) -> None:
    home = _with_cases(tmp_path, CASES)
    first, again = _import(home), _import(home)
    ratio("10,000 cases, first / again, seconds", first, again)
    assert max(first, again) < 10
    listed = incident(home, "case", "list", "INC-0001", "--json")
    assert f'"total": {CASES}' in listed


def _opened(walk: Terminal) -> float:
    walk.press(b"K")
    taken = walk.seconds_until(b"refund")
    walk.settle()
    return taken


def test_the_board_opens_and_moves_with_10_000_cases_as_with_30(tmp_path: Path) -> None:
    homes = {name: _with_cases(tmp_path / name, count) for name, count in (("laden", CASES), ("calm", FEW))}
    for home in homes.values():
        _import(home)
    with ExitStack() as stack:
        walks = {name: open_walk(stack, home) for name, home in homes.items()}
        opened = {name: _opened(walk) for name, walk in walks.items()}
        waits: dict[str, list[float]] = {name: [] for name in walks}
        for number in range(KEYS):
            for name, walk in walks.items():
                waits[name].append(walk.seconds_of(b"jk"[number % 2 :][:1])[0])
    keys = {name: statistics.median(each) for name, each in waits.items()}
    assert ratio("a key on the board, 10,000 / 30 cases", keys["laden"], keys["calm"]) < 1.15
    ratio("the board with its words, 10,000 / 30 cases", opened["laden"], opened["calm"])
    assert opened["laden"] < 2
