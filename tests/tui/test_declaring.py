from __future__ import annotations

from incident.application.ports import Offer
from incident.domain.commands import DeclareIncident
from incident.domain.outline import outline_of
from incident.domain.runbook import Bundle
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.declaring import DeclareFlow
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.fakes import START


def _offer(runbook_id: str, looked: list[str]) -> Offer:
    written = a_bundle()
    bundle = written.changed(runbook=written.runbook.changed(id=runbook_id))

    def read() -> Bundle:
        looked.append(runbook_id)
        return bundle

    return Offer(runbook_id, outline_of(bundle), read)


def test_a_draft_says_so_where_one_chooses_a_runbook() -> None:
    offers = [_offer("outage.one", []), Offer("outage.two", outline_of(a_bundle()), a_bundle, is_draft=True)]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    asked = flow.part({})
    assert isinstance(asked, Question)
    assert [choice.words for choice in asked.choices] == ["A line is down", "A line is down (draft)"]


def test_more_runbooks_than_digits_are_asked_for_by_the_kind_of_event_first() -> None:
    outline = outline_of(a_bundle())
    families = ["other", "data-security", "service-outage", "our-own", *["service-outage"] * 8]
    offers = [
        Offer(f"x.n{number}", outline.changed(id=f"x.n{number}", family=family), a_bundle)
        for number, family in enumerate(families)
    ]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    kinds = flow.part({})
    assert isinstance(kinds, Question)
    assert [choice.value for choice in kinds.choices] == ["service-outage", "data-security", "our-own", "other"]
    outages = flow.part({"family": "service-outage"})
    assert isinstance(outages, Question)
    assert len(outages.choices) == 9
    alone = flow.part({"family": "our-own"})
    assert isinstance(alone, Question)
    assert alone.id == "title"


def test_of_all_runbooks_only_the_chosen_one_is_read_and_once() -> None:
    looked: list[str] = []
    offers = [_offer(f"outage.n{number}", looked) for number in range(3)]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    asked = flow.part({})
    assert isinstance(asked, Question)
    assert [choice.value for choice in asked.choices] == ["outage.n0", "outage.n1", "outage.n2"]
    flow.part({"runbook": "outage.n1"})
    assert looked == []
    chosen = {"runbook": "outage.n1", "title": "Nobody gets through", "tier": "1"}
    flow.part(chosen)
    ready = flow.part({**chosen, "mode": "real"})
    assert isinstance(ready, Ready)
    (command,) = ready.commands
    assert isinstance(command, DeclareIncident)
    assert command.bundle == offers[1].bundle
    assert looked == ["outage.n1"]
