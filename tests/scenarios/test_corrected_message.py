"""A wrong message went to a mail server, to a robot that hangs and to one that is away: it is corrected where it is."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from incident.adapters.clock import SystemClock
from incident.adapters.delivery.process_sender import ProcessSender
from incident.adapters.secrets import Redactor, Secrets
from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.ports import DeliveryState, Recipient, Target
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import Wording
from tests.application.worlds import OUTAGE, declare
from tests.deliveries import has_a_child
from tests.fakes import CountingIds, FakeDirectory, a_team
from tests.sinks import HANG, MailServer, ScriptedSink, closed_port

ANA = Actor(person="ana")
EVA = Recipient(name="Eva Roth", target_id="mail", address="eva@example.org", language="en", person="eva")
CHEN = Recipient(name="陈静", target_id="mail", address="chen@example.org", language="zh-CN", person="chen")
STUCK = Recipient(name="stuck", target_id="stuck", address="", language="en")
AWAY = Recipient(name="away", target_id="away", address="", language="en")
RIGHT = {
    "en": Wording(title=FreeText("Voice works"), body=FreeText("Voice was never down.")),
    "zh-CN": Wording(title=FreeText("语音正常"), body=FreeText("语音从未中断。")),
}
WRONG = "of customers, next word"
LIMIT = timedelta(seconds=4)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoredLog]:
    place = tmp_path / "log.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with closing(open_log(place, create=True)) as opened:
        yield opened


def team(mail: MailServer) -> FakeDirectory:
    options = {"host": "127.0.0.1", "port": str(mail.port), "sender": "incident@example.org", "security": "none"}
    targets = (
        Target(id="mail", exercise=False, kind="smtp", secret="", options=options),
        Target(id="stuck", exercise=False, kind="apprise", secret="file:stuck"),
        Target(id="away", exercise=False, kind="apprise", secret="file:away"),
    )
    return replace(a_team(targets), audiences={"customers": (EVA, CHEN, STUCK, AWAY)})


def letters(mail: MailServer) -> dict[str, list[str]]:
    """By address, the subjects and bodies in the order in which they came."""
    found: dict[str, list[str]] = {}
    for raw, to in zip(mail.mails, mail.recipients, strict=True):
        letter = email.message_from_bytes(raw, policy=default)
        assert isinstance(letter, EmailMessage)
        found.setdefault(to, []).append(f"{letter['Subject']}\n{letter.get_content()}")
    return found


def test_everybody_who_may_have_it_reads_the_correction_and_nobody_else_reads_what_was_wrong(
    log: StoredLog, tmp_path: Path
) -> None:
    with MailServer() as mail, ScriptedSink(HANG) as stuck, ScriptedSink() as back:
        (tmp_path / "stuck").write_text(stuck.url)
        (tmp_path / "away").write_text(f"json://127.0.0.1:{closed_port()}/")
        directory, clock, ids = team(mail), SystemClock(), CountingIds()
        log.load_targets(directory.targets())
        service = IncidentService(log=log, clock=clock, ids=ids, directory=directory, outbox=log)
        with closing(ProcessSender(Secrets(tmp_path), Redactor())) as sender:
            dispatcher = Dispatcher(
                outbox=log, sender=sender, targets=directory, clock=clock, ids=ids, send_limit=LIMIT
            )
            has_a_child(sender)
            incident = declare(service, bundle=OUTAGE).incident.id
            service.execute(incident, c.CompleteStep(by="ana", step="tell"), ANA)
            dispatcher.drain(timedelta(seconds=10))
            states = {row.recipient: row.state for row in log.deliveries(incident)}
            assert states == {
                "Eva Roth": DeliveryState.SENT,
                "陈静": DeliveryState.SENT,
                "stuck": DeliveryState.UNKNOWN,
                "away": DeliveryState.PENDING,
            }
            service.execute(incident, c.CorrectMessage(by="ana", message="M1", as_read=RIGHT), ANA)
            (tmp_path / "away").write_text(back.url)
            dispatcher.drain(timedelta(seconds=10))

        read = letters(mail)
        wrong, correction = read["eva@example.org"]
        assert WRONG in wrong
        assert "Correction: Voice works" in correction
        assert '"Voice is down"' in correction, "which one was wrong"
        assert WRONG not in correction
        assert "更正：语音正常" in read["chen@example.org"][1]
        assert "请勿采信" in read["chen@example.org"][1]
        (reached,) = back.inbox.wait_for(1)
        assert "Voice was never down." in reached.body
        assert "This corrects" not in reached.body
        assert len(stuck.inbox.wait_for(2)) == 2, "who may have it is corrected, once"
        assert {row.state for row in log.deliveries(incident) if row.recipient == "away"} == {
            DeliveryState.CANCELLED,
            DeliveryState.SENT,
        }
        assert log.verify() == []
