"""A watchdog's URL, asked for once a minute.

Apart from the senders: it carries no message, and nobody waits for it but a machine.
"""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from incident.application.errors import BeaconUnanswered

if TYPE_CHECKING:
    from incident.adapters.secrets import Secrets

__all__ = ["UrlBeacon"]

_PATIENCE_SECONDS: Final = 5.0
_SCHEMES: Final = ("http", "https")
"""`file:` and the like would be opened as well."""


class UrlBeacon:
    """Asks for the URL behind a reference; its answer is looked at only for its status."""

    def __init__(self, reference: str, secrets: Secrets) -> None:
        self._reference = reference
        self._secrets = secrets

    def ping(self) -> None:
        """Ask for it once.

        Raises:
            BeaconUnanswered: nobody answered in time, or not with a 2xx.
            SecretUnavailable: there is nothing behind the reference.
        """
        url = self._secrets.resolve(self._reference)
        try:
            if urlsplit(url).scheme not in _SCHEMES:
                raise BeaconUnanswered
            with urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS):  # noqa: S310 - the scheme was looked at
                return
        except (OSError, ValueError, HTTPException):
            raise BeaconUnanswered from None
