from __future__ import annotations

from incident.web.delays import Delays
from incident.web.sessions import Sessions


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_two_slips_cost_nothing_and_then_each_costs_twice_the_last() -> None:
    clock = Seconds()
    delays = Delays(clock, longest=60)
    waits = []
    for _attempt in range(9):
        delays.begin("ana")
        waits.append(delays.left("ana"))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60]
    assert delays.left("bo") == 0


def test_a_delay_passes_and_a_right_password_forgives() -> None:
    clock = Seconds()
    delays = Delays(clock, longest=15)
    for _attempt in range(5):
        delays.begin("ana")
    clock.now += 3
    assert delays.left("ana") == 1
    clock.now += 1
    assert delays.left("ana") == 0
    delays.begin("ana")
    assert delays.left("ana") == 8
    delays.forgive("ana")
    assert delays.left("ana") == 0


def test_an_attempt_that_succeeded_does_not_count_for_its_address_and_forgives_no_other() -> None:
    delays = Delays(Seconds(), longest=60)
    for _attempt in range(4):
        delays.begin("10.0.0.3")
    delays.begin("10.0.0.3")
    delays.take_back("10.0.0.3")
    assert delays.left("10.0.0.3") == 2


def test_a_quarter_of_an_hour_without_a_mistake_is_forgotten() -> None:
    clock = Seconds()
    delays = Delays(clock, longest=60)
    for _attempt in range(8):
        delays.begin("ana")
    clock.now += 15 * 60
    delays.begin("ana")
    assert delays.left("ana") == 0


def test_ten_thousand_names_take_no_more_memory_than_that() -> None:
    delays = Delays(Seconds(), longest=60)
    for number in range(12_000):
        delays.begin(f"name-{number}")
    assert len(delays._failures) == 10_000


def test_a_session_ends_by_rest_and_not_by_use() -> None:
    clock = Seconds()
    sessions = Sessions(clock, idle=600)
    token = sessions.begin("ana", seal="s", language="en", is_asked=False)
    login = sessions.find(token)
    assert login is not None
    clock.now += 599
    sessions.use(login)
    clock.now += 599
    assert sessions.find(token) is login
    assert list(sessions.ended()) == []
    clock.now += 2
    assert sessions.find(token) is None
    assert list(sessions.ended()) == [login]
    assert list(sessions.every()) == []


def test_a_token_is_never_given_twice_and_a_guess_finds_nothing() -> None:
    sessions = Sessions(Seconds(), idle=600)
    tokens = {sessions.begin("ana", seal="s", language="en", is_asked=False) for _number in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert sessions.find("") is None
    assert sessions.find(next(iter(tokens))[:-1]) is None
