"""Names in few rows: as many as have room, without wrapping all of them for each that has none."""

from __future__ import annotations

import pytest

from incident.tui.views import filling
from incident.tui.views.filling import filled
from incident.tui.views.lines import wrap


def test_of_two_thousand_names_only_those_are_wrapped_that_may_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[str] = []

    def counted(words: str, width: int, most: int) -> list[str]:
        wrapped.append(words)
        return list(wrap(words, width, most))

    monkeypatch.setattr(filling, "wrap", counted)
    rows = filled([f"Person {number}" for number in range(2000)], 80, 2, "L")
    assert len(rows) == 2
    assert rows[0].startswith("Person 0, Person 1, ")
    assert rows[-1].endswith("L lists them")
    assert len(wrapped) < 2000


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("count", range(12))
def test_no_name_is_left_out_that_has_room(count: int, most: int) -> None:
    names = [f"Person {number}" for number in range(count)]
    shown = " ".join(filled(names, 40, most, "L"))
    whole = ", ".join(names)
    assert shown == whole or (shown.endswith("L lists them") and len(whole) > 40 * most - len("Person 0, "))
