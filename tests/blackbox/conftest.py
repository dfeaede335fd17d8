"""The installed program, outside the checkout, as a person would start it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from incident.adapters.demo_sinks import HttpSink, Inbox, SmtpSink
from incident.demo.workspace import write_workspace
from tests.conftest import Shared
from tests.runs import Ran

PATIENCE_SECONDS = 60
_DECLARED = """
import contextlib, io, json, sys
from incident.bootstrap.wired import Wired
from incident.cli.main import run

def printed(*words):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run([*words, "--json"], Wired()) == 0
    return json.loads(out.getvalue())

incident = printed("declare", *sys.argv[1:])["id"]
for each in printed("now", incident)["lines"]:
    printed("now", incident, str(each["line"]), "done")
print(incident)
"""


@dataclass(kw_only=True)
class Team:
    """A workspace on this machine, its people, and where their messages arrive."""

    program: Path
    folder: Path
    hook: Inbox
    mail: Inbox
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, stdin: str | bytes = b"", **environment: str) -> Ran:
        """Start the program and wait for its end; it never shows a traceback."""
        ran = subprocess.run(
            [self.program, *words],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.environment | environment,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        out, err = ran.stdout.decode(), ran.stderr.decode()
        assert "Traceback" not in out + err, err
        return Ran(code=ran.returncode, out=out, err=err)

    def done(self, *words: str, **environment: str) -> Ran:
        """Start what must succeed."""
        ran = self(*words, **environment)
        assert ran.code == 0, (words, ran.err)
        return ran

    def declared(self, *words: str) -> str:
        """Declare what is walked, and answer what comes before its first step, where the walk then opens.

        In one process: to start five would take as long as most tests.
        """
        ran = subprocess.run(
            [self.program.with_name("python"), "-c", _DECLARED, *words],
            capture_output=True,
            cwd=self.folder,
            env=self.environment,
            timeout=PATIENCE_SECONDS,
            check=False,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()


@pytest.fixture(scope="session")
def installed(wheel: Path, shared: Shared) -> Path:
    """The program, installed from the wheel into an environment that borrows the libraries of this one."""

    def install(folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        command = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "-q"]
        subprocess.run([*command, "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True)
        (package,) = folder.glob("lib/python*/site-packages")
        (package / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    return shared.folder("installed", install) / "bin/incident"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled documents are kept: a runbook that one test has declared with is compiled for all."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def upgraded(installed: Path, shared: Shared) -> Path:
    """A log that the installed program has made, with nothing in it: each team begins with a copy."""

    def upgrade(folder: Path) -> None:
        write_workspace(folder, "en", "lin", hook_url="http://127.0.0.1:9/", mail_port=9)
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "INCIDENT_LOGIN": "lin"}
        command: list[str | Path] = [installed, "--workspace", folder, "db", "upgrade"]
        subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE_SECONDS, check=True)

    return shared.folder("upgraded", upgrade) / "incident.db"


@pytest.fixture
def team(
    installed: Path, compiled: Path, upgraded: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Team]:
    """A sandbox with the demonstration's people; parametrise it by language."""
    language = getattr(request, "param", "en")
    folder = tmp_path / "team"
    folder.mkdir()
    with HttpSink() as hook, SmtpSink() as mail:
        write_workspace(folder, language, "lin", hook_url=hook.url, mail_port=mail.port)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "XDG_CACHE_HOME": str(compiled),
            "LANG": "C.UTF-8",
            "INCIDENT_LANG": language,
            "INCIDENT_LOGIN": "lin",
            "INCIDENT_HOME": str(folder),
            "COLUMNS": "81",
        }
        made = Team(program=installed, folder=folder, hook=hook.inbox, mail=mail.inbox, environment=environment)
        shutil.copy(upgraded, folder)
        yield made
