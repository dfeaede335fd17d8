"""What is tried in vain needs somebody long before it is too old, and most of all where nothing leaves (fault 40)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.delivery.stuck import gets_nothing_out, stuck_rows
from incident.application.ports import AttemptClass, Delivery, DeliveryState
from tests.deliveries import a_delivery
from tests.fakes import START

LATER = START + timedelta(minutes=1)


def _waiting(**changes: object) -> Delivery:
    return a_delivery(**{"state": DeliveryState.PENDING, "last_class": AttemptClass.NOT_SENT, **changes})


def test_what_was_tried_in_vain_for_a_minute_is_stuck() -> None:
    rows = [_waiting(), _waiting(id="new", last_class=None)]
    assert [row.id for row in stuck_rows(rows, LATER)] == ["d1"]
    assert stuck_rows(rows, LATER - timedelta(seconds=1)) == ()


@pytest.mark.parametrize(
    "other",
    [
        _waiting(last_detail=Reason.TARGET_MISSING),
        _waiting(last_class=AttemptClass.UNKNOWN),
        _waiting(state=DeliveryState.SENDING),
        _waiting(state=DeliveryState.FAILED),
    ],
)
def test_what_waits_for_something_else_is_not(other: Delivery) -> None:
    assert stuck_rows([other], LATER) == ()
    assert not gets_nothing_out([other], LATER)


def test_while_anything_leaves_not_everything_is_down() -> None:
    sent = a_delivery(id="d2", state=DeliveryState.SENT, left_at=START)
    assert not gets_nothing_out([_waiting(), sent], LATER)
    assert gets_nothing_out([_waiting(), sent.changed(left_at=START - timedelta(minutes=5))], LATER)
    assert not gets_nothing_out([sent], LATER)
    rung = _waiting(id="d3", tried_at=LATER)
    assert gets_nothing_out([rung, sent], LATER + timedelta(minutes=1)), "it was written when others still left"
    ahead = sent.changed(left_at=LATER + timedelta(hours=2))
    assert gets_nothing_out([_waiting(), ahead], LATER), "a clock that was wrong says nothing of now"


def test_what_left_a_moment_earlier_by_another_target_got_out() -> None:
    """The mail of a message had gone when the robot refused it: that is one recipient, and not all of them."""
    mail = a_delivery(id="d2", target_id="mail", state=DeliveryState.SENT, left_at=START - timedelta(seconds=1))
    assert not gets_nothing_out([_waiting(), mail], LATER)
    both = [_waiting(), _waiting(id="d3", target_id="mail"), mail]
    assert gets_nothing_out(both, LATER), "then the mail went down too"


@pytest.mark.parametrize(
    ("last_detail", "recipient", "nothing"),
    [
        ("recipient-later: 450 4.2.1 greylisted", "ben", False),
        ("status: 421 closing", "ben", True),
        ("connection-refused", "ben", True),
    ],
)
def test_a_server_that_refuses_one_recipient_gets_the_others_out(
    last_detail: str, recipient: str, *, nothing: bool
) -> None:
    """Ana's mail had left a moment earlier; the server answers, so that only whom it refuses waits."""
    left = a_delivery(id="d2", state=DeliveryState.SENT, left_at=START - timedelta(seconds=1))
    waits = _waiting(recipient=recipient, address=f"{recipient}@example.org", last_detail=last_detail)
    assert gets_nothing_out([waits, left], LATER) is nothing


def test_one_recipient_who_is_put_off_is_not_all_of_them() -> None:
    """Nothing else was tried: what is said of the whole is said where several are refused."""
    ana = _waiting(last_detail="recipient-later: 451 4.2.2 mailbox full")
    assert not gets_nothing_out([ana, ana.changed(id="d2")], LATER)
    assert gets_nothing_out([ana, ana.changed(id="d2", address="ben@example.org")], LATER)


def test_what_an_exercise_sends_to_its_own_targets_says_nothing_of_the_others() -> None:
    played = a_delivery(id="d2", exercise=True, target_id="played", state=DeliveryState.SENT, left_at=START)
    assert gets_nothing_out([_waiting(), played], LATER)
    assert gets_nothing_out([_waiting(), played, _waiting(id="d3", exercise=True)], LATER)
    real = a_delivery(id="d2", state=DeliveryState.SENT, left_at=START)
    assert not gets_nothing_out([_waiting(exercise=True, target_id="played"), real], LATER), "some messages get out"
