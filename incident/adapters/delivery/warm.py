"""Loaded once by the fork server, so that every sender child starts with all it needs.

Half a second of imports: nothing but the fork server and its children may import this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from incident.adapters.delivery.apprise_notifier import AppriseNotifier, allow_only_known_channels
from incident.adapters.delivery.gateways import GATEWAYS
from incident.adapters.delivery.http_gateway import HttpGateway
from incident.adapters.delivery.probe import Probe
from incident.adapters.delivery.smtp_sender import SmtpSender

if TYPE_CHECKING:
    from incident.adapters.delivery.child import Notifier

__all__ = ["notifiers"]

allow_only_known_channels()


def notifiers() -> Mapping[str, Notifier]:
    """Who sends, by the kind of the target; the process is watched from now on."""
    probe = Probe()
    probe.install()
    gateways = {kind: HttpGateway(probe, gateway) for kind, gateway in GATEWAYS.items()}
    return {"apprise": AppriseNotifier(probe), "smtp": SmtpSender(), **gateways}
