"""The outbox on a database: who may send which row, and what became of it (DESIGN.md 8).

Apart from the log, which only creates, cancels, repeats and scrubs its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from incident.adapters.storage.database import Database, Row, Session
from incident.adapters.storage.digest import START
from incident.adapters.storage.instants import from_micros, micros, micros_or_none
from incident.adapters.storage.ledger import sealed, state_if_recalled, unsent
from incident.adapters.storage.looking import Looks
from incident.adapters.storage.rows import attempt_of, delivery_of, is_erased
from incident.adapters.storage.waiting import waited_for, waits
from incident.application.errors import NotFound
from incident.application.ports import (
    HEAD_START,
    AttemptRecord,
    Backup,
    Delivery,
    DeliveryState,
    Outbox,
    Settlement,
    Span,
    Target,
    Unconfirmed,
    Wait,
    in_doubt,
)

__all__ = ["StoredOutbox"]


class StoredOutbox(Outbox):
    """Deliveries and their attempts in tables."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looks = Looks()
        self._has_bundles = False
        self.goes_by_server = False
        """Whether leases are counted by the server's clock: those of several machines may differ by minutes."""

    def _shared(self, session: Session, now: datetime) -> datetime:
        """The instant that all who share the database agree on."""
        row = session.one("server-now") if self.goes_by_server else None
        return from_micros(row[0]) if row else now

    def claim(
        self,
        owner: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        busy: Sequence[str] = (),
        *,
        known: Sequence[str] | None = None,
        rooms: Mapping[str, int] | None = None,
        over: Sequence[Wait] = (),
    ) -> Sequence[Delivery]:
        def is_idle(session: Session) -> bool:
            is_due = session.one("anything-due", **self._due(session, now, busy, known)) is not None
            return not is_due and not (over and waited_for(session, now, busy, known, over))

        def work(session: Session) -> Sequence[Delivery]:
            if self._database.unconfirmed(session):
                return []
            shared = self._shared(session, now)
            found = session.all("claimable", limit=limit, **self._due(session, now, busy, known))
            if over:
                found = [*found, *waited_for(session, now, busy, known, over, beside=found)][:limit]
            claim = {"owner": owner, "lease_until": micros(shared + lease)}
            taken = self._taken(session, found, claim, micros(max(now, shared)), rooms or {})
            return [_leased(row, now + lease) for row in taken]

        return (
            [] if self._database.read(is_idle) else self._database.write(work)
        )  # an idle worker keeps no writer waiting

    def _taken(
        self, session: Session, ids: Sequence[Row], claim: Mapping[str, object], now: int, rooms: Mapping[str, int]
    ) -> Sequence[Delivery]:
        """Those deliveries, claimed, each with what leaves in one with it."""
        is_known = self._knows_bundles(session)
        session.run_each("take-along" if is_known else "take", [{"id": id_, "head": "", **claim} for (id_,) in ids])
        from incident.adapters.storage.bundling import with_companions  # here: who only appends claims nothing

        most = rooms if is_known else {}
        heads = _rows(session, ids)
        return [with_companions(session, row, now, claim, most.get(row.target_id, 0)) for row in heads]

    def _knows_bundles(self, session: Session) -> bool:
        """Whether the database has had the migration; asked once, and again while it has not."""
        if not self._has_bundles:
            self._has_bundles = any(name == "bundled_into" for (name,) in session.all("outbox-columns"))
        return self._has_bundles

    def _due(
        self, session: Session, now: datetime, busy: Sequence[str], known: Sequence[str] | None
    ) -> dict[str, object]:
        """What says which rows may be claimed; what is due before `left` may be, whether its target is known or not."""
        shared = self._shared(session, now)
        late = max(now, shared)  # who wrote a row by a fast clock shall not wait for the server's
        return {
            "now": micros(late),
            "left": micros(late if known is None else shared - HEAD_START),
            "busy": session.array(busy),
            "known": session.array(known or ()),
        }

    def still_claimed(self, delivery_id: str, fence: int) -> bool:
        found = self._database.read(lambda session: session.one("claimed", id=delivery_id, fence=fence, no=False))
        return found is not None

    def record(self, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None = None) -> bool:
        return self._database.write(lambda session: _recorded(session, attempt, state, due_at))

    def record_together(self, settled: Sequence[Settlement]) -> Sequence[bool]:
        return self._database.write(
            lambda session: [_recorded(session, each.attempt, each.state, each.due_at) for each in settled]
        )

    def reap(
        self, now: datetime, kept: Span | None = None, never_begun: Callable[[Delivery], bool] = in_doubt
    ) -> Sequence[Delivery]:
        spared = self._spared(kept)

        def work(session: Session) -> Sequence[Delivery]:
            if self._database.unconfirmed(session):
                return []  # whether a row of the copy went out, nobody can say before it is confirmed
            shared = self._shared(session, now)
            late = micros(min(now, shared))  # no clock that went ahead gives up on a row
            expired = session.all("expire", now=late, **spared)
            overdue = _rows(session, session.all("overdue-claims", now=micros(shared)))
            again = [(row.id,) for row in overdue if never_begun(row) and _waits_again(session, row, shared)]
            return _rows(session, [*expired, *again, *session.all("give-up-leases", now=micros(shared), no=False)])

        def is_idle(session: Session) -> bool:
            return session.one("anything-overdue", now=micros(self._shared(session, now)), **spared) is None

        return [] if self._database.read(is_idle) else self._database.write(work)

    def too_late(self, kept: Span) -> int:
        found = self._database.read(lambda session: session.one("too-late", **self._spared(kept)))
        return int(found[0]) if found else 0

    def written_before(self, before: datetime) -> datetime | None:
        found = self._database.read(lambda session: session.one("written-before", before=micros(before)))
        return None if found is None else from_micros(found[0])

    def _spared(self, kept: Span | None) -> dict[str, object]:
        after, to = (0, 0) if kept is None or self.goes_by_server else map(micros, kept)
        return {"kept_after": after, "kept_to": to}

    def waits(self, now: datetime) -> Sequence[Wait]:
        return self._database.read(lambda session: waits(session, now))

    def deliveries(self, incident_id: str) -> Sequence[Delivery]:
        def work(session: Session) -> Sequence[Delivery]:
            return self._looks.at(session, incident_id, has_bundles=self._knows_bundles(session))

        return self._database.read(work)

    def attempts(self, delivery_id: str) -> Sequence[AttemptRecord]:
        return self._database.read(lambda session: [attempt_of(row) for row in session.all("attempts", id=delivery_id)])

    def waiting(self) -> tuple[int, datetime | None]:
        count, due = self._database.read(lambda session: session.one("waiting")) or (0, None)
        return count, None if due is None else from_micros(due)

    def underway_in(self) -> Sequence[str]:
        return [name for (name,) in self._database.read(lambda session: session.all("underway-in"))]

    def unconfirmed(self) -> Unconfirmed | None:
        return self._database.read(self._database.unconfirmed)

    def confirm(self, person: str, now: datetime) -> int:
        return self._database.write(lambda session: self._database.confirm(session, now, person))

    def last_backup(self) -> Backup | None:
        return self._database.read(self._database.last_backup)

    def load_targets(self, targets: Sequence[Target]) -> None:
        wanted = {(target.id, target.exercise): target.kind for target in targets}
        known = self._database.read(_targets)
        if known != wanted:  # a command that changes nothing does not write
            self._database.write(lambda session: _replace_targets(session, wanted))


def _rows(session: Session, ids: Iterable[Row]) -> Sequence[Delivery]:
    return [delivery_of(row) for (id_,) in ids if (row := session.one("delivery", id=id_))]


def _leased(row: Delivery, until: datetime) -> Delivery:
    carried = tuple(each.changed(lease_until=until) for each in row.carries)
    return row.changed(lease_until=until, carries=carried)


def _recorded(session: Session, attempt: AttemptRecord, state: DeliveryState, due_at: datetime | None) -> bool:
    session.lock(attempt.delivery_id)
    row = session.one("delivery", id=attempt.delivery_id)
    if row is None:
        raise NotFound(kind="delivery", name=attempt.delivery_id)
    outcome, erased = attempt.outcome, is_erased(row)
    number, digest = session.one("last-attempt", id=attempt.delivery_id) or (0, START)
    session.run("add-attempt", **sealed(attempt, number + 1, digest, is_erased=erased))
    settled = session.run(
        "settle",
        id=attempt.delivery_id,
        fence=attempt.fence,
        state=state.value,
        recalled_state=state_if_recalled(state, outcome.result).value,
        yes=True,
        assurance=outcome.assurance and outcome.assurance.value,
        due_at=micros_or_none(due_at),
        provider_id=outcome.provider_id,
        last_class=outcome.result.value,
        last_detail="" if erased else outcome.detail,
    )
    return settled == 1


def _waits_again(session: Session, row: Delivery, now: datetime) -> bool:
    """Give the claim back as one that sent nothing; False if somebody did so first."""
    session.lock(row.id)
    is_ours = session.one("claimed-by", id=row.id, fence=row.fence) is not None
    return is_ours and _recorded(session, unsent(row, now), DeliveryState.PENDING, now)


def _targets(session: Session) -> dict[tuple[str, bool], str]:
    return {(id_, bool(exercise)): kind for id_, exercise, kind in session.all("targets", no=False)}


def _replace_targets(session: Session, wanted: dict[tuple[str, bool], str]) -> None:
    for id_, exercise in _targets(session).keys() - wanted.keys():
        session.run("retire-target", id=id_, exercise=exercise, yes=True)
        session.run("drop-target", id=id_, exercise=exercise)
    for (id_, exercise), kind in wanted.items():
        session.run("put-target", id=id_, exercise=exercise, kind=kind, no=False)
