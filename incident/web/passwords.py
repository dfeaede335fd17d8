"""Passwords of persons: hashed with scrypt, each with its own salt and cost, in a file that only its owner reads.

Apart from the server, because setting a password needs neither the server nor its libraries.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final

from incident.application.errors import PasswordUnfit

__all__ = ["LONGEST", "SHORTEST", "Passwords"]

SHORTEST: Final = 10
"""Characters; there is no other rule, because rules make passwords that are written on paper."""
LONGEST: Final = 200

_COST: Final = {"n": 1 << 15, "r": 8, "p": 1}
"""32 MiB and a tenth of a second for each guess; kept with each hash, so that it can be raised."""
_FORMAT: Final = "passwords/1"
_MEMORY: Final = 256 * 1024 * 1024
_SALT_BYTES: Final = 16
_OWN: Final = 0o600
_OWN_FOLDER: Final = 0o700


class Passwords:
    """The passwords of one workspace, read anew at every question, so that a new one holds at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / ".serve"
        self._path = self._folder / "passwords.json"

    @cached_property
    def _nobody(self) -> Mapping[str, str]:
        """What a password is held against where there is nobody."""
        return _record(secrets.token_hex())

    def are_any(self) -> bool:
        """Whether anybody has one."""
        return bool(self._read())

    def seal(self, person: str) -> str:
        """Changes with the person's password; '' if they have none."""
        record = self._read().get(person, {})
        return str(record.get("salt", ""))

    def admits(self, person: str | None, password: str) -> bool:
        """Whether it is the person's password; as slow for nobody as for somebody."""
        record = self._read().get(person) if person is not None else None
        fits = hmac.compare_digest(_hash(password, record or self._nobody), (record or self._nobody)["hash"])
        return fits and record is not None

    def set(self, person: str, password: str) -> None:
        """Let it be the person's password from now on.

        Raises:
            PasswordUnfit: it is too short or too long.
            OSError: the file cannot be written.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise PasswordUnfit(least=SHORTEST, most=LONGEST)
        with self._alone():
            self._write({**self._read(), person: _record(password)})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two who set passwords at once lose neither."""
        self._folder.mkdir(mode=_OWN_FOLDER, exist_ok=True)
        (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        handle = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWN)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self) -> Mapping[str, Mapping[str, str]]:
        """All records; none where the file is not there or is none, and then nobody comes in."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            people = found["people"] if found["format"] == _FORMAT else {}
            return {str(name): dict(record) for name, record in people.items() if _is_record(record)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self, people: Mapping[str, Mapping[str, str]]) -> None:
        part = self._folder / "passwords.part"
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWN)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "people": people}, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def _record(password: str) -> dict[str, str]:
    record = {"salt": secrets.token_hex(_SALT_BYTES), **{name: str(value) for name, value in _COST.items()}}
    return {**record, "hash": _hash(password, record)}


def _hash(password: str, record: Mapping[str, str]) -> str:
    """One password is one, however its letters were composed by the keyboard."""
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    n, r, p = (int(record[name]) for name in _COST)
    return hashlib.scrypt(typed, salt=bytes.fromhex(record["salt"]), n=n, r=r, p=p, maxmem=_MEMORY, dklen=32).hex()


def _is_record(record: object) -> bool:
    return isinstance(record, dict) and all(isinstance(record.get(name), str) for name in (*_COST, "salt", "hash"))
