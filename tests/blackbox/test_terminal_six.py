"""An exercise in six terminals on a server: each login gets what is its own, and no program speaks to anybody else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest
from psycopg import sql

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.shipped import library_root
from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal
from tests.contracts.tampering import raw
from tests.postgres import PostgresServer

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SCENARIO: Final = "exercise.provider-down"
FACILITATOR: Final = "fay"
EVALUATOR: Final = "eve"
WATCHES: Final = (FACILITATOR, EVALUATOR)
"""Who has the right to the leaders' side; the second steers nothing."""
PLAYERS: Final = {"lin": "commander", "mara": "technical", "tom": "customer-liaison", "ida": "scribe"}
SEEN_BY_EVE: Final = "Nobody spoke for a minute"

AUDIT: Final = """
import os, sys

def heard(event, found):
    if event in ("socket.connect", "socket.sendto") and isinstance(found[1], tuple):
        with open(os.environ["HEARD"], "a") as log:
            print(*found[1][:2], file=log)

sys.addaudithook(heard)
"""
"""Every connection that Python code makes; what a C library connects to, the system is asked for."""


def _words() -> Mapping[str, str]:
    """What the scenario says; read when it is asked for, for most runs deselect this file."""
    return ScenarioLibrary([library_root() / "scenarios"], [library_root()]).bundle(SCENARIO).words["en"]


@pytest.fixture
def logins(team: Team, postgres_server: PostgresServer, postgres_url: str) -> Iterator[dict[str, str]]:
    """Six people with a login each on the server: one leads, one evaluates, four play."""
    names = {person: f"{person}_{secrets.token_hex(4)}" for person in (*WATCHES, *PLAYERS)}
    people = [{"id": person, "name": person.title(), "logins": [name]} for person, name in names.items()]
    written = {each.pop("id"): each | {"reach": [{"target": "drill", "address": ""}]} for each in people}
    (team.folder / "people.yaml").write_text(json.dumps({"format": "people/1", "people": written}))
    targets = json.loads((team.folder / "targets.yaml").read_text())
    targets["targets"]["drill"] = {"kind": "apprise", "secret": "file:hook-url", "exercise": True}
    targets["audiences"]["agents"]["who"] = [{"target": "drill", "name": "agents"}]
    (team.folder / "targets.yaml").write_text(json.dumps(targets))
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        for name in names.values():
            owner.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(name)))
        team.done("db", "upgrade", INCIDENT_DB=postgres_url)
        for person, name in names.items():
            owner.execute(sql.SQL("GRANT incident_app TO {}").format(sql.Identifier(name)))
            if person in WATCHES:
                owner.execute(sql.SQL("GRANT incident_controller TO {}").format(sql.Identifier(name)))
        database = psycopg.conninfo.conninfo_to_dict(postgres_url)["dbname"]
        place = f"127.0.0.1:{postgres_server.port}/{database}"
        yield {person: f"postgresql://{name}:{name}@{place}" for person, name in names.items()}
        for name in names.values():
            owner.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
            owner.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def heard(team: Team, tmp_path: Path) -> Path:
    """The file in which every program of the team writes whom it connects to."""
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit/sitecustomize.py").write_text(AUDIT)
    team.environment |= {"PYTHONPATH": str(tmp_path / "audit"), "HEARD": str(tmp_path / "heard")}
    (tmp_path / "heard").touch()
    return tmp_path / "heard"


def _as(logins: Mapping[str, str], person: str) -> dict[str, str]:
    return {"INCIDENT_DB": logins[person], "INCIDENT_LOGIN": logins[person].split("//")[1].split(":")[0]}


def _readable(url: str) -> str:
    """Everything that a login can get from the server, in plain words and as the bytes that texts are kept in."""
    found = ""
    for (table,) in raw(url, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"):
        try:
            rows = raw(url, f'SELECT to_jsonb(t)::text FROM "{table}" AS t')  # noqa: S608  (names of our own)
        except psycopg.errors.InsufficientPrivilege:
            continue
        found += "".join(map(str, rows))
    return found


def _has(found: str, words: str) -> bool:
    return words in found or words.encode().hex() in found


def _connected(terminals: Mapping[str, Terminal]) -> set[tuple[str, int]]:
    """Whom the programs are connected to now, by whatever library."""
    processes = [psutil.Process(each.process.pid) for each in terminals.values()]
    own = [one for each in processes for one in (each, *each.children(recursive=True))]
    return {
        (each.raddr.ip, each.raddr.port)
        for one in own
        for each in one.net_connections()
        if each.status == psutil.CONN_ESTABLISHED
    }


def _steers_nothing(team: Team, exercise: str, login: dict[str, str]) -> None:
    """Whoever evaluates it lets nothing out and holds nothing back, changes no clock, and rewrites nobody's words."""
    for words in (("inject", exercise, "release", "2"), ("inject", exercise, "hold", "2"), ("speed", exercise, "4")):
        refused = team("drill", *words, **login)
        assert refused.code == 1, refused
        assert "You evaluate this exercise" in refused.err
    for statement in ("UPDATE controller_stream SET actor = 'eve'", "DELETE FROM controller_stream"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw(login["INCIDENT_DB"], statement)
    columns = (
        "exercise_id, seq + 1000, event_id || '-', type, schema_version, 'fay', occurred_at, recorded_at, body, digest"
    )
    with pytest.raises(psycopg.errors.Error, match="is not person"):
        raw(login["INCIDENT_DB"], f"INSERT INTO controller_stream SELECT {columns} FROM controller_stream")  # noqa: S608


def test_each_of_six_terminals_gets_what_is_its_own_and_speaks_to_nobody_else(
    team: Team, logins: dict[str, str], heard: Path, postgres_server: PostgresServer
) -> None:
    begun = team.done("drill", "run", SCENARIO, "--evaluate", EVALUATOR, "--no-watch", **_as(logins, FACILITATOR))
    exercise = begun.out.strip()
    for person, role in PLAYERS.items():
        team.done("role", exercise, role, person, **_as(logins, "fay"))
    for number in ("1", "2", "3"):
        team.done("now", exercise, number, "done", **_as(logins, "lin"))
    with ExitStack() as stack:

        def sits_at(person: str, *words: str) -> Terminal:
            return stack.enter_context(Terminal([team.program, *words], team.environment | _as(logins, person)))

        terminals = {person: sits_at(person, "drill", "run", exercise) for person in WATCHES}
        for terminal, side in zip(terminals.values(), ("FACILITATOR", "EVALUATOR"), strict=True):
            terminal.sees(side, "1 of 11 injects")
        terminals |= {person: sits_at(person, exercise) for person in PLAYERS}
        for person in PLAYERS:
            terminals[person].sees(exercise, "EXERCISE")
        _steers_nothing(team, exercise, _as(logins, EVALUATOR))
        terminals["fay"].press("Enter")
        terminals["fay"].sees("is with the players")
        terminals["eve"].press("o")
        terminals["eve"].type(SEEN_BY_EVE)
        terminals["eve"].press("Enter")
        terminals["eve"].sees("Kept where no player reads it.")
        terminals["mara"].press("m")
        terminals["mara"].type("the provider answers 500")
        terminals["mara"].press("Enter")
        terminals["lin"].sees("the provider answers 500")
        told = team.done("message", "send", exercise, "agents", "paylogin-agents", "--yes", **_as(logins, "lin"))
        assert team.hook.wait_for(1), told.err
        connected = _connected(terminals)
    said = _words()
    out, ahead = said["inject.calls-double.text"].strip(), said["inject.premium-client.text"].strip()
    for person, url in logins.items():
        found = _readable(url)
        assert _has(found, out), person
        secret = [_has(found, words) for words in (ahead, said["truth"].splitlines()[0], SEEN_BY_EVE)]
        assert secret == [person in WATCHES] * 3, person
    sink = urlsplit((team.folder / "hook-url").read_text()).port
    places = {(host, int(port)) for host, port in map(str.split, heard.read_text().splitlines())}
    assert connected == {("127.0.0.1", postgres_server.port)}
    assert places <= {("127.0.0.1", postgres_server.port), ("127.0.0.1", sink)}
    assert ("127.0.0.1", sink) in places, "what is sent is heard"
