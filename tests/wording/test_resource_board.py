"""What the board of resources says is missing, and who leads too many."""

from __future__ import annotations

from datetime import timedelta

from incident.domain import commands as c
from incident.domain.events import AllocationState, OutReason
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Inventory
from incident.domain.runbooks.runbook import Want
from incident.wording.resource_board import missing_words, split_words, unasked_words, whereabouts
from incident.wording.resource_needs import approved_words
from incident.wording.resources import own_names
from incident.wording.speech import Speech
from tests.domain.stores import CENTRE, Store, a_resource, agents


def test_what_is_missing_is_said_with_its_site_and_nothing_where_nothing_is() -> None:
    store = Store((*CENTRE, agents("agents-more", 10, site="hefei", source="team")))
    assert missing_words(store.incident, store.stock, store.now) == ["70 agents at chengdu"]
    lent = store.ask("agent", 60, site="chengdu")
    store.do(c.ApproveAllocation(by="ann", allocation=lent, resource="agents-lent"))
    assert missing_words(store.incident, store.stock, store.now) == ["70 agents at chengdu (60 on the way)"]
    store.do(c.MoveAllocation(by="ann", allocation=lent, to=AllocationState.ON_HAND))
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


def test_what_was_given_back_with_thanks_says_so_although_its_rest_was_taken_back_later() -> None:
    store = Store()
    name = store.take("agents-off")
    store.do(c.PutOut(by="ann", allocation=name, reason=OutReason.REST, until=store.now + timedelta(hours=8)))
    store.do(c.EndAllocation(by="ann", allocation=name, how=AllocationState.RELEASED, because="thank you"))
    store.do(c.TakeBackRest(by="ann", allocation=name, because="mistake"))
    own = store.incident.resources.allocations[name]
    assert "thank you" in whereabouts(own, Speech(), store.now)


def test_a_type_is_not_called_after_the_only_person_of_it() -> None:
    names = {"en": "Wang", "zh-CN": "王强"}
    bus = a_resource("bus", names={"en": "Night bus", "zh-CN": "夜班车"})
    wang = a_resource("wang", kind="staff", type="locksmith", person="wang", names=names)
    assert own_names(Inventory(resources={each.id: each for each in (bus, wang)})) == {"bus": "Night bus"}


def test_what_a_raise_wants_besides_is_said_until_somebody_asks_for_it() -> None:
    more = (
        Want(kind="staff", type="agent", need="+100%"),
        Want(kind="equipment", type="overflow-queue", need="3"),
        Want(kind="money", type="emergency-budget", need="1"),
    )
    store = Store(raised=more)

    def wanted() -> list[str]:
        return unasked_words(store.incident, store.inventory)

    store.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse"))
    assert wanted() == [], "no list was asked for: its step says what to do"
    store.do(c.LowerTier(by="ann", to=Tier.SERIOUS, because="better"))
    store.done("staff")
    assert wanted() == []
    store.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="worse again"), "08:00")
    assert wanted() == ["210 × agents", "2 × overflow queue", "emergency budget"]
    store.ask("overflow-queue", 2)
    store.ask("emergency-budget", 5, unit="CNY")
    assert wanted() == ["210 × agents"]
    released = store.take("agents-off", 140, fills="none")
    store.do(c.EndAllocation(by="ann", allocation=released, how=AllocationState.RELEASED))
    assert wanted() == ["70 × agents"], "what was given back was asked for"


def test_who_is_said_to_have_approved_reads_who_entered_it_for_a_day() -> None:
    store = Store()
    first, second = store.ask(), store.ask("agent", quantity=3)
    store.do(c.ApproveAllocation(by="bo", allocation=first, approved_by="ann"))
    said = approved_words(store.incident, "ann", store.now, Speech())
    assert said == "R1 1 × overflow queue was approved by you, as bo entered. If not, tell them."
    assert approved_words(store.incident, "bo", store.now, Speech()) == ""
    assert approved_words(store.incident, "ann", store.now + timedelta(days=1), Speech()) == ""
    store.do(c.ApproveAllocation(by="bo", allocation=second, resource="agents-off", approved_by="ann"))
    assert approved_words(store.incident, "ann", store.now, Speech()).startswith("2 resources were approved by you")


def test_the_last_that_somebody_is_said_to_have_approved_is_the_last_by_time() -> None:
    store = Store()
    first, second = store.ask(), store.ask("agent", quantity=3)
    store.do(c.ApproveAllocation(by="bo", allocation=second, resource="agents-off", approved_by="ann"), "08:00")
    store.do(c.ApproveAllocation(by="bo", allocation=first, approved_by="ann"), "08:10")
    assert "last R1" in approved_words(store.incident, "ann", store.now, Speech())


def test_who_approves_in_their_own_name_reads_nothing_of_it() -> None:
    store = Store()
    store.do(c.ApproveAllocation(by="ann", allocation=store.ask()))
    assert approved_words(store.incident, "ann", store.now, Speech()) == ""
