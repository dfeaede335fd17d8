"""What a mail server does, and what is said of the message; the servers are real."""

from __future__ import annotations

import email
import email.policy
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.ports import Assurance, AttemptClass
from incident.domain.exercises.mark import wrapped
from tests.adapters.delivery.conftest import Rig
from tests.sinks import MailServer, closed_port

SHORT = timedelta(seconds=1.5)


def the_mail(server: MailServer) -> EmailMessage:
    (text,) = server.mails
    return email.message_from_bytes(text, _class=EmailMessage, policy=email.policy.default)


def test_a_mail_arrives_with_its_words_and_its_names(rig: Rig) -> None:
    with MailServer() as server:
        outcome = rig.mail(server.port, title="核心渠道中断 🔥", body="请立即加入会议。\n.点开头", language="zh-CN")
    mail = the_mail(server)
    assert (outcome.result, outcome.assurance, outcome.status) == (AttemptClass.DELIVERED, Assurance.ACCEPTED, 250)
    assert outcome.provider_id == "2.0.0 queued as A1B2"
    assert mail["Subject"] == "核心渠道中断 🔥"
    assert mail.get_content().splitlines() == ["请立即加入会议。", ".点开头"]
    assert server.recipients == ["ana@example.org"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "zh-CN"


def test_a_line_that_is_a_dot_does_not_end_the_mail(rig: Rig) -> None:
    with MailServer() as server:
        rig.mail(server.port, body="one\n.\n..two\nthree")
    assert the_mail(server).get_content().splitlines() == ["one", ".", "..two", "three"]


def test_the_message_id_is_the_deliverys_at_every_attempt(rig: Rig) -> None:
    with MailServer() as server:
        rig.mail(server.port)
        rig.mail(server.port, tries=2, fence=2)
    first, second = server.mails
    assert first == second
    assert b"Message-ID: <d1@example.org>" in first


def test_a_calendar_is_offered_to_be_accepted_and_as_a_file_in_the_same_bytes_each_time(rig: Rig) -> None:
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:演练\r\nEND:VCALENDAR\r\n"
    with MailServer() as server:
        rig.mail(server.port, body="请参加演练。", calendar=calendar)
        rig.mail(server.port, body="请参加演练。", calendar=calendar)
    first, second = server.mails
    assert first == second
    mail = email.message_from_bytes(first, _class=EmailMessage, policy=email.policy.default)
    text, offered, file = (part for part in mail.walk() if not part.is_multipart())
    assert text.get_content().strip() == "请参加演练。"
    assert offered["Content-Type"].params["method"] == "REQUEST"
    assert offered.get_content() == file.get_content() == calendar
    assert file.get_filename() == "EXERCISE-1.ics"


@pytest.mark.parametrize("inject", ["\r\nBcc: all@example.org", "\nBcc: all@example.org", "\u2028Bcc: all@example.org"])
def test_no_header_can_be_injected(rig: Rig, inject: str) -> None:
    """Fault 33."""
    with MailServer() as server:
        rig.mail(server.port, title=f"Down{inject}", language=f"en{inject}", incident_id=f"INC-1{inject}")
    mail = the_mail(server)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Down Bcc: all@example.org"
    assert server.recipients == ["ana@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@example.org\r\nRCPT TO:<eve@example.org>",
        "<ana@example.org>, eve@example.org",
        "a b@example.org",
    ],
)
def test_an_address_is_one_address(rig: Rig, address: str) -> None:
    with MailServer() as server:
        outcome = rig.mail(server.port, address=address)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.ADDRESS_INVALID)
    assert server.mails == []


def test_no_exercise_leaves_by_a_real_mail_server(rig: Rig) -> None:
    with MailServer() as server:
        outcome = rig.mail(server.port, exercise=True, body=wrapped("Join."))
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.EXERCISE_LOCK)
    assert server.mails == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "END"])
@pytest.mark.parametrize(
    ("answer", "result"),
    [("451 4.7.1 try later", AttemptClass.NOT_SENT), ("550 5.1.1 nobody here", AttemptClass.PERMANENT)],
)
def test_a_server_says_later_or_never(rig: Rig, command: str, answer: str, result: AttemptClass) -> None:
    with MailServer(refuse={command: answer}) as server:
        outcome = rig.mail(server.port)
    assert (outcome.result, outcome.status) == (result, int(answer[:3]))
    is_theirs_alone = command == "RCPT" and result is AttemptClass.NOT_SENT
    assert outcome.detail == f"{Reason.RECIPIENT_LATER if is_theirs_alone else Reason.STATUS}: {answer}"


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "452 4.3.1 no room on the disk", "451 4.3.0 lookup failure"])
def test_a_server_that_closes_or_has_a_fault_puts_off_everybody(rig: Rig, answer: str) -> None:
    """Also where one address only was tried: it is the server's own fault by its own word."""
    with MailServer(refuse={"RCPT": answer}) as server:
        outcome = rig.mail(server.port)
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, f"{Reason.STATUS}: {answer}")


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_silence_before_the_mail_is_not_sent(rig: Rig, command: str) -> None:
    with MailServer(hang=command) as server:
        outcome = rig.mail(server.port, limit=SHORT)
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.CONNECT_TIMEOUT)


def test_silence_after_the_mail_is_unknown(rig: Rig) -> None:
    with MailServer(hang="END") as server:
        began = time.monotonic()
        outcome = rig.mail(server.port, limit=SHORT)
        took = time.monotonic() - began
    assert (outcome.result, outcome.detail) == (AttemptClass.UNKNOWN, Reason.READ_TIMEOUT)
    assert took < SHORT.total_seconds() + 1


@pytest.mark.parametrize(("command", "result"), [("RCPT", AttemptClass.NOT_SENT), ("END", AttemptClass.UNKNOWN)])
def test_a_cut_line_is_judged_by_how_far_the_talk_was(rig: Rig, command: str, result: AttemptClass) -> None:
    with MailServer(reset=command) as server:
        outcome = rig.mail(server.port)
    assert (outcome.result, outcome.detail) == (result, Reason.CONNECTION_RESET)


def test_no_server_is_not_sent(rig: Rig) -> None:
    outcome = rig.mail(closed_port())
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.CONNECTION_REFUSED)


def test_an_unknown_server_is_not_sent(rig: Rig) -> None:
    outcome = rig.mail(25, options={"host": "no-such-host.invalid"})
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.DNS)


def test_a_server_that_accepts_and_says_nothing_is_not_sent(rig: Rig) -> None:
    with silent_server() as port:
        outcome = rig.mail(port, limit=SHORT)
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.CONNECT_TIMEOUT)


@contextmanager
def silent_server() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_server_of_another_language_is_not_sent(rig: Rig) -> None:
    with MailServer(refuse={"RCPT": "xyz"}) as server:
        outcome = rig.mail(server.port)
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.NOT_UNDERSTOOD)


def test_a_password_is_told_to_the_server(rig: Rig) -> None:
    with MailServer(password="correct horse battery") as server:
        outcome = rig.mail(server.port, options={"user": "incident"})
    assert outcome.result is AttemptClass.DELIVERED
    assert server.passwords == ["correct horse battery"]


def test_a_wrong_password_is_permanent(rig: Rig) -> None:
    with MailServer(password="another") as server:
        outcome = rig.mail(server.port, options={"user": "incident"})
    assert (outcome.result, outcome.status) == (AttemptClass.PERMANENT, 535)
    assert outcome.detail == f"{Reason.STATUS}: 535", "the words of this server are our own login, read back"


def test_a_login_that_a_server_reads_back_later_is_taken_out(rig: Rig) -> None:
    login = b64encode(b"\0incident\0correct horse battery").decode()
    with MailServer(password="correct horse battery", refuse={"MAIL": f"550 no: {login}"}) as server:
        outcome = rig.mail(server.port, options={"user": "incident"})
    assert outcome.detail == f"{Reason.STATUS}: 550 no: [secret]"
    assert "horse" not in repr(outcome)


def test_what_is_to_be_encrypted_never_goes_in_the_clear(rig: Rig) -> None:
    with MailServer() as server:
        outcome = rig.mail(server.port, options={"security": "starttls"})
        over_tls = rig.mail(server.port, options={"security": "tls"})
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TLS_MISSING)
    assert (over_tls.result, over_tls.detail) == (AttemptClass.NOT_SENT, Reason.TLS)
    assert server.mails == []


def test_a_password_needs_encryption_off_this_machine(rig: Rig) -> None:
    """The name leads here, but nobody said that it must."""
    with MailServer(password="correct horse battery") as server:
        outcome = rig.mail(server.port, options={"host": socket.gethostname(), "user": "incident"})
    assert outcome.detail in {Reason.AUTH_NEEDS_TLS, Reason.CONNECTION_REFUSED, Reason.DNS}
    assert server.passwords == []


@pytest.mark.parametrize(
    "options",
    [{"host": ""}, {"port": "x"}, {"sender": "nobody"}, {"sender": "a@b.c\nX: y"}, {"security": "some"}],
)
def test_a_target_that_makes_no_sense_is_permanent(rig: Rig, options: dict[str, str]) -> None:
    outcome = rig.mail(25, options=options)
    assert (outcome.result, outcome.detail) == (AttemptClass.PERMANENT, Reason.TARGET_INVALID)
