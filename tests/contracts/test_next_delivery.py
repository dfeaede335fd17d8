"""What a storm leaves in the outbox is not looked through for each delivery that leaves it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from incident.adapters.storage.instants import micros
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.queries import named_queries, with_parameters
from incident.application.ports import Target
from tests.contracts.batches import NOW, TARGETS, a_delivery, telling

_EACH = 500
_MINUTE = timedelta(minutes=1)
_INSTANT = micros(NOW)
_INDEX_OF = {
    "anything-due": "outbox_next",
    "claimable": "outbox_next",
    "anything-overdue": "outbox_endings",
    "expire": "outbox_endings",
    "give-up-leases": "outbox_claims",
}


@pytest.fixture
def stormy(stored: StoredLog) -> StoredLog:
    """A log with pages to mail, and as many to the chat, of which none has left."""
    for target in ("mail", "chat"):
        rows = [a_delivery(f"{target}-{n}", target_id=target) for n in range(_EACH)]
        stored.append(telling(f"INC-{target}", 0, *rows))
    return stored


def _plan(address: str, query: str) -> str:
    """How the database goes about it, in its own words."""
    is_server = address.startswith("postgresql")
    none: Any = [] if is_server else "[]"
    now = {"now": _INSTANT, "left": _INSTANT, "busy": none, "known": none, "limit": 32}
    values = now | {"kept_after": 0, "kept_to": 0, "no": False}
    text = named_queries("postgres" if is_server else "sqlite")[query]
    if is_server:
        with closing(psycopg.connect(address)) as server:
            server.execute("ANALYZE outbox")
            asked: Any = "EXPLAIN " + with_parameters(text, r"%(\1)s")
            return "\n".join(line for (line,) in server.execute(asked, values))
    with closing(sqlite3.connect(address)) as file:
        return "\n".join(row[-1] for row in file.execute(f"EXPLAIN QUERY PLAN {text}", values))


@pytest.mark.usefixtures("stormy")
@pytest.mark.parametrize(("query", "index"), _INDEX_OF.items())
def test_what_a_worker_asks_at_every_turn_goes_by_an_index(address: str, query: str, index: str) -> None:
    plan = _plan(address, query)
    assert index in plan
    assert "SCAN outbox\n" not in f"{plan}\n"
    assert "Seq Scan on outbox" not in plan


def test_every_target_gives_its_next_delivery(stormy: StoredLog) -> None:
    claimed = stormy.claim("me", NOW, _MINUTE, 5)
    assert [row.id for row in claimed] == ["mail-0", "chat-0"]
    assert [row.id for row in stormy.claim("me", NOW, _MINUTE, 5, ["mail"])] == ["chat-1"]


def test_a_delivery_to_a_target_that_left_the_file_is_still_found(stormy: StoredLog) -> None:
    stormy.load_targets([each for each in TARGETS if each.id != "chat"])
    assert [row.id for row in stormy.claim("me", NOW, _MINUTE, 5, ["mail"])] == ["chat-0"]


def test_a_real_delivery_goes_before_an_exercise_to_the_same_target(stored: StoredLog) -> None:
    stored.load_targets([*TARGETS, Target(id="mail", exercise=True, kind="smtp", secret="")])
    drill = a_delivery("drill", exercise=True, due_at=NOW - _MINUTE, expires_at=NOW + _MINUTE)
    stored.append(telling("INC-0001", 0, drill))
    stored.append(telling("INC-0002", 0, a_delivery("real")))
    assert [row.id for row in stored.claim("me", NOW, _MINUTE, 5)] == ["real"]
