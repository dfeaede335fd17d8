"""Sends one message by one request of our own, under the eyes of the probe.

Only sender children import this. It neither follows, nor repeats, nor remembers anything.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import requests

from incident.adapters.clock import SystemClock
from incident.adapters.delivery.gateways.asking import Asking, Gateway
from incident.adapters.delivery.job import Job, Underway
from incident.adapters.delivery.probe import Probe
from incident.adapters.delivery.verdicts import NeverError, never
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptOutcome

__all__ = ["CONNECT_SHARE", "READ_SHARE", "HttpGateway"]

CONNECT_SHARE: Final = 0.4
READ_SHARE: Final = 0.55
"""Of the time for an attempt; what is left lets a slow answer be told from a killed sender."""


class HttpGateway:
    """Asks one kind of service."""

    def __init__(self, probe: Probe, gateway: Gateway) -> None:
        """`probe` is installed."""
        self._probe = probe
        self._gateway = gateway

    def attempt(self, job: Job, underway: Underway) -> AttemptOutcome:
        """Send once."""
        try:
            asking = self._gateway(job, SystemClock().now())
        except NeverError as error:
            return error.outcome
        self._probe.watch(underway)
        with suppress(requests.RequestException, OSError, ValueError):  # what went wrong, the probe has seen
            _ask(asking, job.seconds)
        if not self._probe.exchanges:
            return never(Reason.TARGET_INVALID)
        return self._probe.exchanges[-1].outcome(asking.reads)


def _ask(asking: Asking, seconds: float) -> None:
    with requests.Session() as session:
        session.post(
            asking.url,
            data=asking.body,
            headers={"User-Agent": "incident", **asking.headers},
            timeout=(seconds * CONNECT_SHARE, seconds * READ_SHARE),
            allow_redirects=False,
        )
