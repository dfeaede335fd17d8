"""How long a sender child lives: through a storm, and not much longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.delivery import nursery as module
from incident.adapters.delivery.nursery import Nursery
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.delivery.sender_child import SenderChild
from incident.adapters.secrets import Redactor, Secrets
from incident.application.ports import AttemptClass, Target
from tests.application.dispatching import until
from tests.deliveries import a_delivery
from tests.sinks import ScriptedSink

_MANY = 7


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


def _lent(nursery: Nursery) -> list[SenderChild]:
    return [nursery.at_hand() or nursery.borrowed() for _ in range(_MANY)]


def test_a_storm_is_sent_by_the_children_that_are_there(nursery: Nursery) -> None:
    first = _lent(nursery)
    for child in first:
        nursery.give_back(child)
    assert set(_lent(nursery)) == set(first)


def test_after_a_storm_four_children_stay(nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SPARE_SECONDS", 0.1)
    lent = _lent(nursery)
    for child in lent:
        nursery.give_back(child)

    def is_trimmed() -> bool:
        with nursery._lock:
            return nursery._trimming is None

    until(is_trimmed)  # and nobody comes again
    assert sum(child.is_usable for child in lent) == 4


def test_nobody_waits_for_a_birth_who_only_looks_for_a_child_at_hand(nursery: Nursery) -> None:
    assert nursery.at_hand() is None
    with nursery._lock:  # as while somebody is born
        assert nursery.at_hand() is None


def test_a_child_that_died_is_not_at_hand(nursery: Nursery) -> None:
    child = nursery.borrowed()
    nursery.give_back(child)
    child._process.kill()
    child._process.join(5)
    assert nursery.at_hand() is None


def test_a_sender_that_got_ready_has_a_child_before_its_first_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = ProcessSender(Secrets(tmp_path), Redactor())
    sender.get_ready()
    until(lambda: bool(sender._nursery and sender._nursery._idle))
    monkeypatch.setattr(Nursery, "_born", lambda _nursery: pytest.fail("another was born"))
    with ScriptedSink() as sink:
        (tmp_path / "hook").write_text(sink.url)
        target = Target(id="pager", exercise=False, kind="apprise", secret="file:hook")
        outcome = sender.send(target, a_delivery(), timedelta(seconds=10))
    sender.close()
    assert outcome.result is AttemptClass.DELIVERED
