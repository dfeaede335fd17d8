"""What players must not know, the server sends them not a byte of: not the program's, not for the asking."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from psycopg import sql

from incident.adapters.storage import open_log
from incident.application.actor import Actor
from incident.application.errors import LedSideShut, StorageError
from incident.application.exercises.leading import Leading
from incident.application.ports import EventLog
from incident.application.service import IncidentService
from incident.domain.content import FreeText
from incident.domain.events import IncidentMode, InjectReleased, InjectWords
from incident.wording.errors import say_error
from tests.application.test_exercises import PROVIDER, declaration
from tests.contracts.batches import batch_of
from tests.contracts.tampering import raw
from tests.contracts.test_leading import BUNDLE, EVENTS, PREPARED, erasing, lead_batch
from tests.fakes import CountingIds, FakeClock, a_team
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres

TRUTH = BUNDLE.words["en"]["truth"]
RELEASED = InjectReleased(
    inject="one",
    number=1,
    to=("all",),
    channel="phone",
    words={"en": InjectWords(sender=FreeText("Eve"), text=FreeText("Help"))},
)


@pytest.fixture
def logins(postgres_server: PostgresServer, postgres_url: str) -> Iterator[dict[str, str]]:
    """Ann leads; Bo plays; Cy leads other exercises and plays here."""
    names = {person: f"{person}_{secrets.token_hex(4)}" for person in ("ann", "bo", "cy")}
    with closing(open_log(postgres_url, create=True)) as log, psycopg.connect(postgres_url, autocommit=True) as owner:
        for person, name in names.items():
            login = sql.Identifier(name)
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(login, sql.Literal(name)))
            owner.execute(sql.SQL("GRANT incident_app TO {}").format(login))
            if person != "bo":
                owner.execute(sql.SQL("GRANT incident_controller TO {}").format(login))
        log.load_persons({login: person for person, login in names.items()})
    database = psycopg.conninfo.conninfo_to_dict(postgres_url)["dbname"]
    place = f"127.0.0.1:{postgres_server.port}/{database}"
    yield {person: f"postgresql://{name}:{name}@{place}" for person, name in names.items()}
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        for name in names.values():
            owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def played(logins: dict[str, str]) -> dict[str, str]:
    """An exercise with its scenario pinned and one inject released."""
    with closing(open_log(logins["ann"])) as log:
        log.append(batch_of("EX-0001", 0, PREPARED, actor="ann"))
        log.leading().append(lead_batch(0, *EVENTS))
        log.append(batch_of("EX-0001", 1, RELEASED, actor="ann", command="release"))
        assert len(log.leading().read("EX-0001")) == len(EVENTS)
    return logins


def test_a_player_is_refused_the_stream_and_no_other_table_has_a_word_of_it(played: dict[str, str]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(played["bo"], "SELECT * FROM controller_stream")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(played["bo"], "SELECT * FROM controller_contents")
    with closing(open_log(played["bo"])) as log, pytest.raises(LedSideShut) as refused:
        log.leading().read("EX-0001")
    assert "GRANT incident_controller TO" in say_error(refused.value)
    seen = ""
    for (table,) in raw(played["bo"], "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"):
        if not table.startswith("controller_"):
            try:
                rows = raw(played["bo"], f'SELECT t::text, to_jsonb(t)::text FROM "{table}" AS t')  # noqa: S608  (names of our own)
            except psycopg.errors.InsufficientPrivilege:
                continue
            seen += "".join(map(str, rows))
    assert "EX-0001" in seen
    assert b"Help".hex() in seen
    for secret in (TRUTH, "The vendor lies", "read back", "too hard"):
        assert secret not in seen
        assert secret.encode().hex() not in seen


def test_who_leads_another_exercise_sees_no_row_of_this_one(played: dict[str, str]) -> None:
    assert raw(played["cy"], "SELECT * FROM controller_stream") == []
    assert raw(played["cy"], "SELECT * FROM controller_contents") == []
    with closing(open_log(played["cy"])) as log:
        assert log.leading().read("EX-0001") == []
        with pytest.raises(StorageError):
            log.leading().append(lead_batch(0, EVENTS[1], actor="cy"))
        log.append(batch_of("EX-0002", 0, PREPARED.changed(controllers=("cy",)), actor="cy", command="own"))
        log.leading().append(lead_batch(0, EVENTS[0], exercise="EX-0002", actor="cy"))
        assert len(raw(played["cy"], "SELECT * FROM controller_stream")) == 1


def test_nobody_lets_themselves_in_after_the_beginning(played: dict[str, str]) -> None:
    with closing(open_log(played["cy"])) as log:
        log.append(batch_of("EX-0001", 2, PREPARED.changed(controllers=("cy",)), actor="cy", command="forged"))
    assert raw(played["cy"], "SELECT * FROM controller_stream") == []


def test_who_leads_cannot_write_under_another_name(played: dict[str, str]) -> None:
    with closing(open_log(played["ann"])) as log, pytest.raises(StorageError):
        log.leading().append(lead_batch(len(EVENTS), EVENTS[1], actor="bo"))


def test_who_leads_erases_and_a_trigger_asks_for_the_entry(played: dict[str, str]) -> None:
    with closing(open_log(played["ann"])) as log:
        seen = log.leading().read("EX-0001")[3]
        log.leading().append(lead_batch(len(EVENTS), erasing(seen)))
        assert b"read back" not in [bytes(row[4]) for row in raw(played["ann"], "SELECT * FROM controller_contents")]
    with pytest.raises(psycopg.errors.RestrictViolation):
        raw(played["ann"], "DELETE FROM controller_contents")


def test_each_verifies_what_they_see_and_accuses_nobody_of_what_they_do_not(played: dict[str, str]) -> None:
    for person in ("ann", "bo", "cy"):
        with closing(open_log(played[person])) as log:
            assert log.verify() == [], person


def _terminal(log: EventLog, person: str) -> Leading:
    ids = CountingIds(prefix=person)
    service = IncidentService(log=log, clock=FakeClock(), ids=ids, directory=a_team())
    return Leading(service, log, log.leading(), ids, Actor(person=person))


@pytest.mark.parametrize("is_solo", [True, False])
def test_who_may_not_lead_is_refused_before_anything_is_declared(logins: dict[str, str], *, is_solo: bool) -> None:
    with closing(open_log(logins["bo"])) as log:
        with pytest.raises(LedSideShut) as refused:
            _terminal(log, "bo").begin(declaration(IncidentMode.EXERCISE, "bo"), PROVIDER, (), is_solo=is_solo)
        assert not list(log.summaries(open_only=False))
        assert refused.value.fields["login"].startswith("bo_")


@pytest.mark.parametrize("evaluates", [True, False])
def test_who_is_named_to_lead_or_evaluate_has_to_have_the_right_too(logins: dict[str, str], *, evaluates: bool) -> None:
    def begun(*named: str) -> str:
        leads, judges = ((), named) if evaluates else (named, ())
        return leading.begin(declaration(IncidentMode.EXERCISE, "ann"), PROVIDER, leads, evaluators=judges)

    with closing(open_log(logins["ann"])) as log:
        leading = _terminal(log, "ann")
        with pytest.raises(LedSideShut) as refused:
            begun("cy", "bo")
        assert not list(log.summaries(open_only=False))
        assert refused.value.fields["login"].startswith("bo_")
        assert leading.require_open(("cy", "dee")) == ["dee"]
        assert begun("cy", "dee") == "EX-0001"
