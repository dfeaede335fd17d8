"""Who acts on a server's log is who is connected to it, whatever the terminal says."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import psycopg
import pytest
from psycopg import sql

from incident.adapters.storage import open_log
from incident.adapters.workspace.finding import replica_file
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.actor import Actor
from incident.application.errors import NotFound, StorageError
from incident.bootstrap.assembly import Program
from incident.bootstrap.wired import Wired
from incident.cli.main import run
from incident.domain.commands import AddNote
from incident.domain.events import NoteKind
from incident.wording.offline import strange_words
from incident.wording.speech import Speech
from tests.contracts.batches import batch_of, note
from tests.contracts.samples import EVENTS
from tests.contracts.tampering import raw
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def login(postgres_url: str) -> Iterator[str]:
    """The name of somebody who may use the log; the password is the same."""
    name = f"u_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(name)))
    yield name
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def workspace(tmp_path: Path, login: str, postgres_url: str) -> Path:
    """A workspace whose one person has that login, and its log, made by the owner."""
    folder = tmp_path / "team"
    starter = Starter(name="team", language="en", zone="UTC", person="ann", login=login)
    init_workspace(folder, starter)
    Program(folder, database=postgres_url).make_log()
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(sql.SQL("GRANT incident_app TO {}").format(sql.Identifier(login)))
    return folder


def _connected(server: PostgresServer, url: str, login: str) -> str:
    database = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
    return f"postgresql://{login}:{login}@127.0.0.1:{server.port}/{database}"


def test_the_owner_tells_the_server_who_is_who_when_the_log_is_made(
    workspace: Path, login: str, postgres_url: str
) -> None:
    person = Program(workspace).directory.people()[0].id
    assert raw(postgres_url, "SELECT login, person_id FROM persons") == [(login, person)]


def test_the_server_says_whose_each_login_is(workspace: Path, login: str, postgres_url: str) -> None:
    with closing(open_log(postgres_url)) as log:
        person = Program(workspace).directory.people()[0].id
        assert (log.known_logins() or {})[login] == person
        raw(postgres_url, "DELETE FROM persons")
        assert (log.known_logins() or {})[login] == ""
        with psycopg.connect(postgres_url, autocommit=True) as owner:
            owner.execute(sql.SQL("REVOKE incident_app FROM {}").format(sql.Identifier(login)))
        assert login not in (log.known_logins() or {})


def test_the_doctor_names_whom_the_server_takes_nobody_for(
    workspace: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INCIDENT_DB", postgres_url)
    monkeypatch.setenv("XDG_STATE_HOME", str(workspace.parent))
    people = workspace / "people.yaml"
    bo = "people:\n  bo: {name: Bo Ek, logins: [bo, b.ek]}"
    people.write_text(re.sub("^people:$", bo, people.read_text(), flags=re.MULTILINE))
    run(["--lang", "en", "--workspace", str(workspace), "doctor", "--detail"], Wired())
    told = " ".join(capsys.readouterr().out.split())
    assert "takes nobody for Bo Ek ('bo', 'b.ek'), so they can record nothing" in told
    assert told.count("so they can record nothing") == 1


def test_a_copy_that_cannot_be_read_is_named_and_stops_nothing(
    workspace: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was done without the server may wait in it."""
    state = str(workspace.parent)
    monkeypatch.setenv("INCIDENT_DB", postgres_url)
    monkeypatch.setenv("XDG_STATE_HOME", state)
    copy = replica_file({"XDG_STATE_HOME": state}, postgres_url)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"no database" * 1000)
    assert run(["--lang", "en", "--workspace", str(workspace), "list"], Wired()) == 0
    assert f"The copy of the log on this machine, '{copy}', cannot be used" in capsys.readouterr().err
    run(["--lang", "en", "--workspace", str(workspace), "doctor", "--detail"], Wired())
    assert "cannot be used: nobody works on here without the server" in " ".join(capsys.readouterr().out.split())


def test_an_act_of_somebody_else_in_the_journal_waits_and_stops_nothing(
    workspace: Path, login: str, postgres_url: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id was changed in people.yaml since, or somebody wrote in the file; each is named, and the rest is merged."""
    state = str(workspace.parent)
    monkeypatch.setenv("XDG_STATE_HOME", state)
    url = _connected(postgres_server, postgres_url, login)
    with closing(Program(workspace, database=url)) as program:
        person = program.directory.people()[0].id
        program.load_targets()
        program.log.append(batch_of("INC-0001", 0, EVENTS["IncidentDeclared", 1], actor=person))
        program.log.change_mark()
    journal = replica_file({"XDG_STATE_HOME": state}, url)
    acts = [("before", "before"), ("eve", person), (person, person)]
    with closing(sqlite3.connect(journal)) as file, file:
        for actor, by in acts:
            note = msgspec.json.encode(AddNote(by=by, kind=NoteKind.FACT, text=f"by {actor}"))
            place = (f"c-{actor}", "INC-0001", "AddNote", note, actor, 1_700_000_000_000_000)
            file.execute(
                "INSERT INTO journal (command_id, incident_id, kind, command, actor, occurred_at) VALUES (?,?,?,?,?,?)",
                place,
            )
    with closing(Program(workspace, database=url)) as program:
        assert len(program.log.read("INC-0001")) == 2
        merged = program.merged
    assert merged is not None
    assert (merged.taken, merged.stranded) == (1, 2)
    told = [strange_words(each, Speech()) for each in merged.strange]
    assert [f"Entry {number} of '{journal}' waits" in words for number, words in enumerate(told, 1)] == [True, True]
    assert told[0].endswith("record it anew: by before")


def test_the_actor_is_who_is_connected_and_not_who_the_terminal_says(
    workspace: Path, login: str, postgres_url: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENT_LOGIN", "somebody-else")
    url = _connected(postgres_server, postgres_url, login)
    with closing(Program(workspace, database=url)) as program:
        person = program.directory.people()[0].id
        assert program.actor == Actor(person=person)
        program.load_targets()  # may not write who is who, and need not
        program.log.append(batch_of("INC-0001", 0, note(), actor=person))
        with pytest.raises(StorageError):
            program.log.append(batch_of("INC-0001", 1, note(), actor="somebody-else"))


def test_a_login_of_the_server_that_people_yaml_lacks_is_nobody(
    workspace: Path, login: str, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENT_LOGIN", login)
    with closing(Program(workspace, database=postgres_url)) as program:
        with pytest.raises(NotFound) as refused:
            _ = program.actor
        assert refused.value.fields["kind"] == "login"
        assert refused.value.fields["name"] != login
        with pytest.raises(StorageError):
            program.log.append(batch_of("INC-0001", 0, note(), actor="app"))
