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
from tests.runs import Ran

PATIENCE_SECONDS = 60


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
        """Declare what is walked, and answer what comes before its first step, where the walk then opens."""
        incident = str(self.done("declare", *words, "--json").json["id"])
        for line in self.done("now", incident, "--json").json["lines"]:
            self.done("now", incident, str(line["line"]), "done")
        return incident


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed from the wheel into an environment that borrows the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin/python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel],
        check=True,
        capture_output=True,
    )
    (package,) = folder.glob("lib/python*/site-packages")
    (package / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin/incident"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled documents are kept: a runbook that one test has declared with is compiled for all."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def upgraded(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that the installed program has made, with nothing in it: each team begins with a copy."""
    folder = tmp_path_factory.mktemp("upgraded")
    write_workspace(folder, "en", "lin", hook_url="http://127.0.0.1:9/", mail_port=9)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "INCIDENT_LOGIN": "lin"}
    command: list[str | Path] = [installed, "--workspace", folder, "db", "upgrade"]
    subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    return folder / "incident.db"


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
