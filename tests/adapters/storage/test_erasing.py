"""Words that were erased are in no page of the file, wherever the program had carried them."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from incident.adapters.storage import open_log
from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.reporting import report_deliveries
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Verb
from tests.application.dispatching import ToldSender
from tests.application.worlds import ANA
from tests.domain.walks import WORDS, plan, step
from tests.fakes import CountingIds, FakeClock, a_team

NAME, TITLE, CONTACT = "Mrs Kowalczyk", "Line of the Baxter clinic", "Zygmunt, 555-0100"
SPOKEN = {"template.first.title": "${title}", "template.first.body": "${channel} waits.\nAsk: ${contact}"}
BUNDLE = plan([step("tell", Verb.TELL, audience="customers", template="first"), step("a")]).changed(
    words={**WORDS, "en": {**WORDS["en"], **SPOKEN}}
)


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_what_messages_were_written_from_is_erased_from_them_too(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    with closing(open_log(path, create=True)) as log:
        directory, clock, ids = a_team(), FakeClock(), CountingIds()
        log.load_targets(directory.targets())
        service = IncidentService(log=log, clock=clock, ids=ids, directory=directory, outbox=log)
        declare = c.DeclareIncident(by="ana", title=TITLE, tier=Tier.SERIOUS, bundle=BUNDLE, contact=CONTACT)
        incident = service.declare(declare, ANA).incident.id
        fact = service.execute(incident, c.RecordFact(by="ana", fact="channel", value=NAME), ANA).entries[0]
        service.execute(incident, c.CompleteStep(by="ana", step="tell"), ANA)
        dispatcher = Dispatcher(
            outbox=log,
            sender=ToldSender(),
            targets=directory,
            clock=clock,
            ids=ids,
            report=partial(report_deliveries, service),
        )
        dispatcher.drain(timedelta(seconds=5))
        service.execute(incident, c.RecordFact(by="ana", fact="channel", value="voice"), ANA)
        words = [NAME, TITLE, CONTACT]
        assert all(word.encode() in on_disk(path) for word in words)
        declared, stated = log.read(incident)[0].event, fact.event
        assert isinstance(declared, e.IncidentDeclared)
        assert isinstance(stated, e.FactRecorded)
        assert stated.text is not None
        assert declared.contact is not None
        going = ((fact.seq, stated.text), (1, declared.title), (1, declared.contact))
        for word, (seq, text) in zip(words, going, strict=True):
            order = c.EraseContents(by="ana", seq=seq, contents=(text.content_id,), because="she asked")
            outcome = service.execute(incident, order, ANA)
            assert all(isinstance(entry.event, e.ContentErased) for entry in outcome.entries)
            assert word.encode() not in on_disk(path)
        assert log.verify() == []
        (row,) = log.deliveries(incident)
        assert (row.recipient, row.body) == ("customers", "")


def test_a_piece_of_evidence_that_was_erased_is_in_no_page_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "incident.db"
    marks = [f"account {n:06d} of {NAME}".encode() for n in (1, 2)]
    parts = tuple(mark + b"." * 1_000_000 + mark for mark in marks)
    sha256 = hashlib.sha256(b"".join(parts)).hexdigest()
    with closing(open_log(path, create=True)) as log:
        service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds(), directory=a_team(), outbox=log)
        declare = c.DeclareIncident(by="ana", title=TITLE, tier=Tier.SERIOUS, bundle=BUNDLE, contact=CONTACT)
        incident = service.declare(declare, ANA).incident.id
        order = c.AddEvidence(
            by="ana",
            file="calls of Zygmunt.csv",
            where="desk of Zygmunt",
            sha256=sha256,
            size=sum(map(len, parts)),
            found_at=service.now(),
            parts=parts,
        )
        added = service.execute(incident, order, ANA).entries[0]
        told = (*marks, b"calls of Zygmunt", b"desk of Zygmunt", sha256.encode())
        assert all(mark in on_disk(path) for mark in told)
        service.execute(incident, c.AssignRole(by="ana", role="deputy", person="bo"), ANA)
        service.execute(incident, c.ProposeErasure(by="ana", entries=(added.seq,), because="rule 4"), ANA)
        service.execute(incident, c.ConfirmErasure(by="bo", erasure="X1"), Actor(person="bo"))
        assert [mark for mark in told if mark in on_disk(path)] == []
        assert log.verify() == []
        assert service.load(incident).evidence.exhibits["E1"].erased_by == "bo"


def test_evidence_is_erased_from_a_message_that_says_the_same_words(tmp_path: Path) -> None:
    with closing(open_log(tmp_path / "incident.db", create=True)) as log:
        directory = a_team()
        log.load_targets(directory.targets())
        service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds(), directory=directory, outbox=log)
        declare = c.DeclareIncident(by="ana", title=TITLE, tier=Tier.SERIOUS, bundle=BUNDLE, contact=CONTACT)
        incident = service.declare(declare, ANA).incident.id
        fact = service.execute(incident, c.RecordFact(by="ana", fact="channel", value=NAME), ANA).entries[0]
        service.execute(incident, c.CompleteStep(by="ana", step="tell"), ANA)
        service.execute(incident, c.AssignRole(by="ana", role="deputy", person="bo"), ANA)
        service.execute(incident, c.ProposeErasure(by="ana", entries=(fact.seq,), because="rule 4"), ANA)
        service.execute(incident, c.ConfirmErasure(by="bo", erasure="X1"), Actor(person="bo"))
        assert NAME.encode() not in on_disk(tmp_path / "incident.db")
        assert log.verify() == []
