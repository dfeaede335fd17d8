"""The row of the list of incidents: a fold of the log, the same live and rebuilt."""

from __future__ import annotations

from dataclasses import replace

from incident.application.summarising import summarise, summary_of_log
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from tests.application.worlds import ANA, World
from tests.domain.walks import at


def test_a_row_says_what_a_list_needs() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    world.clock.forward(minutes=3)
    service.execute(incident, c.CompleteStep(by="ana", step="a"), ANA)
    row = world.log.summary(incident)
    assert row is not None
    assert (row.title, row.tier, row.status, row.runbook, row.commander) == (
        "Voice is down",
        Tier.SERIOUS,
        "open",
        "test.plan",
        "ana",
    )
    assert (row.step, row.steps_done, row.steps_total) == ("tell", 1, 5)
    assert (row.next_due, row.next_due_at) == ("update", at("03:10"))
    assert (row.declared_at, row.updated_at) == (at("02:40"), at("02:43"))


def test_good_news_is_no_deadline() -> None:
    """A soak that ends soon is not what is due next."""
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, c.RecordFact(by="ana", fact="share", value=0.5), ANA)
    row = world.log.summary(incident)
    assert row is not None
    assert row.next_due == "step:a"


def test_a_closed_incident_is_due_nowhere() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    for step in ("a", "tell", "agents", "nobody"):
        service.execute(incident, c.CompleteStep(by="ana", step=step), ANA)
    service.execute(incident, c.OverrideStep(by="ana", step="quiet", because="counter broken"), ANA)
    service.execute(incident, c.CloseIncident(by="ana"), ANA)
    row = world.log.summary(incident)
    assert row is not None
    assert (row.status, row.step, row.next_due, row.next_due_at) == ("closed", "", "", None)


def test_a_row_rebuilt_from_the_log_is_the_row_written_live() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"), ANA)
    live = world.log.summary(incident)
    rebuilt = summary_of_log(world.log.read(incident))
    assert live is not None
    assert replace(rebuilt, head=live.head) == live
    assert world.log.rebuild_summaries(summary_of_log) == 0


def test_an_incident_whose_runbook_was_erased_still_has_its_row() -> None:
    world = World()
    service = world.terminal()
    incident = service.load(world.declared(service)).changed(pinned=None, roles={})
    row = summarise(incident)
    assert (row.runbook, row.commander, row.step, row.steps_total, row.next_due) == ("", "", "", 0, "")
