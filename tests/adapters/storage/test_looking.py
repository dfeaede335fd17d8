"""Whoever reads the deliveries of several incidents in turn reads each of them whole only once."""

from __future__ import annotations

from collections.abc import Sequence

from incident.adapters.storage.database import Row
from incident.adapters.storage.looking import Looks


class Asked:
    """A log without deliveries, which notes what is read of it."""

    def __init__(self) -> None:
        self.whole: list[object] = []

    def one(self, query: str, /, **_values: object) -> Row | None:
        return (7,) if query == "head-of" else None

    def all(self, query: str, /, **values: object) -> Sequence[Row]:
        if query == "deliveries":
            self.whole.append(values["incident_id"])
        return []

    def run(self, query: str, /, **_values: object) -> int:
        raise AssertionError(query)


def looked(*incidents: str) -> list[object]:
    """Which incidents were read whole, by looks at these in turn."""
    session, looks = Asked(), Looks()
    for each in incidents:
        looks.at(session, each, has_bundles=False)  # type: ignore[arg-type]  # a look only reads
    return session.whole


def test_two_incidents_that_are_read_in_turn_are_each_read_whole_once() -> None:
    assert looked("INC-1", "INC-2", "INC-1", "INC-2") == ["INC-1", "INC-2"]


def test_of_many_the_one_that_was_looked_at_longest_ago_is_read_anew() -> None:
    many = [f"INC-{number}" for number in range(1, 9)]
    assert looked(*many, "INC-1", "INC-9", "INC-1", "INC-2") == [*many, "INC-9", "INC-2"]
