"""Hearing of changes as they are committed, instead of asking for them.

Apart from the transactions, because a listener keeps a connection to itself: while
it waits, nothing else gets through on it.
"""

from __future__ import annotations

from collections.abc import Generator

import psycopg

from incident.adapters.storage.postgres.failures import explained

__all__ = ["changed_incidents"]


def changed_incidents(url: str, *, wait_seconds: float = 10.0) -> Generator[str | None, None, None]:
    """The id of each incident that somebody appended to; None when it is time to look anyway.

    None comes first, once listening has begun, and then after every `wait_seconds` of silence:
    notices are not stored, so whoever connects reads what stands after the last entry known.

    Raises:
        StorageError: the server went away; listen again, and read again.
    """
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            connection.execute("LISTEN incident")
            yield None
            while True:
                heard = [notice.payload for notice in connection.notifies(timeout=wait_seconds, stop_after=1)]
                yield heard[0] if heard else None
    except psycopg.Error as error:
        raise explained(error, url) from error
