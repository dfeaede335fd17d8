"""What the board of resources says is missing, and who leads too many."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.events import AllocationState
from incident.wording.resource_board import missing_words, split_words
from tests.domain.stores import CENTRE, Store, agents


def test_what_is_missing_is_said_with_its_site_and_nothing_where_nothing_is() -> None:
    store = Store((*CENTRE, agents("agents-more", 10, site="hefei", source="team")))
    assert missing_words(store.incident, store.stock, store.now) == ["70 agents at chengdu"]
    store.do(c.AllocateResource(by="ann", resource="agents-lent", quantity=60, to=AllocationState.ON_HAND))
    assert missing_words(store.incident, store.stock, store.now) == ["10 agents at chengdu"]
    store.do(c.AllocateResource(by="ann", resource="agents-on", quantity=10))
    assert missing_words(store.incident, store.stock, store.now) == ["10 agents at chengdu"], "on shift as it is"
    store.do(c.AllocateResource(by="ann", resource="agents-more", quantity=10))
    assert missing_words(store.incident, store.stock, store.now) == []


def test_a_team_is_offered_to_whoever_leads_more_than_seven_and_to_nobody_else() -> None:
    store = Store()
    for _each in range(7):
        store.take("agents-off")
    assert split_words(store.incident.resources, "t") == ""
    store.take("agents-off")
    said = "Over 7 report to: the commander. t forms a team; assign some of them to it."
    assert split_words(store.incident.resources, "t") == said
