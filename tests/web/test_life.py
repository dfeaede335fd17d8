"""`incident serve` as a program: what it says, whom the record names, and that nothing of it outlives it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import aiohttp
import pytest

import incident
from incident.bootstrap.assembly import Program
from incident.bootstrap.serving import _Team
from incident.web.passwords import Passwords
from incident.web.sessions import Login
from tests.blackbox.terminal import Terminal
from tests.web.houses import PATIENCE_SECONDS, RIGHT, Guest, a_workspace, children_of, until

COMMAND = (sys.executable, "-m", "incident")


pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(Path(incident.__file__).parent.parent))
    monkeypatch.setenv("INCIDENT_LOGIN", "lin")
    return a_workspace(tmp_path / "team")


@asynccontextmanager
async def _served(folder: Path, *words: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, list[str]]]:
    """The program, the address that it says, and what else it says."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, f"--workspace={folder}", "serve", "--port=0", *words, stderr=asyncio.subprocess.PIPE
    )
    said: list[str] = []
    assert process.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (found := re.search(r"http://[\w.-]+:\d+", " ".join(said))) is None:
                line = await process.stderr.readline()
                assert line, said
                said.append(line.decode())
        yield process, found[0], said
    finally:
        if process.returncode is None:
            process.kill()
        said += (await process.stderr.read()).decode().splitlines()
        await process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
async def test_no_program_outlives_its_server(folder: Path, number: int) -> None:
    async with _served(folder) as (process, url, said):
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            guest = Guest(client, url)
            await guest.log_in("lin")
            async with guest.terminal() as socket:
                await guest.sees(socket, "you: Lin Min")
                assert len(children_of(folder)) == 2  # the server itself names the folder too
                process.send_signal(number)
                code = await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        await until(lambda: not children_of(folder), "the end of the program")
        assert code == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    if number != signal.SIGKILL:
        assert said[-2:] == ["lin logged in from 127.0.0.1.", "Stopped."]


async def test_a_terminal_knows_no_secret_that_it_does_not_need(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_VAULT_KEY", "open sesame")
    async with _served(folder) as (_process, url, said):
        assert "not encrypted" not in "".join(said)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            guest = Guest(client, url)
            await guest.log_in("bo")
            async with guest.terminal() as socket:
                await guest.sees(socket, "you: Bo Aker")
                (child,) = [
                    line
                    for line in _environments()
                    if f"--workspace={folder}" in line and "INCIDENT_LOGIN=person:bo" in line
                ]
                assert "open sesame" not in child
                assert RIGHT not in child


def _environments() -> list[str]:
    """Every program with its environment, as whoever started it can see it."""
    listed = subprocess.run(["ps", "axeww", "-o", "command="], check=True, capture_output=True, text=True)
    return listed.stdout.splitlines()


def _ran(folder: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, f"--workspace={folder}", *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)


def test_a_password_is_set_from_the_input_and_never_from_the_line(folder: Path) -> None:
    assert _ran(folder, "serve", "password", "Mara Ode", "-", stdin=f"{RIGHT}\n").returncode == 0
    assert '"mara"' in (folder / ".serve/passwords.json").read_text()
    seen = _ran(folder, "serve", "password", "mara", RIGHT)
    assert seen.returncode == 2
    assert "Others can read a command line" in seen.stderr
    alone = _ran(folder, "serve", "password", "mara")
    assert alone.returncode == 2
    assert "Nobody is there to be asked" in alone.stderr
    short = _ran(folder, "serve", "password", "mara", "-", "--lang", "zh-CN", stdin="short\n")
    assert short.returncode == 2
    assert "10 至 200 个字符" in short.stderr
    assert _ran(folder, "serve", "password", "nobody", "-", stdin=f"{RIGHT}\n").returncode == 1


def test_without_its_libraries_it_says_what_to_install(folder: Path) -> None:
    block = "import sys; sys.modules['aiohttp'] = None; from incident.bootstrap.wired import main; sys.exit(main())"
    for language, words in (("en", "needs libraries"), ("zh-CN", "没有安装")):
        command = [sys.executable, "-c", block, f"--workspace={folder}", "serve", "--lang", language]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
        assert ran.returncode == 2
        assert words in ran.stderr
        assert "pip install 'incident[web]'" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_an_address_that_is_none_or_taken_is_said(folder: Path) -> None:
    for url in ("incident.example.org", "ftp://x", "https://ana:pw@x", "https://x?y", "https://x:0", "https://x:y"):
        assert _ran(folder, "serve", "--public-url", url).returncode == 2
    assert _ran(folder, "serve", "--idle", "59s").returncode == 2
    away = _ran(folder, "serve", "--host", "192.0.2.1", "--port", "0")
    assert away.returncode == 2
    assert "Nobody can listen at 192.0.2.1" in away.stderr


async def test_what_others_can_reach_is_said(folder: Path) -> None:
    async with _served(folder, "--host=0.0.0.0") as (process, _url, said):
        process.send_signal(signal.SIGTERM)
        await process.wait()
    assert "what they send and see is not encrypted" in "".join(said)
    (folder / ".serve/passwords.json").unlink()
    async with _served(folder) as (process, _url, said):
        process.send_signal(signal.SIGTERM)
        await process.wait()
    assert "Nobody can log in yet" in "".join(said)


DECLARE = ("declare", "outage.core-channel", "--tier=3", "--title=Chat is down", "--json")


def _declared_by(team: _Team, person: str) -> subprocess.CompletedProcess[str]:
    """What the program that a browser of that person would get does, told by words instead of keys."""
    start = team.start(Login(person=person, seal="", language="en", is_asked=True, used=0))
    return subprocess.run(
        [*start.command, *DECLARE],
        env=dict(start.environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def test_on_a_file_the_record_names_the_person_who_logged_in(folder: Path) -> None:
    ran = _declared_by(_Team(folder, None), "bo")
    assert ran.returncode == 0, ran.stderr
    program = Program(folder)
    try:
        assert {(each.actor, each.on_behalf_of) for each in program.log.read(json.loads(ran.stdout)["id"])} == {
            ("bo", None)
        }
    finally:
        program.close()


@pytest.fixture
def server_team(folder: Path, postgres_url: str) -> _Team:
    """The same people, their record on a server that knows the browsers' login as a person of its own."""
    people = json.loads((folder / "people.yaml").read_text())
    login = re.search(r"//([^@:/]+)[@:]", postgres_url)
    people["people"]["browser"] = {"name": "Browsers", "logins": [login[1] if login else os.environ["USER"]]}
    (folder / "people.yaml").write_text(json.dumps(people))
    program = Program(folder, database=postgres_url)
    program.make_log()
    program.close()
    return _Team(folder, postgres_url)


def test_on_a_server_the_record_names_both_the_browsers_login_and_the_person(
    server_team: _Team, folder: Path, postgres_url: str
) -> None:
    assert server_team.voucher == "Browsers"
    ran = _declared_by(server_team, "bo")
    assert ran.returncode == 0, ran.stderr
    program = Program(folder, database=postgres_url)
    try:
        entries = program.log.read(json.loads(ran.stdout)["id"])
        assert {(each.actor, each.on_behalf_of) for each in entries} == {("browser", "bo")}
    finally:
        program.close()


def _ends_with(terminal: Terminal, words: str) -> bool:
    return terminal.text.rstrip().endswith(words)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_person_is_asked_twice_and_nothing_of_it_is_shown(folder: Path, language: str) -> None:
    asked, again, differ = {
        "en": ("Password", "Once more", "do not match"),
        "zh-CN": ("密码", "再输一次", "两次输入不一致"),
    }[language]
    command = [*COMMAND, f"--workspace={folder}", "serve", "password", "mara", "--lang", language]
    with Terminal(command, os.environ) as terminal:
        for words, typed in ((asked, RIGHT), (again, "another horse")):
            terminal.sees(words)
            terminal.press(f"{typed}\r")
        terminal.sees(differ)
        for words, typed in ((asked, RIGHT), (again, RIGHT)):
            terminal.until(partial(_ends_with, terminal, words), words)
            terminal.press(f"{typed}\r")
        terminal.sees("Mara Ode")
        assert "horse" not in terminal.text
    assert Passwords(folder).admits("mara", RIGHT)
