"""Sends one message to one recipient through Apprise, whose own cleverness is off.

Only sender children import this. Of Apprise's verdict we keep what the probe did
not see; retries, routing, throttling, redirects and templates are our own affair
(reference/DELIVERY.md 1).
"""

from __future__ import annotations

import logging
from typing import Any, Final

import apprise
from apprise.exception import AppriseException
from apprise.manager_plugins import NotificationManager

from incident.adapters.delivery.channels import CHANNELS, Channel
from incident.adapters.delivery.job import Job, Underway
from incident.adapters.delivery.probe import Exchange, Probe
from incident.adapters.delivery.verdicts import by_fault, by_status
from incident.adapters.delivery.wording import body_of, title_of
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome, Delivery
from incident.application.reasons import Reason, detail

__all__ = ["AppriseNotifier", "allow_only_known_channels"]

_CONNECT_SHARE: Final = 0.4
_READ_SHARE: Final = 0.55
"""Of the time for an attempt; what is left lets a slow answer be told from a killed sender."""


def allow_only_known_channels() -> None:
    """Load Apprise's plug-ins and switch off all that no target may use."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # its lines hold URLs with their secrets
    NotificationManager().enable_only(*CHANNELS)  # type: ignore[no-untyped-call]  # Apprise has types in places


class AppriseNotifier:
    """One plug-in instance an attempt: nothing is remembered from one message to the next."""

    def __init__(self) -> None:
        self._probe = Probe()
        self._probe.install()
        self._asset = apprise.AppriseAsset(
            allow_templates=False,
            http_redirects=False,
            interpret_escapes=False,
            secure_logging=True,
            app_id="incident",
            app_desc="incident",
        )

    def attempt(self, job: Job, underway: Underway) -> AttemptOutcome:
        """Send once."""
        plugin = self._plugin(job.secret)
        channel = CHANNELS.get(plugin.schema) if plugin is not None else None
        if plugin is None or channel is None:
            return _never(Reason.TARGET_INVALID)
        _tame(plugin, job)
        if len(plugin) != 1:
            return _never(Reason.SEVERAL_RECIPIENTS)
        title, body = _text(channel, job.delivery, plugin.body_maxlen)
        _number(plugin, channel, job.delivery.id)
        self._probe.watch(underway)
        try:
            is_ok = plugin.notify(
                body=body, title=title, notify_type=_kind(job.delivery), body_format=apprise.NotifyFormat.TEXT
            )
        except AppriseException:  # a plug-in that does not like its own settings
            is_ok = False
        return _outcome(self._probe.exchanges, channel, is_ok=is_ok)

    def _plugin(self, url: str) -> Any:  # noqa: ANN401 - Apprise ships no types
        try:
            return apprise.Apprise.instantiate(url, asset=self._asset, suppress_exceptions=False)
        except (AppriseException, TypeError, ValueError, KeyError):
            return None


def _tame(plugin: Any, job: Job) -> None:  # noqa: ANN401 - Apprise ships no types
    """Undo what the URL may have switched on."""
    plugin.retry = 0
    plugin.optional = False
    plugin.redirects = False
    plugin.interpret_emojis = False
    plugin.request_rate_per_sec = 0
    plugin.overflow_mode = apprise.OverflowMode.UPSTREAM
    plugin.socket_connect_timeout = job.seconds * _CONNECT_SHARE
    plugin.socket_read_timeout = job.seconds * _READ_SHARE


def _text(channel: Channel, delivery: Delivery, known: int) -> tuple[str, str]:
    most = channel.most if channel.most is not None else known
    if channel.has_title:
        return title_of(delivery), body_of(delivery, most, channel.measure)
    return "", body_of(delivery, most, channel.measure, opening=delivery.title)


def _number(plugin: Any, channel: Channel, delivery_id: str) -> None:  # noqa: ANN401 - Apprise ships no types
    """Give the delivery's id to whoever can recognise a repeat by it."""
    if channel.takes_headers:
        plugin.headers.update({"X-Incident-Delivery": delivery_id, "Idempotency-Key": delivery_id})
    if plugin.schema == "pagerduty" and not plugin.dedup:
        plugin.dedup = delivery_id


def _kind(delivery: Delivery) -> apprise.NotifyType:
    return apprise.NotifyType.WARNING if delivery.kind == "page" else apprise.NotifyType.INFO


def _outcome(exchanges: list[Exchange], channel: Channel, *, is_ok: bool) -> AttemptOutcome:
    """The last exchange decides: those before it fetched a token or the like."""
    if not exchanges:
        return _never(Reason.TARGET_INVALID)
    last = exchanges[-1]
    if last.status is None or (last.fault is not None and last.status < 300):  # noqa: PLR2004 - a success half read
        return by_fault(last.fault or Reason.CONNECTION_RESET, wrote=last.wrote)
    outcome = by_status(last.status, last.headers, last.body, channel.reads)
    if outcome.result is AttemptClass.DELIVERED and not is_ok and outcome.assurance is Assurance.ACCEPTED:
        return AttemptOutcome(  # the plug-in read a refusal that we cannot read
            result=AttemptClass.UNKNOWN, status=last.status, detail=detail(Reason.NOT_UNDERSTOOD)
        )
    return outcome


def _never(reason: Reason) -> AttemptOutcome:
    return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(reason))
