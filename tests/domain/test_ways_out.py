"""When the expected result does not come: the way out of a step."""

from __future__ import annotations

from incident.domain import commands as c
from tests.domain.walks import Walk, at, plan, step, under


def walk_with_a_way_out() -> Walk:
    return Walk(plan([step("notice"), step("vendor", branch=under("notice")), step("check")]))


def test_not_as_expected_opens_the_way_out_and_moves_the_current_step_onto_it() -> None:
    walk = walk_with_a_way_out()
    walk.do(c.ReportNotAsExpected(by="ann", step="notice", observed="silence"))
    assert walk.glyphs() == {"notice": "[!]", "vendor": "[>]", "check": "[ ]"}
    assert walk.item("vendor").number == "1a"


def test_the_step_is_complete_once_its_way_out_is() -> None:
    walk = walk_with_a_way_out()
    walk.do(c.ReportNotAsExpected(by="ann", step="notice"))
    walk.done("vendor")
    assert walk.item("notice").is_complete
    assert walk.current() == "check"


def test_a_second_try_that_works_closes_the_step_and_its_unfinished_way_out() -> None:
    walk = walk_with_a_way_out()
    walk.do(c.ReportNotAsExpected(by="ann", step="notice"))
    walk.done("notice")
    assert walk.glyphs() == {"notice": "[x]", "check": "[>]"}


def test_a_step_without_a_way_out_stays_current_until_it_works() -> None:
    walk = Walk(plan([step("notice"), step("check")]))
    walk.do(c.ReportNotAsExpected(by="ann", step="notice"))
    assert walk.current() == "notice"
    assert not walk.item("notice").is_complete


def test_what_went_wrong_first_is_still_known_after_it_worked() -> None:
    walk = Walk(plan([step("notice"), step("check")]))
    walk.do(c.ReportNotAsExpected(by="ann", step="notice"), "02:42")
    walk.done("notice", clock="02:50")
    walk.done("check", clock="02:51")
    notice, check = walk.item("notice").progress, walk.item("check").progress
    assert notice is not None
    assert check is not None
    assert (notice.went_wrong_at, check.went_wrong_at) == (at("02:42"), None)
