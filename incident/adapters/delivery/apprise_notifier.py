"""Sends one message to one recipient through Apprise, whose own cleverness is off.

Only sender children import this. Of Apprise's verdict we keep what the probe did
not see; retries, routing, throttling, redirects and templates are our own affair
(reference/DELIVERY.md 1).
"""

from __future__ import annotations

import logging
from html import escape
from typing import Any
from urllib.parse import unquote

import apprise
from apprise.exception import AppriseException
from apprise.manager_plugins import NotificationManager
from apprise.plugins import url_to_dict

from incident.adapters.delivery.calls import spoken
from incident.adapters.delivery.channels import CHANNELS, Channel
from incident.adapters.delivery.exchange import Exchange
from incident.adapters.delivery.http_gateway import CONNECT_SHARE, READ_SHARE
from incident.adapters.delivery.job import Job, Underway
from incident.adapters.delivery.probe import Probe
from incident.adapters.delivery.verdicts import NeverError, never
from incident.adapters.delivery.wording import body_of, title_of, without_mentions
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome, Delivery

__all__ = ["AppriseNotifier", "allow_only_known_channels"]


def allow_only_known_channels() -> None:
    """Load Apprise's plug-ins and switch off all that no target may use."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # its lines hold URLs with their secrets
    NotificationManager().enable_only(*CHANNELS)  # type: ignore[no-untyped-call]  # Apprise has types in places


class AppriseNotifier:
    """One plug-in instance an attempt: nothing is remembered from one message to the next."""

    def __init__(self, probe: Probe) -> None:
        """`probe` is installed, and others may look through it too."""
        self._probe = probe
        self._asset = apprise.AppriseAsset(
            allow_templates=False,
            http_redirects=False,
            interpret_escapes=False,
            secure_logging=True,
            app_id="incident",
            app_desc="incident",
            image_url_mask="",  # no provider's app fetches a picture of ours from somebody else's server
            image_url_logo="",
        )

    def attempt(self, job: Job, underway: Underway) -> AttemptOutcome:
        """Send once."""
        try:
            channel, plugin = self._opened(job)
        except NeverError as error:
            return error.outcome
        title, body = _text(channel, plugin, job)
        _number(plugin, channel, job.delivery.id)
        self._probe.watch(underway, asks_first=channel.asks_first)
        try:
            is_ok = plugin.notify(**_said(channel, title, body), notify_type=_kind(job.delivery))
        except AppriseException:  # a plug-in that does not like its own settings
            is_ok = False
        return _outcome(self._probe.exchanges, channel, is_ok=is_ok)

    def _opened(self, job: Job) -> tuple[Channel, Any]:
        """The plug-in for this one recipient.

        Raises:
            NeverError: there is none.
        """
        try:
            settings = url_to_dict(job.secret) or {}  # type: ignore[no-untyped-call]  # Apprise has types in places
            channel = CHANNELS.get(settings.get("schema", ""))
            if channel is None:
                raise NeverError(Reason.TARGET_INVALID)
            _address(settings, channel, job.delivery.address)
            plugin = apprise.Apprise.instantiate(settings, asset=self._asset, suppress_exceptions=False)
        except (AppriseException, TypeError, ValueError, KeyError, IndexError):
            raise NeverError(Reason.TARGET_INVALID) from None
        if plugin is None:
            raise NeverError(Reason.TARGET_INVALID)
        _tame(plugin, job)  # first: its length counts retries too
        named = settings.get("targets")
        if len(plugin) != 1 or (isinstance(named, list) and len(named) > 1):
            raise NeverError(Reason.SEVERAL_RECIPIENTS)
        return channel, plugin


def _address(settings: dict[str, Any], channel: Channel, address: str) -> None:
    """Name the delivery's own recipient, where it has one; a plug-in without any would choose somebody itself."""
    if channel.address is None:
        return
    if address:
        settings["targets"] = list(filter(None, [channel.address(address)]))
    if not settings.get("targets"):
        raise NeverError(Reason.ADDRESS_INVALID)


def _tame(plugin: Any, job: Job) -> None:  # noqa: ANN401 - Apprise ships no types
    """Undo what the URL may have switched on."""
    plugin.retry = 0
    plugin.optional = False
    plugin.redirects = False
    plugin.interpret_emojis = False
    plugin.verify_certificate = True
    plugin.throttle = lambda *_, **__: None  # it would sleep by the wall clock, Discord's until the limit is over
    plugin.overflow_mode = apprise.OverflowMode.UPSTREAM
    plugin.socket_connect_timeout = job.seconds * CONNECT_SHARE
    plugin.socket_read_timeout = job.seconds * READ_SHARE
    if plugin.schema == "dingtalk":  # it would escape the signature twice, which DingTalk refuses as 'sign not match'
        sign = plugin.get_signature
        plugin.get_signature = lambda: tuple(map(unquote, sign()))
    if plugin.schema == "discord":
        _let_settings_alone_mention(plugin)


def _let_settings_alone_mention(plugin: Any) -> None:  # noqa: ANN401 - Apprise ships no types
    """Whom the URL names is called, and nobody by a text: Discord would wake a whole server for its `@everyone`."""
    post, found = plugin._send, plugin.ping_payload  # noqa: SLF001 - Apprise has no other way to these
    plugin.ping_payload = lambda *_: found(" ".join(plugin.ping))

    def send(payload: dict[str, Any], **rest: Any) -> bool:  # noqa: ANN401 - as Apprise passes it
        named = {"parse": [], **payload.pop("allow_mentions", {})}  # as Apprise calls it, which Discord does not know
        named["parse"] = ["everyone"] if named["parse"] else []  # Discord's one word for `@here` as well
        return bool(post({**payload, "allowed_mentions": named}, **rest))

    plugin._send = send  # noqa: SLF001


def _text(channel: Channel, plugin: Any, job: Job) -> tuple[str, str]:  # noqa: ANN401 - Apprise ships no types
    delivery, most = job.delivery, channel.most if channel.most is not None else plugin.body_maxlen
    if channel.has_title:
        return title_of(delivery), body_of(delivery, most, channel.measure, link=job.link)
    if getattr(plugin, "method", "") == "call":  # nobody types what a voice reads out
        return "", spoken(body_of(delivery, most, channel.measure, opening=delivery.title), delivery.language)
    return "", body_of(delivery, most, channel.measure, opening=delivery.title, link=job.link)


def _said(channel: Channel, title: str, body: str) -> dict[str, Any]:
    """As plain text, except where that would lose what stands between `<` and `>`."""
    if channel.is_html:
        return {"title": title, "body": escape(body, quote=False), "body_format": apprise.NotifyFormat.HTML}
    said = without_mentions(body) if channel.has_mentions else body
    return {"title": title, "body": said, "body_format": apprise.NotifyFormat.TEXT}


def _number(plugin: Any, channel: Channel, delivery_id: str) -> None:  # noqa: ANN401 - Apprise ships no types
    """Give the delivery's id to whoever can recognise a repeat by it; who tells a pager means to wake somebody."""
    if channel.takes_headers:
        plugin.headers.update({"X-Incident-Delivery": delivery_id, "Idempotency-Key": delivery_id})
    if plugin.schema == "pagerduty":
        plugin.dedup = plugin.dedup or delivery_id
        plugin.severity = plugin.severity or "critical"  # less wakes nobody, where urgency goes by severity


def _kind(delivery: Delivery) -> apprise.NotifyType:
    return apprise.NotifyType.WARNING if delivery.kind == "page" else apprise.NotifyType.INFO


def _outcome(exchanges: list[Exchange], channel: Channel, *, is_ok: bool) -> AttemptOutcome:
    """The last exchange decides: those before it fetched a token or the like."""
    if not exchanges:
        return never(Reason.TARGET_INVALID)
    last = exchanges[-1]
    outcome = last.outcome(channel.reads)
    if outcome.result is not AttemptClass.DELIVERED:
        return outcome
    if not last.carries:  # the token was given, and then the plug-in did not send
        return never(Reason.TARGET_INVALID)
    if not is_ok and outcome.assurance is Assurance.ACCEPTED:
        return AttemptOutcome(  # the plug-in read a refusal that we cannot read
            result=AttemptClass.UNKNOWN, status=last.status, detail=detail(Reason.NOT_UNDERSTOOD)
        )
    return outcome
