"""Loaded once by the fork server, so that every sender child starts with all it needs.

Half a second of imports: nothing but the fork server and its children may import this.
"""

from __future__ import annotations

from incident.adapters.delivery.apprise_notifier import AppriseNotifier, allow_only_known_channels
from incident.adapters.delivery.smtp_sender import SmtpSender

__all__ = ["AppriseNotifier", "SmtpSender"]

allow_only_known_channels()
