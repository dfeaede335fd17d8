"""Writes the link by which the recipient of a delivery acknowledges it, if the workspace has links.

Apart from the sender: a key that is not to be had keeps no message from leaving, it leaves without its link.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Final

from incident.application.errors import SecretUnavailable
from incident.application.messages.links import SHORTEST_KEY, link_path
from incident.application.messages.people import reader_of

if TYPE_CHECKING:
    from incident.adapters.secrets import Secrets
    from incident.application.ports import Delivery, Directory

__all__ = ["LinkWriter", "link_key"]

_FRESH_SECONDS: Final = 60.0
"""How long an answer of the secret store holds, also that there is no key: one that hangs is not asked each time."""


def link_key(reference: str, secrets: Secrets) -> str:
    """The key of the workspace's links.

    Raises:
        SecretUnavailable: there is none, or one that can be guessed.
    """
    key = secrets.resolve(reference)
    if len(key) < SHORTEST_KEY:
        kind, _, name = reference.partition(":")
        raise SecretUnavailable(kind=kind, name=name)
    return key


class LinkWriter:
    """Knows where the page is, and the key; may be used by several threads."""

    def __init__(self, public_url: str, reference: str, secrets: Secrets, directory: Directory) -> None:
        self._public_url = public_url.rstrip("/")
        self._reference = reference
        self._secrets = secrets
        self._directory = directory
        self._lock = Lock()
        self._known: tuple[float, str] = (0.0, "")

    def link_of(self, delivery: Delivery) -> str:
        """The address that the delivery's person acknowledges at; '' for a channel, and where there is no key now."""
        if reader_of(delivery, self._directory) is None:
            return ""
        key = self._key()
        return f"{self._public_url}/{link_path(key, delivery)}" if key else ""

    def _key(self) -> str:
        with self._lock:
            until, key = self._known
            if time.monotonic() >= until:
                try:
                    key = link_key(self._reference, self._secrets)
                except SecretUnavailable:
                    key = ""
                self._known = time.monotonic() + _FRESH_SECONDS, key
            return key
