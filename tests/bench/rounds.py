"""Two candidates, turn about, in one run: what is compared is a ratio, never a time.

Machines differ and are busy; the ratio of medians of interleaved rounds does not
care. The figures are printed, so that a run with `-s` is a report.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Mapping
from time import perf_counter

__all__ = ["medians", "quiet", "ratio", "seconds", "surroundings"]


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a program as it is installed: its bytecode is kept, so the first run compiles and no other."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def seconds(work: Callable[[], object]) -> float:
    """How long one run of the work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def medians(rounds: int, candidates: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Each candidate's median over interleaved rounds; a candidate returns its own measure."""
    return {name: statistics.median(values) for name, values in _interleaved(rounds, candidates).items()}


def quiet(rounds: int, candidates: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """As `medians`, but the quickest of each candidate's rounds: what else runs on the machine only ever adds."""
    return {name: min(values) for name, values in _interleaved(rounds, candidates).items()}


def _interleaved(rounds: int, candidates: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    measures: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, measure in candidates.items():
            measures[name].append(measure())
    return measures


def ratio(what: str, ours: float, theirs: float) -> float:
    """The ratio of two figures, printed beside what it means."""
    value = ours / theirs
    print(f"\n{what}: {ours:.6g} / {theirs:.6g} = {value:.3f}")  # noqa: T201 - a bench reports
    return value
