"""A list that comes again adds nobody twice, says what differs, mends what was missing, and brings nobody back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.sifting import Differing, Erased, Sifted, Verdict, sifted
from incident.domain.cases.words import CaseWords
from incident.domain.content import CaseSheet
from incident.domain.events.cases import CaseChannel, CaseGroup
from tests.domain.cases.walks import BUNDLE, case_of, given, received, register
from tests.domain.walks import Walk, at


def numbered(name: str = "Lin", reference: str = "T-1", **fields: object) -> c.NewCase:
    case = given(name, **fields)
    return case.changed(words=case.words.changed(reference=reference))


def _list(walk: Walk, *rows: c.NewCase, known: tuple[tuple[int, CaseWords], ...] = ()) -> Sifted:
    return sifted(c.ReceiveCases(by="ann", cases=rows, imported=True, known=known), register(walk))


FIRST = numbered()
KNOWN = ((1, FIRST.words),)


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (numbered(contact="13900139000", row=2), ("contact",)),
        (numbered("Lin Wei", contact="Lin@x.cn", problem="still", row=2), ("name", "problem")),
    ],
)
def test_a_row_of_a_known_number_is_the_same_case_and_what_differs_is_said(
    row: c.NewCase, fields: tuple[str, ...]
) -> None:
    found = _list(received(FIRST), row, known=KNOWN)
    assert (list(found.new), found.differing) == (
        [],
        [Differing(row=2, case=1, earlier_row=0, fields=fields, is_added=False)],
    )


def test_another_customer_of_a_known_number_is_added_tied_and_said() -> None:
    walk, other = received(FIRST), numbered("Ito", row=2)
    found = _list(walk, other, known=KNOWN)
    assert (list(found.new), [each.is_added for each in found.differing]) == ([other], [True])
    walk.do(c.ReceiveCases(by="ann", cases=(other,), imported=True, known=KNOWN))
    assert case_of(walk, 2).repeats == 1


def test_a_number_that_is_none_ties_nobody() -> None:
    found = _list(received(), numbered("Ito", "无"), known=((1, numbered(reference="无").words),))
    assert (len(found.new), found.differing) == (1, [])


def test_one_list_holds_a_number_once() -> None:
    found = _list(Walk(BUNDLE, by="ann"), numbered(row=2), numbered(contact="1", row=3))
    assert (len(found.new), found.differing) == (
        1,
        [Differing(row=3, case=0, earlier_row=2, fields=("contact",), is_added=False)],
    )


def test_by_hand_a_known_number_is_taken_in_and_tied() -> None:
    walk = received(FIRST)
    walk.do(c.ReceiveCases(by="ann", cases=(numbered(contact="1", service="chat"),), known=KNOWN))
    assert case_of(walk, 2).repeats == 1


def test_a_group_that_the_register_lacks_is_taken_from_the_list() -> None:
    walk = received(FIRST)
    old = FIRST.changed(group=CaseGroup.ELDERLY)
    walk.do(c.ReceiveCases(by="ann", cases=(old,), imported=True, known=KNOWN))
    assert (len(register(walk)), case_of(walk).group) == (1, CaseGroup.ELDERLY)
    assert _list(walk, old, known=KNOWN) == Sifted(new=[], groups={}, differing=[], erased=[])


def test_a_group_that_somebody_set_stays_and_the_row_is_said() -> None:
    walk = received(numbered(group=CaseGroup.LOYAL))
    walk.do(c.PrioritiseCases(by="ann", cases=(1,), group=CaseGroup.NONE))
    found = _list(walk, FIRST.changed(group=CaseGroup.ELDERLY, row=2), known=KNOWN)
    assert (found.groups, [each.fields for each in found.differing]) == ({}, [("group",)])


def gone(received_at: datetime | None) -> Walk:
    """A list of one customer, whose words were erased."""
    walk = Walk(BUNDLE, by="ann")
    walk.record(
        e.cases.CasesReceived(
            first=1,
            sheet=CaseSheet([FIRST.words], ["c-1"]),
            received=(int((received_at or walk.now).timestamp()),),
            channels=(CaseChannel.PHONE,),
            groups=(CaseGroup.NONE,),
            owners=("ann",),
            imported=True,
        ),
        "ann",
    )
    walk.record(e.ContentErased(seq=walk.incident.version, contents=("c-1",), because="asked for it"), "bo")
    return walk


PHONED = FIRST.changed(channel=CaseChannel.PHONE, row=2)


TIMED = PHONED.changed(received_at=at("01:00"))


OTHERS = [
    TIMED.changed(words=FIRST.words.changed(name=each, contact=each, reference=""), row=row)
    for row, each in enumerate("abc", 3)
]
DAY = {"received_at": at("00:00"), "day": at("00:00")}
KEPT = given("Kim", contact="1").changed(row=9)
"""A row that the register knows, as in a list that comes again."""


def _gone_again(walk: Walk, *rows: c.NewCase, **fields: object) -> Sifted:
    order = c.ReceiveCases(by="ann", cases=(*rows, KEPT), imported=True, known=((2, KEPT.words),))
    walk.do(c.ReceiveCases(by="ann", cases=(KEPT,)))
    return sifted(order.changed(**fields), register(walk))


def test_an_erased_customer_does_not_come_back_with_the_list() -> None:
    found = _list(gone(at("01:00")), TIMED)
    assert (list(found.new), found.erased) == ([], [Erased(rows=(2,), cases=(1,), verdict=Verdict.LEFT_OUT)])
    assert (found.barred, found.is_settled) == (1, False)


def test_nobody_guesses_which_of_several_rows_the_erased_one_is() -> None:
    """Lists newest first have the new ones before the erased one."""
    found = _list(gone(at("01:00")), *OTHERS, TIMED)
    assert (list(found.new), found.barred, found.is_settled) == ([], 4, False)
    assert found.erased == [Erased(rows=(3, 4, 5, 2), cases=(1,), verdict=Verdict.ASKED)]


def test_the_row_that_is_named_stays_out_and_those_that_might_have_been_it_come_in() -> None:
    order = c.ReceiveCases(by="ann", cases=(*OTHERS, TIMED), imported=True, erased_rows=(2,))
    found = sifted(order, register(gone(at("01:00"))))
    assert (list(found.new), found.is_settled) == (OTHERS, True)
    assert found.erased == [Erased(rows=(2,), cases=(1,), verdict=Verdict.NAMED)]


def test_a_row_that_is_named_stays_out_where_the_others_are_let_in() -> None:
    order = c.ReceiveCases(by="ann", cases=(*OTHERS, TIMED), imported=True, erased_rows=(3,), also_erased=True)
    assert list(sifted(order.changed(cases=(OTHERS[0],)), register(Walk(BUNDLE, by="ann"))).new) == []
    assert list(sifted(order, register(gone(at("01:00")))).new) == [*OTHERS[1:], TIMED]


@pytest.mark.parametrize("weak", [DAY, {"received_at": None}])
def test_a_day_alone_or_no_time_is_asked_about_whether_or_not_other_rows_are_known(weak: dict[str, object]) -> None:
    """G1 and G2 are new, D6 is the erased one: a list of them alone has no row that the register knows."""
    rows, moment = [each.changed(**weak) for each in (*OTHERS, TIMED)], weak["received_at"]
    walk = gone(moment if isinstance(moment, datetime) else None)
    for found in (_list(walk, *rows), _gone_again(walk, *rows)):
        assert (list(found.new), [each.verdict for each in found.erased]) == ([], [Verdict.ASKED])
        assert (found.barred, found.is_settled) == (4, False)
    assert list(_gone_again(walk, *rows, erased_rows=(2,)).new) == rows[:-1]


NOON = PHONED.changed(received_at=at("12:00"), day=at("00:00"))
UNSAID = TIMED.changed(channel=CaseChannel.OTHER)


@pytest.mark.parametrize(
    ("moment", "row"),
    [
        (at("12:00"), PHONED.changed(**DAY)),
        (at("00:00"), NOON),
        (None, TIMED),
        (at("12:00"), PHONED),
        (at("01:00"), UNSAID),
    ],
)
def test_what_another_list_says_less_or_more_of_is_not_told_apart(moment: datetime | None, row: c.NewCase) -> None:
    """An hour and the day alone, a time and none, a channel and none."""
    found = _list(gone(moment), row)
    assert (list(found.new), [each.verdict for each in found.erased]) == ([], [Verdict.LEFT_OUT])


def test_the_same_list_without_times_does_not_bring_the_erased_one_back() -> None:
    again = _gone_again(gone(None), PHONED)
    assert (list(again.new), [each.verdict for each in again.erased]) == ([], [Verdict.LEFT_OUT])


def test_a_row_twice_in_its_list_is_one_row_that_may_be_erased() -> None:
    found = _list(gone(at("01:00")), TIMED, TIMED.changed(row=7))
    assert [each.rows for each in found.erased] == [(2,)]


@pytest.mark.parametrize(
    ("moment", "row"),
    [
        (at("01:00"), PHONED.changed(received_at=at("01:01"))),
        (at("01:00"), PHONED.changed(received_at=at("00:00") + timedelta(days=1), day=at("00:00") + timedelta(days=1))),
        (None, PHONED.changed(received_at=at("00:00") + timedelta(days=1))),
        (at("01:00"), PHONED.changed(received_at=at("01:00"), channel=CaseChannel.EMAIL)),
    ],
)
def test_who_came_at_another_moment_or_by_another_way_is_somebody_else(moment: datetime | None, row: c.NewCase) -> None:
    assert list(_list(gone(moment), row).new) == [row]


def test_whoever_says_so_takes_in_those_rows_too_and_so_does_a_hand() -> None:
    walk, row = gone(at("01:00")), PHONED.changed(received_at=at("01:00"))
    order = c.ReceiveCases(by="ann", cases=(row,), imported=True)
    assert list(sifted(order.changed(also_erased=True), register(walk)).new) == [row]
    assert list(sifted(order.changed(imported=False), register(walk)).new) == [row]
