"""Sends one mail to one recipient: every answer of the server is seen and judged.

Our own, because Apprise gives no answer per recipient, a random Message-ID, and a
second one beside ours (reference/DELIVERY.md 1.5). Only sender children import it.
"""

from __future__ import annotations

import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from incident.adapters.delivery.answers import said_words
from incident.adapters.delivery.job import Job, Underway
from incident.adapters.delivery.smtp_letter import letter, plain_address
from incident.adapters.delivery.verdicts import NeverError
from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import Assurance, AttemptClass, AttemptOutcome

__all__ = ["SmtpSender"]

_PORTS: Final = {"none": 25, "starttls": 587, "tls": 465}
_STEP_SHARE: Final = 0.4
_ANSWER_SHARE: Final = 0.55
_LINE_START_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_DONE: Final = range(200, 300)
_START_MAIL: Final = range(354, 355)
_LATER: Final = range(400, 500)
_NEVER: Final = range(500, 600)
_CLOSING: Final = 421
_OF_THE_SYSTEM: Final = b"4.3."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    host: str
    port: int
    sender: str
    security: str
    user: str


class SmtpSender:
    """Talks to the mail server that a target names."""

    def attempt(self, job: Job, underway: Underway) -> AttemptOutcome:
        """Send once."""
        try:
            server = _server(job.options)
            return _sent(server, _recipient(job), job, underway)
        except NeverError as error:
            return error.outcome
        except smtplib.SMTPException as error:
            return _refused(error)
        except (OSError, EOFError) as error:
            return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(_reason(error)))


def _server(options: Mapping[str, str]) -> _Server:
    security = options.get("security", "starttls")
    port = options.get("port", str(_PORTS.get(security, "")))
    sender = plain_address(options.get("sender", ""))
    host = options.get("host", "")
    if security not in _PORTS or not host or sender is None or not (port.isascii() and port.isdecimal()):
        raise NeverError(Reason.TARGET_INVALID)
    return _Server(host=host, port=int(port), sender=sender, security=security, user=options.get("user", ""))


def _recipient(job: Job) -> str:
    recipient = plain_address(job.delivery.address)
    if recipient is None:
        raise NeverError(Reason.ADDRESS_INVALID)
    return recipient


def _sent(server: _Server, recipient: str, job: Job, underway: Underway) -> AttemptOutcome:
    """Talk up to the message; whatever goes wrong before that, it was not sent."""
    text = letter(job.delivery, server.sender, recipient, job.link)
    connection = _connected(server, job.seconds * _STEP_SHARE)
    try:
        _greeted(connection, server, job.secret)
        _demand(connection.mail(server.sender))
        if (refusal := _put_off(*connection.rcpt(recipient))) is not None:
            return refusal
        connection.putcmd("data")
        _demand(connection.getreply(), _START_MAIL)
        underway()
        outcome = _handed_over(connection, text, job.seconds * _ANSWER_SHARE)
        if outcome.result is AttemptClass.DELIVERED:
            connection.putcmd("quit")  # its answer is worth no waiting
        return outcome
    finally:
        connection.close()


def _connected(server: _Server, seconds: float) -> smtplib.SMTP:
    name = server.sender.rpartition("@")[2]  # what smtplib would look up takes as long as a broken name server likes
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, local_hostname=name, timeout=seconds, context=context)
    return smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=seconds)


def _greeted(connection: smtplib.SMTP, server: _Server, password: str) -> None:
    connection.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        if not connection.has_extn("starttls"):
            raise NeverError(Reason.TLS_MISSING)
        connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
    if server.user:
        if server.security == "none" and not _is_loopback(server.host):
            raise NeverError(Reason.AUTH_NEEDS_TLS)
        _logged_in(connection, server.user, password)


def _logged_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    try:
        connection.login(user, password)
    except smtplib.SMTPResponseException as error:  # its words may be ours, read back: password and all
        raise smtplib.SMTPResponseException(error.smtp_code, b"") from None


def _demand(answer: tuple[int, bytes], wanted: range = _DONE) -> None:
    code, words = answer
    if code not in wanted:
        raise smtplib.SMTPResponseException(code, words)


def _put_off(code: int, words: bytes) -> AttemptOutcome | None:
    """How it ends where the server takes nothing for this one recipient now.

    421 says that it closes for everybody, 4.3 that the system itself has a fault, such as a full disk (RFC 3463).

    Raises:
        smtplib.SMTPResponseException: it refuses for good, or in a way that is not understood.
    """
    if code not in _LATER or code == _CLOSING or words.startswith(_OF_THE_SYSTEM):
        _demand((code, words))
        return None
    evidence = f"{code} {said_words(words.decode('utf-8', 'replace'))}".strip()
    return AttemptOutcome(result=AttemptClass.NOT_SENT, status=code, detail=detail(Reason.RECIPIENT_LATER, evidence))


def _handed_over(connection: smtplib.SMTP, text: bytes, seconds: float) -> AttemptOutcome:
    """Hand the mail over; from here on only an answer tells what became of it."""
    try:
        if connection.sock is not None:
            connection.sock.settimeout(seconds)
        connection.send(_LINE_START_DOT.sub(b"..", text) + b".\r\n")
        code, words = connection.getreply()
    except (OSError, EOFError, smtplib.SMTPException) as error:
        reason = Reason.READ_TIMEOUT if _is_timeout(error) else Reason.CONNECTION_RESET
        return AttemptOutcome(result=AttemptClass.UNKNOWN, detail=detail(reason))
    if code in _LATER or code in _NEVER:
        return _answered(code, words)
    if code not in _DONE:
        return AttemptOutcome(result=AttemptClass.UNKNOWN, detail=detail(Reason.NOT_UNDERSTOOD))
    return AttemptOutcome(
        result=AttemptClass.DELIVERED,
        assurance=Assurance.ACCEPTED,
        status=code,
        provider_id=said_words(words.decode("utf-8", "replace")),
    )


def _refused(error: smtplib.SMTPException) -> AttemptOutcome:
    """The outcome of an error before the mail was handed over."""
    match error:
        case smtplib.SMTPResponseException():
            return _answered(error.smtp_code, error.smtp_error)
        case smtplib.SMTPServerDisconnected():
            return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(_reason(error)))
        case _:  # the server offers no way to log in that we know
            return AttemptOutcome(result=AttemptClass.PERMANENT, detail=detail(Reason.TARGET_INVALID))


def _answered(code: int, said: bytes | str) -> AttemptOutcome:
    words = said_words(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
    if code not in _LATER and code not in _NEVER:
        return AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.NOT_UNDERSTOOD))
    return AttemptOutcome(
        result=AttemptClass.PERMANENT if code in _NEVER else AttemptClass.NOT_SENT,
        status=code,
        detail=detail(Reason.STATUS, f"{code} {words}".strip()),
    )


def _reason(error: Exception) -> Reason:
    match error:
        case ssl.SSLError():
            return Reason.TLS
        case socket.gaierror() | UnicodeError():
            return Reason.DNS
        case ConnectionRefusedError():
            return Reason.CONNECTION_REFUSED
        case _ if _is_timeout(error):
            return Reason.CONNECT_TIMEOUT
        case ConnectionError() | smtplib.SMTPServerDisconnected() | EOFError():
            return Reason.CONNECTION_RESET
        case _:
            return Reason.UNREACHABLE


def _is_timeout(error: Exception) -> bool:
    """Whether time ran out; smtplib turns that into a disconnection."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
