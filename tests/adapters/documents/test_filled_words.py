"""No sentence of the checker reaches a person with a placeholder in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.checker import check

FIXTURES = Path(__file__).parent / "fixtures"
SENTENCES = re.compile(r"\{[a-z_]+(![rs])?\}")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_nothing_that_the_checker_says_is_unfilled(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_chosen", None)
    i18n.use(language)
    said = [problem for place in sorted(FIXTURES.rglob("*.yaml")) for problem in check([place], today=date(2031, 1, 1))]
    assert len({problem.rule for problem in said}) > 30
    assert [each for each in said if SENTENCES.search(f"{each.message} {each.hint}")] == []
