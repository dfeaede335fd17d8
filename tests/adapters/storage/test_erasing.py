"""Words that were erased are in no page of the file, wherever the program had carried them."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from incident.adapters.storage import open_log
from incident.application.dispatch import Dispatcher
from incident.application.reporting import report_deliveries
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.runbook import Verb
from incident.domain.tiers import Tier
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
