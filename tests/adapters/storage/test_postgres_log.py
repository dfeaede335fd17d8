"""What only a server has: logins, roles, restarts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.opening import upgrade_log
from incident.adapters.storage.postgres.guards import standing_guards
from incident.adapters.storage.queries import named_queries
from incident.application.delivery.dispatch import Dispatcher
from incident.application.errors import (
    LoginUnknown,
    StorageBusy,
    StorageError,
    StorageMissing,
    StorageReadOnly,
    StorageTooNew,
    StorageTooOld,
)
from incident.application.ports import DeliveryState, Target
from incident.domain.events import NoteAdded
from incident.wording.errors import say_error
from tests.application.dispatching import ToldSender
from tests.contracts.batches import TARGETS, batch_of, fold, note
from tests.contracts.tampering import GUARDED, fill, make_older, raw
from tests.deliveries import a_row, enqueue
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def log(postgres_url: str) -> Iterator[StoredLog]:
    opened = open_log(postgres_url, create=True, patience_seconds=5)
    yield opened
    opened.close()


@pytest.fixture
def login(postgres_server: PostgresServer, postgres_url: str, log: StoredLog) -> Iterator[str]:  # noqa: ARG001  (its tables)
    """The URL of somebody who may use the log and does not own it."""
    name, password = f"u_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))
        owner.execute(sql.SQL("GRANT incident_app TO {}").format(sql.Identifier(name)))
        database = owner.info.dbname
    yield f"postgresql://{name}:{password}@127.0.0.1:{postgres_server.port}/{database}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_a_database_without_tables_holds_no_log(postgres_url: str) -> None:
    with pytest.raises(StorageMissing):
        open_log(postgres_url)


def test_a_server_that_is_not_there_is_said_so_at_once_and_without_the_password() -> None:
    with pytest.raises(StorageError) as refused:
        open_log("postgresql://ann:hunter2@127.0.0.1:1/incident")
    assert refused.value.fields["path"] == "postgresql://127.0.0.1:1/incident"
    assert "hunter2" not in str(refused.value.fields)


def test_making_a_log_twice_keeps_it(log: StoredLog, postgres_url: str) -> None:
    log.append(batch_of("INC-0001", 0, note()))
    with closing(open_log(postgres_url, create=True)) as again:
        assert len(again.read("INC-0001")) == 1


def test_a_log_of_an_older_program_is_written_only_after_the_upgrade(log: StoredLog, postgres_url: str) -> None:
    log.append(batch_of("INC-0001", 0, note()))
    assert [row.titles for row in log.summaries()] == [{}]
    make_older(postgres_url)
    assert [row.titles for row in log.summaries()] == [{}], "also where it was open before"
    with closing(open_log(postgres_url)) as used:
        assert [row.titles for row in used.summaries()] == [{}]
        assert used.verify() == []  # its guards are those of its day
        assert isinstance(used.obstacle, StorageTooOld)
        with pytest.raises(StorageTooOld):
            used.append(batch_of("INC-0001", 1, note()))
    assert upgrade_log(postgres_url)[0] == "0006_reader_2"
    log.append(batch_of("INC-0001", 1, note()))


def test_a_log_of_a_newer_program_is_read_and_not_written(log: StoredLog, postgres_url: str) -> None:
    log.append(batch_of("INC-0001", 0, note()))
    raw(postgres_url, "UPDATE meta SET min_reader = 99")
    with closing(open_log(postgres_url)) as newer:
        assert len(newer.read("INC-0001")) == 1
        with pytest.raises(StorageTooNew):
            newer.append(batch_of("INC-0001", 1, note()))


@pytest.mark.parametrize("table", [*GUARDED, "outbox"])
def test_no_table_is_emptied(log: StoredLog, postgres_url: str, table: LiteralString) -> None:
    fill(log, postgres_url)
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw(postgres_url, "TRUNCATE " + table + " CASCADE")


def test_whoever_uses_the_log_can_do_all_that_the_program_does(login: str) -> None:
    with closing(open_log(login)) as used:
        used.load_targets(TARGETS)
        used.append(batch_of("INC-0001", 0, note()))
        used.rebuild_summaries(fold)
        assert used.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = 'bo'",
        "DELETE FROM events",
        "TRUNCATE events",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "UPDATE meta SET min_reader = 0",
        "INSERT INTO persons VALUES ('x', 'ann')",
        "SELECT * FROM controller_stream",
        "SELECT * FROM controller_contents",
        "DELETE FROM outbox",
        "UPDATE attempts SET status = 250",
    ],
)
def test_whoever_uses_the_log_lacks_the_right_to_more(login: str, statement: LiteralString) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(login, statement)


def test_who_writes_is_who_is_connected(login: str, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as owner:
        owner.execute("INSERT INTO persons VALUES (%s, 'ann')", (psycopg.conninfo.conninfo_to_dict(login)["user"],))
    with closing(open_log(login)) as used:
        used.append(batch_of("INC-0001", 0, note(), actor="ann"))
        used.append(batch_of("INC-0001", 1, note(), actor="app"))
        with pytest.raises(LoginUnknown) as refused:
            used.append(batch_of("INC-0001", 2, note(), actor="bo"))
        said = say_error(refused.value)
        assert f"does not know the login '{used.session_login()}' as that of 'bo', so nothing was written." in said
        assert "the owner of the log types 'incident db upgrade'" in said
        assert len(used.read("INC-0001")) == 2


def test_the_owner_loads_who_is_who_and_others_leave_it_alone(login: str, log: StoredLog, postgres_url: str) -> None:
    name = str(psycopg.conninfo.conninfo_to_dict(login)["user"])
    log.load_persons({name: "ann", "old": "bo"})
    log.load_persons({name: "ann"})
    with closing(open_log(login)) as used:
        used.load_persons({name: "bo"})
        assert used.session_login() == name
        used.append(batch_of("INC-0001", 0, note(), actor="ann"))
    assert raw(postgres_url, "SELECT person_id FROM persons") == [("ann",)]


def test_a_login_that_nobody_knows_writes_nothing_once_persons_are_loaded(login: str, log: StoredLog) -> None:
    log.load_persons({"somebody": "ann"})
    with closing(open_log(login)) as used:
        for actor, person in (("ann", "ann"), ("app", "")):
            with pytest.raises(LoginUnknown) as refused:
                used.append(batch_of("INC-0001", 0, note(), actor=actor))
            assert refused.value.fields["person"] == person
            assert f"'{used.session_login()}'" in say_error(refused.value)
        log.load_persons({str(used.session_login()): "ann"})
        used.append(batch_of("INC-0001", 0, note(), actor="ann"))


def test_a_trial_says_who_may_not_write_and_what_is_too_new(login: str, log: StoredLog, postgres_url: str) -> None:
    log.check_writable()
    raw(postgres_url, "REVOKE INSERT ON commands FROM incident_app")
    with closing(open_log(login)) as used, pytest.raises(StorageReadOnly):
        used.check_writable()
    raw(postgres_url, "UPDATE meta SET min_reader = 99")
    with closing(open_log(postgres_url)) as newer:
        assert isinstance(newer.obstacle, StorageTooNew)
        with pytest.raises(StorageTooNew):
            newer.check_writable()
    assert log.command("a trial that is taken back") is None


def test_while_no_person_is_mapped_the_actor_is_believed(login: str) -> None:
    with closing(open_log(login)) as used:
        used.append(batch_of("INC-0001", 0, note(), actor="anybody"))


def test_without_any_grant_the_log_is_read_only(login: str, postgres_url: str) -> None:
    with closing(open_log(login)) as used:
        raw(postgres_url, "REVOKE INSERT ON events FROM incident_app")
        with pytest.raises(StorageReadOnly):
            used.append(batch_of("INC-0001", 0, note()))


def _cut_every_connection(url: str) -> None:
    raw(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND datname = current_database()",
    )


def test_a_server_that_restarts_is_found_again(
    log: StoredLog, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    log.append(batch_of("INC-0001", 0, note()))
    _cut_every_connection(postgres_url)
    log.append(batch_of("INC-0001", 1, note()))
    _cut_every_connection(postgres_url)
    assert [entry.seq for entry in log.read("INC-0001")] == [1, 2]
    assert caplog.records == []


def test_a_commit_that_was_not_confirmed_is_recognised_as_ones_own(log: StoredLog, postgres_url: str) -> None:
    """The connection is lost after the commit: the second try meets its own command."""
    log.append(batch_of("INC-0001", 0, note()))
    database = log._database
    honest = database.write
    tries = 0

    def write(work: object) -> object:
        nonlocal tries

        def twice(session: object) -> object:
            nonlocal tries
            tries += 1
            return work(session)  # type: ignore[operator]  # what the log handed over

        honest(twice)
        _cut_every_connection(postgres_url)
        return honest(twice)

    database.write = write  # type: ignore[method-assign, assignment]  # the fault is between commit and answer
    entries = log.append(batch_of("INC-0001", 1, note("once")))
    assert tries == 2
    assert [(entry.seq, str(entry.event.text)) for entry in entries if isinstance(entry.event, NoteAdded)] == [
        (2, "once")
    ]
    assert len(log.read("INC-0001")) == 2


def test_a_lock_that_nobody_gives_back_is_busy_after_a_while(postgres_url: str) -> None:
    open_log(postgres_url, create=True).close()
    with closing(open_log(postgres_url, patience_seconds=0.2)) as log, psycopg.connect(postgres_url) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(hashtextextended('INC-0001', 0))")
        with pytest.raises(StorageBusy):
            log.append(batch_of("INC-0001", 0, note()))


def test_a_standby_is_read_only(log: StoredLog, postgres_url: str) -> None:
    raw(
        postgres_url,
        "DO $$ BEGIN EXECUTE "
        "'ALTER DATABASE ' || current_database() || ' SET default_transaction_read_only = on'; END $$",
    )
    with closing(open_log(postgres_url)) as standby:
        assert list(standby.summaries()) == list(log.summaries())
        with pytest.raises(StorageReadOnly):
            standby.append(batch_of("INC-0001", 0, note()))


def test_the_list_of_constraints_is_that_of_a_new_database(postgres_url: str) -> None:
    open_log(postgres_url, create=True).close()
    with closing(psycopg.connect(postgres_url)) as server:
        standing = server.execute(named_queries("postgres")["constraints"]).fetchall()
    listed = Path(standing_guards.__code__.co_filename).with_name("constraints.txt").read_text(encoding="utf-8")
    assert sorted(f"{name} {said}" for name, said in standing) == listed.splitlines()


@pytest.mark.parametrize(
    ("constraint", "statements"),
    [
        (
            "events events_seq_check",
            (
                "ALTER TABLE events DROP CONSTRAINT events_seq_check",
                "ALTER TABLE events ADD CONSTRAINT events_seq_check CHECK (seq >= 0)",
            ),
        ),
        (
            "outbox outbox_target_id_exercise_fkey",
            (
                "ALTER TABLE outbox DROP CONSTRAINT outbox_target_id_exercise_fkey",
                (
                    "ALTER TABLE outbox ADD CONSTRAINT outbox_target_id_exercise_fkey"
                    " FOREIGN KEY (target_id, exercise) REFERENCES targets ON DELETE CASCADE"
                ),
            ),
        ),
        ("events.actor NOT NULL", ("ALTER TABLE events ALTER actor DROP NOT NULL",)),
    ],
)
def test_a_weaker_constraint_under_the_same_name_shows(
    log: StoredLog, postgres_url: str, constraint: str, statements: tuple[LiteralString, ...]
) -> None:
    raw(postgres_url, *statements)
    (found,) = log.verify()
    assert found.code == "guard-missing"
    assert str(found.fields["guard"]).startswith(constraint)


@pytest.mark.parametrize(
    "opening",
    [
        "CREATE POLICY leak ON events USING (true)",
        "ALTER POLICY need_to_know ON events USING (true)",
        "GRANT UPDATE, DELETE ON events TO PUBLIC",
        "ALTER FUNCTION refuse_change() SECURITY DEFINER",
        "ALTER FUNCTION closed_to_me() RESET search_path",
        "ALTER FUNCTION all_rests(text) RESET search_path",
        "ALTER TABLE outbox DROP CONSTRAINT outbox_target_id_exercise_fkey",
    ],
)
def test_what_an_owner_opens_to_others_shows(postgres_url: str, opening: LiteralString) -> None:
    log = open_log(postgres_url, create=True)
    assert log.verify() == []
    raw(postgres_url, opening)
    assert {one.code for one in log.verify()} <= {"guard-missing", "guard-strange"}
    assert log.verify() != []
    log.close()


def test_a_sender_waits_for_a_connection_and_loses_nothing(login: str, log: StoredLog, postgres_url: str) -> None:
    """Fault 22: the server has no room for another connection; the command line says that it cannot be asked now."""
    name = str(psycopg.conninfo.conninfo_to_dict(login)["user"])
    enqueue(log, log, a_row())
    limit = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    with closing(open_log(login, patience_seconds=0.3)) as crowded, psycopg.connect(postgres_url) as owner:
        sender = ToldSender()
        targets = FakeDirectory(all_targets=[Target(id="pager", exercise=False, kind="apprise", secret="")])
        clock = FakeClock(START)
        dispatcher = Dispatcher(outbox=crowded, sender=sender, targets=targets, clock=clock, ids=CountingIds())
        owner.execute(limit.format(sql.Identifier(name), sql.Literal(0)))
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (name,))
        owner.commit()
        report = dispatcher.drain(timedelta(seconds=1))
        assert isinstance(report.obstacle, StorageError)
        assert sender.sent == []
        owner.execute(limit.format(sql.Identifier(name), sql.Literal(-1)))
        owner.commit()
        assert dispatcher.drain(timedelta(seconds=5)).obstacle is None
    assert [row.state for row in log.deliveries("INC-0001")] == [DeliveryState.SENT]
    assert len(sender.sent) == 1
