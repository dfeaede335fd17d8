"""A real PostgreSQL of the suite's own, on loopback, gone when the suite ends.

Apart from conftest.py, because benches and black-box runs start one with settings of their own.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

__all__ = ["Daemon", "NoPostgresError", "PostgresServer", "running_postgres"]

OLDEST: Final = 15
"""The major version below which the suite does not try."""

IN_A_HURRY: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Settings for data that nobody will miss; a bench that measures durability passes its own."""

_USER: Final = "incident_test"
_PATIENCE_SECONDS: Final = 60.0


class NoPostgresError(Exception):
    """No PostgreSQL can be started here."""


@dataclass(slots=True, kw_only=True)
class Daemon:
    """The program of one server, which can be started again on its own files."""

    folder: Path
    owner: pwd.struct_passwd | None
    command: Sequence[str | Path]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = _start(self.owner, self.folder, *self.command, log=self.folder / "log")
        _wait_until_it_listens(self.process, self.folder)

    def stop(self, how: signal.Signals) -> None:
        """SIGINT is PostgreSQL's "fast": everybody is disconnected, it ends cleanly. SIGQUIT is a crash."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(_PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A running server; every database in it is reached as superuser, by password, on loopback."""

    port: int
    password: str
    daemon: Daemon

    def url(self, database: str) -> str:
        return f"postgresql://{_USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def away(self) -> Iterator[None]:
        """Crashed for as long as the block lasts, then started on the same files and port."""
        self.daemon.stop(signal.SIGQUIT)
        try:
            yield
        finally:
            (self.daemon.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
            self.daemon.start()

    @contextmanager
    def fresh_database(self, like: str = "template0") -> Iterator[str]:
        """The URL of a new database that is dropped at the end, whoever is still connected to it.

        It is empty, or a copy of another one to which nobody is connected. Roles belong to the whole server: a test
        that makes one meets those that another test made.
        """
        name = f"t_{secrets.token_hex(6)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as admin:
            of = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
            admin.execute(of)
            try:
                yield self.url(name)
            finally:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running_postgres(settings: Mapping[str, str] = IN_A_HURRY) -> Iterator[PostgresServer]:
    """A new, empty server for as long as the block lasts.

    Raises:
        NoPostgresError: there is none to start, and why.
    """
    binaries = _binaries()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="incident-pg-"))  # not pytest's: that is closed to other users
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        password = secrets.token_hex(16)
        _initialise(binaries, folder, owner, password)
        port = _free_port()
        daemon = Daemon(folder=folder, owner=owner, command=_command(binaries, folder, port, settings))
        try:
            daemon.start()
            yield PostgresServer(port=port, password=password, daemon=daemon)
        finally:
            daemon.stop(signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The folder of the newest server that is new enough."""
    found = {folder: _major(folder) for folder in _candidates() if (folder / "initdb").exists()}
    usable = [folder for folder, major in found.items() if major >= OLDEST]
    if not usable:
        seen = ", ".join(f"{folder} ({major})" for folder, major in found.items()) or "none"
        msg = f"no PostgreSQL of version {OLDEST} or later was found (seen: {seen})"
        raise NoPostgresError(msg)
    return max(usable, key=lambda folder: found[folder])


def _candidates() -> Iterator[Path]:
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    config = shutil.which("pg_config")
    if config:
        yield Path(_output(config, "--bindir").strip())
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        yield from Path("/").glob(pattern)


def _major(folder: Path) -> int:
    version = re.search(r"(\d+)", _output(str(folder / "postgres"), "--version"))
    return int(version[1]) if version else 0


def _output(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def _owner() -> pwd.struct_passwd | None:
    """Who the server runs as: PostgreSQL refuses root. None for the user that runs the suite."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return known[name]
    msg = "the suite runs as root, and there is no other user to run PostgreSQL as"
    raise NoPostgresError(msg)


def _start(owner: pwd.struct_passwd | None, folder: Path, *command: str | Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as lines:
        return subprocess.Popen(
            command,
            cwd=folder,
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,  # Ctrl-C is for pytest, which then stops the server
        )


def _initialise(binaries: Path, folder: Path, owner: pwd.struct_passwd | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if owner is not None:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    command: list[str | Path] = [binaries / "initdb", "-D", folder / "data", "-U", _USER, "--no-sync"]
    command += ["--auth=password", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
    try:
        made = _start(owner, folder, *command, log=folder / "log")
    except PermissionError as refusal:
        msg = f"PostgreSQL cannot be run as another user here: {refusal}"
        raise NoPostgresError(msg) from refusal
    if made.wait(_PATIENCE_SECONDS) != 0:
        msg = f"initdb failed: {_last_words(folder)}"
        raise RuntimeError(msg)


def _command(binaries: Path, folder: Path, port: int, settings: Mapping[str, str]) -> Sequence[str | Path]:
    chosen = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder)}
    chosen |= {"max_connections": "100", "shared_buffers": "32MB", "timezone": "UTC", **settings}
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    return [binaries / "postgres", "-D", folder / "data", *options]


def _wait_until_it_listens(server: subprocess.Popen[bytes], folder: Path) -> None:
    """The last line of postmaster.pid says `ready` once connections are accepted."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    state = folder / "data" / "postmaster.pid"
    while not (state.exists() and state.read_text().split()[-1:] == ["ready"]):
        if server.poll() is not None or time.monotonic() > deadline:
            msg = f"PostgreSQL did not start: {_last_words(folder)}"
            raise RuntimeError(msg)
        time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _last_words(folder: Path) -> str:
    return "\n".join((folder / "log").read_text(errors="replace").splitlines()[-20:])
