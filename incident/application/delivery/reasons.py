"""Why an attempt at a delivery ended as it did: a code, and the evidence where there is any.

Stored in the ledger as `code` or `code: evidence`. Interfaces turn the code into
words in the user's language; the evidence is the provider's own words, cleaned.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Reason", "detail", "reason_of"]


class Reason(StrEnum):
    """Every way an attempt can end other than well."""

    ADDRESS_INVALID = "address-invalid"
    """The address cannot be written into a message."""
    AUTH_NEEDS_TLS = "auth-needs-tls"
    """A password would have crossed the network in the clear."""
    BUNDLE_TOO_LONG = "bundle-too-long"
    """Several messages in one did not fit the channel; nothing went out, and fewer are put together next."""
    CONNECTION_REFUSED = "connection-refused"
    """Nobody listens there."""
    CONNECTION_RESET = "connection-reset"
    """The line was cut; whether before or after the message, the class says."""
    CONNECT_TIMEOUT = "connect-timeout"
    """Nobody picked up."""
    CRASHED = "crashed"
    """The sender died over this message; evidence: the kind of error."""
    DNS = "dns"
    """The name of the host could not be resolved."""
    EXERCISE_LOCK = "exercise-lock"
    """An exercise message without its marks, or on its way to a real target, or the reverse."""
    KILLED = "killed"
    """It took longer than it may, and was ended."""
    NEVER_BEGUN = "never-begun"
    """Its sender was stopped before the send began; nothing went out."""
    NOT_UNDERSTOOD = "not-understood"
    """A success whose answer is not one that this provider gives; a captive portal answers so."""
    PROVIDER_BUSY = "provider-busy"
    """The provider says: later. Evidence: its code and words."""
    PROVIDER_REFUSED = "provider-refused"
    """The provider says no. Evidence: its code and words."""
    PROVIDER_UNSURE = "provider-unsure"
    """The provider does not know whether it sent the message on. Evidence: its code and words."""
    PROXY = "proxy"
    """The proxy cannot be reached, or will not connect."""
    READ_TIMEOUT = "read-timeout"
    """The message was handed over and no answer came."""
    RECIPIENT_LATER = "recipient-later"
    """The mail server answers, and takes nothing for this address now. Evidence: its status."""
    REDIRECTED = "redirected"
    """The provider pointed elsewhere; nobody follows."""
    SECRET_UNAVAILABLE = "secret-unavailable"  # noqa: S105 - a code, not a secret
    """The reference to the target's secret cannot be resolved now."""
    SEVERAL_RECIPIENTS = "several-recipients"
    """The target names more than one recipient; a delivery has one."""
    STATUS = "status"
    """The server refused. Evidence: its status."""
    TARGET_INVALID = "target-invalid"
    """The target's URL or options cannot be used."""
    TARGET_MISSING = "target-missing"
    """No target of that name is configured here now; another may have it, or it comes back."""
    TLS = "tls"
    """No trusted, encrypted connection could be made."""
    TLS_MISSING = "tls-missing"
    """The mail server offers no encryption, and the target demands it."""
    TOO_LATE = "too-late"
    """The claim ran out before the sending began; nothing went out."""
    TURN_LATER = "turn-later"
    """A way of an escalation whose turn has not come, as the one before it left late; nothing went out."""
    UNREADABLE = "unreadable"
    """The row in the outbox cannot be read; nothing went out."""
    UNREACHABLE = "unreachable"
    """There is no way to the host."""


def detail(reason: Reason, evidence: str = "") -> str:
    """The line for the ledger."""
    return f"{reason}: {evidence}" if evidence else str(reason)


def reason_of(line: str) -> tuple[Reason | None, str]:
    """The code and the evidence of a line from the ledger; None and all of it if it holds no code."""
    code, _, evidence = line.partition(": ")
    return (Reason(code), evidence) if code in list(Reason) else (None, line)
