"""Secrets: found where a reference says, at the moment they are needed, and kept out of every text.

Apart from what uses them, so that there is one place that holds their values.
Nothing here logs, and no error carries more than the reference.
"""

from __future__ import annotations

import base64
import os
import select
import shlex
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from incident.application.errors import SecretUnavailable

__all__ = ["Redactor", "Secrets", "unavailable"]

HIDDEN: Final = "[secret]"
"""What stands where a secret stood."""

_SHORTEST_PART: Final = 6
"""Parts of a secret URL below this length are words like `send`, and hiding them would hide everything."""

_PUBLIC: Final = frozenset(
    {"automations", "cgi-bin", "invoke", "manual", "open-apis", "services", "triggers", "webhook"}
)
"""Words in the addresses that providers publish: a provider says them in answers, and they are nobody's secret."""

_KINDS: Final = ("env", "file", "cmd", "keyring")

_SERVICE: Final = "incident"
"""Under which service the keyring of whoever runs the program keeps our secrets."""

_LONGEST: Final = 64 * 1024

_PATIENCE_SECONDS: Final = 4.0
"""How long a `cmd:` may take; it must leave time for the sending."""


class Secrets:
    """Resolves references; remembers nothing, so that a rotated secret is the new one at the next attempt."""

    def __init__(self, folder: Path) -> None:
        """Relative paths of `file:` start at `folder`, the workspace."""
        self._folder = folder

    def resolve(self, reference: str) -> str:
        """The secret behind `env:NAME`, `file:PATH`, `cmd:COMMAND LINE` or `keyring:NAME`; '' for no reference.

        A command line runs without a shell; its first line of output is the secret. The keyring is asked in a process
        of its own, because one that is locked may wait for somebody for ever.

        Raises:
            SecretUnavailable: there is nothing there, or nothing yet: a store may be locked.
        """
        kind, _, name = reference.partition(":")
        match kind:
            case "":
                return ""
            case "env":
                secret = os.environ.get(name, "")
            case "file":
                secret = self._read(name)
            case "cmd":
                secret = self._ask(reference, _words(name))
            case "keyring":
                asks = [sys.executable, "-P", "-m", "keyring", "get", _SERVICE, name]
                secret = self._ask(reference, asks if name.strip() and "\0" not in name else [])
            case _:
                raise unavailable(reference)
        if not secret:
            raise unavailable(reference)
        return secret

    def _read(self, name: str) -> str:
        try:
            path = self._folder / Path(name).expanduser()
            with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), encoding="utf-8") as lines:
                if not stat.S_ISREG(os.fstat(lines.fileno()).st_mode):  # a pipe or a device may never end
                    raise SecretUnavailable(kind="file", name=name)
                return lines.read(_LONGEST).strip()
        except (OSError, ValueError, RuntimeError):  # the last: a home of nobody
            raise SecretUnavailable(kind="file", name=name) from None

    def _ask(self, reference: str, words: Sequence[str]) -> str:
        try:
            asked = subprocess.Popen(  # noqa: S603 - the workspace's owner wrote the line, and no shell reads it
                [*words],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,  # so that what it starts can be ended with it
            )
            said = _answer(asked, time.monotonic() + _PATIENCE_SECONDS).decode()
        except (OSError, ValueError, IndexError, subprocess.SubprocessError):
            raise unavailable(reference) from None
        return said.strip().partition("\n")[0].strip()


def _words(line: str) -> Sequence[str]:
    """The words of a command line, as a shell would part them; none where its quotes do not close."""
    try:
        return shlex.split(line)
    except ValueError:
        return ()


def unavailable(reference: str) -> SecretUnavailable:
    """The error about that reference, which names of it only what may be shown."""
    kind, _, name = reference.partition(":")
    if kind not in _KINDS:  # what stands there may be the secret itself
        return SecretUnavailable(kind="", name="")
    return SecretUnavailable(kind=kind, name=_public(kind, name))


def _answer(asked: subprocess.Popen[bytes], deadline: float) -> bytes:
    """All that it says, if it ends well, in time and says no more than a secret can be.

    Raises:
        SubprocessError: it does not.
    """
    said = b""
    try:
        assert asked.stdout is not None  # noqa: S101 - it was asked for
        while len(said) < _LONGEST and select.select([asked.stdout], [], [], max(0.0, deadline - time.monotonic()))[0]:
            more = os.read(asked.stdout.fileno(), _LONGEST)
            if not more:
                if asked.wait(max(0.0, deadline - time.monotonic())) == 0:
                    return said
                break
            said += more
        raise subprocess.SubprocessError
    finally:
        with suppress(ProcessLookupError):
            os.killpg(asked.pid, signal.SIGKILL)
        asked.wait()
        if asked.stdout is not None:
            asked.stdout.close()


def _public(kind: str, name: str) -> str:
    """The part of a reference that may be shown: of a command line its first word."""
    return name.split(maxsplit=1)[0] if kind == "cmd" and name.strip() else name


class Redactor:
    """Takes every secret that it was told out of any text, in each spelling that programs give it."""

    def __init__(self) -> None:
        self._spellings: tuple[str, ...] = ()

    def hide(self, secret: str, user: str = "") -> None:
        """From now on neither the secret nor a telling part of it passes, nor what logs `user` in with it."""
        known = set(self._spellings)
        known.update(spelling for part in _parts(secret) for spelling in _spellings(part))
        if secret:
            known.update(spelling for login in _logins(secret, user) for spelling in _base64(login))
        if len(known) > len(self._spellings):
            self._spellings = tuple(sorted(known, key=len, reverse=True))  # the whole before its parts

    def redact(self, text: str) -> str:
        """The text without the secrets."""
        for spelling in self._spellings:
            text = text.replace(spelling, HIDDEN)
        return text


def _parts(secret: str) -> Iterator[str]:
    """The secret, and of a URL all that may be one by itself: password, key as host, path, queries."""
    if secret:
        yield secret
    if "://" not in secret:
        return
    try:
        url = urlsplit(secret)
    except ValueError:
        return
    pieces: Iterable[str] = [
        *url.netloc.replace("@", ":").split(":"),
        *(piece for piece in url.path.split("/") if piece not in _PUBLIC),
        url.path.strip("/"),
        *(value for _, value in parse_qsl(url.query)),
        url.query,
        url.fragment,
    ]
    yield from (piece for piece in pieces if len(piece) >= _SHORTEST_PART)


def _spellings(part: str) -> Iterator[str]:
    for written in {part, unquote(part)}:
        yield from (written, quote(written), quote(written, safe=""), quote_plus(written))
        yield from _base64(written)


def _logins(secret: str, user: str) -> Iterator[str]:
    """What is said to log in: AUTH PLAIN of mail, Basic of the web; of a URL with what it carries itself."""
    pairs = [(user, secret)]
    with suppress(ValueError):  # a broken URL carries nothing
        url = urlsplit(secret)
        pairs += [(unquote(url.username or ""), unquote(url.password or ""))] if url.password else []
    for name, word in pairs:
        yield from (f"\0{name}\0{word}", f"{name}\0{name}\0{word}", f"{name}:{word}")


def _base64(written: str) -> Iterator[str]:
    as_bytes = written.encode("utf-8", "replace")
    plain = base64.b64encode(as_bytes).decode()
    safe = base64.urlsafe_b64encode(as_bytes).decode()
    yield from (plain, safe, plain.rstrip("="), safe.rstrip("="))
