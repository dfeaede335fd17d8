"""Every shipped plan reads well at 80 columns: nothing cut, nothing alone on a line, below what it belongs to."""

from __future__ import annotations

import pytest

from incident.wording.cells import cells
from tests.cli.runbooks.conftest import Desk

_ORPHAN = 8


def _plans(desk: Desk, language: str) -> dict[str, list[str]]:
    ids = [each["id"] for each in desk.done("runbook", "list", "--json").json["runbooks"]]
    return {each: desk.done("--lang", language, "runbook", "show", each).out.splitlines() for each in ids}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_plan_fits_80_columns_without_a_word_alone_on_a_line(desk: Desk, language: str) -> None:
    plans = _plans(desk, language)
    assert len(plans) == 19
    for name, lines in plans.items():
        assert max(map(cells, lines)) <= 80, name
        hung = [line for line in lines if line.startswith("     ") and "[" not in line]
        assert [line for line in hung if cells(line.strip()) <= _ORPHAN] == [], name


@pytest.mark.parametrize(("language", "begin", "end"), [("en", "(", ")"), ("zh-CN", "（", "）")])
def test_who_does_a_step_stands_whole_on_its_line_or_on_the_next(
    desk: Desk, language: str, begin: str, end: str
) -> None:
    for name, lines in _plans(desk, language).items():
        plan = lines[next(at for at, line in enumerate(lines) if line.startswith("  [")) :]
        assert len([line for line in plan if "[" in line[:12]]) > 20, name
        torn = [line for line in plan if line.rstrip().endswith(end) and begin not in line]
        assert torn == [], name


def test_what_stands_below_an_answer_stands_further_in_than_the_question(desk: Desk) -> None:
    lines = _plans(desk, "en")["outage.core-channel"]
    found = {line.split()[1]: len(line) - len(line.lstrip()) for line in lines if line.lstrip().startswith("[")}
    assert found["cause:"] < found["vendor-call:"] < found["vendor-call-if-not:"]
