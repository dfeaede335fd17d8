"""Want, have and gap: the numbers of a service centre worked out by hand, and what holds for all numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from incident.domain import commands as c
from incident.domain.events import AllocationState as S
from incident.domain.events import OutReason
from incident.domain.refusals import Refused
from incident.domain.resources.resource import Claim, Rest
from incident.domain.resources.supply import Gap, count_of, gaps, offered
from incident.domain.runbooks.runbook import Want
from tests.domain.stores import CENTRE, Store, a_resource, agents
from tests.domain.walks import at


def of_agents(store: Store) -> Gap:
    return gaps(store.incident, store.stock, store.now)[0]


def test_the_night_of_the_service_centre() -> None:
    """420 on shift and +50 %: 210 wanted. 210 are off duty, 70 of whom rest until 10:00: 140 to be had, 70 missing.

    60 lent by another site and arrived: 10 missing. At 10:00 the 70 are rested: 60 more than wanted.
    """
    store = Store(clock="07:30")
    now = of_agents(store)
    assert (now.base, now.want, now.have, now.gap, now.resting) == (420, 210, 140, 70, 70)
    lent = store.ask("agent", 60, site="chengdu")
    store.do(c.ApproveAllocation(by="ann", allocation=lent, resource="agents-lent"))
    promised = of_agents(store)
    assert (promised.have, promised.coming, promised.gap) == (140, 60, 70)
    store.do(c.MoveAllocation(by="ann", allocation=lent, to=S.ON_HAND))
    there = of_agents(store)
    assert (there.have, there.coming, there.gap) == (200, 0, 10)
    store.now = at("10:00")
    assert of_agents(store).gap == -60


def test_a_promise_out_of_what_is_to_be_had_makes_nothing_be_missing() -> None:
    store = Store([*CENTRE, a_resource("overflow-queue")])
    own, queue = store.ask("agent", 60), store.ask("overflow-queue")
    store.do(c.ApproveAllocation(by="ann", allocation=own, resource="agents-off"))
    store.do(c.ApproveAllocation(by="ann", allocation=queue, to=S.ORDERED))
    found = gaps(store.incident, store.stock, store.now)[:2]
    assert [(each.have, each.coming, each.gap) for each in found] == [(140, 0, 70), (1, 0, 0)]


def test_those_on_shift_are_no_extra_hands_for_a_share_of_themselves() -> None:
    store = Store([agents("on", 8, on_duty=True), agents("off", 3)])
    store.take("on", 4)
    assert (of_agents(store).want, of_agents(store).have, of_agents(store).gap) == (4, 3, 1)


def test_those_on_shift_are_not_offered_where_a_share_of_them_is_wanted() -> None:
    store = Store()
    number = store.ask("agent", 60)
    asked, wants = store.incident.resources.allocations[number], store.incident.runbook.wants[store.incident.tier]
    every = store.inventory.resources.values()
    assert [each.id for each in every if offered(asked, each, wants)] == ["agents-off", "agents-lent"]
    assert [each.id for each in every if offered(asked, each, wants[1:])] == ["agents-on", "agents-off", "agents-lent"]


def test_what_another_site_lends_fills_the_gap_of_the_only_site_that_wants() -> None:
    store = Store()
    lent = store.ask("agent", 60)
    store.do(c.ApproveAllocation(by="ann", allocation=lent, resource="agents-lent"))
    store.do(c.MoveAllocation(by="ann", allocation=lent, to=S.ON_HAND))
    assert (of_agents(store).have, of_agents(store).gap) == (200, 10)


def test_of_several_sites_nobody_guesses_which_one_was_lent_to_and_nothing_is_lost() -> None:
    store = Store([agents("a", 4, site="a", on_duty=True), agents("b", 4, site="b", on_duty=True), agents("c", 9)])
    name = store.take("c", 3)
    rows = [(gap.site, gap.want, gap.have, gap.gap) for gap in gaps(store.incident, store.stock, store.now)[:3]]
    assert rows == [("a", 2, 0, 2), ("b", 2, 0, 2), ("", 0, 3, -3)]
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED))
    given = store.ask("agent", 3, site="b")
    store.do(c.ApproveAllocation(by="ann", allocation=given, resource="c"))
    store.do(c.MoveAllocation(by="ann", allocation=given, to=S.ASSIGNED))
    rows = [(gap.site, gap.want, gap.have, gap.gap) for gap in gaps(store.incident, store.stock, store.now)[:2]]
    assert rows == [("a", 2, 0, 2), ("b", 2, 3, -1)]


def test_of_money_budgets_are_wanted_and_had_and_not_coins() -> None:
    store = Store(wants=[Want(kind="money", type="emergency-budget", need="1")])
    assert [(gap.want, gap.have, gap.gap) for gap in gaps(store.incident, store.stock, store.now)] == [(1, 1, 0)]
    store.do(c.AllocateResource(by="dee", resource="travel", quantity=1_000_00, unit="CNY"))
    assert gaps(store.incident, store.stock, store.now)[0].gap == 0
    store.own.clear()
    store.elsewhere = (Claim(resource="travel", incident="INC-0002", allocation="R1", quantity=1_000_00),)
    store.do(c.EndAllocation(by="dee", allocation="R1", how=S.RELEASED))
    assert gaps(store.incident, store.stock, store.now)[0].gap == 1


def test_putting_them_to_work_changes_neither_have_nor_gap() -> None:
    store = Store()
    store.take("agents-off", 140)
    assert (of_agents(store).have, of_agents(store).gap) == (140, 70)


def test_who_is_out_or_held_elsewhere_is_not_had() -> None:
    store = Store()
    name = store.take("agents-off", 40)
    store.do(c.PutOut(by="ann", allocation=name, reason=OutReason.STAFFING))
    assert of_agents(store).gap == 110
    store.elsewhere = (Claim(resource="agents-off", incident="INC-0002", allocation="R1", quantity=50),)
    assert of_agents(store).gap == 160


def test_who_was_given_back_at_rest_is_not_had_before_it_is_over() -> None:
    store = Store()
    name = store.take("agents-off", 40)
    store.do(c.PutOut(by="ann", allocation=name, reason=OutReason.REST, until=at("09:00")))
    assert (of_agents(store).have, of_agents(store).resting) == (100, 110)  # still held by the incident
    store.do(c.EndAllocation(by="ann", allocation=name, how=S.RELEASED))
    assert (of_agents(store).have, of_agents(store).resting) == (100, 110)
    store.now = at("09:00")
    assert (of_agents(store).have, of_agents(store).resting) == (140, 70)


def test_each_site_wants_its_own_share_rounded_up() -> None:
    store = Store([agents("a", 3, site="a", on_duty=True), agents("b", 5, site="b", on_duty=True), agents("c", 9)])
    assert [(gap.site, gap.want, gap.have) for gap in gaps(store.incident, store.stock, store.now)[:2]] == [
        ("a", 2, 0),
        ("b", 3, 0),
    ]
    assert count_of(Want(kind="staff", type="agent", need="+50%"), store.inventory) == 5


def test_a_share_of_nothing_is_no_number_that_is_met() -> None:
    none, some = Store([agents("c", 9)]), Store([agents("a", 3, on_duty=True), agents("c", 9)])
    assert [gaps(each.incident, each.stock, each.now)[0].of_nothing for each in (none, some)] == [True, False]


def test_a_number_is_for_the_incident_and_words_are_nobodys_number() -> None:
    store = Store([a_resource("overflow-queue", site="hefei")])
    (_, queue) = gaps(store.incident, store.stock, store.now)
    assert (queue.site, queue.want, queue.have, queue.gap) == ("", 1, 1, 0)
    assert count_of(Want(kind="staff", type="agent", need="as many as come")) is None
    assert gaps(store.incident, store.stock, store.now, store.incident.tier.MAJOR) == ()


counts = st.integers(min_value=0, max_value=500)


@settings(max_examples=60)
@given(on=counts, off=counts, resting=counts, taken=counts, elsewhere=counts)
def test_what_is_wanted_less_what_is_had_is_the_gap(
    on: int, off: int, resting: int, taken: int, elsewhere: int
) -> None:
    store = Store(
        [
            agents("on", on, site="x", on_duty=True),
            agents("off", off, site="x", rests=(Rest(quantity=min(resting, off), until=at("10:00")),)),
        ]
    )
    store.elsewhere = (Claim(resource="off", incident="INC-2", allocation="R1", quantity=min(elsewhere, off)),)
    try:
        store.take("off", taken)
    except Refused:
        taken = 0
    if not on:
        return
    (gap, *_) = gaps(store.incident, store.stock, store.now)
    assert gap.want - gap.have == gap.gap
    assert gap.want == -(-on // 2)
    assert gap.have == max(taken, off - min(resting, off) - min(elsewhere, off))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(counts, st.sampled_from(["", "x", "y", "z"])), max_size=4),
    st.tuples(counts, counts),
)
def test_over_all_sites_nothing_that_is_had_is_counted_twice_or_lost(
    lent: list[tuple[int, str]], on: tuple[int, int]
) -> None:
    """Of what came from elsewhere every piece is had once, wherever it was said to be for."""
    own = [agents(f"on-{site}", many, site=site, on_duty=True) for site, many in zip("xy", on, strict=True)]
    pools = [agents(f"pool-{n}", many, site="far") for n, (many, _for) in enumerate(lent)]
    store = Store([*own, *pools])
    came = 0
    for number, (many, where) in enumerate(lent):
        if many:
            order = c.AllocateResource(by="ann", resource=f"pool-{number}", quantity=many, site=where)
            store.do(order)
            came += many
    found = [each for each in gaps(store.incident, store.stock, store.now) if each.type == "agent"]
    assert all(each.want - each.have == each.gap for each in found)
    assert sum(each.have for each in found) == came
    assert sum(each.want for each in found) == sum(-(-each // 2) for each in on)


steps = st.lists(
    st.tuples(
        st.sampled_from(["ask", "take", "approve", "move", "out", "release", "spend", "cancel", "decline"]),
        st.integers(min_value=1, max_value=6),
        st.sampled_from([S.ORDERED, S.EN_ROUTE, S.ON_HAND, S.ASSIGNED]),
        st.integers(min_value=1, max_value=200_00),
        st.sampled_from(["", "CNY", "EUR", "JPY"]),
    ),
    max_size=25,
)


@settings(max_examples=80)
@given(steps)
def test_whatever_is_tried_nothing_is_given_out_twice_and_no_money_drifts(
    tried: list[tuple[str, int, S, int, str]],
) -> None:
    """Each allocation is in one state; what is held is what was approved and not given back, to the unit.

    What it cost in the end is no more than that, and in the same money.
    """
    store = Store([*CENTRE[3:], a_resource("van", quantity=3)])
    for what, number, to, money, currency in tried:
        name = f"R{number}"
        orders: dict[str, c.Command] = {
            "ask": c.RequestResource(by="bo", type="van", quantity=number),
            "take": c.AllocateResource(by="dee", resource="travel", quantity=money, unit=currency),
            "approve": c.ApproveAllocation(by="dee", allocation=name),
            "move": c.MoveAllocation(by="bo", allocation=name, to=to),
            "out": c.PutOut(by="bo", allocation=name, reason=OutReason.REPAIR),
            "release": c.EndAllocation(by="bo", allocation=name, how=S.RELEASED),
            "spend": c.EndAllocation(by="bo", allocation=name, how=S.RELEASED, spent=money, currency=currency),
            "cancel": c.EndAllocation(by="bo", allocation=name, how=S.CANCELLED, because="no"),
            "decline": c.EndAllocation(by="bo", allocation=name, how=S.DECLINED, because="no"),
        }
        before = store.incident.resources.allocations
        try:
            store.do(orders[what])
        except Refused:
            continue
        if what == "take":
            assert currency == "CNY", "a sum without its currency, or in another, is none of this budget"
        if what == "spend":
            assert (currency or before[name].currency, True) == (before[name].currency, money <= before[name].amount)
        for each in store.incident.resources.allocations.values():
            assert each.state is each.changes[-1].state
            assert (each.id in store.own) == (each.is_live and each.state is not S.REQUESTED)
        assert store.stock.held("van", exercise=False) <= 3
        money_out = sum(each.amount for each in store.incident.resources.live if each.budget == "travel")
        assert store.stock.held("travel", exercise=False) == money_out <= 1_000_00


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["take", "spend", "release"]), counts), max_size=25))
def test_of_two_incidents_nothing_is_held_by_both_and_no_unit_of_money_is_promised_twice(
    tried: list[tuple[bool, str, int]],
) -> None:
    """What each may take is what the other holds not; the sums are those of the inventory, to the unit."""
    inventory = [*CENTRE[3:], a_resource("van", quantity=3)]
    stores = (Store(inventory), Store(inventory))
    for which, what, number in tried:
        store, other = stores[which], stores[not which]
        store.elsewhere = tuple(each.changed(incident="INC-0002") for each in other.own.values())
        orders: dict[str, c.Command] = {
            "take": c.AllocateResource(by="ann", resource="van", quantity=1 + number % 3),
            "spend": c.AllocateResource(by="dee", resource="travel", quantity=1 + number * 400, unit="CNY"),
            "release": c.EndAllocation(by="ann", allocation=f"R{1 + number % 6}", how=S.RELEASED),
        }
        try:
            store.do(orders[what])
        except Refused:
            continue
        held = [(each.resource, each.quantity) for one in stores for each in one.own.values()]
        assert sum(count for name, count in held if name == "van") <= 3
        assert sum(count for name, count in held if name == "travel") <= 1_000_00
        for each in stores:
            owned = {own.id: own.quantity for own in each.incident.resources.live}
            assert {name: claim.quantity for name, claim in each.own.items()} == owned
