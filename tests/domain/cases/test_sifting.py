"""A list that comes again adds nobody twice, says what differs, mends what was missing, and brings nobody back."""

from __future__ import annotations

from datetime import datetime

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.sifting import Differing, Erased, Sifted, sifted
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


def test_an_erased_customer_does_not_come_back_with_the_list_and_keeps_nobody_else_out() -> None:
    """Lists often say the day alone: a whole day is then one moment."""
    others = [TIMED.changed(words=FIRST.words.changed(name=each, contact=each, reference=""), row=3) for each in "abc"]
    found = _list(gone(at("01:00")), TIMED, *others)
    assert (list(found.new), found.erased, found.barred) == (others, [Erased(row=2, case=1)], 1)


def test_of_lists_without_times_nobody_is_kept_out_and_the_erased_are_counted() -> None:
    found = _list(gone(None), PHONED)
    assert (list(found.new), found.erased, found.erased_timeless) == ([PHONED], [], 1)
    assert _list(gone(None), TIMED).erased_timeless == 0


@pytest.mark.parametrize(
    ("moment", "row"),
    [
        (at("01:00"), PHONED.changed(received_at=at("01:01"))),
        (at("01:00"), PHONED),
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
