"""What only some may know of, the server keeps from everybody else: not the program, and not for the asking."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from incident.adapters.storage import open_log
from incident.adapters.storage.auditing import audit
from incident.adapters.storage.log import StoredLog
from incident.application.actor import Actor
from incident.application.delivery.reporting import report_deliveries
from incident.application.errors import NotFound, StorageError
from incident.application.ports import DeliveryState
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import (
    AllocationApproved,
    AllocationEnded,
    AllocationOut,
    AllocationState,
    NoteKind,
    OutReason,
    ReadersNamed,
)
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, Refused
from incident.domain.resources.resource import Resting
from tests.bundles import a_bundle
from tests.contracts.batches import NOW, TARGETS, a_delivery, an_attempt, batch_of, released
from tests.contracts.tampering import raw
from tests.fakes import CountingIds, FakeClock, a_team
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres

TABLES: tuple[LiteralString, ...] = ("events", "commands", "contents", "incident_summaries", "outbox", "readers")


class Seat:
    """One person's connection to the server."""

    def __init__(self, url: str, person: str) -> None:
        self.url = url
        self.actor = Actor(person=person)
        self.log: StoredLog = open_log(url, patience_seconds=2)
        ids = CountingIds(prefix=f"{person}-{secrets.token_hex(2)}-")
        self.service = IncidentService(
            log=self.log, clock=FakeClock(), ids=ids, directory=a_team(), outbox=self.log, prepare=None
        )

    def declares(self, *, need_to_know: bool) -> str:
        command = c.DeclareIncident(
            by=self.actor.person,
            title="Somebody inside took data",
            tier=Tier.SERIOUS,
            bundle=a_bundle(),
            need_to_know=need_to_know,
        )
        return self.service.declare(command, self.actor).incident.id

    def notes(self, incident: str) -> None:
        note = c.AddNote(by=self.actor.person, kind=NoteKind.FACT, text="seen")
        self.service.execute(incident, note, self.actor)


@pytest.fixture
def seats(postgres_server: PostgresServer, postgres_url: str) -> Iterator[tuple[Seat, Seat]]:
    """Ana's and Bo's seats, each with a login of their own."""
    with closing(open_log(postgres_url, create=True)) as log:
        log.load_targets(a_team().targets())
        logins = {person: f"{person}_{secrets.token_hex(4)}" for person in ("ana", "bo")}
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            for name in logins.values():
                owner.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(name))
                )
                owner.execute(sql.SQL("GRANT incident_app TO {}").format(sql.Identifier(name)))
        log.load_persons({login: person for person, login in logins.items()})
    database = psycopg.conninfo.conninfo_to_dict(postgres_url)["dbname"]
    place = f"127.0.0.1:{postgres_server.port}/{database}"
    ana, bo = (Seat(f"postgresql://{login}:{login}@{place}", person) for person, login in logins.items())
    yield ana, bo
    ana.log.close()
    bo.log.close()
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        for name in logins.values():
            owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_whoever_is_not_named_sees_no_row_of_it_even_by_raw_sql(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    assert [row.incident_id for row in ana.log.summaries()] == [incident]
    assert bo.log.summaries() == []
    with pytest.raises(NotFound):
        bo.service.load(incident)
    for table in TABLES:
        assert raw(bo.url, f"SELECT * FROM {table}") == []  # noqa: S608  (names of our own)


def test_whoever_is_not_named_can_neither_write_to_it_nor_let_themselves_in(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(bo.url, f"INSERT INTO readers VALUES ('{incident}', 'bo')")  # noqa: S608  (an id of our own)
    raw(bo.url, "DELETE FROM readers")
    assert bo.log.summaries() == []
    with pytest.raises((StorageError, NotFound)):
        bo.notes(incident)


def test_who_is_named_later_sees_all_of_it_and_who_is_given_a_role_is_named(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    ana.service.execute(incident, c.AssignRole(by="ana", role="technical", person="bo"), ana.actor)
    assert bo.service.load(incident).readers == ("ana", "bo")
    bo.notes(incident)
    assert bo.log.verify(incident) == []


def test_a_table_of_the_same_name_in_ones_own_session_deceives_no_guard(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    with psycopg.connect(bo.url, autocommit=True) as session:
        session.execute("CREATE TEMP TABLE readers (incident_id text, person_id text)")
        session.execute("CREATE TEMP TABLE persons (login text, person_id text)")
        session.execute("INSERT INTO persons VALUES (session_user, 'ana')")
        session.execute("GRANT ALL ON readers, persons TO public")
        assert session.execute("SELECT title FROM incident_summaries").fetchall() == []
        assert session.execute("SELECT bytes FROM contents").fetchall() == []
        with pytest.raises(psycopg.Error, match="is not person"):
            session.execute(
                "INSERT INTO events (incident_id, seq, event_id, type, schema_version, actor, occurred_at, recorded_at,"
                " body, command_id, digest) VALUES ('INC-0009', 1, 'e', 'NoteAdded', 1, 'ana', 1, 1, '{}', 'c', %s)",
                ("0" * 64,),
            )
    assert bo.log.closed_to_me() == [incident]


def test_words_do_not_go_by_an_event_in_a_table_of_ones_own(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=False)
    with psycopg.connect(bo.url, autocommit=True) as session:
        session.execute("CREATE TEMP TABLE events (incident_id text, type text, body text)")
        session.execute(
            "INSERT INTO events SELECT %s, 'ContentErased', string_agg(content_id, ' ') FROM contents", (incident,)
        )
        with pytest.raises(psycopg.Error, match="ContentErased"):
            session.execute("DELETE FROM contents WHERE incident_id = %s", (incident,))


def test_opening_it_lets_everybody_in(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    ana.service.execute(incident, c.NameReaders(by="ana"), ana.actor)
    bo.notes(incident)
    assert [row.incident_id for row in bo.log.summaries()] == [incident]


def test_an_open_incident_is_everybodys_and_the_next_number_is_free(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    first, second = ana.declares(need_to_know=True), bo.declares(need_to_know=False)
    assert (first, second) == ("INC-0001", "INC-0002")
    ana.notes(second)


def test_who_rests_after_an_incident_that_is_closed_to_somebody_rests_for_them_too(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    until = NOW + timedelta(days=1)
    said = (
        AllocationApproved(allocation="R1", resource="queue", quantity=2, capacity=3, by="ana"),
        AllocationOut(allocation="R1", reason=OutReason.REST, until=until),
        AllocationEnded(allocation="R1", how=AllocationState.RELEASED),
    )
    ana.log.append(batch_of(incident, len(ana.log.read(incident)), *said, actor="ana"))
    assert bo.log.read(incident) == []
    assert bo.log.rests(NOW) == [Resting(resource="queue", quantity=2, until=until)]


def test_verifying_says_what_is_closed_and_calls_nothing_missing(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    bo.declares(need_to_know=False)
    assert audit(bo.log)[0] == []
    assert bo.log.closed_to_me() == [incident]
    assert audit(ana.log)[0] == []
    assert ana.log.closed_to_me() == []


def test_nobody_closes_an_open_incident_that_its_log_calls_open(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=False)
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw(bo.url, f"INSERT INTO readers VALUES ('{incident}', 'bo')")  # noqa: S608  (an id of our own)
    ana.notes(incident)


def test_a_reader_neither_opens_it_nor_lets_others_in_without_an_event(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=True)
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw(ana.url, "DELETE FROM readers")
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw(ana.url, f"INSERT INTO readers VALUES ('{incident}', 'bo')")  # noqa: S608  (an id of our own)
    assert bo.log.summaries() == []


def test_readers_whom_the_log_never_named_show(seats: tuple[Seat, Seat], postgres_url: str) -> None:
    """Whoever owns the tables can switch the trigger off: the record says so to whoever still sees it."""
    ana, bo = seats
    opened, closed = ana.declares(need_to_know=False), ana.declares(need_to_know=True)
    raw(postgres_url, "ALTER TABLE readers DISABLE TRIGGER readers_as_the_log_says")
    raw(postgres_url, f"INSERT INTO readers VALUES ('{opened}', 'bo')")  # noqa: S608  (ids of our own)
    raw(postgres_url, f"DELETE FROM readers WHERE incident_id = '{closed}'")  # noqa: S608
    found = [(each.code, each.incident_id, dict(each.fields)) for each in bo.log.verify()]
    assert ("readers-other", opened, {"listed": "bo"}) in found
    assert ("readers-other", closed, {"listed": ""}) in found
    assert ("guard-missing", "", {"guard": "readers_as_the_log_says"}) in found
    assert [each.code for each in bo.log.verify(opened)] == ["guard-missing", "readers-other"]


def test_a_worker_sends_what_it_may_not_know_and_reads_nothing_else_of_it(
    seats: tuple[Seat, Seat], postgres_url: str
) -> None:
    ana, bo = seats
    ana.log.load_targets(TARGETS)
    events = released(), ReadersNamed(persons=("ana",))
    secret = batch_of("INC-0001", 0, *events, deliveries=[a_delivery("d1")], actor="ana")
    ana.log.append(secret)
    assert bo.log.claim("bo", NOW, timedelta(minutes=1), 1) == []
    login = bo.log.session_login() or ""
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("GRANT incident_worker TO {}").format(sql.Identifier(login)))
    (row,) = bo.log.claim("bo", NOW, timedelta(minutes=1), 1)
    assert bo.log.record(an_attempt(row), DeliveryState.SENT)
    assert report_deliveries(bo.service, "INC-0001") is None
    for table in TABLES:
        assert table == "outbox" or raw(bo.url, f"SELECT * FROM {table}") == []  # noqa: S608  (names of our own)
    assert [each.state for each in ana.log.deliveries("INC-0001")] == [DeliveryState.SENT]
    assert ana.log.verify() == []


def test_row_security_that_is_switched_off_shows(seats: tuple[Seat, Seat], postgres_url: str) -> None:
    ana, _ = seats
    ana.declares(need_to_know=True)
    raw(postgres_url, "ALTER TABLE contents DISABLE ROW LEVEL SECURITY")
    raw(postgres_url, "DROP POLICY need_to_know ON outbox")
    missing = [each.fields["guard"] for each in ana.log.verify() if each.code == "guard-missing"]
    assert missing == ["need_to_know ON contents", "need_to_know ON outbox"]


def test_a_function_of_row_security_that_was_made_to_close_nothing_shows(
    seats: tuple[Seat, Seat], postgres_url: str
) -> None:
    ana, _ = seats
    ana.declares(need_to_know=True)
    raw(
        postgres_url,
        "CREATE OR REPLACE FUNCTION closed_to_me() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER "
        "AS $$ SELECT incident_id FROM readers WHERE false $$",
    )
    missing = [each.fields["guard"] for each in ana.log.verify() if each.code == "guard-missing"]
    assert missing == ["closed_to_me()"]


def test_a_function_that_was_made_to_say_more_than_who_rests_shows(seats: tuple[Seat, Seat], postgres_url: str) -> None:
    ana, _ = seats
    raw(
        postgres_url,
        "CREATE OR REPLACE FUNCTION all_rests(since text) RETURNS TABLE (resource_id text, quantity bigint, "
        "rests_until text, exercise boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp "
        "AS $$ SELECT body, 1::bigint, '', false FROM events $$",
    )
    missing = [each.fields["guard"] for each in ana.log.verify() if each.code == "guard-missing"]
    assert missing == ["all_rests()"]


def test_only_the_commander_says_who_may_know(seats: tuple[Seat, Seat]) -> None:
    ana, bo = seats
    incident = ana.declares(need_to_know=False)
    with pytest.raises(Refused) as refused:
        bo.service.execute(incident, c.NameReaders(by="bo", persons=("bo",)), bo.actor)
    assert refused.value.code is Refusal.READERS_NEED_ROLE
