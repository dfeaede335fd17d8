"""What of the cases needs whoever looks: said in as few lines as it takes."""

from __future__ import annotations

from incident.domain import commands as c
from incident.wording.case_board import case_needs
from incident.wording.speech import Speech
from tests.domain.cases.walks import given, received
from tests.domain.walks import at


def test_a_team_that_takes_a_list_is_one_line_for_whoever_imported_it() -> None:
    walk = received(given("a"), given("b"), given("d"))
    for person, number in (("bo", 3), ("cy", 1)):
        walk.do(c.HandOnCases(by="ann", cases=(number,), to=person), "02:45")
        walk.do(c.AcceptCases(by=person, cases=(number,)), "02:45")
    (said,) = (each for each in case_needs(walk.incident, "ann", at("02:46"), Speech()) if "yours" in each)
    assert said == "2 cases of yours have other owners now, first C-0001"
