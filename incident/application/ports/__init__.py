"""The doors to the world: what the application needs, and nothing of how it is done.

Contracts that every adapter keeps (tests/contracts holds them to it):
instants are aware UTC; a sequence is complete and ordered as documented; an
error is one of `incident.application.errors`.
"""

from __future__ import annotations

from incident.application.ports.beacon import Beacon
from incident.application.ports.clock import Clock, Ids
from incident.application.ports.library import Library, Offer
from incident.application.ports.link import Cut, JournalEntry, Link, Lost
from incident.application.ports.log import (
    Batch,
    CommandRecord,
    EventLog,
    Finding,
    Head,
    NewEvent,
    Summary,
    SummaryFold,
    Verifier,
)
from incident.application.ports.outbox import (
    BUNDLE_WINDOW,
    HEAD_START,
    MOST_BUNDLED,
    PAGE_EXPIRES,
    Assurance,
    AttemptClass,
    AttemptOutcome,
    AttemptRecord,
    Backup,
    Beginnings,
    Delivery,
    DeliveryState,
    NewDelivery,
    OnUnknown,
    Outbox,
    Sender,
    Settlement,
    Span,
    Target,
    Unconfirmed,
    Wait,
    in_doubt,
)
from incident.application.ports.spool import Page, PageSpool
from incident.application.ports.workspace import Directory, Escalation, Person, Recipient

__all__ = [
    "BUNDLE_WINDOW",
    "HEAD_START",
    "MOST_BUNDLED",
    "PAGE_EXPIRES",
    "Assurance",
    "AttemptClass",
    "AttemptOutcome",
    "AttemptRecord",
    "Backup",
    "Batch",
    "Beacon",
    "Beginnings",
    "Clock",
    "CommandRecord",
    "Cut",
    "Delivery",
    "DeliveryState",
    "Directory",
    "Escalation",
    "EventLog",
    "Finding",
    "Head",
    "Ids",
    "JournalEntry",
    "Library",
    "Link",
    "Lost",
    "NewDelivery",
    "NewEvent",
    "Offer",
    "OnUnknown",
    "Outbox",
    "Page",
    "PageSpool",
    "Person",
    "Recipient",
    "Sender",
    "Settlement",
    "Span",
    "Summary",
    "SummaryFold",
    "Target",
    "Unconfirmed",
    "Verifier",
    "Wait",
    "in_doubt",
]
