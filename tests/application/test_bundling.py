"""News that waits together is sent once, and everybody is told that it was (reference/DELIVERY.md 5, fault 39)."""

from __future__ import annotations

import threading
from datetime import timedelta

from incident.application.delivery.bundling import LEAST_ROOM, ROOM, Rooms, bundles, in_one_with
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import MOST_BUNDLED, AttemptClass, AttemptOutcome, DeliveryState, NewDelivery, Target
from tests.application.dispatching import A_MOMENT, NOT_SENT, PERMANENT, UNKNOWN, Forgetful, World, until
from tests.contracts.batches import telling
from tests.deliveries import a_delivery, a_row

TOO_LONG = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.BUNDLE_TOO_LONG), retry_after=timedelta(0))


def news(id_: str, **changes: object) -> NewDelivery:
    return a_row(id_, kind="status", target_id="chat", message=f"M{id_}", **changes)


def queue(world: World, *rows: NewDelivery) -> None:
    world.log.load_targets(world.targets.targets())
    world.log.append(telling("INC-0001", len(world.log.read("INC-0001")), *rows))


def test_a_storm_of_a_thousand_pieces_of_news_leaves_in_a_few_texts_and_the_page_before_them_all() -> None:
    world = World()
    queue(world, *(news(f"d{n}") for n in range(1_000)), a_row("page", target_id="chat"))
    world.dispatcher().drain(timedelta(seconds=60))
    assert set(world.states().values()) == {DeliveryState.SENT}
    assert world.sender.sent[0].id == "page"
    assert len(world.sender.sent) == 1 + 1_000 // MOST_BUNDLED
    carried = [each.id for sent in world.sender.sent for each in (sent, *sent.carries)]
    assert sorted(carried) == sorted(world.states()), "each piece left once"


def test_one_piece_of_news_waits_for_no_other() -> None:
    world = World()
    queue(world, news("d1"))
    world.dispatcher().drain(A_MOMENT)
    queue(world, news("d2"))
    world.dispatcher().drain(A_MOMENT)
    assert [(sent.id, sent.carries) for sent in world.sender.sent] == [("d1", ()), ("d2", ())]


def test_what_gathers_behind_a_slow_target_leaves_in_one() -> None:
    world = World()
    gate = world.sender.gates.setdefault("chat", threading.Event())
    queue(world, news("d1"))
    dispatcher, stop = world.dispatcher(), threading.Event()
    working = threading.Thread(target=dispatcher.run, args=(stop,))
    working.start()
    until(lambda: bool(world.sender.sent))
    queue(world, news("d2"), news("d3"))
    gate.set()
    until(lambda: set(world.states().values()) == {DeliveryState.SENT})
    stop.set()
    dispatcher.wake()
    working.join()
    assert [[sent.id, *(each.id for each in sent.carries)] for sent in world.sender.sent] == [["d1"], ["d2", "d3"]]


def test_a_refused_or_doubtful_bundle_is_refused_or_doubtful_in_every_part() -> None:
    for outcome, state in ((PERMANENT, DeliveryState.FAILED), (UNKNOWN, DeliveryState.UNKNOWN)):
        world = World()
        world.sender.says["d1"] = [outcome]
        queue(world, news("d1"), news("d2"))
        report = world.dispatcher().drain(A_MOMENT)
        assert world.states() == {"d1": state, "d2": state}
        assert [(each.delivery.id, each.state) for each in report.settled] == [("d1", state), ("d2", state)]


def test_a_bundle_that_did_not_go_out_goes_in_one_again() -> None:
    world = World()
    world.sender.says["d1"] = [NOT_SENT]
    queue(world, news("d1"), news("d2"))
    world.dispatcher().drain(A_MOMENT)
    assert set(world.states().values()) == {DeliveryState.PENDING}
    world.clock.forward(seconds=10)
    world.dispatcher().drain(A_MOMENT)
    assert [[each.id for each in sent.carries] for sent in world.sender.sent] == [["d2"], ["d2"]]
    assert world.log.verify() == []


def test_what_is_called_off_while_its_bundle_is_claimed_does_not_leave_with_it() -> None:
    world = World()
    queue(world, news("d1"), news("d2"), news("d3"))
    claim = world.log.claim

    def claimed(*given: object, **named: object) -> object:
        rows = claim(*given, **named)  # type: ignore[arg-type]  # as it was called
        world.log._recalled.update({"d2"} if rows else ())
        return rows

    world.log.claim = claimed  # type: ignore[method-assign, assignment]  # the shipped outbox, and a moment in it
    world.dispatcher().drain(A_MOMENT)
    assert [[each.id for each in sent.carries] for sent in world.sender.sent] == [["d3"]]
    assert world.states() == {"d1": DeliveryState.SENT, "d2": DeliveryState.CANCELLED, "d3": DeliveryState.SENT}


def test_a_target_that_cannot_take_so_much_gets_less_and_in_the_end_each_by_itself() -> None:
    world = World()
    words = "x" * 900
    world.sender.says |= {"d1": [TOO_LONG, TOO_LONG]}
    queue(world, *(news(f"d{n}", body=words) for n in range(1, 6)))
    world.dispatcher().drain(A_MOMENT)
    assert [1 + len(sent.carries) for sent in world.sender.sent] == [5, 2, 1, 1, 1, 1, 1]
    assert set(world.states().values()) == {DeliveryState.SENT}


def test_only_what_takes_a_text_as_it_is_gets_several_in_one() -> None:
    kinds = ("apprise", "smtp", "feishu", "dingtalk", "aliyun-sms", "tencent-call")
    targets = [Target(id=kind, exercise=False, kind=kind, secret="") for kind in kinds]
    rooms = Rooms()
    assert rooms.of(targets) == dict.fromkeys(kinds[:4], ROOM)
    rooms.too_much(a_delivery(target_id="smtp", body="x" * LEAST_ROOM))
    assert "smtp" not in rooms.of(targets)


def test_each_is_shown_with_what_left_in_one_with_it() -> None:
    rows = [
        a_delivery(id="d1", message="M1"),
        a_delivery(id="d2", message="M2", bundled_into="d1"),
        a_delivery(id="d3", message="M3", bundled_into="d1"),
        a_delivery(id="d4", message="M4"),
    ]
    assert [in_one_with(row, bundles(rows)) for row in rows] == [("M2", "M3"), ("M1", "M3"), ("M1", "M2"), ()]


def test_rows_that_left_alone_are_looked_through_once_and_not_for_each_other() -> None:
    assert bundles([a_delivery(id="d1"), a_delivery(id="d2", message="M2")]) == {}


def test_what_a_failed_over_database_forgot_of_a_bundle_is_not_sent_again() -> None:
    """Fault 21: the head and its parts are written down again as they went out."""
    log = Forgetful()
    world = World(log=log)
    queue(world, news("d1"), news("d2"))
    dispatcher = world.dispatcher()
    log.copy()
    dispatcher.drain(A_MOMENT)
    log.fail_over()
    dispatcher.drain(A_MOMENT)
    assert len(world.sender.sent) == 1
    assert set(world.states().values()) <= {DeliveryState.SENT, DeliveryState.PENDING}
    world.clock.forward(minutes=1)
    dispatcher.drain(A_MOMENT)
    assert len(world.sender.sent) == 1
    assert set(world.states().values()) == {DeliveryState.SENT}


def test_of_what_left_in_one_and_could_not_be_written_down_each_is_counted() -> None:
    """Whoever reads that four still wait would send them again."""
    world = World()
    queue(world, *(news(f"d{n}") for n in range(5)))
    world.log.fails["record"] = 10**6
    report = world.dispatcher().drain(A_MOMENT)
    assert (report.unwritten, report.waiting) == (5, 0)
