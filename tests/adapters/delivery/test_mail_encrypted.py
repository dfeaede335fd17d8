"""Mail under encryption: STARTTLS, a login behind it, and certificates that are looked at."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from incident.adapters.delivery.smtp_letter import message_id
from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass, AttemptOutcome
from tests.adapters.delivery.stand_in import Child, certificate, child_to
from tests.sinks import MailServer

PASSWORD = "correct horse battery"
OPTIONS = {"host": "mail.example.org", "sender": "incident@example.org", "user": "incident"}


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def server(trusted: Path) -> Iterator[MailServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted)
    with MailServer(password=PASSWORD, tls=context) as running:
        yield running


@pytest.fixture(scope="module")
def child(server: MailServer, trusted: Path) -> Iterator[Child]:
    with child_to(server.port, trusted) as sender:
        yield sender


def mail(child: Child, recipient: str = "ana@example.org", **options: str) -> AttemptOutcome:
    return child.send("smtp", PASSWORD, options={**OPTIONS, **options}, address=recipient)


def test_mail_goes_out_under_encryption_and_logged_in(child: Child, server: MailServer) -> None:
    before = len(server.mails)
    outcome = mail(child)
    assert (outcome.result, outcome.status) == (AttemptClass.DELIVERED, 250)
    assert server.passwords[-1] == PASSWORD
    assert len(server.mails) == before + 1
    assert message_id("d1", OPTIONS["sender"]).encode() in server.mails[-1]


def test_each_recipient_has_an_answer_of_their_own(child: Child, server: MailServer) -> None:
    """Reference/DELIVERY.md 1.5: Apprise calls the whole a failure while others got it."""
    server.refuse = {"bo@example.org": "550 5.1.1 no such user", "eve@example.org": "452 4.2.2 mailbox full"}
    outcomes = {name: mail(child, f"{name}@example.org") for name in ("ana", "bo", "eve")}
    server.refuse = {}
    assert {name: (each.result, each.status) for name, each in outcomes.items()} == {
        "ana": (AttemptClass.DELIVERED, 250),
        "bo": (AttemptClass.PERMANENT, 550),
        "eve": (AttemptClass.NOT_SENT, 452),
    }
    assert outcomes["bo"].detail == f"{Reason.STATUS}: 550 5.1.1 no such user"


def test_a_server_with_a_certificate_of_another_host_gets_nothing(child: Child, server: MailServer) -> None:
    """Fault 10: neither the mail nor the password."""
    mails, passwords = len(server.mails), len(server.passwords)
    outcome = mail(child, host="mail.elsewhere.org")
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
    assert (len(server.mails), len(server.passwords)) == (mails, passwords)


def test_a_server_whose_certificate_has_expired_gets_nothing(tmp_path: Path) -> None:
    """Fault 10, of a server that was trusted until yesterday."""
    old = certificate(tmp_path, days=-1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(old)
    with MailServer(password=PASSWORD, tls=context) as running, child_to(running.port, old) as sender:
        outcome = mail(sender)
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
    assert (running.mails, running.passwords) == ([], [])


def test_a_server_that_wants_encryption_refuses_a_target_without_it(child: Child, server: MailServer) -> None:
    mails = len(server.mails)
    outcome = mail(child, security="none", user="")
    assert (outcome.result, outcome.status) == (AttemptClass.PERMANENT, 530)
    assert len(server.mails) == mails


def test_a_wrong_password_is_refused_for_good_and_not_repeated_in_words(child: Child) -> None:
    """Fault 7."""
    outcome = child.send("smtp", "wrong horse", options=OPTIONS, address="ana@example.org")
    assert (outcome.result, outcome.status, outcome.detail) == (AttemptClass.PERMANENT, 535, f"{Reason.STATUS}: 535")
